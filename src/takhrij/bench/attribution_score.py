"""Scoring attributions: pure functions from marked and found to figures.

Two attributions are the same if the code points that their contents have in common, over the
code points in either, come to at least one half; the pairing is one to one, closest first,
with the cue and the source to settle equals ("X told agency Y": one content, two sources).
The figure that counts is F1 of that; the rest is asked of matched pairs only: is the source
the same (at least half in common, both missing counts as the same), the cue, the kind, the
knowledge, the act, the speaker. Labels that the readers left open are not scored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from takhrij.annotations import Attribution
from takhrij.document import Span
from takhrij.language.fold import fold

ENOUGH = 0.5
"""Least share of code points in common for two spans to be the same (issue 3)."""
DRAWS = 1000
SEED = 20241001


@dataclass(frozen=True, slots=True)
class Reading:
    """One attribution as marked by a reader or found by a program; None is left open."""

    content: tuple[Span, ...]
    source: Span | None = None
    cue: Span | None = None
    speaker: str | None = None
    kind: str | None = None
    knowledge: str | None = None
    act: str | None = None


def reading(found: Attribution) -> Reading:
    """An attribution of the program, as it is scored."""
    return Reading(
        found.content,
        found.source,
        found.cue,
        found.speaker,
        found.kind,
        found.knowledge,
        found.act,
    )


Pair = tuple[Reading, Reading]
"""Marked, found."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One article's marked and found attributions, paired."""

    marked: tuple[Reading, ...]
    found: tuple[Reading, ...]
    pairs: tuple[Pair, ...]

    @property
    def missed(self) -> tuple[Reading, ...]:
        return _without(self.marked, [pair[0] for pair in self.pairs])

    @property
    def invented(self) -> tuple[Reading, ...]:
        return _without(self.found, [pair[1] for pair in self.pairs])


def _without(all_: tuple[Reading, ...], some: list[Reading]) -> tuple[Reading, ...]:
    taken = {id(item) for item in some}
    return tuple(item for item in all_ if id(item) not in taken)


# --- pairing ----------------------------------------------------------------------------


def overlap(one: tuple[Span, ...], other: tuple[Span, ...]) -> float:
    """Code points in common over code points in either; the spans of each do not overlap."""
    shared = sum(a.shared(b) for a in one for b in other)
    total = sum(map(len, one)) + sum(map(len, other)) - shared
    return shared / total if total else 0.0


def same_span(one: Span | None, other: Span | None) -> bool:
    """Both missing, or at least half in common."""
    if one is None or other is None:
        return one is other
    return overlap((one,), (other,)) >= ENOUGH


def _closeness(marked: Reading, found: Reading) -> float:
    """The overlap of contents, with a little for cue and source so that equals are settled."""
    near = overlap(marked.content, found.content)
    if near < ENOUGH:
        return 0.0
    return (
        near
        + 0.01 * same_span(marked.cue, found.cue)
        + 0.02 * same_span(marked.source, found.source)
    )


def paired(marked: Sequence[Reading], found: Sequence[Reading]) -> Scored:
    """Marked and found attributions of one article, matched one to one, closest first."""
    near = [
        (-_closeness(m, f), i, j)
        for i, m in enumerate(marked)
        for j, f in enumerate(found)
        if m.content[0].start < f.content[-1].end and f.content[0].start < m.content[-1].end
    ]
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for closeness, i, j in sorted(near):
        if closeness < 0 and i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    matched = tuple((marked[i], found[j]) for i, j in sorted(pairs.items()))
    return Scored(tuple(marked), tuple(found), matched)


def agreed(readings: Sequence[tuple[Reading, ...]]) -> tuple[Reading, ...]:
    """What at least half of an article's readers marked, in the first such reader's spans."""
    if len(readings) == 1:
        return readings[0]
    kept: list[Reading] = []
    for index, mine in enumerate(readings):
        for item in paired(mine, kept).missed:
            votes = 1 + sum(bool(paired([item], other).pairs) for other in readings[index + 1 :])
            if votes * 2 >= len(readings):
                kept.append(item)
    return tuple(sorted(kept, key=lambda item: item.content[0]))


# --- figures ----------------------------------------------------------------------------

Count = Callable[[Scored], tuple[float, float, float]]
"""Right, marked and found of one article."""


def _detected(scored: Scored) -> tuple[float, float, float]:
    return len(scored.pairs), len(scored.marked), len(scored.found)


def _exact(scored: Scored) -> tuple[float, float, float]:
    return (
        sum(m.content == f.content for m, f in scored.pairs),
        len(scored.marked),
        len(scored.found),
    )


