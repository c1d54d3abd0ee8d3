"""What a corpus gives to a package: originals, decisions, and its custody from where it begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from takhrij.casefile.judged import decision_row
from takhrij.casefile.package import Custody, Parts
from takhrij.document import digest
from takhrij.store.cases import Cases, case_id
from takhrij.store.checkpoints import FOLDER
from takhrij.store.corpus import Corpus
from takhrij.store.custody import canonical, lines
from takhrij.store.custody_proof import entry_of
from takhrij.store.decisions import Decisions

Case = Mapping[str, Any]


def parts(corpus: Corpus, case: Case, *, originals: bool = True) -> Parts:
    """All that belongs to a case; of a redacted one, neither originals nor what led to it.

    Raises EnvironmentFault if an original is missing or has changed.
    """
    if "redaction" in case:
        return Parts(case, custody=_custody(corpus, {case["document"]["id"]}))
    held = dict(_originals(corpus, case)) if originals else {}
    subjects = {*_documents(case), case_id(case["document"]["id"])}
    return Parts(case, held, _custody(corpus, subjects), _decisions(corpus, case))


def log_export(corpus: Corpus, case: Case, form: str) -> None:
    """Log, in the transaction of the caller, that a case goes out in some form."""
    told = {"format": form, "case": digest(canonical(case).encode())}
    corpus.log("export", case["document"]["id"], told)


def _documents(case: Case) -> Iterator[str]:
    """The report itself, then every report that gives evidence."""
    yield case["document"]["id"]
    yield from dict.fromkeys(one["document"] for one in case.get("evidence", ()))


def _originals(corpus: Corpus, case: Case) -> Iterator[tuple[str, bytes]]:
    ask = corpus.connection.execute
    for identity in _documents(case):
        if ask("SELECT 1 FROM document WHERE id = ?", [identity]).fetchone():
            yield identity, corpus.originals.read(identity)


def _custody(corpus: Corpus, subjects: set[str]) -> Custody:
    """The log from the first entry on one of the subjects to its end, and the checkpoints."""
    kept: list[str] = []
    for _, line, _ in lines(corpus.connection):
        entry = entry_of(line)
        if kept or entry is None or entry.subject in subjects:
            kept.append(line)
    found = sorted((corpus.folder / FOLDER).glob("checkpoint-*.json"))
    return Custody(tuple(kept), {path.name: path.read_bytes() for path in found})


def _decisions(corpus: Corpus, case: Case) -> tuple[Mapping[str, Any], ...]:
    key = case_id(case["document"]["id"])
    made = Decisions(Cases(corpus))
    return tuple(
        decision_row(one)
        for version, _, _ in made.cases.versions(key)
        for one in made.of(key, version)
    )
