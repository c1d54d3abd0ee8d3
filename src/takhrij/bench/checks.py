"""Checks on sentences with a planted error and on hard clean ones.

The sentences (data/checks.jsonl) were written for the purpose, in Arabic and English, about
invented accidents and events at real towns. Set `a` was in sight while the checks were
written; `b` was written before and scored only after. Set `c` was written later by somebody who
had not read the checks, and its misses then taught them; `d` was scored once after that. `e` is
of offices and their holders, written with that check in sight. What each gave when it was first
scored stands in `first_scores`. Intervals are Wilson's, 95 %.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from math import sqrt
from pathlib import Path
from typing import Any

from takhrij.annotations import Finding
from takhrij.document import Document, Language, Span, document_of
from takhrij.pipeline import read

FIRST = {
    "b": {"planted": 38, "caught": 0.842, "clean": 16, "false_alarms": 0.0},
    "c": {"planted": 80, "caught": 0.637, "clean": 80, "false_alarms": 0.087},
    "d": {"planted": 40, "caught": 0.8, "clean": 40, "false_alarms": 0.0},
}
"""What the sets gave the first time, before anything was learned from them."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One test sentence (or headline and sentence). `planted` names the check that should
    alarm; None for a clean one."""

    id: str
    set: str
    language: Language
    planted: str | None
    title: str | None
    published: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Result:
    """What the checks called inconsistent in one sentence."""

    sentence: Sentence
    alarms: tuple[str, ...]

    @property
    def caught(self) -> bool:
        return self.sentence.planted in self.alarms


def measure(data: Path) -> dict[str, Any]:
    """Planted errors caught, and clean sentences with any alarm. Needs no measuring data."""
    results = [Result(one, alarms(one)) for one in sentences()]
    return {
        **_figures(results),
        "by_set": {
            name: _figures([r for r in results if r.sentence.set == name]) for name in "abcde"
        },
        "first_scores": FIRST,
        "published": None,
        "aims": {"caught": 0.8, "false_alarms": 0.02},
    }


def sentences() -> tuple[Sentence, ...]:
    """The sentences of the data file, in order."""
    path = files("takhrij.bench") / "data" / "checks.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(
        Sentence(
            **{
                **row,
                "published": date.fromisoformat(row["published"]) if row["published"] else None,
            }
        )
        for row in rows
    )


def alarms(sentence: Sentence) -> tuple[str, ...]:
    """The checks that find an inconsistency."""
    found: tuple[Finding, ...] = read(as_document(sentence)).layer(Finding)
    return tuple(dict.fromkeys(f.check for f in found if f.outcome == "inconsistent"))


def wilson(hits: int, tries: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's score interval of a share (Wilson 1927), 95 % by default."""
    share, spread = hits / tries, z * z / tries
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * sqrt(share * (1 - share) / tries + spread / (4 * tries))
    return round(max(0.0, middle - half), 3), round(min(1.0, middle + half), 3)


def as_document(sentence: Sentence) -> Document:
    if sentence.title is None:
        return document_of(sentence.text, sentence.language, published=sentence.published)
    return document_of(
        f"{sentence.title}\n{sentence.text}",
        sentence.language,
        published=sentence.published,
        title=sentence.title,
        title_span=Span(0, len(sentence.title)),
        body_start=len(sentence.title) + 1,
    )


def _figures(results: Sequence[Result]) -> dict[str, Any]:
    planted = [r for r in results if r.sentence.planted is not None]
    clean = [r for r in results if r.sentence.planted is None]
    missed = Counter(str(r.sentence.planted) for r in planted if not r.caught)
    every = Counter(str(r.sentence.planted) for r in planted)
    caught, alarmed = sum(r.caught for r in planted), sum(bool(r.alarms) for r in clean)
    return {
        "caught": round(caught / len(planted), 3),
        "caught_interval": wilson(caught, len(planted)),
        "planted": len(planted),
        "false_alarms": round(alarmed / len(clean), 3),
        "false_alarms_interval": wilson(alarmed, len(clean)),
        "clean": len(clean),
        "by_check": {
            name: {"planted": count, "caught": count - missed[name]}
            for name, count in sorted(every.items())
        },
        "false_alarms_in": [r.sentence.id for r in clean if r.alarms],
        "missed": [r.sentence.id for r in planted if not r.caught],
    }
