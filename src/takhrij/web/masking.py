"""A redacted copy of a case: sources masked, who they are kept in the folder's vault."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from takhrij.casefile.json import dumps
from takhrij.casefile.redaction import Redacted, redacted
from takhrij.document import digest
from takhrij.secrecy import vault
from takhrij.store.checkpoints import KEYS
from takhrij.store.corpus import Corpus
from takhrij.web.identity import Ask

Row = Mapping[str, Any]
VAULT = "redactions.vault"
"""In the folder's `keys`: names and salts of every redacted copy, sealed under a passphrase."""


@dataclass(frozen=True, slots=True)
class Masking:
    """What is to be masked: names as the case has them, ids of entities, or `all` for every
    named person who speaks. Without a passphrase nobody can prove later who is behind a mask."""

    sources: tuple[str, ...]
    passphrase: str = ""


@dataclass(frozen=True, slots=True)
class Maskable:
    """Somebody who speaks in a case; `is_named` of persons, whom `all` asks for."""

    name: str
    kind: str
    is_named: bool


def maskable(case: Row) -> list[Maskable]:
    """Who speaks in a case and its byline, named persons first, each once."""
    found: dict[str, Maskable] = {}
    byline = case["document"].get("byline")
    if byline:
        found[byline] = Maskable(byline, "byline", is_named=False)
    for one in case["attributions"]:
        name = one["speaker"]
        if name:
            is_named = one["kind"] == "named_person"
            found.setdefault(name, Maskable(name, one["kind"], is_named))
    return sorted(found.values(), key=lambda one: not one.is_named)


def masked(ask: Ask, corpus: Corpus, case: Row, asked: Masking) -> Redacted:
    """A redacted copy of a case, logged; its names sealed in the vault if there is a passphrase.

    Nothing is committed. Raises UsageError for a name that the case doesn't hold,
    UnreadableInput if the vault has another passphrase.
    """
    made = redacted(case, asked.sources, os.urandom)
    document = made.case["document"]["id"]
    if asked.passphrase:
        path = corpus.folder / KEYS / VAULT
        with ask.desk.index_lock:
            vault.keep(path, document, made.openings, asked.passphrase)
    told = {"case": digest(dumps(made.case).encode()), "redaction": made.case["redaction"]}
    corpus.log("redaction", document, told)
    return made
