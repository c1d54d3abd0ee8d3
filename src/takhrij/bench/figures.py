"""Figures and years of a claim, of a question about it and of the reply."""

from __future__ import annotations

from dataclasses import dataclass

from takhrij.corpus.stance.sides import Number, is_year, side

NEAR = 0.06
"""Figures no further apart than this share of the greater are called the same: 6.96 million and
"approximately 7 million"."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Of the claim those that the question does not give, and those of the reply."""

    claimed: tuple[Number, ...]
    found: tuple[Number, ...]
    claimed_years: frozenset[int]
    found_years: frozenset[int]

    def agreeing(self, asked: bool) -> int:
        """1 where one of the claim's figures is in the reply; -1 where none is, though a figure
        was asked for and is given; else 0."""
        if not (self.claimed and self.found):
            return 0
        same = any(_is_near(one, other) for one in self.claimed for other in self.found)
        return 1 if same else -int(asked)

    def same_years(self) -> int:
        """1 where a year of the claim is in the reply, -1 where it has others, 0 without years."""
        if not (self.claimed_years and self.found_years):
            return 0
        return 1 if self.claimed_years & self.found_years else -1


def figures(claim: str, question: str, text: str) -> Figures:
    """Figures and years, compared. A figure that the question gives is nothing the reply adds."""
    (ours, years), (asked, asked_years), (found, found_years) = map(
        _parted, (claim, question, text)
    )
    claimed = tuple(one for one in ours if not any(_is_near(one, other) for other in asked))
    return Figures(claimed, found, years - asked_years, found_years)


def _parted(text: str) -> tuple[tuple[Number, ...], frozenset[int]]:
    """Counts and years of a text."""
    found = side(text).numbers if text.strip() else ()
    years = [number for number in found if is_year(text, number)]
    counts = tuple(number for number in found if number not in years)
    return counts, frozenset(int(number.low) for number in years)


def _is_near(one: Number, other: Number) -> bool:
    greater = max(abs(one.low), abs(other.low))
    return one.agrees(other) or abs(one.low - other.low) <= NEAR * greater
