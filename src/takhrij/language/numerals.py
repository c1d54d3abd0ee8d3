"""Number words: what each one counts, with its clitics split off (data/<language>/numbers.toml)."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal, NamedTuple

from takhrij.document import Language
from takhrij.language.lexicon import load

Part = Literal[
    "unit", "compound", "ten", "teen", "tens", "hundred", "scale", "dual", "digits",
    "vague", "fraction", "ordinal", "article",
]  # fmt: skip


class Numeral(NamedTuple):
    """One number word. `skip` letters of clitics stand before it; `joined` if و is one.

    `alone` is what it means with no number before it, where that differs: آلاف, 2000 or more.
    """

    part: Part
    low: float
    high: float | None
    skip: int = 0
    joined: bool = False
    definite: bool = False
    alone: tuple[float, float | None] | None = None


Kind = Literal["cardinal", "ordinal", "vague", "fraction"]


class Number(NamedTuple):
    """A number: tokens `first` to `last` (half-open), code points `start` to `end`.

    `high` is None where open ("thousands"). Conjunctions and prepositions are outside.
    `joined`: "and" stands before it; `definite`: the article does.
    """

    first: int
    last: int
    start: int
    end: int
    low: float
    high: float | None
    kind: Kind
    digits: bool = False
    joined: bool = False
    definite: bool = False


_TABLES: tuple[tuple[str, Part], ...] = (
    ("units", "unit"),
    ("compound_units", "compound"),
    ("ten", "ten"),
    ("teens", "teen"),
    ("tens", "tens"),
    ("hundreds", "hundred"),
    ("scales", "scale"),
    ("dual_scales", "dual"),
    ("fractions", "fraction"),
)
_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")


@lru_cache(maxsize=16384)
def numeral(norm: str, language: Language) -> Numeral | None:
    """The number word that a folded token is, or None."""
    words = load(language, "numbers")["words"]
    if norm in words["never"]:
        return None
    return _found(norm, language, _lexicon(language))


@lru_cache(maxsize=16384)
def ordinal(norm: str, language: Language) -> Numeral | None:
    """The ordinal that a folded token is (الرابع, fourth), or None."""
    return _found(norm, language, _ordinals(language))


@cache
def needs_hamza(language: Language) -> frozenset[str]:
    """Folded words that are numbers only if written with hamza or alef (مئتين, not ميتين)."""
    return frozenset(load(language, "numbers")["words"]["hamza"])


def _found(norm: str, language: Language, lexicon: dict[str, Numeral]) -> Numeral | None:
    if language == "en" or norm in lexicon:
        return lexicon.get(norm)
    for clitics in _CLITICS:
        if not norm.startswith(clitics):
            continue
        rest = norm[len(clitics) :]
        if rest in lexicon:
            return _with_clitics(lexicon[rest], clitics, definite=False)
        article = "ل" if clitics.endswith("ل") else "ال"
        if rest.startswith(article) and rest[len(article) :] in lexicon:
            return _with_clitics(lexicon[rest[len(article) :]], clitics, definite=True)
    return None


def _with_clitics(found: Numeral, clitics: str, *, definite: bool) -> Numeral | None:
    if definite and found.part == "unit" and found.low <= 2:
        return None  # الاثنين is Monday, الواحد "the one"
    return found._replace(
        skip=len(clitics), joined=clitics.startswith(("و", "ف")), definite=definite
    )


@cache
def _lexicon(language: Language) -> dict[str, Numeral]:
    data = load(language, "numbers")
    alone = {word: _bounds(bounds) for bounds, words in data["vague"].items() for word in words}
    found = {word: Numeral("vague", *bounds, alone=bounds) for word, bounds in alone.items()}
    for table, part in _TABLES:
        for value, words in data.get(table, {}).items():
            for word in words:
                found[word] = Numeral(part, float(value), float(value), alone=alone.get(word))
    for word in data["words"].get("article", ()):
        found[word] = Numeral("article", 1, 1)
    return found


def _bounds(written: str) -> tuple[float, float | None]:
    """`3-9` is 3 to 9; `20` is 20 with no greatest."""
    low, _, high = written.partition("-")
    return float(low), float(high) if high else None


@cache
def _ordinals(language: Language) -> dict[str, Numeral]:
    table = load(language, "numbers")["ordinals"]
    return {
        word: Numeral("ordinal", float(value), float(value))
        for value, words in table.items()
        for word in words
    }
