"""Times: what the words say, and from which day they are reckoned."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takhrij.annotations import Time
from takhrij.bench.times import attribution
from takhrij.document import document_of
from takhrij.errors import DataFileError
from takhrij.language.times import easter, jewish, times
from takhrij.language.times.grammar import expressions
from takhrij.language.times.items import items

MONDAY = date(2017, 3, 20)


def found(text: str, language: str = "ar", published: date | None = MONDAY) -> tuple[Time, ...]:
    return times(document_of(text, language, published=published))  # type: ignore[arg-type]


def ends(text: str, language: str = "ar", published: date | None = MONDAY) -> list[str]:
    """The intervals of a text's times; one day is written once."""
    return [_written(time) for time in found(text, language, published)]


def _written(time: Time) -> str:
    first, last = time.value.earliest, time.value.latest
    return str(first) if first == last else f"{first}..{last}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # month names of every Arab country, alone and in pairs
        ("14 آذار 2017", "2017-03-14"),
        ("14 مارس 2017", "2017-03-14"),
        ("الثلاثاء 14 مارس/آذار 2017", "2017-03-14"),
        ("23 أيلول / سبتمبر 2014", "2014-09-23"),
        ("12 تموز (يوليو) 2015", "2015-07-12"),
        ("26 مارس آذار 2015", "2015-03-26"),
        ("28 كانون الأول 2016", "2016-12-28"),
        ("3 كانون ثاني 2016", "2016-01-03"),
        ("5 تشرين الثاني 2015", "2015-11-05"),
        ("15 أوت 2015", "2015-08-15"),
        ("2 جويلية 2014", "2014-07-02"),
        ("3 غشت 2014", "2014-08-03"),
        ("7 شتنبر 2014", "2014-09-07"),
        ("9 دجنبر 2014", "2014-12-09"),
        ("شهر آب 2013", "2013-08-01..2013-08-31"),
        ("آب/أغسطس 2017", "2017-08-01..2017-08-31"),
        # digits
        ("١٤ آذار ٢٠١٧", "2017-03-14"),
        ("۱۴ مارس ۲۰۱۷", "2017-03-14"),
        ("14/3/2017", "2017-03-14"),
        ("١٤-٣-٢٠١٧", "2017-03-14"),
        ("٢٠١٧/٠٣/١٤", "2017-03-14"),
        ("2017-03-14", "2017-03-14"),
        ("14.03.2017", "2017-03-14"),
        # words
        ("الرابع عشر من آذار 2017", "2017-03-14"),
        ("الحادي والعشرين من مايو 2015", "2015-05-21"),
        # years, seasons, parts of them
        ("عام 2014", "2014-01-01..2014-12-31"),
        ("العام 2009", "2009-01-01..2009-12-31"),
        ("صيف عام 2014", "2014-06-01..2014-08-31"),
        ("مطلع عام 2016", "2016-01-01..2016-04-30"),
        ("أواخر نيسان 2015", "2015-04-21..2015-04-30"),
        ("النصف الثاني من عام 2014", "2014-07-01..2014-12-31"),
        ("الأسبوع الأخير من حزيران 2015", "2015-06-24..2015-06-30"),
        ("التسعينيات", "1990-01-01..1999-12-31"),
        # ranges
        ("من 2018 إلى 2019", "2018-01-01..2019-12-31"),
        ("من 5 إلى 10 آذار 2014", "2014-03-05..2014-03-10"),
        ("بين أيلول 2014 وكانون الثاني 2015", "2014-09-01..2015-01-31"),
        ("بين 28 كانون الأول و3 كانون الثاني 2016", "2015-12-28..2016-01-03"),
        ("عامي 2011 و2012", "2011-01-01..2012-12-31"),
        # Hijri, by Umm al-Qura
        ("5 شعبان 1440 هـ", "2019-04-10"),
        ("الخامس من شعبان 1440", "2019-04-10"),
        ("10 محرم 1439", "2017-09-30"),
        ("رمضان 1436 هـ", "2015-06-18..2015-07-16"),
        ("عيد الأضحى 2015", "2015-09-23..2015-09-26"),
        ("ثاني أيام عيد الفطر 2016", "2016-07-07"),
        # Easter, western and eastern
        ("عيد الفصح 2017", "2017-04-16"),
        ("عيد الفصح 2016", "2016-03-27..2016-05-01"),
        ("عيد الفصح الشرقي 2016", "2016-05-01"),
        ("أحد الشعانين 2017", "2017-04-09"),
        ("عيد الفصح اليهودي عام 2023", "2023-04-06..2023-04-13"),
        ("يوم الغفران 2015", "2015-09-23"),
        ("ليلة رأس السنة 2015", "2015-12-31"),
        # Libyan months of 1969-2011, the first of a month
        ("11 أي النار 1970", "1970-01-11"),
        ("14 الطير 1986", "1986-04-14"),
        ("7 من شهر ناصر 1990", "1990-07-07"),
        ("5 الصيف، 2004 م", "2004-06-05"),
        ("21 هانيبال 1999", "1999-08-21"),
        ("فاتح شتنبر 2014", "2014-09-01"),
        ("الفاتح من نوفمبر 2012", "2012-11-01"),
        # what stands for a date
        ("حرب تموز", "2006-07-12..2006-08-14"),
        ("نكسة 1967", "1967-06-05..1967-06-10"),
        ("الغزو الأميركي للعراق", "2003-03-20..2003-05-01"),
        ("ثورة الفاتح من سبتمبر", "1969-09-01"),
        ("مجزرة صبرا وشاتيلا", "1982-09-16..1982-09-18"),
        ("اندلاع الثورة السورية", "2011-03-15..2011-03-18"),
        ("العدوان الثلاثي", "1956-10-29..1956-11-07"),
    ],
)
def test_words_that_give_a_date_whole_need_no_day_of_publication(text: str, expected: str) -> None:
    (time,) = found(text, published=None)
    assert (time.span.of(text), _written(time)) == (text, expected)
    assert time.value.anchor == "text"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("اليوم", "2017-03-20"),
        ("أمس", "2017-03-19"),
        ("أول أمس", "2017-03-18"),
        ("أول من أمس", "2017-03-18"),
        ("أمس الأول", "2017-03-18"),
        ("غدا", "2017-03-21"),
        ("فجر اليوم", "2017-03-20"),
        ("صباح أمس الأحد", "2017-03-19"),
        ("الليلة الماضية", "2017-03-19"),
        ("السبت", "2017-03-18"),
        ("الاثنين", "2017-03-20"),
        ("الاثنين الماضي", "2017-03-13"),
        ("يوم الجمعة الماضي", "2017-03-17"),
        ("الجمعة المقبل", "2017-03-24"),
        ("ليل السبت - الأحد", "2017-03-18..2017-03-19"),
        ("منتصف ليل الأحد", "2017-03-19..2017-03-20"),
        ("قبل ثلاثة أيام", "2017-03-17"),
        ("قبل يومين", "2017-03-18"),
        ("قبل شهرين", "2017-01-01..2017-01-31"),
        ("منذ عامين", "2015-01-01..2015-12-31"),
        ("منذ أكثر من عشرة أيام", "None..2017-03-10"),
        ("الأسبوع الماضي", "2017-03-12..2017-03-18"),
        ("الشهر الماضي", "2017-02-01..2017-02-28"),
        ("هذا العام", "2017-01-01..2017-12-31"),
        ("ديسمبر الماضي", "2016-12-01..2016-12-31"),
        ("5 آذار الجاري", "2017-03-05"),
        ("الثالث من الشهر الجاري", "2017-03-03"),
        ("مطلع آذار الجاري", "2017-03-01..2017-03-10"),
        ("الصيف الماضي", "2016-06-01..2016-08-31"),
        ("الـ24 ساعة الماضية", "2017-03-19..2017-03-20"),
        ("الأيام الثلاثة الماضية", "2017-03-17..2017-03-20"),
        ("30 حزيران", "2016-06-30"),
        ("2 نيسان", "2017-04-02"),
    ],
)
def test_relative_words_are_reckoned_from_the_day_of_publication(text: str, expected: str) -> None:
    (time,) = found(text)
    assert (time.span.of(text), _written(time)) == (text, expected)
    assert time.value.anchor == "published"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wed 19 Apr 2017", "2017-04-19"),
        ("April 4, 2017", "2017-04-04"),
        ("21st of May 2016", "2016-05-21"),
        ("Aug. 1 2016", "2016-08-01"),
        ("March 14-16, 2017", "2017-03-14..2017-03-16"),
        ("between March and May 2015", "2015-03-01..2015-05-31"),
        ("from 2011 to 2013", "2011-01-01..2013-12-31"),
        ("late 2016", "2016-09-01..2016-12-31"),
        ("mid-March 2016", "2016-03-11..2016-03-20"),
        ("summer of 2012", "2012-06-01..2012-08-31"),
        ("the first week of May 2016", "2016-05-01..2016-05-07"),
        ("yesterday", "2017-03-19"),
        ("Friday", "2017-03-17"),
        ("last Friday", "2017-03-17"),
        ("this Saturday", "2017-03-25"),
        ("Tuesday last week", "2017-03-14"),
        ("early on Friday morning", "2017-03-17"),
        ("overnight", "2017-03-19"),
        ("last month", "2017-02-01..2017-02-28"),
        ("two weeks ago", "2017-03-06..2017-03-12"),
        ("the past 24 hours", "2017-03-19..2017-03-20"),
        ("early March", "2017-03-01..2017-03-10"),
        ("this summer", "2017-06-01..2017-08-31"),
        ("earlier this week", "2017-03-20"),
        ("Easter Sunday 2018", "2018-04-01..2018-04-08"),
        ("Orthodox Easter 2018", "2018-04-08"),
        ("Good Friday 2017", "2017-04-14"),
        ("Easter", "2016-03-27..2016-05-01"),
        ("2003 invasion of Iraq", "2003-03-20..2003-05-01"),
        ("Six-Day War", "1967-06-05..1967-06-10"),
    ],
)
def test_an_english_time_means_these_days(text: str, expected: str) -> None:
    (time,) = found(text, "en")
    assert (time.span.of(text), _written(time)) == (text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مطلع آذار 2015... وفي نهاية الشهر نفسه",
         ["2015-03-01..2015-03-10", "2015-03-21..2015-03-31"]),
        ("في أيار 2014، وفي حزيران من العام نفسه",
         ["2014-05-01..2014-05-31", "2014-06-01..2014-06-30"]),
        ("في ربيع عام 2015 انسحبوا. وفي أحد أيام شهر أيار عادوا",
         ["2015-03-01..2015-05-31", "2015-05-01..2015-05-31"]),
        ("وقع في 4 نيسان 2012 انفجار، وفي 9 نيسان انفجار ثان", ["2012-04-04", "2012-04-09"]),
        ("في 4 نيسان 2012، وفي اليوم التالي", ["2012-04-04", "2012-04-05"]),
        ("في 4 نيسان 2012، وبعد يومين", ["2012-04-04", "2012-04-06"]),
        ("منذ 4 نيسان 2012. وأصيب صباحا", ["2012-04-04", "None"]),
        ("قصف أمس بلدة. وأصيب صباحا", ["2017-03-19", "2017-03-19"]),
        ("من 17 يوليو 2015 حتى 19 منه", ["2015-07-17..2015-07-19"]),
    ],
)  # fmt: skip
def test_a_story_goes_on_from_the_last_date_it_told(text: str, expected: list[str]) -> None:
    assert ends(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سيجتمع المجلس يوم الجمعة", "2017-03-24"),
        ("من المقرر أن تبدأ الهدنة الأربعاء", "2017-03-22"),
        ("قال السبت", "2017-03-18"),
        ("في 10 أيار وقع الحادث", "2016-05-10"),
        ("ستجرى الانتخابات في 10 أيار", "2017-05-10"),
    ],
)
def test_words_that_look_ahead_make_a_day_the_coming_one(text: str, expected: str) -> None:
    assert ends(text)[-1] == expected


