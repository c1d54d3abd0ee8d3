"""Families: reports that copy one another, and the report each goes back to.

Two reports are kin when at least half of one of them stands in the other (`reprint`), when
one tells the other in another language (`translation`), or when a passage of some length is
common (`shared_passage`). Families are the groups connected by reprints and translations;
a passage in common never joins two families into one. Text that stands in many reports which
share no more than that is `template`: it makes no kin.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from takhrij.checks.drafts import INTERFACES
from takhrij.corpus.close_reading import Reader
from takhrij.corpus.fingerprints import fingerprints_of, pairs_of, shared_by
from takhrij.corpus.firsts import First, origin_of
from takhrij.corpus.kin import Kind, Kinship, Report, Told
from takhrij.corpus.overlap import Overlap, overlaps
from takhrij.corpus.rows import Hashes, Rows, of_rows
from takhrij.corpus.templates import groups_of, templates
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
    reports: Sequence[Told],
    prints: Sequence[Hashes] | Rows | None = None,
    read: Reader = overlaps,
) -> tuple[Kinship, ...]:
    """Every pair that shares text, from candidates that share fingerprints, in order of ids.

    Pass `prints` where the fingerprints are already known; they must be in the reports' order,
    and only the texts of candidates are asked for. `read` may read the pairs on an engine.
    """
    known = fingerprints_of([one.text for one in reports]) if prints is None else prints
    known = known if isinstance(known, Rows) else of_rows(known)
    shared = shared_by(known)
    pairs = [(first, second) for first, second, count in pairs_of(shared) if count >= CLOSE]
    texts = {at: reports[at].text for at in sorted({at for pair in pairs for at in pair})}
    kin = dict(_kin(reports, pairs, read(texts, pairs, {})))
    copies = [pair for pair, one in kin.items() if one.kind == "reprint"]
    standing = templates(reports, shared, copies)
    again = [pair for pair in kin if pair[0] in standing.words and pair[1] in standing.words]
    for pair in again:
        del kin[pair]
    kin.update(_kin(reports, again, read(texts, again, standing.words)))
    found = [*kin.values(), *standing.kin]
    return tuple(sorted(found, key=lambda one: (one.first, one.second)))


def _kin(
    reports: Sequence[Told], pairs: Sequence[tuple[int, int]], read: Iterable[Overlap]
) -> Iterator[tuple[tuple[int, int], Kinship]]:
    """The kin among pairs of reports, by what they were found to share."""
    for pair, over in zip(pairs, read, strict=True):
        one = _kinship(reports[pair[0]].id, reports[pair[1]].id, over)
        if one is not None:
            yield pair, one


def _kinship(first: str, second: str, over: Overlap) -> Kinship | None:
    kind = kind_of(over)
    return Kinship(first, second, kind, over.first, over.second, over.longest) if kind else None


def kind_of(over: Overlap) -> Kind | None:
    """What two reports that share so much are to one another; None for nothing."""
    if over.most >= REPRINT:
        return "reprint"
    return "shared_passage" if over.longest >= PASSAGE else None


def families(reports: Sequence[Told], kin: Iterable[Kinship]) -> tuple[Family, ...]:
    """The families of two or more, by id of their first member in the reports' order."""
    by_id = {report.id: report for report in reports}
    pairs = tuple(kin)
    whole = [pair for pair in pairs if pair.kind in ("reprint", "translation")]
    standing = [pair for pair in pairs if pair.kind == "template"]
    ids = [report.id for report in reports]
    groups = groups_of(ids, [(pair.first, pair.second) for pair in whole])
    found = [_family(tuple(by_id[m] for m in group), whole) for group in groups if len(group) > 1]
    group_of = {member: number for number, group in enumerate(groups) for member in group}
    found += [
        _family((by_id[pair.first], by_id[pair.second]), (pair,))
        for pair in pairs
        if pair.kind == "shared_passage" and group_of[pair.first] != group_of[pair.second]
    ]
    together = groups_of(ids, [(pair.first, pair.second) for pair in standing])
    found += [_standing(tuple(group)) for group in together if len(group) > 1]
    order = {report.id: number for number, report in enumerate(reports)}
    return tuple(sorted(found, key=lambda family: [order[member] for member in family.members]))


def _family(members: tuple[Told, ...], pairs: Iterable[Kinship]) -> Family:
    ids = tuple(member.id for member in members)
    inside = [pair for pair in pairs if pair.first in ids and pair.second in ids]
    kind: Kind = "translation" if any(p.kind == "translation" for p in inside) else inside[0].kind
    found = origin_of(members, inside)
    whys = tuple((language, _said(found, language)) for language in INTERFACES)
    return Family(_named(kind, ids), ids, found.member, kind, dict(whys)["en"], whys)


def _standing(ids: tuple[str, ...]) -> Family:
    """Reports in which one text stands that is news of none of them."""
    whys = tuple((language, _said(First(None, "standing"), language)) for language in INTERFACES)
    return Family(_named("template", ids), ids, None, "template", dict(whys)["en"], whys)


def _named(kind: Kind, ids: Iterable[str]) -> str:
    return digest(json.dumps([kind, *sorted(ids)]).encode())


def _said(found: First, language: str) -> str:
    words: dict[str, str] = load(language, "messages")["families"]
    return words[found.reason].format(value=found.value)
