"""`takhrij check FILE`: read one report and write its case file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from takhrij.cli import options
from takhrij.cli.folder import CASE, REPORT, check_folder, default_folder, write_case
from takhrij.cli.rated import Rated, read_ratings
from takhrij.cli.report import read_document
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
@options.corpus()
@click.option(
    "--sources",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Your ratings of sources, A to F (TOML or JSON).",
)
@options.as_json
def command(
    file: str,
    interface: Language | None,
    out: Path | None,
    folder: Path | None,
    *,
    as_json: bool,
    rules_only: bool,
    **reading: Any,
) -> None:
    """Read one report (plain text or HTML; - for standard input) and write its case file.

    With --corpus, other reports and incident records are compared with it.

    Writes DIR/case.json and DIR/report.html (default DIR: NAME.case) and prints a summary.
    """
    if not as_json or out is not None:
        check_folder(out or default_folder(file), source=None if out else file)
    rated = read_ratings(reading.pop("sources"))
    document = read_document(file, **reading)
    settings = {name: reading[name] for name in ("lang", "published")}
    case = _case(document, settings, folder, rated, rules_only=rules_only)
    _written(case, document, interface or document.language, out, as_json=as_json)


def _case(
    document: Document,
    settings: dict[str, Any],
    folder: Path | None,
    rated: Rated,
    *,
    rules_only: bool,
) -> dict[str, Any]:
    from takhrij.casefile import json
    from takhrij.casefile.grades import graded
    from takhrij.cli.outside import consulted, family_rows_of
    from takhrij.cli.report import read_through
    from takhrij.language.gazetteer.home import default_gazetteer
    from takhrij.pipeline import data_digests

    with consulted(folder, rules_only=rules_only) as resources:
        document = read_through(document, resources)
        case = json.case(
            document,
            settings=settings,
            data={**data_digests(resources), **rated.data},
            families=family_rows_of(document, resources.library),
            gazetteer=default_gazetteer(),
            datasets=resources.book.datasets() if resources.book is not None else (),
        )
    return {**case, "claims": graded(case, rated.ratings)}


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
