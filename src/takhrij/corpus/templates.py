"""Template text told apart from copied news: footers, notes and standing paragraphs.

A passage is template if it stands in reports of many stories and makes up less than half of each.
It must also have stood there for weeks, or in twice as many stories: what ten papers quote of
one statement within days is news that was copied. A word is taken for a passage by its 5-grams.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from takhrij.corpus.copies import GAP, RUN
from takhrij.corpus.fingerprints import LENGTH, Shared
from takhrij.corpus.kin import Kinship, Told
from takhrij.corpus.rows import Hashes, Indices, Rows, grams, hashed

MANY = 5
"""Stories in which a passage stands before it can be template."""
WEEKS = 14
"""Days between the earliest and the latest of dated reports that have it."""
STORY = 0.5
"""The most of a report's words that template may be: of more, the report is made of it."""

Marks = NDArray[np.bool_]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Templates:
    """Words that are template, by index of the report, and pairs of reports that share one."""

    words: Mapping[int, Marks] = field(default_factory=dict)
    kin: tuple[Kinship, ...] = ()


def templates(
    reports: Sequence[Told],
    shared: Shared,
    copies: Sequence[tuple[int, int]],
) -> Templates:
    """The templates in reports of which the fingerprints and the whole copies are known."""
    chosen = _suspects(shared)
    if len(chosen) < MANY:
        return Templates()
    stories = _stories(copies, chosen)
    if len(set(stories.tolist())) < MANY:
        return Templates()
    held = _Held.of([reports[at] for at in chosen], stories)
    values = held.templates()
    if not len(values):
        return Templates()
    standing = np.isin(held.values, values)
    words = {at: held.marked(row, standing) for row, at in enumerate(chosen)}
    words = {at: marks for at, marks in words.items() if marks.any()}
    return Templates(words, _kin(held.together(values), chosen, reports, words))


def _suspects(shared: Shared) -> list[int]:
    """Reports with a fingerprint that many have."""
    often = np.repeat(shared.sizes >= MANY, shared.sizes)
    return [int(at) for at in np.unique(shared.owners[often])]


def _stories(copies: Iterable[tuple[int, int]], chosen: Sequence[int]) -> Indices:
    """A number for each chosen report, the same for those that tell one story."""
    inside = frozenset(chosen)
    alike = [pair for pair in copies if inside.issuperset(pair)]
    groups = groups_of(chosen, alike)
    number = {member: at for at, group in enumerate(groups) for member in group}
    return np.array([number[at] for at in chosen], np.int64)


