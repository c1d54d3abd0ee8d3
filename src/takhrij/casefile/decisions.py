"""What people decide about a case: rows that are only ever added, and where they leave it.

A decision never changes another: undoing is a row that names the one undone. What the
machine read and what people say of it stay apart; `judged` brings them together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Row = Mapping[str, Any]

Action = Literal["accept", "correct", "reject", "comment", "undo", "close"]
ACTIONS: tuple[Action, ...] = ("accept", "correct", "reject", "comment", "undo", "close")
READINGS: tuple[Action, ...] = ("accept", "correct", "reject")
"""Actions that say something of the machine's reading; the last in force counts."""
Kind = Literal[
    "case", "claim", "mention", "entity", "attribution", "finding", "evidence", "record", "verdict"
]
LISTS: dict[str, str] = {
    "claim": "claims",
    "mention": "mentions",
    "entity": "entities",
    "attribution": "attributions",
    "finding": "findings",
    "evidence": "evidence",
    "record": "records",
    "verdict": "verdicts",
}
"""The list of the case in which each kind of target stands. A verdict goes by its claim."""
KINDS: tuple[str, ...] = ("case", *LISTS)
Status = Literal["new", "in_review", "second_reader", "closed"]
STATUSES: tuple[Status, ...] = ("second_reader", "in_review", "new", "closed")


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision as somebody asks for it. `key` is the target's id; a whole case has "".

    `value` holds what a correction sets, and for an undo `{"number": n}`.
    """

    action: Action
    kind: Kind = "case"
    key: str = ""
    value: Row | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """One row: who decided what about which annotation of which version, when and why.

    `number` counts decisions from 1 within the case; `at` is UTC in ISO form, to the second.
    """

    number: int
    case: str
    version: int
    action: Action
    kind: Kind
    key: str
    value: Row | None
    why: str
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class State:
    """Where a case stands. `first` is the reader who closed it first, `second` who closed it."""

    status: Status
    first: str | None = None
    second: str | None = None


def in_force(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The decisions that no undo in force takes back, undos left out, in order."""
    undone: set[int] = set()
    for one in reversed(decisions):
        if one.action == "undo" and one.number not in undone:
            undone.add(undoes(one))
    return tuple(d for d in decisions if d.action != "undo" and d.number not in undone)


def undoes(decision: Decision) -> int:
    """The number of the decision that an undo takes back; 0 for any other."""
    number = (decision.value or {}).get("number", 0)
    return int(number) if decision.action == "undo" else 0


def state(decisions: Sequence[Decision]) -> State:
    """A case is closed when two different readers have closed it with no change between.

    A change is an accept, correct or reject, or an undo of one: whoever closed before it has
    not seen it, so their closing no longer counts.
    """
    if not decisions:
        return State("new")
    living = {one.number for one in in_force(decisions)}
    by_number = {one.number: one for one in decisions}
    first: str | None = None
    for one in decisions:
        if _is_change(one, by_number):
            first = None
        elif one.action == "close" and one.number in living:
            if first is not None and one.who != first:
                return State("closed", first, one.who)
            first = one.who
    return State("in_review") if first is None else State("second_reader", first)


def _is_change(decision: Decision, by_number: Mapping[int, Decision]) -> bool:
    undone = by_number.get(undoes(decision))
    return decision.action in READINGS or (undone is not None and undone.action in READINGS)


def asked(case: Row) -> tuple[tuple[Kind, str], ...]:
    """What a reader should look at first: kind and id, in the order of the case.

    Findings that don't fit, places with more than one candidate or none, attributions that
    only a model found, and verdicts that support or refute.
    """
    found: list[tuple[Kind, str]] = []
    found += [("finding", f["id"]) for f in case["findings"] if f["outcome"] == "inconsistent"]
    found += [("entity", e["id"]) for e in case["entities"] if _is_open_place(e)]
    found += [("attribution", a["id"]) for a in case["attributions"] if _is_unsure(a)]
    found += [
        ("verdict", v["claim"])
        for v in case.get("verdicts", ())
        if v["label"] != "not_enough_evidence"
    ]
    return tuple(found)


def _is_open_place(entity: Row) -> bool:
    if entity["type"] != "place":
        return False
    return entity["lat"] is None or bool(entity.get("alternatives"))


def _is_unsure(attribution: Row) -> bool:
    return bool(attribution.get("inferred")) or attribution.get("made_by") == "model"


def waiting(case: Row, decisions: Iterable[Decision]) -> tuple[tuple[Kind, str], ...]:
    """What of `asked(case)` nobody has judged yet."""
    done = {(d.kind, d.key) for d in in_force(tuple(decisions)) if d.action in READINGS}
    return tuple(target for target in asked(case) if target not in done)
