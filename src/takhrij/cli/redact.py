"""`takhrij redact CASE`: a copy of a case with sources masked, to be proved later."""

from __future__ import annotations

import os
from pathlib import Path

import click

from takhrij.cli.export import read_case
from takhrij.cli.folder import CASE, REPORT, check_folder, write_case
from takhrij.cli.passphrases import passphrase, passphrase_file
from takhrij.cli.terminal import say
from takhrij.cli.witness import witness
from takhrij.errors import UsageError


@click.command("redact")
@click.argument("path", metavar="CASE", type=click.Path(path_type=Path))
@click.option(
    "--sources",
    "names",
    multiple=True,
    required=True,
    metavar="NAME",
    help='A name as the case has it, an id (e3), or "all" named persons; may be repeated.',
)
@click.option("--out", required=True, metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--vault",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Who is behind the masks, sealed; keep it apart from the cases.",
)
@click.option("--interface", type=click.Choice(["ar", "en"]), help="Language of the report.")
@click.option(
    "--corpus",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Log the redaction in this corpus.",
)
@passphrase_file
def command(
    path: Path, names: tuple[str, ...], out: Path, vault: Path, file: Path | None, **given: object
) -> None:
    """Write a copy of a case with sources masked in text, chains and metadata.

    The names go into the vault, under a passphrase; no name is printed.
    """
    from takhrij.casefile import html, json
    from takhrij.casefile.redaction import redacted
    from takhrij.secrecy.vault import keep

    check_folder(out)
    if vault.resolve().is_relative_to(out.resolve()):
        raise UsageError(f"the vault {vault} would lie in {out}; keep it apart from the case")
    made = redacted(read_case(path), names, os.urandom)
    secret = passphrase(file, new=not vault.exists())
    keep(vault, made.case["document"]["id"], made.openings, secret)
    _log(given["folder"], made.case)
    language = given["interface"] or made.case["document"]["language"]
    write_case(out, json.dumps(made.case) + "\n", html.render(made.case, language))  # type: ignore[arg-type]
    say(f"{len(made.case['redaction']['masked'])} sources masked\n{out / REPORT}\n{out / CASE}")


def _log(folder: object, case: dict[str, object]) -> None:
    if not isinstance(folder, Path):
        return
    from takhrij.casefile.json import dumps
    from takhrij.document import digest
    from takhrij.store.corpus import opened

    document = case["document"]
    with opened(folder, witness=witness()) as corpus:
        told = {"case": digest(dumps(case).encode()), "redaction": case["redaction"]}
        corpus.log("redaction", document["id"], told)  # type: ignore[index]
        corpus.commit()
