"""No side taken: states and armed parties are read as stand-ins, so that exchanging their names
in claim and passage changes nothing in what the models see.

The first state that claim or passage names is read as the first of the stand-ins of sides.toml,
and so on, and so are parties; a state's capital, its adjective and its people stand for it. States
and parties beyond the last stand-in stay as they are. What is quoted, and the slots that rules
compare, are those of the texts as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from takhrij.document import Language, Span
from takhrij.language.fold import fold, folded
from takhrij.language.lexicon import load

FORMS = ("names", "capitals", "adjectives", "people")
"""How a state is named, in the keys of sides.toml. Parties have `names` alone."""
_ARTICLE, _TO_THE = "ال", "لل"
TANWIN = "\u064b"
"""Of an accusative without article."""
_MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"
_ENDING = "(?:ه|ين|ون|ان|تين|تان|ات|ا)?"

Party = tuple[str, str]
"""The list it stands in (states, parties) and its key there."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A name as listed: whose, in which form."""

    party: Party
    form: str
    written: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text: whose it is, in which form, how the list spells it, where."""

    party: Party
    form: str
    written: str
    span: Span


def neutral(
    claim: str,
    passage: str,
    languages: tuple[Language, Language],
    *,
    order: Sequence[int] | None = None,
) -> tuple[str, str]:
    """Both texts with stand-ins for the states and parties that they name, in the same roles.
    `order`: which stand-in the first, second, … is given, for training; by default as listed."""
    ours, theirs = (
        named(text, language) for text, language in zip((claim, passage), languages, strict=True)
    )
    roles: dict[Party, int] = {}
    for one in (*ours, *theirs):
        number = sum(kind == one.party[0] for kind, _ in roles)
        roles.setdefault(one.party, number)
    if order is not None:
        roles = {party: order[n] if n < len(order) else n for party, n in roles.items()}
    return _read(claim, ours, roles, languages[0]), _read(passage, theirs, roles, languages[1])


def named(text: str, language: Language) -> list[Name]:
    """The states and parties that a text names, in order; of an Arabic adjective the stem."""
    plain = folded(text)
    found = []
    for match in _pattern(language).finditer(plain.text):
        group = match.lastgroup or ""
        known = _known(language)[(group, match.group(group))]
        span = _without_marks(plain.original(*match.span(group)), text)
        if _is_written_so(span.of(text), known.written):
            name = Name(known.party, known.form, known.written, span)
            found.append(_as_adjective(name, text, language) or name)
    return found


def _without_marks(span: Span, text: str) -> Span:
    """Marks that stand behind a stem belong to its ending: إيراني + ًا."""
    bare = span.of(text).rstrip(_MARKS)
    return Span(span.start, span.start + len(bare))


def _as_adjective(name: Name, text: str, language: Language) -> Name | None:
    """تركيًا is "Turkish", of one spelling with the state but for its mark."""
    word = name.span.of(text)
    if TANWIN not in word or name.form != "names" or name.party[0] != "states":
        return None
    stem = word[: word.index(TANWIN)].removesuffix("ا")
    for written in spellings(name.party, "adjectives", language):
        if fold(written) == fold(stem):
            span = Span(name.span.start, name.span.start + len(stem))
            return Name(name.party, "adjectives", written, span)
    return None


def spellings(party: Party, form: str, language: Language) -> tuple[str, ...]:
    """Every name of a state or party in one of FORMS, the first the usual one; empty where the
    lists hold none."""
    return _spellings(language).get((party, form), ())


@cache
def _spellings(language: Language) -> dict[tuple[Party, str], tuple[str, ...]]:
    found: dict[tuple[Party, str], tuple[str, ...]] = {}
    for party, form, names in _listed(language):
        found[(party, form)] = tuple(dict.fromkeys((*names, *found.get((party, form), ()))))
    return found


def _is_written_so(word: str, listed: str) -> bool:
    """Capitals stay capitals: "US" is no "us", "Polish" no "polish"."""
    if listed.isupper():
        return word.isupper()
    return word[0].isupper() or not listed[0].isupper()


def _read(text: str, names: list[Name], roles: Mapping[Party, int], language: Language) -> str:
    made, at = [], 0
    for name in names:
        stand_in = _stand_in(name, roles[name.party], language)
        if stand_in is not None:
            made += [text[at : name.span.start], fitted(stand_in, name, text)]
            at = name.span.end
    return "".join([*made, text[at:]])


def fitted(written: str, name: Name, text: str) -> str:
    """A name as it is written in the place of another. In Arabic "to the" is one with it: للصين,
    but لروسيا; ل that stands before the other is left where it is."""
    article = written.startswith(_ARTICLE) and name.form != "adjectives"
    if fold(name.span.of(text)).startswith(_TO_THE):
        return _TO_THE + written.removeprefix(_ARTICLE) if article else _TO_THE[:1] + written
    before = text[max(0, name.span.start - 1) : name.span.start]
    return written[1:] if article and before == _TO_THE[:1] else written


def _stand_in(name: Name, role: int, language: Language) -> str | None:
    """What is read in place of a name; None where the stand-ins don't reach so far."""
    kind, _ = name.party
    table = load(language, "sides")
    listed = table["stand_ins"][kind]
    if role >= len(listed):
        return None
    if kind == "parties":
        return str(table["parties"][listed[role]][0])
    if name.form == "people":
        return str(table["stand_ins"]["people"][role])
    return str(table["states"][listed[role]][name.form][0])


