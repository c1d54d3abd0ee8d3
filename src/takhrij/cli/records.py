"""`takhrij records`: import incident records, list them, and match a report with them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from takhrij.cli import PROBLEMS, options
from takhrij.cli.progress import progress
from takhrij.cli.spoken import Verbs, joined, spoken, told
from takhrij.cli.terminal import complain, say, show

if TYPE_CHECKING:
    from takhrij.records.importing import Problem

_SHOWN = 3
"""Problems of each kind named on the terminal; --json gives all."""


@click.group("records", help="Import incident records and match reports with them.", cls=Verbs)
def command() -> None:
    pass


def _show(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--dataset",
    required=True,
    metavar="NAME|MAPPING.toml",
    help="ucdp-ged, acled, airwars, syrian-archive, or a mapping of your own.",
)
@options.corpus(required=True)
@options.as_json
def import_records(file: Path, dataset: str, folder: Path, as_json: bool) -> int:
    """Import a data set of incidents. What is wrong with a row is named; the row is kept."""
    from takhrij.cli.witness import witness
    from takhrij.document import digest
    from takhrij.errors import UsageError
    from takhrij.language.gazetteer.home import default_gazetteer
    from takhrij.records.importing import counted, imported
    from takhrij.records.mapping import mapping
    from takhrij.records.reading import rows
    from takhrij.records.record import Dataset
    from takhrij.store.corpus import opened
    from takhrij.store.records import RecordBook

    known = mapping(dataset)
    if not file.is_file():
        raise UsageError(f"no file {file}; name the file that holds the records")
    about = Dataset(known.name, known.title, known.licence, known.credit, digest(file.read_bytes()))
    found = imported(rows(file, known), known, default_gazetteer())
    with opened(folder, create=True, witness=witness()) as corpus:
        count, problems = RecordBook(corpus).take_in(about, progress(found, None, "records"))
    if as_json:
        _show({"dataset": known.name, "records": count, "kinds": counted(problems),
               "problems": [asdict(one) for one in problems]})  # fmt: skip
    else:
        _report(known.name, count, problems)
    return PROBLEMS if problems else 0


def _report(name: str, count: int, problems: Sequence[Problem]) -> None:
    """How many records came in, and the first of each kind of problem."""
    from takhrij.records.importing import counted

    kinds = counted(problems)
    if not kinds:
        say(f"{count} records of {name}; nothing wrong with any")
        return
    listed = joined(told(f"{kind}: {many}") for kind, many in kinds.items())
    say(f"{count} records of {name}; problems: {listed}")
    first = [one for kind in kinds for one in [p for p in problems if p.kind == kind][:_SHOWN]]
    for one in sorted(first, key=lambda one: one.row):
        if one.row:
            complain(f"row {one.row} ({one.ref}):", one.said)
        else:
            complain("the columns of the file:", one.said)
    if len(first) < len(problems):
        complain(f"{len(problems) - len(first)} more problems; --json names all")


@command.command("list")
@options.corpus(required=True)
@options.as_json
def list_datasets(folder: Path, as_json: bool) -> None:
    """The data sets, how many records each holds, and the days they span."""
    from takhrij.store.corpus import opened
    from takhrij.store.records import RecordBook

    with opened(folder) as corpus:
        found = RecordBook(corpus).datasets()
    if as_json:
        _show([asdict(one) for one in found])
        return
    for one in found:
        if one.earliest:
            span = f"{one.earliest} – {one.latest}"
            say(f"{one.name}: {one.records} records, {span}; licence: {one.licence}")
        else:
            say(f"{one.name}: {one.records} records, no dates; licence: {one.licence}")
    if not found:
        say("no records here yet; records import brings them in")


@command.command("match")
@click.argument("file", metavar="FILE|-")
@options.of_reading
@options.corpus(required=True)
@options.as_json
def match(file: str, folder: Path, *, as_json: bool, rules_only: bool, **reading: Any) -> None:
    """Records that may be about what a report claims, with every difference."""
    from takhrij.casefile.json import case as case_of
    from takhrij.cli.outside import consulted
    from takhrij.cli.report import read_document, read_through

    document = read_document(file, **reading)
    with consulted(folder, rules_only=rules_only, evidence=False) as resources:
        found = case_of(read_through(document, resources))["records"]
    if as_json:
        _show({"records": found})
        return
    if found:
        show("\n".join(_lines(found, spoken())))
    else:
        say("no record found; that means only that none of these data sets has one")


def _lines(found: Sequence[dict[str, Any]], language: str) -> Iterator[str]:
    """Each record with what it is to the claim, and every difference."""
    from takhrij.casefile.interface import Interface, words

    shown: Interface = "ar" if language == "ar" else "en"
    for row in found:
        what = words(shown).term("relation", row["relation"])
        yield (f"{row['claim']}  {what}  {row['dataset']} {row['ref']}"
               f"  {row['probability']}  {row['earliest']}  {row['place']}")  # fmt: skip
        yield from (f"    {phrase}" for phrase in row["told"][language])
