"""Read a place description: its phrases, and what each of them may mean.

Descriptions come from tables and captions. A phrase is looked up as it is written, else in
ever more forgiving ways; `How` keeps by which of them it was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz import fuzz

from takhrij.language.fold import fold
from takhrij.language.gazetteer.keys import exact, is_arabic, key, loose, parts
from takhrij.language.gazetteer.lookup import Gazetteer, Match, named
from takhrij.language.gazetteer.sounds import ear, sounds
from takhrij.language.places_words import PlaceWords, place_words

SHORTEST, ALIKE = 4, 86.0
"""Letters of a key, and least likeness in percent, for a name to be found by likeness."""
HEARD = 66.0
"""Least likeness of two Arabic spellings with the same consonants (بشنترا, بشنطرة)."""

_PARTS = re.compile(r"[,،;؛|:/٫+\n]+|\s[-–]\s")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\"“”«»()]+")
_MOST_WORDS = 12
_TYPED = ("حي", "مخيم")
_OF = frozenset(("of", "the"))
_AND = frozenset(("و", "أو", "او", "and", "or", "&"))

Readings = tuple[Match, ...]


class How(IntEnum):
    """How a phrase was found, the surest first."""

    WRITTEN = 0
    SPELLED = 1
    LOOSE = 2
    BY_EAR = 3
    LONGER = 4
    ALIKE = 5
    HEARD = 6
    OUTSIDE = 7


Tier = tuple[How, Readings]


@dataclass(frozen=True, slots=True)
class Piece:
    """One phrase of a description, without its type words, and the kind of these; `urban`
    where they tell of a part of a town.
    """

    phrase: str
    kind: str | None = None
    urban: bool = False


def pieces(gazetteer: Gazetteer, description: str, words: PlaceWords) -> list[Piece]:
    """The phrases of a description: first what is described, then what it lies in or by."""
    plain = _INVISIBLE.sub(" ", description)
    phrases = [p for part in _PARTS.split(plain) if part.strip() for p in _phrases(part, words)]
    return [piece for phrase in phrases for piece in _read(gazetteer, phrase, words)]


def _phrases(part: str, words: PlaceWords) -> list[str]:
    """A part, split where it says what it lies in or by, or goes on: X في Y, X بريف Y, X و Y."""
    phrases: list[list[str]] = [[]]
    for word in part.split()[:_MOST_WORDS]:
        plain = fold(word)
        if plain in _OF:
            phrases[-1].append(word)
        elif plain in _AND or (
            plain in words.before | words.near | words.inside and not _is_given(word, words)
        ):
            phrases.append([])
        elif plain[:1] == "ب" and plain[1:] in words.types:
            phrases.append([word[1:]])
        else:
            phrases[-1].append(word)
    return [" ".join(phrase) for phrase in phrases if phrase]


def _is_given(word: str, words: PlaceWords) -> bool:
    """علي is a name and على a preposition, though both fold to one."""
    return fold(word) in words.given_names | words.weak_names and not word.endswith("ى")


def _read(gazetteer: Gazetteer, phrase: str, words: PlaceWords) -> list[Piece]:
    """A phrase as one name; else cut in two, if one of the halves is a town's name."""
    whole = _typed(gazetteer, phrase, words)
    if _how(gazetteer, whole) < How.HEARD:
        return [whole]
    return _cut(gazetteer, phrase, words) or _unspaced(gazetteer, phrase, words) or [whole]


def _how(gazetteer: Gazetteer, piece: Piece) -> How:
    return next((how for how, _ in tiers(gazetteer, piece)), How.HEARD)


def _cut(gazetteer: Gazetteer, phrase: str, words: PlaceWords) -> list[Piece]:
    """Two names without a word between: شيا عفرين, الحسكة وعامودا, مشفى عائشة البوكمال."""
    parts = phrase.split()
    for at in range(len(parts) - 1, 0, -1):
        if fold(parts[at - 1]) in words.joining:
            continue
        left, right = " ".join(parts[:at]), " ".join(parts[at:])
        joined = right.startswith("و") and any(m.own for m in _written(gazetteer, right[1:]))
        right = right[1:] if joined else right
        if joined or _is_town(gazetteer, right):
            return [_typed(gazetteer, half, words) for half in (left, right)]
        if _is_town(gazetteer, left):
            return [_typed(gazetteer, half, words) for half in (right, left)]
    return []


def _unspaced(gazetteer: Gazetteer, phrase: str, words: PlaceWords) -> list[Piece]:
    """A town and a name run together where a line or a comma was lost: منبجالمحسنلي,
    دير الزورحي الشيخ ياسين."""
    inner = range(3, len(phrase) - 2)
    for at in (at for at in inner if not phrase[at - 1].isspace() and not phrase[at].isspace()):
        left, right = phrase[:at], phrase[at:]
        if _is_town(gazetteer, left) and _is_named(gazetteer, right, words):
            return [_typed(gazetteer, right, words), _typed(gazetteer, left, words)]
    return []


