"""Quantities: how many, of what, and what befell them."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takhrij.annotations import Actor, Quantity, Time, Word
from takhrij.bench.quantities import attribution
from takhrij.document import document_of
from takhrij.language.actors import actors
from takhrij.language.quantities import quantities
from takhrij.language.times import times
from takhrij.language.words import words


def found(text: str, language: str = "ar") -> tuple[Quantity, ...]:
    document = document_of(text, language)  # type: ignore[arg-type]
    return quantities(document.with_layer(Time, times(document), "test"))


def counted(text: str, language: str = "ar") -> list[str]:
    """Each quantity as "words = least..greatest of (unit)"."""
    return [f"{q.span.of(text)} = {_value(q)}" for q in found(text, language)]


def _value(quantity: Quantity) -> str:
    value = quantity.value
    bounds = ["" if bound is None else f"{bound:g}" for bound in (value.min, value.max)]
    number = bounds[0] if bounds[0] == bounds[1] else "..".join(bounds)
    return f"{number} {value.of}" + (f" ({value.unit})" if value.unit else "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the governing word before
        ("مقتل 27 شخصا", ["27 شخصا = 27 killed (people)"]),
        ("مقتل 27", ["27 = 27 killed"]),
        ("قتل أمس في الحريق 12 عاملا", ["12 عاملا = 12 killed (people)"]),
        ("أسفر عن سقوط 27 قتيلا", ["27 قتيلا = 27 killed"]),
        ("أوقع 12 قتيلا و30 جريحا", ["12 قتيلا = 12 killed", "30 جريحا = 30 injured"]),
        ("أودى بحياة أكثر من 20 شخصا", ["أكثر من 20 شخصا = 20.. killed (people)"]),
        ("إصابة نحو 100", ["نحو 100 = 100 injured"]),
        ("فقدان تسعة عمال", ["تسعة عمال = 9 missing (people)"]),
        # فقد: went missing, lost something, lost their lives, or only "so he has"
        ("فقد في الغرق 20 مهاجرا", ["20 مهاجرا = 20 missing (people)"]),
        ("فقد نحو 20 شخصا", ["نحو 20 شخصا = 20 missing (people)"]),
        ("فقد 300 عامل وظائفهم", ["300 عامل = 300 other (people)"]),
        ("300 عامل فقدوا أعمالهم", ["300 عامل = 300 other (people)"]),
        ("فقد 20 شخصا حياتهم", ["20 شخصا = 20 killed (people)"]),
        ("20 شخصا فقدوا حياتهم", ["20 شخصا = 20 killed (people)"]),
        ("فقد زار المخيم 20 موظفا", ["20 موظفا = 20 other (people)"]),
        ("اعتقلت الشرطة 40 متظاهرا", ["40 متظاهرا = 40 detained (people)"]),
        ("نزوح 5 آلاف شخص", ["5 آلاف شخص = 5000 displaced (people)"]),
        ("ارتفعت حصيلة القتلى في حريق المستودع إلى 14", ["14 = 14 killed"]),
        # after
        ("17 شخصا قتلوا", ["17 شخصا = 17 killed (people)"]),
        ("لقي ما لا يقل عن 15 عاملا حتفهم", ["ما لا يقل عن 15 عاملا = 15.. killed (people)"]),
        # each its own
        ("مقتل خمسة وإصابة عشرة", ["خمسة = 5 killed", "عشرة = 10 injured"]),
        ("قتل 12 جنديا وخمسة مدنيين",
         ["12 جنديا = 12 killed (soldiers)", "خمسة مدنيين = 5 killed (people)"]),
        ("مقتل تسعة لاجئين", ["تسعة لاجئين = 9 killed"]),
        # bounds
        ("مقتل 12 شخصا على الأقل", ["12 شخصا على الأقل = 12.. killed (people)"]),
        ("أقل من 20 قتيلا", ["أقل من 20 قتيلا = ..20 killed"]),
        ("قتل بين 20 و30 عاملا", ["بين 20 و30 عاملا = 20..30 killed (people)"]),
        ("سقوط عشرات الجرحى", ["عشرات الجرحى = 20.. injured"]),
        ("مقتل عشرات الآلاف", ["عشرات الآلاف = 20000.. killed"]),
        ("مقتل بضعة عمال", ["بضعة عمال = 3..9 killed (people)"]),
        # duals and one
        ("قتيلان وجريحان", ["قتيلان = 2 killed", "جريحان = 2 injured"]),
        ("مقتل شخصين", ["شخصين = 2 killed (people)"]),
        ("أصيبت امرأتان", ["امرأتان = 2 injured (women)"]),
        ("مقتل عاملين اثنين", ["عاملين اثنين = 2 killed (people)"]),
        ("مقتل جندي", ["جندي = 1 killed (soldiers)"]),
        ("مقتل شخص واحد", ["شخص واحد = 1 killed (people)"]),
        # the thing counted before
        ("ذكرى الضحايا الـ32", ["الضحايا الـ32 = 32 killed"]),
        # unharmed, and things
        ("تظاهر مئات الأشخاص", ["مئات الأشخاص = 200.. other (people)"]),
        ("شارك فيها 5 آلاف شرطي", ["5 آلاف شرطي = 5000 other (soldiers)"]),
        ("ثلاث مروحيات", ["ثلاث مروحيات = 3 vehicles"]),
        ("نحو 240 ضربة جوية", ["نحو 240 ضربة = 240 strikes"]),
        ("في 13 محافظة", ["13 محافظة = 13 other"]),
        # clitics glued on
        ("و100جريح", ["100جريح = 100 injured"]),
    ],
)  # fmt: skip
def test_an_arabic_count(text: str, expected: list[str]) -> None:
    assert counted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("27 people were killed", ["27 people = 27 killed (people)"]),
        ("the blast killed six people and injured 32",
         ["six people = 6 killed (people)", "32 = 32 injured"]),
        ("killing at least 25 and wounding 20 others",
         ["at least 25 = 25.. killed", "20 others = 20 injured (people)"]),
        ("Eight workers and two drivers were killed",
         ["Eight workers = 8 killed (people)", "two drivers = 2 killed (people)"]),
        ("18 dead", ["18 dead = 18 killed"]),
        ("the death toll from the warehouse fire reached at least 14",
         ["at least 14 = 14.. killed"]),
        ("dozens of people were injured", ["dozens of people = 20.. injured (people)"]),
        ("killed between 10 and 15 workers",
         ["between 10 and 15 workers = 10..15 killed (people)"]),
        ("killed a worker", ["worker = 1 killed (people)"]),
        ("more than 4,000 residents fled",
         ["more than 4,000 residents = 4000.. displaced (people)"]),
        ("400 soldiers were deployed", ["400 soldiers = 400 other (soldiers)"]),
        ("20 police officers were arrested", ["20 police = 20 detained (soldiers)"]),
    ],
)  # fmt: skip
def test_an_english_count(text: str, expected: list[str]) -> None:
    assert counted(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "language", "total", "parts"),
    [
        ("قتل 12 شخصا على الأقل بينهم أربعة أطفال وامرأة", "ar", "12 شخصا على الأقل",
         ["أربعة أطفال", "امرأة"]),
        ("12 people, including four children, were killed", "en", "12 people", ["four children"]),
        ("86 people were killed, 30 of them children", "en", "86 people", ["30 of them children"]),
    ],
)  # fmt: skip
def test_a_part_points_to_its_total_and_shares_its_fate(
    text: str, language: str, total: str, parts: list[str]
) -> None:
    whole, *rest = found(text, language)
    assert whole.span.of(text) == total
    assert [q.span.of(text) for q in rest if q.part_of == whole.span] == parts
    assert {q.value.of for q in rest} == {"killed"}


@pytest.mark.parametrize(
    ("text", "language", "km", "bearing"),
    [
        ("وستة كيلومترات جنوب غرب القرية", "ar", 6, 225),
        ("على بعد 100 كلم جنوب العاصمة", "ar", 100, 180),
        ("175 كيلومترا إلى الشمال من المدينة", "ar", 175, 0),
        ("700 كيلومتر تقريبا جنوبي البلدة", "ar", 700, 180),
        ("500 متر", "ar", 0.5, None),
        ("about 10 km north-east of the town", "en", 10, 45),
        ("two miles south of it", "en", 3.218688, 180),
        ("6 km southwest of Oldford", "en", 6, 225),
    ],
)
def test_a_distance_is_in_kilometres_with_the_bearing_it_states(
    text: str, language: str, km: float, bearing: float | None
) -> None:
    (quantity,) = found(text, language)
    assert (quantity.value.of, quantity.value.min) == ("distance_km", km)
    assert quantity.value.bearing == (None if bearing is None else pytest.approx(bearing))


@pytest.mark.parametrize(
    ("text", "of", "unit", "value"),
    [
        ("سبعة ملايين دولار", "money", "USD", 7_000_000),
        ("80 في المئة من السكان", "percent", "%", 80),
        ("93%", "percent", "%", 93),
        ("عمره 24 عاما", "age", "years", 24),
        ("العامل (35 عاما)", "age", "years", 35),
    ],
)
def test_a_measure_has_its_unit(text: str, of: str, unit: str, value: float) -> None:
    (quantity,) = found(text)
    assert (quantity.value.of, quantity.value.unit, quantity.value.min) == (of, unit, value)


@pytest.mark.parametrize(
    "text",
    [
        "في 14 آذار 2017",
        "لمدة خمسة أيام",
        "القرار 2254",
        "مقاتلات إف-16",
        "هاتف 0115551234",
        "الفصل الخامس",
        "مرة واحدة",
        "أحد الشهود",
        "حركة طالبان",
        "الساعة 10:30",
    ],
)
def test_what_only_looks_like_a_count_is_none(text: str) -> None:
    assert found(text) == ()


def test_whoever_killed_is_not_counted_among_the_killed() -> None:
    text = "قتل ضابط ثلاثة أشخاص"
    assert counted(text) == ["ثلاثة أشخاص = 3 killed (people)"]


WORDS = (
    "مقتل إصابة قتل 12 ١٢ ألف مئة خمسة وعشرين عشرات و100جريح شخصا قتيلان بينهم أطفال على الأقل نحو",
    "بين و ، . ( ) % $ كلم جنوب غرب من إلى killed people were 20 of them at least and km -",
)
PIECES = st.sampled_from([*" ".join(WORDS).split(" "), "\n"])


@settings(deadline=None, max_examples=200)
@given(st.lists(PIECES, max_size=30))
def test_any_text_gives_quantities_in_order_that_quote_their_words(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for language in ("ar", "en"):
        told = found(text, language)
        assert all(0 <= q.span.start < q.span.end <= len(text) for q in told)
        assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(told))
        assert all(q.value.words == q.span.of(text) for q in told)
        starts = {q.span for q in told}
        assert all(q.part_of is None or q.part_of in starts for q in told)


def test_counts_of_annotated_news_are_exactly_right(data: Path) -> None:
    result = attribution(data)
    assert result["recall"] >= 0.97
    assert result["f1"] >= 0.93


@pytest.mark.parametrize(
    ("text", "language", "of"),
    [
        ("12 people including four children were killed, dozens were wounded.", "en", "killed"),
        ("The blast wounded 12 people including four children, and killed two.", "en", "injured"),
        ("Police arrested 12 people including four who were wounded.", "en", "detained"),
        ("12 شخصا بينهم أربعة أطفال قتلوا، وأصيب 30.", "ar", "killed"),
        ("اعتقل 12 شخصا بينهم جريحان.", "ar", "detained"),
    ],
)
def test_a_total_takes_the_verb_behind_its_part_before_that_of_the_next_clause(
    text: str, language: str, of: str
) -> None:
    assert found(text, language)[0].value.of == of


@pytest.mark.parametrize(
    "name", ["Hezbollah", "Nusra Front", "Ahrar al-Sham", "Syrian Democratic Forces"]
)
def test_a_party_is_as_near_to_a_number_however_long_its_name(name: str) -> None:
    text = f"Four {name} members were killed and 12 {name} fighters were wounded."
    document = document_of(text, "en").with_layer(Time, (), "test")
    document = document.with_layer(Word, words(document), "test")
    found = quantities(document.with_layer(Actor, actors(document), "test"))
    assert [_value(one) for one in found] == ["4 killed (fighters)", "12 injured (fighters)"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("killed 30 rebel soldiers", ["30 rebel soldiers = 30 killed (soldiers)"]),
        (
            "70 regime and rebel fighters were killed",
            ["70 regime and rebel fighters = 70 killed (fighters)"],
        ),
        (
            "70 rebel and loyalist fighters were killed",
            ["70 rebel and loyalist fighters = 70 killed (fighters)"],
        ),
        ("killed one rebel and soldiers fled", ["one rebel = 1 killed (fighters)"]),
    ],
)
def test_whose_men_they_are_is_not_what_is_counted(text: str, expected: list[str]) -> None:
    assert counted(text, "en") == expected
