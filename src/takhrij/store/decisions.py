"""Decisions in the store: appended, never edited, each in the custody log as it is made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from takhrij.casefile.corrections import checked, row_of
from takhrij.casefile.decisions import ACTIONS, KINDS, Decision, Draft, in_force, state, waiting
from takhrij.casefile.judged import decision_row
from takhrij.errors import UsageError
from takhrij.store.cases import Cases
from takhrij.store.custody import Event, append, canonical
from takhrij.store.fact_rows import keep_judged_facts

LONGEST = 10_000
"""Characters of a comment or a reason."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided about the cases of a corpus."""

    cases: Cases

    def of(self, case: str, version: int) -> tuple[Decision, ...]:
        """Every decision on a version of a case, in the order they were made."""
        rows = self.cases.corpus.connection.execute(
            "SELECT number, case_id, version, action, kind, key, value, why, who, at FROM decision"
            " WHERE case_id = ? AND version = ? ORDER BY number",
            [case, version],
        )
        return tuple(row_read(row) for row in rows)

    def add(self, key: str, draft: Draft, who: str, at: str) -> Decision:
        """Add a decision on the newest version of a case, log it, and commit.

        `at` is UTC in ISO form. Raises UsageError if the draft doesn't fit the case or where
        it stands.
        """
        connection = self.cases.corpus.connection
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            head = self.cases.head(key)
            case, before = self.cases.read(key, head.version), self.of(key, head.version)
            fit = _fitting(case, before, draft, who)
            number = 1 + max((one.number for one in before), default=self._last(key))
            target = (fit.action, fit.kind, fit.key, fit.value, fit.why)
            made = Decision(number, key, head.version, *target, who, at)
            self._insert(made)
            self._note(case, (*before, made))
            keep_judged_facts(connection, key, case, (*before, made))
            event = Event("decision", f"{key}/{number}", decision_row(made))
            append(connection, event, replace(self.cases.corpus.witness, who=who))
        return made

    def _last(self, key: str) -> int:
        (last,) = self.cases.corpus.connection.execute(
            "SELECT coalesce(max(number), 0) FROM decision WHERE case_id = ?", [key]
        ).fetchone()
        return int(last)

    def _insert(self, one: Decision) -> None:
        value = None if one.value is None else canonical(one.value)
        self.cases.corpus.connection.execute(
            "INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [one.case, one.number, one.version, one.action, one.kind, one.key, value, one.why,
             one.who, one.at],
        )  # fmt: skip

    def _note(self, case: Mapping[str, Any], decisions: tuple[Decision, ...]) -> None:
        """Keep the list of cases in step with what was decided."""
        self.cases.corpus.connection.execute(
            "UPDATE case_head SET status = ?, waiting = ?, decisions = ? WHERE id = ?",
            [state(decisions).status, len(waiting(case, decisions)), len(decisions),
             decisions[-1].case],
        )  # fmt: skip


def row_read(row: tuple[Any, ...]) -> Decision:
    """A decision from its columns, in the order of its fields."""
    *target, value, why, who, at = row
    value = None if value is None else json.loads(value)
    return Decision(*[*target, value, why, who, at])


def _fitting(
    case: Mapping[str, Any], before: tuple[Decision, ...], draft: Draft, who: str
) -> Draft:
    """The draft with its value in the case file's form. Raises UsageError if it doesn't fit."""
    if draft.action not in ACTIONS or draft.kind not in KINDS:
        raise UsageError(f"no action {draft.action!r} on a {draft.kind!r}; {', '.join(ACTIONS)}")
    if len(draft.why) > LONGEST:
        raise UsageError(f"the reason is too long; {LONGEST} characters are enough")
    _fits_state(before, draft, who)
    if draft.action == "undo":
        return replace(draft, kind="case", key="", value=_undone(before, draft))
    if draft.kind == "case":
        if draft.action not in ("comment", "close"):
            raise UsageError(
                "a whole case can be commented on or closed; judge its parts one by one"
            )
    else:
        row_of(case, draft.kind, draft.key)
    if draft.action == "correct":
        return replace(draft, value=checked(case, draft.kind, draft.key, draft.value or {}))
    if draft.action in ("comment", "reject") and not draft.why.strip():
        raise UsageError("say why: a comment or a rejection needs words")
    return replace(draft, value=None)


def _fits_state(before: tuple[Decision, ...], draft: Draft, who: str) -> None:
    now = state(before)
    if draft.action == "close":
        if draft.kind != "case":
            raise UsageError("only a whole case can be closed")
        if now.status == "second_reader" and now.first == who:
            raise UsageError("you closed it first; a second reader must close it")
    if now.status == "closed" and draft.action not in ("comment", "undo"):
        raise UsageError("the case is closed; undo a closing to open it again")


def _undone(before: tuple[Decision, ...], draft: Draft) -> dict[str, int]:
    number = (draft.value or {}).get("number")
    known = {one.number for one in in_force(before)}
    undos = {one.number for one in before if one.action == "undo"}
    if number not in known | undos:
        raise UsageError(f"there is no decision {number!r} in force to undo")
    return {"number": int(str(number))}
