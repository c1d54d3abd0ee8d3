"""Step 4: the model alone on PolNeAR dev, the Arabic articles and the last tenth of ANERcorp.

    python training/evaluate.py --data DATA --weights FILE [--thresholds .3 .5] [--only ar02 …]

Needs takhrij, not torch: it reads the exported file as the program does.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from takhrij.bench.attribution_score import Reading, figures, paired
from takhrij.bench.attribution_sets import Article, arabic, polnear
from takhrij.language.model import Model, Told, load

SHOWN = ("detection", "detection_with_source", "detection_characters", "source", "cue")


def readings(told: Sequence[Told], threshold: float) -> tuple[Reading, ...]:
    kept = [t for t in told if t.confidence >= threshold]
    made = [Reading(content=t.content, source=t.source, cue=t.cue) for t in kept]
    return tuple(sorted(made, key=lambda r: r.content[0]))


def attributions(articles: list[Article], model: Model, thresholds: list[float]) -> None:
    began = time.perf_counter()
    told = [model.read(article.text).told for article in articles]
    rate = len(articles) / (time.perf_counter() - began)
    print(f"{len(articles)} articles, {rate:.1f} a second")
    for threshold in thresholds:
        scored = [
            paired(a.readings, readings(t, threshold)) for a, t in zip(articles, told, strict=True)
        ]
        found = figures(scored)
        shown = " ".join(f"{n} {_figure(found.get(n, {}))}" for n in SHOWN)
        part = found["detection"]
        print(f"  {threshold:.2f} P {part['precision']} R {part['recall']} {shown}", flush=True)


def _figure(found: dict) -> float | None:
    return found.get("f1", found.get("accuracy"))


def names(data: Path, model: Model) -> None:
    """Exact spans and kinds, on sentences that no training step saw."""
    sentences = (data / "anercorp" / "train.txt").read_text(encoding="utf-8").split("\n\n")
    sentences = [s for s in (block.strip() for block in sentences) if s]
    right = marked = found = 0
    for block in sentences[int(0.9 * len(sentences)) :]:
        text, wanted = _named(block.splitlines())
        seen = {(n.span.start, n.span.end, n.kind) for n in model.read(text).names}
        right, marked, found = right + len(seen & wanted), marked + len(wanted), found + len(seen)
    print(f"names F1 {2 * right / max(1, marked + found):.3f}, {marked} marked")


def _named(lines: list[str]) -> tuple[str, set[tuple[int, int, str]]]:
    text, spans, open_ = "", [], None
    for line in lines:
        word, _, tag = line.partition(" ")
        start = len(text)
        text += word + " "
        place, _, kind = tag.partition("-")
        if place == "I" and open_:
            open_[1] = len(text) - 1
        elif place == "O":
            open_ = None
        else:
            open_ = [start, len(text) - 1, "PER" if kind == "PERS" else kind]
            spans.append(open_)
    return text, {tuple(span) for span in spans}


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--weights", type=Path, required=True)
    options.add_argument("--thresholds", type=float, nargs="*", default=[0.2, 0.3, 0.4, 0.5])
    options.add_argument("--articles", type=int, default=84)
    options.add_argument("--only", nargs="*")
    chosen = options.parse_args()
    model = load(chosen.weights)
    assert model is not None
    print("Arabic")
    texts = [a for a in arabic(chosen.data) if not chosen.only or a.name in chosen.only]
    attributions(texts, model, chosen.thresholds)
    if chosen.articles:
        print("PolNeAR dev")
        english = list(polnear(chosen.data, "dev"))[: chosen.articles]
        attributions(english, model, chosen.thresholds)
        names(chosen.data, model)


if __name__ == "__main__":
    main()
