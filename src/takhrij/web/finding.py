"""Asking the corpus on somebody's behalf: only what is open to them comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from takhrij.casefile.article import shown
from takhrij.corpus.search import Hit, Query
from takhrij.document import Document, Span
from takhrij.store.cases import Cases
from takhrij.store.corpus import Corpus
from takhrij.store.index import search_index
from takhrij.store.people import People
from takhrij.web.identity import Ask

LIMIT = 20


@dataclass(frozen=True, slots=True)
class Found:
    """What is searched for."""

    words: str
    language: str | None = None
    publisher: str | None = None
    since: date | None = None
    until: date | None = None
    by: str = "both"
    """`words`, or `both` words and meaning."""
    limit: int = LIMIT


@dataclass(frozen=True, slots=True)
class Row:
    """A passage with its document, and the case that was made of it, if there is one."""

    hit: Hit
    document: Document
    case: str | None

    @property
    def passage(self) -> Markup:
        """The passage with the words that were found marked."""
        return marked(self.hit.text, self.hit.span.start, self.hit.marks)


def found(ask: Ask, asked: Found) -> list[Row]:
    """The best passages that are open to whoever asks."""
    language = asked.language if asked.language in ("ar", "en") else None
    with ask.corpus() as corpus:
        hidden = People(corpus).hidden_documents(ask.who)
        query = Query(
            asked.words, language, asked.publisher, asked.since, asked.until,
            asked.limit + len(hidden),
        )  # fmt: skip
        encoder = ask.desk.encoder if asked.by == "both" and encoded(corpus) else None
        found = search_index(corpus).search(query, encoder)
        hits = [hit for hit in found if hit.document not in hidden]
        cases = Cases(corpus).of_documents([hit.document for hit in hits])
        return [
            Row(hit, corpus.document(hit.document), cases.get(hit.document))
            for hit in hits[: asked.limit]
        ]


def encoded(corpus: Corpus) -> bool:
    """Whether any report of the folder can be found by meaning."""
    ask = "SELECT EXISTS (SELECT 1 FROM encoded)"
    return bool(corpus.connection.execute(ask).fetchone()[0])


def marked(text: str, start: int, spans: tuple[Span, ...]) -> Markup:
    """A passage as HTML; `spans` are of the document, the passage begins at `start`."""
    out: list[Markup] = []
    at = 0
    for span in spans:
        first, last = span.start - start, span.end - start
        if at <= first < last <= len(text):
            out += [shown(text[at:first]) if at < first else Markup(), Markup("<mark>")]
            out += [escape(text[first:last]), Markup("</mark>")]
            at = last
    return Markup("").join([*out, escape(text[at:])])
