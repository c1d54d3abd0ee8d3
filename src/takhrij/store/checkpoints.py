"""Checkpoints: a signature over the head of the custody log, and requests for time stamps.

A checkpoint is a file, so that it can be kept where the corpus isn't: with it, a log written
anew or cut short is found out. The requests (RFC 3161, OpenTimestamps) are written to a queue
and nothing waits for them; sending them is the user's to do.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from takhrij.disk import write_whole
from takhrij.document import digest
from takhrij.errors import ContractError, EnvironmentFault
from takhrij.secrecy.keys import SigningKey, is_signed, public_key
from takhrij.store.corpus import Corpus
from takhrij.store.custody import ORIGIN, begin, canonical, head, lines
from takhrij.store.custody_proof import chain_faults, entry_of

FORM = "takhrij.checkpoint/1"
KEYS, FOLDER, QUEUE = "keys", "custody", "custody/queue"
_SHA256 = bytes.fromhex("300d06096086480165030402010500")
"""The AlgorithmIdentifier of SHA-256 in DER (RFC 5754)."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A signed statement on the log: that entry `sequence` has the digest `head`."""

    sequence: int
    head: str
    when: str | None
    who: str
    key: str
    signature: str = ""

    @property
    def statement(self) -> dict[str, Any]:
        told = {"sequence": self.sequence, "head": self.head, "when": self.when, "who": self.who}
        return {"form": FORM, **told, "key": self.key}

    @property
    def row(self) -> dict[str, Any]:
        return {"statement": self.statement, "signature": self.signature}

    @property
    def is_sound(self) -> bool:
        """Whether the signature is that of the key that the statement names."""
        return is_signed(canonical(self.statement).encode(), self.signature, self.key)


def checkpoint(corpus: Corpus, key: SigningKey) -> Path:
    """Sign the head of the log, queue requests for time stamps, and log that it was done.

    Returns the checkpoint's file. Raises EnvironmentFault if the chain doesn't hold: a broken
    log is not signed.
    """
    broken = chain_faults(lines(corpus.connection))
    if broken:
        raise EnvironmentFault(f"{broken[0]}; a broken log is not signed: see `custody verify`")
    begin(corpus.connection, corpus.witness)
    sequence, at = head(corpus.connection) or (0, ORIGIN)
    made = Checkpoint(sequence, at, corpus.witness.now(), corpus.witness.who, key.public)
    signed = replace(made, signature=key.sign(canonical(made.statement).encode()))
    path = corpus.folder / FOLDER / f"checkpoint-{sequence:09}.json"
    _write(path, canonical(signed.row).encode())
    _queue(corpus.folder / QUEUE, path)
    corpus.log("checkpoint", f"entry {sequence}", signed.row)
    corpus.commit()
    return path


def _queue(folder: Path, path: Path) -> None:
    """What a time-stamping authority and a calendar server are to be sent."""
    fingerprint = hashlib.sha256(path.read_bytes()).digest()
    _write(folder / f"{path.stem}.tsq", time_stamp_request(fingerprint))
    _write(folder / f"{path.stem}.ots-digest", fingerprint)


def time_stamp_request(fingerprint: bytes) -> bytes:
    """A TimeStampReq (RFC 3161) in DER for a SHA-256 digest, asking for the certificate."""
    imprint = _der(0x30, _SHA256 + _der(0x04, fingerprint))
    return _der(0x30, _der(0x02, b"\x01") + imprint + _der(0x01, b"\xff"))


def _der(tag: int, content: bytes) -> bytes:
    return bytes([tag, len(content)]) + content  # all of ours are under 128 bytes


def _write(path: Path, data: bytes) -> None:
    try:
        write_whole(path, data)
    except OSError as error:
        raise EnvironmentFault(f"{path} can't be written: {error.strerror}") from error


def read_checkpoint(path: Path) -> Checkpoint | None:
    """The checkpoint in a file, or None if it holds none in canonical form."""
    try:
        found = json.loads(path.read_bytes())
        told = dict(found["statement"])
        form = told.pop("form")
        made = Checkpoint(**told, signature=found["signature"])
        is_whole = form == FORM and canonical(made.row).encode() == path.read_bytes()
    except (OSError, ValueError, TypeError, KeyError, RecursionError, ContractError):
        return None
    return made if is_whole else None


def checkpoint_faults(corpus: Corpus, public: str | None = None) -> tuple[list[str], int]:
    """Where checkpoints and the log differ, and the last entry that a sound one signs.

    `public` is the key to trust; without one, that of the folder, which proves less.
    """
    trusted = public or public_key(corpus.folder / KEYS)
    stored = {sequence: at for sequence, _, at in lines(corpus.connection)}
    faults, last = [], 0
    for path in sorted((corpus.folder / FOLDER).glob("checkpoint-*.json")):
        fault = _fault(path, stored, trusted)
        if fault is None:
            last = max(last, int(path.stem.removeprefix("checkpoint-")))
        else:
            faults.append(f"{path.name} {fault}")
    return [*faults, *_missing(corpus)], last


def _fault(path: Path, stored: dict[int, str], trusted: str | None) -> str | None:
    found = read_checkpoint(path)
    if found is None or path.stem != f"checkpoint-{found.sequence:09}":
        return "is no checkpoint as it was written"
    if not found.is_sound:
        return "has a signature that doesn't fit what it states"
    if trusted is not None and found.key != trusted:
        return f"is signed by another key ({found.key[:16]}…)"
    if found.sequence not in stored:
        return f"signs entry {found.sequence}, which is gone: the log was cut short"
    if stored[found.sequence] != found.head:
        return f"signs another entry {found.sequence}: the log was written anew"
    return None


def _missing(corpus: Corpus) -> Iterator[str]:
    """Checkpoints that the log tells of and that are not as it tells."""
    for _, line, _ in lines(corpus.connection):
        entry = entry_of(line)
        if entry is None or entry.event != "checkpoint":
            continue
        sequence = int(entry.subject.removeprefix("entry "))
        path = corpus.folder / FOLDER / f"checkpoint-{sequence:09}.json"
        if not path.exists():
            yield f"{path.name} is missing; entry {entry.sequence} of the log tells of it"
        elif digest(path.read_bytes()) != entry.data:
            yield f"{path.name} is not the one that entry {entry.sequence} of the log tells of"
