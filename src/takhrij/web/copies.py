"""Families of copies in the folder, and what differs between two reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from takhrij.casefile.families import change_row, diff_rows
from takhrij.casefile.rows import Row
from takhrij.corpus.changes import changes
from takhrij.corpus.families import Family, families, kinships
from takhrij.document import Document
from takhrij.store.cases import Cases
from takhrij.store.corpus import Corpus
from takhrij.store.people import People
from takhrij.store.reports import stored_reports
from takhrij.web.identity import Ask

MOST = 5_000
"""Reports among which families are looked for while a page waits."""
LONGEST = 60_000
"""Characters of the longer of two reports that are compared while a page waits."""


@dataclass(frozen=True, slots=True)
class Member:
    id: str
    title: str
    language: str
    published: date | None
    case: str | None


@dataclass(frozen=True, slots=True)
class Kin:
    """A family with its members named; only those that are open to whoever asks."""

    kind: str
    origin: str | None
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """From one report to the other: the changes named, other wording aside, and the text with
    every change in it."""

    named: tuple[Row, ...]
    diff: tuple[Row, ...]


def families_of(ask: Ask) -> tuple[list[Kin], bool]:
    """The families in the folder, and whether there are too many reports to look for them here."""
    with ask.corpus() as corpus:
        if _are_more(corpus, MOST):
            return [], True
        hidden = People(corpus).hidden_documents(ask.who)
        found = _found(ask, corpus)
        return [
            _kin(corpus, family, members)
            for family in found
            if len(members := [m for m in family.members if m not in hidden]) > 1
        ], False


def _are_more(corpus: Corpus, most: int) -> bool:
    """Whether a corpus holds more documents; those beyond aren't counted."""
    ask = "SELECT count(*) FROM (SELECT 1 FROM document LIMIT ?)"
    (count,) = corpus.connection.execute(ask, [most + 1]).fetchone()
    return int(count) > most


def _found(ask: Ask, corpus: Corpus) -> Sequence[Family]:
    """Looked for anew only when reports came or went."""
    held = ask.request.app.state.families
    ask_for = "SELECT count(*), coalesce(max(number), 0) FROM document"
    key = tuple(corpus.connection.execute(ask_for).fetchone())
    with ask.desk.index_lock:
        if key not in held:
            reports, prints = stored_reports(corpus)
            held.clear()
            held[key] = families(reports, kinships(reports, prints))
        found: Sequence[Family] = held[key]
    return found


def _kin(corpus: Corpus, family: Family, members: Sequence[str]) -> Kin:
    cases = Cases(corpus).of_documents(members)
    told = []
    for identity in members:
        language, meta = corpus.about(identity)
        title = meta.title or meta.source
        told.append(Member(identity, title, language, meta.published, cases.get(identity)))
    return Kin(family.kind, family.origin, tuple(told))


def compared(before: Document, after: Document) -> Compared | None:
    """What changed from one report to the other, as the case file shows it; None where they are
    too long to compare here, or in two languages."""
    if max(len(before.text), len(after.text)) > LONGEST or before.language != after.language:
        return None
    named = (one for one in changes(before, after) if one.kind != "wording")
    found = tuple(change_row(one, before, after) for one in named)
    return Compared(found, tuple(diff_rows(before.text, after.text)))
