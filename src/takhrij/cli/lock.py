"""`takhrij lock DIR`: seal a folder into one encrypted file."""

from __future__ import annotations

from pathlib import Path

import click

from takhrij.cli.passphrases import passphrase, passphrase_file
from takhrij.cli.terminal import say


@click.command("lock")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@passphrase_file
def command(folder: Path, file: Path | None) -> None:
    """Seal a folder into DIR.sealed under a passphrase, and wipe the folder.

    A forgotten passphrase can't be got back by anyone.
    """
    from takhrij.secrecy.folders import lock

    path = lock(folder, passphrase(file, new=True))
    say(
        f"{path}\nWiped: {folder}. A solid-state disk or a backup may keep copies of what was open."
    )
