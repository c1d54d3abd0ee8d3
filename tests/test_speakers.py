"""Speakers: dropped subjects, "the source", short names; kind and knowledge of each."""

from __future__ import annotations

import pytest

from takhrij.annotations import Actor, Attribution, Quotation, Sentence, Word
from takhrij.claims.attributions import attributions
from takhrij.claims.attributions.kinds import kind_of, knowledge_of
from takhrij.claims.quotations import quotations
from takhrij.document import Language, document_of
from takhrij.language.actors import actors
from takhrij.language.fold import fold
from takhrij.language.sentences import sentences
from takhrij.language.words import words
from takhrij.stages import Stage, run

STAGES = (
    Stage("sentences", sentences, Sentence),
    Stage("words", words, Word),
    Stage("quotations", quotations, Quotation, (Sentence,)),
    Stage("actors", actors, Actor, (Word,)),
)


def last(text: str, language: Language = "ar") -> Attribution:
    return attributions(run(document_of(text, language), STAGES))[-1]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("قال مدير الميناء إن السفينة وصلت. وأضاف أن العمال بخير.", "مدير الميناء"),
        ("قال مدير الميناء إن السفينة وصلت، مضيفا أن العمال بخير.", "مدير الميناء"),
        ("قال مصدر طبي إن المصابين بخير. وأكد المصدر أن العدد قليل.", "مصدر طبي"),
        ("قال مصدر طبي إن المصابين بخير، بحسب المصدر نفسه.", "مصدر طبي"),
        ("قال سامر الوادي إن السفينة وصلت. وقال الوادي إن العمال بخير.", "سامر الوادي"),
        ("قالت الوزيرة إن الماء نظيف. وقال المدير إن الجسر آمن. وأضافت أن النهر صاف.", "الوزيرة"),
        ("قالت لجنة الميناء في بيان إن السفينة غرقت. وأضاف البيان أن العمال بخير.", "لجنة الميناء"),
        ("ووفقا للمدير، أغلق الجسر يومين.", "المدير"),
    ],
)  # fmt: skip
def test_the_speaker_is_found_in_the_article(text: str, speaker: str) -> None:
    assert last(text).speaker == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We saw it,” said Ann Lee, a nurse. “It was loud,” she added.", "Ann Lee, a nurse"),
        (
            "Ann Lee said that it was so. A report said that it was not. She added that it rained.",
            "Ann Lee",
        ),
        ("Mayor Ann Lee said that it was so. Lee added that it rained.", "Mayor Ann Lee"),
    ],
)  # fmt: skip
def test_an_english_speaker_is_found_in_the_article(text: str, speaker: str) -> None:
    assert last(text, "en").speaker == speaker


def test_a_definite_source_finds_where_it_was_introduced() -> None:
    text = "تلقى المحرر رسالة من ضابط سابق خدم في الشمال. ووفقا للضابط، أغلق الجسر يومين."
    assert (last(text).speaker or "").startswith("ضابط سابق")


def test_what_a_speaker_quotes_is_no_subject_for_what_follows() -> None:
    text = "وقال المدير إن الشرطة أكدت أن الجسر مفتوح. وأضاف أن الطريق سالك."
    assert last(text).speaker == "المدير"


def test_an_impersonal_report_has_no_speaker() -> None:
    text = "قال المدير إن الجسر مفتوح. يعتقد أن السبب عطل كهربائي."
    assert last(text).speaker is None


def test_the_side_of_a_body_comes_from_the_file_of_affiliations() -> None:
    assert last("قالت وزارة الدفاع الروسية إن الطريق سالك.").party == "russia"
    assert last("قال مدير الميناء إن الطريق سالك.").party is None


