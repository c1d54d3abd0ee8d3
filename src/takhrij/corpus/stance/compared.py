"""Two sides put beside each other: what they share and where they differ, with the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any, Literal

from rapidfuzz.distance import LCSseq

from takhrij.annotations import Place
from takhrij.corpus.stance.differing import (
    elsewhere,
    fits,
    is_before,
    lacking,
    named_sites,
    opposed,
    unmatched,
    without,
    without_months,
)
from takhrij.corpus.stance.sides import Number, Side, Token, is_year, listed

_NAME = 2
"""Words of a name at most, where no gazetteer says how long it is."""

Kind = Literal["number", "place", "opposite", "negation", "shared", "difference"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Words that decide: of the claim and of the passage, either may be empty."""

    kind: Kind
    claim: str
    text: str


@dataclass(frozen=True, slots=True)
class Wording:
    """How the words of a passage stand to those of a claim.

    `held` is the share of the claim's words that the passage has, `in_order` of those that it
    has in the claim's order; `words` is how many the claim has. `turned` says whether a contrary,
    or a negation or denial of words that both have, sets the two apart; `crosses` whether they
    are in two languages, in which the rest says nothing.
    """

    held: float = 0.0
    in_order: float = 0.0
    words: int = 0
    turned: bool = False
    crosses: bool = False


