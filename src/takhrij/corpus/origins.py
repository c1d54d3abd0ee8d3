"""Origins: of the reports that tell one claim, who they go back to, and the list behind each.

Ten papers that cite one observatory are one origin; so are ten copies of one report. Told are

1. a named source of the claim (`source`), the hand nearest the event first;
2. an agency whose credit line the report bears (`credit`);
3. the source that any report of the same family names (`copy`): a copy that lost its
   attribution still goes back to it;
4. the source of a hand: where one report has it from an agency and another shows that the
   agency has it from the observatory, both go back to the observatory (`through`), unless the
   hand is said to have been there itself;
5. the report's own voice, where none of its family names a source (`own_voice`). Reports of
   one family, or of one publisher, are one voice.

A source without a name may be one that is named elsewhere or another: that can't be told, so
it is listed (`unnamed`) and not counted, unless there is nothing else to count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from takhrij.annotations import Behind, How, Origin, OriginKind
from takhrij.checks.drafts import INTERFACES
from takhrij.corpus.hands import Hand, Line, paper
from takhrij.language.lexicon import load

_PERSON = "person:"
_SURNAME = 3
"""Consonants that a last name must have to be joined with the full name that ends in it."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One report that tells the claim.

    `lines` are the hands behind the claim in that report (`hands.lines_of` for a claim,
    `hands.lines_over` for a passage); empty where the report speaks in its own voice.
    `credits` are the agencies whose credit line it bears (`credits.credited`). `family` is the
    id of its family of reprints or translations, never one of shared passages alone.
    """

    document: str
    lines: tuple[Line, ...] = ()
    credits: tuple[Hand, ...] = ()
    family: str | None = None
    publisher: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Origins:
    """The origins of one claim, those that most reports go back to first.

    `least` is the number of independent origins that can be shown, `most` the number there
    would be if every source without a name were another.
    """

    origins: tuple[Origin, ...]

    @property
    def least(self) -> int:
        counted = sum(one.kind != "unnamed" for one in self.origins)
        return max(counted, min(1, len(self.origins)))

    @property
    def most(self) -> int:
        return len(self.origins)


PassedOn = Mapping[str, dict[str, Hand]]
"""For each hand by key, the named hands nearer the event that it is seen to have it from."""


class _Root(NamedTuple):
    """Where a report goes back to: a hand, and how it does."""

    key: str
    kind: OriginKind
    hand: Hand
    how: How
    through: str | None = None


def origins(tellings: Sequence[Telling]) -> Origins:
    """The independent origins of the reports that tell one claim.

    Every report given stands behind at least one origin. Raises nothing: where nothing can be
    told the origin is of kind `unnamed`.
    """
    joined = _surnames(tellings)
    told = [[_joined(line, joined) for line in telling.lines] for telling in tellings]
    passed_on = _passed_on(tellings, told)
    own = [list(_roots(one, lines, passed_on)) for one, lines in zip(tellings, told, strict=True)]
    roots = _with_families(tellings, own, passed_on)
    found: dict[str, list[tuple[Telling, _Root]]] = defaultdict(list)
    for telling, each in zip(tellings, roots, strict=True):
        for root in {one.key: one for one in reversed(each)}.values():
            found[root.key].append((telling, root))
    made = [_origin(key, behind) for key, behind in found.items()]
    return Origins(tuple(sorted(made, key=lambda o: (o.kind == "unnamed", -len(o.behind)))))


# --- one hand under one key --------------------------------------------------------------------


def _surnames(tellings: Iterable[Telling]) -> Mapping[str, str]:
    """For a person told by the last name alone, the one full name here that ends in it."""
    keys = {h.key for t in tellings for line in t.lines for h in line if h.key}
    people = sorted(key for key in keys if key.startswith(_PERSON))
    found = {}
    for key in people:
        name = key.removeprefix(_PERSON)
        fuller = [one for one in people if one != key and one.endswith(name)]
        if len(name) >= _SURNAME and len(fuller) == 1:
            found[key] = fuller[0]
    return found


def _joined(line: Line, joined: Mapping[str, str]) -> tuple[tuple[str | None, Hand], ...]:
    return tuple((joined.get(hand.key or "", hand.key), hand) for hand in line)


# --- from a report to its origins ---------------------------------------------------------------


def _passed_on(
    tellings: Sequence[Telling], told: Sequence[Sequence[Sequence[tuple[str | None, Hand]]]]
) -> PassedOn:
    found: dict[str, dict[str, Hand]] = defaultdict(dict)
    knowing = set()
    for telling, lines in zip(tellings, told, strict=True):
        last = [*telling.credits, *([paper(telling.publisher)] if telling.publisher else [])]
        for line in lines:
            named = [(key, hand) for key, hand in line if key is not None]
            for key, _ in (*named[1:], *((hand.key, hand) for hand in last)):
                if named and key is not None and key != named[0][0]:
                    found[key][named[0][0]] = named[0][1]
            if named and telling.publisher and named[0][0] == last[-1].key:
                knowing.add(last[-1].key)  # it names itself: it speaks of its own knowledge
    return {key: nearer for key, nearer in found.items() if key not in knowing}


def _roots(
    telling: Telling,
    lines: Sequence[Sequence[tuple[str | None, Hand]]],
    passed_on: PassedOn,
) -> Iterator[_Root]:
    """Where a report goes back to by its own words; nothing for its own voice."""
    for line in lines:
        first = next(((key, hand) for key, hand in line if key is not None), None)
        if first is not None and (line[0][0] is not None or len(line) > 1):
            yield from _followed(first[0] or "", first[1], "source", passed_on)
        elif telling.credits:
            yield from _credited(telling, passed_on)
        else:
            unnamed = f"unnamed:{telling.family or telling.document}"
            yield _Root(unnamed, "unnamed", line[0][1], "unnamed")
    if not lines:
        yield from _credited(telling, passed_on)


def _credited(telling: Telling, passed_on: PassedOn) -> Iterator[_Root]:
    for hand in telling.credits:
        yield from _followed(hand.key or "", hand, "credit", passed_on)


def _followed(key: str, hand: Hand, how: How, passed_on: PassedOn) -> Iterator[_Root]:
    """The hand, or whoever it is seen to have it from; a loop ends where it began."""
    if hand.knowledge == "first_hand" or not passed_on.get(key):
        yield _Root(key, "source", hand, how)
        return
    waiting, seen = [(key, hand)], {key}
    ends: dict[str, Hand] = {}
    while waiting:
        at, held = waiting.pop()
        nearer = {k: h for k, h in passed_on.get(at, {}).items() if k not in seen}
        seen.update(nearer)
        waiting += nearer.items()
        if not nearer:
            ends[at] = held
    for end, source in ends.items():
        yield (
            _Root(end, "source", source, "through", hand.name)
            if end != key
            else _Root(key, "source", hand, how)
        )


def _with_families(
    tellings: Sequence[Telling],
    own: Sequence[list[_Root]],
    passed_on: PassedOn,
) -> list[list[_Root]]:
    """A report without a named source takes those of its family, else speaks for itself."""
    named: dict[str, dict[str, _Root]] = defaultdict(dict)
    for telling, roots in zip(tellings, own, strict=True):
        for root in roots:
            if telling.family and root.kind == "source":
                named[telling.family].setdefault(root.key, root)
    cited = frozenset(root.key for roots in own for root in roots)
    found = []
    for telling, roots in zip(tellings, own, strict=True):
        shared = named.get(telling.family or "", {})
        if shared and not any(root.kind == "source" for root in roots):
            copied = (_Root(r.key, r.kind, r.hand, "copy", telling.family) for r in shared.values())
            found.append(list(copied))
        else:
            found.append(roots or list(_own_voice(telling, tellings, cited, passed_on)))
    return found


def _own_voice(
    telling: Telling,
    tellings: Sequence[Telling],
    cited: frozenset[str],
    passed_on: PassedOn,
) -> Iterator[_Root]:
    """The publisher that speaks, or whoever it is seen elsewhere to have this claim from."""
    hand = _voice(telling, tellings, cited)
    if hand.key is None:
        yield _Root(hand.name, "report", hand, "own_voice", telling.family)
    elif passed_on.get(hand.key):
        yield from _followed(hand.key, hand, "through", passed_on)
    else:
        yield _Root(hand.key, "report", hand, "own_voice", telling.family)


def _voice(telling: Telling, tellings: Sequence[Telling], cited: frozenset[str]) -> Hand:
    """Of a family the publisher that others cite, or the only one of the earliest day.

    A hand without a key stands for the family or the report itself.
    """
    kin = [one for one in tellings if telling.family and one.family == telling.family]
    if not kin:
        alone = Hand(None, telling.document)
        return paper(telling.publisher) if telling.publisher else alone
    papers = {paper(one.publisher): one.published for one in kin if one.publisher}
    known = [hand for hand in papers if hand.key in cited]
    days = [one.published for one in kin]
    if not known and None not in days:
        earliest = min(day for day in days if day)
        known = [hand for hand, day in papers.items() if day == earliest and days.count(day) == 1]
    return known[0] if known else Hand(None, telling.family or telling.document)


# --- what a reader is told -----------------------------------------------------------------------


def _origin(key: str, behind: Sequence[tuple[Telling, _Root]]) -> Origin:
    roots = [root for _, root in behind]
    best = min(roots, key=lambda root: ("source", "report", "unnamed").index(root.kind))
    listed = tuple(Behind(telling.document, root.how, root.through) for telling, root in behind)
    why = tuple((language, _why(roots, language)) for language in INTERFACES)
    return Origin(key, best.kind, best.hand.name, best.hand.names, listed, why)


def _why(roots: Sequence[_Root], language: str) -> str:
    """One clause for each way in which reports go back to the origin."""
    words: dict[str, str] = load(language, "messages")["origins"]
    told = []
    for how in dict.fromkeys(root.how for root in roots):
        same = [root for root in roots if root.how == how]
        through = words["joint"].join(dict.fromkeys(r.through for r in same if r.through))
        key = how if len(same) == 1 else f"{how}_n"
        told.append(words[key].format(count=len(same), through=through))
    return " ".join(told)
