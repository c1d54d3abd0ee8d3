"""Munitions and agents in lay words, filed under a plain term; see data/*/munitions.toml."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from takhrij.annotations import Munition, Word
from takhrij.document import Document
from takhrij.language.fold import fold
from takhrij.language.lexicon import load
from takhrij.language.terms import Met, Seen, Terms, term


def munitions(document: Document) -> tuple[Munition, ...]:
    """Weapons and agents named in a text, longest term first, none overlapping another."""
    seen = Seen(document.text, document.layer(Word))
    return tuple(Munition(met.span, met.term.of) for met in _met(seen, document.language))


def _met(seen: Seen, language: str) -> Iterator[Met]:
    terms = _terms(language)
    after = 0
    for index, met in terms.longest_at(seen):
        if index >= after and not _is_excepted(seen, met, language):
            yield met
            after = met.last + 1


@cache
def _terms(language: str) -> Terms:
    table: dict[str, list[str]] = load(language, "munitions")["terms"]
    return Terms(
        term("munition", written, name) for name, several in table.items() for written in several
    )


@cache
def _exceptions(language: str, side: str) -> dict[str, frozenset[str]]:
    table: dict[str, list[str]] = load(language, "munitions")[side]
    return {fold(word): frozenset(map(fold, several)) for word, several in table.items()}


def _is_excepted(seen: Seen, met: Met, language: str) -> bool:
    written = fold(seen.text[met.start : met.end])
    before = seen.words[met.first - 1].norm if met.first else ""
    after = seen.words[met.last + 1].norm if met.last + 1 < len(seen.words) else ""
    return before in _exceptions(language, "except_before").get(
        written, ()
    ) or after in _exceptions(language, "except_after").get(written, ())
