"""The people's reading of a case: the machine's, with every decision in force applied.

A pure function of the case and its decisions, so that it can be made again by anyone who
holds both. The machine's reading is never changed; both go into every export.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from takhrij.casefile.corrections import corrected
from takhrij.casefile.decisions import LISTS, READINGS, Decision, State, in_force, state

Row = Mapping[str, Any]
Target = tuple[str, str]
"""Kind and id of an annotation."""
SLOTS = ("when", "where_mentions", "actor", "affected", "how_many")


@dataclass(frozen=True, slots=True)
class Judged:
    """The people's reading. `standing` is the last accept, correct or reject of each target;
    `comments` are in order; `rejected` are left out of `case`."""

    case: Row
    standing: Mapping[Target, Decision]
    comments: Mapping[Target, tuple[Decision, ...]]
    state: State

    @property
    def rejected(self) -> tuple[Target, ...]:
        return tuple(t for t, one in self.standing.items() if one.action == "reject")


def judged(case: Row, decisions: Sequence[Decision]) -> Judged:
    """What people made of a case; `decisions` are all of one version, in order."""
    living = in_force(decisions)
    standing: dict[Target, Decision] = {(d.kind, d.key): d for d in living if d.action in READINGS}
    comments: dict[Target, tuple[Decision, ...]] = {}
    for one in living:
        if one.action == "comment":
            held = comments.get((one.kind, one.key), ())
            comments[one.kind, one.key] = (*held, one)
    changed = _corrected(case, living)
    rejected = {target for target, one in standing.items() if one.action == "reject"}
    return Judged(_without(changed, rejected), standing, comments, state(decisions))


def both(case: Row, decisions: Sequence[Decision]) -> dict[str, Any]:
    """The machine's reading, the people's, and every decision, as they are exported."""
    people = judged(case, decisions)
    return {
        "schema": "takhrij.judged/1",
        "state": {
            "status": people.state.status,
            "first_reader": people.state.first,
            "second_reader": people.state.second,
        },
        "machine": case,
        "people": people.case,
        "decisions": [decision_row(one) for one in decisions],
    }


def decision_row(one: Decision) -> dict[str, Any]:
    """A decision in the form it is exported and answered in."""
    return {
        "number": one.number,
        "version": one.version,
        "action": one.action,
        "kind": one.kind,
        "key": one.key,
        "value": None if one.value is None else dict(one.value),
        "why": one.why,
        "who": one.who,
        "at": one.at,
    }


def training(case: Row, decisions: Sequence[Decision]) -> Iterator[dict[str, Any]]:
    """One row for each annotation that people judged: what was read, what it should have been.

    `people` is null where the annotation was rejected. Rows carry the text, so that they
    stand alone; who decided is left out.
    """
    text, language = case["document"]["text"], case["document"]["language"]
    machine = _by_target(case)
    changed = _by_target(_corrected(case, in_force(decisions)))
    for (kind, key), one in judged(case, decisions).standing.items():
        if (kind, key) in machine:
            yield {
                "document": case["document"]["id"],
                "language": language,
                "kind": kind,
                "action": one.action,
                "machine": dict(machine[kind, key]),
                "people": None if one.action == "reject" else dict(changed[kind, key]),
                "made_by": case["made_by"],
                "text": text,
            }


def _by_target(case: Row) -> dict[Target, Row]:
    return {
        (kind, row["claim" if kind == "verdict" else "id"]): row
        for kind, name in LISTS.items()
        for row in case.get(name, ())
    }


# --- corrections --------------------------------------------------------------------------


def _corrected(case: Row, living: Sequence[Decision]) -> dict[str, Any]:
    """The case with every correction in force, in the order they were made."""
    text = case["document"]["text"]
    changes: dict[Target, list[Row]] = {}
    for one in living:
        if one.action == "correct" and one.value is not None:
            changes.setdefault((one.kind, one.key), []).append(one.value)
    found = dict(case)
    for (kind, key), values in changes.items():
        name, by = LISTS[kind], "claim" if kind == "verdict" else "id"
        rows = list(found.get(name, ()))
        for at, row in enumerate(rows):
            if row[by] == key:
                for value in values:
                    rows[at] = corrected(rows[at], kind, value, text)
        found[name] = rows
    return _retold(found, {key for kind, key in changes if kind == "attribution"})


def _retold(case: dict[str, Any], attributions: set[str]) -> dict[str, Any]:
    """Chains tell the corrected speaker of each attribution."""
    if not attributions:
        return case
    known = {one["id"]: one for one in case["attributions"] if one["id"] in attributions}
    claims = [
        {**claim, "chain": [_link(link, known.get(link["attribution"])) for link in claim["chain"]]}
        for claim in case["claims"]
    ]
    return {**case, "claims": claims}


def _link(link: Row, attribution: Row | None) -> Row:
    if attribution is None:
        return link
    who = attribution["speaker"] or ""
    kind = attribution["kind"]
    standing = "missing" if not who else "unnamed" if kind == "unnamed_person" else "named"
    told = {"who": who, "kind": kind, "knowledge": attribution["knowledge"]}
    if who != link["who"]:
        told["perhaps"] = None
    return {**link, **told, "standing": standing}


# --- rejections ---------------------------------------------------------------------------


def _without(case: dict[str, Any], rejected: set[Target]) -> dict[str, Any]:
    """The case without what was rejected, and without anything that points to it."""
    if not rejected:
        return case
    gone = {kind: {key for k, key in rejected if k == kind} for kind in LISTS}
    kept = dict(case)
    for kind, name in LISTS.items():
        by = "claim" if kind == "verdict" else "id"
        if gone[kind] and name in kept:
            kept[name] = [row for row in kept[name] if row[by] not in gone[kind]]
    kept["mentions"] = [
        {**one, "entity": None} if one["entity"] in gone["entity"] else one
        for one in kept["mentions"]
    ]
    kept["claims"] = [_slots_without(claim, gone) for claim in kept["claims"]]
    kept["attributions"] = [
        {**one, "via": None} if one["via"] in gone["attribution"] else one
        for one in kept["attributions"]
    ]
    return _joined_without(kept, gone)


def _slots_without(claim: Row, gone: Mapping[str, set[str]]) -> dict[str, Any]:
    lost = gone["mention"] | gone["entity"]
    found = {**claim, "where": [key for key in claim["where"] if key not in lost]}
    for slot in SLOTS:
        if slot in claim:
            found[slot] = [key for key in claim[slot] if key not in gone["mention"]]
    kept = [key for key in claim["attributions"] if key not in gone["attribution"]]
    if len(kept) != len(claim["attributions"]):
        found["attributions"] = kept
        chain = [one for one in claim["chain"] if one["attribution"] not in gone["attribution"]]
        found |= {"chain": chain, "weakest": 0}
        found["basis"] = claim["basis"] if kept else "author"
    return found


def _joined_without(case: dict[str, Any], gone: Mapping[str, set[str]]) -> dict[str, Any]:
    """Lists that point to claims, mentions and evidence, with what is gone taken out."""
    lost = gone["claim"] | gone["mention"] | gone["attribution"]
    for one in ("evidence", "records", "verdicts"):
        case[one] = [row for row in case.get(one, ()) if row["claim"] not in gone["claim"]]
    case["verdicts"] = [
        {**row, "evidence": [key for key in row["evidence"] if key not in gone["evidence"]]}
        for row in case["verdicts"]
    ]
    case["findings"] = [
        {**row, "claims": [key for key in row["claims"] if key not in gone["claim"]]}
        for row in case["findings"]
    ]
    case["incidents"] = [
        {k: [x for x in v if x not in lost] if isinstance(v, list) else v for k, v in row.items()}
        for row in case.get("incidents", ())
    ]
    return case
