"""Families: reports that copy one another, and the report each goes back to.

Two reports are kin when at least half of one of them stands in the other (`reprint`), when
one tells the other in another language (`translation`), or when a passage of some length is
common (`shared_passage`). Families are the groups connected by reprints and translations;
a passage in common never joins two families into one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from takhrij.checks.drafts import INTERFACES
from takhrij.corpus.fingerprints import candidates, fingerprints_of
from takhrij.corpus.firsts import First, origin_of
from takhrij.corpus.kin import Kind, Kinship, Report
from takhrij.corpus.overlap import Overlap, overlaps
from takhrij.corpus.rows import Hashes, Rows
from takhrij.document import digest
from takhrij.language.lexicon import load

__all__ = ["Family", "Kind", "Kinship", "Report", "families", "kinships"]

REPRINT = 0.5
"""The main story of the shorter is the other's text. On the annotated Arabic reprints the
figure hardly moves between .45 and .58, so half is kept for its plain meaning."""
PASSAGE = 25
"""Words in common, nearly word for word, that two hands don't write by chance: about a
paragraph. Shorter runs are quotations, titles and set phrases."""
CLOSE = 1
"""Sampled fingerprints that a pair must share before it is read closely."""
SHARED = 2
"""Sampled fingerprints by which copies are followed from one to the next, unread."""


@dataclass(frozen=True, slots=True)
class Family:
    """Reports that go back to one. `origin` is None where it can't be told."""

    id: str
    members: tuple[str, ...]
    origin: str | None
    kind: Kind
    why: str
    """In English; `whys` has every interface language."""
    whys: tuple[tuple[str, str], ...] = ()


def kinships(
    reports: Sequence[Report], prints: Sequence[Hashes] | Rows | None = None
) -> tuple[Kinship, ...]:
    """Every pair that shares text, from candidates that share fingerprints, in order of ids.

    Pass `prints` where the fingerprints are already known; they must be in the reports' order.
    """
    texts = [report.text for report in reports]
    known = fingerprints_of(texts) if prints is None else prints
    pairs = [(first, second) for first, second, shared in candidates(known) if shared >= CLOSE]
    ids = [(reports[first].id, reports[second].id) for first, second in pairs]
    kin = (_kinship(*pair, over) for pair, over in zip(ids, overlaps(texts, pairs), strict=True))
    found = [one for one in kin if one is not None]
    return tuple(sorted(found, key=lambda one: (one.first, one.second)))


def _kinship(first: str, second: str, over: Overlap) -> Kinship | None:
    kind = kind_of(over)
    return Kinship(first, second, kind, over.first, over.second, over.longest) if kind else None


def kind_of(over: Overlap) -> Kind | None:
    """What two reports that share so much are to one another; None for nothing."""
    if over.most >= REPRINT:
        return "reprint"
    return "shared_passage" if over.longest >= PASSAGE else None


def families(reports: Sequence[Report], kin: Iterable[Kinship]) -> tuple[Family, ...]:
    """The families of two or more, by id of their first member in the reports' order."""
    by_id = {report.id: report for report in reports}
    pairs = tuple(kin)
    whole = [pair for pair in pairs if pair.kind != "shared_passage"]
    groups = _groups([report.id for report in reports], whole)
    found = [_family(tuple(by_id[m] for m in group), whole) for group in groups if len(group) > 1]
    group_of = {member: number for number, group in enumerate(groups) for member in group}
    found += [
        _family((by_id[pair.first], by_id[pair.second]), (pair,))
        for pair in pairs
        if pair.kind == "shared_passage" and group_of[pair.first] != group_of[pair.second]
    ]
    order = {report.id: number for number, report in enumerate(reports)}
    return tuple(sorted(found, key=lambda family: [order[member] for member in family.members]))


def _groups(ids: Sequence[str], pairs: Iterable[Kinship]) -> list[list[str]]:
    """Connected groups (union-find with path halving), members in the order of `ids`."""
    parent = {identity: identity for identity in ids}

    def root(identity: str) -> str:
        while parent[identity] != identity:
            parent[identity] = parent[parent[identity]]
            identity = parent[identity]
        return identity

    for pair in pairs:
        parent[root(pair.first)] = root(pair.second)
    groups: dict[str, list[str]] = {}
    for identity in ids:
        groups.setdefault(root(identity), []).append(identity)
    return list(groups.values())


def _family(members: tuple[Report, ...], pairs: Iterable[Kinship]) -> Family:
    ids = tuple(member.id for member in members)
    inside = [pair for pair in pairs if pair.first in ids and pair.second in ids]
    kind: Kind = "translation" if any(p.kind == "translation" for p in inside) else inside[0].kind
    found = origin_of(members, inside)
    whys = tuple((language, _said(found, language)) for language in INTERFACES)
    identity = digest(json.dumps([kind, *sorted(ids)]).encode())
    return Family(identity, ids, found.member, kind, dict(whys)["en"], whys)


def _said(found: First, language: str) -> str:
    words: dict[str, str] = load(language, "messages")["families"]
    return words[found.reason].format(value=found.value)
