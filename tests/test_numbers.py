"""Numbers: what is written in words and digits comes back as the number meant."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takhrij.document import Language
from takhrij.language.numbers import numbers
from takhrij.language.numerals import Number

# --- a small speller, to write any number out -------------------------------------------

UNITS = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
TENS = [
    "", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون",
]  # fmt: skip
HUNDREDS = [
    "", "مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة",
]  # fmt: skip
ENGLISH = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
ENGLISH_TENS = [
    "-",
    "-",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
]


def arabic_below_hundred(number: int) -> str:
    if number < 10:
        return UNITS[number]
    if number == 10:
        return "عشرة"
    if number < 20:
        return {11: "أحد", 12: "اثنا"}.get(number, UNITS[number - 10]) + " عشر"
    tens, unit = divmod(number, 10)
    return f"{UNITS[unit]} و{TENS[tens]}" if unit else TENS[tens]


def arabic_below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    return " و".join(part for part in (HUNDREDS[hundreds], arabic_below_hundred(rest)) if part)


def thousands(count: int) -> str:
    if count < 3:
        return ["", "ألف", "ألفان"][count]
    noun = "آلاف" if count % 100 in range(3, 11) else "ألفا"
    return f"{arabic_below_thousand(count)} {noun}"


def arabic(number: int) -> str:
    if number == 1_000_000:
        return "مليون"
    high, low = divmod(number, 1000)
    return " و".join(part for part in (thousands(high), arabic_below_thousand(low)) if part)


def english_below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [ENGLISH[hundreds] + " hundred"] if hundreds else []
    if rest >= 20:
        tens, unit = divmod(rest, 10)
        words.append(ENGLISH_TENS[tens] + (f"-{ENGLISH[unit]}" if unit else ""))
    elif rest:
        words.append(ENGLISH[rest])
    return " and ".join(words)


def english(number: int) -> str:
    if number == 1_000_000:
        return "one million"
    high, low = divmod(number, 1000)
    parts = [english_below_thousand(high) + " thousand"] if high else []
    return " ".join([*parts, *([english_below_thousand(low)] if low else [])])


# --- tests ------------------------------------------------------------------------------


def read(text: str, language: Language = "ar") -> list[Number]:
    return list(numbers(text, language).values())


def values(text: str, language: Language = "ar") -> list[tuple[float, float | None]]:
    return [(number.low, number.high) for number in read(text, language)]


@settings(deadline=None, max_examples=300)
@given(st.integers(1, 1_000_000))
def test_any_number_written_out_in_arabic_is_read_back(number: int) -> None:
    assert values(arabic(number)) == [(number, number)]


@settings(deadline=None, max_examples=200)
@given(st.integers(1, 1_000_000))
def test_any_number_written_out_in_english_is_read_back(number: int) -> None:
    assert values(english(number), "en") == [(number, number)]


@settings(deadline=None, max_examples=100)
@given(st.integers(1, 1_000_000), st.sampled_from(["و", "ب", "ل", "ف"]))
def test_clitics_stand_outside_the_number(number: int, clitic: str) -> None:
    text = "قال " + clitic + arabic(number)
    (found,) = read(text)
    assert (found.low, text[found.start : found.end]) == (number, arabic(number))


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 10**9))
def test_digits_of_every_script_and_grouping_mean_the_same(number: int) -> None:
    eastern = str(number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    persian = str(number).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    for written in (str(number), eastern, persian, f"{number:,}"):
        assert values(written) == [(number, number)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("عشرين", 20, 20),
        ("خمسة وثلاثين", 35, 35),
        ("مائة وعشرين", 120, 120),
        ("ثلاث مئة وواحد وثلاثين", 331, 331),
        ("ثلاثمائة", 300, 300),
        ("أحد عشر", 11, 11),
        ("اثنتي عشرة", 12, 12),
        ("ثلاث عشرة", 13, 13),
        ("إحدى وثلاثين", 31, 31),
        ("سبعة وعشرون ألف", 27_000, 27_000),
        ("ألفي", 2000, 2000),
        ("ألفا قتيل", 2000, 2000),
        ("ألف ومئتي", 1200, 1200),
        ("مئتين وستين ألف", 260_000, 260_000),
        ("مليون ونصف المليون", 1_500_000, 1_500_000),
        ("نصف مليون", 500_000, 500_000),
        ("5 آلاف", 5000, 5000),
        ("خمسة آلاف و300", 5300, 5300),
        ("3,5 ملايين", 3_500_000, 3_500_000),
        ("١٬٢٥٠", 1250, 1250),
        ("1.250", 1250, 1250),
        ("3.5", 3.5, 3.5),
        ("مِئَةٌ وَخَمْسُونَ", 150, 150),
        ("مئــة", 100, 100),
        ("عشرات", 20, None),
        ("عشرات الآلاف", 20_000, None),
        ("مئات", 200, None),
        ("بضعة", 3, 9),
        ("بضعة آلاف", 3000, 9000),
        ("الـ24", 24, 24),
    ],
)
def test_an_arabic_number_means(text: str, low: float, high: float | None) -> None:
    assert values(text) == [(low, high)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("two dozen", 24, 24),
        ("a dozen", 12, 12),
        ("dozens", 20, None),
        ("tens of thousands", 20_000, None),
        ("a few hundred", 200, 900),
        ("half a million", 500_000, 500_000),
        ("two and a half", 2.5, 2.5),
        ("1.5 million", 1_500_000, 1_500_000),
        ("1,250.5", 1250.5, 1250.5),
        ("1.250", 1.25, 1.25),
    ],
)
def test_an_english_number_means(text: str, low: float, high: float | None) -> None:
    assert values(text, "en") == [(low, high)]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("الرابع عشر", "ar", 14),
        ("الحادي والعشرين", "ar", 21),
        ("والثالثة", "ar", 3),
        ("twenty-first", "en", 21),
        ("22nd", "en", 22),
    ],
)
def test_an_ordinal_is_told_from_a_count(text: str, language: Language, value: int) -> None:
    (number,) = read(text, language)
    assert (number.kind, number.low) == ("ordinal", value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ألف وخمسة عشر ألفا", [1000, 15_000]),
        ("بين مئة ومئة وعشرين", [100, 120]),
        ("بين عشرة وخمسة عشر", [10, 15]),
        ("مقتل خمسة وإصابة عشرة", [5, 10]),
        ("2014 و2015", [2014, 2015]),
    ],
)
def test_numbers_side_by_side_stay_apart(text: str, expected: list[float]) -> None:
    assert [low for low, _ in values(text)] == expected


@pytest.mark.parametrize(
    "text", ["الاثنين", "أحد الشهود", "لست أدري", "ميتين", "192.168.1.2", "14/3/2017", "10:30"]
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert values(text) == []


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet=st.sampled_from("وبالمئةعشرينالفخمس ونصف0123456789٣,.٬-/:ـًٍ\n\u200fab'")))
def test_every_number_quotes_its_own_place_in_any_text(text: str) -> None:
    for language in ("ar", "en"):
        found = list(numbers(text, language).values())
        assert all(0 <= n.start < n.end <= len(text) for n in found)
        assert all(a.end <= b.start for a, b in itertools.pairwise(found))
