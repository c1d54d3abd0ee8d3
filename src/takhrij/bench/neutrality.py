"""No side taken: articles with the names of the parties exchanged, and what changes then.

Fifty articles of either language that name a party of data/neutrality.toml, drawn by a fixed
seed, are read as they are and with the names exchanged, and compared in order: what each check
found, the stance of claims of the same article towards one another (`models`; `stances` once
slots have settled them as evidence does), the verdicts of the report alone and what those
stances come to. Notes of the wording check are left aside: words that judge a party are listed
by name, and go with the name. Read by the rules, judged by the stance models that are installed.
"""

from __future__ import annotations

import json
import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from functools import cache, partial
from importlib.resources import files
from itertools import zip_longest
from pathlib import Path
from typing import Any

from takhrij.annotations import Claim, Finding, Incident, Stance, Verdict
from takhrij.bench.incident_sets import fakes, titled
from takhrij.calibration import Voice, chances
from takhrij.claims.told import told_by
from takhrij.corpus.evidence import bears, settle
from takhrij.corpus.facts import facts
from takhrij.corpus.stance import stances
from takhrij.document import Document, Language, Span
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
_PREFIX = r"(?<!\w)(?P<before>[وف]?[بكل]?)"
_ARTICLE = r"(?<!\w)(?P<before>[وف]?(?:[بك]?ال|لل|[بكل])?)"
_ENDING = r"(?P<after>ة|ين|ون|ان|تين|تان|ات)?(?!\w)"


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


def measure(data: Path, articles: int = ARTICLES) -> dict[str, Any]:
    """Shares of articles, and of findings, stances and verdicts, that stay as they were."""
    drawn = [*_drawn(_news(data), "ar", articles), *_drawn(_fakes(data), "en", articles)]
    read_twice = [(name, reading(one), reading(other)) for name, one, other in drawn]
    changes = [change for one in read_twice for change in changed(*one)]
    return {
        "articles": len(drawn),
        "articles_unchanged": _share(
            len({one.article for one in changes if one.what in JUDGED}), len(drawn)
        ),
        **{
            kind: _kind(kind, [(one, other) for _, one, other in read_twice], changes)
            for kind in KINDS
        },
        "confidence_within_.05": _near(read_twice),
        "changes": [
            {"article": one.article, "what": one.what, "before": one.before, "after": one.after}
            for one in changes
        ],
        "published": "none found",
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


def _drawn(
    found: Iterator[tuple[str, Document]], language: Language, most: int
) -> list[tuple[str, Document, Document]]:
    """Articles that name a party, each beside itself with the names exchanged."""
    able = [(name, one, exchanged(one)) for name, one in found]
    able = [(name, one, other) for name, one, other in able if one.text != other.text]
    drawn = random.Random(f"{SEED} {language}").sample(able, min(most, len(able)))
    return sorted(drawn, key=lambda one: one[0])


def exchanged(document: Document) -> Document:
    """The same report with the names exchanged in title and body."""
    title, body = document.metadata.title or "", document.text[document.metadata.body_start :]
    if not document.metadata.title_span:
        return replace(document, text=swapped(document.text, document.language), layers=())
    title, body = (swapped(text, document.language) for text in (title, body))
    meta = replace(
        document.metadata, title=title, title_span=Span(0, len(title)), body_start=len(title) + 1
    )
    return replace(document, text=f"{title}\n{body}", metadata=meta, layers=())


def swapped(text: str, language: Language) -> str:
    """A text with the names of its parties exchanged. Twice gives the text again, in the first
    spelling of each name."""
    for pattern, other in _patterns(language):
        text = pattern.sub(partial(_other, other), text)
    return text


def _other(other: Mapping[str, str], found: re.Match[str]) -> str:
    parts = found.groupdict()
    return f"{parts.get('before') or ''}{other[parts['name']]}{parts.get('after') or ''}"


@cache
def _patterns(language: Language) -> tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]:
    """The names, then the adjectives (each in one pass, so nothing is exchanged back)."""
    text = files("takhrij.bench").joinpath("data", "neutrality.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)[language]
    before, after = (_PREFIX, r"(?!\w)") if language == "ar" else (r"(?<!\w)", r"(?!\w)")
    made = [_pattern(table["names"], before, after)]
    if table["adjectives"]:
        made.append(_pattern(table["adjectives"], _ARTICLE, _ENDING))
    return tuple(made)


def _pattern(
    pairs: Sequence[Sequence[str | list[str]]], before: str, after: str
) -> tuple[re.Pattern[str], Mapping[str, str]]:
    other = {name: two[0] for one, two in _both_ways(pairs) for name in one}
    names = "|".join(map(re.escape, sorted(other, key=len, reverse=True)))
    return re.compile(f"{before}(?P<name>{names}){after}"), other


def _both_ways(
    pairs: Sequence[Sequence[str | list[str]]],
) -> Iterator[tuple[list[str], list[str]]]:
    for pair in pairs:
        one, two = ([side] if isinstance(side, str) else side for side in pair)
        yield one, two
        yield two, one


def reading(document: Document) -> Reading:
    """One reading of an article, as far as it is compared."""
    found = read(document, RULES)
    claims = [claim for claim in found.layer(Claim) if claim.checkable]
    pairs = list(_pairs(claims))
    given = stances([(found.quote(one.span), found.quote(two.span)) for one, two in pairs])
    stood = [_settled(found, *pair, label.label) for pair, label in zip(pairs, given, strict=True)]
    voices = [Voice(stance, one.score) for stance, one in zip(stood, given, strict=True)]
    likely = [chances(voices[at : at + PASSAGES]) for at in range(0, len(voices), PASSAGES)]
    return Reading(
        claims=tuple(claim.event or "" for claim in claims),
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


def _settled(document: Document, claim: Claim, passage: Claim, given: Stance) -> Stance:
    """The stance as evidence has it: a side is taken only on the claim's own event."""
    incidents = {name: one for one in document.layer(Incident) for name in one.claims}
    ours, theirs = (told_by(document, one, incidents.get(one.id)) for one in (claim, passage))
    compared = facts(ours, theirs)
    if not bears(compared):
        return "unrelated"
    return settle(given, compared, anchored=bool(ours.places or ours.days))


def changed(article: str, one: Reading, other: Reading) -> Iterator[Change]:
    """What came out otherwise, kind by kind."""
    for kind in KINDS:
        for before, after in _differing(getattr(one, kind), getattr(other, kind)):
            yield Change(article, kind, before, after)


def _differing(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    if len(one) == len(other):
        yield from (pair for pair in zip(one, other, strict=True) if pair[0] != pair[1])
        return
    aligned = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    for tag, start, end, start_other, end_other in aligned:
        if tag != "equal":
            yield from zip_longest(one[start:end], other[start_other:end_other])
