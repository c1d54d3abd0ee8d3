"""Stems for search: one form for the many a word takes. Never shown, never quoted.

Arabic is light10 (Larkey, Ballesteros and Connell 2002), which beats morphological analysers
in retrieval, plus the clitics of `language/words`; English is simplemma's lemma.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import simplemma

from takhrij.document import Span
from takhrij.language.fold import fold, folded
from takhrij.language.lexicon import words

_WORD = re.compile(r"\w+")
_ARABIC = re.compile("[\u0621-\u064a]")
_ARTICLES = ("وال", "فال", "بال", "كال", "ولل", "ال", "لل")
_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "يا", "ه", "ي")
_SHORTEST = 3
"""Letters that must be left, as in light10; two letters match too much."""


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order."""
    return [stem(word) for word in _WORD.findall(fold(text))]


def asked_stems(text: str) -> list[str]:
    """The distinct stems that a query asks for: its stop words only if it has nothing else."""
    written = _WORD.findall(fold(text))
    telling = [word for word in written if word not in _stopwords()]
    return list(dict.fromkeys(stem(word) for word in telling or written))


@cache
def _stopwords() -> frozenset[str]:
    return words("ar", "stopwords", "words") | words("en", "stopwords", "words")


def stemmed(text: str) -> list[tuple[str, Span]]:
    """The stems with the original span of each word."""
    plain = folded(text)
    return [(stem(m.group()), plain.original(*m.span())) for m in _WORD.finditer(plain.text)]


@lru_cache(maxsize=1 << 18)
def stem(word: str) -> str:
    """The stem of one folded word; digits and short words are their own."""
    if _ARABIC.search(word):
        return _light10(word)
    if word.isalpha() and word.isascii():
        return str(simplemma.lemmatize(word, lang="en")).lower()
    return word


def _light10(word: str) -> str:
    if word.startswith("و") and len(word) > _SHORTEST + 1 and not word.startswith("وال"):
        word = word[1:]
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= _SHORTEST - 1:
            word = word[len(article) :]
            break
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST:
            return word[: -len(suffix)]
    return word
