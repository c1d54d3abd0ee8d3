"""Records that may be about a claimed incident: probabilistic linkage, place and time first.

Each comparison adds the logarithm of m over u (Fellegi and Sunter 1969). For place and time, u
is not taken from a table: how many other records that place has in such a span of days is
counted around the claim, so a day that fits weighs much in a quiet village and little in a
town that is shelled every day. Of one data set at most one record is the incident, so its
candidates share the probability. Likely is not enough: a match needs the place, the day and one
thing more (harm, kind, party) in common. A claim without a place or without a day matches nothing;
records of its kind near its place are told as what they are, nearby.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import log2

import numpy as np

from takhrij.annotations import RecordMatch, Weight
from takhrij.checks.drafts import INTERFACES
from takhrij.document import Document
from takhrij.records.blocks import Block
from takhrij.records.book import Book
from takhrij.records.claimed import Claimed, claimed
from takhrij.records.differences import differences
from takhrij.records.levels import Compared, Comparison, compared, reach
from takhrij.records.record import Record
from takhrij.records.weights import weights

LEAST = {"same_day": 0.35, "one_day": 0.4}
LIKELY, SURE, NEARLY = 0.7, 0.9, 0.95
"""Probability from which a record is told as one that may be of the same event: where the harm
agrees at a place of the same name, by how near the day is, and where less does."""
SHARE = 0.25
"""The least share of one record among twins: of five alike none is told."""
_THERE = frozenset({"same_name", "within_3_km"})
PRIOR = 0.5
"""Chance that a data set has the incident at all, before anything is compared."""
MATCHES, NEARBY = 5, 8
"""Records told of one incident at most, of each relation."""
NEARBY_KM = 25.0
_CANDIDATES = 400


def records(document: Document, book: Book) -> tuple[RecordMatch, ...]:
    """Records of the same event, the likeliest first, then those nearby, incident by incident."""
    block = Block(book.columns())
    found = [one for incident in claimed(document) for one in _of(incident, block, book)]
    return tuple(replace(one, id=f"r{number}") for number, one in enumerate(found, start=1))


@dataclass(frozen=True, slots=True)
class Scored:
    """A record with what the comparison came to; `odds` are before other candidates count."""

    record: Record
    compared: Compared
    weights: tuple[Weight, ...]
    odds: float


def _of(incident: Claimed, block: Block, book: Book) -> Iterator[RecordMatch]:
    likely = linked_to(incident, block, book)
    yield from (_row(incident, one, chance, "match") for one, chance in likely)
    told = {(one.record.dataset, one.record.ref) for one, _ in likely}
    near = [
        one
        for one in _nearby(incident, block, book)
        if (one.record.dataset, one.record.ref) not in told
    ]
    yield from (_row(incident, one, 0.0, "nearby") for one in near[:NEARBY])


def linked_to(incident: Claimed, block: Block, book: Book) -> list[tuple[Scored, float]]:
    """Records of the same event with their probabilities, the likeliest first."""
    found = matched(incident, block, book)
    return [
        (one, chance)
        for one, chance in found
        if chance >= SHARE and is_borne_out(one.compared, _with_twins(one, found))
    ][:MATCHES]


def _with_twins(one: Scored, found: Sequence[tuple[Scored, float]]) -> float:
    """The chance of a record and of others of its data set, day and name that no comparison
    tells from it: the incident is one of them, and all are told."""
    alike = [
        chance
        for other, chance in found
        if is_twin(one.record, other.record) and one.compared.levels == other.compared.levels
    ]
    return sum(alike)


def is_twin(one: Record, other: Record) -> bool:
    """Whether two records are of one data set, day and name, or one and the same."""
    together = one.dataset == other.dataset and one.earliest == other.earliest
    return together and (one.ref == other.ref or bool(set(one.names) & set(other.names)))


def is_borne_out(found: Compared, chance: float) -> bool:
    """Whether the evidence is enough to call two one event: the very place, the day or its
    neighbour, and the harm; a day beside asks that the figure itself lie in the record's range.
    Where the claim gives no figure, place and very day alone if they are LIKELY and none differs.
    Where they are SURE by chance, less will do: a point within 3 kilometres for the name, a
    figure that is near (NEARLY, where neither kind nor party agrees), or, where no figures can be
    compared, the kind of event, or a party if the record tells no harm at all. A toll that
    differs is told of another event, and so is one of fighters where civilians are recorded."""
    time, place = found.level("time"), found.level("place")
    least = LEAST.get(str(time))
    if least is None or chance < least or place not in _THERE or found.level("killed") == "differ":
        return False
    harm = {found.level("killed"), found.level("injured")} - {None}
    kinds = {found.level("event"), found.level("actor")}
    very = time == "same_day" and place == "same_name"
    if place == "same_name" and (found.close or (very and "same" in harm)):
        return True
    if very and found.silent and chance >= LIKELY and "differ" not in kinds:
        return True
    if not harm:
        alike = found.level("event") == "same" or (not found.recorded and "same" in kinds)
        return chance >= SURE and alike and not found.others
    enough = NEARLY if harm == {"near"} and "same" not in kinds else SURE
    return chance >= enough and bool(harm & {"same", "within", "near"})


def matched(incident: Claimed, block: Block, book: Book) -> list[tuple[Scored, float]]:
    """Candidates with their probability of being the incident, the likeliest first.

    Within one data set the probabilities and that of "none of them" come to one.
    """
    scored = [
        _scored(incident, record, block)
        for record in book.records(block.candidates(incident, _CANDIDATES))
    ]
    total: dict[str, float] = {}
    for one in scored:
        total[one.record.dataset] = total.get(one.record.dataset, 0.0) + one.odds
    chances = [(one, one.odds / (1.0 + total[one.record.dataset])) for one in scored]
    return sorted(chances, key=lambda pair: (-pair[1], pair[0].record.dataset, pair[0].record.ref))


def _scored(incident: Claimed, record: Record, block: Block) -> Scored:
    found = compared(incident, record)
    place, time = found.level("place"), found.level("time")
    if place in (None, "apart") or time in (None, "apart"):
        return Scored(record, found, (), 0.0)
    known = weights()
    others = block.expected(incident, record, found)
    bits = log2(known.m("place", str(place)) * known.m("time", str(time)) / others)
    told = [Weight("place_and_time", f"{place}, {time}", round(bits, 2))]
    told += [
        Weight(name, level, round(_bits(incident, record, name, level), 2))
        for name, level in found.levels
        if name not in ("place", "time")
    ]
    odds = PRIOR / (1 - PRIOR) * 2.0 ** sum(weight.bits for weight in told)
    return Scored(record, found, tuple(told), odds)


def _bits(incident: Claimed, record: Record, comparison: Comparison, level: str) -> float:
    """The weight of a level; a figure that fits says the more the rarer it is."""
    known = weights()
    sides = {
        "killed": (incident.killed, record.killed),
        "injured": (incident.injured, record.injured),
    }
    count, figures = sides.get(comparison, (None, None))
    if level in ("same", "within") and count is not None and figures is not None:
        return known.of_figure(comparison, level, reach(count), figures)
    return known.bits(comparison, level)


def _nearby(incident: Claimed, block: Block, book: Book) -> list[Scored]:
    """Records of the same rare kind near a place of the claim: the nearest in time of each place
    that the records name, then the next of each, so that no place hides the others."""
    numbers = block.near(incident, NEARBY_KM, incident.kinds)
    found = [(record, compared(incident, record)) for record in book.records(numbers)]
    scored = sorted((Scored(record, one, (), 0.0) for record, one in found), key=_far)
    told: Counter[str] = Counter()
    turns = []
    for one in scored:
        turns.append(told[one.record.place])
        told[one.record.place] += 1
    return [scored[at] for at in sorted(range(len(scored)), key=lambda at: (turns[at], at))]


def _far(one: Scored) -> tuple[float, float, str]:
    days = abs(one.compared.days) if one.compared.days is not None else np.inf
    km = one.compared.km if one.compared.km is not None else np.inf
    return float(days), float(km), one.record.ref


def _row(incident: Claimed, one: Scored, chance: float, relation: str) -> RecordMatch:
    record = one.record
    others = relation == "nearby"
    told = tuple(
        (language, differences(incident, record, one.compared, language, others=others))
        for language in INTERFACES
    )
    return RecordMatch(
        id="",
        claim=incident.claims[0],
        dataset=record.dataset,
        ref=record.ref,
        probability=round(chance, 4),
        differences=dict(told)["en"],
        relation="match" if relation == "match" else "nearby",
        fit="full" if relation == "match" and one.compared.agrees else "partial",
        claims=incident.claims,
        told=told,
        weights=one.weights,
        place=record.place,
        earliest=record.earliest,
        latest=record.latest,
        km=one.compared.km,
        event=record.event,
        summary=record.summary,
        status=record.status,
        origin=record.origin,
        url=record.url,
    )
