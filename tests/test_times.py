"""Times: what the words say, and from which day they are reckoned."""

from __future__ import annotations

from datetime import date

import pytest

from takhrij.document import document_of
from takhrij.language.times import times

MONDAY = date(2017, 3, 20)


def told(text: str, language: str = "ar", published: date | None = MONDAY) -> list[str]:
    document = document_of(text, language, published=published)  # type: ignore[arg-type]
    return [
        f"{time.span.of(text)} = {time.value.earliest}..{time.value.latest}"
        for time in times(document)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14 آذار 2017", "2017-03-14..2017-03-14"),
        ("١٤ آذار ٢٠١٧", "2017-03-14..2017-03-14"),
        ("۱۴ مارس ۲۰۱۷", "2017-03-14..2017-03-14"),
        ("الثلاثاء 14 مارس/آذار 2017", "2017-03-14..2017-03-14"),
        ("28 كانون الأول 2016", "2016-12-28..2016-12-28"),
        ("الرابع عشر من آذار 2017", "2017-03-14..2017-03-14"),
        ("15 أوت 2015", "2015-08-15..2015-08-15"),
        ("2 جويلية 2014", "2014-07-02..2014-07-02"),
        ("3 غشت 2014", "2014-08-03..2014-08-03"),
        ("14/3/2017", "2017-03-14..2017-03-14"),
        ("٢٠١٧/٠٣/١٤", "2017-03-14..2017-03-14"),
        ("5 شعبان 1440 هـ", "2019-04-10..2019-04-10"),
        ("10 محرم 1439", "2017-09-30..2017-09-30"),
        ("عيد الأضحى 2015", "2015-09-23..2015-09-26"),
        ("صيف عام 2014", "2014-06-01..2014-08-31"),
        ("مطلع آذار الجاري", "2017-03-01..2017-03-10"),
        ("يوم الجمعة الماضي", "2017-03-17..2017-03-17"),
        ("منتصف ليل الأحد", "2017-03-19..2017-03-20"),
        ("قبل ثلاثة أيام", "2017-03-17..2017-03-17"),
        ("منذ عامين", "2015-01-01..2015-12-31"),
        ("الأسبوع الماضي", "2017-03-12..2017-03-18"),
        ("فجر اليوم", "2017-03-20..2017-03-20"),
        ("أول أمس", "2017-03-18..2017-03-18"),
    ],
)
def test_an_arabic_time_means_these_days(text: str, expected: str) -> None:
    assert told(text) == [f"{text} = {expected}"]
