"""Template text is no copy: footers, notes and standing paragraphs, of made words."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from takhrij.corpus.families import Report, families, kinships

VOCABULARY = [f"كلمة{number}" for number in range(4000)]
FIRST = date(2017, 1, 1)


def _text(seed: int, length: int = 200) -> str:
    return " ".join(random.Random(seed).choices(VOCABULARY, k=length))


NOTE = _text(900, 60)


def _reports(texts: list[str], apart: int | None = 10) -> list[Report]:
    """Reports so many days apart; None for reports without a date."""
    return [
        Report(f"r{n}", text, None if apart is None else FIRST + timedelta(days=apart * n))
        for n, text in enumerate(texts)
    ]


def _kinds(reports: list[Report]) -> set[str]:
    return {family.kind for family in families(reports, kinships(reports))}


STORIES = [_text(n) for n in range(12)]
SIX = STORIES[:6]
CASES: dict[str, tuple[list[Report], set[str]]] = {
    "a footer for weeks": (_reports([f"{one} {NOTE}" for one in SIX]), {"template"}),
    "a note at the head": (_reports([f"{NOTE} {one}" for one in SIX]), {"template"}),
    "a standing paragraph in the middle": (
        _reports([f"{one} {NOTE} {_text(50 + n)}" for n, one in enumerate(SIX)]),
        {"template"},
    ),
    "a footer with another date in each": (
        _reports([f"{one} {NOTE} {n} {_text(901, 40)}" for n, one in enumerate(SIX)]),
        {"template"},
    ),
    "a footer of reports without dates, twice as many": (
        _reports([f"{one} {NOTE}" for one in STORIES], None),
        {"template"},
    ),
    "a statement that six papers quote within days": (
        _reports([f"{one} {NOTE}" for one in SIX], 1),
        {"shared_passage"},
    ),
    "a paragraph in two reports only": (
        _reports([f"{one} {NOTE}" for one in STORIES[:2]]),
        {"shared_passage"},
    ),
    "a story printed again and again for weeks": (_reports([STORIES[0]] * 8), {"reprint"}),
    "a story that longer pieces hold": (
        _reports([NOTE, *(f"{one} {NOTE}" for one in SIX)]),
        {"reprint"},
    ),
    "a story with other words in each copy": (
        _reports(
            [
                " ".join(w if dice.random() > 0.1 else dice.choice(VOCABULARY) for w in words)
                for dice, words in ((random.Random(n), STORIES[0].split()) for n in range(12))
            ]
        ),
        {"reprint"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_many_reports_share_is_news_or_template(name: str) -> None:
    reports, kinds = CASES[name]
    assert _kinds(reports) == kinds


def test_copies_under_one_footer_are_a_family_and_the_footer_names_all_its_reports() -> None:
    texts = [f"{one} {NOTE}" for one in (*SIX, SIX[0], SIX[1])]
    reports = _reports(texts)
    found = families(reports, kinships(reports))
    copies = [family.members for family in found if family.kind == "reprint"]
    (footer,) = (family for family in found if family.kind == "template")
    assert copies == [("r0", "r6"), ("r1", "r7")]
    assert set(footer.members) == {report.id for report in reports}
    assert footer.origin is None
    assert {language for language, why in footer.whys if why} == {"ar", "en"}


def test_a_footer_in_common_does_not_make_a_short_copy_of_half_a_report() -> None:
    """Half of a story under a long note: shares are of the story, not of note and story."""
    part = " ".join(SIX[0].split()[:60])
    texts = [*(f"{one} {NOTE}" for one in SIX), f"{part} {_text(70, 100)} {NOTE}"]
    reports = _reports(texts)
    kinds = {(one.first, one.second): one.kind for one in kinships(reports)}
    assert kinds["r0", "r6"] == "shared_passage"
