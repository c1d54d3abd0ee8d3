"""Meaning in the workbench: questions are encoded here, reports in the process that reads them."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from takhrij.corpus.meaning import Encoder, Vectors, sentence_encoder
from takhrij.web.lately import Lately
from takhrij.web.reader import Reader

MOST = 500
"""Questions whose vectors are kept: people page through what they found, and ask again."""


@dataclass
class InTurn:
    """The encoder for questions, one at a time: it works in one thread."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _asked: Lately[Vectors] = field(default_factory=lambda: Lately(MOST))

    def encode(self, texts: list[str]) -> Vectors:
        key = tuple(texts)
        found = self._asked.get(key)
        if found is None:
            with self._lock:
                encoder: Encoder = sentence_encoder()
                found = self._asked.keep(key, encoder.encode(texts), 1)
        return found


@dataclass(frozen=True, slots=True)
class Behind:
    """The encoder for reports, which are long: in the reader's process, behind the pages."""

    reader: Reader

    def encode(self, texts: list[str]) -> Vectors:
        return self.reader.vectors(texts)
