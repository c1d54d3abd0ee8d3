"""`takhrij wipe PATHS`: overwrite files and take them away, and say what that is worth."""

from __future__ import annotations

from pathlib import Path

import click

from takhrij.cli.spoken import told
from takhrij.cli.terminal import say
from takhrij.errors import EnvironmentFault, UsageError

WORTH = (
    "Overwritten once and taken away. A solid-state disk, a file system that copies on write or "
    "keeps a journal, a backup or swapped memory may still hold copies: only a disk that was "
    "encrypted from the beginning and whose key is destroyed is safe."
)


@click.command("wipe")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Don't ask.")
def command(paths: tuple[Path, ...], *, yes: bool) -> None:
    """Overwrite files, or all below folders, and take them away."""
    from takhrij.secrecy.folders import wipe

    for path in paths:
        if not path.exists() and not path.is_symlink():
            raise UsageError(f"no file or folder {path}; nothing was wiped")
    if not yes:
        click.confirm(told(f"Wipe {', '.join(map(str, paths))} for good?"), abort=True, err=True)
    try:
        count = sum(map(wipe, paths))
    except OSError as error:
        raise EnvironmentFault(f"{error.filename} was not wiped: {error.strerror}") from error
    say(f"{count} files. {WORTH}")
