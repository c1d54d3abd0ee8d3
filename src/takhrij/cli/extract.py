"""`takhrij extract FILES...`: read many reports, print one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from takhrij.cli import DONE, PROBLEMS, UNUSABLE, options
from takhrij.cli.inputs import Item, count, files, items
from takhrij.cli.progress import progress
from takhrij.cli.terminal import complain
from takhrij.corpus.engines.processes import cores, in_order
from takhrij.document import Document
from takhrij.errors import TakhrijError, UsageError


@dataclass(frozen=True, slots=True)
class Reading:
    """How every input of a run is read."""

    published: date | None
    language: Any
    limit: int
    rules_only: bool


@dataclass(frozen=True, slots=True)
class Result:
    """One line of output, or what was wrong with one input."""

    line: str | None = None
    error: str | None = None


@click.command("extract")
@click.argument(
    "paths", nargs=-1, required=True, metavar="FILES...", type=click.Path(path_type=Path)
)
@options.of_reading
@click.option(
    "--jobs", type=click.IntRange(min=1), default=None, help="Processes; default: one a core."
)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[Path, ...],
    jobs: int | None,
    **how: Any,
) -> None:
    """Read many reports and print one JSON object a line, in the order given.

    FILES are plain text or HTML, folders of them, or .jsonl files with an article a line
    ({"text", "title", "date", "url", "source"}). A bad input is named and the rest go on.
    """
    found, left_out = files(paths)
    for line in left_out:
        complain(line)
    total = count(found)
    if total == 0:
        raise UsageError(f"nothing to read in {', '.join(map(str, paths))}; give files with text")
    reading = Reading(how["published"], how["lang"], how["max_bytes"], how["rules_only"])
    results = _results(items(found), reading, min(jobs or cores(), total), several=total > 1)
    ctx.exit(_print(progress(results, total, "article")))


def _results(
    found: Iterator[Item], reading: Reading, jobs: int, *, several: bool
) -> Iterator[Result]:
    from takhrij import pipeline

    if several:  # before the processes part, so that they share it
        pipeline.prepare(pipeline.Resources(rules_only=reading.rules_only))
    return in_order(partial(read, reading=reading), found, jobs=jobs, lost=_lost)


def _print(results: Iterator[Result]) -> int:
    """Print every line as it comes; returns the exit status."""
    good = bad = 0
    for result in results:
        if result.line is not None:
            click.echo(result.line.encode())
            good += 1
        else:
            complain(result.error or "")
            bad += 1
    if bad == 0:
        return DONE
    return PROBLEMS if good else UNUSABLE


def read(item: Item, reading: Reading) -> Result:
    """One input, read through every stage. Never raises for a bad input, nor for a bug of ours:
    the other inputs of the run are worth more."""
    from takhrij import pipeline
    from takhrij.casefile.json import dumps, extraction

    try:
        resources = pipeline.Resources(rules_only=reading.rules_only)
        document = pipeline.read(_document(item, reading), resources)
        settings = {"lang": reading.language, "published": reading.published}
        row = extraction(document, settings=settings, data=pipeline.data_digests(resources))
        return Result(line=dumps(row, indent=None))
    except TakhrijError as error:
        return Result(error=str(error))
    except Exception as error:
        return Result(error=f"{item.source}: a bug in Takhrij, please report it: {error!r}")


def _document(item: Item, reading: Reading) -> Document:
    from takhrij import ingest
    from takhrij.ingest.apart import CHILD
    from takhrij.ingest.articles import read_article

    published, language = reading.published, reading.language
    if item.data is not None:
        return read_article(item.data, item.source, published=published, language=language)
    return ingest.read_file(
        item.path, published=published, language=language, limit=reading.limit, by=CHILD
    )


def _lost(item: Item) -> Result:
    return Result(error=f"{item.source}: the process that read it died; is there memory enough?")
