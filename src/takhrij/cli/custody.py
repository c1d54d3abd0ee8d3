"""`takhrij custody`: what was done to a corpus, signed checkpoints, and the proof of both."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from takhrij.cli import DONE, PROBLEMS, options
from takhrij.cli.spoken import Verbs
from takhrij.cli.terminal import complain, say, show
from takhrij.cli.witness import witness

NOT_PROVED = (
    "Not proved: when anything happened (the clock is this machine's until a time stamp is "
    "fetched), that nothing was altered before it came in, or who sat at the machine."
)
UNSIGNED = "Not proved: that the log was not cut short or written anew after entry {last}."


@click.group(
    "custody", help="What was done to a corpus, and the proof that it is unaltered.", cls=Verbs
)
def command() -> None:
    pass


@command.command("log")
@options.corpus_folder
@click.option("--since", default=0, type=click.IntRange(min=0), help="Entries after this one.")
@options.as_json
def log(folder: Path, since: int, as_json: bool) -> None:
    """What was done, in order: number, time, who, what, to what."""
    from takhrij.store.corpus import opened
    from takhrij.store.custody import lines
    from takhrij.store.custody_proof import entry_of

    with opened(folder) as corpus:
        for sequence, line, _ in lines(corpus.connection, since):
            entry = entry_of(line)
            if as_json or entry is None:
                show(line)
            else:
                when = entry.when or "no clock"
                show(f"{sequence:6}  {when}  {entry.who}  {entry.event}  {entry.subject}")


@command.command("checkpoint")
@options.corpus_folder
@click.option(
    "--key",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A key kept elsewhere; default: the one in DIR/keys, made if there is none.",
)
def checkpoint(folder: Path, key: Path | None) -> None:
    """Sign the log as it stands, and queue requests for time stamps. Keep a copy elsewhere."""
    from takhrij.secrecy.keys import read_key, signing_key
    from takhrij.store import checkpoints
    from takhrij.store.corpus import opened

    with opened(folder, witness=witness()) as corpus:
        chosen = read_key(key) if key else signing_key(folder / checkpoints.KEYS)
        path = checkpoints.checkpoint(corpus, chosen)
    say(f"{path}\nsigned by {chosen.public}\nKeep a copy of both where the corpus is not.")
    say(f"Requests for time stamps wait in {folder / checkpoints.QUEUE}; nothing was sent.")


@command.command("verify")
@options.corpus_folder
@click.option("--key", metavar="HEX", help="The public key that you trust, from elsewhere.")
@options.as_json
def verify(folder: Path, key: str | None, as_json: bool) -> int:
    """Prove the log, every document, every original and every checkpoint."""
    from takhrij.store.corpus import opened

    with opened(folder) as corpus:
        found = _found(corpus, key)
    for fault in found["faults"]:
        complain(fault)
    if as_json:
        show(json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True))
    else:
        show("\n".join(_told(found)))
    return PROBLEMS if found["faults"] else DONE


def _found(corpus: Any, key: str | None) -> dict[str, Any]:
    from takhrij.store.checkpoints import checkpoint_faults
    from takhrij.store.custody_proof import verified

    proof = asdict(verified(corpus.connection))
    originals = corpus.verify()
    signed, last = checkpoint_faults(corpus, key)
    faults = [*proof.pop("faults"), *originals, *signed]
    held = len(corpus)
    sound = held - len(originals)
    return {**proof, "faults": faults, "originals": held, "sound": sound, "signed": last}


def _told(found: dict[str, Any]) -> Iterator[str]:
    state = "does NOT hold" if found["faults"] else "holds"
    yield f"custody {state}: {found['entries']} entries, head {found['head']}"
    yield f"{found['sound']} of {found['originals']} originals are as they came in"
    if found["signed"]:
        yield f"signed up to entry {found['signed']}"
    else:
        yield "no checkpoint signs this log: see `takhrij custody checkpoint`"
    yield from (f"note: {note}" for note in found["notes"])
    yield NOT_PROVED
    if found["signed"] < found["entries"]:
        yield UNSIGNED.format(last=found["signed"])
