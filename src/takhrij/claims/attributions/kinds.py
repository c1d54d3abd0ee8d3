"""What kind of source a noun phrase names, and how such a source can know.

Both are read off the words of the data file `sources.toml`: the head (the first words)
decides the kind; any word of the description may tell how it knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from takhrij.annotations import Knowledge, SourceKind
from takhrij.document import Language
from takhrij.language.fold import fold
from takhrij.language.lexicon import load

_LONGEST = 4
_HEAD = 3
"""The kind is told by the first few words; what follows describes further."""


@dataclass(frozen=True, slots=True)
class _Lists:
    kinds: tuple[tuple[str, frozenset[tuple[str, ...]]], ...]
    knowledge: tuple[tuple[Knowledge, frozenset[tuple[str, ...]]], ...]
    places: frozenset[tuple[str, ...]]
    determiners: frozenset[str]
    plain: frozenset[str]
    hinges: frozenset[str]
    """Prepositions: of an indefinite "officer in the army" what follows is no name."""
    ends: frozenset[str]
    """Words before which the head of an English phrase stands."""


@cache
def _lists(language: Language) -> _Lists:
    data = load(language, "sources")
    return _Lists(
        kinds=tuple((name, _phrases(data[name])) for name in data["order"]),
        knowledge=(
            ("first_hand", _phrases(data["first_hand"])),
            ("expert", _phrases(data["expert"])),
            ("official", _phrases(data["official"])),
        ),
        places=_phrases(data["places"]),
        determiners=frozenset(map(fold, data["determiners"])),
        plain=frozenset(map(fold, data["plain"])),
        hinges=frozenset(map(fold, data["hinges"])),
        ends=frozenset(data.get("ends", ())),
    )


def _phrases(written: list[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(fold(phrase).split()) for phrase in written)


@lru_cache(maxsize=65536)
def kind_of(
    words: tuple[str, ...],
    language: Language,
    *,
    named: bool = False,
    covered: frozenset[str] = frozenset(),
) -> SourceKind:
    """The kind of a source from its folded words.

    `named`: a person's name is known to be among them; `covered`: words known to belong to the
    name of a body or a place, which name no person.
    """
    if not words:
        return "unknown"
    lists = _lists(language)
    is_named = named or (language == "ar" and _has_name(words, lists, language, covered))
    people = dict(lists.kinds)["person"]
    for at in _heads(words, lists, language):
        name = _listed(words, at, lists, language)
        if name == "person" or (name and named and _starts(words, at, people, language)):
            return "named_person" if is_named else "unnamed_person"
        if name:
            return name  # type: ignore[return-value]
        if at == 0 and _starts(words, at, lists.places, language):
            return "official_body"
    if is_named or _is_short_name(words, language):
        return "organization" if words[0] == "the" else "named_person"
    return "unnamed_person" if "who" in words else "unknown"


def _heads(words: tuple[str, ...], lists: _Lists, language: Language) -> range:
    """Where the head may stand, likeliest first: the first words of an Arabic phrase, the last
    of an English one before its first preposition ("a security source in the capital")."""
    if language == "ar":
        return range(min(_HEAD, len(words)))
    ends = (at for at, word in enumerate(words) if at and word in lists.ends)
    return range(next(ends, len(words)) - 1, -1, -1)


def _listed(words: tuple[str, ...], at: int, lists: _Lists, language: Language) -> str:
    """The kind whose list holds the longest phrase that begins at a word; '' for none."""
    found = [(_starts(words, at, phrases, language), name) for name, phrases in lists.kinds]
    longest = max(length for length, _ in found)
    return next(name for length, name in found if length == longest) if longest else ""


def _is_short_name(words: tuple[str, ...], language: Language) -> bool:
    """A family name alone (الحسيني)."""
    return language == "ar" and len(words) == 1 and words[0].startswith("ال")


def _starts(
    words: tuple[str, ...], at: int, phrases: frozenset[tuple[str, ...]], language: Language
) -> int:
    """Words of the longest phrase of a list that begins at a word, article aside; 0 for none."""
    for part, bare in _beginnings(words[at : at + _LONGEST], language, is_head=at == 0):
        if part in phrases or bare in phrases:
            return len(part)
    return 0


@lru_cache(maxsize=65536)
def _beginnings(
    words: tuple[str, ...], language: Language, *, is_head: bool
) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The first words of a few, longest first, as written and bare: asked of many lists."""
    parts = (words[:length] for length in range(len(words), 0, -1))
    return tuple((part, _bare(part, language, is_head=is_head)) for part in parts)


