"""`takhrij check FILE`: read one report and write its case file."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from takhrij.cli import options
from takhrij.cli.folder import CASE, REPORT, check_folder, default_folder, write_case
from takhrij.cli.progress import progress
from takhrij.cli.terminal import show
from takhrij.document import Document, Language


@click.command("check")
@click.argument("file", metavar="FILE|-")
@options.of_reading
@click.option(
    "--interface",
    type=click.Choice(["ar", "en"]),
    help="Language of the report and the summary; default: that of the article.",
)
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where to write.")
@options.as_json
def command(
    file: str,
    interface: Language | None,
    out: Path | None,
    *,
    as_json: bool,
    rules_only: bool,
    **reading: Any,
) -> None:
    """Read one report (plain text or HTML; - for standard input) and write its case file.

    Writes DIR/case.json and DIR/report.html (default DIR: NAME.case) and prints a summary.
    """
    if not as_json or out is not None:
        check_folder(out or default_folder(file), source=None if out else file)
    document = _document(file, **reading)
    settings = {name: reading[name] for name in ("lang", "published")}
    case = _case(document, settings, rules_only=rules_only)
    _written(case, document, interface or document.language, out, as_json=as_json)


def _document(file: str, published: date | None, lang: Any, max_bytes: int) -> Document:
    from takhrij import ingest

    if file != "-":
        return ingest.read_file(Path(file), published=published, language=lang, limit=max_bytes)
    data = sys.stdin.buffer.read(max_bytes + 1)
    return ingest.read_bytes(data, "-", published=published, language=lang, limit=max_bytes)


def _case(document: Document, settings: dict[str, Any], *, rules_only: bool) -> dict[str, Any]:
    from takhrij import pipeline
    from takhrij.casefile import json
    from takhrij.language.gazetteer.home import default_gazetteer

    resources = pipeline.RULES if rules_only else pipeline.DEFAULT
    document = pipeline.read(
        document, resources, watch=lambda stages: progress(stages, len(stages), "stage")
    )
    return json.case(
        document,
        settings=settings,
        data=pipeline.data_digests(resources),
        gazetteer=default_gazetteer(),
    )


def _written(
    case: dict[str, Any],
    document: Document,
    interface: Language,
    out: Path | None,
    *,
    as_json: bool,
) -> None:
    from takhrij.casefile import html, json, summary

    text = json.dumps(case) + "\n"
    if as_json:
        click.echo(text.encode(), nl=False)
    if as_json and out is None:
        return
    folder = out or default_folder(document.metadata.source)
    write_case(folder, text, html.render(case, interface))
    if not as_json:
        show(summary.summary(case, interface).rstrip("\n"))
        show(f"\n{folder / REPORT}\n{folder / CASE}")
