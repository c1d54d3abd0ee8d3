"""Gold incidents of the measuring data, each with its own idea of agreement."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Protocol

from takhrij.annotations import Place
from takhrij.document import Document, Span, document_of
from takhrij.language.fold import fold
from takhrij.language.gazetteer.lookup import distance_km


class Gold(Protocol):
    """One gold incident: what it expects, and whether an answer agrees."""

    def was_asked(self, slot: str) -> bool: ...
    def expects(self, slot: str) -> bool: ...
    def agrees(self, slot: str, given: Any) -> bool: ...


_CAUSES = {
    "airstrike": "shelling",
    "shelling": "shelling",
    "bombing": "explosion",
    "chemical": "chemical and toxic gases",
    "clash": "shooting",
    "execution": "execution",
}
"""Our event types in FA-KES's six words; types not listed answer "unknown"."""
_GOVERNORATES = {
    "rif dimashq": "damascus",
    "rural damascus": "damascus",
    "al-hasakah": "hasakeh",
    "hasakah": "hasakeh",
    "deir ez-zor": "deir ezzor",
    "dayr az zawr": "deir ezzor",
    "ar-raqqah": "raqqa",
    "raqqah": "raqqa",
    "latakia": "lattakia",
    "tartus": "tartous",
    "idleb": "idlib",
    "al hasakah": "hasakeh",
    "ar raqqah": "raqqa",
    "al-hasakeh": "hasakeh",
    "dar'a": "daraa",
    "al qunaytirah": "quneitra",
}
_SEATS = {
    "aleppo": (36.2, 37.16),
    "damascus": (33.51, 36.29),
    "idlib": (35.93, 36.63),
    "deir ezzor": (35.33, 40.14),
    "raqqa": (35.95, 39.01),
    "homs": (34.73, 36.71),
    "hasakeh": (36.5, 40.75),
    "hama": (35.13, 36.75),
    "daraa": (32.62, 36.1),
    "quneitra": (33.12, 35.82),
    "lattakia": (35.52, 35.78),
    "tartous": (34.89, 35.89),
}
"""Seats of the governorates: a place without one in the gazetteer counts to the nearest."""
_PARTIES = {
    "syrian government or russian troops": "syria|russia|regime|assad|army|government",
    "international coalition forces": "coalition|usa| us |us-|u.s|america|united states|france",
    "the organization of the islamic state in iraq and the levant - isis": (
        "isis|isil|daesh|islamic state"
    ),
    "al-nusra front": "nusra|hts|tahrir",
    "self administration forces": "kurd|sdf|ypg|syrian democratic",
    "armed opposition groups": (
        "opposition|rebel|fsa|free syrian|ahrar|islam|terrorist|militant|armed"
    ),
}
"""FA-KES's parties and the words or ids that stand for them; the first that fits decides,
narrower parties first."""
_ORDER = (
    "self administration forces",
    "the organization of the islamic state in iraq and the levant - isis",
    "al-nusra front",
    "international coalition forces",
    "armed opposition groups",
    "syrian government or russian troops",
)
SLOTS = ("place", "date", "cause", "actor", "killed")
_BLANK = ("unknown", "", "0")


@dataclass(frozen=True, slots=True)
class Crowd:
    """One row of FA-KES."""

    row: dict[str, str]
    dated: bool = True
    """Whether the crowd wrote a date down; where it did not, the table holds a guess."""

    @property
    def day(self) -> date:
        """The day that the table gives the article: that of the event, or a guess."""
        return _american(self.row["date"])

    def _value(self, slot: str) -> str:
        names = {"place": "location", "cause": "cause_of_death"}
        return self.row[names.get(slot, slot)]

    def was_asked(self, slot: str) -> bool:
        """False where there is no answer to compare with, not even "unknown"."""
        return slot != "date" or self.dated

    def expects(self, slot: str) -> bool:
        if slot == "killed":
            return bool(self._killed())
        return self._value(slot) not in _BLANK

    def _killed(self) -> int:
        return int(self.row["nb_civilians"]) + int(self.row["nb_noncivilians"])

    def agrees(self, slot: str, given: Any) -> bool:
        if given is None or not self.expects(slot):
            return False
        if slot == "killed":
            return self._agrees_killed(given)
        value = self._value(slot)
        if slot == "place":
            return governorate(given) == value
        if slot == "date":
            return bool(_american(value) == given)
        return value == (_CAUSES.get(given) if slot == "cause" else party(given))

    def _agrees_killed(self, given: tuple[float, ...]) -> bool:
        """The first count given, as the crowd summed it or as it stands for one kind of victim."""
        single = {self._killed(), int(self.row["nb_civilians"]), int(self.row["nb_noncivilians"])}
        return given[0] in single - {0}


