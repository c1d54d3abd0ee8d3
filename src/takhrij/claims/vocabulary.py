"""Phrases of the data files found in a text, in every inflection, in one pass over its words.

A phrase is one or more tokens (see `inflections`) under a label; the longest that fits at
a word wins, so a longer phrase under another label is how an exception is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from takhrij.annotations import Word
from takhrij.claims.inflections import bare, every_form, forms, without_conjunction
from takhrij.document import Span
from takhrij.errors import DataFileError
from takhrij.language.lexicon import load

_KEPT_WORDS = 200_000
"""Words remembered with what may start at them, so that memory stays bounded."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase met in the text: its label, and its words as indexes, `last` included.

    `entry` is the first token of the phrase in the data file: one for all its inflections.
    """

    label: str
    first: int
    last: int
    span: Span
    entry: str

    @property
    def verb(self) -> bool:
        return ">" in self.entry


@dataclass(frozen=True, slots=True)
class _Phrase:
    label: str
    tokens: tuple[str, ...]


def _longest_first(phrase: _Phrase) -> tuple[int, bool, str, tuple[str, ...]]:
    """Then verbs before nouns of one spelling (قتل): a noun mostly has its marks on it."""
    return -len(phrase.tokens), ">" not in phrase.tokens[0], phrase.label, phrase.tokens


class Vocabulary:
    """A data file ready to be looked for. Made once a language (see `vocabulary`)."""

    def __init__(self, entries: Mapping[str, Iterable[str]], language: str) -> None:
        self.language = language
        self._forms: dict[str, set[str]] = {}
        self._exact: dict[str, set[str]] = {}
        self._heads: dict[str, list[_Phrase]] = {}
        self._head_forms: set[str] = set()
        self._known: dict[str, tuple[_Phrase, ...]] = {}
        self._silent: set[str] = set()
        self._kept: dict[str, frozenset[str]] = {}
        for label, written in entries.items():
            for phrase in written:
                self._add(_Phrase(label, tuple(phrase.split())))

    def _add(self, phrase: _Phrase) -> None:
        for token in phrase.tokens:
            table = self._exact if token.startswith("=") else self._forms
            for form in forms(token, self.language):
                table.setdefault(form, set()).add(token)
        head = phrase.tokens[0]
        self._heads.setdefault(head, []).append(phrase)
        self._head_forms |= forms(head, self.language)

    def _tokens(self, norm: str) -> frozenset[str]:
        """The tokens of the data that a folded word may be a form of; kept, as `_starting`."""
        kept = self._kept.get(norm)
        if kept is None:
            if len(self._kept) > _KEPT_WORDS:
                self._kept.clear()
            kept = self._kept[norm] = frozenset(self._find_tokens(norm))
        return kept

    def _find_tokens(self, norm: str) -> set[str]:
        found: set[str] = set()
        for word in without_conjunction(norm, self.language):
            found |= self._exact.get(word, set())
        for step in bare(norm, self.language):
            met = {
                token
                for form in step.forms
                for token in self._forms.get(form, ())
                if step.may_be_verb or ">" not in token
            }
            if met:
                return found | met
        return found

    def _starting(self, norm: str) -> tuple[_Phrase, ...]:
        """Phrases that may start at a word, longest first; kept, since words come again."""
        known = self._known.get(norm)
        if known is None:
            if len(self._known) > _KEPT_WORDS:
                self._known.clear()
            met = [p for token in self._tokens(norm) for p in self._heads.get(token, ())]
            known = self._known[norm] = tuple(sorted(met, key=_longest_first))
        return known

    def _may_start(self, norms: frozenset[str]) -> frozenset[str]:
        """The words that may start a phrase. Most words start none, and are kept as silent."""
        open_ = norms - self._silent
        silent = {
            norm
            for norm in open_
            if self._head_forms.isdisjoint(every_form(norm, self.language))
            or not self._starting(norm)
        }
        if len(self._silent) > _KEPT_WORDS:
            self._silent.clear()
        self._silent |= silent
        return open_ - silent

    def knows(self, form: str, *, verb: bool = False) -> bool:
        """Whether a folded word, as it stands, is a form of an entry (of a verb, if asked)."""
        return any(not verb or ">" in token for token in self._forms.get(form, ()))

    def lists(self, norm: str) -> bool:
        """Whether a folded word is among those that the data file takes as they stand."""
        return any(word in self._exact for word in without_conjunction(norm, self.language))

    def find(self, words: Sequence[Word], places: Mapping[str, Sequence[int]]) -> tuple[Hit, ...]:
        """Every phrase met, in text order, none overlapping another.

        `places` gives the indexes of each folded word (see `places_of`): words that start no
        phrase cost nothing, so looking for many vocabularies stays cheap.
        """
        starting = self._may_start(frozenset(places))
        begins = sorted((index, norm) for norm in starting for index in places[norm])
        found: list[Hit] = []
        free = 0
        for index, norm in begins:
            phrase = self._at(words, index, norm) if index >= free else None
            if phrase is not None:
                final = index + len(phrase.tokens) - 1
                span = Span(words[index].span.start, words[final].span.end)
                found.append(Hit(phrase.label, index, final, span, phrase.tokens[0]))
                free = final + 1
        return tuple(found)

    def _at(self, words: Sequence[Word], index: int, norm: str) -> _Phrase | None:
        """The longest phrase that begins at a word."""
        for phrase in self._starting(norm):
            rest = phrase.tokens[1:]
            if index + len(rest) < len(words) and all(
                token in self._tokens(words[index + step].norm)
                for step, token in enumerate(rest, start=1)
            ):
                return phrase
        return None


def places_of(words: Sequence[Word]) -> dict[str, list[int]]:
    """Where each folded word stands, by index."""
    places: dict[str, list[int]] = {}
    for index, word in enumerate(words):
        places.setdefault(word.norm, []).append(index)
    return places


@cache
def vocabulary(language: str, name: str) -> Vocabulary:
    """The phrases of `data/<language>/<name>.toml`, whose tables hold lists of strings.

    Raises DataFileError if a value is something else.
    """
    table = load(language, name)
    for label, entries in table.items():
        if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
            raise DataFileError(f"{language}/{name}.toml: {label!r} must be a list of phrases")
    return Vocabulary(table, language)
