"""Replies: what an answer to a question says of a claim."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takhrij.bench.bearings import BEARINGS, bearings
from takhrij.bench.figures import figures
from takhrij.bench.replies import Answer, is_contrary, reply, wants_yes_or_no, wording

CLAIM = "The mayor of Kasra signed an order to close the harbour in 2019"
ASKED = "Did the mayor of Kasra sign an order to close the harbour?"

REPLIES = (
    # question, answer, kind, sign of what it says of the claim
    (ASKED, "Yes. He signed it in March.", "yes", 1),
    (ASKED, "No, it was never signed.", "no", -1),
    (ASKED, "It is true that he did.", "yes", 1),
    (ASKED, "The order is a fake.", "denied", -1),
    (ASKED, "The mayor did not sign any order.", "turned", -1),
    (ASKED, "The mayor signed the order to close the harbour in spring.", "echoed", 1),
    (ASKED, "", "unsaid", 0),
    (ASKED, "No answer could be found.", "unsaid", 0),
    (ASKED, "It is unclear who signed.", "unsaid", 0),
    ("Did the mayor of Kasra never sign an order?", "Yes. He always refused.", "yes", -1),
    ("Is the order of the mayor of Kasra a hoax?", "Yes.", "yes", -1),
    ("Did another mayor of Kasra sign the order?", "Yes.", "yes", -1),
    ("Did the mayor of Kasra open the harbour?", "Yes.", "yes", -1),
)


@pytest.mark.parametrize(("question", "text", "kind", "sign"), REPLIES)
def test_a_reply_to_a_question_for_yes_or_no_speaks_for_or_against(
    question: str, text: str, kind: str, sign: int
) -> None:
    found = reply(CLAIM, Answer(question, text))
    assert found.asks
    assert (found.kind, (found.bears > 0) - (found.bears < 0)) == (kind, sign)


def test_a_no_to_a_contrary_question_proves_little() -> None:
    found = reply(CLAIM, Answer("Is the order of the mayor of Kasra a hoax?", "No."))
    assert 0 < found.bears < 0.5


TOLD = (
    ("What did the mayor of Kasra sign?", "An order to close the harbour.", 1),
    ("When did the mayor of Kasra sign the order?", "In May 2019.", 1),
    ("When did the mayor of Kasra sign the order?", "On 3 June 2021.", -1),
    ("What does the council say of the order?", "It is a fabricated document.", -1),
    ("Who is the mayor?", "A trained engineer.", 0),
    ("Who keeps the records?", "", 0),
)


@pytest.mark.parametrize(("question", "text", "sign"), TOLD)
def test_a_reply_to_another_question_tells_for_or_against(
    question: str, text: str, sign: int
) -> None:
    found = reply(CLAIM, Answer(question, text))
    assert not found.asks
    assert (found.tells > 0) - (found.tells < 0) == sign


COUNTED = "About 7 million people lived in Kasra"


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("The census has 6.96 million.", 1),
        ("There were 4 million.", -1),
        ("Nobody counted.", 0),
    ],
)
def test_a_figure_that_is_asked_for_agrees_or_not(text: str, agrees: int) -> None:
    assert figures(COUNTED, "How many people lived in Kasra?", text).agreeing(True) == agrees


def test_a_figure_that_the_question_gives_is_no_news() -> None:
    assert figures(COUNTED, "Did 7 million people live there?", "7 million.").agreeing(True) == 0


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("Did he go?", True),
        ("In May, was the bridge open?", True),
        ("What did he say?", False),
        ("How many were there?", False),
        ("", False),
    ],
)
def test_a_question_for_yes_or_no_is_told(question: str, wants: bool) -> None:
    assert wants_yes_or_no(wording(question)) is wants


def test_two_turns_are_none() -> None:
    claim = wording("The bridge was not opened")
    assert not is_contrary(wording("Was the bridge not opened?"), claim)
    assert is_contrary(wording("Was the bridge opened?"), claim)


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_whatever_is_written_is_read(claim: str, question: str, text: str) -> None:
    found = reply(claim, Answer(question, text))
    assert -1 <= found.bears <= 1
    assert -1 <= found.tells <= 1
    assert 0 <= found.near <= 1
    assert len(bearings(claim, [Answer(question, text)], [0.5])) == len(BEARINGS)
