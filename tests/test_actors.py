"""Who is named: persons, bodies, groups, and people told only by what they are.

The persons and the incidents are invented; bodies and groups are real where their names must be.
"""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takhrij.annotations import Actor, Word
from takhrij.bench.names import scores, sentences
from takhrij.document import document_of
from takhrij.language.actors import actors, party
from takhrij.language.actors.lexicon import groups
from takhrij.language.words import words


def found(text: str, language: str = "ar") -> tuple[Actor, ...]:
    document = document_of(text, language)  # type: ignore[arg-type]
    return actors(document.with_layer(Word, words(document), "words"))


def told(text: str, language: str = "ar") -> list[str]:
    """Each actor as `words/type`, with `?` after the type where it is not named."""
    return [f"{a.span.of(text)}/{a.type}{'' if a.named else '?'}" for a in found(text, language)]


PERSONS = [
    ("قال سمير الحداد إن النار أخمدت", ["سمير الحداد/person"]),
    ("قال محمد عبد الرحمن بن سالم للصحيفة", ["محمد عبد الرحمن بن سالم/person"]),
    ("وبحسب العقيد أبو خالد فإن", ["أبو خالد/person"]),
    ("وصل وزير الزراعة السوري نبيل العطار", ["نبيل العطار/person"]),
    ("أعطى قائد الفوج ، جميل صالح ، الإذن", ["جميل صالح/person"]),
    ("التقى الرئيس كريم بالوفد", ["كريم/person"]),
    ("قال توبياس فاندرهوف إن", ["توبياس فاندرهوف/person"]),
    ("وقتل أبو همام في الغارة", ["أبو همام/person"]),
    ("والقيادي أبو حمزة الفرنسي", ["أبو حمزة الفرنسي/person"]),
    ("كتيبة “سلمان الحداد” قاتلت", ["سلمان الحداد/group"]),
    ("قال مسؤولون أميركيون", ["مسؤولون أميركيون/group?"]),
    ("رئيس الوزراء التركي خلوصي أوزدمير", ["خلوصي أوزدمير/person"]),
    ("وقال مصدر لـ«الصباح» إن", ["مصدر/person?", "الصباح/organization"]),
    ("الملك فيصل الثالث عاد", ["فيصل الثالث/person"]),
]
NOT_PERSONS = [
    "عمل صالح للجميع",
    "وقع الانفجار على طريق المدينة",
    "وجود توجهات جديدة",
    "كان يوم عيد سعيد",
    "نشرت اللجنة بيانا",
    "انفجار قرب مسجد الإمام صادق",
    "في شارع محمد الحداد",
]
BODIES = [
    ("أعلنت وزارة الدفاع الروسية", ["وزارة الدفاع الروسية/organization"]),
    ("قال المرصد السوري لحقوق الإنسان", ["المرصد السوري لحقوق الإنسان/organization"]),
    ("وللحكومة السورية رأي", ["حكومة السورية/organization"]),
    ("قاتل في اللواء الثاني", ["اللواء الثاني/group"]),
    ("مقاتلو حركة «فجر الوادي» انسحبوا", ["مقاتلو/group?", "فجر الوادي/group"]),
    ("منظمة “سيف التلال” الإرهابية", ["سيف التلال/organization"]),
    ("نقلت أ.ف.ب. عن مصدر", ["أ.ف.ب./organization", "مصدر/person?"]),
    ("المنظمة العالمية للملكية الفكرية", ["المنظمة العالمية للملكية الفكرية/organization"]),
]
PEOPLE = [
    ("رسالة من عسكري سوري خدم هناك", ["عسكري سوري/person?"]),
    ("ووفقا للضابط السوري كانت", ["ضابط السوري/person?"]),
    ("قال شهود عيان ومصادر طبية", ["شهود عيان/group?", "مصادر طبية/group?"]),
    ("انسحب المسلحون من البلدة", ["المسلحون/group?"]),
    ("أطلق مسلحون النار على الحافلة", ["مسلحون/group?"]),
    ("بدأ عمل عسكري واسع", []),
    ("أكد ناشطون محليون ذلك", ["ناشطون محليون/group?"]),
]
ENGLISH = [
    ("Gen. Samir Haddad spoke.", ["Samir Haddad/person"]),
    ("said spokesman Peter Vandermolen on Friday", ["Peter Vandermolen/person"]),
    (
        "the Syrian Observatory for Human Rights said",
        ["Syrian Observatory for Human Rights/organization"],
    ),
    (
        "The Organisation for the Prohibition of Chemical Weapons (OPCW) met",
        ["Organisation for the Prohibition of Chemical Weapons/organization", "OPCW/organization"],
    ),
    (
        "Syria's army and the Turkish foreign ministry",
        ["Syria's army/organization", "Turkish foreign ministry/organization"],
    ),
    ("the Falcons of Dawn Brigade withdrew", ["Falcons of Dawn Brigade/group"]),
    ("a senior Syrian army officer told us", ["senior Syrian army officer/person?"]),
    ("Residents and rebel fighters fled", ["Residents/group?", "rebel fighters/group"]),
    ("They moved to Hama in March", []),
    ("The terrorist attacks hit rebel positions", []),
    ("near Samir Haddad Square", []),
    (
        "The International Union of Red Cross Volunteers met",
        ["International Union of Red Cross Volunteers/organization"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*PERSONS, *BODIES, *PEOPLE])
def test_arabic_actors_are_found_and_told_apart(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("text", NOT_PERSONS)
def test_everyday_words_are_not_taken_for_names(text: str) -> None:
    assert [a for a in found(text) if a.type == "person" and a.named] == []


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_actors_are_found_and_told_apart(text: str, expected: list[str]) -> None:
    assert told(text, "en") == expected


def test_the_title_is_kept_beside_the_name() -> None:
    text = "وصل وزير الزراعة السوري نبيل العطار"
    (actor,) = found(text)
    assert actor.title is not None
    assert actor.title.of(text) == "وزير الزراعة السوري"


def test_a_person_named_once_is_met_again_by_the_last_name() -> None:
    text = "قال سمير الحداد إن النار أخمدت. وأضاف الحداد أن الطريق مفتوح."
    assert [a.span.of(text) for a in found(text)] == ["سمير الحداد", "الحداد"]


@pytest.mark.parametrize(
    ("text", "language", "again"),
    [
        ("قالت منظمة “سيف التلال” ذلك. وأضافت المنظمة أن", "ar", "المنظمة"),
        ("The Valley Relief Network (VRN) left. VRN said", "en", "VRN"),
        ("The Valley Relief Network left. Later the network said", "en", "network"),
    ],
)
def test_a_body_named_once_is_met_again_in_short(text: str, language: str, again: str) -> None:
    last = found(text, language)[-1]
    assert last.span.of(text) == again
    assert last.name in text
    assert last.name != again


def test_both_languages_lead_to_the_same_body() -> None:
    (arabic,) = found("وزارة الدفاع الروسية")
    (english,) = found("the Russian Ministry of Defence", "en")
    assert arabic.ref == english.ref == "russia:defence"


def test_the_side_of_a_body_is_said_in_neutral_words() -> None:
    assert party("syria:army") == "syrian_government"
    assert party("un") == "un"
    assert party("no-such-body") is None


def test_every_group_has_a_name_in_both_languages_and_a_known_type() -> None:
    for ref, group in groups().items():
        assert {language for language, _ in group.names} == {"ar", "en"}, ref
        assert all(name.strip() for _, name in group.names), ref


WORDS = (
    "الرئيس محمد عبد بن أبو الله وزير الخارجية السوري منظمة “ ” « ، . المسلحون قائد صالح على "
    "Gen. Ali of the Army 's UN ( ) al- Brigade Syria's"
)
PIECES = st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=25)


@given(PIECES, st.sampled_from(["ar", "en"]))
@settings(deadline=None, max_examples=200)
def test_actors_are_in_order_and_none_overlaps_another(pieces: list[str], language: str) -> None:
    spans = [a.span for a in found(" ".join(pieces), language)]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


def test_persons_are_found_as_well_as_before(data: Path) -> None:
    rows = list(sentences(data / "anercorp" / "train.txt"))
    result = scores(rows[len(rows) // 2 :])["pers"]
    assert result["f1"] >= 58
    assert result["precision"] >= 77
