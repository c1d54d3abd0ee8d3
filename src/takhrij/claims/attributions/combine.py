"""Rules and the learned reader together: which of the two is heard where both speak."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from takhrij.claims.attributions.found import Found
from takhrij.document import Language, Span
from takhrij.language.lexicon import load

_SAME = 0.5
"""Contents with this much in common, over what either has, are one and the same."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Set on PolNeAR's dev part and, for Arabic, by leaving articles out in turn.

    `alone` is how sure the model must be where the rules see nothing; `against`, where they
    give the same cue another content. What rules find on a cue that the model holds less
    likely than `doubt` is dropped, unless they are `trusted` sure of it. `spans` says whose
    spans are kept where both agree.
    """

    alone: float
    against: float
    doubt: float
    trusted: float
    spans: str

    @property
    def least(self) -> float:
        """How sure the model must be to be asked at all."""
        return min(self.alone, self.against, self.doubt or 1.0)


def settings(language: Language) -> Settings:
    """The settings of a language, from its data file."""
    data = load(language, "combine")
    return Settings(
        alone=data["alone"],
        against=data["against"],
        doubt=data["doubt"],
        trusted=data["trusted"],
        spans=data["spans"],
    )


def combined(rules: Sequence[Found], model: Sequence[Found], chosen: Settings) -> list[Found]:
    """One list from two: each attribution once, saying which of the two found it."""
    partners = _partners(rules, model)
    taken = set(partners.values())
    seen = Cues(model)
    others = Cues([item for index, item in enumerate(model) if index not in taken])
    kept: list[Found] = []
    for index, rule in enumerate(rules):
        if index in partners:
            kept.append(_both(rule, model[partners[index]], chosen))
        elif others.sure(rule) < chosen.against and _stands(rule, seen, chosen):
            kept.append(rule)
    spoken = Cues(kept)
    alone = [item for item in others.items if not spoken.sure(item)]
    return kept + [item for item in alone if item.confidence >= chosen.alone]


def _stands(rule: Found, seen: Cues, chosen: Settings) -> bool:
    return rule.confidence >= chosen.trusted or seen.sure(rule) >= chosen.doubt


class Cues:
    """Attributions by the place of their cues, so that a cue's others are found at once."""

    def __init__(self, items: Sequence[Found]) -> None:
        self.items = sorted(items, key=lambda item: item.cue)
        self._starts = [item.cue.start for item in self.items]
        self._longest = max((len(item.cue) for item in self.items), default=0)

    def sure(self, found: Found) -> float:
        """The greatest confidence of those whose cue overlaps this one's; 0 if there is none."""
        first = bisect_left(self._starts, found.cue.start - self._longest)
        after = bisect_left(self._starts, found.cue.end)
        near = self.items[first:after]
        return max((i.confidence for i in near if i.cue.overlaps(found.cue)), default=0.0)


def _partners(rules: Sequence[Found], model: Sequence[Found]) -> dict[int, int]:
    """Which of the model's is which of the rules': same content, closest first."""
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted(_near(rules, model)):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def _near(rules: Sequence[Found], model: Sequence[Found]) -> Iterator[tuple[float, int, int]]:
    """Pairs with enough content in common, as the negative of how much, and two indices.

    Contents of a text nest but hardly pile up, so few are looked at for each.
    """
    order = sorted(range(len(model)), key=lambda j: model[j].content[0].start)
    starts = [model[j].content[0].start for j in order]
    longest = max((_hull(item) for item in model), default=0)
    for i, rule in enumerate(rules):
        first = bisect_left(starts, rule.content[0].start - longest)
        for at in range(first, bisect_left(starts, rule.content[-1].end)):
            shared = overlap(rule.content, model[order[at]].content)
            if shared >= _SAME:
                yield -shared, i, order[at]


def _hull(item: Found) -> int:
    return item.content[-1].end - item.content[0].start


def overlap(one: tuple[Span, ...], other: tuple[Span, ...]) -> float:
    """Code points in common over code points in either."""
    shared = sum(a.shared(b) for a in one for b in other)
    total = sum(map(len, one)) + sum(map(len, other)) - shared
    return shared / total if total else 0.0


def _both(rule: Found, item: Found, chosen: Settings) -> Found:
    sure = max(rule.confidence, item.confidence)
    if chosen.spans == "rules" or rule.relay:
        return replace(rule, made_by="both", confidence=sure)
    return replace(
        rule,
        cue=item.cue,
        content=item.content,
        source=item.source,
        made_by="both",
        confidence=sure,
    )