@dataclass(frozen=True, slots=True)
class _Held:
    """The 5-grams of reports, each numbered by its value: what stands where, how often."""

    rows: Rows
    """Numbers of values, in the order of the texts; `values[n]` is the hash numbered n."""
    values: Hashes
    lengths: Indices
    stories: Indices
    days: Indices
    """Ordinal of the date of each report; 0 where there is none."""

    @classmethod
    def of(cls, reports: Sequence[Told], stories: Indices) -> _Held:
        words = hashed([report.text for report in reports])
        found = grams(words, LENGTH)
        values, numbers = np.unique(found.values, return_inverse=True)
        days = [one.published.toordinal() if one.published else 0 for one in reports]
        rows = Rows(numbers.astype(np.uint64), found.starts)
        return cls(rows, values, words.lengths, stories, np.array(days, np.int64))

    def templates(self) -> Hashes:
        """The values that are template."""
        owners = self._owners()
        counts = self._count(_distinct(owners[:, 0], self.stories[owners[:, 1]]))
        often = counts >= MANY
        made = np.array([self._is_made_of(row, often) for row in range(len(self.rows))])
        whole = self._count(owners[made[owners[:, 1]]]) > 0
        return self.values[often & ~whole & self._is_lasting(owners, counts)]

    def _owners(self) -> Indices:
        """Each (value, row) once, of values that stand often enough to be asked about."""
        numbers = self.rows.values.astype(np.int64)
        asked = np.bincount(numbers, minlength=len(self.values))[numbers] >= MANY
        return _distinct(numbers[asked], self.rows.owners[asked])

    def _count(self, pairs: Indices) -> Indices:
        return np.bincount(pairs[:, 0], minlength=len(self.values))

    def _is_made_of(self, row: int, often: Marks) -> bool:
        """Whether passages that many stories have are half of a report or more."""
        covered = _bridged(self._words(row, often[self.rows.row(row).astype(np.int64)]))
        return bool(covered.sum() >= STORY * max(1, self.lengths[row]))

    def _is_lasting(self, owners: Indices, stories: Indices) -> Marks:
        """Whether the reports of each value lie weeks apart, or are twice as many."""
        dated = owners[self.days[owners[:, 1]] > 0]
        first = np.full(len(self.values), np.iinfo(np.int64).max)
        last = np.zeros(len(self.values), np.int64)
        np.minimum.at(first, dated[:, 0], self.days[dated[:, 1]])
        np.maximum.at(last, dated[:, 0], self.days[dated[:, 1]])
        several = self._count(dated) > 1
        spread: Marks = several & (last - np.where(several, first, last) >= WEEKS)
        return spread | (~several & (stories >= 2 * MANY))

    def _words(self, row: int, marks: Marks) -> Marks:
        """Words of a report that stand in a marked 5-gram."""
        found = np.zeros(int(self.lengths[row]), bool)
        for step in range(LENGTH):
            found[step : step + len(marks)] |= marks
        return found

    def marked(self, row: int, standing: Marks) -> Marks:
        """Words of a report that are template; what is shorter than a passage is none.

        `standing` says of each value whether it is.
        """
        return _bridged(self._words(row, standing[self.rows.row(row).astype(np.int64)]))

    def together(self, values: Hashes) -> list[tuple[int, int]]:
        """Rows side by side among those that have a value, each pair once."""
        owners = self._owners()
        owners = owners[np.isin(self.values, values)[owners[:, 0]]]
        same = owners[1:, 0] == owners[:-1, 0]
        pairs = np.stack([owners[:-1, 1], owners[1:, 1]], axis=1)[same]
        return [(int(a), int(b)) for a, b in np.unique(pairs, axis=0)]


def _distinct(first: Indices, second: Indices) -> Indices:
    """Each pair of numbers once, in order. A sort: numpy's own `unique` hashes, and is slower."""
    if not len(first):
        return np.empty((0, 2), np.int64)
    width = int(second.max()) + 1
    keys = first * width + second
    keys.sort()
    keys = keys[np.concatenate(([True], keys[1:] != keys[:-1]))]
    return np.stack(np.divmod(keys, width), axis=1)


def _bridged(words: Marks) -> Marks:
    """Marked words with the short gaps between them; runs under a passage's length are dropped."""
    found = np.zeros(len(words), bool)
    at = np.flatnonzero(words)
    for run in np.split(at, np.flatnonzero(np.diff(at) > GAP) + 1):
        if len(run) and run[-1] - run[0] + 1 >= RUN:
            found[run[0] : run[-1] + 1] = True
    return found


def _kin(
    pairs: Iterable[tuple[int, int]],
    chosen: Sequence[int],
    reports: Sequence[Told],
    words: Mapping[int, Marks],
) -> tuple[Kinship, ...]:
    """Pairs that hang the reports of a template together, in order of ids."""
    found = []
    for pair in pairs:
        one, other = sorted((chosen[at] for at in pair), key=lambda at: reports[at].id)
        if one in words and other in words:
            shares = float(words[one].mean()), float(words[other].mean())
            longest = int(min(words[one].sum(), words[other].sum()))
            ids = reports[one].id, reports[other].id
            found.append(Kinship(*ids, "template", *shares, longest))
    return tuple(found)


def groups_of(ids: Sequence[T], pairs: Iterable[tuple[T, T]]) -> list[list[T]]:
    """Connected groups (union-find with path halving), members in the order of `ids`."""
    parent = {identity: identity for identity in ids}

    def root(identity: T) -> T:
        while parent[identity] != identity:
            parent[identity] = parent[parent[identity]]
            identity = parent[identity]
        return identity

    for first, second in pairs:
        parent[root(first)] = root(second)
    groups: dict[T, list[T]] = {}
    for identity in ids:
        groups.setdefault(root(identity), []).append(identity)
    return list(groups.values())
