"""What Takhrij says on the command line and of errors, in another language than English.

Sentences stand in English where they arise. `ar.toml` pairs each with its Arabic; `{}` stands for
whatever was put in, which comes in the same order or by number (`{1} ... {0}`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LONGEST = 4_000
"""Characters of a text that is looked up; no sentence of ours is as long."""
_FIRST, _LAST = "\u2068", "\u2069"
"""FSI and PDI: what stands between runs in its own direction (Unicode Annex 9)."""
_ENDS = re.compile(r"(?<=[.:?!]) (?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """The English between its holes, and what is said for it."""

    pieces: tuple[str, ...]
    said: str

    @property
    def weight(self) -> int:
        return sum(map(len, self.pieces))

    def holes(self, text: str) -> list[str] | None:
        """What fills the holes if the text is this sentence, the first fit from the left."""
        first, *rest = self.pieces
        if not text.startswith(first) or (not rest and text != first):
            return None
        at, found = len(first), []
        for number, piece in enumerate(rest, start=1):
            is_last = number == len(rest)
            to = text.find(piece, at) if not is_last else len(text) - len(piece)
            if to < at or not text.startswith(piece, to):
                return None
            found.append(text[at:to])
            at = to + len(piece)
        return found


def translated(text: str, language: str, *, apart: bool = True) -> str:
    """One sentence in a language (`ar`); as it is if none of ours fits, or for `en`.

    What fills its holes is translated too where it is a sentence itself, and else kept as it is,
    set apart by controls from the letters around it if that is asked for. Time is linear in the
    text.
    """
    if language == "en" or len(text) > LONGEST:
        return text
    for sentence in sentences(language):
        holes = sentence.holes(text)
        if holes is not None:
            return sentence.said.format(*(_hole(one, language, apart) for one in holes))
    return text


def _hole(text: str, language: str, apart: bool) -> str:
    said = translated(text, language, apart=apart)
    is_plain = said != text or text.isdigit() or not apart
    return said if is_plain else f"{_FIRST}{text}{_LAST}"


def paragraph(text: str, language: str) -> str:
    """Several sentences, each in a language; one that isn't ours stays as it is."""
    whole = translated(text, language)
    if whole != text:
        return whole
    return " ".join(translated(one, language) for one in _ENDS.split(text))


@cache
def sentences(language: str) -> Sequence[Sentence]:
    """The sentences of a language, those with most words of their own first."""
    path = files("takhrij.translations") / f"{language}.toml"
    table: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))["sentences"]
    made = [Sentence(tuple(english.split("{}")), said) for english, said in table.items()]
    return sorted(made, key=lambda one: one.weight, reverse=True)
