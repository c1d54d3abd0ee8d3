"""Phrases of the data files found in a text, in every inflection, in one pass over its words.

A phrase is one or more tokens (see `inflections`) under a label; the longest that fits at
a word wins, so a longer phrase under another label is how an exception is written.

A text is looked through for a dozen vocabularies, and most of its words start a phrase of
none: one look-up says for all of them which words may (`starts_of`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

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
        self._known: dict[str, tuple[_Phrase, ...]] = {}
        self._kept: dict[str, frozenset[str]] = {}
        for label, written in entries.items():
            for phrase in written:
                self._add(_Phrase(label, tuple(phrase.split())))

    def _add(self, phrase: _Phrase) -> None:
        for token in phrase.tokens:
            table = self._exact if token.startswith("=") else self._forms
            for form in forms(token, self.language):
                table.setdefault(form, set()).add(token)
        self._heads.setdefault(phrase.tokens[0], []).append(phrase)

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

    def starts(self, norm: str) -> bool:
        """Whether a folded word may start a phrase."""
        return bool(self._starting(norm))

    def head_forms(self) -> frozenset[str]:
        """Every form of the first words of its phrases."""
        return frozenset(form for token in self._heads for form in forms(token, self.language))

    def knows(self, form: str, *, verb: bool = False) -> bool:
        """Whether a folded word, as it stands, is a form of an entry (of a verb, if asked)."""
        return any(not verb or ">" in token for token in self._forms.get(form, ()))

    def lists(self, norm: str) -> bool:
        """Whether a folded word is among those that the data file takes as they stand."""
        return any(word in self._exact for word in without_conjunction(norm, self.language))

    def find(self, words: Sequence[Word], begins: Iterable[int]) -> tuple[Hit, ...]:
        """Every phrase met, in text order, none overlapping another.

        `begins` are the indexes of the words that may start one, in order (see `starts_of`).
        """
        found: list[Hit] = []
        free = 0
        for index in begins:
            phrase = self._at(words, index, words[index].norm) if index >= free else None
            if phrase is not None:
                final = index + len(phrase.tokens) - 1
                span = Span(words[index].span.start, words[final].span.end)
                found.append(Hit(phrase.label, index, final, span, phrase.tokens[0]))
                free = final + 1
        return tuple(found)

    def _at(self, words: Sequence[Word], index: int, norm: str) -> _Phrase | None:
        """The longest phrase that begins at a word."""
        for phrase in self._starting(norm):
            if len(phrase.tokens) == 1 or self._goes_on(words, index, phrase.tokens):
                return phrase
        return None

    def _goes_on(self, words: Sequence[Word], index: int, tokens: tuple[str, ...]) -> bool:
        """Whether the words after one are the tokens after the first."""
        if index + len(tokens) > len(words):
            return False
        for step in range(1, len(tokens)):
            if tokens[step] not in self._tokens(words[index + step].norm):
                return False
        return True


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


LOOKED_FOR = (
    "changes", "clauses", "counted", "distances", "events", "grave", "headline", "light",
    "loaded", "order", "parties", "parts", "polarity", "revisions", "subjects", "winds",
)  # fmt: skip
"""The vocabularies that texts are looked through for."""


def starts_of(words: Sequence[Word], language: str) -> dict[str, list[int]]:
    """For each vocabulary looked for, the words that may start a phrase of it, by index."""
    found: dict[str, list[int]] = {name: [] for name in LOOKED_FOR}
    for index, word in enumerate(words):
        for name in _started(word.norm, language):
            found[name].append(index)
    return found


@lru_cache(maxsize=_KEPT_WORDS)
def _started(norm: str, language: str) -> tuple[str, ...]:
    """The vocabularies of which a folded word may start a phrase: mostly none."""
    heads = _heads(language)
    names = {name for form in every_form(norm, language) for name in heads.get(form, ())}
    return tuple(name for name in sorted(names) if vocabulary(language, name).starts(norm))


@cache
def _heads(language: str) -> dict[str, tuple[str, ...]]:
    """Every form of the first words of phrases, with the vocabularies that they are in."""
    found: dict[str, tuple[str, ...]] = {}
    for name in LOOKED_FOR:
        for form in vocabulary(language, name).head_forms():
            found[form] = (*found.get(form, ()), name)
    return found