@cache
def _known(language: Language) -> dict[tuple[str, str], _Known]:
    """By group of the pattern and folded words."""
    found: dict[tuple[str, str], _Known] = {}
    for party, form, names in _listed(language):
        group = "adjective" if form == "adjectives" and language == "ar" else "name"
        for name in names:
            known, plain = _Known(party, form, name), fold(name)
            found.setdefault((group, plain), known)
            if plain.startswith(_ARTICLE):
                found.setdefault((group, _TO_THE + plain.removeprefix(_ARTICLE)), known)
    return found


def _listed(language: Language) -> Iterator[tuple[Party, str, list[str]]]:
    table: dict[str, Any] = load(language, "sides")
    for key, forms in table["states"].items():
        yield from ((("states", key), form, forms[form]) for form in FORMS)
        yield ("parties", f"{key}_army"), "names", list(_armies(forms["adjectives"], language))
    bodies = [body[language] for body in load("world", "groups")["group"]]
    for key, names in table["parties"].items():
        kin = [name for body in bodies if not set(body).isdisjoint(names) for name in body]
        yield ("parties", key), "names", [n for n in (*names, *kin) if n not in table["unsure"]]


def _armies(adjectives: Sequence[str], language: Language) -> Iterator[str]:
    """The army of a state under each of its names: every state has one, or none would."""
    for adjective, army in product(adjectives, load(language, "sides")["armies"]["words"]):
        if language == "en":
            yield f"{adjective} {army}"
        else:
            ending = "ة" if army.endswith("ات") else ""
            agreeing = " ".join(f"ال{word}{ending}" for word in adjective.split())
            yield f"{army} {agreeing}"


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    known = sorted(_known(language), key=lambda one: (-len(one[1]), one))
    names, adjectives = (
        "|".join(re.escape(words) for group, words in known if group == wanted)
        for wanted in ("name", "adjective")
    )
    if language == "en":
        return re.compile(rf"(?<!\w)(?P<name>{names})(?!\w)")
    name = rf"(?<!\w)[وفبلك]{{0,2}}(?P<name>{names})(?!\w)"
    adjective = rf"(?<!\w)(?:[وفبلك]{{0,2}}(?:ال|لل)?)(?P<adjective>{adjectives}){_ENDING}(?!\w)"
    return re.compile(f"{name}|{adjective}")
