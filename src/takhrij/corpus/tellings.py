"""Who a claim and the passages on it go back to: the seam between evidence and origins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import combinations

from takhrij.annotations import ClaimOrigins, Evidence, Origin
from takhrij.corpus.credits import credited
from takhrij.corpus.hands import lines_of, lines_over
from takhrij.corpus.library import Library
from takhrij.corpus.origins import Telling, origins
from takhrij.corpus.templates import groups_of
from takhrij.document import Document, Span
from takhrij.language.fold import fold

COPIED = 10
"""Words in a row by which two passages on one claim are one telling: a place and a date that two
reporters give alike come to eight."""
_PASSAGE = "passage:"


def with_origins(
    document: Document, evidence: Sequence[Evidence], library: Library
) -> Iterator[Evidence]:
    """Each passage with the origin that its report goes back to, where it takes a side."""
    for claim in dict.fromkeys(one.claim for one in evidence):
        mine = [one for one in evidence if one.claim == claim]
        for stance in ("supports", "refutes"):
            sided = [one for one in mine if one.stance == stance and not one.own_family]
            found = _by_document(_origins(document, claim, sided, library))
            yield from (replace(one, origin=found.get(one.document, one.origin)) for one in sided)
        yield from (one for one in mine if one.own_family or one.stance not in _SIDES)


_SIDES = ("supports", "refutes")


def claim_origins(document: Document, library: Library) -> tuple[ClaimOrigins, ...]:
    """For each claim with support, who it goes back to here and in the reports that support it.

    Needs the layers Evidence, Chain and Attribution. Passages of the own family are left out.
    """
    found: dict[str, list[Evidence]] = {}
    for one in document.layer(Evidence):
        if one.stance == "supports" and not one.own_family:
            found.setdefault(one.claim, []).append(one)
    return tuple(
        ClaimOrigins(claim, _origins(document, claim, passages, library))
        for claim, passages in found.items()
    )


def _origins(
    document: Document, claim: str, passages: Sequence[Evidence], library: Library
) -> tuple[Origin, ...]:
    if not passages:
        return ()
    one_each = {one.document: one for one in reversed(passages)}
    families = _families([one_each[name] for name in sorted(one_each)])
    tellings = [
        _telling(library.document(name), one, families[name])
        for name, one in sorted(one_each.items())
    ]
    own = Telling(
        document.id,
        lines_of(document, claim),
        credited(document),
        None,
        document.metadata.publisher,
        document.metadata.published,
    )
    return origins([own, *tellings]).origins


def _families(passages: Sequence[Evidence]) -> dict[str, str | None]:
    """The family of each passage's report. Two passages in the same words are of one, whatever
    else their reports tell: the sentence that speaks of the claim was copied."""
    found = {one.document: one.family for one in passages}
    alike = [
        (one.document, other.document)
        for one, other in combinations(passages, 2)
        if (one.family is not None and one.family == other.family) or _in_same_words(one, other)
    ]
    for group in groups_of(list(found), alike):
        if len(group) > 1:
            known = next((family for name in group if (family := found[name])), None)
            found.update(dict.fromkeys(group, known or f"{_PASSAGE}{group[0]}"))
    return found


def _in_same_words(one: Evidence, other: Evidence) -> bool:
    first, second = (fold(passage.text).split() for passage in (one, other))
    run = SequenceMatcher(None, first, second, autojunk=False).find_longest_match()
    return run.size >= COPIED


def _telling(report: Document, passage: Evidence, family: str | None) -> Telling:
    meta = report.metadata
    span = Span(passage.start, passage.end)
    return Telling(
        report.id,
        lines_over(report, span),
        credited(report),
        family,
        meta.publisher,
        meta.published,
    )


def _by_document(found: Iterable[Origin]) -> dict[str, str]:
    """The first origin that each report stands behind."""
    return {one.document: origin.id for origin in reversed(tuple(found)) for one in origin.behind}
