"""Attributions by rules: source, cue and content, in Arabic and English."""

from __future__ import annotations

from pathlib import Path

import pytest
from attribution_examples import ARABIC, ENGLISH, NOBODY_SAYS, marked
from hypothesis import given, settings
from hypothesis import strategies as st

from takhrij.annotations import Attribution, Quotation, Sentence, Word
from takhrij.bench.attribution import report
from takhrij.bench.attribution_sets import arabic, polnear
from takhrij.claims.attributions import attributions
from takhrij.claims.attributions.english_told import passed_on
from takhrij.claims.attributions.forms import arabic_forms, english_forms
from takhrij.claims.attributions.found import Found
from takhrij.claims.attributions.view import view
from takhrij.claims.quotations import quotations
from takhrij.document import Document, Language, Span, document_of
from takhrij.language.lexicon import load
from takhrij.language.sentences import sentences
from takhrij.language.words import words
from takhrij.pipeline import RULES, read
from takhrij.stages import Stage, run

STAGES = (
    Stage("sentences", sentences, Sentence),
    Stage("words", words, Word),
    Stage("quotations", quotations, Quotation, (Sentence,)),
)


def found(text: str, language: Language = "ar") -> tuple[Attribution, ...]:
    return attributions(run(document_of(text, language), STAGES))


def parts(text: str, item: Attribution) -> tuple[str | None, str | None, tuple[str, ...]]:
    source = item.source.of(text) if item.source else None
    cue = item.cue.of(text) if item.cue else None
    return source, cue, tuple(span.of(text) for span in item.content)


def check(written: str, language: Language) -> None:
    """One attribution of the sentence has the marked source and content; its cue fits."""
    example = marked(written)
    seen = [parts(example.text, item) for item in found(example.text, language)]
    same = [cue for source, cue, content in seen if (source, content) == _wanted(example)]
    assert same, f"wanted {_wanted(example)}, found {seen}"
    assert any(
        (cue or "") in (example.cue or "") or (example.cue or "") in (cue or "") for cue in same
    )


def _fits(one: str, other: str) -> bool:
    return one in other or other in one


def _wanted(example: object) -> tuple[str | None, tuple[str, ...]]:
    return example.source, example.content  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ARABIC)
def test_an_arabic_sentence_is_taken_apart(name: str) -> None:
    check(ARABIC[name], "ar")


@pytest.mark.parametrize("name", ENGLISH)
def test_an_english_sentence_is_taken_apart(name: str) -> None:
    check(ENGLISH[name], "en")


@pytest.mark.parametrize("name", NOBODY_SAYS)
def test_the_writers_own_words_are_nobodys(name: str) -> None:
    language, text = NOBODY_SAYS[name]
    assert found(text, language) == ()  # type: ignore[arg-type]


def test_telling_an_agency_gives_two_attributions_of_one_content() -> None:
    text = "وقال مدير الميناء لوكالة الساحل إن السفينة وصلت."
    first, second = found(text)
    assert first.content == second.content
    assert {first.via, second.via} == {None, second.id if first.via else first.id}


def test_what_is_said_inside_another_s_words_is_nested() -> None:
    text = "وقال المدير إن الشرطة أكدت أن الجسر مفتوح."
    outer, inner = found(text)
    assert inner.via == outer.id


def test_a_claim_negated_is_marked() -> None:
    (only,) = found("لم يؤكد قائد الشرطة أن الجسر مغلق.")
    assert only.negated
    (said,) = found("The mayor did not say that the bridge was closed.", "en")
    assert said.negated


def test_an_account_that_runs_on_is_marked_as_inferred() -> None:
    text = "ووفقا للضابط، كانت فرقته قرب النهر. وعلى بعد كيلومترين كان المقر."
    _, second = found(text)
    assert second.inferred
    assert second.cue is None
    assert second.speaker == "الضابط"


