"""No side taken: articles with the names of the parties exchanged, and what changes then.

Fifty articles of either language that name a party of data/neutrality.toml, drawn by a fixed
seed, and fifty others are read as they are and with the names exchanged, and compared in order:
what each check found, the stance of claims of the same article towards one another (`models`;
`stances` once slots have settled them as evidence does), the verdicts of the report alone and
what those stances come to. Notes of the wording check are left aside: words that judge a party
are listed by name, and go with the name. Read by the rules, judged by the stance models that are
installed.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

from takhrij.annotations import Claim, Finding, Incident, Stance, Verdict
from takhrij.bench.exchange import exchanged
from takhrij.bench.incident_sets import fakes, titled
from takhrij.calibration import Voice, chances
from takhrij.claims.told import told_by
from takhrij.corpus.facts import facts
from takhrij.corpus.settling import bears, settle
from takhrij.corpus.stance import Stance as Judged
from takhrij.corpus.stance import stances
from takhrij.document import Document, Language
from takhrij.pipeline import RULES, read

ARTICLES = 50
"""Of each language."""
CLAIMS = 3
"""Of an article, that are judged by passages."""
PASSAGES = 3
"""Of the article, for each of these claims."""
SEED = 7
KINDS = ("claims", "findings", "models", "stances", "verdicts")
JUDGED = frozenset(KINDS) - {"models"}
"""What a case shows: an article is unchanged where all these are."""
ASIDE = frozenset({"wording", "tenure"})
"""Checks that go with the name: one names words and judges nothing, one looks up who held the
office of that very state."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is compared of one reading. Each tuple is in text order."""

    claims: tuple[str, ...]
    findings: tuple[str, ...]
    models: tuple[str, ...]
    """The stances that the models give, before facts settle them."""
    stances: tuple[str, ...]
    verdicts: tuple[str, ...]
    confidences: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that came out otherwise: before and after; None where it is not there."""

    article: str
    what: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Exchanged:
    """An article as it is, and with the names exchanged."""

    name: str
    as_is: Document
    other: Document


def measure(data: Path, articles: int = ARTICLES) -> dict[str, Any]:
    """Shares of articles, and of findings, stances and verdicts, that stay as they were: in the
    articles drawn, and (`others`) in as many of those that are left."""
    able = [_able(_news(data), "ar"), _able(_fakes(data), "en")]
    first = [_drawn(found, articles) for found in able]
    left = [
        [one for one in found if one not in some] for found, some in zip(able, first, strict=True)
    ]
    others = [_drawn(found, articles) for found in left]
    return {
        **_compared(list(chain.from_iterable(first))),
        "others": _compared(list(chain.from_iterable(others))),
        "published": "none found",
    }


def _compared(pairs: Sequence[Exchanged]) -> dict[str, Any]:
    read_twice = [(one.name, *readings(one.as_is, one.other)) for one in pairs]
    changes = [change for one in read_twice for change in changed(*one)]
    touched = {one.article for one in changes if one.what in JUDGED}
    both = [(one, other) for _, one, other in read_twice]
    return {
        "articles": len(pairs),
        "articles_unchanged": _share(len(touched), len(pairs)),
        **{kind: _kind(kind, both, changes) for kind in KINDS},
        "confidence_within_.05": _near(read_twice),
        "changes": [
            {"article": one.article, "what": one.what, "before": one.before, "after": one.after}
            for one in changes
        ],
    }


def _share(bad: int, every: int) -> float:
    return round(1 - bad / max(1, every), 4)


def _kind(
    kind: str, pairs: Sequence[tuple[Reading, Reading]], changes: Sequence[Change]
) -> dict[str, Any]:
    n = sum(len(getattr(one, kind)) for one, _ in pairs)
    return {"n": n, "unchanged": _share(sum(one.what == kind for one in changes), n)}


def _near(read_twice: Sequence[tuple[str, Reading, Reading]]) -> float:
    pairs = [
        (one, other)
        for _, first, second in read_twice
        for one, other in zip(first.confidences, second.confidences, strict=False)
    ]
    return _share(sum(abs(one - other) > 0.05 for one, other in pairs), len(pairs))


def _news(data: Path) -> Iterator[tuple[str, Document]]:
    with (data / "arabic-news" / "articles.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            day = date.fromisoformat(row["extracted"][:10])
            yield f"arabic-news {number}", titled(row["title"], row["text"], "ar", day)


def _fakes(data: Path) -> Iterator[tuple[str, Document]]:
    for number, (document, crowd) in enumerate(fakes(data / "fa-kes")):
        yield f"fa-kes {number}", document.with_metadata(published=crowd.day)


def _able(found: Iterator[tuple[str, Document]], language: Language) -> list[Exchanged]:
    """Articles that name a party, in an order fixed by the seed."""
    every = [Exchanged(name, one, exchanged(one)) for name, one in found]
    able = [one for one in every if one.as_is.text != one.other.text]
    return random.Random(f"{SEED} {language}").sample(able, len(able))


def _drawn(able: Sequence[Exchanged], most: int) -> list[Exchanged]:
    return sorted(able[:most], key=lambda one: one.name)


def readings(one: Document, other: Document) -> tuple[Reading, Reading]:
    """Both readings of an article, as far as they are compared; judged in one batch, since the
    models see the same text where all names are stand-ins."""
    found = [read(document, RULES) for document in (one, other)]
    pairs = [list(_pairs(_checkable(document))) for document in found]
    given = stances(
        [
            (document.quote(claim.span), document.quote(passage.span))
            for document, some in zip(found, pairs, strict=True)
            for claim, passage in some
        ]
    )
    cut = len(pairs[0])
    return _reading(found[0], pairs[0], given[:cut]), _reading(found[1], pairs[1], given[cut:])


def _checkable(document: Document) -> list[Claim]:
    return [claim for claim in document.layer(Claim) if claim.checkable]


def _reading(
    found: Document, pairs: Sequence[tuple[Claim, Claim]], given: Sequence[Judged]
) -> Reading:
    stood = [_settled(found, *pair, label) for pair, label in zip(pairs, given, strict=True)]
    voices = [Voice(stance, one.score) for stance, one in zip(stood, given, strict=True)]
    likely = [chances(voices[at : at + PASSAGES]) for at in range(0, len(voices), PASSAGES)]
    return Reading(
        claims=tuple(claim.event or "" for claim in _checkable(found)),
        findings=tuple(
            f"{one.check}: {one.outcome}" for one in found.layer(Finding) if one.check not in ASIDE
        ),
        models=tuple(one.label for one in given),
        stances=tuple(stood),
        verdicts=(
            *(verdict.label for verdict in found.layer(Verdict)),
            *(max(one, key=lambda label: one[label]) for one in likely),
        ),
        confidences=tuple(max(one.values()) for one in likely),
    )


def _pairs(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Some claims, each with claims told after it as passages (the first again after the last)."""
    for at, claim in enumerate(claims[:CLAIMS]):
        for step in range(1, PASSAGES + 1):
            yield claim, claims[(at + step) % len(claims)]


def _settled(document: Document, claim: Claim, passage: Claim, given: Judged) -> Stance:
    """The stance as evidence has it: a side is taken only on the claim's own event."""
    incidents = {name: one for one in document.layer(Incident) for name in one.claims}
    ours, theirs = (told_by(document, one, incidents.get(one.id)) for one in (claim, passage))
    compared = facts(ours, theirs)
    if not bears(compared):
        return "unrelated"
    anchored = bool(ours.places or ours.days)
    return settle(given.label, compared, given.wording, anchored=anchored)


def changed(article: str, one: Reading, other: Reading) -> Iterator[Change]:
    """What came out otherwise, kind by kind: in place of one another, where it goes by pairs, else
    in order, so that a finding more or less shifts nothing."""
    for kind in KINDS:
        differing = _apart if kind in ("models", "stances") else _differing
        for before, after in differing(getattr(one, kind), getattr(other, kind)):
            yield Change(article, kind, before, after)


def _apart(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    yield from (pair for pair in zip_longest(one, other) if pair[0] != pair[1])


def _differing(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    aligned = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    for tag, start, end, start_other, end_other in aligned:
        if tag != "equal":
            yield from zip_longest(one[start:end], other[start_other:end_other])
