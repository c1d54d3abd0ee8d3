"""What the data files say of actors, ready to be looked for: bodies, roles, first words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from takhrij.annotations import ActorType
from takhrij.errors import DataFileError
from takhrij.language.fold import fold
from takhrij.language.lexicon import load
from takhrij.language.terms import Term, Terms, term

Number = Literal["one", "many"]


@dataclass(frozen=True, slots=True)
class Group:
    """A body or group of data/world/groups.toml. `names` are pairs of language and name."""

    ref: str
    type: ActorType
    names: tuple[tuple[str, str], ...]
    party: str | None = None
    media: bool = False

    def name(self, language: str) -> str:
        """Its name in a language, or the first there is."""
        return dict(self.names).get(language, self.names[0][1])


@dataclass(frozen=True, slots=True)
class Role:
    """A word for people: `sort` is the table of the data file, as official or witness."""

    sort: str
    number: Number


@cache
def groups() -> dict[str, Group]:
    """Every body and group by its reference, states' bodies put together included."""
    found = dict(_state_bodies())
    for row in load("world", "groups")["group"]:
        if row["type"] not in ("organization", "group"):
            raise DataFileError(f"world/groups.toml: {row['id']} is neither organization nor group")
        names = (("ar", row.get("name", row["ar"][0])), ("en", row["en"][0]))
        found[row["id"]] = Group(
            row["id"], row["type"], names, row.get("party"), row.get("media", False)
        )
    return found


def party(ref: str | None) -> str | None:
    """The side that a body or group is counted with, or None."""
    group = groups().get(ref or "")
    return group.party if group else None


@cache
def warring() -> frozenset[str]:
    """References of the bodies that sides.toml lists as armed parties, groups and alliances."""
    listed = {name for names in load("en", "sides")["parties"].values() for name in names}
    return frozenset(
        row["id"] for row in load("world", "groups")["group"] if not listed.isdisjoint(row["en"])
    )


@cache
def sides_of_states() -> frozenset[str]:
    """The sides that states' own bodies are counted with."""
    return frozenset(facts["party"] for facts in load("world", "groups")["states"].values())


def _state_bodies() -> Iterator[tuple[str, Group]]:
    table = load("world", "groups")
    for state, facts in table["states"].items():
        for body, words in table["bodies"].items():
            ref = f"{state}:{body}"
            names = (
                ("ar", agreeing(words["ar"][0], facts["adjectives"][0])),
                ("en", f"{facts['latin'][0]} {words['en'][0]}"),
            )
            yield ref, Group(ref, "organization", names, facts["party"])


def agreeing(body: str, adjective: str) -> str:
    """A body with an adjective that agrees with its first word: الحكومة السورية."""
    first = body.split()[0]
    article = "ال" if "ال" in body else ""
    feminine = first.endswith(("ة", "ات")) or first in load("world", "groups")["feminine"]
    return f"{body} {article}{adjective}{'ة' if feminine else ''}"


def _alias_terms(language: str) -> Iterator[Term]:
    for row in load("world", "groups")["group"]:
        for written in row[language]:
            yield term("alias", written, row["id"])
    yield from _body_terms(language)
    yield from _not_bodies(language)


def _not_bodies(language: str) -> Iterator[Term]:
    """Longer phrases in which the words for a body mean something else: of nobody."""
    table = load("world", "groups")
    for facts in table["states"].values():
        for adjective in facts["adjectives"] if language == "ar" else ():
            for written in table["never"]["ar"]:
                yield term("alias", written.replace("*", "ال" + adjective))


def _body_terms(language: str) -> Iterator[Term]:
    table = load("world", "groups")
    for state, facts in table["states"].items():
        for body, words in table["bodies"].items():
            for written in words[language]:
                for phrase in _with_state(written, facts, language):
                    yield term("alias", phrase, f"{state}:{body}")


