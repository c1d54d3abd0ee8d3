"""`takhrij bench NAME`: measure, and print JSON with the published figure beside it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from takhrij import bench as benches
from takhrij.errors import UsageError


@click.command("bench", help="Measure one part of the program: " + ", ".join(benches.NAMES) + ".")
@click.argument("name", type=click.Choice(benches.NAMES), metavar="NAME")
@click.option(
    "--data", default="../shared/data", show_default=True, type=click.Path(path_type=Path)
)
def command(name: str, data: Path) -> None:
    if not data.is_dir():
        raise UsageError(f"no data folder {data}; name the folder that holds the sets: --data DIR")
    click.echo(
        json.dumps(benches.measure(name, data), ensure_ascii=False, indent=1, sort_keys=True)
    )
