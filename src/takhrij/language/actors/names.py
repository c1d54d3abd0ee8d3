"""Arabic names of persons in a row of words: what each word may be, and where a name ends.

Precision before recall: a name needs a title before it, or a word that is hardly anything
but a given name and at least one more.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal

from takhrij.language.actors.lexicon import demonyms, folded_set, roles
from takhrij.language.fold import fold
from takhrij.language.lemmas import is_familiar, is_known
from takhrij.language.terms import Seen, without_article
from takhrij.language.words import clitic_lengths

Part = Literal[
    "given", "weak", "surname", "figure", "particle", "second", "regnal", "kunya", "unknown", "none"
]
"""`weak`: a given name that is an everyday word too; `kunya`: أبو with the word after it;
`unknown`: in no list nor dictionary."""

Standing = Literal["titled", "apposed", "told", "alone"]
"""How a name stands: straight after a title, after one and a comma, after a verb of telling,
or by itself."""

_LONGEST = 6
"""Words in a name at most."""
_SHORTEST_UNKNOWN = 4
_MOST_UNKNOWN = 3
_LONGEST_WORD = 24
_GIVEN = ("given", "weak", "kunya")
_OBJECTS = ("ها", "هم", "هما", "ته")
"""Endings that mark an inflected form, whatever the dictionary holds."""

_LISTS: tuple[tuple[str, Part], ...] = (
    ("surnames", "surname"),
    ("weak", "weak"),
    ("seconds", "second"),
    ("regnal", "regnal"),
    ("foreign", "given"),
    ("given", "given"),
    ("figures", "figure"),
    ("particles", "particle"),
)
"""Lists of names.toml, the later outranking the earlier."""


@cache
def _parts() -> dict[str, Part]:
    return {name: kind for key, kind in _LISTS for name in sorted(folded_set("ar", "names", key))}


def is_role(norm: str) -> bool:
    """Whether a word as it stands is a role or a title, article or not."""
    return any(reading.stem == 0 for reading in roles("ar").starting(norm))


@lru_cache(maxsize=65536)
def may_start(norm: str) -> bool:
    """Whether a word may start a name once its clitics are off: quick, and mostly no."""
    if len(norm) > _LONGEST_WORD:
        return False
    starts = ("given", "figure", "weak", "particle")
    return any(
        _parts().get(norm[skipped:]) in starts or norm.startswith(("عبد", "ابو"), skipped)
        for skipped in clitic_lengths(norm)
    )


@lru_cache(maxsize=65536)
def part(norm: str, written: str) -> Part:
    """What a word may be in a name, taken by itself, no clitics off."""
    if written == "على":  # the preposition, though it folds like the name
        return "none"
    found = _parts().get(norm)
    if found is not None:
        return found
    if norm.startswith(("عبد", "ابو")) and len(norm) > 5 and not is_familiar(written, "ar"):
        return "given"
    return "unknown" if _is_unknown(norm, written) else "none"


def _is_unknown(norm: str, written: str) -> bool:
    """A word that is no everyday one; with the article it must end like a nisba."""
    bare, definite = without_article(norm)
    if not _SHORTEST_UNKNOWN <= len(bare) <= _LONGEST_WORD or not norm.isalpha():
        return False
    if bare in demonyms() or (definite and not bare.endswith("ي")) or norm.endswith(_OBJECTS):
        return False
    if bare in folded_set("ar", "people", "adjectives", "words"):
        return False
    return not is_familiar(written, "ar")


def name_end(seen: Seen, index: int, standing: Standing, first: str = "") -> int | None:
    """The index after the name that starts at a word, or None where none does.

    `first` is the first word as written, its clitics off.
    """
    kinds: list[Part] = []
    at = index
    while at < len(seen.words) and at - index < _LONGEST:
        if at > index and seen.gap(at).strip(" \u00a0.-"):
            break
        held = len(kinds)
        step = _step(seen, at, kinds, first if at == index else "", standing)
        if step == 0:
            del kinds[held:]
            break
        at += step
    return at if _is_name(kinds, standing) else None


def _step(seen: Seen, index: int, kinds: list[Part], first: str, standing: Standing) -> int:
    """How many words the name goes on by at a word, its kinds added; 0 where it ends."""
    written = first or seen.words[index].span.of(seen.text)
    norm = fold(written)
    kind = part(norm, written)
    if kind == "particle":
        return _joined(seen, index, norm, kinds)
    if not kinds and is_role(norm):
        return 0
    if kind == "none" and _is_taken_for_surname(norm, written, kinds, standing):
        kind = "surname"
    if kind == "none" and not kinds and standing == "titled" and _is_rare(seen, index):
        kind = "unknown"
    if kind == "none" or not _fits(kind, norm, kinds):
        return 0
    kinds.append(kind)
    return 1


def _is_rare(seen: Seen, index: int) -> bool:
    """Straight after a title: a word in no dictionary as it stands, before a part of a name."""
    word = seen.words[index]
    written = word.span.of(seen.text)
    if len(word.norm) < _SHORTEST_UNKNOWN or without_article(word.norm)[1]:
        return False
    if index + 1 >= len(seen.words) or seen.gap(index + 1).strip():
        return False
    if word.norm.endswith((*_OBJECTS, "ه")) or is_known(written, "ar"):
        return False
    after = seen.words[index + 1]
    return part(after.norm, after.span.of(seen.text)) in ("given", "surname", "figure", "unknown")


def _is_taken_for_surname(norm: str, written: str, kinds: list[Part], standing: Standing) -> bool:
    """After a given name: a nisba with the article, or a word that no dictionary holds; after
    a title or a verb of telling, any word with the article."""
    bare, definite = without_article(norm)
    if not kinds or kinds[-1] not in _GIVEN or _is_plain_adjective(norm, bare):
        return False
    if definite and kinds == ["kunya"]:  # أبو حمزة الفرنسي
        return bare.endswith("ي") and not is_role(norm)
    if definite:
        sure = bare.endswith("ي") or standing in ("titled", "told") or not is_known(written, "ar")
        return sure and bare not in demonyms() and not is_role(norm)
    sure = kinds[-1] == "given" and norm.isalpha() and len(norm) >= _SHORTEST_UNKNOWN
    return sure and not norm.endswith((*_OBJECTS, "ه")) and not is_known(written, "ar")


def _is_plain_adjective(norm: str, bare: str) -> bool:
    return (
        bare in folded_set("ar", "people", "adjectives", "words")
        or norm in folded_set("ar", "people", "enders", "words")
        or norm in folded_set("ar", "actors", "enders")
        or bare.endswith("يه")
    )


def _fits(kind: Part, norm: str, kinds: list[Part]) -> bool:
    """Whether a name may go on with a part: a nationality or a number only after a name."""
    if without_article(norm)[0] in demonyms():
        return kind == "surname" and any(held in _GIVEN for held in kinds)
    if kind in ("second", "regnal"):
        return bool(kinds) and kinds[-1] in ("given", "weak")
    if kind != "unknown":
        return True
    joined_on = bool(kinds) and norm[0] == "و" and norm[1] != "و"
    return kinds.count("unknown") < _MOST_UNKNOWN and not joined_on


def _joined(seen: Seen, index: int, norm: str, kinds: list[Part]) -> int:
    """A particle and the word it is joined to: one part of a name. Returns the words read."""
    nxt = index + 1
    if nxt >= len(seen.words) or seen.gap(nxt).strip(" \u00a0-"):
        return 0
    after = seen.words[nxt]
    if not kinds and norm not in folded_set("ar", "names", "starters"):
        return _foreign(after.norm, kinds)
    if norm in ("عبد", "عبدال"):
        kinds.append("given")
        return 2 if after.norm.startswith(("ال", "رب")) else 0
    following = part(after.norm, after.span.of(seen.text))
    if not kinds and after.norm in folded_set("ar", "names", "not_kunya"):
        return 0
    if following == "particle":  # بن أبي طالب, بن عبد العزيز
        kinds.append("particle")
        return 1
    return _joined_to(norm, following, kinds)


def _foreign(after: str, kinds: list[Part]) -> int:
    """دي ميستورا: a foreign particle starts a name only before a known surname."""
    if _parts().get(after) != "figure":
        return 0
    kinds.append("figure")
    return 2


def _joined_to(norm: str, following: Part, kinds: list[Part]) -> int:
    if norm in ("بن", "ابن", "بنت") and kinds:
        kinds.append("given")
        return 2
    if not kinds and (norm == "ابن" or following in ("second", "regnal")):
        return 0
    kinds.append("given" if kinds else "kunya")
    return 2


def _is_name(kinds: list[Part], standing: Standing) -> bool:
    if not kinds or kinds[-1] == "particle":
        return False
    if standing == "titled" or kinds == ["figure"]:
        return True
    if kinds[0] == "kunya":  # أبو محمد is a whole name
        return True
    if standing == "told" and kinds.count("unknown") > 1:
        return True
    if len(kinds) == 1 or kinds[0] in ("surname", "unknown"):
        return False
    if {"given", "figure"} & set(kinds):
        return True
    return standing == "apposed" or kinds.count("weak") > 1 or kinds[:2] == ["weak", "surname"]
