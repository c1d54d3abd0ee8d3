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
from takhrij.records.claimed import Claimed, claimed
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
class Told:
    """A record that was told, with its probability; `full` where nothing tells it from what the
    sentence says."""

    record: Record
    chance: float
    full: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one planted sentence was linked to, the likeliest first."""

    plant: Planted
    linked: tuple[Told, ...]

    @property
    def right(self) -> bool:
        return any(map(self._is_own, self.linked))

    @property
    def first(self) -> bool:
        return any(map(self._is_own, self.linked[:1]))

    @property
    def right_in_full(self) -> bool:
        return any(one.full and self._is_own(one) for one in self.linked)

    @property
    def wrong(self) -> bool:
        """Whether any record is told but its own and those of its day and name."""
        return any(map(self._is_wrong, self.linked))

    @property
    def wrong_in_part(self) -> bool:
        """Whether one of them differs from the sentence, and is told with that."""
        return any(not one.full and self._is_wrong(one) for one in self.linked)

    def _is_own(self, one: Told) -> bool:
        return one.record.ref == self.plant.record.ref

    def _is_wrong(self, one: Told) -> bool:
        return not is_twin(one.record, self.plant.record)

    def from_chance(self, least: float) -> Outcome:
        """The same if only records of such a probability were told."""
        return Outcome(self.plant, tuple(one for one in self.linked if one.chance >= least))


def _planted(plants: Sequence[Planted], airwars: Sequence[Record]) -> dict[str, Any]:
    """All incidents with their records there, then with their records taken away one by one,
    where any link is a false one.

    `linked_right`: its own record is told, alone or with others of that very day and name;
    `first`: and stands first; `right_in_full`: and nothing differs. `linked_wrong`: any other
    record is told; `wrong_in_part`: and it differs from the sentence, which is said with it.
    """
    book = MemoryBook(airwars)
    block = Block(book.columns())
    read = [(plant, _incidents(plant)) for plant in plants]
    kept = [_outcome(plant, found, block, book) for plant, found in read]
    lost = [_outcome(p, found, block, _Without(book, p.record.ref)) for p, found in read]
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
        "right_in_full": _share(one.right_in_full for one in found),
        "linked_wrong": _share(one.wrong for one in found),
        "wrong_in_part": _share(one.wrong_in_part for one in found),
        "not_linked": _share(not one.linked for one in found),
    }


def _false(lost: Sequence[Outcome]) -> dict[str, Any]:
    """Links where the own record is not there, told apart in two ways. By what the sentence
    says: `in_full`, name, day and figure are those of the sentence, so that no reader could tell;
    `in_part`, the record is told with what differs. By the record that was taken away:
    `same_name_and_day` are to a second record of that very name and day, `day_beside` to one of
    that name, a day off or two, and a figure that fits."""
    kinds = [_kind(one) for one in lost]
    return {
        "sentences": len(lost),
        "linked": _share(kind is not None for kind in kinds),
        "in_full": _share(any(told.full for told in one.linked) for one in lost),
        "in_part": _share(
            bool(one.linked) and not any(told.full for told in one.linked) for one in lost
        ),
        **{name: _share(kind == name for kind in kinds) for name in FALSE},
    }


def _kind(lost: Outcome) -> str | None:
    if not lost.linked:
        return None
    told, own = lost.linked[0].record, lost.plant.record
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


def _incidents(plant: Planted) -> list[Claimed]:
    document = document_of(plant.text, plant.language, published=plant.published)
    return list(claimed(claims_of(document)))


def _outcome(plant: Planted, found: Sequence[Claimed], block: Block, book: Book) -> Outcome:
    told = [one for incident in found for one in linked_to(incident, block, book)]
    ranked = sorted(told, key=lambda one: (-one[1], one[0].record.ref))
    return Outcome(plant, tuple(Told(o.record, chance, o.compared.agrees) for o, chance in ranked))


def linked(plant: Planted, book: MemoryBook) -> tuple[str, ...]:
    """Refs of the records told as matches, the likeliest first."""
    found = _outcome(plant, _incidents(plant), Block(book.columns()), book)
    return tuple(one.record.ref for one in found.linked)


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
        "with_one_in_full": sum(any(r.fit == "full" for r in matches) for _, matches in found),
        **{name: len(matches) for name, matches in sets.items() if name != "syrian-archive"},
        "found": [_listed(number, matches) for number, matches in found if matches],
    }


def _listed(number: int, matches: Sequence[RecordMatch]) -> dict[str, Any]:
    """An article, by its row in the table from 0, with the records it finds."""
    each = {(one.dataset, one.ref): one for one in reversed(matches)}
    told = [
        {"record": f"{dataset} {ref}", "fit": one.fit, "probability": one.probability}
        for (dataset, ref), one in sorted(each.items())
    ]
    return {"article": number, "records": told}


def _matched(
    data: Path, book: MemoryBook, most: int | None
) -> Iterator[tuple[int, tuple[RecordMatch, ...]]]:
    for number, (document, crowd) in enumerate(fakes(data / "fa-kes")):
        if most is not None and number >= most:
            return
        dated = document.with_metadata(published=crowd.day)
        matches = records(claims_of(pipeline.dated(dated)), book)
        yield number, tuple(one for one in matches if one.relation == "match")
