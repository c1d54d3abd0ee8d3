"""Flip single bits of a custody log, of originals and of a package, and see each detected.

`python tools/flips.py --flips 500` makes a corpus of its own, flips one bit at a time on the
disk, asks for the proof, and flips it back. Prints JSON; status 1 if a flip went unseen.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

from takhrij import ingest, pipeline
from takhrij.casefile import json as casefile
from takhrij.casefile.package import package
from takhrij.casefile.verify_package import Altered, verified
from takhrij.errors import TakhrijError
from takhrij.secrecy.keys import signing_key
from takhrij.store import custody_proof
from takhrij.store.checkpoints import KEYS, checkpoint
from takhrij.store.corpus import Corpus, opened
from takhrij.store.custody import lines
from takhrij.store.intake import take_in
from takhrij.store.packages import parts

Spot = tuple[str, Path, int]
"""What a byte belongs to, the file it is in, and its place there."""


def made(folder: Path) -> bytes:
    """A corpus with a signed log in the folder, and a package of one of its cases."""
    (folder / "in").mkdir()
    for n in range(12):
        (folder / "in" / f"{n}.txt").write_text(f"خبر رقم {n} عن حريق في الميناء.\n" * 9)
    example = folder / "in" / "warehouse.ar.txt"
    example.write_bytes((files("takhrij.examples") / "warehouse.ar.txt").read_bytes())
    case = casefile.case(pipeline.read(ingest.read_file(example), pipeline.RULES))
    with opened(folder / "corpus", create=True) as corpus:
        list(take_in(corpus, sorted((folder / "in").iterdir())))
        key = signing_key(corpus.folder / KEYS)
        checkpoint(corpus, key)
        held = package(parts(corpus, case), "ar", key)
        corpus.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (folder / "case.zip").write_bytes(held)
    return held


def spots(folder: Path) -> dict[str, list[Spot]]:
    """Every byte of the log's entries and their digests, of the originals, of the package."""
    with opened(folder / "corpus") as corpus:
        entries = [f"{line}{said}".encode() for _, line, said in lines(corpus.connection)]
        kept = [corpus.originals.path(one.id) for one in corpus.documents()]
    database, archive = folder / "corpus" / "corpus.sqlite", folder / "case.zip"
    data = database.read_bytes()
    places = [data.find(entry) for entry in entries]
    log = [("log", database, at + n) for at, e in zip(places, entries, strict=True) if at >= 0
           for n in range(len(e))]  # fmt: skip
    return {
        "log": log,
        "original": [("original", path, n) for path in kept for n in range(path.stat().st_size)],
        "package": [("package", archive, n) for n in range(archive.stat().st_size)],
    }


def is_seen(folder: Path, what: str) -> bool:
    """Whether the proof finds anything wrong."""
    if what == "package":
        try:
            verified((folder / "case.zip").read_bytes())
        except Altered:
            return True
        return False
    try:
        with opened(folder / "corpus") as corpus:
            return bool(_faults(corpus, what))
    except (TakhrijError, sqlite3.DatabaseError):
        return True


def _faults(corpus: Corpus, what: str) -> object:
    return (
        corpus.verify() if what == "original" else custody_proof.verified(corpus.connection).faults
    )


def flipped(spot: Spot, bit: int, seen: Callable[[], bool]) -> bool:
    """Whether a flip is seen; the file is as it was afterwards."""
    _, path, place = spot
    whole = path.read_bytes()
    altered = bytearray(whole)
    altered[place] ^= 1 << bit
    path.write_bytes(altered)
    try:
        return seen()
    finally:
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        path.write_bytes(whole)


def sampled(folder: Path, count: int, dice: random.Random) -> Iterator[tuple[Spot, bool]]:
    places = spots(folder)
    for n in range(count):
        spot = dice.choice(places[list(places)[n % 3]])
        yield spot, flipped(spot, dice.randrange(8), lambda spot=spot: is_seen(folder, spot[0]))


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--flips", type=int, default=500)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    folder = Path(tempfile.mkdtemp())
    try:
        made(folder)
        sound = [what for what in ("log", "original", "package") if is_seen(folder, what)]
        counts, missed = Counter[str](), []
        for (what, path, place), seen in sampled(folder, given.flips, random.Random(given.seed)):
            counts[what] += 1
            if not seen:
                missed.append(f"{what} {path.name} byte {place}")
    finally:
        shutil.rmtree(folder)
    told = {"flips": dict(counts), "missed": missed, "alarms_without_a_flip": sound}
    sys.stdout.write(json.dumps(told, indent=1) + "\n")
    return 1 if missed or sound else 0


if __name__ == "__main__":
    sys.exit(main())
