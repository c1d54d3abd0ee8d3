"""A text ready for finding places, and what finding passes on to resolving."""

from __future__ import annotations

from dataclasses import dataclass

from takhrij.annotations import Word
from takhrij.document import Document, Span
from takhrij.language.gazetteer.lookup import Gazetteer, Match
from takhrij.language.places_words import PlaceWords, place_words


@dataclass(frozen=True, slots=True)
class Named:
    """A found name: its words `first` to `last` (numbers, inclusive), and what it may mean.

    `kind` is the kind of the type word before it or None; `clitic` what was split off.
    """

    span: Span
    first: int
    last: int
    matches: tuple[Match, ...]
    quality: float
    evidence: float = 0.0
    kind: str | None = None
    type_word: int | None = None
    clitic: str = ""
    anaphor: str | None = None


class Text:
    """A text ready for finding: its words, folded, and the gazetteer to ask."""

    def __init__(self, document: Document, gazetteer: Gazetteer) -> None:
        self.text = document.text
        self.words = document.layer(Word)
        self.arabic = document.language == "ar"
        self.gazetteer = gazetteer
        self.lexicon: PlaceWords = place_words(document.language)

    def written(self, start: int, last: int) -> str:
        return self.text[start : self.words[last].span.end]

    def joined(self, index: int) -> bool:
        """Whether a word and the next can be one name: only a space or hyphen between."""
        if index + 1 >= len(self.words):
            return False
        between = self.text[self.words[index].span.end : self.words[index + 1].span.start]
        return between.strip(" \u00a0-_'’") == "" and len(between) <= 2

    def norm(self, index: int) -> str:
        """A word folded, empty beyond the text."""
        return self.words[index].norm if 0 <= index < len(self.words) else ""

    def adjacent(self, index: int) -> str:
        """The word before one, empty where punctuation other than an opening mark is between."""
        if index <= 0:
            return ""
        gap = self.text[self.words[index - 1].span.end : self.words[index].span.start]
        return self.words[index - 1].norm if gap.strip(" \u00a0\"“«('") == "" else ""
