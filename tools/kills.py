"""Kill a process at random moments of its work, and see that nothing accepted is lost.

`python tools/kills.py --kills 1000` forks a worker that takes in reports, keeps readings of a
case, decides on it and exports signed packages, and tells over a pipe what was accepted; after
a random time the worker is killed (SIGKILL), and everything that it told of must be there and
the custody log must hold. Prints JSON; status 1 if anything was lost or broken.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from takhrij import ingest, pipeline
from takhrij.casefile import json as casefile
from takhrij.casefile.decisions import Draft
from takhrij.casefile.package import Parts, package
from takhrij.casefile.package import opened as package_opened
from takhrij.document import digest
from takhrij.errors import TakhrijError
from takhrij.secrecy.keys import signing_key
from takhrij.store.cases import Cases, case_id
from takhrij.store.corpus import Corpus, opened
from takhrij.store.custody import Witness
from takhrij.store.custody_proof import verified
from takhrij.store.decisions import Decisions
from takhrij.store.intake import take_in
from takhrij.store.packages import log_export, parts

A_FOLDER = 40
"""Kills before a new folder is begun: the proof reads the whole log each time."""
LONGEST = 0.3
"""Seconds between the last thing that is waited for and the kill, at most."""
MOST_TOLD = 6
PATIENCE = 20
"""Seconds without a word after which a worker is killed whatever it does."""
WITNESS = Witness("killed", lambda: datetime.now(UTC))


def work(folder: Path, case: dict[str, Any], number: int, tell: int) -> None:
    """One worker's life: every kind of work in turn, until it is killed."""
    dice = random.Random(number)
    with opened(folder / "corpus", create=True, witness=WITNESS) as corpus:
        steps = (intake, annotation, review) * 3 + (export,)
        for turn in range(10_000):
            step = dice.choice(steps)
            for accepted in step(corpus, folder, case, f"{number}-{turn}"):
                os.write(tell, (json.dumps([step.__name__, *accepted]) + "\n").encode())


Accepted = Iterator[tuple[str, ...]]


def intake(corpus: Corpus, folder: Path, case: dict[str, Any], name: str) -> Accepted:
    """A few reports; they are accepted once the run has come to its end and committed."""
    paths = []
    for n in range(4):
        paths.append(folder / "in" / f"{name}-{n}.txt")
        paths[-1].write_text(f"اندلع حريق في الميناء فجر الخميس، وقال شاهد {name}-{n} إنه رآه.\n")
    list(take_in(corpus, paths))
    yield from ((digest(path.read_bytes()),) for path in paths)


def annotation(corpus: Corpus, folder: Path, case: dict[str, Any], name: str) -> Accepted:
    """Another reading of the case, kept as its next version."""
    if not _has(corpus, case):
        return
    again = {**case, "made_by": {**case["made_by"], "settings": {"run": name}}}
    head = Cases(corpus).keep(again, made="2031-05-04T06:07:08Z")
    yield head.id, str(head.version)


def review(corpus: Corpus, folder: Path, case: dict[str, Any], name: str) -> Accepted:
    """A comment on the case."""
    key = case_id(case["document"]["id"])
    if corpus.connection.execute("SELECT 1 FROM case_head WHERE id = ?", [key]).fetchone():
        made = Decisions(Cases(corpus)).add(key, Draft("comment", why=name), "amal", "2031-05-04")
        yield made.case, str(made.number), name


def export(corpus: Corpus, folder: Path, case: dict[str, Any], name: str) -> Accepted:
    """A signed package, written whole before it is committed as gone out."""
    if not _has(corpus, case):
        return
    key = signing_key(corpus.folder / "keys")
    log_export(corpus, case, "package")
    made = package(parts(corpus, case), "ar", key)
    half, path = folder / "out" / f".{name}.part", folder / "out" / f"{name}.zip"
    half.write_bytes(made)
    half.replace(path)
    corpus.commit()
    yield (path.name,)


def _has(corpus: Corpus, case: dict[str, Any]) -> bool:
    """Whether the corpus holds the report of the case."""
    ask = "SELECT 1 FROM document WHERE id = ?"
    return corpus.connection.execute(ask, [case["document"]["id"]]).fetchone() is not None


def killed(folder: Path, case: dict[str, Any], number: int, dice: random.Random) -> list[list[str]]:
    """Kill a worker at a random moment after a random number of things that it told of.

    Returns all that it told of as accepted.
    """
    listen, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(listen)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        try:
            work(folder, case, number, tell)
        finally:
            os._exit(3)
    os.close(tell)
    told = _told(listen, dice.randrange(MOST_TOLD))
    time.sleep(dice.uniform(0, LONGEST))
    os.kill(child, signal.SIGKILL)
    with os.fdopen(listen, "rb") as rest:
        lines = (told + rest.read()).split(b"\n")[:-1]
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        lines.append(json.dumps(["fault", "the worker died by itself"]).encode())
    return [json.loads(line) for line in lines]


def _told(listen: int, count: int) -> bytes:
    """Listen until so many things were told of, or the worker is gone."""
    told = b""
    while told.count(b"\n") < count and select.select([listen], [], [], PATIENCE)[0]:
        piece = os.read(listen, 4096)
        if not piece:
            break
        told += piece
    return told


def lost(folder: Path, accepted: list[list[str]]) -> Iterator[str]:
    """What was accepted and is not there, or not as it was."""
    with opened(folder / "corpus") as corpus:
        yield from verified(corpus.connection).faults
        cases = Cases(corpus)
        for kind, *what in accepted:
            try:
                if not _is_there(cases, folder, kind, what):
                    yield f"{kind} {what} is lost"
            except (TakhrijError, OSError) as error:
                yield f"{kind} {what}: {error}"


def _is_there(cases: Cases, folder: Path, kind: str, what: list[str]) -> bool:
    if kind == "intake":
        cases.corpus.document(what[0])
        return digest(cases.corpus.originals.read(what[0])) == what[0]
    if kind == "annotation":
        return bool(cases.read(what[0], int(what[1])))
    if kind == "review":
        made = cases.corpus.connection.execute(
            "SELECT why FROM decision WHERE case_id = ? AND number = ?", what[:2]
        ).fetchone()
        return made is not None and made[0] == what[2]
    return kind == "export" and bool(package_opened((folder / "out" / what[0]).read_bytes()).key)


def begun(folder: Path) -> dict[str, Any]:
    """A folder with the bundled report taken in, and its case."""
    for name in ("in", "out"):
        (folder / name).mkdir()
    path = folder / "in" / "warehouse.ar.txt"
    path.write_bytes((files("takhrij.examples") / "warehouse.ar.txt").read_bytes())
    with opened(folder / "corpus", create=True, witness=WITNESS) as corpus:
        list(take_in(corpus, [path]))
    case = casefile.case(pipeline.read(ingest.read_file(path), pipeline.RULES))
    package(Parts(case), "ar")  # so that workers need not load what it takes
    return case


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    dice, wrong, counts, proofs = random.Random(given.seed), [], Counter[str](), 0
    for first in range(0, given.kills, A_FOLDER):
        with tempfile.TemporaryDirectory() as name:
            case, accepted = begun(Path(name)), []
            for number in range(first, min(first + A_FOLDER, given.kills)):
                told = killed(Path(name), case, number, dice)
                wrong += [f"kill {number}: {said}" for said in lost(Path(name), told)]
                accepted += told
                proofs += 1
            wrong += [f"after all: {said}" for said in lost(Path(name), accepted)]
            counts.update(kind for kind, *_ in accepted)
    found = {"kills": given.kills, "proofs": proofs, "accepted": dict(counts), "wrong": wrong}
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
