"""The file of learned weights: found, checked against its digest, and opened.

One file serves every learned head. Without it the program works by rules alone, and the case
file says so.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from takhrij.errors import UnreadableInput
from takhrij.language.pieces import Vocabulary

if TYPE_CHECKING:
    import onnxruntime

NAME = "reader-1"
SHA256 = "e4395fdc1d5b9891f5733a95abc572b5482ec4b859dcd1e75fbb330d4bac2699"
"""The digest of the weights that this version was measured with."""
FOLDER = Path(__file__).parent / "learned"

_BLOCK, _BLOCK_BYTES, _OFFSET = 32, 18, 8
"""Q4_0: blocks of 32 numbers, a float16 scale and 16 bytes of two 4-bit numbers each."""


@dataclass(frozen=True, slots=True)
class Graph:
    """A network as bytes, opened in the process that first runs it.

    A session has threads of its own and does not outlive a fork, so each process opens its own.
    `threads` is fixed, never the machine's own number.
    """

    data: bytes
    threads: int
    _open: dict[int, onnxruntime.InferenceSession] = field(default_factory=dict)

    def run(self, given: dict[str, Any]) -> list[Any]:
        """The outputs, in the graph's order, for the inputs by name."""
        process = os.getpid()
        if process not in self._open:
            self._open[process] = _session(self.data, self.threads)
        found: list[Any] = self._open[process].run(None, given)
        return found


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything a learned reader needs. `digest` names the file in the case file."""

    name: str
    digest: str
    card: dict[str, Any]
    vocabulary: Vocabulary
    words: npt.NDArray[np.uint8]
    positions: npt.NDArray[np.float32]
    encoder: Graph
    roles: Graph

    def vectors(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        """The word vectors of piece ids with their positions added: (pieces, hidden)."""
        blocks = self.words[ids].reshape(len(ids), -1, _BLOCK_BYTES)
        scales = blocks[..., :2].copy().view(np.float16).astype(np.float32)
        packed = blocks[..., 2:]
        numbers = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.float32)
        words = ((numbers - _OFFSET) * scales).reshape(len(ids), -1)
        found: npt.NDArray[np.float32] = words + self.positions[: len(ids)]
        return found


def installed() -> Path | None:
    """The weights that came with the program, or None."""
    path = FOLDER / f"{NAME}.zip"
    return path if path.is_file() else None


def opened(path: Path, *, sha256: str | None = None, threads: int = 1) -> Weights:
    """The weights in a file. Raises UnreadableInput if they are not what `sha256` names."""
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if sha256 is not None and digest != sha256:
        raise UnreadableInput(
            f"{path} has SHA-256 {digest}, not {sha256}; install the program again, "
            f"or take the file away to work by rules alone"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            parts = {name: file.read(name) for name in file.namelist()}
        return _weights(parts, digest, threads)
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UnreadableInput(f"{path} is no file of weights: {error}") from error


def _weights(parts: dict[str, bytes], digest: str, threads: int) -> Weights:
    card = json.loads(parts["card.json"])
    return Weights(
        name=card["name"],
        digest=f"sha256:{digest}",
        card=card,
        vocabulary=_vocabulary(json.loads(parts["vocabulary.json"])),
        words=np.load(io.BytesIO(parts["words.npy"])),
        positions=np.load(io.BytesIO(parts["positions.npy"])).astype(np.float32),
        encoder=Graph(parts["encoder.onnx"], threads),
        roles=Graph(parts["roles.onnx"], threads),
    )


def _vocabulary(written: dict[str, Any]) -> Vocabulary:
    pieces = tuple(piece for piece, _ in written["pieces"])
    scores = [score for _, score in written["pieces"]]
    respelled = {int(point): new for point, new in written["respelled"].items()}
    return Vocabulary(pieces, scores, respelled, unknown=pieces.index("<unk>"))


def _session(graph: bytes, threads: int) -> onnxruntime.InferenceSession:
    import onnxruntime  # here, so that rules alone never wait for it

    onnxruntime.disable_telemetry_events()  # whoever imports us may have loaded it before
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
