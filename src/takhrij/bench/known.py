"""The sentence encoder with what it has encoded: one text, one vector, whoever asks."""

from __future__ import annotations

import numpy as np

from takhrij.corpus.meaning import Vectors, sentence_encoder


class KnownEncoder:
    """An Encoder (corpus/meaning.py) that encodes each text once."""

    def __init__(self) -> None:
        self._vectors: dict[str, Vectors] = {}

    def encode(self, texts: list[str]) -> Vectors:
        for text in texts:
            if text not in self._vectors:
                self._vectors[text] = sentence_encoder().encode([text])[0]
        return np.stack([self._vectors[text] for text in texts])
