"""Reports to look for copies in: real ones, and made ones of which every copy is known."""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from takhrij.corpus.families import Report, kinships

EDITS = (0.0, 0.03, 0.08, 0.15, 0.25)
"""Shares of words replaced in a planted copy."""
FORMS = ("whole", "shortened", "longer")
"""Of five planted copies three are whole, one is cut to 60 %, one has 40 words put before it."""
CUT, LEAD = 0.6, 40
_WORD = re.compile(r"\w+")
PLANTED = 0.15
"""Share of all reports that are planted copies."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A planted copy: indices of both texts, the share of words replaced, and its form."""

    source: int
    copy: int
    edits: float
    form: str


@dataclass(frozen=True, slots=True)
class Made:
    """Texts: first `invented` of random words, then real ones, then copies of either."""

    texts: tuple[str, ...]
    invented: int
    copies: tuple[Copy, ...]

    def origin(self, index: int) -> int:
        """The text that one is a planted copy of, or itself."""
        first = len(self.texts) - len(self.copies)
        return self.copies[index - first].source if index >= first else index


def real(data: Path) -> list[str]:
    """Every real article at hand, in Arabic and English, each text once."""
    return list(dict.fromkeys(text.strip() for text in _real(data) if text and text.strip()))


def _real(data: Path) -> Iterator[str]:
    for row in _lines(data / "arabic-news" / "articles.jsonl"):
        yield row["text"]
    for row in _lines(data / "arabic-reprints" / "pairs.jsonl"):
        yield from (row["a"]["text"], row["b"]["text"])
    with (data / "fa-kes" / "articles.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["article_content"]
    for path in sorted((data / "bilingual").glob("*.md")):
        yield path.read_text(encoding="utf-8")


def _lines(path: Path) -> Iterator[dict]:  # type: ignore[type-arg]
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def made(data: Path, count: int, seed: int = 7) -> Made:
    """`count` reports: real ones, invented ones out of their words, and planted copies."""
    dice = random.Random(seed)
    held = real(data)[: int(count * (1 - PLANTED))]
    words = [word for text in held for word in _WORD.findall(text)]
    invented = int(count * (1 - PLANTED)) - len(held)
    texts = [" ".join(dice.choices(words, k=dice.randint(150, 450))) for _ in range(invented)]
    texts += held
    copies = []
    for _ in range(count - len(texts)):
        source = dice.randrange(invented + len(held))
        edits, form = dice.choice(EDITS), dice.choices(FORMS, (0.6, 0.2, 0.2))[0]
        copies.append(Copy(source, len(texts), edits, form))
        texts.append(_copied(texts[source].split(), edits, form, words, dice))
    return Made(tuple(texts), invented, tuple(copies))


def _copied(text: list[str], edits: float, form: str, words: list[str], dice: random.Random) -> str:
    kept = [dice.choice(words) if dice.random() < edits else word for word in text]
    if form == "shortened":
        kept = kept[: int(len(kept) * CUT)]
    elif form == "longer":
        kept = dice.choices(words, k=LEAD) + kept
    return " ".join(kept)


def copies_among(held: Mapping[str, str]) -> set[frozenset[str]]:
    """Pairs of texts of which one is mostly the other, by their names."""
    kin = kinships([Report(name, text) for name, text in held.items()])
    return {frozenset((one.first, one.second)) for one in kin if one.kind == "reprint"}
