"""Arabic names of persons in a row of words: what each word may be, and where a name ends.

Precision before recall: a name needs a title before it, or a word that is hardly anything
but a given name and at least one more.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal

from takhrij.language.actors.lexicon import demonyms, folded_set
from takhrij.language.fold import fold
from takhrij.language.lemmas import is_known
from takhrij.language.terms import Seen, without_article
from takhrij.language.words import clitic_lengths

Part = Literal["given", "weak", "surname", "figure", "particle", "second", "unknown", "odd", "none"]
"""`unknown`: in no dictionary; `odd`: in none, but built like an inflected form."""

Standing = Literal["titled", "apposed", "alone"]
"""How a name stands: straight after a title, after one and a comma, or by itself."""

_LONGEST = 6
"""Words in a name at most."""
_SHORTEST_UNKNOWN = 4

_LISTS: tuple[tuple[str, Part], ...] = (
    ("surnames", "surname"),
    ("weak", "weak"),
    ("seconds", "second"),
    ("foreign", "given"),
    ("given", "given"),
    ("figures", "figure"),
    ("particles", "particle"),
)
"""Lists of names.toml, the later outranking the earlier."""


@cache
def _parts() -> dict[str, Part]:
    return {name: kind for key, kind in _LISTS for name in sorted(folded_set("ar", "names", key))}


@lru_cache(maxsize=65536)
def may_start(norm: str) -> bool:
    """Whether a word may start a name once its clitics are off: quick, and mostly no."""
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
    if norm.startswith(("عبدال", "ابو")) and len(norm) > 5 and not is_known(written, "ar"):
        return "given"
    if not _is_unknown(norm, written):
        return "none"
    return "odd" if _is_inflected(norm) else "unknown"


def _is_unknown(norm: str, written: str) -> bool:
    """A word that no dictionary holds; one with the article must end like a nisba."""
    bare, definite = without_article(norm)
    if len(bare) < _SHORTEST_UNKNOWN or not norm.isalpha() or bare in demonyms():
        return False
    return not is_known(written, "ar") and (not definite or bare.endswith("ي"))


def _is_inflected(norm: str) -> bool:
    """Present tense and suffixed forms, which dictionaries miss: يتوجهون, ومضى, استقبلهم."""
    return norm[0] in "يتنسوفلبم" or norm.endswith(
        ("وا", "ها", "هم", "ات", "ون", "ين", "هما", "ته", "ت", "نا", "ا")
    )


def name_end(seen: Seen, index: int, standing: Standing, first: str = "") -> int | None:
    """The index after the name that starts at a word, or None where none does.

    `first` is the first word as written, its clitics off.
    """
    kinds: list[Part] = []
    at = index
    while at < len(seen.words) and at - index < _LONGEST:
        if at > index and seen.gap(at).strip(" \u00a0.-"):
            break
        step = _step(seen, at, kinds, first if at == index else "")
        if step == 0:
            break
        at += step
    return at if _is_name(kinds, standing) else None


def _step(seen: Seen, index: int, kinds: list[Part], first: str) -> int:
    """How many words the name goes on by at a word, its kinds added; 0 where it ends."""
    written = first or seen.words[index].span.of(seen.text)
    norm = fold(written)
    kind = part(norm, written)
    if kind == "particle":
        return _joined(seen, index, norm, kinds)
    if kind == "none" or not _fits(kind, norm, kinds):
        return 0
    kinds.append(kind)
    return 1


def _fits(kind: Part, norm: str, kinds: list[Part]) -> bool:
    """Whether a name may go on with a part: no nationality, no run of unknown words."""
    if without_article(norm)[0] in demonyms():
        return "given" in kinds or "weak" in kinds
    if kind in ("unknown", "odd"):
        return kinds.count("unknown") + kinds.count("odd") < 2 and (kind == "unknown" or not kinds)
    return kind != "second" or bool(kinds)


def _joined(seen: Seen, index: int, norm: str, kinds: list[Part]) -> int:
    """A particle and the word it is joined to: one part of a name."""
    nxt = index + 1
    if nxt >= len(seen.words) or seen.gap(nxt).strip(" \u00a0-"):
        return 0
    if not kinds and norm not in folded_set("ar", "names", "starters"):
        return 0
    after = seen.words[nxt]
    if norm in ("عبد", "عبدال"):
        kinds.append("given")
        return 2 if after.norm.startswith("ال") else 0
    following = part(after.norm, after.span.of(seen.text))
    if following == "particle":
        kinds.append("particle")
        return 1
    if not kinds and following in ("none", "second", "odd"):
        return 0
    kinds.append("given" if following in ("given", "weak", "unknown") else "surname")
    return 2


def _is_name(kinds: list[Part], standing: Standing) -> bool:
    if not kinds or kinds[-1] == "particle":
        return False
    if standing == "titled":
        return kinds[0] not in ("unknown", "odd", "surname") or len(kinds) > 1
    if kinds == ["figure"]:
        return True
    sure = {"given", "figure", "weak"} if standing == "apposed" else {"given", "figure"}
    return len(kinds) > 1 and kinds[0] not in ("surname", "odd") and bool(sure & set(kinds))
