"""What a check is shown: the document's layers, and quick ways to ask them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from takhrij.annotations import (
    Attribution,
    Chain,
    Claim,
    Incident,
    Mention,
    Place,
    Quantity,
    Sentence,
    Time,
)
from takhrij.claims.lookup import Lookup, lookup
from takhrij.claims.vocabulary import Hit
from takhrij.document import Document, Span
from takhrij.language.gazetteer.home import default_gazetteer
from takhrij.language.gazetteer.lookup import Gazetteer

_NEAR = 600
"""Code points of a sentence on each side that a check looks at: a hostile text is one sentence."""
_CONTENTS_BACK = 24
"""Attributed contents looked at backwards from a word: more never nest or overlap there."""


@dataclass(frozen=True)
class Case:
    """One report as the checks see it. Everything is in text order."""

    document: Document
    lookup: Lookup
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    chains: tuple[Chain, ...]
    incidents: tuple[Incident, ...]
    places_known: Gazetteer | None = None

    @property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer the places were read with; the user's own unless one was handed in."""
        return self.places_known or default_gazetteer()

    @property
    def text(self) -> str:
        return self.document.text

    @property
    def language(self) -> str:
        return self.document.language

    def quote(self, span: Span) -> str:
        return self.document.quote(span)

    @cached_property
    def mention(self) -> dict[str, Mention]:
        """Mentions by id."""
        return {mention.id: mention for mention in self.mentions}

    @cached_property
    def attribution(self) -> dict[str, Attribution]:
        """Attributions by id."""
        return {attribution.id: attribution for attribution in self.attributions}

    @cached_property
    def chain(self) -> dict[str, Chain]:
        """Chains by the id of their claim."""
        return {chain.claim: chain for chain in self.chains}

    @cached_property
    def claim(self) -> dict[str, Claim]:
        """Claims by id."""
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def times(self) -> tuple[Mention, ...]:
        return tuple(m for m in self.mentions if isinstance(m.of, Time))

    @cached_property
    def places(self) -> tuple[Mention, ...]:
        return tuple(m for m in self.mentions if isinstance(m.of, Place))

    @cached_property
    def quantities(self) -> tuple[Mention, ...]:
        return tuple(m for m in self.mentions if isinstance(m.of, Quantity))

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [span.start for span in self.sentences]

    @cached_property
    def _claim_starts(self) -> list[int]:
        return [claim.span.start for claim in self.claims]

    def hits(self, name: str, first: int = 0, last: int | None = None) -> tuple[Hit, ...]:
        """Phrases of a data file among the words `first` to `last`, `last` excluded."""
        end = len(self.lookup.words) if last is None else last
        within = self.lookup.hits(name).within(max(0, first), end)
        return tuple(hit for hit in within if hit.last < end)

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that an offset lies in (of the one before, between two)."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def sentence_of(self, span: Span) -> Span:
        return self.sentences[self.sentence_at(span.start)] if self.sentences else span

    def around(self, span: Span) -> Span:
        """The sentence a span stands in, cut to what is near where it runs on and on."""
        sentence = self.sentence_of(span)
        start = max(sentence.start, span.start - _NEAR)
        return Span(start, max(span.end, min(sentence.end, span.end + _NEAR)))

    def mentions_in(self, span: Span) -> tuple[Mention, ...]:
        """The mentions that start inside a span."""
        return self.lookup.mentions_of(span)

    def claims_over(self, *spans: Span) -> tuple[str, ...]:
        """Ids of the claims that any of these words stand in, in text order."""
        return tuple(
            dict.fromkeys(claim.id for span in sorted(spans) for claim in self.claims_in(span))
        )

    def claims_in(self, span: Span) -> tuple[Claim, ...]:
        """The claims that share words with a span."""
        first = max(0, bisect_right(self._claim_starts, span.start) - 1)
        near = self.claims[first : bisect_left(self._claim_starts, span.end)]
        return tuple(claim for claim in near if claim.span.overlaps(span))

    @cached_property
    def title_claims(self) -> tuple[Claim, ...]:
        title = self.document.metadata.title_span
        if title is None:
            return ()
        return tuple(claim for claim in self.claims if title.contains(claim.span))

    @cached_property
    def body_claims(self) -> tuple[Claim, ...]:
        titled = {claim.id for claim in self.title_claims}
        return tuple(claim for claim in self.claims if claim.id not in titled)

    def speakers(self, claim: Claim) -> tuple[str, ...]:
        """Who a claim goes back to, in the article's words; empty for the author's own."""
        said = (self.attribution.get(name) for name in claim.attributions)
        return tuple(dict.fromkeys(self.speaker(a) for a in said if a is not None))

    def attributions_over(self, span: Span) -> tuple[Attribution, ...]:
        """The attributions whose content holds a span, in text order."""
        return tuple(a for a, _ in self._contents_over(span))

    def is_attributed(self, sentence: Span) -> bool:
        """Any source, cue or content of an attribution stands in a sentence."""
        at = bisect_left(self._said, sentence.start)
        return at < len(self._said) and self._said[at] < sentence.end

    @cached_property
    def _said(self) -> list[int]:
        """Where the spans of attributions start, in order."""
        return sorted(span.start for a in self.attributions for span in a.spans)

    def _contents_over(self, span: Span) -> list[tuple[Attribution, Span]]:
        starts, contents = self._contents
        last = bisect_right(starts, span.start)
        return [
            (attribution, content)
            for content, attribution in contents[max(0, last - _CONTENTS_BACK) : last]
            if content.contains(span)
        ]

    @cached_property
    def _contents(self) -> tuple[list[int], list[tuple[Span, Attribution]]]:
        """Contents in text order with their attributions, and where they start."""
        contents = sorted(
            ((content, a) for a in self.attributions for content in a.content),
            key=lambda pair: (pair[0], pair[1].id),
        )
        return [content.start for content, _ in contents], contents

    def is_told(self, claim: Claim) -> bool:
        """A word of telling (a letter, "told how") leads up to the claim in its sentence.

        Then the claim may be somebody's even where no attribution was found over it.
        """
        first, last = self.lookup.words_of(self.around(claim.span))
        end = self.lookup.word_at((claim.event_span or claim.span).start)
        leading = self.lookup.events.within(first, min(last, end))
        return any(hit.label == "statement" for hit in leading)

    def speaker(self, attribution: Attribution) -> str:
        """The resolved speaker, else the source as written, else nothing."""
        if attribution.speaker is not None:
            return attribution.speaker
        return "" if attribution.source is None else self.quote(attribution.source)


def case_of(document: Document, gazetteer: Gazetteer | None = None) -> Case:
    """The case of a document. Layers that are not made yet are taken for empty."""

    def layer(kind: type) -> tuple:  # type: ignore[type-arg]
        return document.layer(kind) if document.has(kind) else ()

    return Case(
        document=document,
        lookup=lookup(document),
        sentences=tuple(sentence.span for sentence in layer(Sentence)),
        mentions=layer(Mention),
        attributions=layer(Attribution),
        claims=layer(Claim),
        chains=layer(Chain),
        incidents=layer(Incident),
        places_known=gazetteer,
    )
