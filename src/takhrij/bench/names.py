"""Names of persons and bodies in Arabic news, against ANERcorp's hand annotation.

Each sentence is read alone, as in the published figures, and then in running text, where a
person named once is met again by the last name alone. A name counts as found where its
words are exactly those of the annotation and its type is the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from takhrij.annotations import Word
from takhrij.document import document_of
from takhrij.language.actors import actors
from takhrij.language.words import words

Chunk = tuple[int, int, str]
"""First token, the one after the last, and the type: PERS or ORG."""

_TYPES = {"person": "PERS", "organization": "ORG", "group": "ORG"}
PUBLISHED = {
    "figure": 81.3,
    "what": "AraBERT, micro F1 over four types on the CAMeL split's test part",
    "comparable": "not directly: trained on this corpus, and scored on persons, places, "
    "organizations and the rest together; ours are rules, scored on persons and organizations",
}


def measure(data: Path) -> dict[str, Any]:
    """F1 for persons and bodies on both halves of the training part; the second is held out."""
    rows = list(sentences(data / "anercorp" / "train.txt"))
    half = len(rows) // 2
    return {
        "development": scores(rows[:half]),
        "held_out": scores(rows[half:]),
        "held_out_in_running_text": scores(blocks(rows[half:])),
        "sentences": len(rows),
        "published": PUBLISHED,
    }


def sentences(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Sentences as lists of token and tag."""
    row: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        token, _, tag = line.strip().rpartition(" ")
        if token:
            row.append((token, tag))
        elif row:
            yield row
            row = []
    if row:
        yield row


def blocks(rows: list[list[tuple[str, str]]], size: int = 20) -> list[list[tuple[str, str]]]:
    """Neighbouring sentences joined, about an article each: the corpus doesn't mark where its
    articles end."""
    return [
        [pair for row in rows[at : at + size] for pair in row] for at in range(0, len(rows), size)
    ]


def scores(rows: list[list[tuple[str, str]]]) -> dict[str, Any]:
    """Precision, recall and F1 for each type and for both together."""
    pairs = [(gold(row), found(row)) for row in rows]
    result: dict[str, Any] = {}
    for kinds in (("PERS",), ("ORG",), ("PERS", "ORG")):
        wanted = [
            ({c for c in g if c[2] in kinds}, {c for c in f if c[2] in kinds}) for g, f in pairs
        ]
        result["both" if len(kinds) > 1 else kinds[0].lower()] = _figures(wanted)
    return result


def _figures(pairs: list[tuple[set[Chunk], set[Chunk]]]) -> dict[str, Any]:
    right = sum(len(wanted & got) for wanted, got in pairs)
    wanted = sum(len(wanted) for wanted, _ in pairs)
    got = sum(len(got) for _, got in pairs)
    precision, recall = right / max(got, 1), right / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {
        "f1": round(100 * f1, 1),
        "precision": round(100 * precision, 1),
        "recall": round(100 * recall, 1),
        "names": wanted,
    }


def gold(row: list[tuple[str, str]]) -> set[Chunk]:
    """The annotated persons and bodies of a sentence."""
    found: set[Chunk] = set()
    start, kind = 0, ""
    for index, (_, tag) in enumerate([*row, ("", "O")]):
        if kind and tag != "I-" + kind:
            found.add((start, index, kind))
            kind = ""
        if tag in ("B-PERS", "B-ORG"):
            start, kind = index, tag[2:]
    return found


def found(row: list[tuple[str, str]]) -> set[Chunk]:
    """The named persons and bodies that the rules find in a sentence, as ranges of tokens."""
    text = " ".join(token for token, _ in row)
    owner = [index for index, (token, _) in enumerate(row) for _ in range(len(token) + 1)]
    document = document_of(text)
    document = document.with_layer(Word, words(document), "words")
    return {
        (owner[actor.span.start], owner[actor.span.end - 1] + 1, _TYPES[actor.type])
        for actor in actors(document)
        if actor.named
    }
