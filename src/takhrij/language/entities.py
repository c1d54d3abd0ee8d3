"""Entities: what mentions refer to. Mentions of the same thing are joined, with all its names.

Joined are: the same reference of a data file or a gazetteer; the same words, articles aside;
a last name with the full name before it. Two that may be different people stay two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from takhrij.annotations import Actor, Candidate, Entity, Munition, Place
from takhrij.document import Document, Span
from takhrij.language.actors.lexicon import groups
from takhrij.language.named import Named, named
from takhrij.language.terms import possessor, spelled, without_article

_TYPES = ("person", "organization", "group", "place", "munition")
_CASE_ENDINGS = ("ون", "ين")
_NAMESAKES = 50
"""People of one last name looked through, at most: bounds the time on hostile text."""


@dataclass(slots=True)
class _Cluster:
    """Mentions that refer to one thing, while they are being joined."""

    items: list[Named] = field(default_factory=list)
    full: tuple[str, ...] = ()
    """The longest of its names, in folded words."""


@dataclass(slots=True)
class _Known:
    """The clusters so far, by what finds them again."""

    by_key: dict[tuple[str, ...], _Cluster] = field(default_factory=dict)
    persons: dict[str, list[_Cluster]] = field(default_factory=dict)
    """By the last word of the name, the latest last."""
    bodies: dict[tuple[str, ...], _Cluster | None] = field(default_factory=dict)
    """By every beginning of a name; None where two bodies' names begin alike."""


def entities(document: Document) -> tuple[Entity, ...]:
    """Persons, bodies, groups, places and munitions, in the order of their first mention."""
    clusters = _joined([one for one in named(document) if one.type in _TYPES])
    return tuple(
        _entity(f"e{number}", cluster, document) for number, cluster in enumerate(clusters, start=1)
    )


def _joined(items: Sequence[Named]) -> list[_Cluster]:
    clusters: list[_Cluster] = []
    known = _Known()
    for one in items:
        cluster = _found(known, one)
        if cluster is None:
            cluster = _Cluster()
            clusters.append(cluster)
        cluster.items.append(one)
        _remember(known, one, cluster)
    return clusters


def _found(known: _Known, one: Named) -> _Cluster | None:
    """The cluster that a mention belongs to, if it is known."""
    key = _key(one)
    if _may_join(one) and key in known.by_key:
        return known.by_key[key]
    if isinstance(one.of, Place):
        return _same_place(known, one.of)
    if _is_named_person(one):
        return _same_person(known, key[1:])
    name = _bare(one.of.name) if _is_body(one) else ()
    return known.bodies.get(name) if len(name) > 1 else None


def _remember(known: _Known, one: Named, cluster: _Cluster) -> None:
    key = _key(one)
    known.by_key[key] = cluster
    if isinstance(one.of, Place):
        known.by_key["place", *_bare(one.of.name)] = cluster
    if _is_named_person(one):
        cluster.full = max(cluster.full, key[1:], key=len)
        namesakes = known.persons.setdefault(key[-1], [])
        if not namesakes or namesakes[-1] is not cluster:
            namesakes.append(cluster)
    elif _is_body(one):
        name = _bare(one.of.name)
        for length in range(2, len(name) + 1):
            held = known.bodies.setdefault(name[:length], cluster)
            if held is not cluster:
                known.bodies[name[:length]] = None


def _key(one: Named) -> tuple[str, ...]:
    """What two mentions must share to be the same: a reference, or their words."""
    of = one.of
    if isinstance(of, Place):
        return ("place", of.candidates[0].ref) if of.candidates else ("place", *_bare(of.name))
    if isinstance(of, Munition):
        return ("munition", of.name)
    if of.ref is not None:
        return ("ref", of.ref)
    return (of.type if of.named else "unnamed", *_bare(of.name))


def _bare(name: str) -> tuple[str, ...]:
    """The folded words of a name without articles, possessives and case endings."""
    return tuple(_without_case(without_article(possessor(word))[0]) for word in spelled(name))


def _without_case(word: str) -> str:
    """A sound plural in one form: مسلحون, مسلحين and مسلحو are the same."""
    for ending in _CASE_ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + "و"
    return word


def _may_join(one: Named) -> bool:
    """ "An officer" said twice may be two officers; "the officer" is the one before."""
    of = one.of
    if not isinstance(of, Actor) or of.named or of.type != "person":
        return True
    return without_article(spelled(of.name)[0])[1]


def _is_named_person(one: Named) -> bool:
    return isinstance(one.of, Actor) and one.of.named and one.of.type == "person"


def _is_body(one: Named) -> bool:
    return isinstance(one.of, Actor) and one.of.named and one.of.type != "person"


def _same_person(known: _Known, words: tuple[str, ...]) -> _Cluster | None:
    """The latest person of the same last name whose full name holds these words, or is held."""
    for cluster in reversed(known.persons.get(words[-1], [])[-_NAMESAKES:]):
        if _is_short_for(words, cluster.full) or _is_short_for(cluster.full, words):
            return cluster
    return None


def _same_place(known: _Known, place: Place) -> _Cluster | None:
    """The place of the same name, where one of the two is in no gazetteer or both may be one."""
    cluster = known.by_key.get(("place", *_bare(place.name)))
    if cluster is None or not place.candidates:
        return cluster
    held = {one.ref for item in cluster.items for one in item.of.candidates}
    return cluster if not held or held & {one.ref for one in place.candidates} else None


def _is_short_for(short: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return len(short) < len(whole) and short[-1:] == whole[-1:] and set(short) <= set(whole)


def _entity(number: str, cluster: _Cluster, document: Document) -> Entity:
    first = cluster.items[0]
    spans = tuple(one.span for one in cluster.items)
    if first.type == "place":
        return _place(number, cluster, spans)
    if isinstance(first.of, Munition):
        return Entity(number, "munition", first.of.name, mentions=spans, ref=first.of.name)
    group = groups().get(first.of.ref or "")
    name = max((one.of.name for one in cluster.items), key=len) if group is None else None
    names = ((document.language, name),) if name else group.names if group else ()
    shown = name or (group.name(document.language) if group else first.of.name)
    return Entity(number, first.type, shown, tuple(names), spans, ref=first.of.ref)


def _place(number: str, cluster: _Cluster, spans: tuple[Span, ...]) -> Entity:
    places: list[Place] = [one.of for one in cluster.items]
    candidates = tuple(_candidates(places))
    best = candidates[0] if candidates else None
    return Entity(
        number,
        "place",
        places[0].name,
        best.names if best else (),
        spans,
        candidates,
        min(place.precision for place in places),
        best.ref if best else None,
    )


def _candidates(places: Sequence[Place]) -> Iterator[Candidate]:
    """Every candidate of any mention once, with its greatest confidence, best first."""
    best: dict[str, Candidate] = {}
    for place in places:
        for one in place.candidates:
            if one.ref not in best or one.confidence > best[one.ref].confidence:
                best[one.ref] = one
    yield from sorted(best.values(), key=lambda one: (-one.confidence, one.ref))
