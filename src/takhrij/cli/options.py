"""Options that several verbs share, and how their values are read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from takhrij.ingest.decode import LIMIT

F = TypeVar("F", bound=Callable[..., Any])


def _day(_ctx: click.Context, _option: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


def of_reading(command: F) -> F:
    """--published, --lang, --max-bytes and --rules-only: how an input is read."""
    published = click.option(
        "--published",
        type=click.DateTime(["%Y-%m-%d"]),
        callback=_day,
        metavar="DATE",
        help="Day of publication (YYYY-MM-DD), over any that the input states.",
    )
    language = click.option(
        "--lang",
        type=click.Choice(["auto", "ar", "en"]),
        default="auto",
        show_default=True,
        help="Language of the report.",
    )
    limit = click.option(
        "--max-bytes",
        type=click.IntRange(min=1),
        default=LIMIT,
        show_default=True,
        help="Largest input taken.",
    )
    rules = click.option(
        "--rules-only", is_flag=True, help="Leave the learned reader out; quicker, finds less."
    )
    return published(language(limit(rules(command))))


def corpus_folder(command: F) -> F:
    """--corpus DIR: the folder that everything is kept in."""
    option = click.option(
        "--corpus",
        "folder",
        required=True,
        metavar="DIR",
        type=click.Path(path_type=Path, file_okay=False),
        help="The corpus: one folder.",
    )
    return option(command)


def as_json(command: F) -> F:
    """--json: for programs."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, nothing else.")(
        command
    )


def corpus(*, required: bool = False) -> Callable[[F], F]:
    """--corpus DIR: the folder of reports and records, as `folder`."""
    return click.option(
        "--corpus",
        "folder",
        required=required,
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="The corpus: one folder, with its incident records.",
    )
