"""Evidence out of a real corpus: small, of invented reports in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from takhrij import pipeline
from takhrij.annotations import Claim, Evidence, Verdict
from takhrij.corpus.meaning import Vectors, sentence_encoder
from takhrij.document import Document, document_of
from takhrij.store.corpus import Corpus, opened
from takhrij.store.library import CorpusLibrary

DAY = date(2019, 3, 5)
CLAIM = "قتل خمسة مدنيين في غارة جوية على مدينة سراقب يوم 4 آذار 2019."
SAME = (
    ("ar", "قالت الطبيبة ليلى إن غارة جوية على سراقب يوم 4 آذار 2019 قتلت خمسة مدنيين."),
    ("ar", "أعلن حسان العلي مقتل خمسة مدنيين في غارة جوية على سراقب يوم 4 آذار 2019."),
)  # fmt: skip
OTHERS = (
    ("ar", "قالت مصادر إن أحدا لم يقتل في غارة جوية على مدينة الرقة يوم 4 آذار 2019."),
    ("ar", "نفى مسؤول مقتل خمسة مدنيين في غارة جوية على مدينة سراقب يوم 9 تموز 2015."),
    ("en", "No one was killed when an air strike hit Saraqib on 9 July 2015, a doctor said."),
    ("en", "Seven civilians were killed in an air strike on the city of Homs on 4 March 2019."),
)  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with opened(tmp_path / "corpus", create=True) as made:
        yield made


def added(corpus: Corpus, *reports: tuple[str, str]) -> None:
    for number, (language, text) in enumerate(reports):
        report = document_of(text, language, source=f"r{number}", published=DAY)  # type: ignore[arg-type]
        corpus.add(report, text.encode(), "test")
        corpus.encode(report.id, sentence_encoder())
    corpus.commit()


def checked(corpus: Corpus, text: str = CLAIM) -> Document:
    resources = pipeline.Resources(rules_only=True, library=CorpusLibrary(corpus))
    return pipeline.read(document_of(text, "ar", published=DAY), resources)


def test_two_independent_reports_of_the_event_support_a_claim(corpus: Corpus) -> None:
    added(corpus, *SAME, *OTHERS)
    found = checked(corpus)
    (verdict,) = found.layer(Verdict)
    assert verdict.label == "supported"
    assert verdict.confidence > 0.5
    sided = [one for one in found.layer(Evidence) if one.stance in ("supports", "refutes")]
    assert len({one.origin or one.document for one in sided}) == 2


@pytest.mark.parametrize("other", OTHERS)
def test_a_passage_about_another_event_takes_no_side(
    corpus: Corpus, other: tuple[str, str]
) -> None:
    added(corpus, other)
    found = checked(corpus)
    assert found.layer(Evidence)
    assert {one.stance for one in found.layer(Evidence)} <= {"discusses", "unrelated"}
    assert {one.label for one in found.layer(Verdict)} == {"not_enough_evidence"}


def test_copies_of_the_report_itself_never_count(corpus: Corpus) -> None:
    told = f"{CLAIM} وقال شهود إن المصابين نقلوا إلى المستشفى الوطني في البلدة المجاورة."
    added(corpus, ("ar", f"{told} (وكالة)"), ("ar", f"عاجل: {told}"))
    found = checked(corpus, told)
    assert found.layer(Evidence)
    assert all(one.own_family for one in found.layer(Evidence))
    assert {one.label for one in found.layer(Verdict)} == {"not_enough_evidence"}


def test_a_report_in_the_corpus_is_no_evidence_for_itself(corpus: Corpus) -> None:
    added(corpus, ("ar", CLAIM))
    found = checked(corpus)
    assert found.layer(Evidence) == ()
    assert len(found.layer(Claim)) == 1


COPIED = "أعلن حسان العلي أن خمسة مدنيين قتلوا في غارة جوية على سوق مدينة سراقب يوم 4 آذار 2019."
AROUND = (
    "وفتحت المدارس أبوابها في المدينة المجاورة بعد عطلة دامت أسبوعين وعاد المعلمون.",
    "وتشهد أسعار الخبز ارتفاعا في الأسواق منذ مطلع العام كما يقول التجار هناك.",
)


def test_the_same_sentence_in_two_reports_is_one_telling_though_the_rest_differs(
    corpus: Corpus,
) -> None:
    copied = COPIED.replace("أعلن حسان العلي أن ", "")
    added(corpus, *(("ar", f"{rest} {copied}") for rest in AROUND))
    found = checked(corpus)
    sided = [one for one in found.layer(Evidence) if one.stance == "supports"]
    assert (len(sided), len({one.origin for one in sided})) == (2, 1)
    assert {one.label for one in found.layer(Verdict)} == {"not_enough_evidence"}


@pytest.mark.parametrize(("in_words", "own"), [(True, {False}), (False, {True})])
def test_nothing_copies_a_claim_in_words(corpus: Corpus, in_words: bool, own: set[bool]) -> None:
    added(corpus, *(("ar", f"{COPIED} {rest}") for rest in AROUND))
    library = CorpusLibrary(corpus, in_words=in_words)
    resources = pipeline.Resources(rules_only=True, library=library)
    found = pipeline.read(document_of(COPIED, "ar", published=DAY), resources)
    assert {one.own_family for one in found.layer(Evidence)} == own


class _Written:
    """The encoder, with what it was asked to encode."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, texts: list[str]) -> Vectors:
        self.texts += texts
        return sentence_encoder().encode(texts)


def test_what_the_corpus_has_encoded_is_not_encoded_again_to_find_translations(
    corpus: Corpus,
) -> None:
    added(corpus, *OTHERS)
    own, encoder = document_of(f"{CLAIM} {CLAIM}", "ar", published=DAY), _Written()
    library = CorpusLibrary(corpus, encoder)
    library.families(own, [one.id for one in corpus.documents()])
    assert set(encoder.texts) == {CLAIM}