def _sourced(scored: Scored) -> tuple[float, float, float]:
    right = sum(same_span(m.source, f.source) for m, f in scored.pairs)
    return right, len(scored.marked), len(scored.found)


def _characters(scored: Scored) -> tuple[float, float, float]:
    """Code points under any content: which words of the article are somebody's."""
    marked, found = _covered(scored.marked), _covered(scored.found)
    return len(marked & found), len(marked), len(found)


def _covered(items: Sequence[Reading]) -> set[int]:
    spans = [span for item in items for span in item.content]
    return {offset for span in spans for offset in range(span.start, span.end)}


COUNTS: tuple[tuple[str, Count], ...] = (
    ("detection", _detected),
    ("detection_strict", _exact),
    ("detection_characters", _characters),
    ("detection_with_source", _sourced),
)


def _f1(right: float, marked: float, found: float) -> float:
    return 2 * right / (marked + found) if marked + found else 0.0


def detection(articles: Sequence[Scored], count: Count) -> dict[str, Any]:
    """Precision, recall, F1 and the 95 % interval of F1 (bootstrap over articles)."""
    table = np.array([count(scored) for scored in articles], dtype=float).reshape(-1, 3)
    right, marked, found = map(float, table.sum(axis=0))
    return {
        "f1": round(_f1(right, marked, found), 4),
        "f1_95": _interval(table, lambda sums: _f1(*sums)),
        "precision": round(right / found, 4) if found else 0.0,
        "recall": round(right / marked, 4) if marked else 0.0,
        "marked": int(marked),
        "found": int(found),
    }


def _interval(table: Any, figure: Callable[[Any], float]) -> list[float]:
    """The middle 95 % of a figure over articles drawn with replacement; seeded."""
    if not len(table):
        return [0.0, 0.0]
    draws = np.random.default_rng(SEED).integers(0, len(table), (DRAWS, len(table)))
    figures = [figure(table[draw].sum(axis=0)) for draw in draws]
    return [round(float(end), 4) for end in np.percentile(figures, [2.5, 97.5])]


Judge = Callable[[Reading, Reading], bool | None]
"""Whether a found attribution has it right; None where the readers left it open."""


def _label(name: str) -> Judge:
    def judge(marked: Reading, found: Reading) -> bool | None:
        wanted = getattr(marked, name)
        return None if wanted is None else bool(wanted == getattr(found, name))

    return judge


def _speaker(marked: Reading, found: Reading) -> bool | None:
    """The same person: folded words of one all in the other, or half of them shared."""
    if marked.speaker is None:
        return None
    one, other = (set(fold(who or "").split()) for who in (marked.speaker, found.speaker))
    if not one or not other:
        return False
    return one <= other or other <= one or len(one & other) / len(one | other) >= ENOUGH


def _cues_meet(marked: Reading, found: Reading) -> bool:
    if marked.cue is None or found.cue is None:
        return marked.cue is found.cue
    return marked.cue.overlaps(found.cue)


JUDGES: tuple[tuple[str, Judge], ...] = (
    ("source", lambda m, f: same_span(m.source, f.source)),
    ("source_strict", lambda m, f: m.source == f.source),
    ("cue", lambda m, f: same_span(m.cue, f.cue)),
    ("cue_overlaps", _cues_meet),
    ("cue_strict", lambda m, f: m.cue == f.cue),
    ("speaker", _speaker),
    ("kind", _label("kind")),
    ("knowledge", _label("knowledge")),
    ("act", _label("act")),
)


def accuracy(articles: Sequence[Scored], judge: Judge) -> dict[str, Any]:
    """Share right among the matched pairs that the readers decided, with its 95 % interval."""
    rows = []
    for scored in articles:
        judged = [judge(*pair) for pair in scored.pairs]
        rows.append((judged.count(True), len(judged) - judged.count(None)))
    table = np.array(rows, dtype=float).reshape(-1, 2)
    right, asked = map(float, table.sum(axis=0))
    return {
        "accuracy": round(right / asked, 4) if asked else None,
        "accuracy_95": _interval(table, lambda sums: sums[0] / sums[1] if sums[1] else 0.0),
        "asked": int(asked),
    }


def figures(articles: Sequence[Scored]) -> dict[str, Any]:
    """Every figure over the articles of a set; labels that no reader gave are left out."""
    found: dict[str, Any] = {name: detection(articles, count) for name, count in COUNTS}
    for name, judge in JUDGES:
        result = accuracy(articles, judge)
        if result["asked"]:
            found[name] = result
    return found
