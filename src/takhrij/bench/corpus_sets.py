"""Sets for measuring the corpus: articles as lines of JSON, as `corpus add` takes them in."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from takhrij.document import digest

SEED = 20_261


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim, the ids of the articles retrieved for it, and the stance of each."""

    text: str
    articles: tuple[str, ...]
    stances: tuple[str, ...]

    @property
    def related(self) -> frozenset[str]:
        """The articles that agree, disagree or discuss."""
        pairs = zip(self.articles, self.stances, strict=True)
        return frozenset(article for article, stance in pairs if stance != "unrelated")


def line(**fields: str) -> bytes:
    """An article as a line of JSON, without the newline."""
    return json.dumps(fields, ensure_ascii=False).encode()


def identity(article: bytes) -> str:
    """The id that `corpus add` gives a line, which it keeps with its newline."""
    return digest(article + b"\n")


def arabic_news(data: Path) -> Iterator[bytes]:
    for row in (data / "arabic-news" / "articles.jsonl").open(encoding="utf-8"):
        found = json.loads(row)
        named = {name: found[name] for name in ("title", "text", "url", "source")}
        yield line(**named, date=found["extracted"][:10])


def fa_kes(data: Path) -> Iterator[bytes]:
    path = data / "fa-kes" / "articles.csv"
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.DictReader(file):
            yield line(
                title=row["article_title"], text=row["article_content"], source=row["source"]
            )


def _baly(data: Path) -> Iterator[tuple[str, list[bytes], list[str]]]:
    for path in sorted((data / "baly2018").glob("Fold_*/*.json")):
        found = json.loads(path.read_text(encoding="utf-8"))
        pairs = zip(found["article"], found["url"], strict=True)
        yield found["claim"], [line(text=a, url=u) for a, u in pairs], found["stance"]


def baly(data: Path) -> Iterator[bytes]:
    """Every article with words, once, in order of its first claim."""
    found = [one for _, articles, _ in _baly(data) for one in articles if json.loads(one)["text"]]
    yield from dict.fromkeys(found)


def baly_claims(data: Path) -> list[Claimed]:
    """Every claim with at least one related article."""
    found = [
        Claimed(claim, tuple(map(identity, articles)), tuple(stances))
        for claim, articles, stances in _baly(data)
    ]
    return [one for one in found if one.related]


def bilingual(data: Path) -> list[tuple[str, bytes]]:
    """Investigations as pairs of key and article: each key twice, in Arabic and in English."""
    found = []
    for path in sorted((data / "bilingual").glob("*.*.md")):
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        title = next(x[6:].strip().strip("\"'") for x in head.splitlines() if x[:6] == "title:")
        found.append((path.name.split(".")[0], line(title=title, text=body)))
    return found


def ntrex(data: Path) -> list[tuple[str, str]]:
    """Pairs of an Arabic sentence and its English twin."""
    rows = (data / "ntrex" / "en-ar.tsv").read_text(encoding="utf-8").splitlines()
    return [(arabic, english) for _, arabic, english in (row.split("\t") for row in rows)]


def sentences_of(data: Path, most: int) -> list[str]:
    """Distinct sentences of the Arabic news, for making documents of."""
    from takhrij.corpus.meaning import encoded_sentences
    from takhrij.document import document_of

    found: dict[str, None] = {}
    for article in arabic_news(data):
        text = json.loads(article)["text"]
        found.update(dict.fromkeys(encoded_sentences(document_of(text, "ar"))))
    return random.Random(SEED).sample(list(found), min(most, len(found)))


def made(sentences: list[str], count: int, length: int = 8) -> Iterator[bytes]:
    """Articles of sentences drawn at random, the same ones every time, dated over ten years.

    Each carries its number, so no two are alike.
    """
    draw = random.Random(SEED)
    for number in range(count):
        day = f"{2010 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"
        body = " ".join(_ended(one) for one in draw.choices(sentences, k=length))
        yield line(title=f"خبر رقم {number}", text=body, date=day, source=f"شراع {number % 50}")


def _ended(sentence: str) -> str:
    return sentence if sentence.rstrip()[-1:] in ".!؟?" else f"{sentence}."


def written(path: Path, articles: Iterator[bytes]) -> tuple[int, int]:
    """Write articles to a file of lines; returns how many there are and their bytes."""
    count = size = 0
    with path.open("wb") as file:
        for article in articles:
            file.write(article + b"\n")
            count, size = count + 1, size + len(article) + 1
    return count, size
