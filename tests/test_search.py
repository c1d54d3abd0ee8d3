"""Search finds words in any spelling, meaning in either language, and marks the exact words."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from takhrij.corpus.meaning import sentence_encoder
from takhrij.corpus.search import Hit, Query, fused, one_a_family, passages_of
from takhrij.corpus.stems import stem
from takhrij.document import Span, document_of
from takhrij.store.corpus import Corpus, opened
from takhrij.store.index import search_index

REPORTS = {
    "fire": ("ar", date(2030, 5, 1), "اندلع حريق كبير في مستودع للحبوب قرب مدينة الميناء ليلا."),
    "bridge": ("ar", date(2030, 6, 2), "انهار الجسر القديم وأصيب خمسة عمال بجروح في الحادث."),
    "flood": (
        "en",
        date(2030, 7, 3),
        "The river burst its banks and flooded two villages overnight.",
    ),
    "blaze": (
        "en",
        date(2030, 5, 2),
        "A large blaze broke out at a grain warehouse beside the port.",
    ),
}


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with opened(tmp_path / "corpus", create=True) as made:
        for name, (language, day, text) in REPORTS.items():
            report = document_of(text, language, source=name, published=day)  # type: ignore[arg-type]
            made.add(report, text.encode(), "test")
        made.commit()
        yield made


def _found(corpus: Corpus, query: Query, *, meaning: bool = False) -> list[str]:
    if meaning:
        for identity in corpus.without_vectors():
            corpus.encode(identity, sentence_encoder())
    index = search_index(corpus)
    index.update()
    hits = index.search(query, sentence_encoder() if meaning else None)
    return [corpus.document(hit.document).metadata.source for hit in hits]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (Query("الحريق"), ["fire"]),
        (Query("بمستودعٍ"), []),
        (Query("المستودع"), ["fire"]),
        (Query("العمّال والجسور"), ["bridge"]),
        (Query("villages flooding"), ["flood"]),
        (Query('"الجسر القديم"'), ["bridge"]),
        (Query('"القديم الجسر"'), []),
        (Query("الحريق", since=date(2030, 6, 1)), []),
        (Query("warehouse", until=date(2030, 5, 30)), ["blaze"]),
        (Query("warehouse", language="ar"), []),
        (Query('" ( : ^ * \\ ['), []),
        (Query(""), []),
    ],
    ids=lambda value: value.text if isinstance(value, Query) else "",
)
def test_words_are_found_in_any_spelling(corpus: Corpus, query: Query, names: list[str]) -> None:
    assert _found(corpus, query) == names


def test_meaning_is_found_in_the_other_language(corpus: Corpus) -> None:
    assert _found(corpus, Query("حريق في مستودع حبوب"), meaning=True)[:2] == ["fire", "blaze"]


def test_marks_are_the_querys_words_as_written(corpus: Corpus) -> None:
    index = search_index(corpus)
    index.update()
    (hit,) = index.search(Query("مدينه الحرائق حريق"))
    text = corpus.document(hit.document).text
    assert [mark.of(text) for mark in hit.marks] == ["حريق", "مدينة"]
    assert hit.text == hit.span.of(text)


def test_a_removed_document_is_found_no_more(corpus: Corpus) -> None:
    assert _found(corpus, Query("الحريق")) == ["fire"]
    gone = next(d.id for d in corpus.documents() if d.metadata.source == "fire")
    corpus.remove(gone, "withdrawn by its source")
    assert _found(corpus, Query("الحريق")) == []


def test_indexing_twice_changes_nothing(corpus: Corpus) -> None:
    index = search_index(corpus)
    assert index.update() == len(REPORTS)
    assert index.update() == 0


def test_every_sentence_is_in_one_passage() -> None:
    document = document_of("جملة قصيرة هنا. " * 60)
    passages = passages_of(document)
    assert len(passages) > 1
    assert passages[0].start == 0
    assert passages[-1].end == len(document.text.rstrip())
    assert all(one.end <= two.start for one, two in itertools.pairwise(passages))


def test_fusion_ranks_what_both_lists_hold_first() -> None:
    assert [key for key, _ in fused(["a", "b", "c"], ["b", "d"])] == ["b", "a", "d", "c"]


def test_one_hit_is_shown_of_each_family() -> None:
    hits = [Hit(str(n), Span(0, 1), "", (), 1.0, "words", f) for n, f in enumerate("xyx")]
    assert [hit.document for hit in one_a_family(hits)] == ["0", "1"]


@pytest.mark.parametrize(
    ("word", "same"),
    [
        ("والمستودع", "مستودع"),
        ("مستودعات", "مستودع"),
        ("للمدنيين", "مدنيين"),
        ("villages", "village"),
    ],
)
def test_words_of_one_stem_meet(word: str, same: str) -> None:
    assert stem(word) == stem(same)
