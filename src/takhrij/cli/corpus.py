"""`takhrij corpus`: keep reports, list and search them, and find which copy one another."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from takhrij.cli import PROBLEMS, UNUSABLE, options
from takhrij.cli.corpus_annotate import annotate, print_annotations
from takhrij.cli.corpus_search import encode, known_of, push, search
from takhrij.cli.progress import by_size
from takhrij.cli.spoken import Verbs
from takhrij.cli.terminal import complain, say
from takhrij.cli.witness import witness
from takhrij.corpus.engines import ENGINES

if TYPE_CHECKING:
    from takhrij.corpus.close_reading import Reader


@click.group("corpus", help="Keep reports in a folder, search them, find copies.", cls=Verbs)
def command() -> None:
    pass


def _show(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True))


@command.command("add")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.corpus_folder
@options.as_json
@click.pass_context
def add(ctx: click.Context, paths: tuple[Path, ...], folder: Path, as_json: bool) -> int:
    """Add reports: files, or folders and all below them. Run again to go on after a stop."""
    from takhrij.store.corpus import opened
    from takhrij.store.intake import files, size_of, take_in

    found = files(paths)
    counts = {"added": 0, "known": 0, "unread": 0}
    unread = []
    with opened(folder, create=True, witness=witness()) as corpus:
        outcomes = take_in(corpus, found)
        for outcome in by_size(outcomes, size_of(found), lambda one: one.read, "reports"):
            counts[outcome.what] += 1
            if outcome.what == "unread":
                unread.append({"source": outcome.source, "reason": outcome.reason})
                complain(outcome.reason)
    if as_json:
        _show({**counts, "problems": unread})
    else:
        say(
            f"{counts['added']} added, {counts['known']} already here, "
            f"{counts['unread']} could not be read"
        )
    if not unread:
        return 0
    return PROBLEMS if counts["added"] or counts["known"] else UNUSABLE


@command.command("list")
@options.corpus_folder
@options.as_json
def list_documents(folder: Path, as_json: bool) -> None:
    """The documents, in the order they came in."""
    from takhrij.store.corpus import opened

    with opened(folder) as corpus:
        rows = [known_of(document) for document in corpus.documents()]
    if as_json:
        _show(rows)
        return
    for row in rows:
        day = row["published"] or "no date"
        click.echo(f"{row['id'][:19]}  {day}  {row['language']}  {row['title'] or row['source']}")


@command.command("show")
@click.argument("identity", metavar="ID")
@options.corpus_folder
@options.as_json
def show(identity: str, folder: Path, as_json: bool) -> None:
    """One document: what is known of it, and its text."""
    from takhrij.store.corpus import opened

    with opened(folder) as corpus:
        document = corpus.document(identity)
    if as_json:
        _show({**known_of(document), "text": document.text})
        return
    for name, value in known_of(document).items():
        click.echo(f"{name}: {value or 'not known'}")
    click.echo()
    click.echo(document.text)


@command.command("remove")
@click.argument("identity", metavar="ID")
@click.option("--why", required=True, help="Kept in the tombstone.")
@options.corpus_folder
def remove(identity: str, why: str, folder: Path) -> None:
    """Take a document out; a tombstone says what was there and why it went."""
    from takhrij.store.corpus import opened

    with opened(folder, witness=witness()) as corpus:
        corpus.remove(identity, why)
    say(f"removed {identity}")


@command.command("verify")
@options.corpus_folder
def verify(folder: Path) -> int:
    """Read every original again and compare it with its digest."""
    from takhrij.store.corpus import opened

    with opened(folder) as corpus:
        count, wrong = len(corpus), corpus.verify()
    for line in wrong:
        complain(line)
    say(f"{count - len(wrong)} of {count} originals are as they came in")
    return PROBLEMS if wrong else 0


@command.command("stats")
@options.corpus_folder
@options.as_json
def stats(folder: Path, as_json: bool) -> None:
    """Counts, and what could not be read and why."""
    from takhrij.store.corpus import opened

    with opened(folder) as corpus:
        found = corpus.stats()
    if as_json:
        _show(found)
        return
    for name, value in found.items():
        if name != "unread":
            click.echo(f"{name}: {value}")
    for item in found["unread"]:
        click.echo(f"not read: {item['source']}: {item['reason']}")


@command.command("families")
@click.option("--translations/--one-language", default=True, help="Look across languages too.")
@click.option("--changes", is_flag=True, help="Say what changed from each report to its copies.")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    help="Where copies are read closely; default: in this process.",
)
@options.corpus_folder
@options.as_json
def families(
    folder: Path, translations: bool, changes: bool, engine: str | None, as_json: bool
) -> None:
    """Reports that copy or translate one another, and the one each family goes back to."""
    from takhrij.casefile.families import Kindred, family_rows, told
    from takhrij.corpus.families import families as found_in
    from takhrij.corpus.families import kinships
    from takhrij.corpus.translations import translations as translated
    from takhrij.store.corpus import opened
    from takhrij.store.reports import stored_reports

    with opened(folder) as corpus:
        reports, prints = stored_reports(corpus)
        kin = list(kinships(reports, prints, _reader(engine)))
        if translations and len(corpus.stats()["languages"]) > 1:
            encode(corpus)
            kin += translated(*corpus.sentence_vectors())
        found = found_in(reports, kin)
        of = Kindred(kin, corpus.document, compare=changes, about=corpus.about)
        rows = family_rows(found, of)
    if as_json:
        _show({"families": [{**row, "id": row["digest"]} for row in rows]})
        return
    for family, row in zip(found, rows, strict=True):
        click.echo(f"{family.kind}: {len(family.members)} reports; {family.why}")
        for member in family.members:
            click.echo(f"  {'*' if member == family.origin else ' '} {member}")
        for line in told([row], "en"):
            click.echo(f"    {line}")


def _reader(engine: str | None) -> Reader:
    """What reads pairs closely: this process, or the workers of an engine, one a core."""
    from takhrij.corpus.close_reading import read_on
    from takhrij.corpus.engines import engine as engine_of
    from takhrij.corpus.engines.processes import cores
    from takhrij.corpus.overlap import overlaps

    if engine is None:
        return overlaps
    return read_on(engine_of(engine, cores(), os.environ.get("RAY_ADDRESS")))


command.add_command(annotate)
command.add_command(search)
command.add_command(push)
command.add_command(print_annotations)


@command.command("twins")
@click.argument("identity", metavar="ID")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 100))
@options.corpus_folder
@options.as_json
def twins(identity: str, limit: int, folder: Path, as_json: bool) -> None:
    """Reports that tell in the other language what this one tells, the likeliest first."""
    from takhrij.store.corpus import opened
    from takhrij.store.index import search_index
    from takhrij.store.twins import twins_of

    with opened(folder) as corpus:
        corpus.document(identity)
        encode(corpus)
        index = search_index(corpus)
        index.update()
        found = twins_of(index, identity, limit)
        titles = {one.document: known_of(corpus.document(one.document)) for one in found}
    if as_json:
        _show({"twins": [{**asdict(one), "title": titles[one.document]["title"]} for one in found]})
        return
    for one in found:
        known = titles[one.document]
        click.echo(f"{one.score:.2f}  {one.document[:19]}  {known['title'] or known['source']}")
        if one.numbers:
            click.echo(f"      in both: {', '.join(f'{number:g}' for number in one.numbers)}")
