"""Records: planted incidents linked back to their records, and articles that find one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from takhrij import pipeline
from takhrij.annotations import Chain, Finding, RecordMatch, Verdict
from takhrij.bench.incident_sets import fakes
from takhrij.bench.planted import Planted, planted
from takhrij.document import Document, document_of
from takhrij.language.gazetteer.home import default_gazetteer
from takhrij.records.blocks import Block
from takhrij.records.book import Book, Columns
from takhrij.records.claimed import claimed
from takhrij.records.importing import imported
from takhrij.records.mapping import mapping
from takhrij.records.matches import is_twin, linked_to, records
from takhrij.records.memory import MemoryBook
from takhrij.records.naming import alike
from takhrij.records.reading import rows
from takhrij.records.record import Dataset, Record
from takhrij.stages import run

FILES = (
    ("airwars", "airwars_syria.csv"),
    ("ucdp-ged", "ucdp_ged_syria.csv"),
    ("syrian-archive", "syrian_archive_chemical.json"),
)
PLANTED = 500
FALSE = ("same_name_and_day", "day_beside", "other")
CHANCES = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def measure(data: Path, most: int = PLANTED, articles: int | None = None) -> dict[str, Any]:
    """Planted Airwars incidents: linked right, linked wrong, and linked though their record was
    taken away; then how many articles of FA-KES find a record of UCDP or Airwars."""
    every = {name: loaded(data, name, file) for name, file in FILES}
    plants = list(planted(every["airwars"], most))
    return {
        "planted": _planted(plants, every["airwars"]),
        "fa-kes": _articles(data, every, articles),
        "published": "none found",
    }


def loaded(data: Path, name: str, file: str) -> tuple[Record, ...]:
    """A data set as `records import` reads it."""
    known = mapping(name)
    found = imported(rows(data / "records" / file, known), known, default_gazetteer())
    return tuple(record for record, _ in found)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one planted sentence was linked to, the likeliest first: pairs of a record and its
    probability."""

    plant: Planted
    linked: tuple[tuple[Record, float], ...]

    @property
    def right(self) -> bool:
        return any(record.ref == self.plant.record.ref for record, _ in self.linked)

    @property
    def first(self) -> bool:
        return any(record.ref == self.plant.record.ref for record, _ in self.linked[:1])

    @property
    def wrong(self) -> bool:
        """Whether any record is told but its own and those of its day and name."""
        return any(not is_twin(record, self.plant.record) for record, _ in self.linked)

    def from_chance(self, least: float) -> Outcome:
        """The same if only records of such a probability were told."""
        return Outcome(self.plant, tuple(one for one in self.linked if one[1] >= least))


def _planted(plants: Sequence[Planted], airwars: Sequence[Record]) -> dict[str, Any]:
    """All incidents with their records there, then with their records taken away one by one,
    where any link is a false one.

    `linked_right`: its own record is told, alone or with others of that very day and name;
    `first`: and stands first. `linked_wrong`: any other record is told.
    """
    book = MemoryBook(airwars)
    block = Block(book.columns())
    kept = [_outcome(plant, block, book) for plant in plants]
    lost = [_outcome(plant, block, _Without(book, plant.record.ref)) for plant in plants]
    return {
        "kept": _scores(kept),
        "taken_away": _false(lost),
        "by_language": {
            language: {
                "kept": _scores([one for one in kept if one.plant.language == language]),
                "taken_away": _false([one for one in lost if one.plant.language == language]),
            }
            for language in ("ar", "en")
        },
        "from_chance": [
            {
                "least": least,
                "linked_right": _share(one.from_chance(least).right for one in kept),
                "linked_wrong": _share(one.from_chance(least).wrong for one in kept),
                "taken_away_linked": _share(bool(one.from_chance(least).linked) for one in lost),
            }
            for least in CHANCES
        ],
    }


