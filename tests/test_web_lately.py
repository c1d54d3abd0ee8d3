"""What the workbench keeps in memory holds no more than it may, and nothing out of date."""

from __future__ import annotations

from markupsafe import Markup

from takhrij.web.caseview import Drawn, unpacked
from takhrij.web.lately import Lately


def test_what_was_kept_is_given_back_for_its_own_state_alone() -> None:
    held: Lately[str] = Lately(10)
    held.keep("case", "as it was", 4, state=1)
    assert held.get("case", 1) == "as it was"
    assert held.get("case", 2) is None
    assert held.get("another", 1) is None


def test_the_next_state_takes_the_place_of_the_one_before() -> None:
    held: Lately[int] = Lately(1000)
    for state in range(100):
        held.keep("case", state, 7, state=state)
    assert (len(held), held.size, held.get("case", 99)) == (1, 7, 99)


def test_the_one_not_asked_for_longest_goes_first() -> None:
    held: Lately[str] = Lately(10)
    held.keep("a", "A", 4)
    held.keep("b", "B", 4)
    assert held.get("a") == "A"
    held.keep("c", "C", 4)
    assert (held.get("a"), held.get("b"), held.get("c")) == ("A", None, "C")
    assert held.size <= held.most


def test_what_is_larger_than_all_that_may_be_held_is_not_kept() -> None:
    held: Lately[str] = Lately(10)
    held.keep("a", "A", 4)
    assert held.keep("large", "L", 11) == "L"
    assert (held.get("large"), held.get("a")) == (None, "A")


def test_a_drawn_case_comes_back_as_it_was_packed() -> None:
    made = Drawn(Markup("<p>حريق\x00&amp;</p>"), Markup("<b>\ud800</b>"), ".c1{color:red}")
    again = unpacked(made.packed())
    assert again == made
    assert isinstance(again.reading, Markup)
    assert isinstance(again.file, Markup)
