"""Every written form of a word of the data files: whole paradigms, never one inflection.

An entry of a data file is one token, in any spelling:

    غارة            a noun: with its regular plural, dual, accusative and possessive forms
    قصف>يقصف        an Arabic verb: past > present, third person singular masculine
    kill>           an English verb with regular forms
    shoot>shot      an English verb with its irregular forms after the first
    =لم             exactly this word (a conjunction may still be written onto it)

Light, deliberately: a form too many costs little, since phrases and their order decide.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from takhrij.language.fold import fold
from takhrij.language.lexicon import load

_PAST_ENDINGS = ("", "ت", "ا", "تا", "وا", "و", "ن", "نا")
_PRESENT_STARTS = ("ي", "ت")
_PRESENT_ENDINGS = ("", "ون", "وا", "و", "ان", "ا", "ين", "ن")
_OBJECTS = ("هما", "هم", "هن", "ها", "ه", "نا", "كم", "ني", "ك")
_CONJUNCTIONS = ("", "و", "ف")
_SHORTEST = 2
_WEAK = "يوا"
_VERB_PREFIXES = frozenset(("", "و", "ف", "س", "وس", "فس", "ل", "ول", "فل", "ا"))


def forms(token: str, language: str) -> frozenset[str]:
    """Every folded form of one token of a data file, without clitics written onto it."""
    if token.startswith("="):
        return frozenset((fold(token[1:]),))
    if language == "ar":
        return _arabic_verb(token) if ">" in token else _arabic_noun(fold(token))
    return _english_verb(token) if ">" in token else _english_noun(fold(token))


def _arabic_verb(token: str) -> frozenset[str]:
    past, present = (fold(part) for part in token.split(">"))
    weak = past[-1] in "يا" and len(past) > _SHORTEST
    found = {past} | {(past[:-1] if weak else past) + end for end in _PAST_ENDINGS if end}
    if weak:  # نفى: نفى, نفت, نفوا and, before an object, نفا
        found |= {past[:-1] + "ا", past + "ا"}
    stem = present.removeprefix("ي")
    if not stem:
        return frozenset(found)
    return frozenset(found | _present(stem))


def _present(stem: str) -> set[str]:
    """The present of a stem, its jussive too: يستجيب gives يستجب, ينفي gives ينف."""
    short = stem[:-1] if stem[-1] in _WEAK else stem
    hollow = stem[:-2] + stem[-1] if len(stem) > _SHORTEST and stem[-2] in _WEAK else stem
    ends = {short + end for end in _PRESENT_ENDINGS} | {stem, hollow}
    return {start + end for start in _PRESENT_STARTS for end in ends}


def _arabic_noun(noun: str) -> frozenset[str]:
    """The article is dropped: words of the text are met with and without it."""
    if noun.startswith("ال") and len(noun) > len("ال") + _SHORTEST:
        noun = noun[len("ال") :]
    if noun.endswith("ه"):
        base = noun[:-1]
        return frozenset((noun, base + "ات", base + "تان", base + "تين", base + "تا", base + "ت"))
    endings = ("", "ا", "ان", "ين", "ون", "ات", "ه", "و", "ت")
    return frozenset(noun + end for end in endings)


def _english_noun(noun: str) -> frozenset[str]:
    return frozenset((noun, _with_s(noun)))


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def _english_verb(token: str) -> frozenset[str]:
    base, *irregular = (part for part in fold(token).split(">") if part)
    stem = base + base[-1] if _doubles(base) else base.removesuffix("e")
    past = base[:-1] + "i" if base.endswith("y") and base[-2] not in "aeiou" else stem
    regular = () if irregular else (past + "ed",)
    return frozenset((base, _with_s(base), stem + "ing", *regular, *irregular))


def _doubles(base: str) -> bool:
    """Short stems of consonant, vowel, consonant double the last: ban, banned."""
    vowels = "aeiou"
    if len(base) not in (3, 4) or base[-1] in vowels + "wxy":
        return False
    return base[-2] in vowels and base[-3] not in vowels


class Step(NamedTuple):
    """Forms that are equally near to what is written, once some clitics are off."""

    forms: tuple[str, ...]
    may_be_verb: bool
    """Nothing stands before it that only a noun can have (the article, ب)."""


@lru_cache(maxsize=65536)
def bare(norm: str, language: str) -> tuple[Step, ...]:
    """What a folded word may be, whole word first; objects and owners are taken off last.

    The first step with a match decides, so that وقع is "fell" and never و + قع.
    """
    if language != "ar":
        return (Step((norm, norm.removesuffix("'s").removesuffix("'")), may_be_verb=True),)
    prefixes = _prefixes_of(norm)
    whole = [Step((norm[len(p) :],), p in _VERB_PREFIXES) for p in prefixes]
    stripped = [Step(_without_objects(norm[len(p) :]), p in _VERB_PREFIXES) for p in prefixes]
    return (*whole, *(step for step in stripped if step.forms))


def _prefixes_of(norm: str) -> list[str]:
    """What may be a prefix of a folded word, nothing first, then by length."""
    written, longest = _prefixes()
    most = min(longest, len(norm) - _SHORTEST)
    return [norm[:length] for length in range(most + 1) if norm[:length] in written]


@cache
def _prefixes() -> tuple[frozenset[str], int]:
    """What may be written onto a word, and the letters of the longest."""
    listed: list[str] = load("ar", "clitics")["prefixes"]
    found = frozenset(("", *listed, *_VERB_PREFIXES))
    return found, max(map(len, found))


def _without_objects(word: str) -> tuple[str, ...]:
    if not word.endswith(_OBJECTS):
        return ()
    return tuple(
        word.removesuffix(ending)
        for ending in _OBJECTS
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST
    )


@lru_cache(maxsize=65536)
def every_form(norm: str, language: str) -> frozenset[str]:
    """All that a folded word may be: those of `bare` and of `without_conjunction`."""
    if language != "ar":
        return frozenset(bare(norm, language)[0].forms)
    rests = [norm[len(prefix) :] for prefix in _prefixes_of(norm)]
    stripped = (form for rest in rests for form in _without_objects(rest))
    return frozenset((*rests, *stripped, *without_conjunction(norm, language)))


@lru_cache(maxsize=65536)
def without_conjunction(norm: str, language: str) -> tuple[str, ...]:
    """The word itself and, in Arabic, without the و or ف written onto it."""
    if language != "ar":
        return (norm,)
    return tuple(norm[len(c) :] for c in _CONJUNCTIONS if norm.startswith(c) and len(norm) > len(c))
