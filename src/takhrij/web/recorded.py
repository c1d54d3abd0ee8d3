"""Incident records in the folder, as pages and API show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from takhrij.records.record import Dataset, Record
from takhrij.store.people import People
from takhrij.store.records import RecordBook
from takhrij.web.identity import Ask
from takhrij.web.lately import Lately

PAGE = 50


@dataclass(frozen=True, slots=True)
class Recorded:
    """The data sets of the folder, one page of the records asked for, and how many there are."""

    datasets: tuple[Dataset, ...]
    records: tuple[Record, ...]
    count: int


def records_of(ask: Ask, words: str, dataset: str = "", page: int = 1) -> Recorded:
    """Records of one data set or of all that hold the words, newest first."""
    asked = [(" instr(body, ?)", words), (" dataset = ?", dataset)]
    wanted = [(part, value) for part, value in asked if value]
    where = " WHERE" + " AND".join(part for part, _ in wanted) if wanted else ""
    values = [value for _, value in wanted]
    with ask.corpus() as corpus:
        book = RecordBook(corpus)
        execute = corpus.connection.execute
        (count,) = execute(f"SELECT count(*) FROM record{where}", values).fetchone()
        rows = execute(
            f"SELECT number FROM record{where} ORDER BY earliest DESC, number LIMIT ? OFFSET ?",
            [*values, PAGE, (page - 1) * PAGE],
        )
        numbers = [number for (number,) in rows]
        return Recorded(tuple(book.datasets()), tuple(book.records(numbers)), int(count))


Source = tuple[str, str, int, int]
"""Name, kind, cases, times."""


def sources_of(ask: Ask, people: People, words: str) -> list[Source]:
    """Who speaks in the cases open to whoever asks, from memory where nothing has changed."""
    held: Lately[list[Source]] = ask.request.app.state.counted
    key, state = ("sources", ask.who, words), people.corpus.logged()
    found = held.get(key, state)
    if found is None:
        found = people.sources(ask.who, words)
        held.keep(key, found, 1 + len(found), state)
    return found


def row(record: Record) -> dict[str, Any]:
    """What a list shows of a record."""
    return {
        "dataset": record.dataset,
        "ref": record.ref,
        "earliest": record.earliest.isoformat() if record.earliest else None,
        "latest": record.latest.isoformat() if record.latest else None,
        "place": record.place,
        "event": record.event,
        "actors": list(record.actors),
        "summary": record.summary,
    }
