"""How well attributions are found: `attribution-en` on PolNeAR, `attribution-ar` on our set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from takhrij.annotations import Attribution
from takhrij.bench.attribution_folds import FOLDS, by_folds
from takhrij.bench.attribution_score import Reading, Scored, figures, paired, reading
from takhrij.bench.attribution_sets import Article, arabic, polnear, polnear_readings
from takhrij.claims.attributions.combine import settings
from takhrij.document import Document, Span, document_of
from takhrij.language.model import own, readings
from takhrij.pipeline import DEFAULT, RULES, read

Finder = Callable[[Document], tuple[Attribution, ...]]
"""Anything that finds attributions in a bare document: rules, a model, or both together."""


def rules(document: Document) -> tuple[Attribution, ...]:
    """What the pipeline finds by rules alone."""
    return read(document, RULES).layer(Attribution)


def learned(document: Document) -> tuple[Attribution, ...]:
    """What the learned reader finds by itself, at the sureness that it needs where rules are
    silent; speakers and kinds are not its business."""
    told = [item for reading in readings(document, own()) for item in reading.told]
    least = settings(document.language).alone
    kept = sorted((t for t in told if t.confidence >= least), key=lambda t: t.content[0])
    return tuple(
        Attribution(f"a{n}", t.content, t.source, t.cue, made_by="model", confidence=t.confidence)
        for n, t in enumerate(kept, 1)
    )


def together(document: Document) -> tuple[Attribution, ...]:
    """What the pipeline finds by rules and the learned reader."""
    return read(document, DEFAULT).layer(Attribution)


def finders() -> tuple[tuple[str, Finder], ...]:
    """The systems to measure, by name; the last two where weights are installed."""
    by_rules: tuple[tuple[str, Finder], ...] = (("rules", rules),)
    return by_rules if own() is None else (*by_rules, ("model", learned), ("both", together))


def score(articles: Iterable[Article], finder: Finder) -> list[Scored]:
    """Each article's marked attributions against what the finder finds in it."""
    return [paired(article.readings, found(article, finder)) for article in articles]


def found(article: Article, finder: Finder) -> tuple[Reading, ...]:
    document = document_of(article.text, article.language)
    return tuple(reading(item) for item in finder(document))


def report(articles: Sequence[Article], finder: Finder) -> dict[str, Any]:
    """Every figure and the table of errors for one finder over one set."""
    scored = score(articles, finder)
    return {"articles": len(articles), **figures(scored), "errors": errors(articles, scored)}


def errors(articles: Sequence[Article], scored: Sequence[Scored]) -> dict[str, Any]:
    """Found and missed by type of cue; the cues most often missed and most often invented."""
    table: dict[str, Counter[str]] = {}
    missed: Counter[str] = Counter()
    invented: Counter[str] = Counter()
    for article, result in zip(articles, scored, strict=True):
        for item in result.marked:
            table.setdefault(cue_type(article.text, item), Counter())["marked"] += 1
        for item in result.missed:
            table[cue_type(article.text, item)]["missed"] += 1
            missed[_cue_words(article.text, item)] += 1
        invented.update(_cue_words(article.text, item) for item in result.invented)
    return {
        "by_cue_type": {name: dict(table[name]) for name in sorted(table)},
        "missed": _most(missed),
        "invented": _most(invented),
    }


def _most(counts: Counter[str]) -> list[list[Any]]:
    return [[word, count] for word, count in sorted(counts.items(), key=lambda c: (-c[1], c[0]))][
        :25
    ]


def _cue_words(text: str, item: Reading) -> str:
    return item.cue.of(text).casefold() if item.cue else "-"


def cue_type(text: str, item: Reading) -> str:
    """Where the cue stands: before or after its content, with or without quotation marks."""
    if item.cue is None:
        return "no cue"
    if not any(character.isalpha() for character in item.cue.of(text)):
        return "punctuation"
    first = item.content[0]
    place = "cue first" if item.cue.start < first.start else "content first"
    return f"{place}, {'quoted' if _is_quoted(text, first) else 'reported'}"


def _is_quoted(text: str, span: Span) -> bool:
    edge = text[max(0, span.start - 1) : span.start + 1]
    return any(mark in "\"“”«»„'‘’" for mark in edge)


def speakers_only(finder: Finder) -> Finder:
    """The finder without agencies that merely carried a speech: PolNeAR's readers mark whoever
    spoke and never the agency told (none of the 20 in dev)."""

    def found_by(document: Document) -> tuple[Attribution, ...]:
        items = finder(document)
        content = {item.id: item.content for item in items}
        carried = {item.via for item in items if item.via and content.get(item.via) == item.content}
        return tuple(item for item in items if item.id not in carried)

    return found_by


def english(data: Path) -> dict[str, Any]:
    """PolNeAR's dev part, which no rule was tuned on; readers against readers beside it."""
    articles = list(polnear(data, "dev"))
    return {
        "set": "PolNeAR dev",
        "held_out": "from the rules' counts and the model's training; its thresholds were set here",
        "left_out": "agencies that carried a speech, which this set doesn't mark",
        "figure": "detection F1",
        "systems": {name: report(articles, speakers_only(f)) for name, f in finders()},
        "rules_by_folds": rules_by_folds(data),
        "readers_against_readers": readers_against_readers(data),
        "published": {"detection": None, "note": "no published figure on PolNeAR was found"},
    }


def rules_by_folds(data: Path) -> dict[str, Any]:
    """The rules on the train part, each fifth with the trust counted on the other four.

    The learned reader is trained on all of that part: dev is its only figure held out.
    """
    articles = list(polnear(data, "train"))
    scored = by_folds(articles)
    found = {"articles": len(articles), "folds": FOLDS, **figures(scored)}
    return {"set": "PolNeAR train", **found, "errors": errors(articles, scored)}


def readers_against_readers(data: Path) -> dict[str, Any]:
    """The same figures between every two readers of the same article: a ceiling."""
    pairs = [
        paired(readings[i], readings[j])
        for part in ("train", "dev")
        for _, readings in polnear_readings(data, part)
        for i in range(len(readings))
        for j in range(len(readings))
        if i != j
    ]
    return {"pairs": len(pairs), **figures(pairs)}


def arabic_news(data: Path) -> dict[str, Any]:
    """The Arabic set; no rule was tuned to single examples of it."""
    articles = list(arabic(data))
    return {
        "set": "arabic-attribution",
        "held_out": "not from the rules, which were written with these articles in sight",
        "figure": "detection F1",
        "systems": {name: report(articles, finder) for name, finder in finders()},
        "published": {
            "precision": 0.93,
            "recall": 0.88,
            "note": "rule-based Arabic quotation finder (Alrahabi), on its own texts",
        },
    }
