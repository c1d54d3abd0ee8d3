"""`takhrij offices`: tables of who held which office when: import, list, remove."""

from __future__ import annotations

import json
from pathlib import Path

import click

from takhrij.cli.tables import names_of, removed
from takhrij.disk import write_whole
from takhrij.errors import UsageError
from takhrij.language.gazetteer.home import file_name
from takhrij.language.offices import Holding, folder, imported, offices, table


@click.group("offices", help="Tables of who held which office when: import, list, remove.")
def command() -> None: ...


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "label", help="What to call it; default: the file's name.")
def import_(file: Path, label: str | None) -> None:
    """Add a CSV table with the columns of the program's own; replaces one of the same name."""
    name = file_name(label or file.stem)
    if not name:
        raise UsageError(f"{label or file.stem!r} can't name a table; use letters, digits, - and _")
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not UTF-8; save the table as UTF-8") from error
    rows, _ = table(text, str(file), of=offices().offices)
    if not rows:
        raise UsageError(f"{file} holds no office; it needs a header and at least one row")
    write_whole(folder() / f"{name}.csv", text.encode())
    click.echo(f"{name}: {len(rows)} rows")


@command.command("list")
@click.argument("office", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_(office: str | None, as_json: bool) -> None:
    """Who held which office when, by every table in use; of one OFFICE alone."""
    known = offices()
    rows = [one for one in known.holdings if office in (None, one.office)]
    if office is not None and not rows:
        names = ", ".join(sorted(known.of_office))
        raise UsageError(f"no office {office!r} in the tables in use; there are: {names}")
    if as_json:
        click.echo(json.dumps([_row(one) for one in rows], ensure_ascii=False, indent=1))
        return
    for one in rows:
        until = f"{one.until} (known until then)" if one.open else str(one.until)
        click.echo(f"{one.office:14} {one.since} – {until}  {one.name('en')} / {one.name('ar')}")


def _row(one: Holding) -> dict[str, object]:
    return {
        "office": one.office,
        "names": [list(pair) for pair in one.names],
        "from": one.since.isoformat(),
        "until": one.until.isoformat(),
        "open": one.open,
        "source": one.source,
    }


@command.command("remove")
@click.argument("name")
def remove(name: str) -> None:
    """Remove one of your own tables."""
    if not removed(imported(), name):
        known = names_of(imported())
        raise UsageError(f"no table of offices {name!r} of yours; there are: {known}")
