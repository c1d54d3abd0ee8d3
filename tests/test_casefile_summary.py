"""The summary in the terminal: plain lines that no article can steer."""

from __future__ import annotations

import pytest
from casefile_example import example, judged

from takhrij.casefile.json import case
from takhrij.casefile.rests_on import rests_on, standing
from takhrij.casefile.summary import MOST_CLAIMS, WIDTH, summary
from takhrij.document import document_of


def told(language: str = "en") -> str:
    """The summary of the example on one line, so that wrapping doesn't matter."""
    return " ".join(summary(case(example("en")), language).split())


def test_it_says_what_the_report_rests_on() -> None:
    assert (
        "The report makes 7 claims: 2 rest on a named source, 1 on an unnamed one, "
        "4 on nobody but its author." in told()
    )


def test_it_names_the_source_that_most_claims_go_back_to() -> None:
    assert (
        "2 sources speak in it. 2 of its 7 claims go back to one: The warehouse's manager "
        "Hisham Banna (named)." in told()
    )


def test_it_gives_inconsistent_checks_first() -> None:
    text = told()
    assert text.index("≠ Headline against body") < text.index("= Weekday against date")


def test_it_never_says_whether_the_report_is_true() -> None:
    assert "None of this says that the report is true or false." in told()


def test_each_claim_shows_the_hands_it_passed_through_from_the_event_on() -> None:
    assert (
        'A civil defence source (unnamed person) → the agency "Sahel News" (news medium) → '
        "Salim Warraq (the author)" in told()
    )


def test_it_speaks_arabic() -> None:
    text = " ".join(summary(case(example()), "ar").split())
    assert "يتضمن الخبر 7 ادّعاءات: يستند منها اثنان إلى مصدر مسمّى" in text
    assert "أُجريت 4 فحوص: اثنان غير متسقين، وواحد متسق، وواحد غير محسوم." in text


def test_verdicts_are_told_only_where_there_are_any() -> None:
    assert "Against other reports" not in told()
    assert "1 met conflicting accounts" in " ".join(summary(case(judged(example("en")))).split())


def test_a_report_without_claims_says_so() -> None:
    text = summary(case(document_of("Nothing here.", "en")))
    assert "No claim was found in this report." in text
    assert "No check applied to this report." in text


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_line_is_wider_than_a_terminal(language: str) -> None:
    lines = summary(case(judged(example())), language).splitlines()
    assert max(map(len, lines)) <= WIDTH


def test_controls_in_the_article_are_written_out() -> None:
    text = summary(case(document_of("x", title="a\x1b[31m\u202e\x07b\nc")))
    assert "a⟨U+001B⟩[31m⟨U+202E⟩⟨U+0007⟩b c" in text
    assert "\x1b" not in text


def test_more_claims_than_a_screen_holds_are_counted() -> None:
    row = case(example("en"))
    row["claims"] = row["claims"] * 10
    assert f"{70 - MOST_CLAIMS} more" in summary(row)


def test_a_claim_rests_on_the_hand_nearest_the_event() -> None:
    claims = case(example())["claims"]
    assert [standing(claim) for claim in claims] == [
        "missing",
        "missing",
        "unnamed",
        "named",
        "named",
        "missing",
        "missing",
    ]


def test_a_source_that_is_not_given_is_no_source() -> None:
    link = {"who": "", "kind": "unknown", "knowledge": "unknown", "standing": "missing"}
    author = {"who": "x", "kind": "author", "knowledge": "unknown"}
    row = {
        "document": {"language": "en"},
        "claims": [{"chain": [link, author], "basis": "unattributed"}],
        "findings": [],
    }
    assert (rests_on(row).none, rests_on(row).sources) == (1, 0)
