"""Reprints: pairs that readers labelled, and what the candidates miss of an exhaustive search."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from takhrij.bench.copy_sets import made
from takhrij.corpus.families import CLOSE, Report, kind_of, kinships
from takhrij.corpus.fingerprints import candidates, fingerprints_of
from takhrij.corpus.overlap import overlaps

SEARCHED = 5_000
"""Articles, real and made, among which the candidates are held against every pair."""


CONTAINED = 0.16


def measure(data: Path, searched: int = SEARCHED) -> dict[str, Any]:
    """F1 of `same_origin` on the Arabic pairs; recall of pairs against a search that misses none.

    The exhaustive search takes every pair that shares one 5-gram at all: those of which one
    holds 16 % of the other's 5-grams, and those that close reading calls kin, by kind.
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
    every = candidates(fingerprints_of(texts, sample=1), common=len(texts))
    pairs = [(a, b) for a, b, _ in every]
    kinds = {p: kind_of(over) for p, over in zip(pairs, overlaps(texts, pairs), strict=True)}
    here = {(a, b) for a, b, shared in candidates(fingerprints_of(texts)) if shared >= CLOSE}
    grams = fingerprints_of(texts, sample=1)
    distinct = [len(set(grams.row(number).tolist())) for number in range(len(texts))]
    held = {(a, b) for a, b, n in every if n >= CONTAINED * min(distinct[a], distinct[b])}
    reprints = {pair for pair, kind in kinds.items() if kind == "reprint"}
    passages = {pair for pair, kind in kinds.items() if kind == "shared_passage"}
    return {
        "articles": len(texts),
        "containment_at_16_percent": _kept(held, here),
        "reprints": _kept(reprints, here),
        "shared_passages": _kept(passages, here),
        "read_closely_there": len(pairs),
        "read_closely_here": len(here),
    }


def _kept(wanted: set[tuple[int, int]], here: set[tuple[int, int]]) -> dict[str, Any]:
    return {"recall": round(len(wanted & here) / max(1, len(wanted)), 4), "pairs": len(wanted)}
