"""Translations: the bilingual investigations, hidden among all other real articles at hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from takhrij.bench.copy_sets import copies_among, real
from takhrij.corpus.meaning import encoded_sentences, sentence_encoder, vectors
from takhrij.corpus.translations import translations
from takhrij.document import Document, document_of
from takhrij.ingest.letters import language_of


def measure(data: Path, others: int | None = None) -> dict[str, Any]:
    """Precision and recall of report pairs; `others` hides the set among fewer articles.

    Some pages of the set stand there twice, under two names. A page beside the other language of
    a copy of it is right, and counts for precision; recall asks for the pairs of one name.
    """
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
    wanted = {frozenset((name, _other(name))) for name in held if name.endswith(".ar.md")}
    copies = copies_among(held)
    right = sum(pair in wanted or _is_of_copies(pair, copies) for pair in pairs)
    hits = len(pairs & wanted)
    return {
        "precision": round(right / max(1, len(pairs)), 3),
        "recall": round(hits / max(1, len(wanted)), 3),
        "found": len(pairs),
        "of_one_name": hits,
        "of_copies": right - hits,
        "pairs": len(wanted),
        "other_articles": len(rest),
        "published": "none known",
    }


def _other(name: str) -> str:
    """The name of the page in the other language."""
    key, language, _ = name.split(".")
    return f"{key}.{'en' if language == 'ar' else 'ar'}.md"


def _is_of_copies(pair: frozenset[str], copies: set[frozenset[str]]) -> bool:
    first, second = sorted(pair)
    if first.startswith("other") or second.startswith("other"):
        return False
    return bool({frozenset((_other(first), second)), frozenset((first, _other(second)))} & copies)


def _document(text: str) -> Document:
    return document_of(text, language_of(text))
