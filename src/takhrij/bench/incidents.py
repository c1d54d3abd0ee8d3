"""Incidents: place, date, cause, actor and killed, from text against people's reading.

FA-KES (English, Syria): one event an article, read by a crowd and normalised; the main incident
is compared, slot by slot. Its answers "unknown" and 0 count as no answer. Arabic attribution
set: one reader's list of incidents an article; each is compared with the incident of ours
that shares most with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from takhrij.annotations import Claim, Incident, Mention, Place, Quantity, QuantityValue, Time
from takhrij.bench.incident_sets import SLOTS, Gold, arabic, fakes
from takhrij.document import Document
from takhrij.language.fold import fold
from takhrij.pipeline import read

_LEAD = 3
"""Counts looked at for a total: headlines tell the children first ("6 children among 19")."""
_LARGE = 3000
"""Tolls above this are of a whole war, not of the event told."""


@dataclass(slots=True)
class Score:
    """Right, given and expected answers for one slot."""

    right: int = 0
    given: int = 0
    expected: int = 0

    def add(self, right: bool, given: bool, expected: bool) -> None:
        self.right += right
        self.given += given
        self.expected += expected

    def figures(self) -> dict[str, Any]:
        precision = self.right / self.given if self.given else 0.0
        recall = self.right / self.expected if self.expected else 0.0
        total = precision + recall
        return {
            "f1": round(2 * precision * recall / total, 3) if total else 0.0,
            "precision": round(precision, 3),
            "recall": round(recall, 3),
            "expected": self.expected,
        }


@dataclass(frozen=True, slots=True)
class Read:
    """What the program read of one incident, to be set beside a gold answer."""

    type: str
    places: tuple[Place, ...]
    days: tuple[date, ...]
    actors: tuple[tuple[str, str | None], ...]
    """Words and data file id of each actor."""
    killed: tuple[float, ...]
    titled: bool = False
    claims: int = 0


@dataclass(slots=True)
class Table:
    slots: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in SLOTS})

    def figures(self) -> dict[str, Any]:
        found = {name: score.figures() for name, score in self.slots.items()}
        mean = sum(figure["f1"] for figure in found.values()) / len(found)
        return {"mean_f1": round(mean, 3), **found}


def measure(data: Path) -> dict[str, Any]:
    """Figures a slot for both sets, and for each half of FA-KES. Needs fa-kes/ and
    arabic-attribution/ in the data folder."""
    english = list(fakes(data / "fa-kes"))
    halves = english[::2], english[1::2]
    return {
        "fa_kes": {"articles": len(english), **main_incidents(english)},
        "fa_kes_odd_rows": main_incidents(halves[1]),
        "arabic": _arabic(data / "arabic-attribution"),
        "published": "none per slot; MAML on FA-KES veracity is another task",
        "aim": {"fa_kes_mean_f1": 0.75},
    }


def main_incidents(items: Iterable[tuple[Document, Gold]]) -> dict[str, Any]:
    table = Table()
    for document, gold in items:
        annotated = read(document)
        found = incidents_read(annotated)
        one = with_fallback(main_incident(found), found)
        for slot in SLOTS:
            given = _answer(one, slot, annotated.metadata.published)
            if gold.was_asked(slot):
                right = gold.agrees(slot, given)
                table.slots[slot].add(right, given is not None, gold.expects(slot))
    return table.figures()


def incidents_read(document: Document) -> list[Read]:
    """The incidents of a document with the values behind their mention ids."""
    mentions = {mention.id: mention for mention in document.layer(Mention)}
    title = document.metadata.title_span
    return [
        _read(incident, mentions, title is not None and _is_titled(document, incident))
        for incident in document.layer(Incident)
    ]


def _is_titled(document: Document, incident: Incident) -> bool:
    title = document.metadata.title_span
    spans = {claim.id: claim.span for claim in document.layer(Claim)}
    return title is not None and any(title.contains(spans[name]) for name in incident.claims)


def _read(incident: Incident, mentions: Mapping[str, Mention], titled: bool) -> Read:
    def of(ids: tuple[str, ...], kind: type) -> list[Any]:
        return [mentions[name].of for name in ids if isinstance(mentions[name].of, kind)]

    harm = [quantity.value for quantity in of(incident.harm, Quantity)]
    return Read(
        type=incident.type,
        places=tuple(of(incident.where, Place)),
        days=tuple(t.value.earliest for t in of(incident.when, Time) if t.value.earliest),
        actors=tuple((mentions[n].of.name, _ref(mentions[n])) for n in incident.actor),
        killed=_killed([v for v in harm if v.of == "killed" and v.min and v.min <= _LARGE]),
        titled=titled,
        claims=len(incident.claims),
    )


def _killed(values: list[QuantityValue]) -> tuple[float, ...]:
    """Counts of dead, exact ones before vague ones, and a total before its parts."""
    exact = [v for v in values if v.max is not None or any(c.isdigit() for c in v.words)]
    counts = [v.min or 0.0 for v in (exact or values)]
    head = counts[:_LEAD]
    if head and max(head) > head[0] and sum(head[:1]) * 2 <= max(head):
        counts.insert(0, max(head))
    return tuple(counts)


def _ref(mention: Mention) -> str | None:
    ref: str | None = getattr(mention.of, "ref", None)
    return ref


def with_fallback(one: Read | None, found: list[Read]) -> Read | None:
    """The incident, with the first narrow place of the others where it names only a country."""
    if one is None or any(_is_precise(place) for place in one.places):
        return one
    others = tuple(p for other in found for p in other.places if _is_precise(p))
    return replace(one, places=others[:1])


def main_incident(found: list[Read]) -> Read | None:
    """The incident the article is about: in its headline, with dead, told at length."""
    if not found:
        return None
    return max(
        enumerate(found),
        key=lambda pair: (
            2 * pair[1].titled + 2 * bool(pair[1].killed) + min(pair[1].claims, 4) / 2,
            -pair[0],
        ),
    )[1]


def _answer(one: Read | None, slot: str, published: date | None) -> Any:
    """The value for a slot: what a reader would write in the crowd's form."""
    if one is None:
        return published if slot == "date" else None
    if slot == "place":
        return next((p for p in one.places if _is_precise(p)), None)
    if slot == "date":
        return published or next(iter(one.days), None)
    if slot == "cause":
        return one.type
    if slot == "actor":
        return one.actors or None
    return one.killed or None


def _is_precise(place: Place) -> bool:
    return bool(place.candidates) and place.candidates[0].feature != "country"


def _arabic(folder: Path) -> dict[str, Any]:
    table = Table()
    count = 0
    for document, golds in arabic(folder):
        found = incidents_read(read(document))
        for gold in golds:
            count += 1
            one = max(found, key=lambda r: _shared(gold, r), default=None)
            for slot in SLOTS:
                given = _answer(one, slot, None) if one is not None else None
                table.slots[slot].add(
                    gold.agrees(slot, given), given is not None, gold.expects(slot)
                )
    return {"incidents": count, **table.figures()}


def _shared(gold: Gold, one: Read) -> float:
    """How many slots of a gold incident one of ours has right, each answered in any of its ways."""
    return sum(gold.agrees(slot, _answer(one, slot, None)) for slot in SLOTS)


def plain(text: str) -> frozenset[str]:
    """Words of a name to be compared, folded, without the article."""
    return frozenset(word.removeprefix("ال") for word in fold(text).split())
