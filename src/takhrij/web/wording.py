"""The workbench's words, beside those of the case file, and how a page writes its figures."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from takhrij.casefile import interface
from takhrij.casefile.interface import DIRECTIONS, Interface, Page, Words
from takhrij.translations import translated

Digits = Literal["latin", "arabic"]
_FIGURES = re.compile(r'<bdi dir="ltr"(?: class="whole")?>([-+−]?[0-9][0-9 .,:/°%–−-]*)</bdi>')
"""A figure, date or time standing alone: never a digest, an id or an address."""
_ARABIC_INDIC = str.maketrans("0123456789.,%", "٠١٢٣٤٥٦٧٨٩٫٬٪")


@dataclass(frozen=True, slots=True)
class Show:
    """How pages are shown to somebody: in which language, with which digits."""

    language: Interface = "en"
    digits: Digits = "latin"

    @property
    def direction(self) -> str:
        return DIRECTIONS[self.language]

    @property
    def page(self) -> Page:
        """Both lists of words, as safe HTML."""
        return Page(words(self.language))

    def told(self, text: str) -> str:
        """An error in the reader's language; text that is none of ours stays as it is."""
        return translated(text, self.language, apart=False)

    def figures(self, html: str) -> str:
        """A page with its figures in the digits asked for. The order of a date stays."""
        if self.digits == "latin":
            return html
        return _FIGURES.sub(
            lambda one: f'<bdi dir="ltr" class="fig">{one[1].translate(_ARABIC_INDIC)}</bdi>', html
        )


@cache
def words(language: Interface) -> Words:
    """The case file's words and the workbench's, which share no section."""
    path = files("takhrij.web") / "words" / f"{language}.toml"
    own = tomllib.loads(path.read_text(encoding="utf-8"))
    return Words(language, {**interface.words(language).table, **own})


def shown(cookie: str, accepted: str) -> Show:
    """What a reader chose (`ar.arabic`), else the first language of theirs that is spoken here."""
    language, _, digits = cookie.partition(".")
    if language not in DIRECTIONS:
        named = [part.partition(";")[0].strip()[:2].lower() for part in accepted.split(",")]
        language = next((one for one in named if one in DIRECTIONS), "en")
    return Show("ar" if language == "ar" else "en", "arabic" if digits == "arabic" else "latin")


def query(values: Mapping[str, object]) -> str:
    """The part of an address after its question mark, empty values left out."""
    from urllib.parse import urlencode

    return urlencode({name: value for name, value in values.items() if value not in (None, "")})
