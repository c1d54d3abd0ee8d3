"""Arabic marks carried over from English: NTREX sentence pairs, English read by the model.

    python training/project.py --data DATA --cache CACHE --weights FILE

Words of a pair are aligned where each is the other's nearest in the middle layers of the
untuned encoder (after SimAlign, Jalili Sabet et al. 2020). A range of English words becomes
the stretch of Arabic words that holds most of its partners and fewest of others'. A sentence
with a mark that can't be carried over is left out. Writes CACHE/projected.json. Needs torch
and takhrij's sources on the path.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import e5
import numpy as np
import torch
from network import Encoder

from takhrij.document import Span
from takhrij.language.model import Model, Told, load

LAYER = 8
DRIFT = 0.1
"""How much two words lose for standing at opposite ends of their sentences."""
SURE, UNSURE = 0.4, 0.2
"""Marks surer than the first are carried over; one between the two spoils its sentence."""
COVERED = 0.4
"""Share of a content's words that must have a partner."""
THAT = re.compile(r"[\"“«]?(?:و?[بل]?[إأا]ن(?:ه|ها|هم|نا|ني|ك)?)$")
WORD = re.compile(r"\S+")
Range = tuple[int, int]


@dataclass
class Pair:
    """A sentence pair; spans of words; `links` from English to Arabic words."""

    english: str
    arabic: str
    english_words: list[Span]
    arabic_words: list[Span]
    links: dict[int, int]


class Aligner:
    def __init__(self, model: Model, ids: list[int]) -> None:
        self.vocabulary = model.weights.vocabulary
        self.encoder = Encoder(e5.read(), ids, LAYER).eval()

    @torch.no_grad()
    def vectors(self, text: str) -> tuple[list[Span], np.ndarray]:
        """The words of a text and a vector for each."""
        pieces = self.vocabulary.segment(text)
        ids = torch.tensor([[0, *pieces.ids[:400], 2]])
        read = self.encoder(ids, None)[0, 1:-1].numpy()
        words = [Span(m.start(), m.end()) for m in WORD.finditer(text)]
        spans = pieces.spans[: len(read)]
        held = [[i for i, s in enumerate(spans) if w.contains(s)] for w in words]
        kept = [(w, h) for w, h in zip(words, held, strict=True) if h]
        return [w for w, _ in kept], np.array([read[h].mean(0) for _, h in kept])

    def align(self, english: str, arabic: str) -> Pair:
        (en_words, en), (ar_words, ar) = self.vectors(english), self.vectors(arabic)
        near = _unit(en - en.mean(0)) @ _unit(ar - ar.mean(0)).T
        rows, columns = np.indices(near.shape)
        near -= DRIFT * abs((rows + 0.5) / near.shape[0] - (columns + 0.5) / near.shape[1])
        best_ar, best_en = near.argmax(1), near.argmax(0)
        links = {i: int(j) for i, j in enumerate(best_ar) if best_en[j] == i}
        return Pair(english, arabic, en_words, ar_words, links)


def _unit(x: np.ndarray) -> np.ndarray:
    return x / (np.linalg.norm(x, axis=1, keepdims=True) + 1e-9)


def carried(pair: Pair, span: Span, barred: Range | None = None) -> tuple[Range | None, float]:
    """The Arabic words for an English span, and the share of its words with a partner."""
    inside = [i for i, word in enumerate(pair.english_words) if word.overlaps(span)]
    weight = np.full(len(pair.arabic_words), -0.01)
    for english, arabic in pair.links.items():
        weight[arabic] = 1.0 if english in inside else -1.0
    if barred:
        weight[barred[0] : barred[1]] = -10.0
    linked = sum(i in pair.links for i in inside)
    return _heaviest(weight), linked / max(1, len(inside))


def _heaviest(weight: np.ndarray) -> Range | None:
    best, found, total, start = 0.0, None, 0.0, 0
    for at, value in enumerate(weight):
        if total <= 0:
            total, start = 0.0, at
        total += value
        if total > best:
            best, found = total, (start, at + 1)
    return found


