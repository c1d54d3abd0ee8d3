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

    `alone` is how sure the model must be where the rules see nothing, `against` where they
    give the same cue another content; rules less sure than `rules_alone` need the model's
    word. `spans` says whose spans are kept where both agree.
    """

    alone: float
    against: float
    rules_alone: float
    spans: str

    @property
    def least(self) -> float:
        return min(self.alone, self.against)


def settings(language: Language) -> Settings:
    """The settings of a language, from its data file."""
    data = load(language, "combine")
    return Settings(data["alone"], data["against"], data["rules_alone"], data["spans"])


def combined(rules: Sequence[Found], model: Sequence[Found], chosen: Settings) -> list[Found]:
    """One list from two: each attribution once, saying which of the two found it."""
    partners = _partners(rules, model)
    kept: list[Found] = []
    for index, rule in enumerate(rules):
        partner = partners.get(index)
        if partner is not None:
            kept.append(_both(rule, model[partner], chosen))
        elif not _is_overruled(rule, model, chosen):
            kept.append(rule)
    taken = set(partners.values())
    for index, item in enumerate(model):
        if index not in taken and item.confidence >= _needed(item, kept, chosen):
            kept.append(item)
    return kept


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


def _is_overruled(rule: Found, model: Sequence[Found], chosen: Settings) -> bool:
    """A rule's attribution that the model does not see, and that isn't sure enough by itself."""
    if rule.confidence >= chosen.rules_alone:
        return False
    return not any(item.cue.overlaps(rule.cue) for item in model) or any(
        item.cue.overlaps(rule.cue) and item.confidence >= chosen.against for item in model
    )


def _needed(item: Found, kept: Sequence[Found], chosen: Settings) -> float:
    clash = any(other.cue.overlaps(item.cue) for other in kept)
    return chosen.against if clash else chosen.alone
