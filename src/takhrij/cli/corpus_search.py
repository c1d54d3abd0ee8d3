"""`takhrij corpus search` and `push`: passages by words and meaning, here or on a server."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from takhrij.cli import options
from takhrij.cli.progress import progress
from takhrij.cli.witness import witness
from takhrij.document import Document
from takhrij.errors import UsageError

if TYPE_CHECKING:
    from takhrij.corpus.search import Hit
    from takhrij.store.corpus import Corpus
    from takhrij.store.index import SearchIndex
    from takhrij.store.server_search import ServerSearch

_SERVER = "postgresql://user@host:port/database; the password in it or in PGPASSWORD."


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--language", type=click.Choice(["ar", "en"]))
@click.option("--publisher")
@click.option("--place", help="Only passages that name this place, in either language.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000))
@click.option("--meaning/--words-only", default=True, help="Search by meaning too (default).")
@click.option("--copies", is_flag=True, help="Show every copy of a report, not the first found.")
@click.option("--corpus", "folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--server", "url", help="Search a server instead: " + _SERVER)
@options.as_json
def search(
    words: tuple[str, ...],
    folder: Path | None,
    url: str | None,
    meaning: bool,
    as_json: bool,
    **asked: Any,
) -> None:
    """Find passages by words and by meaning, in both languages."""
    from takhrij.corpus.meaning import sentence_encoder
    from takhrij.corpus.search import Query

    for name in ("since", "until"):
        asked[name] = _day(asked[name])
    asked["place"] = _names(asked["place"]) if asked["place"] else ()
    query = Query(" ".join(words), **asked)
    with _searched(folder, url, meaning=meaning) as (place, documents):
        hits = place.search(query, sentence_encoder() if meaning else None)
        sources = {hit.document: documents.document(hit.document) for hit in hits}
    if as_json:
        rows = [_hit(hit, sources[hit.document]) for hit in hits]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True))
        return
    for hit in hits:
        meta = sources[hit.document].metadata
        also = f", copied by {len(hit.also)} more" if hit.also else ""
        click.echo(f"{meta.source}  {meta.published or 'no date'}  ({hit.by}{also})")
        click.echo(f"  {' '.join(hit.text.split())}")


Searched = tuple["SearchIndex | ServerSearch", "Corpus | ServerSearch"]
"""Where to search, and where to ask for the documents that were found."""


@contextmanager
def _searched(folder: Path | None, url: str | None, *, meaning: bool) -> Iterator[Searched]:
    if url is not None:
        from takhrij.store.server import connected
        from takhrij.store.server_search import ServerSearch

        with connected(url, password=os.environ.get("PGPASSWORD")) as server:
            yield ServerSearch(server), ServerSearch(server)
        return
    if folder is None:
        raise UsageError("nothing to search; name a corpus (--corpus DIR) or a server (--server)")
    from takhrij.store.corpus import opened
    from takhrij.store.index import search_index

    with opened(folder) as corpus:
        if meaning:
            encode(corpus)
        index = search_index(corpus)
        index.update()
        yield index, corpus


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _names(place: str) -> tuple[str, ...]:
    """A name as it was given, and every other name of the place that it most likely means."""
    from takhrij.language.gazetteer.home import default_gazetteer
    from takhrij.language.places_described import resolve

    likely = [match.candidate for match in resolve(default_gazetteer(), place)[:1]]
    names = [name for one in likely for name in (one.name, *(name for _, name in one.names))]
    return tuple(dict.fromkeys([place.partition(",")[0].strip(), *names]))


def known_of(document: Document) -> dict[str, Any]:
    """What is known of a document besides its words, as `list` and `search` print it."""
    meta = document.metadata
    published = meta.published.isoformat() if meta.published else None
    return {
        "id": document.id,
        "source": meta.source,
        "title": meta.title,
        "date": published,
        "published": published,
        "publisher": meta.publisher,
        "byline": meta.byline,
        "url": meta.url,
        "language": document.language,
    }


def _hit(hit: Hit, document: Document) -> dict[str, Any]:
    return {
        **known_of(document),
        "document": hit.document,
        "start": hit.span.start,
        "end": hit.span.end,
        "text": hit.text,
        "marks": [asdict(mark) for mark in hit.marks],
        "score": round(hit.score, 6),
        "by": hit.by,
        "family": hit.family,
        "also": list(hit.also),
    }


def encode(corpus: Corpus) -> None:
    """Encode the sentences that are not encoded yet; a stop loses at most the last batch."""
    from takhrij.corpus.meaning import sentence_encoder

    new = corpus.without_vectors()
    for number, identity in enumerate(progress(new, len(new), "reports encoded"), start=1):
        corpus.encode(identity, sentence_encoder())
        if number % 50 == 0:
            corpus.commit()
    corpus.commit()


@click.command("push")
@click.option("--server", "url", required=True, help="PostgreSQL 14 or later: " + _SERVER)
@click.option("--meaning/--words-only", default=True, help="Send sentence vectors too (default).")
@options.corpus_folder
def push(folder: Path, url: str, meaning: bool) -> None:
    """Send texts, stems and vectors to a server that many can search. Originals stay here."""
    from takhrij.store.corpus import opened
    from takhrij.store.pushing import push as pushed
    from takhrij.store.server import connected

    password = os.environ.get("PGPASSWORD")
    with opened(folder, witness=witness()) as corpus, connected(url, password=password) as server:
        if meaning:
            encode(corpus)
        sent = sum(progress(pushed(corpus, server), None, "batches"))
        click.echo(f"{sent} reports sent to {server.address}, which holds {len(corpus)}")
