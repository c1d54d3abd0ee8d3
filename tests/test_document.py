"""The document never changes, and nothing can be said of it without quoting it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takhrij.annotations import Sentence, Word
from takhrij.document import Span, document_of, within
from takhrij.errors import ContractError, MissingLayer, SpanError
from takhrij.language.fold import fold, folded
from takhrij.language.sentences import sentences
from takhrij.language.words import words
from takhrij.stages import Stage, check_order


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 4)])
def test_a_span_without_words_cannot_be_made(start: int, end: int) -> None:
    with pytest.raises(SpanError):
        Span(start, end)


def test_an_annotation_outside_the_text_cannot_be_stored() -> None:
    with pytest.raises(SpanError, match="leaves the text"):
        document_of("قصير").with_layer(Sentence, [Sentence(Span(0, 99))], "test")


def test_asking_for_a_layer_that_no_stage_made_names_the_stage_to_run() -> None:
    with pytest.raises(MissingLayer, match="Sentence"):
        document_of("نص").layer(Sentence)


def test_a_new_layer_leaves_the_old_document_as_it_was() -> None:
    document = document_of("نص")
    document.with_layer(Sentence, [], "test")
    assert not document.has(Sentence)


def test_stages_in_the_wrong_order_are_refused_before_anything_runs() -> None:
    late = Stage("late", sentences, makes=Sentence, needs=(Word,))
    with pytest.raises(ContractError, match="late needs Word"):
        check_order((late, Stage("words", words, makes=Word)))


TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("وبالكفسة ًُـ،.؟!\n\"“” 12٣٤ab'-أإؤئءﻻ"),
        st.characters(exclude_categories=["Cs"]),
    )
)


@given(TEXTS)
def test_every_character_that_is_not_space_is_in_one_sentence(text: str) -> None:
    for language in ("ar", "en"):
        document = document_of(text, language)  # type: ignore[arg-type]
        spans = [sentence.span for sentence in sentences(document)]
        assert spans == sorted(spans)
        held = {at for span in spans for at in range(span.start, span.end)}
        assert all(character.isspace() for at, character in enumerate(text) if at not in held)
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


@given(TEXTS)
def test_words_are_in_order_and_stems_end_with_their_word(text: str) -> None:
    found = words(document_of(text))
    for word in found:
        assert word.stems[0] == word.span
        assert all(stem.end == word.span.end for stem in word.stems)
        assert word.norm == fold(word.span.of(text))
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))


@given(TEXTS, st.data())
def test_a_folded_range_leads_back_to_the_words_it_came_from(
    text: str, data: st.DataObject
) -> None:
    result = folded(text)
    assert result.text == "".join(map(fold, text))
    if not result.text:
        return
    start = data.draw(st.integers(0, len(result.text) - 1))
    end = data.draw(st.integers(start + 1, len(result.text)))
    assert result.text[start:end] in fold(result.original(start, end).of(text))


@pytest.mark.parametrize(
    ("written", "stems"),
    [
        ("وبحلفايا", ["وبحلفايا", "بحلفايا", "حلفايا"]),
        ("والمصاصنة", ["والمصاصنة", "المصاصنة", "مصاصنة"]),
        ("للمدنيين", ["للمدنيين", "لمدنيين", "مدنيين"]),
        ("Hama", ["Hama"]),
    ],
)
def test_clitics_are_split_off_in_every_way_they_may_be(written: str, stems: list[str]) -> None:
    (word,) = words(document_of(written))
    assert [stem.of(written) for stem in word.stems] == stems


def test_within_finds_what_lies_wholly_inside() -> None:
    document = document_of("one two three", "en")
    assert [w.norm for w in within(words(document), Span(4, 13))] == ["two", "three"]