@dataclass(frozen=True)
class Compared:
    """A claim and a passage. What is costly is worked out once, when first asked for."""

    claim: Side
    passage: Side

    @cached_property
    def only_claim(self) -> tuple[Token, ...]:
        return without(self.claim, self.passage)

    @cached_property
    def only_passage(self) -> tuple[Token, ...]:
        return without(self.passage, self.claim)

    @cached_property
    def shared(self) -> tuple[Token, ...]:
        lacking = frozenset(token.span for token in self.only_claim)
        return tuple(token for token in self.claim.tokens if token.span not in lacking)

    @cached_property
    def numbers(self) -> tuple[tuple[Number, ...], tuple[Number, ...], int]:
        """Numbers of the claim that none of the passage agrees with, the reverse, how many do."""
        ours = unmatched(self.claim.numbers, self.passage.numbers)
        theirs = unmatched(self.passage.numbers, self.claim.numbers)
        return ours, theirs, len(self.claim.numbers) - len(ours)

    @cached_property
    def places(self) -> tuple[tuple[Place, ...], tuple[Place, ...], int]:
        """As `numbers`, for places; a place agrees with what it lies in and with its own name."""
        ours = elsewhere(self.claim, self.passage)
        theirs = elsewhere(self.passage, self.claim)
        return ours, theirs, len(self.claim.places) - len(ours)

    @cached_property
    def opposites(self) -> tuple[tuple[Token, Token], ...]:
        """Words of the claim whose contrary stands in the passage, neither being in both; the
        second word of a month (كانون الأول) is no "first"."""
        sides = (self.claim, self.only_claim), (self.passage, self.only_passage)
        return tuple(opposed(*(without_months(side, only) for side, only in sides)))

    @cached_property
    def negations(self) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
        """Words of negation on either side."""
        return self.claim.negations, self.passage.negations

    @cached_property
    def denials(self) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
        """Words of denial on one side that the other lacks."""
        denials = (self.claim.listed("denial"), self.passage.listed("denial"))
        return lacking(*denials), lacking(*denials[::-1])

    @property
    def crosses(self) -> bool:
        """Whether the two are in different languages."""
        return self.claim.language != self.passage.language

    @property
    def flipped(self) -> bool:
        """An odd number of negations sets the two apart."""
        ours, theirs = self.negations
        return len(ours) % 2 != len(theirs) % 2

    @property
    def wording(self) -> Wording:
        count = len(self.claim.tokens)
        if self.crosses or not count:
            return Wording(words=count, crosses=self.crosses)
        ordered = LCSseq.similarity(self.claim.roots, self.passage.roots)
        return Wording(len(self.shared) / count, ordered / count, count, turned=self.turned)

    @property
    def turned(self) -> bool:
        """Whether a contrary, or a negation or denial right before words of both, sets the two
        apart; a "no" elsewhere in either is about something else."""
        if self.opposites:
            return True
        turns = self.negations if self.flipped else self.denials
        sides = (self.claim, self.passage), (self.passage, self.claim)
        return any(
            is_before(token, one, frozenset(other.roots))
            for tokens, (one, other) in zip(turns, sides, strict=True)
            for token in tokens
        )

    @property
    def clashes(self) -> bool:
        """Whether a figure, a place or a negation differs: such a passage never supports."""
        ours, theirs, _ = self.places
        return bool(self.apart or (ours and theirs) or self.flipped or self.sites)

    @cached_property
    def apart(self) -> tuple[tuple[Number, ...], tuple[Number, ...]] | None:
        """Unmatched numbers of either side that stand against each other: years against years,
        counts against counts; None where there are none."""
        ours, theirs, _ = self.numbers
        for years in (False, True):
            pair = tuple(
                tuple(n for n in found if is_year(text, n) is years)
                for found, text in ((ours, self.claim.text), (theirs, self.passage.text))
            )
            if all(pair):
                return pair[0], pair[1]
        return None

    @property
    def denied(self) -> bool:
        """Whether the passage has a word of denial or a negation and the claim has none of the
        kind: said twice ("never asked, was never given"), a negation is no assent."""
        return any(theirs and not ours for ours, theirs in (self.denials, self.negations))

    @property
    def doubted(self) -> bool:
        """Whether the passage asks, or says "perhaps", where the claim does not."""
        ours, theirs = self.claim.listed("open"), self.passage.listed("open")
        return bool(theirs) and not ours and not self.claim.asks

    @property
    def same(self) -> bool:
        """Whether the two use the same words, or kin of them, in the same order."""
        return self.claim.roots == self.passage.roots

    @cached_property
    def sites(self) -> tuple[tuple[Token, Token], ...]:
        """Names that no gazetteer holds, told by the word before them: the first of each side
        that the other lacks."""
        if self.crosses:
            return ()  # either side lacks every word of the other
        ours = named_sites(self.claim, self.only_claim)
        theirs = named_sites(self.passage, self.only_passage)
        named = zip(ours[:1], theirs[:1], strict=False)
        return tuple(named) or self._aligned_sites()

    def _aligned_sites(self) -> tuple[tuple[Token, Token], ...]:
        """Words that differ after the same preposition, in otherwise like stretches."""
        ours, theirs = self.claim.tokens, self.passage.tokens
        matcher: Any = SequenceMatcher(None, self.claim.roots, self.passage.roots, autojunk=False)
        return tuple(
            (ours[a], theirs[c])
            for step, a, b, c, d in matcher.get_opcodes()
            if step == "replace" and b - a == d - c <= _NAME and a and c
            if ours[a - 1].word in listed("at") and ours[a - 1].word == theirs[c - 1].word
        )

    def reasons(self) -> tuple[Reason, ...]:
        """Everything that sets the two apart, with its words."""
        return (*self._figures(), *self._sites(), *self._turns())

    def common(self) -> tuple[Reason, ...]:
        """The claim's words that the passage has; between two languages, the figures and places
        that agree."""
        if self.crosses:
            return tuple(self._agreed())
        words = " ".join(self._of_claim(token) for token in self.shared)
        return (Reason("shared", words, words),) if words else ()

    def difference(self) -> tuple[Reason, ...]:
        """The words of either side that the other lacks; nothing between two languages."""
        if self.crosses:
            return ()
        ours = " ".join(self._of_claim(token) for token in self.only_claim)
        theirs = " ".join(self._of_passage(token) for token in self.only_passage)
        return (Reason("difference", ours, theirs),) if ours or theirs else ()

    def _agreed(self) -> Iterator[Reason]:
        for ours in self.claim.numbers:
            theirs = [n for n in self.passage.numbers if ours.agrees(n)][:1]
            for number in theirs:
                quoted = self.claim.quote(ours.span), self.passage.quote(number.span)
                yield Reason("shared", *quoted)
        for place in self.claim.places:
            for other in [p for p in self.passage.places if fits(place, p)][:1]:
                yield Reason("shared", place.name, other.name)

    def _figures(self) -> Iterator[Reason]:
        if self.apart:
            ours, theirs = self.apart
            yield Reason(
                "number",
                _joined([self.claim.quote(n.span) for n in ours]),
                _joined([self.passage.quote(n.span) for n in theirs]),
            )

    def _sites(self) -> Iterator[Reason]:
        ours, theirs, _ = self.places
        if ours and theirs:
            names = ([place.name for place in found] for found in (ours, theirs))
            yield Reason("place", *map(_joined, names))
        elif self.sites:
            for one, other in self.sites:
                yield Reason("place", self._of_claim(one), self._of_passage(other))

    def _turns(self) -> Iterator[Reason]:
        for one, other in self.opposites:
            yield Reason("opposite", self._of_claim(one), self._of_passage(other))
        if self.flipped or any(self.denials):
            ours, theirs = self.negations if self.flipped else self.denials
            yield Reason(
                "negation",
                _joined([self._of_claim(token) for token in ours]),
                _joined([self._of_passage(token) for token in theirs]),
            )

    def _of_claim(self, token: Token) -> str:
        return self.claim.quote(token.span)

    def _of_passage(self, token: Token) -> str:
        return self.passage.quote(token.span)


def _joined(found: list[str]) -> str:
    return ", ".join(dict.fromkeys(found))