@pytest.mark.parametrize(
    ("language", "source", "kind", "knowledge"),
    [
        ("ar", "شاهد عيان", "unnamed_person", "first_hand"),
        ("ar", "مصادر أمنية", "unnamed_person", "official"),
        ("ar", "وزارة الصحة", "official_body", "official"),
        ("ar", "وكالة الساحل", "media", "second_hand"),
        ("ar", "المرصد السوري", "organization", "second_hand"),
        ("ar", "بيان الوزارة", "document", "official"),
        ("ar", "تقارير إخبارية", "media", "second_hand"),
        ("ar", "تحليل العينات", "document", "expert"),
        ("ar", "كتائب الظل", "group", "official"),
        ("ar", "الوزير سامر الوادي", "named_person", "official"),
        ("ar", "ضابط شهد الحادث", "unnamed_person", "first_hand"),
        ("en", "a witness", "unnamed_person", "first_hand"),
        ("en", "the ministry", "official_body", "official"),
        ("en", "a study", "document", "expert"),
        ("en", "the mayor", "unnamed_person", "official"),
    ],
)
def test_kind_and_knowledge_are_read_off_the_words(
    language: Language, source: str, kind: str, knowledge: str
) -> None:
    written = tuple(fold(source).split())
    found = kind_of(written, language)
    assert found == kind
    assert knowledge_of(written, found, language) == knowledge


@pytest.mark.parametrize(
    ("language", "text", "kind", "knowledge"),
    [
        ("en", "Mayor Ann Lee said that the bridge was open.", "named_person", "official"),
        ("en", "The mayor said that the bridge was open.", "unnamed_person", "official"),
        (
            "en",
            "A spokesman for the harbour said that the bridge was open.",
            "unnamed_person",
            "official",
        ),
        ("en", "A security source said that the bridge was open.", "unnamed_person", "unknown"),
        ("en", "A local newspaper reported that the bridge was open.", "media", "second_hand"),
        ("en", "The town hall announced that the bridge was open.", "official_body", "official"),
        (
            "en",
            "The Valley Gazette reported that the bridge was open.",
            "media",
            "second_hand",
        ),
        (
            "en",
            "A baker, who lives nearby, said that she heard two explosions.",
            "unnamed_person",
            "first_hand",
        ),
        ("ar", "وقالت خبازة تعمل في الشارع إنها سمعت انفجارين.", "unnamed_person", "first_hand"),
        ("ar", "وقال المدير إن الحارس سمع انفجارين.", "unnamed_person", "official"),
    ],
)
def test_who_a_source_in_a_sentence_is_and_how_it_can_know(
    language: Language, text: str, kind: str, knowledge: str
) -> None:
    found = last(text, language)
    assert (found.kind, found.knowledge) == (kind, knowledge)


TOLD = [
    ("Ann Lee told Reuters that the bridge was shut.", "Ann Lee", "Reuters"),
    ("“It was loud,” a nurse told the New York Times on Monday.", "a nurse", "the New York Times"),
    ("The mayor said in an interview with CNN that the bridge was shut.", "The mayor", "CNN"),
    ("Reuters quoted a doctor as saying that the wounded were safe.", "a doctor", "Reuters"),
    (
        "State media reported, citing the ministry, that the bridge was shut.",
        "the ministry",
        "State media",
    ),
    (
        "A doctor told a local newspaper that the wounded were safe.",
        "A doctor",
        "a local newspaper",
    ),
]


@pytest.mark.parametrize(("text", "speaker", "agency"), TOLD)
def test_an_english_speaker_is_passed_on_by_the_agency_that_was_told(
    text: str, speaker: str, agency: str
) -> None:
    items = attributions(run(document_of(text, "en"), STAGES))
    by_id = {item.id: item for item in items}
    first = next(item for item in items if item.speaker == speaker)
    assert first.via is not None
    relay = by_id[first.via]
    assert (relay.speaker, relay.kind, relay.knowledge) == (agency, "media", "second_hand")
    assert relay.content == first.content


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee told reporters that the bridge was shut.",
        "Ann Lee told him that the bridge was shut.",
        "Clinton said, citing the report, that the bridge was shut.",
    ],
)
def test_whoever_is_no_agency_passes_nothing_on(text: str) -> None:
    assert all(item.via is None for item in attributions(run(document_of(text, "en"), STAGES)))


def test_a_name_that_is_spelled_like_a_preposition_is_a_name() -> None:
    found = last("قال علي الحسيني رئيس البلدية إن الجسر مغلق.")
    assert found.speaker == "علي الحسيني رئيس البلدية"
