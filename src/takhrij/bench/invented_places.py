"""Half a million invented places with names as Arabic towns and villages bear them.

Names are put together from the words of the Syrian table (تل, كفر, الشيخ and the rest), so that
many begin as words of the news do and most go on for a word or two: what makes finding places
dear. One word by itself is a word of the table with one letter changed.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

COUNT = 500_000
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_COUNTRIES = ("SY", "IQ", "LB", "JO", "EG", "YE", "LY", "SD", "DZ", "MA", "SA", "TN")
_PEOPLE = (0, 0, 0, 0, 150, 900, 4000, 20_000)


def lines(table: Path, count: int = COUNT) -> Iterator[str]:
    """Lines of a GeoNames dump; the same on every run. `table` is the Syrian P-code table."""
    words = _words(table)
    for number in range(count):
        dice = random.Random(number)
        arabic = _name(dice, words)
        lat, lon = dice.uniform(12, 37), dice.uniform(-10, 50)
        place = f"{number}\tP{number}\tP{number}\t{arabic}\t{lat:.5f}\t{lon:.5f}"
        country, people = dice.choice(_COUNTRIES), dice.choice(_PEOPLE)
        yield f"{place}\tP\tPPL\t{country}\t\t01\t\t\t\t{people}\t\t\t\t\n"


def _words(table: Path) -> list[str]:
    """The Arabic words of three letters or more in the names of the table."""
    with table.open(encoding="utf-8", newline="") as stream:
        names = [row["name_ar"] for row in csv.DictReader(stream)]
    found = {word for name in names for word in name.replace("-", " ").split()}
    return sorted(word for word in found if len(word) > 2 and word.isalpha())


def _name(dice: random.Random, words: Sequence[str]) -> str:
    length = dice.choices((1, 2, 3), weights=(25, 55, 20))[0]
    if length > 1:
        return " ".join(dice.choices(words, k=length))
    word = dice.choice(words)
    at = dice.randrange(len(word))
    return word[:at] + dice.choice(_LETTERS) + word[at + 1 :]
