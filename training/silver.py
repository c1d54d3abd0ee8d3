"""Arabic marks by the rules: unlabelled Arabic news, read by the rule layer alone.

    python training/silver.py --data DATA --cache CACHE

Teaches the encoder what the rules know, so that it can go on from there. Needs takhrij, not
torch. Writes CACHE/silver.json.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import prepare

from takhrij.annotations import Attribution, Quotation, Sentence, Word
from takhrij.bench.attribution_score import reading
from takhrij.bench.attribution_sets import Article
from takhrij.claims.attributions import attributions
from takhrij.claims.quotations import quotations
from takhrij.document import document_of
from takhrij.language.sentences import sentences
from takhrij.language.words import words

LAYERS = ((sentences, Sentence), (words, Word), (quotations, Quotation))


def by_rules(text: str) -> tuple[Attribution, ...]:
    document = document_of(text, "ar")
    for make, kind in LAYERS:
        document = document.with_layer(kind, make(document), "training")
    return attributions(document)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--cache", type=Path, required=True)
    chosen = options.parse_args()
    kept = json.loads((chosen.cache / "vocabulary.json").read_text(encoding="utf-8"))
    vocabulary = prepare.vocabulary(prepare.e5.read(), kept["ids"])
    made = []
    lines = (chosen.data / "arabic-news" / "articles.jsonl").read_text(encoding="utf-8")
    for number, line in enumerate(lines.splitlines()):
        item = json.loads(line)
        text = f"{item['title']}\n{item['text']}"
        readings = tuple(reading(found) for found in by_rules(text))
        article = Article(f"news{number}", text, "ar", readings)
        made.append(prepare.attributed(article, vocabulary))
    (chosen.cache / "silver.json").write_text(json.dumps(made), encoding="utf-8")
    print(len(made), "articles", sum(len(a["attributions"]) for a in made), "attributions")


if __name__ == "__main__":
    main()
