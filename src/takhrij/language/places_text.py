"""A text ready for finding places, and what finding passes on to resolving."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from takhrij.annotations import Word
from takhrij.document import Document, Language, Span
from takhrij.language.fold import fold, fold_word
from takhrij.language.gazetteer.entries import ARAB
from takhrij.language.gazetteer.lookup import Gazetteer, Match
from takhrij.language.gazetteer.world import countries
from takhrij.language.places_words import PlaceWords, place_words
from takhrij.language.words import clitic_lengths

_SPACE = " \u00a0"
_PART = re.compile(r"(?:[^-'’]|['’](?!s\b))+")
_MARKS = ("«", "»", "“", "”", '"', "'")
_OPENING = _SPACE + "\"'“«(["


ARAB_LANDS = frozenset(
    fold(entry.name)[:4] for entry in countries() if entry.country in ARAB and len(entry.name) > 3
)
"""Beginnings of the names of countries where Arabic is written, and of their adjectives."""


@dataclass(frozen=True, slots=True)
class Named:
    """A found name: its words `first` to `last` (numbers, inclusive), and what it may mean.

    `matches` is empty where no gazetteer holds it, and for an `anaphor` (العاصمة, البلاد).
    `quality` is how well the spelling fits, 1 as filed. `kind` is the kind of the type word
    before it (number `type_word`) or None; `clitic` is what was split off its front.
    """

    span: Span
    first: int
    last: int
    matches: tuple[Match, ...]
    quality: float = 1.0
    evidence: float = 0.0
    kind: str | None = None
    type_word: int | None = None
    clitic: str = ""
    anaphor: str | None = None


class Text:
    """A text ready for finding: its words, folded, and the gazetteer to ask."""

    def __init__(self, document: Document, gazetteer: Gazetteer) -> None:
        self.text = document.text
        self.arabic = document.language == "ar"
        words = document.layer(Word)
        self.words = words if self.arabic else tuple(_parted(document.text, words))
        self.written = [document.text[w.span.start : w.span.end] for w in self.words]
        self.profiles = [profile(document.language, written) for written in self.written]
        self.gazetteer = gazetteer
        self.lexicon: PlaceWords = place_words(document.language)
        self.of_arab_lands = not self.arabic and self._names_arab_lands()
        self.tells_ali = " على " in document.text
        self.surnames = frozenset() if self.arabic else self._surnames()

    def written_word(self, index: int) -> str:
        return self.written[index]

    def is_quoted(self, first: int, last: int) -> bool:
        """Whether quotation marks stand right around some words."""
        before, after = self.gap(first - 1), self.gap(last)
        return before.endswith(_MARKS) and after.startswith(_MARKS)

    def is_ali(self, index: int) -> bool:
        """Whether a word that folds to علي is the man's name: in a text that writes على too."""
        return self.tells_ali and self.written_word(index).endswith("ي")

    def is_capital(self, index: int) -> bool:
        """Whether a word begins with a capital letter; false beyond the text."""
        return 0 <= index < len(self.written) and self.written[index][0].isupper()

    def is_upper(self, index: int) -> bool:
        """Whether a word is written in capitals throughout; false beyond the text."""
        return 0 <= index < len(self.words) and self.written_word(index).isupper()

    def is_article(self, index: int) -> bool:
        """Whether a word is the article of the Arabic name hyphened to it: al-Rastan."""
        articles = self.lexicon.articles
        return bool(articles) and self.norm(index) in articles and self.gap(index) == "-"

    def _names_arab_lands(self) -> bool:
        return sum(word.norm[:4] in ARAB_LANDS for word in self.words) > 1

    def _surnames(self) -> frozenset[str]:
        """Words that follow a given name in this text: alone, they mean that person."""
        given = self.lexicon.given_names | self.lexicon.family
        pairs = (i for i in range(len(self.words) - 1) if self.words[i].norm in given)
        return frozenset(
            self.norm(i + 1)
            for i in pairs
            if self.is_capital(i) and self.is_capital(i + 1)
            if self.joined(i)
        )

    def phrase(self, named: Named) -> str:
        """The folded words of a name, parted by spaces."""
        return " ".join(self.norm(index) for index in range(named.first, named.last + 1))

    def norm(self, index: int) -> str:
        """A word folded, empty beyond the text."""
        return self.words[index].norm if 0 <= index < len(self.words) else ""

    def gap(self, index: int) -> str:
        """What stands between a word and the next; a full stop at the end of the text."""
        if not 0 <= index < len(self.words) - 1:
            return "."
        return self.text[self.words[index].span.end : self.words[index + 1].span.start]

    def joined(self, index: int) -> bool:
        """Whether a word and the next can be one name: only a space or hyphen between."""
        gap = self.gap(index)
        return len(gap) <= 2 and not gap.strip(_SPACE + "-_'’")

    def before(self, index: int) -> str:
        """The word before one, folded; empty where more than an opening mark is between."""
        return self.norm(index - 1) if not self.gap(index - 1).strip(_OPENING) else ""

    def after(self, index: int) -> str:
        """The word after one, folded; empty where anything but space is between."""
        return self.norm(index + 1) if not self.gap(index).strip(_SPACE) else ""

    def announced(self, index: int) -> str | None:
        """The type word before a word after which any name may stand, or None."""
        return self.profiles[index - 1].naming if index else None

    def forms(self, index: int) -> tuple[str, ...]:
        """A word's folded form and those left when clitics are split off, the article kept."""
        return self.profiles[index].forms if 0 <= index < len(self.words) else ()

    def type_of(self, index: int) -> str | None:
        """The kind of place that a word announces (قرية، وبمحافظة), or None."""
        return self.profiles[index].kind if 0 <= index < len(self.words) else None


def _parted(text: str, words: Iterable[Word]) -> Iterator[Word]:
    """English words parted at hyphens, and without the possessive: Egypt's, US-led."""
    for word in words:
        if "-" not in word.norm and "'" not in word.norm:
            yield word
            continue
        for part in _PART.finditer(text, word.span.start, word.span.end):
            span = Span(part.start(), part.end())
            yield Word(span, fold(part.group()), (span,))


@dataclass(frozen=True, slots=True)
class Profile:
    """What is to be known of a word, whatever text it stands in.

    `forms` are its folded form and those left when clitics are split off, the article kept;
    `kind` is the kind of place it announces, `naming` the type word after which a name that
    no gazetteer holds may stand, `anaphor` what place it describes.
    """

    forms: tuple[str, ...]
    kind: str | None
    naming: str | None
    anaphor: str | None


@lru_cache(maxsize=131_072)
def profile(language: Language, written: str) -> Profile:
    """The profile of a word as written."""
    lexicon = place_words(language)
    cuts = [skip for skip in clitic_lengths(written) if not fold(written[:skip]).endswith("ال")]
    forms = tuple(fold_word(written[skip:]) for skip in cuts)
    return Profile(
        forms,
        kind=next((lexicon.types[form] for form in forms if form in lexicon.types), None),
        naming=next((form for form in forms if form in lexicon.naming), None),
        anaphor=next((form for form in forms if form in lexicon.anaphors), None),
    )
