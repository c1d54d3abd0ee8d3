"""`takhrij unlock DIR`: open a folder that was sealed."""

from __future__ import annotations

from pathlib import Path

import click

from takhrij.cli.passphrases import passphrase, passphrase_file
from takhrij.cli.terminal import say


@click.command("unlock")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@passphrase_file
def command(folder: Path, file: Path | None) -> None:
    """Open DIR.sealed into DIR; while it is open, all in it can be read by who reads the disk."""
    from takhrij.secrecy.folders import unlock

    say(f"{unlock(folder, passphrase(file))}\nOpen until you lock it again.")
