"""Every form of the verbs of reporting, generated from the lemma lists.

Arabic: perfect and imperfect in person, gender and number, with و ف س and object pronouns;
participles in the accusative ("adding", "stressing"). English: regular endings, irregular
forms from the list. A form maps to every verb it may belong to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from takhrij.annotations import Act
from takhrij.language.fold import fold
from takhrij.language.lexicon import load

Shape = Literal[
    "perfect", "imperfect", "participle", "masdar", "passive", "base", "s", "ing", "past", "part"
]
"""Arabic shapes, then English ones: say, says, saying, said (past or participle), shown."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of reporting: its citation form, its act and what may stand for the content."""

    lemma: str
    act: Act
    takes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a verb. `person`: 3ms 3fs 3mp … as far as the ending tells, or ''."""

    verb: Verb
    shape: Shape
    person: str = ""
    suffixed: bool = False
    """Carries an object pronoun."""


_PERFECT = (("", "3ms"), ("ت", "3fs"), ("وا", "3mp"), ("ا", "3md"), ("تا", "3fd"))
_OBJECTS = ("ه", "ها", "هم", "هما", "هن", "ني", "نا")
_IMPERFECT = (
    ("ي", "", "3ms"),
    ("ت", "", "3fs"),
    ("ن", "", "1p"),
    ("ا", "", "1s"),
    ("ي", "ون", "3mp"),
    ("ي", "وا", "3mp"),
    ("ي", "ان", "3md"),
    ("ت", "ان", "3fd"),
)
_PARTICIPLE = (("ا", "3ms"), ("ه", "3fs"), ("ين", "3mp"))


@cache
def arabic_forms() -> dict[str, tuple[Form, ...]]:
    """Folded form to the verbs it may belong to, in the order of the list."""
    found: dict[str, list[Form]] = {}
    for row in load("ar", "reporting")["verbs"]:
        for written, form in _arabic_verb([fold(cell) for cell in row[:4]], row[4], row[5]):
            known = found.setdefault(written, [])
            if form not in known:
                known.append(form)
    for written, form in _irregular(found):
        found.setdefault(written, []).append(form)
    return {written: tuple(forms) for written, forms in found.items()}


def _arabic_verb(cells: list[str], act: Act, takes: str) -> Iterator[tuple[str, Form]]:
    perfect, imperfect, participle, masdar = cells
    verb = Verb(perfect, act, frozenset(takes.split()))
    yield from _perfects(perfect, verb)
    yield from _imperfects(imperfect, verb)
    if participle:
        stem = participle.removesuffix("ي")
        for ending, person in _PARTICIPLE:
            yield stem + ending, Form(verb, "participle", person)
        if stem != participle:
            yield participle + "ا", Form(verb, "participle", "3ms")
    if masdar:
        yield masdar, Form(verb, "masdar")


def _perfects(perfect: str, verb: Verb) -> Iterator[tuple[str, Form]]:
    """رمى drops its last letter before ت and وا; before a pronoun it is written with ا."""
    weak = perfect.endswith(("ي", "ا")) and len(perfect) > 2
    stem = perfect[:-1] if weak else perfect
    for ending, person in _PERFECT:
        if person == "3md" and weak:
            continue
        written = perfect if not ending else stem + ending
        yield written, Form(verb, "perfect", person)
        bare = stem + "ا" if weak and not ending else written.removesuffix("ا")
        base = bare if ending == "وا" or (weak and not ending) else written
        for pronoun in _OBJECTS:
            yield base + pronoun, Form(verb, "perfect", person, suffixed=True)


def _imperfects(imperfect: str, verb: Verb) -> Iterator[tuple[str, Form]]:
    weak = imperfect.endswith(("ي", "و", "ا"))
    for letter, ending, person in _IMPERFECT:
        whole = letter + imperfect[1:]
        written = (whole[:-1] if weak and ending in ("ون", "وا") else whole) + ending
        for future in ("", "س"):
            yield future + written, Form(verb, "imperfect", person)
        for pronoun in _OBJECTS:
            yield written + pronoun, Form(verb, "imperfect", person, suffixed=True)


def _irregular(found: dict[str, list[Form]]) -> Iterator[tuple[str, Form]]:
    """Passives with a shape of their own, and weak first persons (قلت، أضفنا)."""
    data = load("ar", "reporting")
    for passive, active in data["passives"]:
        yield fold(passive), Form(found[fold(active)][0].verb, "passive", "3ms")
    for stem, active in data["short"]:
        verb = found[fold(active)][0].verb
        for ending, person in (("ت", "1s"), ("نا", "1p")):
            yield fold(stem) + ending, Form(verb, "perfect", person)


_VOWELS = frozenset("aeiou")


@cache
def english_forms() -> dict[str, tuple[Form, ...]]:
    """Lower-case form to the verbs it may belong to."""
    data = load("en", "reporting")
    found: dict[str, list[Form]] = {}
    for act, lemmas in data["verbs"].items():
        for lemma in lemmas:
            verb = Verb(lemma, act, frozenset())
            for written, shape in _english_verb(lemma, data["irregular"].get(lemma, "").split()):
                known = found.setdefault(written, [])
                if not any(f.verb.lemma == lemma and f.shape == shape for f in known):
                    known.append(Form(verb, shape))
    return {written: tuple(forms) for written, forms in found.items()}


def _english_verb(lemma: str, irregular: list[str]) -> Iterator[tuple[str, Shape]]:
    doubles = bool(irregular) and irregular[0] == lemma + lemma[-1] + "ed"
    yield lemma, "base"
    yield _with_s(lemma), "s"
    yield _with_ending(lemma, "ing", doubles=doubles or lemma in _DOUBLING), "ing"
    if not irregular:
        yield _with_ending(lemma, "ed", doubles=False), "past"
        return
    yield irregular[0], "past"
    for written in irregular[1:]:
        yield written, "part" if not written.endswith("ed") else "past"


_DOUBLING = frozenset({"put", "hit", "bet", "let", "forget", "swim"})
"""Irregular verbs that double their last letter before -ing."""


def _with_s(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _with_ending(lemma: str, ending: str, *, doubles: bool) -> str:
    if doubles:
        return lemma + lemma[-1] + ending
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe")):
        return lemma[:-1] + ending
    if lemma.endswith("y") and ending == "ed" and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ied"
    return lemma + ending