def fakes(folder: Path) -> Iterator[tuple[Document, Crowd]]:
    """The articles of FA-KES with what the crowd read in them.

    A date counts as read where annotations.csv, the raw answers, has one for the title.
    """
    dated = _dated(folder / "annotations.csv")
    with (folder / "articles.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            title, text = row["article_title"], row["article_content"]
            yield titled(title, text, "en"), Crowd(row, _key(title) in dated)


def _dated(path: Path) -> set[str]:
    with path.open(encoding="utf-8", newline="") as stream:
        return {_key(row["Title"]) for row in csv.DictReader(stream) if row["Date"].strip()}


def _key(title: str) -> str:
    """The letters and digits of a title: the two tables differ in their apostrophes."""
    return re.sub("[^a-z0-9]", "", title.lower())[:60]


def titled(title: str, text: str, language: Any, published: date | None = None) -> Document:
    """A report with its title on the first line."""
    return document_of(
        f"{title}\n{text}",
        language,
        published=published,
        title=title,
        title_span=Span(0, len(title)) if title else None,
        body_start=len(title) + 1,
    )


def governorate(place: Place) -> str | None:
    """The Syrian governorate of a place's best meaning, in FA-KES's spelling."""
    best = place.candidates[0] if place.candidates else None
    if best is None or best.country != "SY" or best.feature == "country":
        return None
    for name in (best.name, *best.admin[::-1]):
        plain = fold(name)
        if _GOVERNORATES.get(plain, plain) in _SEATS:
            return _GOVERNORATES.get(plain, plain)
    return min(_SEATS, key=lambda seat: distance_km(best.lat, best.lon, *_SEATS[seat]))


def party(actors: tuple[tuple[str, str | None], ...]) -> str | None:
    """The party of the first actor that has one."""
    for name, ref in actors:
        words = f" {name} {ref or ''} ".lower()
        for label in _ORDER:
            if any(word in words for word in _PARTIES[label].split("|")):
                return label
    return None


def _american(value: str) -> date:
    month, day, year = (int(part) for part in value.split("/"))
    return date(2000 + year if year < 100 else year, month, day)


@dataclass(frozen=True, slots=True)
class Reader:
    """One incident of the Arabic set, as one reader listed it."""

    row: dict[str, Any]

    def was_asked(self, slot: str) -> bool:
        return slot in SLOTS

    def expects(self, slot: str) -> bool:
        names = {"place": "where", "cause": "type", "killed": "killed_min"}
        value = self.row[names.get(slot, slot)]
        return value is not None and value != "other"

    def agrees(self, slot: str, given: Any) -> bool:
        if given is None or not self.expects(slot):
            return False
        if slot == "place":
            return _names_meet(self.row["where"], given.name)
        if slot == "date":
            return bool(given.isoformat().startswith(self.row["date"][:10]))
        if slot == "cause":
            return bool({"arrest": "detention"}.get(self.row["type"], self.row["type"]) == given)
        if slot == "actor":
            return any(_names_meet(self.row["actor"], name) for name, _ in given)
        return self.row["killed_min"] in given


def _names_meet(gold: str, given: str) -> bool:
    """A word of weight in common: readers write "بلدة سروج بجنوب شرق تركيا" for سروج."""
    first, second = (
        {word.removeprefix("ب").removeprefix("ال") for word in fold(text).split() if len(word) > 2}
        for text in (gold, given)
    )
    return bool(first & second)


def arabic(folder: Path) -> Iterator[tuple[Document, list[Reader]]]:
    """The articles of the Arabic set with their incidents."""
    for path in sorted(folder.glob("ar*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        title, _, text = path.with_suffix(".txt").read_text(encoding="utf-8").partition("\n")
        published = date.fromisoformat(row["published"]) + timedelta(days=0)
        yield titled(title, text, "ar", published), [Reader(one) for one in row["incidents"]]
