"""A masked case whose verdicts rest on other reports and on records is judged again to the same
verdicts, from itself alone."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from takhrij import pipeline
from takhrij.annotations import Claim
from takhrij.casefile import json as casefile
from takhrij.casefile.recomputed import differing
from takhrij.casefile.redaction import redacted, shape
from takhrij.corpus.meaning import sentence_encoder
from takhrij.document import document_of
from takhrij.records.memory import MemoryBook
from takhrij.records.record import Record
from takhrij.store.corpus import Corpus, opened
from takhrij.store.library import CorpusLibrary

DAY = date(2019, 3, 5)
CLAIM = (
    "قال الطبيب سامر الحموي إن خمسة مدنيين قتلوا في غارة جوية على مدينة سراقب يوم 4 آذار 2019. "
    "ونفى حسان العلي ذلك."
)
REPORTS = (
    ("ar", "قالت الطبيبة ليلى إن غارة جوية على سراقب يوم 4 آذار 2019 قتلت خمسة مدنيين."),
    ("ar", "أعلن حسان العلي مقتل خمسة مدنيين في غارة جوية على سراقب يوم 4 آذار 2019."),
    ("ar", "وقال سامر الحموي لوكالة النور إن غارة على سراقب يوم 4 آذار 2019 قتلت خمسة مدنيين."),
    ("en", "Seven civilians were killed in an air strike on the city of Homs on 4 March 2019."),
)  # fmt: skip
NAMES = ("سامر الحموي", "حسان العلي")
ASKED = (NAMES[:1], NAMES[1:], NAMES)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder: Path = tmp_path_factory.mktemp("corpus")
    with opened(folder, create=True) as corpus:
        _add(corpus)
        resources = pipeline.Resources(rules_only=True, library=CorpusLibrary(corpus), book=_book())
        read = pipeline.read(document_of(CLAIM, "ar", published=DAY), resources)
        assert read.layer(Claim)
        held: dict[str, Any] = json.loads(casefile.dumps(casefile.case(read)))
    return held


def _add(corpus: Corpus) -> None:
    for number, (language, text) in enumerate(REPORTS):
        report = document_of(text, language, source=f"r{number}", published=DAY)  # type: ignore[arg-type]
        corpus.add(report, text.encode(), "test")
        corpus.encode(report.id, sentence_encoder())
    corpus.commit()


def _book() -> MemoryBook:
    day, names = date(2019, 3, 4), (("ar", "سراقب"), ("en", "Saraqib"))
    place = ("Idlib", 35.864, 36.806)
    toll = (5.0, 5.0)
    made = Record("invented", "x1", day, day, names, *place, event="airstrike", killed=toll)
    return MemoryBook([made])


def masked(whole: dict[str, Any], asked: tuple[str, ...]) -> dict[str, Any]:
    made = redacted(whole, asked, lambda n: random.Random(n).randbytes(n)).case
    held: dict[str, Any] = json.loads(casefile.dumps(made))
    return held


def test_the_case_rests_on_evidence_and_a_record(whole: dict[str, Any]) -> None:
    assert "supported" in {one["label"] for one in whole["verdicts"]}
    assert whole["evidence"]
    assert whole["records"]
    assert differing(whole) == []


@pytest.mark.parametrize("asked", ASKED)
def test_its_masked_copy_gives_the_same_verdicts(
    whole: dict[str, Any], asked: tuple[str, ...]
) -> None:
    made = masked(whole, asked)
    assert differing(made) == []
    labels = [(one["claim"], one["label"], one["independent_origins"]) for one in made["verdicts"]]
    assert labels == [
        (one["claim"], one["label"], one["independent_origins"]) for one in whole["verdicts"]
    ]
    assert shape(made) == made["redaction"]["shape"]
    told = json.dumps(made, ensure_ascii=False)
    assert not any(name in told for name in asked)


@pytest.mark.parametrize("asked", ASKED)
def test_no_id_of_the_masked_copy_leads_to_a_name_or_to_the_whole_text(
    whole: dict[str, Any], asked: tuple[str, ...]
) -> None:
    told = json.dumps(masked(whole, asked), ensure_ascii=False)
    assert whole["document"]["id"] not in told
    ids = {one["id"] for verdict in whole["verdicts"] for one in verdict["origins"]}
    assert any(one.startswith("person:") for one in ids)
    assert not any(one in told for one in ids if not one.startswith("sha256:"))


def test_masked_sources_that_may_be_one_person_still_count_once() -> None:
    text = (
        "A Syrian soldier said that shells hit the bakery in Aleppo on Monday. "
        "The Syrian officer said that shells hit the bakery in Aleppo on Monday."
    )
    read = pipeline.read(
        document_of(text, "en", published=DAY), pipeline.Resources(rules_only=True)
    )
    case: dict[str, Any] = json.loads(casefile.dumps(casefile.case(read)))
    assert {one["independent_origins"] for one in case["verdicts"]} == {1}
    held = masked(case, ("A Syrian soldier", "The Syrian officer"))
    assert "officer" not in json.dumps(held["claims"])
    assert differing(held) == []