@dataclass(frozen=True, slots=True)
class _Without:
    """A book that lacks one record."""

    book: MemoryBook
    ref: str

    def columns(self) -> Columns:
        return self.book.columns()

    def datasets(self) -> Sequence[Dataset]:
        return self.book.datasets()

    def records(self, numbers: Sequence[int]) -> list[Record]:
        return [record for record in self.book.records(numbers) if record.ref != self.ref]


def _scores(found: Sequence[Outcome]) -> dict[str, Any]:
    return {
        "sentences": len(found),
        "linked_right": _share(one.right for one in found),
        "first": _share(one.first for one in found),
        "linked_wrong": _share(one.wrong for one in found),
        "not_linked": _share(not one.linked for one in found),
    }


def _false(lost: Sequence[Outcome]) -> dict[str, Any]:
    """Links where the own record is not there. `same_name_and_day` are to a second record of
    that very name and day, `day_beside` to one of that name, a day off or two, and a figure that
    the sentence's own would fit: neither could a reader of the sentence tell from the first."""
    kinds = [_kind(one) for one in lost]
    return {
        "sentences": len(lost),
        "linked": _share(kind is not None for kind in kinds),
        **{name: _share(kind == name for kind in kinds) for name in FALSE},
    }


def _kind(lost: Outcome) -> str | None:
    if not lost.linked:
        return None
    told, own = lost.linked[0][0], lost.plant.record
    return FALSE[0] if is_twin(told, own) else FALSE[1] if _is_beside(told, own) else FALSE[2]


def _is_beside(one: Record, other: Record) -> bool:
    if one.earliest is None or other.earliest is None or not one.killed or not other.killed:
        return False
    named = any(alike(mine, theirs) for _, mine in one.names for _, theirs in other.names)
    meets = one.killed[0] <= other.killed[1] and other.killed[0] <= one.killed[1]
    return named and meets and abs((one.earliest - other.earliest).days) <= 2


def _share(found: Iterable[bool]) -> float:
    held = list(found)
    return float(round(sum(held) / max(1, len(held)), 3))


def _outcome(plant: Planted, block: Block, book: Book) -> Outcome:
    document = claims_of(document_of(plant.text, plant.language, published=plant.published))
    told = [one for incident in claimed(document) for one in linked_to(incident, block, book)]
    ranked = sorted(told, key=lambda one: (-one[1], one[0].record.ref))
    return Outcome(plant, tuple((one.record, chance) for one, chance in ranked))


def linked(plant: Planted, book: MemoryBook) -> tuple[str, ...]:
    """Refs of the records told as matches, the likeliest first."""
    found = _outcome(plant, Block(book.columns()), book)
    return tuple(record.ref for record, _ in found.linked)


_LATER = (Chain, Finding, Verdict)


def claims_of(document: Document) -> Document:
    """Every layer up to incidents, by the rules."""
    known = pipeline.stages(pipeline.RULES)
    return run(document, (stage for stage in known if stage.makes not in _LATER))


def _articles(
    data: Path, every: Mapping[str, Sequence[Record]], most: int | None
) -> dict[str, Any]:
    book = MemoryBook([*every["ucdp-ged"], *every["airwars"]])
    found = list(_matched(data, book, most))
    sets = {name: [m for m in found if any(r.dataset == name for r in m[1])] for name in every}
    return {
        "articles": len(found),
        "with_a_record": sum(bool(matches) for _, matches in found),
        **{name: len(matches) for name, matches in sets.items() if name != "syrian-archive"},
    }


def _matched(
    data: Path, book: MemoryBook, most: int | None
) -> Iterator[tuple[Document, tuple[RecordMatch, ...]]]:
    for number, (document, crowd) in enumerate(fakes(data / "fa-kes")):
        if most is not None and number >= most:
            return
        dated = document.with_metadata(published=crowd.day)
        matches = records(claims_of(pipeline.dated(dated)), book)
        yield document, tuple(one for one in matches if one.relation == "match")