def _is_named(gazetteer: Gazetteer, phrase: str, words: PlaceWords) -> bool:
    """Whether a phrase is a name by itself: one that is filed, or one behind a type word."""
    first, *rest = phrase.split()
    return bool(_written(gazetteer, phrase)) or (bool(rest) and fold(first) in words.types)


def _is_town(gazetteer: Gazetteer, name: str) -> bool:
    """Whether a name is that of a town, so that a name beside it may lie in it."""
    found = _written(gazetteer, name)[:1]
    return any(m.candidate.feature == "city" or m.listed for m in found if m.own)


def _typed(gazetteer: Gazetteer, phrase: str, words: PlaceWords) -> Piece:
    """A phrase parted from the type words before it, unless it is a name with them."""
    parts, kind, urban = phrase.split(), None, False
    while len(parts) > 1 and not _written(gazetteer, " ".join(parts)):
        plain = fold(parts[0])
        if plain not in words.types and plain not in _OF | words.urban:
            break
        kind = words.types.get(plain, kind)
        urban = urban or plain in words.urban
        parts = parts[1:]
    return Piece(" ".join(parts), kind, urban)


def _written(gazetteer: Gazetteer, name: str) -> Readings:
    if not is_arabic(name):
        return named(gazetteer, name)
    return gazetteer.matches(exact(name)) or gazetteer.matches(key(name))


def tiers(gazetteer: Gazetteer, piece: Piece) -> Iterator[Tier]:
    """What a phrase may mean, by ever more forgiving ways; none of them is empty."""
    for how, found in _tried(gazetteer, piece.phrase):
        if readings := tuple(dict.fromkeys(found)):
            yield how, readings


def _tried(gazetteer: Gazetteer, written: str) -> Iterator[tuple[How, Iterable[Match]]]:
    """As written, by its key, by the loose spelling; else the places of the user's own tables
    that sound the same, whose name goes on or begins sooner, is much alike, or has the same
    consonants.
    """
    spelling = key(written)
    if not is_arabic(spelling):
        yield How.WRITTEN, named(gazetteer, written)
        return
    yield How.WRITTEN, gazetteer.matches(exact(written))
    yield How.SPELLED, gazetteer.matches(spelling)
    if relaxed := loose(spelling):
        yield How.LOOSE, gazetteer.matches("~" + relaxed)
    yield How.WRITTEN, _with_type(gazetteer, written)
    yield How.LONGER, _half(gazetteer, written)
    signs = sounds(written)
    near = _own(gazetteer, ("%" + signs,)) if signs else []
    yield How.BY_EAR, [match for match in near if _is_heard_as(match, spelling)]
    if len(spelling) >= SHORTEST:
        longer = _own(gazetteer, gazetteer.longer(spelling))
        whole = [match for match in longer if _goes_on(match, parts(written))]
        yield How.LONGER, whole
        yield How.BY_EAR, _own(gazetteer, gazetteer.exchanged(spelling))
        yield How.ALIKE, _own(gazetteer, gazetteer.alike(spelling, ALIKE))
        yield How.ALIKE, longer
    yield How.HEARD, [match for match in near if _likeness(match, spelling) >= HEARD]


def _with_type(gazetteer: Gazetteer, written: str) -> list[Match]:
    """Quarters and camps that are filed with their type word, of which a caption may say the
    name alone (البدو: حي البدو)."""
    return [match for word in _TYPED for match in gazetteer.matches(key(f"{word} {written}"))]


def _half(gazetteer: Gazetteer, written: str) -> Iterable[Match]:
    """The village of which one half is named that no gazetteer holds: التوخار كبير, التوخار."""
    *whole, last = written.split() or [""]
    is_half = bool(whole) and fold(last) in place_words("ar").halves
    return gazetteer.matches(key(" ".join(whole))) if is_half else ()


def _is_heard_as(match: Match, spelling: str) -> bool:
    heard = ear(spelling)
    return any(ear(key(name)) == heard for _, name in match.candidate.names if is_arabic(name))


def _goes_on(match: Match, words: tuple[str, ...]) -> bool:
    """Whether a name begins or ends with whole words."""
    names = [parts(name) for _, name in match.candidate.names]
    return any(words in (name[: len(words)], name[-len(words) :]) for name in names)


def _own(gazetteer: Gazetteer, keys: Iterable[str]) -> list[Match]:
    return [match for spelling in keys for match in gazetteer.matches(spelling) if match.own]


def _likeness(match: Match, spelling: str) -> float:
    names = [name for language, name in match.candidate.names if language == "ar"]
    return max((fuzz.ratio(spelling, key(name)) for name in names), default=0.0)
