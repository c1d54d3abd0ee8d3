"""Sentences made up from records: an incident as a report may tell it, with the noise of reports.

The noise: the date a day off in one of five (as in reports that give their own day), the count
rounded or "at least" in one of three, another spelling of the place (article, ة or ه, al- or el-,
a letter doubled or dropped) in one of three, no count at all in one of ten.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from takhrij.document import Language
from takhrij.records.record import Record

SEED = 1409
"""Drawn after the rules were settled on those of other seeds."""
_LATIN = (("al-", "el-"), ("Al ", "Al-"), ("Al ", "el-"), ("ee", "i"), ("q", "k"), ("ou", "u"))
_ARABIC = (("ة", "ه"), ("أ", "ا"), ("إ", "ا"), ("ى", "ي"), ("ال", ""))
_MONTHS = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول",
    "تشرين الأول", "تشرين الثاني", "كانون الأول",
)  # fmt: skip
_ENGLISH = (
    "{n} killed in an air strike on {place} in {within} on {day}, activists said.",
    "Warplanes hit {place}, {within}, on {day}, killing {n}.",
    "A raid on the town of {place} in {within} left {n} dead on {day}, residents said.",
    "On {day}, {n} were killed when {place} in {within} was bombed, a monitor said.",
)
_SPOKEN = (
    "قتل {n} في غارة جوية على {place} في {within} يوم {day}، بحسب ناشطين.",
    "قصفت طائرات حربية {place} في {within} في {day} ما أدى إلى مقتل {n}.",
    "أسفرت غارة على بلدة {place} في {within} عن مقتل {n} في {day}، وفق شهود.",
    "في {day} قتل {n} بقصف على {place} في {within}، بحسب مصدر طبي.",
)


@dataclass(frozen=True, slots=True)
class Planted:
    """A sentence made from a record."""

    record: Record
    text: str
    language: Language
    published: date


def planted(records: Sequence[Record], most: int, seed: int = SEED) -> Iterator[Planted]:
    """So many records that have a day, a name and dead, every other in Arabic and in English."""
    chance = random.Random(seed)
    able = [record for record in records if _is_able(record)]
    for number, record in enumerate(chance.sample(able, min(most, len(able)))):
        yield _planted(record, "ar" if number % 2 == 0 else "en", chance)


def _is_able(record: Record) -> bool:
    languages = {language for language, _ in record.names}
    told = record.earliest and record.killed and record.killed[0] >= 1 and record.within
    return bool(told and {"ar", "en"} <= languages)


def _planted(record: Record, language: Language, chance: random.Random) -> Planted:
    day = (record.earliest or date.min) + timedelta(days=_off(chance))
    name = next(name for one, name in record.names if one == language)
    text = chance.choice(_SPOKEN if language == "ar" else _ENGLISH).format(
        n=_count(record, language, chance),
        place=_spelt(name, language, chance),
        within=_within(record, language),
        day=_day(day, language),
    )
    return Planted(record, text, language, day + timedelta(days=1))


def _off(chance: random.Random) -> int:
    return chance.choice((-1, 1)) if chance.random() < 0.2 else 0


def _within(record: Record, language: Language) -> str:
    return record.within if language == "en" else "سوريا"


def _count(record: Record, language: Language, chance: random.Random) -> str:
    low, high = (round(value) for value in record.killed or (1, 1))
    draw = chance.random()
    if draw < 0.1:
        return "عدة مدنيين" if language == "ar" else "several civilians"
    least = "ما لا يقل عن " if language == "ar" else "at least "
    if draw < 0.25:
        return f"{least}{low} مدنيين" if language == "ar" else f"{least}{low} civilians"
    if draw < 0.4 and low > 10:
        low = round(low / 5) * 5
        about = "نحو " if language == "ar" else "about "
        return f"{about}{low} مدنيا" if language == "ar" else f"{about}{low} civilians"
    shown = chance.choice((low, high))
    return f"{shown} مدنيين" if language == "ar" else f"{shown} civilians"


def _spelt(name: str, language: Language, chance: random.Random) -> str:
    """A name with one of the ways in which writers disagree, in one of three."""
    if chance.random() >= 1 / 3:
        return name
    fitting = [pair for pair in (_ARABIC if language == "ar" else _LATIN) if pair[0] in name]
    if not fitting:
        return name
    old, new = chance.choice(fitting)
    return name.replace(old, new, 1)


def _day(day: date, language: Language) -> str:
    if language == "en":
        return f"{day:%d %B %Y}".lstrip("0")
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
