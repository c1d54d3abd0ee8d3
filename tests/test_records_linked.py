"""Sentences made from invented records, with the noise of reports, are linked back to them."""

from __future__ import annotations

from datetime import date, timedelta

from takhrij.bench.planted import planted
from takhrij.bench.records import linked
from takhrij.records.memory import MemoryBook
from takhrij.records.record import Record

TOWNS = (
    ("سراقب", "Saraqib", "Idlib", 35.864, 36.806),
    ("خان شيخون", "Khan Shaykhun", "Idlib", 35.442, 36.651),
    ("معرة النعمان", "Maarat al-Numan", "Idlib", 35.644, 36.676),
    ("أريحا", "Ariha", "Idlib", 35.813, 36.608),
    ("منبج", "Manbij", "Aleppo", 36.528, 37.955),
    ("الباب", "Al-Bab", "Aleppo", 36.370, 37.517),
    ("اعزاز", "Azaz", "Aleppo", 36.586, 37.044),
    ("تدمر", "Palmyra", "Homs", 34.560, 38.267),
    ("الرستن", "Al-Rastan", "Homs", 34.927, 36.733),
    ("دوما", "Douma", "Rural Damascus", 33.571, 36.402),
    ("حرستا", "Harasta", "Rural Damascus", 33.559, 36.365),
    ("الميادين", "Al-Mayadin", "Deir ez-Zor", 35.019, 40.451),
    ("البوكمال", "Abu Kamal", "Deir ez-Zor", 34.451, 40.919),
    ("عفرين", "Afrin", "Aleppo", 36.512, 36.869),
    ("اللطامنة", "Al-Lataminah", "Hama", 35.321, 36.622),
    ("كفر زيتا", "Kafr Zita", "Hama", 35.374, 36.602),
    ("تل رفعت", "Tall Rifat", "Aleppo", 36.473, 37.097),
    ("نوى", "Nawa", "Daraa", 32.889, 36.043),
    ("جاسم", "Jasim", "Daraa", 32.993, 36.060),
    ("القصير", "Al-Qusayr", "Homs", 34.509, 36.580),
)
RIGHT, WRONG = 0.95, 0.025
"""Floors: they may rise, never fall."""


def invented() -> list[Record]:
    """Two strikes on every town, some eleven months apart, with a toll of 3 to 41."""
    made = []
    for number, (arabic, english, within, lat, lon) in enumerate(TOWNS * 2):
        day = date(2016, 1, 9) + timedelta(days=17 * number)
        killed = float(3 + number)
        made.append(
            Record(
                "invented", f"x{number}", day, day, (("ar", arabic), ("en", english)), within,
                lat, lon, event="airstrike", killed=(killed, killed),
            )
        )  # fmt: skip
    return made


def test_planted_incidents_find_their_record_and_no_other() -> None:
    records = invented()
    plants = list(planted(records, len(records)))
    book = MemoryBook(records)
    found = [linked(plant, book) for plant in plants]
    pairs = list(zip(plants, found, strict=True))
    right = sum(refs[:1] == (plant.record.ref,) for plant, refs in pairs)
    wrong = sum(bool(refs) and plant.record.ref not in refs for plant, refs in pairs)
    assert right >= RIGHT * len(records)
    assert wrong <= WRONG * len(records)


def test_incidents_whose_record_was_taken_away_find_none() -> None:
    records = invented()
    plants = list(planted(records, len(records)))[::2]
    gone = {plant.record.ref for plant in plants}
    book = MemoryBook([one for one in records if one.ref not in gone])
    assert sum(bool(linked(plant, book)) for plant in plants) <= WRONG * len(plants)