@pytest.mark.parametrize(
    ("following", "inferred"),
    [
        ("He had been posted there for a year.", True),
        ("They were moved to the harbour at night.", True),
        ("The council meets on Monday.", False),
        ("He said that two trucks had come.", False),
        ("\nHe had been posted there for a year.", False),
    ],
)
def test_an_account_runs_on_in_english_only_where_it_is_tied_on(
    following: str, inferred: bool
) -> None:
    text = f"According to the officer, the unit stood near the river. {following}"
    carried = [one for one in found(text, "en") if one.inferred]
    assert [one.speaker for one in carried] == ["the officer"] * inferred
    assert all(one.cue is None and one.source is None for one in carried)


def test_a_newspapers_account_is_not_carried_over() -> None:
    text = "According to the Harbour Gazette, the unit left. It had stood near the river."
    assert not any(one.inferred for one in found(text, "en"))


def test_denials_and_accusations_are_acts() -> None:
    assert found("ونفى المدير أن يكون الجسر مغلقا.")[0].act == "deny"
    assert found("واتهم رئيس النقابة الشركة بالإهمال.")[0].act == "accuse"
    assert found("The mayor denied that the bridge was closed.", "en")[0].act == "deny"


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The council asked why the road was closed.", "ask"),
        ("The council asked whether the road was safe.", "ask"),
        ("“Is the road safe?” the mayor asked.", "ask"),
        ("The judge asked the men to leave the room.", "demand"),
        ("The mayor asked that the road be closed.", "demand"),
    ],
)
def test_asking_is_a_question_unless_something_is_asked_for(text: str, act: str) -> None:
    assert [item.act for item in found(text, "en")] == [act]


QUOTED = "The agency quoted a medical source as saying that nine were dead."


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("quoted", "a medical source as saying that nine were dead"),
        ("quoted", "as saying that nine were dead"),
        ("quoted", "that nine were dead"),
        ("saying", "that nine were dead"),
    ],
)
def test_whoever_an_agency_quotes_speaks_first_wherever_a_reader_begins_the_content(
    cue: str, content: str
) -> None:
    def span(words: str) -> Span:
        return Span(QUOTED.index(words), QUOTED.index(words) + len(words))

    seen = view(run(document_of(QUOTED, "en"), STAGES))
    read = Found(span(cue), (span(content),), span("The agency"), made_by="model")
    told = {item.source.of(QUOTED): item for item in passed_on(seen, [read]) if item.source}
    assert set(told) == {"a medical source", "The agency"}
    assert told["The agency"].relay
    assert not told["a medical source"].relay
    assert {item.content for item in told.values()} == {(span("that nine were dead"),)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "A guard told the Shore News Agency that five were hurt. "
            "The agency quoted a medical source as saying that nine were dead.",
            "en",
        ),
        (
            "وقال حارس لوكالة الساحل إن خمسة أصيبوا. ونقلت الوكالة عن مصدر طبي قوله إن تسعة قتلوا.",
            "ar",
        ),
    ],
)
def test_the_agency_is_the_one_that_passed_something_on_before(
    text: str, language: Language
) -> None:
    relays = {item.via for item in found(text, language)} - {None}
    speakers = {
        item.speaker.removeprefix("the ")
        for item in found(text, language)
        if item.id in relays and item.speaker
    }
    assert len(relays) == 2
    assert len(speakers) == 1