def test_a_weekday_said_with_today_sets_the_day_of_writing() -> None:
    text = "قال اليوم السبت إن الهجوم وقع أمس"
    assert ends(text) == ["2017-03-18", "2017-03-17"]


def test_the_stated_weekday_is_kept_even_if_it_is_wrong() -> None:
    (time,) = found("الأربعاء 14 آذار 2017")
    assert (time.value.weekday, time.value.earliest) == (2, date(2017, 3, 14))


@pytest.mark.parametrize("text", ["أمس", "الجمعة", "منذ عامين", "في 14 آذار", "هذا الصيف"])
def test_without_a_day_of_publication_relative_words_stay_unresolved(text: str) -> None:
    (time,) = found(text, published=None)
    assert (time.value.earliest, time.value.latest, time.value.anchor) == (None, None, "none")


@pytest.mark.parametrize("text", ["5 شعبان 1510 هـ", "عام 1340 هـ", "30 شباط 2015"])
def test_a_date_that_no_calendar_of_ours_holds_stays_unresolved(text: str) -> None:
    assert [time.value.anchor for time in found(text)] == ["none"]


def test_an_english_date_in_slashes_keeps_both_readings() -> None:
    (time,) = found("4/5/2017", "en")
    assert (_written(time), time.value.precision) == ("2017-04-05..2017-05-04", "vague")
    assert ends("13/4/2017", "en") == ["2017-04-13"]


