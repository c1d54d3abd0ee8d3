"""Datelines: the day an article says of itself, and never the day of an event."""

from __future__ import annotations

from datetime import date

import pytest

from takhrij.document import Language
from takhrij.language.datelines import publication_date

DAY = date(2017, 3, 14)


@pytest.mark.parametrize(
    ("text", "words", "language"),
    [
        ("عنوان طويل\nسلمى كاتبة ( سورية ) – الثلاثاء 14/3/2017 م …\nوقع الحادث",
         "الثلاثاء 14/3/2017 م", "ar"),
        ("عنوان\nدمشق – 14 آذار 2017\nقال شهود", "14 آذار 2017", "ar"),
        ("عنوان\nدمشق (وكالات) - ١٤ آذار ٢٠١٧: قال شهود", "١٤ آذار ٢٠١٧", "ar"),
        ("عنوان\nنشر في: 14 مارس 2017\nقال شهود إن الحريق وقع في 2 شباط 2017",
         "14 مارس 2017", "ar"),
        ("Tue 14 Mar 2017 Fire guts a warehouse in the port", "Tue 14 Mar 2017", "en"),
        ("Fire guts warehouse\nPublished March 14 2017 Workers searched the ruins",
         "March 14 2017", "en"),
        ("Fire guts warehouse\nLast updated at Mar 142017 Workers searched", "Mar 142017", "en"),
        ("14.03.2017 A fire in a warehouse", "14.03.2017", "en"),
        ("Fire guts warehouse Reuters Tuesday 14 Mar 2017 Workers searched",
         "Tuesday 14 Mar 2017", "en"),
        ("Fire guts warehouse\nPORTVILLE, March 14, 2017 - Workers searched",
         "March 14, 2017", "en"),
    ],
)  # fmt: skip
def test_a_date_where_datelines_stand_is_the_day_of_publication(
    text: str, words: str, language: Language
) -> None:
    found = publication_date(text, language)
    assert found is not None
    assert (found[0], found[1].of(text)) == (DAY, words)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("عنوان\nفي 14 آذار 2017 وقع حريق في مستودع بالمرفأ وأدى إلى إصابة عدد من العمال.", "ar"),
        ("عنوان\nقال شهود إن الحريق الذي وقع في 14 آذار 2017 أتى على المستودع كله وما فيه.", "ar"),
        ("عنوان\nمنذ 14 آذار 2017 لم يعد العمال", "ar"),
        ("عنوان\nأمس الثلاثاء وقع حريق", "ar"),
        ("عنوان\nفي آذار 2017 وقع حريق", "ar"),
        ("Fire guts warehouse\nOn 14 March 2017 a fire gutted a warehouse in the port.", "en"),
        ("Fire guts warehouse\nThe fire of 14 March 2017 killed nobody, the port said.", "en"),
        ("Fire on Tuesday\nA fire gutted a warehouse.", "en"),
        ("", "en"),
    ],
)
def test_the_day_of_an_event_is_never_taken_for_it(text: str, language: Language) -> None:
    assert publication_date(text, language) is None


def test_a_date_far_down_the_text_is_no_dateline() -> None:
    text = "عنوان\n" + "قال شهود إن الحريق كبير.\n" * 100 + "14 آذار 2017\n"
    assert publication_date(text, "ar") is None
