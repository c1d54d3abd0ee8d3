"""Reprints: pairs that readers labelled, and what the candidates miss of an exhaustive search."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from takhrij.bench.copy_sets import made
from takhrij.corpus.families import SHARED, Report, kind_of, kinships
from takhrij.corpus.fingerprints import candidates, fingerprints_of
from takhrij.corpus.overlap import overlaps

SEARCHED = 5_000
"""Articles, real and made, among which the candidates are held against every pair."""


def measure(data: Path, searched: int = SEARCHED) -> dict[str, Any]:
    """F1 of `same_origin` on the Arabic pairs; recall of pairs against a search that misses none.

    The exhaustive search reads closely every pair that shares one 5-gram at all.
    """
    return {
        "same_origin": _labelled(data),
        "against_exhaustive": _exhaustive(data, searched),
        "published": "exhaustive 5-word containment at .16: F1 .966 on all pairs of the set",
    }


def _labelled(data: Path) -> dict[str, Any]:
    lines = (data / "arabic-reprints" / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    hits = alarms = wanted = 0
    for line in lines:
        pair = json.loads(line)
        reports = [Report(side, pair[side]["text"]) for side in "ab"]
        said = any(kin.kind == "reprint" for kin in kinships(reports))
        same = pair["label"] == "same_origin"
        wanted, hits, alarms = wanted + same, hits + (said and same), alarms + (said and not same)
    return {
        "f1": round(2 * hits / max(1, hits + alarms + wanted), 3),
        "precision": round(hits / max(1, hits + alarms), 3),
        "recall": round(hits / max(1, wanted), 3),
        "pairs": len(lines),
    }


def _exhaustive(data: Path, count: int) -> dict[str, Any]:
    texts = made(data, count).texts
    reports = [Report(str(number), text) for number, text in enumerate(texts)]
    found = {(kin.first, kin.second) for kin in kinships(reports)}
    every = fingerprints_of(texts, sample=1)
    pairs = [(a, b) for a, b, _ in candidates(every, common=len(texts))]
    wanted = {
        (reports[a].id, reports[b].id)
        for (a, b), over in zip(pairs, overlaps(texts, pairs), strict=True)
        if kind_of(over)
    }
    here = sum(shared >= SHARED for *_, shared in candidates(fingerprints_of(texts)))
    return {
        "pair_recall": round(len(wanted & found) / max(1, len(wanted)), 4),
        "pairs_of_the_exhaustive_search": len(wanted),
        "articles": len(texts),
        "read_closely_there": len(pairs),
        "read_closely_here": here,
    }