def _with_state(body: str, facts: dict[str, Any], language: str) -> Iterator[str]:
    if language == "en":
        for adjective in (*facts["latin"], facts["en"], facts["en"] + "'s"):
            yield f"{adjective} {body}"
        yield f"{body} of {facts['en']}"
        return
    for adjective in facts["adjectives"]:
        yield agreeing(body, adjective)


@cache
def aliases() -> Terms:
    """Names of bodies and groups in both scripts: a text of either language may use both."""
    return Terms((*_alias_terms("ar"), *_alias_terms("en")))


@cache
def roles(language: str) -> Terms:
    """Words for people by what they are or do, and titles before names."""
    table = load(language, "people")
    made = (_arabic_roles if language == "ar" else _english_roles)(table)
    return Terms((*made, *(_titles(table))))


@cache
def bare_bodies() -> Terms:
    """English words for a body that say no name: "security forces"."""
    written = load("en", "actors")["definite"]
    return Terms(term("definite", one, kind) for kind in written for one in written[kind])


@cache
def heads() -> Terms:
    """First words of the names of Arabic bodies, and whole names that need no state."""
    table = load("ar", "actors")
    return Terms(
        (
            *(term("head", w, kind, "either") for kind, ws in table["heads"].items() for w in ws),
            *(term("definite", written, "organization") for written in table["definite"]),
        )
    )


def _titles(table: dict[str, Any]) -> Iterator[Term]:
    for written in table["titles"]["words"]:
        yield term("title", written)


def _arabic_roles(table: dict[str, Any]) -> Iterator[Term]:
    for sort, words in table.items():
        if sort == "titles" or "words" in words:
            continue
        for written, number in _arabic_forms(words):
            yield term("role", written, Role(sort, number), "either")


def _arabic_forms(words: dict[str, Any]) -> Iterator[tuple[str, Number]]:
    for noun in words.get("sound", ()):
        yield from _sound(noun)
        yield noun + "ة", "one"
        yield from ((noun + end, "many") for end in ("ات", "تان", "تين"))
    for noun in words.get("men", ()):
        yield from _sound(noun)
    for one, many in words.get("broken", ()):
        yield from ((one, "one"), (one + "ا", "one"), (many, "many"))
        yield from ((one + end, "many") for end in ("ان", "ين") if " " not in one)
        if many.endswith(("ون", "ين")):
            yield many[:-1], "many"
    yield from ((written, "many") for written in words.get("many", ()))


def _sound(noun: str) -> Iterator[tuple[str, Number]]:
    """A noun with sound masculine plural: the dual and the plural, also before a noun."""
    yield from ((noun, "one"), (noun + "ا", "one"))
    yield from ((noun + end, "many") for end in ("ون", "ين", "و", "ي", "ان"))


def _english_roles(table: dict[str, Any]) -> Iterator[Term]:
    for sort, words in table.items():
        if sort == "titles" or "words" in words:
            continue
        for written in words.get("one", ()):
            yield term("role", written, Role(sort, "one"))
            yield term("role", _plural(written), Role(sort, "many"))
        for written in words.get("many", ()):
            yield term("role", written, Role(sort, "many"))


def _plural(noun: str) -> str:
    return noun + ("es" if noun.endswith(("s", "ch", "sh")) else "s")


@cache
def folded_set(language: str, name: str, *path: str) -> frozenset[str]:
    """A list of a data file as a set of folded words; `path` leads to it through the tables."""
    found: Any = load(language, name)
    for key in path:
        found = found[key]
    if isinstance(found, str):
        return frozenset(found.split())
    return frozenset(map(fold, found))


@cache
def demonyms() -> dict[str, str]:
    """Folded adjectives of nationality, without article, and the state of each."""
    found: dict[str, str] = {}
    for state, facts in load("world", "groups")["states"].items():
        for adjective in facts["adjectives"]:
            stem = fold(adjective)
            for end in ("", "ه", "ون", "ين", "ان", "تين", "تان", "ات"):
                found.setdefault(stem + end, state)
        for adjective in facts["latin"]:
            found.setdefault(fold(adjective), state)
    return found