def test_ids_are_in_text_order_and_stable() -> None:
    text = "قال المدير إن الجسر مفتوح. وأضاف أن الطريق سالك."
    once, again = found(text), found(text)
    assert once == again
    assert [item.id for item in once] == ["a1", "a2"]


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("قالت", "قال"),
        ("يقولون", "قال"),
        ("أفادوا", "أفاد"),
        ("نفت", "نفى"),
        ("تبناه", "تبنى"),
        ("مؤكدة", "أكد"),
        ("ستعلن", "أعلن"),
    ],
)
def test_arabic_forms_come_from_the_lemma_list(form: str, lemma: str) -> None:
    from takhrij.language.fold import fold

    assert fold(lemma) in {f.verb.lemma for f in arabic_forms()[fold(form)]}


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("said", "say"), ("denies", "deny"), ("claiming", "claim"), ("admitted", "admit")],
)
def test_english_forms_come_from_the_lemma_list(form: str, lemma: str) -> None:
    assert lemma in {f.verb.lemma for f in english_forms()[form]}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_word_lists_hold_no_word_twice(language: str) -> None:
    rows = load(language, "reporting")["verbs"]
    if language == "ar":
        assert len({tuple(row[:2]) for row in rows}) == len(rows)
        assert all(len(row) == 6 for row in rows)
    else:
        assert all(lemma == lemma.strip().lower() for lemmas in rows.values() for lemma in lemmas)


# --- hostile text -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("“" * 10000 + "a said b" + "”" * 10000, "en"),
        ("he said that it was, and they told " * 9000, "en"),
        ("وقال إن المدير بحسب مصدر أكد " * 9000, "ar"),
        ("\u202e\u2066قال\u2069 المدير إن\u202c الجسر مفتوح. " * 500, "ar"),
    ],
)
def test_hostile_text_is_read_to_its_end_with_right_offsets(text: str, language: Language) -> None:
    for item in found(text, language):
        assert all(span.end <= len(text) for span in item.spans)


@pytest.mark.parametrize(
    ("text", "language", "speaker"),
    [
        ("Ann Lee said that it fell. " + "“" * 10000 + "b" + "”" * 10000, "en", "Ann Lee"),
        ("\u202e\u2066قال\u2069 المدير إن\u202c الجسر مفتوح. " * 50, "ar", "المدير"),
        ("قال المدير إن الجسر مفتوح " + "والطريق سالك " * 2000, "ar", "المدير"),
    ],
)
def test_every_stage_reads_hostile_text_and_still_finds_who_speaks(
    text: str, language: Language, speaker: str
) -> None:
    seen = read(document_of(text, language), RULES).layer(Attribution)
    assert speaker in {item.source.of(text) for item in seen if item.source}
    assert all(0 <= span.start < span.end <= len(text) for item in seen for span in item.spans)


_PIECES = [
    "قال ", "وأضاف ", "أن ", "إن ", "المدير ", "بحسب ", "مصدر ", "، ", ". ", "«", "»", "“", "”",
    ": ",
    "said ", "that ", "Ann ", ", ", '"', "according to ", "told ", "\n", "\u202e", "لـ", "تبناه ",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=30), st.sampled_from(["ar", "en"]))
def test_any_mixture_of_cues_and_marks_gives_words_of_the_text(
    pieces: list[str], language: Language
) -> None:
    text = "".join(pieces)
    document: Document = run(document_of(text, language), STAGES)
    items = attributions(document)
    document.with_layer(Attribution, items, "test")
    for item in items:
        assert all(span.of(text).strip() for span in item.spans)
        assert len(set(item.content)) == len(item.content)


# --- floors -----------------------------------------------------------------------------


def finder(document: Document) -> tuple[Attribution, ...]:
    return attributions(run(document, STAGES))


def test_english_accuracy_does_not_fall(data: Path) -> None:
    """Measured on PolNeAR dev, which no rule was tuned on: F1 .669, source .865."""
    result = report(list(polnear(data, "dev"))[:40], finder)
    assert result["detection"]["f1"] >= 0.63
    assert result["source"]["accuracy"] >= 0.82


def test_arabic_accuracy_does_not_fall(data: Path) -> None:
    """Eight articles, which the rules' conventions were read off: no held-out figure."""
    result = report(list(arabic(data)), finder)
    assert result["detection"]["f1"] >= 0.90
    assert result["source"]["accuracy"] >= 0.92
    assert result["kind"]["accuracy"] >= 0.85
