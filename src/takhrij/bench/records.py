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
from takhrij.records.importing import imported
from takhrij.records.mapping import mapping
from takhrij.records.matches import records
from takhrij.records.memory import MemoryBook
from takhrij.records.reading import rows
from takhrij.records.record import Record
from takhrij.stages import run

FILES = (
    ("airwars", "airwars_syria.csv"),
    ("ucdp-ged", "ucdp_ged_syria.csv"),
    ("syrian-archive", "syrian_archive_chemical.json"),
)
PLANTED = 500


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
    """What one planted sentence was linked to, and whether its record was there."""

    plant: Planted
    there: bool
    linked: tuple[str, ...]


def _planted(plants: Sequence[Planted], airwars: Sequence[Record]) -> dict[str, Any]:
    """All incidents with their records there: a false link is one to another record than their
    own. Then half of them with their records taken away, where any link is a false one; of those
    links, `same_place_and_day` are to a second record of that day with that very name, which
    no reader of the sentence could tell from the first."""
    gone = {plant.record.ref for plant in plants[1::2]}
    by_ref = {record.ref: record for record in airwars}
    with_all = MemoryBook(airwars)
    without = MemoryBook([record for record in airwars if record.ref not in gone])
    kept = [Outcome(plant, True, linked(plant, with_all)) for plant in plants]
    lost = [Outcome(plant, False, linked(plant, without)) for plant in plants[1::2]]
    return {
        "kept": _scores(kept),
        "taken_away": {
            "sentences": len(lost),
            "linked": _share(bool(one.linked) for one in lost),
            "same_place_and_day": _share(_is_twin(one, by_ref) for one in lost),
        },
        "by_language": {
            language: _scores([one for one in kept if one.plant.language == language])
            for language in ("ar", "en")
        },
    }


def _is_twin(one: Outcome, by_ref: Mapping[str, Record]) -> bool:
    if not one.linked:
        return False
    own, other = one.plant.record, by_ref[one.linked[0]]
    return own.earliest == other.earliest and bool(set(own.names) & set(other.names))


def _scores(found: Sequence[Outcome]) -> dict[str, Any]:
    right = [one.plant.record.ref in one.linked[:1] for one in found]
    wrong = [bool(one.linked) and one.plant.record.ref not in one.linked for one in found]
    return {
        "sentences": len(found),
        "linked_right": _share(right),
        "linked_wrong": _share(wrong),
        "not_linked": _share(not one.linked for one in found),
    }


def _share(found: Iterable[bool]) -> float:
    held = list(found)
    return float(round(sum(held) / max(1, len(held)), 3))


def linked(plant: Planted, book: MemoryBook) -> tuple[str, ...]:
    """Refs of the records told as matches, the likeliest first."""
    document = claims_of(document_of(plant.text, plant.language, published=plant.published))
    return tuple(one.ref for one in records(document, book) if one.relation == "match")


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
