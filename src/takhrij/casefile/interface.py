"""The words of the interface, one file a language, and the ways to write them.

`say` and `count` give plain text for the terminal; `Page` gives the same as safe HTML in
which every figure, date and name of the other script stands in isolation, so that its order
holds inside right-to-left text.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from markupsafe import Markup, escape

from takhrij.casefile.controls import visible
from takhrij.errors import DataFileError

Interface = Literal["ar", "en"]
INTERFACES: tuple[Interface, ...] = ("en", "ar")
DIRECTIONS: dict[str, str] = {"ar": "rtl", "en": "ltr"}

_LATIN = "A-Za-z\u00c0-\u024f"
_ARABIC = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_LEFT_TO_RIGHT = re.compile(
    rf"[{_LATIN}][0-9{_LATIN}]*"
    rf"(?:(?!: )[-./:+_%'’&@ ]{{1,3}}[0-9{_LATIN}]+"
    rf"|[^0-9{_LATIN}{_ARABIC}\n]{{1,6}}[{_LATIN}][0-9{_LATIN}]*)*"
    r"|[-+−]?[0-9]+(?:[-./:,–][0-9]+)*(?: ?[°%])?"
)
"""Latin words with all that stands between them, quotation marks too; or one figure or date.
Nothing has to match after the repeated part, so the search is linear."""
_RIGHT_TO_LEFT = re.compile(
    rf"[{_ARABIC}]+(?:[^{_LATIN}{_ARABIC}\n]{{1,12}}[{_ARABIC}]+)*(?: [0-9]+(?=[”»…]))?"
    r"|[0-9]{4}(?:-[0-9]{2}){1,2}(?![0-9])"
)
"""Arabic words with what joins them; ISO dates, which must not be broken at a hyphen."""
LONGEST = 200
"""Characters of a value that has no word and is shown as it is."""
SHORT = 20
"""Figures and names up to this long are never broken across lines."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """One interface language. Made once each, so that what was said in it can be kept."""

    language: Interface
    table: dict[str, Any]

    def say(self, key: str, **values: object) -> str:
        """The words under `section.name`, filled in. Raises DataFileError if there are none."""
        found = self.find(key)
        if not isinstance(found, str):
            raise DataFileError(f"casefile/words/{self.language}.toml has no text {key!r}")
        return found.format(**values) if values else found

    def find(self, key: str) -> Any:
        section, _, name = key.partition(".")
        found = self.table.get(section)
        return found.get(name) if isinstance(found, dict) and name else found

    def term(self, section: str, value: object) -> str:
        """The word for a value of the contract; a value with no word is shown as it is."""
        found = self.find(f"{section}.{value}")
        return found if isinstance(found, str) else str(value)

    def count(self, key: str, n: int) -> str:
        """A counted phrase. Raises DataFileError if the language's forms are incomplete."""
        forms = self.find(key)
        form = plural_form(self.language, n)
        if not isinstance(forms, dict) or form not in forms:
            raise DataFileError(f"casefile/words/{self.language}.toml has no {key!r} for {n}")
        return str(forms[form]).replace("{n}", str(n))


def plural_form(language: str, n: int) -> str:
    """CLDR's plural category of a whole number in English or Arabic."""
    if language != "ar":
        return "one" if n == 1 else "other"
    if n <= 2:
        return ("zero", "one", "two")[n]
    if 3 <= n % 100 <= 10:
        return "few"
    return "many" if n % 100 >= 11 else "other"


@cache
def words(language: Interface) -> Words:
    """Raises DataFileError if the interface isn't spoken here or its file is broken."""
    path = files("takhrij.casefile") / "words" / f"{language}.toml"
    try:
        return Words(language, tomllib.loads(path.read_text(encoding="utf-8")))
    except (FileNotFoundError, tomllib.TOMLDecodeError) as error:
        raise DataFileError(f"casefile/words/{language}.toml: {error}") from error


@dataclass(frozen=True, slots=True)
class Page:
    """One interface language, as safe HTML."""

    words: Words

    def say(self, key: str, **values: object) -> Markup:
        if not values:
            return _still(self.words, key)
        held = {name: self.isolated(value) for name, value in values.items()}
        return Markup(str(escape(self.words.say(key))).format(**held))

    def count(self, key: str, n: int) -> Markup:
        return _counted(self.words, key, n)

    def term(self, section: str, value: object) -> Markup:
        return _term(self.words, section, str(value)[:LONGEST])

    def isolated(self, value: object) -> Markup:
        """Any value put into a sentence: safe as it is, or text whose figures are isolated."""
        return value if isinstance(value, Markup) else self._figures(str(value))

    def _figures(self, text: str) -> Markup:
        """A sentence of this language, runs of the other direction isolated."""
        return isolated(text, self.words.language)


@lru_cache(maxsize=8192)
def _still(words: Words, key: str) -> Markup:
    """Words that nothing is filled into: they stand hundreds of times in a long report."""
    return isolated(words.say(key), words.language)


@lru_cache(maxsize=8192)
def _counted(words: Words, key: str, n: int) -> Markup:
    return isolated(words.count(key, n), words.language)


@lru_cache(maxsize=8192)
def _term(words: Words, section: str, value: str) -> Markup:
    return isolated(words.term(section, value), words.language)


def isolated(text: str, language: str) -> Markup:
    """A sentence as HTML, every run of the other direction marked and isolated."""
    pattern = _LEFT_TO_RIGHT if language == "ar" else _RIGHT_TO_LEFT
    pieces: list[Markup] = []
    position = 0
    shown = visible(text)
    for match in pattern.finditer(shown):
        run, end = match.group(), match.end()
        if run.count("(") > run.count(")") and shown[end : end + 1] == ")":
            run, end = run + ")", end + 1
        is_figure = language == "ar" or run[0].isascii()
        marked = ltr(run) if is_figure else said(run, "ar")
        pieces += [escape(shown[position : match.start()]), marked]
        position = end
    return Markup("").join([*pieces, escape(shown[position:])])


def ltr(value: object) -> Markup:
    """A figure, date, digest or address, kept in its own order."""
    shown = visible(str(value))
    whole = ' class="whole"' if len(shown) <= SHORT else ""
    return Markup(f'<bdi dir="ltr"{whole}>{escape(shown)}</bdi>')


def said(text: str, language: str) -> Markup:
    """Words of the article inside a line of the interface."""
    shown = escape(visible(text))
    if language not in DIRECTIONS:  # the letters themselves say how they run
        return Markup(f'<bdi dir="auto">{shown}</bdi>')
    return Markup(f'<bdi lang="{language}" dir="{DIRECTIONS[language]}">{shown}</bdi>')
