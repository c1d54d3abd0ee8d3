# ruff: noqa: E501 - a row of the table is a line
"""Made claims and passages, in both languages: as they agree, and with one thing changed.

Each row: a claim, a passage in other words that says the same, and one that denies it. Every
event is invented; half of the places are too.
"""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    kind: str
    claim: str
    passage: str


ARABIC = (
    ("مقتل {n} مدنيا في قصف على بلدة {p}", "قتل {n} مدنيا بقصف استهدف بلدة {p} فجرا", "لم يقتل {n} مدنيا بقصف استهدف بلدة {p} فجرا"),
    ("إصابة {n} شخصا في انفجار في مدينة {p}", "أصيب {n} شخصا جراء انفجار هز مدينة {p}", "لم يصب {n} شخصا جراء انفجار في مدينة {p}"),
    ("الأهالي يستقبلون {n} أسرة نازحة في {p}", "استقبل الأهالي {n} أسرة نازحة في {p}", "لم يستقبل الأهالي {n} أسرة نازحة في {p}"),
    ("قافلة من {n} شاحنة تصل إلى {p}", "وصلت إلى {p} قافلة تضم {n} شاحنة", "لم تصل إلى {p} قافلة تضم {n} شاحنة"),
    ("اعتقال {n} طالبا قرب {p}", "اعتقل {n} طالبا قرب {p} مساء أمس", "لم يعتقل {n} طالبا قرب {p} مساء أمس"),
    ("{n} غارة جوية على أطراف {p}", "نفذت الطائرات {n} غارة جوية على أطراف {p}", "لم تنفذ الطائرات {n} غارة جوية على أطراف {p}"),
    ("تدمير {n} منزلا في قرية {p}", "دمر القصف {n} منزلا في قرية {p}", "لم يدمر القصف {n} منزلا في قرية {p}"),
    ("المستشفى في {p} يستقبل {n} جريحا", "استقبل المستشفى في {p} {n} جريحا", "لم يستقبل المستشفى في {p} {n} جريحا"),
    ("انتشال {n} جثة من تحت الأنقاض في {p}", "انتشلت فرق الإنقاذ {n} جثة من تحت الأنقاض في {p}", "لم تنتشل فرق الإنقاذ {n} جثة من تحت الأنقاض في {p}"),
    ("احتراق {n} خيمة في مخيم {p}", "احترقت {n} خيمة في مخيم {p}", "لم تحترق {n} خيمة في مخيم {p}"),
)  # fmt: skip
ENGLISH = (
    ("{n} civilians were killed by shelling in {p}", "Shelling in {p} killed {n} civilians at dawn", "Shelling in {p} did not kill {n} civilians at dawn"),
    ("{n} people were wounded in an explosion in {p}", "An explosion in {p} wounded {n} people", "No explosion in {p} wounded {n} people"),
    ("{n} displaced families arrived in {p}", "The village took in {n} displaced families who arrived in {p}", "{n} displaced families never arrived in {p}"),
    ("A convoy of {n} trucks entered {p}", "{n} trucks of a convoy entered {p} on Monday", "{n} trucks of a convoy have not entered {p}"),
    ("{n} students were arrested near {p}", "Police arrested {n} students near {p}", "Police didn't arrest {n} students near {p}"),
    ("{n} air strikes hit the outskirts of {p}", "Jets carried out {n} air strikes on the outskirts of {p}", "Jets did not carry out {n} air strikes on the outskirts of {p}"),
    ("{n} houses were destroyed in {p}", "The bombardment destroyed {n} houses in {p}", "The bombardment destroyed none of {n} houses in {p}"),
    ("The hospital in {p} received {n} wounded", "{n} wounded were received at the hospital in {p}", "{n} wounded were not received at the hospital in {p}"),
    ("{n} bodies were pulled from the rubble in {p}", "Rescuers pulled {n} bodies from the rubble in {p}", "Rescuers have not pulled {n} bodies from the rubble in {p}"),
    ("{n} tents burned in the camp near {p}", "In the camp near {p} {n} tents burned", "In the camp near {p} {n} tents were not burned"),
)  # fmt: skip
NUMBERS = (("12", "20"), ("35", "15"), ("18", "81"), ("40", "14"), ("27", "29"))
PLACES = {
    "ar": (("إدلب", "حمص"), ("تل الغدير", "عين الرمان"), ("منبج", "الرقة"), ("خربة السنابل", "بيت الورد"), ("دوما", "حلب")),
    "en": (("Idlib", "Homs"), ("Tal Ghadeer", "Ain Rumman"), ("Manbij", "Raqqa"), ("Sanabel", "Beit Ward"), ("Douma", "Aleppo")),
}  # fmt: skip


def cases() -> list[Case]:
    """400 pairs: 100 that agree, and 100 each with the number, the place or the yes changed."""
    made = []
    for language, rows in (("ar", ARABIC), ("en", ENGLISH)):
        for claim, passage, denied in rows:
            for (n, other_n), (p, other_p) in zip(NUMBERS, PLACES[language], strict=True):
                said = claim.format(n=n, p=p)
                made += [
                    Case("same", said, passage.format(n=n, p=p)),
                    Case("number", said, passage.format(n=other_n, p=p)),
                    Case("place", said, passage.format(n=n, p=other_p)),
                    Case("negation", said, denied.format(n=n, p=p)),
                ]
    return made
