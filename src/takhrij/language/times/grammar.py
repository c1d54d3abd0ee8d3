"""The time grammar of a language, compiled from its data file, and what it finds.

Each kind of item is one character, so a text is a string of kinds and every form of the
grammar is a part of one regular expression over it; a match leads straight back to items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from takhrij.document import Language
from takhrij.errors import DataFileError
from takhrij.language.lexicon import load
from takhrij.language.times.items import Item, lexicon

_ADDED = (
    "day", "ordinal", "year", "number", "fraction", "numeric", "clock",
    "slash", "dash", "dot", "comma", "open", "close", "possessive", "and",
)  # fmt: skip
_STRONG = frozenset({"year", "numeric", "clock", "hour_word", "dated"})
"""Kinds among the small words and marks that may be an expression alone."""
_UNITS = ("minute", "hour", "day", "week", "month", "year", "decade")
_PIECE = re.compile(
    r"(!?)\{([a-z0-9_ ]+)\}|([A-Z]+)|(left|right)=\(|([a-z_]+[0-9]?)|([?*+|()])|\s+|(.)"
)
_REPEATS = {"*": "{0,3}", "+": "{1,3}"}
"""Repeats are bounded, so that no text can make a match cost more than its length."""
_DEPTH = 12
LOOKBACK = 15
"""How many items before an expression are kept with it: "will", "since"...."""


class Expression(NamedTuple):
    """A time expression: its form and its items; `left` and `right` are the ends of a range."""

    form: str
    items: tuple[Item, ...]
    left: tuple[Item, ...] = ()
    right: tuple[Item, ...] = ()
    before: tuple[str, ...] = ()
    """The kinds of the items that stand before it, the nearest last."""

    @property
    def start(self) -> int:
        return self.items[0].start

    @property
    def end(self) -> int:
        return self.items[-1].end


class _Grammar(NamedTuple):
    pattern: re.Pattern[str]
    codes: dict[str, str]
    weak: frozenset[str]
    """Codes that make no expression by themselves, so a run of them needs no reading."""


@cache
def _codes(language: Language) -> dict[str, str]:
    """One private-use character for each kind."""
    data = load(language, "times")
    kinds = {entry.kind for entry in lexicon(language).values()} | set(_ADDED)
    kinds |= {*data["words"], *data["shifts"], "adverb_part"}
    kinds |= {unit + form for unit in _UNITS for form in "12n"}
    return {kind: chr(0xE000 + index) for index, kind in enumerate(sorted(kinds))}


@cache
def _grammar(language: Language) -> _Grammar:
    data = load(language, "times")
    compiler = _Compiler(_codes(language), data["macros"])
    forms = tuple(data["forms"])
    parts = [f"(?P<{form}>{compiler.compile(data['forms'][form])})" for form in forms]
    codes = _codes(language)
    weak = frozenset(codes[kind] for kind in (*_ADDED, *data["words"]) if kind not in _STRONG)
    return _Grammar(re.compile("|".join(parts)), codes, weak)


class _Compiler:
    """Turns forms of a data file into regular expressions over kinds."""

    def __init__(self, codes: dict[str, str], macros: dict[str, str]) -> None:
        self.codes, self.macros, self.ends = codes, macros, 0

    def compile(self, form: str, depth: int = 0) -> str:
        if depth > _DEPTH:
            raise DataFileError(f"time grammar: macros of {form!r} nest more than {_DEPTH} deep")
        return "".join(self._piece(piece, form, depth) for piece in _PIECE.finditer(form))

    def _piece(self, piece: re.Match[str], form: str, depth: int) -> str:
        negated, around, macro, end, kind, operator, wrong = piece.groups()
        if wrong:
            raise DataFileError(f"time grammar: {wrong!r} in {form!r} is no part of a form")
        if around:
            return ("(?!" if negated else "(?<=") + self._kinds(around.split()) + ")"
        if macro:
            return f"(?:{self.compile(self._macro(macro), depth + 1)})"
        if kind:
            return self._kinds([kind])
        if end:
            self.ends += 1
            return f"(?P<{end}{self.ends}>"
        return _REPEATS.get(operator or "", operator or "")

    def _macro(self, name: str) -> str:
        if name not in self.macros:
            raise DataFileError(f"time grammar: no macro {name}; it stands under [macros]")
        return self.macros[name]

    def _kinds(self, names: list[str]) -> str:
        found = [self.codes[kind] for name in names for kind in self._members(name)]
        return f"[{''.join(found)}]"

    def _members(self, name: str) -> list[str]:
        if name == "count":
            return ["day", "number", "year"]
        if name in ("unit1", "unit2", "unitn"):
            return [unit + name[-1] for unit in _UNITS]
        if name not in self.codes:
            raise DataFileError(f"time grammar: no words of kind {name!r} in the data file")
        return [name]


def expressions(items: Sequence[Item], language: Language) -> Iterator[Expression]:
    """Every time expression among the items, left to right, none overlapping another."""
    grammar = _grammar(language)
    kinds = "".join([grammar.codes.get(item.kind, " ") for item in items])
    for run in _RUN.finditer(kinds):
        if not grammar.weak.issuperset(run.group()):
            for match in _matches(run.group(), language):
                yield _expression(items, match, run.start())


_RUN = re.compile("[^ ]+")


class _Match(NamedTuple):
    """A form met in a run of kinds, and where in the run; `left` and `right` of a range."""

    form: str
    first: int
    last: int
    left: tuple[int, int] = (0, 0)
    right: tuple[int, int] = (0, 0)


@lru_cache(maxsize=16384)
def _matches(run: str, language: Language) -> tuple[_Match, ...]:
    """What the grammar finds in a run of kinds. No form looks past a run, and most runs come
    again (day, month, year): kept, as the whole grammar is tried at every item."""
    return tuple(map(_match, _grammar(language).pattern.finditer(run)))


def _match(match: re.Match[str]) -> _Match:
    ends = {"left": (0, 0), "right": (0, 0)}
    if match.lastgroup == "range":
        for name, found in match.groupdict().items():
            if found is not None and name.startswith(("left", "right")):
                ends[name.rstrip("0123456789")] = match.span(name)
    return _Match(match.lastgroup or "", *match.span(), ends["left"], ends["right"])


def _expression(items: Sequence[Item], match: _Match, start: int) -> Expression:
    first, last = start + match.first, start + match.last
    return Expression(
        match.form,
        tuple(items[first:last]),
        tuple(items[start + match.left[0] : start + match.left[1]]),
        tuple(items[start + match.right[0] : start + match.right[1]]),
        tuple(item.kind for item in items[max(0, first - LOOKBACK) : first]),
    )
