"""What a text names, and what refers to what."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takhrij.annotations import (
    Actor,
    Candidate,
    Entity,
    Mention,
    Munition,
    Place,
    Quantity,
    QuantityValue,
    Time,
    TimeValue,
    Word,
)
from takhrij.document import Document, Language, Span, document_of
from takhrij.language.actors import actors
from takhrij.language.entities import entities
from takhrij.language.mentions import mentions
from takhrij.language.munitions import munitions
from takhrij.language.words import words


def prepared(text: str, language: Language = "ar") -> Document:
    document = document_of(text, language)
    document = document.with_layer(Word, words(document), "words")
    document = document.with_layer(Actor, actors(document), "actors")
    return document.with_layer(Munition, munitions(document), "munitions")


def finished(document: Document) -> Document:
    document = document.with_layer(Entity, entities(document), "entities")
    return document.with_layer(Mention, mentions(document), "mentions")


def read(text: str, language: Language = "ar") -> Document:
    return finished(prepared(text, language))


def joined(text: str, language: Language = "ar") -> list[list[str]]:
    """The words of each entity's mentions, entities in order."""
    document = read(text, language)
    return [[document.quote(s) for s in e.mentions] for e in document.layer(Entity)]


def at(text: str, words_: str) -> Span:
    start = text.index(words_)
    return Span(start, start + len(words_))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "قال سمير الحداد إن النار أخمدت. وأضاف الحداد أن الطريق مفتوح.",
            "ar",
            [["سمير الحداد", "الحداد"]],
        ),
        ("الجيش السوري وجيش النظام", "ar", [["الجيش السوري", "جيش النظام"]]),
        ("انسحب المسلحون. وقصفوا المسلحين.", "ar", [["المسلحون", "المسلحين"]]),
        ("وصل ضابط سوري ثم ضابط سوري", "ar", [["ضابط سوري"], ["ضابط سوري"]]),
        (
            "The Organisation for the Prohibition of Chemical Weapons (OPCW) met. The OPCW left.",
            "en",
            [["Organisation for the Prohibition of Chemical Weapons", "OPCW", "OPCW"]],
        ),
        (
            "Gen. Samir Haddad spoke. Haddad left, said Omar Haddad.",
            "en",
            [["Samir Haddad", "Haddad"], ["Omar Haddad"]],
        ),
    ],
)
def test_mentions_of_the_same_are_joined_and_of_others_kept_apart(
    text: str, language: Language, expected: list[list[str]]
) -> None:
    assert joined(text, language) == expected


def test_ids_are_given_in_text_order() -> None:
    document = read("قال سمير الحداد إن الجيش السوري قصف البلدة بالهاون")
    found = document.layer(Mention)
    assert [m.id for m in found] == [f"m{n}" for n in range(1, len(found) + 1)]
    assert [m.entity for m in found] == ["e1", "e2", "e3"]


def test_a_place_inside_the_name_of_a_body_is_no_mention_of_its_own() -> None:
    text = "قال مركز حلب الإعلامي"
    document = prepared(text).with_layer(Place, [Place(at(text, "حلب"), "حلب")], "places")
    assert [m.type for m in finished(document).layer(Mention)] == ["organization"]


def test_a_time_outranks_the_number_inside_it() -> None:
    text = "وصلوا في عام 2017"
    value = QuantityValue(2017, 2017, "other")
    document = (
        prepared(text)
        .with_layer(
            Time,
            [Time(at(text, "عام 2017"), TimeValue(date(2017, 1, 1), date(2017, 12, 31), "year"))],
            "times",
        )
        .with_layer(Quantity, [Quantity(at(text, "2017"), value)], "quantities")
    )
    assert [m.type for m in finished(document).layer(Mention)] == ["time"]


def test_people_counted_are_one_mention_and_a_named_body_among_them_another() -> None:
    text = "قتل 20 جنديا من الجيش السوري"
    value = QuantityValue(20, 20, "killed")
    counted = Quantity(at(text, "20 جنديا من الجيش السوري"), value, at(text, "جنديا"))
    document = prepared(text).with_layer(Quantity, [counted], "quantities")
    assert [m.type for m in finished(document).layer(Mention)] == ["quantity", "organization"]


def test_a_place_keeps_the_candidates_of_all_its_mentions_best_first() -> None:
    text = "وصلوا إلى الحصن. والحصن بعيدة"

    def fort(ref: str, confidence: float) -> Candidate:
        return Candidate(ref, "الحصن", 34.0, 36.0, "SY", confidence=confidence)

    places = [
        Place(at(text, "الحصن"), "الحصن", (fort("a", 0.6), fort("b", 0.3))),
        Place(Span(18, 23), "الحصن", (fort("a", 0.5), fort("b", 0.4))),
    ]
    document = finished(prepared(text).with_layer(Place, places, "places"))
    (entity,) = document.layer(Entity)
    assert [(c.ref, c.confidence) for c in entity.candidates] == [("a", 0.6), ("b", 0.4)]
    assert len(entity.mentions) == 2


def test_the_author_of_the_byline_is_met_in_the_text() -> None:
    document = document_of("توربا سلندر\nوصلت إلى سلندر رسالة", byline="توربا سلندر")
    document = document.with_layer(Word, words(document), "words")
    found = [document.quote(a.span) for a in actors(document)]
    assert found == ["توربا سلندر", "سلندر"]


def test_a_place_that_one_mention_only_resolves_is_one_place() -> None:
    text = "وصلوا إلى الحصن. والحصن بعيدة"
    fort = Candidate("a", "الحصن", 34.0, 36.0, "SY", confidence=0.6)
    places = [Place(at(text, "الحصن"), "الحصن", (fort,)), Place(Span(18, 23), "الحصن")]
    document = finished(prepared(text).with_layer(Place, places, "places"))
    assert [len(e.mentions) for e in document.layer(Entity)] == [2]


def test_a_report_is_a_mention_of_type_document() -> None:
    document = read("صدر تقرير مفصل ثم رسائل")
    assert [m.type for m in document.layer(Mention)] == ["document", "document"]


def test_nothing_inside_a_web_address_is_a_mention() -> None:
    text = "صدر تقرير https://example.org/UN/تقرير ثم بيان"
    document = read(text)
    assert [document.quote(m.span) for m in document.layer(Mention)] == ["تقرير", "بيان"]


def test_a_database_is_no_report() -> None:
    assert read("في قاعدة بيانات كبيرة").layer(Mention) == ()


PIECES = "قال تقرير محمد الحداد الجيش السوري صاروخ المسلحون . ، و"


@given(st.lists(st.sampled_from(PIECES.split()), max_size=20))
@settings(deadline=None, max_examples=100)
def test_every_entity_rests_on_mentions_that_point_back_to_it(pieces: list[str]) -> None:
    document = read(" ".join(pieces))
    pointed = {(m.span, m.entity) for m in document.layer(Mention) if m.entity}
    held = {(span, e.id) for e in document.layer(Entity) for span in e.mentions}
    assert pointed == held