def test_a_hijri_date_may_be_a_day_off() -> None:
    (time,) = found("5 شعبان 1440 هـ")
    assert (time.value.calendar, time.value.uncertain_days) == ("hijri", 1)


@pytest.mark.parametrize(
    ("text", "precision", "part"),
    [
        ("فجر الأحد", "part_of_day", "dawn"),
        ("الساعة العاشرة مساء أمس", "hour", "evening"),
        ("أمس الساعة 10:30", "minute", None),
        ("أحد أيام شهر مارس", "month", None),
        ("ربيع عام 2015", "season", None),
        ("السنوات الأخيرة", "vague", None),
    ],
)
def test_precision_is_kept(text: str, precision: str, part: str | None) -> None:
    (time,) = found(text)
    assert (time.value.precision, time.value.part_of_day) == (precision, part)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("لمدة خمسة أيام", 5, 5),
        ("ستة أشهر", 180, 185),
        ("على مدى عام ونصف", 546, 549),
        ("أسبوعين", 14, 14),
        ("عدة أيام", 3, 9),
    ],
)
def test_a_duration_has_a_least_and_a_greatest_length(text: str, least: int, most: int) -> None:
    (time,) = found(text)
    assert time.kind == "duration"
    assert time.days is not None
    assert least <= time.days[0] <= time.days[1] <= most


