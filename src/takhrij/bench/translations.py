"""Translations: the bilingual investigations, hidden among all other real articles at hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from takhrij.bench.copy_sets import real
from takhrij.corpus.meaning import encoded_sentences, sentence_encoder, vectors
from takhrij.corpus.translations import translations
from takhrij.document import Document, Language, document_of

_ARABIC = re.compile("[\u0621-\u064a]")


def measure(data: Path, others: int | None = None) -> dict[str, Any]:
    """Precision and recall of report pairs; `others` hides the set among fewer articles."""
    folder = data / "bilingual"
    held = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}
    known = {text.strip() for text in held.values()}
    rest = [text for text in real(data) if text not in known][:others]
    documents = [*(_document(text) for text in held.values()), *map(_document, rest)]
    names = [*held, *(f"other {number}" for number in range(len(rest)))]
    encoder = sentence_encoder()
    rows = [vectors(encoded_sentences(one), encoder) for one in documents]
    found = translations(names, [one.language for one in documents], rows)
    pairs = {frozenset((kin.first, kin.second)) for kin in found}
    wanted = {
        frozenset((name, name.replace(".ar.md", ".en.md")))
        for name in held
        if name.endswith(".ar.md")
    }
    hits = len(pairs & wanted)
    return {
        "precision": round(hits / max(1, len(pairs)), 3),
        "recall": round(hits / max(1, len(wanted)), 3),
        "pairs": len(wanted),
        "other_articles": len(rest),
        "published": "none known",
    }


def _document(text: str) -> Document:
    arabic = 2 * len(_ARABIC.findall(text)) > len(re.findall(r"[^\W\d_]", text))
    language: Language = "ar" if arabic else "en"
    return document_of(text, language)
