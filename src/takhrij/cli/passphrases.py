"""Passphrases: asked for without showing them, or read from a file; never an argument."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from takhrij.cli.spoken import told
from takhrij.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])


def passphrase_file(command: F) -> F:
    """--passphrase-file: for programs; people are asked."""
    return click.option(
        "--passphrase-file",
        "file",
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        help="The passphrase is this file's first line; default: it is asked for.",
    )(command)


def passphrase(file: Path | None, *, new: bool = False) -> str:
    """The passphrase; a new one is asked for twice. Raises UsageError if the file can't be read."""
    if file is None:
        said: str = click.prompt(
            told("Passphrase"), hide_input=True, confirmation_prompt=new, err=True
        )
        return said
    try:
        return file.read_text(encoding="utf-8").splitlines()[0]
    except (OSError, UnicodeDecodeError, IndexError) as error:
        raise UsageError(f"no passphrase in {file}; write it into the first line") from error
