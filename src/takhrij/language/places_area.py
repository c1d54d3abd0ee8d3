"""From a found and resolved name to the Place: span, area, precision, metonymy."""

from __future__ import annotations

from collections.abc import Sequence

from takhrij.annotations import Candidate, Place, Word
from takhrij.document import Document, Span
from takhrij.language.fold import fold
from takhrij.language.places_text import Named
from takhrij.language.places_words import PlaceWords, place_words

PRECISION = {"country": 6, "region": 4, "water": 7}
"""UCDP's where_prec by what was named; a settlement or site is 1."""


def described(
    document: Document, names: Sequence[Named], candidates: Sequence[tuple[Candidate, ...]]
) -> tuple[Place, ...]:
    """The places of a text, one for each found name."""
    words, lexicon = document.layer(Word), place_words(document.language)
    return tuple(
        _place(document, words, lexicon, named, meant)
        for named, meant in zip(names, candidates, strict=True)
        if meant
    )


def _place(
    document: Document,
    words: tuple[Word, ...],
    lexicon: PlaceWords,
    named: Named,
    meant: tuple[Candidate, ...],
) -> Place:
    span = _span(document, words, lexicon, named)
    return Place(
        span,
        document.quote(span),
        meant,
        precision=PRECISION.get(meant[0].feature, 1),
        metonym=_is_metonym(words, lexicon, named, meant[0]),
    )


def _span(document: Document, words: tuple[Word, ...], lexicon: PlaceWords, named: Named) -> Span:
    """The name, with its type word where that is part of it (محافظة حماة, not قرية X)."""
    if named.type_word is None or document.language != "ar":
        return named.span
    for stem in words[named.type_word].stems:
        if fold(stem.of(document.text)) in lexicon.with_name:
            return Span(stem.start, named.span.end)
    return named.span


def _is_metonym(
    words: tuple[Word, ...], lexicon: PlaceWords, named: Named, meant: Candidate
) -> bool:
    """A country or great city right beside a verb of saying or deciding: قالت موسكو."""
    if named.kind or named.clitic.endswith(("ب", "ل")) or meant.feature not in ("country", "city"):
        return False
    beside = [words[i] for i in (named.first - 1, named.last + 1) if 0 <= i < len(words)]
    return any(
        fold(word.norm[cut:]) in lexicon.metonym_verbs
        for word in beside
        for cut in (0, 1)
        if cut == 0 or word.norm.startswith(("و", "ف"))
    )
