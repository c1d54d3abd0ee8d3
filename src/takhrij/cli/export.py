"""`takhrij export CASE`: put a case into another form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from takhrij.casefile.exports import FORMATS, NAMES, Export, Format, losses_said
from takhrij.cli import packing
from takhrij.cli.folder import CASE, write_file
from takhrij.cli.terminal import complain, show
from takhrij.document import Language
from takhrij.errors import UnreadableInput, UsageError

FORMS = "\n\n".join(f"{one.name}: {one.says}" for one in FORMATS)


@click.command(
    "export", help=f"Put a case (case.json, or its folder) into another form.\n\n{FORMS}"
)
@click.argument("path", metavar="CASE", type=click.Path(path_type=Path))
@click.option("--format", "name", required=True, type=click.Choice(NAMES), help="The form.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Where to write.")
@click.option(
    "--interface", type=click.Choice(["ar", "en"]), help="Language of words that the form adds."
)
@packing.of_packing
def command(
    path: Path, name: str, out: Path | None, interface: Language | None, **given: Any
) -> None:
    """Print the case in a form, or write it; what the form can't carry is said."""
    form = next(one for one in FORMATS if one.name == name)
    if form.binary and out is None:
        raise UsageError(f"{name} is no text; say where to write it: --out FILE{form.suffix}")
    case = read_case(path)
    language: Language = interface or case["document"]["language"]
    with packing.exported(form, case, language, **given) as made:
        _written(made, form, out)
    left_out = losses_said(made.losses, language)
    if left_out:
        complain(f"{name}: {left_out}")


def read_case(path: Path) -> dict[str, Any]:
    """A case file from a path or the folder that holds it, checked against the schema.

    Raises UsageError if there is none, UnreadableInput if it is no case file.
    """
    place = path / CASE if path.is_dir() else path
    try:
        found = json.loads(place.read_bytes())
    except FileNotFoundError as error:
        raise UsageError(f"no case file {place}; make one: takhrij check FILE") from error
    except (OSError, ValueError, RecursionError) as error:
        raise UnreadableInput(f"{place} is no case file: {error}") from error
    _valid(found, place)
    case: dict[str, Any] = found
    return case


def _valid(found: object, place: Path) -> None:
    from jsonschema import Draft202012Validator  # slow to import

    from takhrij.casefile.json import schema

    wrong = next(Draft202012Validator(schema()).iter_errors(found), None)
    if wrong is not None:
        raise UnreadableInput(
            f"{place} is no case file: {wrong.json_path}: {wrong.message[:120]}; "
            f"give a case.json that takhrij check wrote"
        )


def _written(made: Export, form: Format, out: Path | None) -> None:
    if out is None:
        click.echo(made.content, nl=False)
        return
    if out.is_dir():
        raise UsageError(f"{out} is a folder; name a file: --out {out / f'case{form.suffix}'}")
    write_file(out, made.content)
    show(str(out))