def _bare(part: tuple[str, ...], language: Language, *, is_head: bool = False) -> tuple[str, ...]:
    """The phrase without و ل ب and the article before its first word; 's after an English one.

    The first word of a source has no ل or ب to lose: those stand outside it (لصور is a name).
    """
    first = part[0]
    if language == "en":
        return (*part[:-1], part[-1].removesuffix("'s").removesuffix("'"))
    for prefix in _JOINED[:4] if is_head else _JOINED:
        if first.startswith(prefix) and len(first) > len(prefix) + 2:
            return (first[len(prefix) :], *part[1:])
    return part


_JOINED = ("وال", "بال", "لل", "ال", "و", "ل", "ب")


def _has_name(
    words: tuple[str, ...], lists: _Lists, language: Language, covered: frozenset[str]
) -> bool:
    """A word that no list knows and that is no adjective: most likely a name."""
    if language == "ar" and not words[0].startswith("ال"):
        whole = words
        words = words[: next((i for i, w in enumerate(words) if _is_hinge(w, lists)), len(words))]
        if len(words) == 1 < len(whole):  # "a baker who works": one word described is no name
            return False
    return any(
        word not in covered
        and _is_name(word, lists, language)
        and not (at and _is_adjective(words, at, lists, language))
        for at, word in enumerate(words)
    )


def _is_hinge(word: str, lists: _Lists) -> bool:
    """A preposition, by itself or joined to its word (بمحافظة, لدى)."""
    return word in lists.hinges or (word.startswith(("ب", "ل")) and len(word) > _HEAD)


def _is_adjective(words: tuple[str, ...], at: int, lists: _Lists, language: Language) -> bool:
    """مسؤول أمني: an adjective in ي and its kin right after a common noun for people."""
    if language != "ar" or not words[at].endswith(("ي", "يه", "يون", "يين", "يان")):
        return False
    people = dict(lists.kinds)["person"]
    before = _bare((words[at - 1],), language)
    return (words[at - 1],) in people or before in people or words[at - 1] in lists.plain


def _is_name(word: str, lists: _Lists, language: Language) -> bool:
    if word in lists.determiners or word in lists.plain or len(word) < 2:
        return False
    if language == "ar" and word.startswith(("ال", "وال", "بال", "لل")):
        return False
    bare = _bare((word,), language)
    listed = (*lists.kinds, *lists.knowledge)
    known = any(bare in phrases or (word,) in phrases for _, phrases in listed)
    return not known and (word,) not in lists.places and bare not in lists.places


def has_perceived(said: tuple[str, ...], language: Language) -> bool:
    """Whether what somebody says begins with their own seeing or hearing.

    `said`: the first words of the content, folded. In English "she saw", "I heard"; an Arabic
    verb says by itself who saw, so only the first word counts.
    """
    perceived = _perceived(language)
    if language == "ar":
        return bool(said) and said[0] in perceived
    own = ("i", "we", *load(language, "sources")["personal"])
    return any(one in own and two in perceived for one, two in pairwise(said))


@cache
def _perceived(language: Language) -> frozenset[str]:
    return frozenset(map(fold, load(language, "sources")["perceived"]))


def knowledge_of(words: tuple[str, ...], kind: SourceKind, language: Language) -> Knowledge:
    """How a source can know, from its words; else what its kind goes for."""
    for name, phrases in _lists(language).knowledge:
        if any(_starts(words, at, phrases, language) for at in range(len(words))):
            if kind == "media" and name != "first_hand":
                break
            return name
    return _KNOWS.get(kind, "unknown")


_KNOWS: dict[SourceKind, Knowledge] = {
    "official_body": "official",
    "media": "second_hand",
    "organization": "second_hand",
}
"""A body speaks about its own acts; agencies and monitors pass on what others told them."""
