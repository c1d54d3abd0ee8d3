"""What a written word or phrase may be filed as, clitics split off and spelling forgiven."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from takhrij.language.fold import fold_word
from takhrij.language.gazetteer.keys import (
    consonants,
    exact,
    is_arabic,
    key,
    relaxed,
    without_article,
)
from takhrij.language.gazetteer.lookup import Gazetteer, Match
from takhrij.language.gazetteer.sounds import sounds
from takhrij.language.words import clitic_lengths

ALIKE = 80
"""Least likeness of two spellings of one foreign name, 100 if equal: شنغهاي, شانغهاي 91."""
LOOSE, BONES, SOUNDS = 0.4, 0.3, 0.35
"""Quality of a name found by its loose spelling, by its consonants only, and by the
consonants that Arabic and Latin letters share."""
HEARD = 68
"""Least likeness of two Latin spellings of one Arabic name (Saraqeb, Saraqib 86)."""
_ADJECTIVE = ("ي", "ية", "يين", "يون", "يا")
_PROCLITICS = frozenset(("", "و", "ف", "ب", "ل", "وب", "ول", "فب", "فل", "لل", "ولل"))

Found = tuple[tuple[Match, ...], float]


@dataclass(frozen=True, slots=True)
class Opening:
    """One reading of a word that a name may begin with: `skip` letters of clitics split off."""

    skip: int
    clitic: str
    head: str
    matches: tuple[Match, ...]
    quality: float
    begins: bool
    """Whether names of several words begin with it."""

    def restored(self, written: str) -> str:
        """A name after لل, with the article that لل took in."""
        return "ال" + written if self.clitic.endswith("لل") else written


@lru_cache(maxsize=131_072)
def openings(gazetteer: Gazetteer, written: str) -> tuple[Opening, ...]:
    """The readings of a word under which the gazetteer holds something; mostly none."""
    if "." in written and is_arabic(written):
        return ()
    kept: list[Opening] = []
    seen: set[str] = {""}
    for skip in clitic_lengths(written):
        clitic, head = fold_word(written[:skip]), key(written[skip:])
        if clitic in _PROCLITICS and head not in seen:
            seen.add(head)
            opening = _opening(gazetteer, written, skip, clitic, head)
            if opening is not None:
                kept.append(opening)
    return tuple(kept)


def _opening(
    gazetteer: Gazetteer, written: str, skip: int, clitic: str, head: str
) -> Opening | None:
    stem = written[skip:]
    restored = "ال" + stem if clitic.endswith("لل") else stem
    matches, quality = looked_up(gazetteer, restored)
    begins = gazetteer.may_begin(head)
    return Opening(skip, clitic, head, matches, quality, begins) if matches or begins else None


def looked_up(gazetteer: Gazetteer, written: str, *, forgiving: bool = True) -> Found:
    """What a written name may mean and how well its spelling fits, 1 as filed.

    Unless `forgiving`, only the spellings that share its key are tried.
    """
    spelling = key(written)
    if len(spelling) < 2:
        return (), 0.0
    if not is_arabic(spelling):
        return _latin(gazetteer, written, spelling)
    if may_be_filed(gazetteer, spelling):
        for form, quality in ((exact(written), 1.0), (spelling, 0.8)):
            matches = gazetteer.matches(form)
            if matches:
                return matches, quality
    return _forgiven(gazetteer, written, spelling) if forgiving else ((), 0.0)


def may_be_filed(gazetteer: Gazetteer, spelling: str) -> bool:
    """Whether anything may be filed under an Arabic key or, where it holds an article, as it is
    written with it."""
    return gazetteer.may_hold(spelling) or "ال" in spelling


def _latin(gazetteer: Gazetteer, written: str, spelling: str) -> Found:
    """With the Arabic article that a Latin name may begin with, else without it."""
    matches = gazetteer.latin(spelling)
    rest = None if matches else without_article(written)
    return (gazetteer.latin(key(rest)) if rest else matches), 1.0


def heard(gazetteer: Gazetteer, written: str) -> Found:
    """Places in Arab countries whose name sounds like a Latin one, the likest first."""
    signs = sounds(written)
    spelling = key(without_article(written) or written)
    if not signs or not gazetteer.may_hold("%" + signs):
        return (), 0.0
    scored = [
        (fuzz.ratio(spelling, key(without_article(name) or name)), match)
        for match in gazetteer.matches("%" + signs)
        for language, name in match.candidate.names
        if language == "en"
    ]
    likely = sorted((s for s in scored if s[0] >= HEARD), key=lambda s: -s[0])
    best = likely[0][0] if likely else 0.0
    return tuple(match for likeness, match in likely if likeness > best - 8), SOUNDS


def _forgiven(gazetteer: Gazetteer, written: str, spelling: str) -> Found:
    """By the spelling that forgets final vowels and doubled letters, then by consonants."""
    plain = relaxed(spelling)
    if plain and (matches := gazetteer.matches("~" + plain)):
        return matches, LOOSE
    bones = consonants(spelling)
    if bones and " " not in written and not written.endswith(_ADJECTIVE):
        return _alike(spelling, gazetteer.matches("!" + bones)), BONES
    return (), 0.0


def _alike(spelling: str, matches: tuple[Match, ...]) -> tuple[Match, ...]:
    """Of places with the same consonants, those whose Arabic name is nearly the same."""
    return tuple(
        match
        for match in matches
        for language, name in match.candidate.names
        if language == "ar" and fuzz.ratio(spelling, key(name)) >= ALIKE
    )