def mark(pair: Pair, told: Told) -> dict | None:
    """One attribution in Arabic words, or None if a part can't be carried over."""
    cue, _ = carried(pair, told.cue)
    if cue is None or cue[1] - cue[0] > 5:
        return None
    content = []
    for part in told.content:
        words, share = carried(pair, part, cue)
        if words and share >= COVERED:
            content.append(_without_that(pair, words))
    if not content or not all(a < b for a, b in content):
        return None
    source = carried(pair, told.source, cue)[0] if told.source else None
    return {"cue": cue, "source": source, "content": sorted(set(content))}


def _without_that(pair: Pair, words: Range) -> Range:
    first, after = words
    if first < after and THAT.match(pair.arabic_words[first].of(pair.arabic)):
        first += 1
    return first, after


def document_marks(pairs: list[Pair], model: Model) -> list[list[dict] | None]:
    """Each sentence's marks, None for one to leave out. Marks over sentences are left out."""
    text = "\n".join(pair.english for pair in pairs)
    ends = np.cumsum([len(pair.english) + 1 for pair in pairs])
    marks: list[list[dict] | None] = [[] for _ in pairs]
    for told in model.read(text).told:
        if told.confidence < UNSURE:
            continue
        row = int(np.searchsorted(ends, told.cue.start, side="right"))
        found = _mark_within(pairs[row], told, int(ends[row]) - len(pairs[row].english) - 1)
        held = marks[row]
        if held is None or found is None:
            marks[row] = None
        else:
            held.append(found)
    return marks


def _mark_within(pair: Pair, told: Told, offset: int) -> dict | None:
    spans = [told.cue, *told.content, *([told.source] if told.source else [])]
    inside = all(s.start >= offset and s.end <= offset + len(pair.english) for s in spans)
    if not inside or told.confidence < SURE:
        return None
    source = told.source.shifted(-offset) if told.source else None
    content = tuple(part.shifted(-offset) for part in told.content)
    return mark(pair, Told(told.cue.shifted(-offset), source, content, told.confidence))


def article(name: str, pairs: list[Pair], model: Model) -> dict:
    """The Arabic side of a document as `prepare.py` writes articles."""
    ids: list[int] = []
    made: list[dict] = []
    for pair, marks in zip(pairs, document_marks(pairs, model), strict=True):
        if marks is None:
            continue
        pieces = model.weights.vocabulary.segment(pair.arabic)
        for found in marks:
            at = {
                "cue": _pieces(pair, found["cue"], pieces.spans, len(ids)),
                "source": found["source"]
                and _pieces(pair, found["source"], pieces.spans, len(ids)),
                "content": [_pieces(pair, r, pieces.spans, len(ids)) for r in found["content"]],
            }
            made.append(at)
        ids += pieces.ids
    return {"name": name, "language": "ar", "ids": ids, "attributions": made}


def _pieces(pair: Pair, words: Range, spans: tuple[Span, ...], offset: int) -> list[int]:
    whole = Span(pair.arabic_words[words[0]].start, pair.arabic_words[words[1] - 1].end)
    touching = [i for i, span in enumerate(spans) if span.overlaps(whole)]
    return [touching[0] + offset, touching[-1] + 1 + offset]


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--cache", type=Path, required=True)
    options.add_argument("--weights", type=Path, required=True)
    options.add_argument("--show", action="store_true")
    chosen = options.parse_args()
    torch.set_num_threads(1)
    model = load(chosen.weights)
    assert model is not None
    ids = json.loads((chosen.cache / "vocabulary.json").read_text(encoding="utf-8"))["ids"]
    aligner = Aligner(model, ids)
    text = (chosen.data / "ntrex" / "en-ar.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    made = []
    for name, group in groupby(rows, key=lambda row: row[0]):
        pairs = [aligner.align(english, arabic) for _, arabic, english in group]
        made.append(article(name, pairs, model))
        if chosen.show:
            _show(made[-1], model)
    (chosen.cache / "projected.json").write_text(json.dumps(made), encoding="utf-8")
    print(len(made), "documents", sum(len(a["attributions"]) for a in made), "attributions")


def _show(made: dict, model: Model) -> None:
    def words(pair: list[int] | None) -> str:
        pieces = [model.weights.vocabulary.pieces[i] for i in made["ids"][slice(*(pair or (0, 0)))]]
        return "".join(pieces).replace("\u2581", " ").strip()

    for found in made["attributions"]:
        content = " … ".join(words(part) for part in found["content"])
        print(words(found["source"]), "|", words(found["cue"]), "|", content)


if __name__ == "__main__":
    main()
