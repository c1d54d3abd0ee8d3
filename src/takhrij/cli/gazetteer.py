"""`takhrij gazetteer`: add tables of places, list them, look a name up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from takhrij.cli.spoken import Verbs
from takhrij.cli.tables import names_of, removed
from takhrij.errors import UsageError
from takhrij.language.gazetteer.home import default_gazetteer, imported, is_built, outdated
from takhrij.language.gazetteer.importing import Imported, import_table
from takhrij.language.gazetteer.lookup import Match
from takhrij.language.gazetteer.tables import Columns
from takhrij.language.places_described import Answer, answered
from takhrij.language.places_pieces import How

PROBLEMS = 1


@click.group("gazetteer", help="Tables of places: import, list, look up, remove.", cls=Verbs)
def command() -> None:
    announce()


def announce() -> None:
    """Say on the terminal that the world's gazetteer is about to be built, if it is."""
    if not is_built():
        click.echo("building the gazetteer of the world, once: about 20 seconds", err=True)


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "label", help="What to call it; default: the file's name.")
@click.option("--name", help="Column of the name; several by commas.")
@click.option("--lat", help="Column of the latitude, in degrees.")
@click.option("--lon", help="Column of the longitude, in degrees.")
@click.option("--ref", help="Column of an identifier.")
@click.option("--country", help="Two-letter country code of every row.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def import_(ctx: click.Context, /, file: Path, label: str | None, **options: Any) -> None:
    """Add a table: P-code CSV, GeoNames dump, or any CSV with --name, --lat and --lon."""
    as_json = options.pop("as_json")
    result = import_table(file, _columns(**options), name=label)
    click.echo(_imported_json(result) if as_json else _imported_text(result))
    if result.bad:
        ctx.exit(PROBLEMS)


def _columns(**options: str | None) -> Columns | None:
    name, lat, lon = (options[key] for key in ("name", "lat", "lon"))
    if name and lat and lon:
        return Columns(name, lat, lon, ref=options["ref"], country=options["country"])
    if name or lat or lon:
        raise UsageError("--name, --lat and --lon belong together; give all three or none")
    return None


def _imported_json(result: Imported) -> str:
    fields = {field: getattr(result, field) for field in Imported.__slots__}
    return json.dumps(fields, ensure_ascii=False, indent=1)


def _imported_text(result: Imported) -> str:
    lines = [f"{result.name}: {result.places} places"]
    if result.bad:
        lines.append(f"{result.bad} rows could not be used:")
        lines += [f"  {problem}" for problem in result.problems]
    return "\n".join(lines)


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_(as_json: bool) -> None:
    """The gazetteers in use, the embedded world last."""
    indexes = default_gazetteer().indexes
    rows = [{"name": i.source, "places": i.places, "digest": i.digest} for i in indexes]
    if as_json:
        click.echo(json.dumps({"gazetteers": rows}, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(f"{row['places']:>10,}  {row['name']}  {row['digest'][:19]}")


@command.command("lookup")
@click.argument("name")
@click.option("--in", "inside", multiple=True, help="What the place lies in or by; repeatable.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def lookup(ctx: click.Context, name: str, inside: tuple[str, ...], as_json: bool) -> None:
    """Places a name may mean. After a comma, what it lies in: "الفتيح, منطقة جبلة"."""
    answer = answered(default_gazetteer(), "\n".join((name, *inside)))
    if as_json:
        click.echo(json.dumps(_answer_json(name, answer), ensure_ascii=False, indent=1))
    elif not answer.sure:
        click.echo(_unsure(name, answer), err=True)
    elif answer.how is How.OUTSIDE:
        click.echo(f"none of the name lies in what {name} names; the one there is:", err=True)
    for match in () if as_json else answer.readings:
        click.echo(_line(match))
    if not answer.sure:
        ctx.exit(PROBLEMS)


def _answer_json(name: str, answer: Answer) -> dict[str, Any]:
    """`places` what the name means, best first; `possible` where that can't be told."""
    found = [_place(match) for match in answer.readings]
    known, possible = (found, []) if answer.sure else ([], found)
    return {"name": name, "places": known, "possible": possible}


def _unsure(name: str, answer: Answer) -> str:
    if not answer.readings:
        return f"no place called {name} in the gazetteers in use"
    return (
        f"can't tell which place {name} means; these are possible. "
        "Say what it lies in: --in REGION, or after a comma"
    )


def _place(match: Match) -> dict[str, Any]:
    c = match.candidate
    return {
        "ref": c.ref,
        "name": c.name,
        "names": dict(c.names),
        "lat": c.lat,
        "lon": c.lon,
        "country": c.country,
        "admin": list(c.admin),
        "feature": c.feature,
        "population": match.population,
        "confidence": c.confidence,
    }


def _line(match: Match) -> str:
    c = match.candidate
    where = ", ".join(part for part in (*c.admin, c.country) if part)
    names = " / ".join(dict.fromkeys([name for _, name in c.names] or [c.name]))
    return f"{c.lat:9.4f} {c.lon:9.4f}  {names}  ({c.feature}; {where})  {c.ref}"


@command.command("remove")
@click.argument("name")
def remove(name: str) -> None:
    """Remove one of your own gazetteers."""
    if not removed(imported(), name):
        known = names_of(imported())
        raise UsageError(f"no gazetteer {name!r} of yours; there are: {known}")


@command.command("clear")
def clear() -> None:
    """Remove what older versions left: indexes of the world that are no longer used."""
    left = outdated()
    for path in left:
        size = path.stat().st_size / 1e6
        path.unlink()
        click.echo(f"removed {path} ({size:.0f} MB)")
    if not left:
        click.echo("nothing to remove")
