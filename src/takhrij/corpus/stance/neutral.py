"""No side taken: states and armed parties are read as stand-ins, so that exchanging their names
in claim and passage changes nothing in what the models see.

The first state or party that both texts name is read as the first of the stand-ins of
sides.toml, and so on; names beyond the last stay as they are, and so do those that one text has
alone: the other may name it by an adjective or a capital, and would seem to speak of another.
What is quoted, and the places that rules compare, are those of the texts as written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from takhrij.document import Language, Span
from takhrij.language.fold import fold, folded
from takhrij.language.lexicon import load

KINDS = ("states", "parties")
_PREFIX = r"(?<!\w)(?P<prefix>[وفبلك]?)"


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in a text; `party` is its kind and what it stands for."""

    party: tuple[str, str]
    span: Span


def neutral(claim: str, passage: str, languages: tuple[Language, Language]) -> tuple[str, str]:
    """Both texts with stand-ins for the states and parties that both name, in the same roles."""
    ours, theirs = (
        _named(text, language) for text, language in zip((claim, passage), languages, strict=True)
    )
    both = {one.party for one in ours} & {one.party for one in theirs}
    roles: dict[tuple[str, str], int] = {}
    for one in ours:
        if one.party in both and one.party not in roles:
            roles[one.party] = sum(kind == one.party[0] for kind, _ in roles)
    return _read(claim, ours, roles, languages[0]), _read(passage, theirs, roles, languages[1])


def _named(text: str, language: Language) -> list[_Name]:
    plain = folded(text)
    return [
        _Name(_known(language)[match.group("name")], plain.original(*match.span("name")))
        for match in _pattern(language).finditer(plain.text)
    ]


def _read(
    text: str, names: list[_Name], roles: dict[tuple[str, str], int], language: Language
) -> str:
    made, at = [], 0
    for name in names:
        stand_ins = load(language, "sides")[f"stand_in_{name.party[0]}"]
        number = roles.get(name.party, len(stand_ins))
        if number < len(stand_ins):
            made += [text[at : name.span.start], stand_ins[number]]
            at = name.span.end
    return "".join([*made, text[at:]])


@cache
def _known(language: Language) -> dict[str, tuple[str, str]]:
    """Each folded name: its kind, and the first of the names of the same state or party."""
    table = load(language, "sides")
    return {
        fold(name): (kind, fold(names[0]))
        for kind in KINDS
        for names in table[kind]
        for name in names
    }


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(_known(language), key=len, reverse=True)))
    before = _PREFIX if language == "ar" else r"(?<!\w)"
    return re.compile(rf"{before}(?P<name>{names})(?!\w)")