@pytest.mark.parametrize(
    "text",
    [
        "مارس حقه في الكلام",
        "قال أب لثلاثة",
        "رجب طيب أردوغان",
        "فجر نفسه",
        "القرار 2254",
        "بشكل يومي",
        "عمره 25 عاما",
        "(35 عاما)",
        "المدراء العامين",
        "قتل 2000 شخص",
        "قناة روسيا اليوم",
        "قوى 14 آذار",
        "كوبري 6 أكتوبر",
        "زار 5 ناصر",
        "شرب 5 الماء",
        "الرئيس جمال عبد الناصر",
        "السلطان محمد الفاتح",
        "هجمات 7 أكتوبر",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize(
    ("year", "day"),
    [
        *((2000, "2000-04-20"), (2015, "2015-04-04"), (2016, "2016-04-23"), (2018, "2018-03-31")),
        *((2019, "2019-04-20"), (2023, "2023-04-06"), (2024, "2024-04-23"), (2025, "2025-04-13")),
    ],
)
def test_passover_of_published_calendars(year: int, day: str) -> None:
    assert str(jewish.passover(year)) == day


@pytest.mark.parametrize(
    ("year", "western", "eastern"),
    [
        (1954, "1954-04-18", "1954-04-25"),
        (1981, "1981-04-19", "1981-04-26"),
        (2000, "2000-04-23", "2000-04-30"),
        (2011, "2011-04-24", "2011-04-24"),
        (2013, "2013-03-31", "2013-05-05"),
        (2024, "2024-03-31", "2024-05-05"),
    ],
)
def test_easter_by_both_reckonings(year: int, western: str, eastern: str) -> None:
    assert (str(easter.western(year)), str(easter.eastern(year))) == (western, eastern)


def test_easter_is_a_sunday_of_spring_in_every_year() -> None:
    for year in range(1583, 2600):
        west, east = easter.western(year), easter.eastern(year)
        assert (west.weekday(), east.weekday()) == (6, 6)
        assert date(year, 3, 22) <= west <= date(year, 4, 25)
        assert west <= east <= west + timedelta(42)


def test_an_event_of_old_does_not_move_the_story() -> None:
    text = "في 4 نيسان 2012، الأعنف منذ حرب تموز، وفي اليوم التالي"
    assert ends(text)[-1] == "2012-04-05"


@pytest.mark.parametrize("text", ["They may march on", "IS fighters", "Mon calendrier", "aged 25"])
def test_what_only_looks_like_an_english_time_is_none(text: str) -> None:
    assert found(text, "en") == ()


def test_the_grammar_names_a_kind_that_has_no_words() -> None:
    from takhrij.language.times import grammar

    compiler = grammar._Compiler({"day": "d"}, {})
    with pytest.raises(DataFileError, match="dya"):
        compiler.compile("dya")


WORDS = (
    "أمس اليوم الاثنين منذ قبل بعد عام 2017 14 ١٤ آذار مارس / - ( ) ، . و من إلى بين فجر ليل",
    "الساعة 10:30 1/10/2024 شهر أسبوع الماضي المقبل نفسه ثلاثة أيام ونصف 1440 هـ رمضان",
    "99999999999 0 31 خلال Friday March 4 last ago \u200f",
)
PIECES = st.sampled_from([*" ".join(WORDS).split(" "), "\n"])


@settings(deadline=None, max_examples=200)
@given(st.lists(PIECES, max_size=25))
def test_any_text_gives_times_in_order_that_quote_their_words(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for language in ("ar", "en"):
        told = found(text, language)
        assert all(0 <= time.span.start < time.span.end <= len(text) for time in told)
        assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(told))
        for time in told:
            first, last = time.value.earliest, time.value.latest
            assert first is None or last is None or first <= last


def test_a_megabyte_on_one_line_is_read_in_one_pass() -> None:
    text = "في يوم من شهر عام و " * 50_000
    assert len(items(text, "ar")) > 100_000
    assert list(expressions(items(text, "ar"), "ar")) == []


def test_dates_of_annotated_news_are_exactly_right(data: Path) -> None:
    result = attribution(data)
    assert result["recall"] >= 0.91
    assert result["f1"] >= 0.86
