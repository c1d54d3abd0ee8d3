"""The user's own tables, each a file named after it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click


def removed(tables: Sequence[Path], name: str) -> bool:
    """Remove the table of a name and say so; False if there is none."""
    for path in tables:
        if path.stem == name:
            path.unlink()
            click.echo(f"removed {name}")
            return True
    return False


def names_of(tables: Sequence[Path]) -> str:
    """What the tables are called, for a message."""
    return ", ".join(path.stem for path in tables) or "none"
