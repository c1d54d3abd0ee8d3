"""A text with its parties and states exchanged, each as one: whatever name the program's lists
(sides.toml, groups.toml) have for a party becomes a name of the other.

Of the other's names the likest is taken, so that sentences stay of one length and verbs agree:
with the same main word, then with as many words, then in capitals and in the plural or not, then
first on the list.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from takhrij.annotations import Word
from takhrij.corpus.stance.neutral import TANWIN, Name, Party, fitted, named, spellings
from takhrij.document import Document, Language, Span
from takhrij.language.fold import fold
from takhrij.language.gazetteer.home import default_gazetteer
from takhrij.language.gazetteer.lookup import named as places_named
from takhrij.language.places import places
from takhrij.language.words import words


def exchanged(document: Document) -> Document:
    """The same report with the names exchanged in title and body. States in which a place that it
    names lies are left: its towns would lie abroad."""
    left, language = _scenes(document), document.language
    title, body = document.metadata.title or "", document.text[document.metadata.body_start :]
    if not document.metadata.title_span:
        return replace(document, text=swapped(document.text, language, left), layers=())
    title, body = (swapped(text, language, left) for text in (title, body))
    meta = replace(
        document.metadata, title=title, title_span=Span(0, len(title)), body_start=len(title) + 1
    )
    return replace(document, text=f"{title}\n{body}", metadata=meta, layers=())


def _scenes(document: Document) -> frozenset[str]:
    """Keys of states that hold a place of the text, their capitals aside: those are exchanged."""
    document = document.with_layer(Word, words(document), "words")
    capitals = [
        name.span for name in named(document.text, document.language) if name.form == "capitals"
    ]
    return frozenset(
        _states()[place.candidates[0].country]
        for place in places(document, default_gazetteer())
        if place.candidates
        and place.candidates[0].feature != "country"
        and place.candidates[0].country in _states()
        and not any(place.span.overlaps(span) for span in capitals)
    )


@cache
def _states() -> dict[str, str]:
    """States that are exchanged by the code of their country."""
    found: dict[str, str] = {}
    for key in (key for pair in _table()["states"] for key in pair):
        (name, *_) = spellings(("states", key), "names", "en")
        for match in places_named(default_gazetteer(), name):
            if match.candidate.feature == "country":
                found.setdefault(match.candidate.country, key)
    return found


def swapped(text: str, language: Language, left: Collection[str] = ()) -> str:
    """A text with the names of its parties exchanged, but for states in `left` and what is
    exchanged for them. Twice gives the text again, but for names that several names of the other
    side become."""
    made, at = [], 0
    for name in named(text, language):
        other = _partners(frozenset(left)).get(name.party)
        found = _spelling(name, other, language) if other else None
        if found is not None:
            made += [text[at : name.span.start], _begun(fitted(found, name, text), name, text)]
            at = name.span.end
            if name.form == "adjectives" and _is_bare_accusative(text[at : at + 2]):
                made.append(TANWIN)
    return "".join([*made, text[at:]])


def _is_bare_accusative(ending: str) -> bool:
    """إيرانيا: its like is written تركيًا, since تركيا is the state."""
    return ending[:1] == "ا" and not ending[1:].isalpha()


@cache
def _table() -> dict[str, list[tuple[str, str]]]:
    text = files("takhrij.bench").joinpath("data", "neutrality.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return {kind: [(one, two) for one, two in table[kind]] for kind in ("states", "parties")}


@cache
def _partners(left: frozenset[str]) -> dict[Party, Party]:
    """Who is exchanged for whom, both ways; the army of a state goes with it."""
    states = [pair for pair in _table()["states"] if left.isdisjoint(pair)]
    pairs = [
        *((("states", one), ("states", two)) for one, two in states),
        *((("parties", f"{one}_army"), ("parties", f"{two}_army")) for one, two in states),
        *((("parties", one), ("parties", two)) for one, two in _table()["parties"]),
    ]
    return dict([*pairs, *((two, one) for one, two in pairs)])


def _spelling(name: Name, other: Party, language: Language) -> str | None:
    """The name of the other party in the same form; None where it has none."""
    listed = spellings(other, name.form, language)
    if not listed and name.form == "people":
        listed = _people(spellings(other, "adjectives", language), language)
    return _likest(name.written, listed, language) if listed else None


def _people(adjectives: Sequence[str], language: Language) -> tuple[str, ...]:
    """ "The French", الفرنسيين: a people without a name of its own."""
    return tuple(one if language == "en" else f"ال{one}ين" for one in adjectives)


def _likest(written: str, listed: Sequence[str], language: Language) -> str:
    def unlike(other: str) -> tuple[bool | int, ...]:
        ours, theirs = written.split(), other.split()
        main = -1 if language == "en" else 0
        return (
            fold(ours[main]) != fold(theirs[main]),
            abs(len(ours) - len(theirs)),
            written.isupper() != other.isupper(),
            ("." in written) != ("." in other),
            written.endswith("s") != other.endswith("s"),
        )

    return min(listed, key=unlike)


def _begun(written: str, name: Name, text: str) -> str:
    """With capitals where the name had them: "Rebel forces", "US-Led Coalition"."""
    word = name.span.of(text)
    if " " in word and all(part[0].isupper() for part in word.replace("-", " ").split()):
        return re.sub(r"(?<![\w'’])(?!al\b)\w", lambda met: met.group().upper(), written)
    return written[:1].upper() + written[1:] if word[0].isupper() else written
