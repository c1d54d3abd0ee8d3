"""The article that set the project off: an Arabic report that rests on one unnamed soldier."""

from __future__ import annotations

from pathlib import Path

import pytest

from takhrij import pipeline
from takhrij.annotations import Finding, Incident, Verdict
from takhrij.casefile.json import case as case_of
from takhrij.casefile.rests_on import rests_on
from takhrij.document import Document
from takhrij.ingest import read_file

NAME = "000_fed6155a3c53f8d0.txt"


@pytest.fixture(scope="module")
def article(request: pytest.FixtureRequest) -> Document:
    path = Path(request.config.getoption("--data")).parent / "examples" / NAME
    if not path.is_file():
        pytest.skip(f"needs the article: no file {path}")
    return pipeline.read(read_file(path), pipeline.Resources(rules_only=True))


@pytest.mark.parametrize(
    "check", ["headline", "sourcing", "contradiction"], ids=lambda check: str(check)
)
def test_what_does_not_fit_is_found(article: Document, check: str) -> None:
    """A headline surer than its body, a grave claim in the report's own voice, "no reply" beside
    an answer."""
    found = article.layer(Finding)
    assert any(one.check == check and one.outcome == "inconsistent" for one in found)


def test_its_weekday_and_its_times_fit(article: Document) -> None:
    fitting = {one.check for one in article.layer(Finding) if one.outcome == "consistent"}
    assert {"chronology", "calendar"} <= fitting


def test_the_attacks_of_another_year_are_no_part_of_the_one_alleged(article: Document) -> None:
    chemical = [one for one in article.layer(Incident) if one.type == "chemical"]
    assert len(chemical) == 2
    assert len(chemical[0].claims) > len(chemical[1].claims) == 1


def test_the_allegation_goes_back_to_two_at_most(article: Document) -> None:
    first = article.layer(Verdict)[0]
    assert (first.claim, first.label) == ("c1", "not_enough_evidence")
    assert first.independent_origins == 2


def test_it_says_that_all_that_was_seen_may_rest_on_one_unnamed_person(article: Document) -> None:
    rests = rests_on(case_of(article))
    assert len(rests.perhaps_one) == 2
    assert rests.if_one == rests.first_hand == 4
