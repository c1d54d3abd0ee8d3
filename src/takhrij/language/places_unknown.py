"""Names that no gazetteer holds, found by the type word before them: قرية X، حي X."""

from __future__ import annotations

import re

from takhrij.document import Span
from takhrij.language.places_text import Named, Text

_PRONOUNS = ("ها", "هم", "هن", "هما", "كم")
_LETTERS = re.compile("[\u0620-\u064a]{3,}")


def unknown(text: Text, index: int) -> Named | None:
    """The name that begins at a word right after a naming type word, or None."""
    announced = text.announced(index)
    if announced is None or not text.before(index) or not _may_name(text, index, announced):
        return None
    last = index + 1 if _goes_on(text, index) else index
    span = Span(text.words[index].span.start, text.words[last].span.end)
    kind = text.lexicon.types.get(announced)
    return Named(span, index, last, (), 0.0, 2.0, kind=kind, type_word=index - 1)


def _may_name(text: Text, index: int, announced: str) -> bool:
    """Whether a word can be a name: no adjective, no preposition, no everyday word."""
    word = text.norm(index)
    if not _LETTERS.fullmatch(word) or text.type_of(index) is not None:
        return False
    if text.after(index).isdigit():
        return False
    if text.words[index].span.start > 0 and word in text.lexicon.directions:
        return False
    if word.endswith(_PRONOUNS):
        return False
    definite = word.startswith("ال")
    if not definite and _is_adjective(word, announced):
        return False
    if word in text.lexicon.ordinary or _stem_is_ordinary(text, index):
        return definite and announced not in text.lexicon.vague and not word.endswith("يه")
    return True


def _is_adjective(word: str, announced: str) -> bool:
    """By its shape, in agreement with the type word: قرية حدودية, but مقاطعة شينكاي."""
    endings = ("يه", "ات", "ين", "ون", "تين")
    return word.endswith(endings if announced.endswith("ه") else ("ي", *endings))


def _stem_is_ordinary(text: Text, index: int) -> bool:
    return any(form in text.lexicon.ordinary for form in text.forms(index)[1:])


def _goes_on(text: Text, index: int) -> bool:
    """أبو, تل and their like take the next word into the name."""
    return (
        text.norm(index) in text.lexicon.joining
        and text.joined(index)
        and _LETTERS.fullmatch(text.norm(index + 1)) is not None
    )
