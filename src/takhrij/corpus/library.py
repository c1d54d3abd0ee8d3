"""What evidence asks of a corpus. The store's own corpus keeps to it; so may another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from takhrij.corpus.search import Hit
from takhrij.document import Document


@dataclass(frozen=True, slots=True)
class Kin:
    """What families say of a report: its family, what it goes back to, and whether that is the
    family of the report being read."""

    family: str | None = None
    origin: str | None = None
    own: bool = False


class Library(Protocol):
    """What evidence asks of a corpus. The store's own keeps to it."""

    def passages(self, text: str, limit: int) -> Sequence[Hit]:
        """The best passages for a text in each language, by words and meaning."""

    def document(self, identity: str) -> Document:
        """A report of the corpus, with its metadata."""

    def kin(self, document: Document, others: Sequence[str]) -> Mapping[str, Kin]:
        """Family and origin of other reports, and whether they copy or translate this one."""
