"""Names that mean one thing throughout a text, and what the text puts into what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from takhrij.language.places_nisba import country_of
from takhrij.language.places_text import Named, Text

CLOSE, NEAR = 4, 15
"""Words between two names that stand side by side, and in one breath."""
_WEIGHTS = {CLOSE: 2.5, NEAR: 1.5}
AHEAD = 8
"""How many names after one are looked at for closeness."""


@dataclass(frozen=True, slots=True)
class Group:
    """The mentions of one name with one kind of type word; `members` are their numbers.

    `nisba` is the country of the adjective after one of them, `holder` the number of the
    group that the text puts it into.
    """

    members: tuple[int, ...]
    named: Named
    nisba: str | None = None
    holder: int | None = None


def grouped(text: Text, names: Sequence[Named]) -> tuple[Group, ...]:
    """The names of a text that the gazetteer holds, grouped; in order of first mention."""
    keys: dict[tuple[str, str | None], int] = {}
    of: list[int | None] = []
    members: list[list[int]] = []
    for at, named in enumerate(names):
        if not named.matches:
            of.append(None)
            continue
        key = named.matches[0].candidate.ref + surface(text, named), named.kind
        number = keys.setdefault(key, len(keys))
        if number == len(members):
            members.append([])
        members[number].append(at)
        of.append(number)
    held = _held(text, names, of)
    return tuple(
        Group(tuple(at), names[at[0]], _nisba(text, names, at), held.get(number))
        for number, at in enumerate(members)
    )


def surface(text: Text, named: Named) -> str:
    return text.phrase(named)[len(named.clitic) :]


def _nisba(text: Text, names: Sequence[Named], members: Sequence[int]) -> str | None:
    if not text.arabic:
        return None
    found = (country_of(text.after(names[at].last)) for at in members)
    return next((code for code in found if code is not None), None)


def _held(text: Text, names: Sequence[Named], of: Sequence[int | None]) -> dict[int, int]:
    held: dict[int, int] = {}
    for at, (inner, outer) in enumerate(pairwise(names)):
        own, other = of[at], of[at + 1]
        if own is None or other is None or own == other or own in held:
            continue
        if holds(text, inner, outer):
            held[own] = other
    return held


def holds(text: Text, inner: Named, outer: Named) -> bool:
    """Whether the text puts one name into the next: حي الروضة بمدينة تعز, Halfaya in Hama."""
    between = range(inner.last + 1, outer.first)
    if len(between) > 2:
        return False
    if any(text.gap(i).strip(" ،,(") for i in range(inner.last, outer.first)):
        return False
    if any(text.norm(i) in text.lexicon.directions for i in between):
        return False  # Daraa, north of Damascus
    typed = next((i for i in between if text.type_of(i)), outer.first)
    clitic = text.text[text.words[typed].span.start] if text.arabic else ""
    if outer.clitic == "ب" or (typed != outer.first and clitic == "ب"):
        return True
    if {text.norm(i) for i in between} & text.lexicon.inside:
        return True
    comma = text.gap(inner.last).strip() in (",", "،") and not _is_list(inner, outer)
    return comma and not outer.clitic and (not between or typed != outer.first)


def _is_list(inner: Named, outer: Named) -> bool:
    """Mexico, China, Japan; Idaho, Illinois: neither lies in the next."""
    one, other = _wide(inner), _wide(outer)
    return (one, other) in (("country",) * 2, ("country", "region"), ("region",) * 2)


def _wide(named: Named) -> str | None:
    """Country or region where a name is much more that than a town, else None."""
    people: dict[str, int] = {}
    for match in named.matches:
        feature = match.candidate.feature
        people[feature] = max(people.get(feature, 0), match.population)
    towns = max(people.get("city", 0), people.get("village", 0))
    return next((f for f in ("country", "region") if people.get(f, 0) > 2 * towns), None)


def closeness(names: Sequence[Named], groups: Sequence[Group]) -> dict[tuple[int, int], float]:
    """Weights of pairs of groups whose names stand near each other; 1 for all others."""
    of = {at: number for number, group in enumerate(groups) for at in group.members}
    weights: dict[tuple[int, int], float] = {}
    order = sorted(of)
    for position, at in enumerate(order):
        for other in order[position + 1 : position + 1 + AHEAD]:
            gap = names[other].first - names[at].last
            weight = next((w for most, w in _WEIGHTS.items() if gap <= most), 0.0)
            if not weight:
                break
            for pair in ((of[at], of[other]), (of[other], of[at])):
                weights[pair] = max(weights.get(pair, 0.0), weight)
    return weights
