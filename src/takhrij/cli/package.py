"""`takhrij package`: prove that a package is as it was signed, and open it."""

from __future__ import annotations

from pathlib import Path

import click

from takhrij.cli import DONE, PROBLEMS
from takhrij.cli.folder import REPORT, check_folder, write_file
from takhrij.cli.spoken import Verbs
from takhrij.cli.terminal import say, show
from takhrij.errors import UnreadableInput, UsageError

trusted = click.option("--key", metavar="HEX", help="The public key that must have signed it.")


@click.group("package", help="Prove that a package is as it was signed, and open it.", cls=Verbs)
def command() -> None:
    pass


@command.command("verify")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@trusted
def verify(path: Path, key: str | None) -> int:
    """Say whether anything in a package was altered, as the verifier inside it does."""
    from takhrij.casefile.verify_package import Altered, told, verified

    try:
        show(told(*verified(_bytes(path), key)).rstrip("\n"))
    except Altered as error:
        say(f"ALTERED: {error}")
        return PROBLEMS
    return DONE


@command.command("open")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--out", required=True, metavar="DIR", type=click.Path(path_type=Path))
@trusted
def unpack(path: Path, out: Path, key: str | None) -> int:
    """Write all that a package holds to DIR; nothing is written if anything was altered."""
    from takhrij.casefile.package import contents, opened

    check_folder(out)
    try:
        found = opened(_bytes(path), key)
    except UnreadableInput as error:
        raise UnreadableInput(f"{path} {error}") from error
    for name, data in contents(found.parts).items():
        write_file(out / name, data)
    write_file(out / REPORT, found.report)
    show(str(out))
    return DONE


def _bytes(path: Path) -> bytes:
    from takhrij.casefile.verify_package import MOST_BYTES

    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"no package {path} ({error.strerror}); give its path") from error
