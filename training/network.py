"""The network: the lower layers of multilingual-e5-small and the heads of the learned layer.

Heads, all on one reading of a window of pieces:
- `cue`: O, B, I for each piece: the words that say that somebody reports something.
- `name`: O and B, I of PER, LOC, ORG, MISC for each piece.
- `Roles`: for each cue and piece, whether the piece is in that cue's source, in its content or
  in neither, and how likely it is to be the first or last piece of either.
"""

from __future__ import annotations

import e5
import torch
from torch import Tensor, nn
from torch.nn import functional

CUE_TAGS = ("O", "B", "I")
NAME_TAGS = ("O", *(f"{place}-{kind}" for kind in ("PER", "LOC", "ORG", "MISC") for place in "BI"))
ROLE_OUTPUTS = (
    "neither",
    "source",
    "content",
    "source_start",
    "source_end",
    "content_start",
    "content_end",
)
REACH = 64
"""Distances from a cue beyond this many pieces are not told apart."""


class Layer(nn.Module):
    """One transformer layer, norm after (BERT); no dropout, which is dear on a CPU."""

    def __init__(self, hidden: int, heads: int, inner: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv, self.out = nn.Linear(hidden, 3 * hidden), nn.Linear(hidden, hidden)
        self.norm = nn.LayerNorm(hidden, epsilon)
        self.widen, self.narrow = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.last_norm = nn.LayerNorm(hidden, epsilon)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, hidden = x.shape
        shape = (batch, length, 3, self.heads, hidden // self.heads)
        q, k, v = self.qkv(x).view(shape).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, hidden)
        x = self.norm(x + self.out(mixed))
        inner = functional.gelu(self.widen(x))
        return self.last_norm(x + self.narrow(inner))


class Encoder(nn.Module):
    """Frozen word vectors and the first `layers` layers of e5."""

    def __init__(self, source: e5.E5, ids: list[int], layers: int) -> None:
        super().__init__()
        hidden, _, heads, inner, _, positions = source.sizes
        self.hidden = hidden
        words = torch.from_numpy(source.matrix("emb.word", hidden)[ids])
        self.words = nn.Embedding.from_pretrained(words, freeze=True)
        self.positions = nn.Embedding(positions, hidden)
        self.norm = nn.LayerNorm(hidden, source.epsilon)
        self.layers = nn.ModuleList(
            Layer(hidden, heads, inner, source.epsilon) for _ in range(layers)
        )
        self._copy(source)

    @torch.no_grad()
    def _copy(self, source: e5.E5) -> None:
        kind = source.floats("emb.type").reshape(-1, self.hidden)[0]
        places = source.floats("emb.pos").reshape(-1, self.hidden) + kind
        self.positions.weight.copy_(torch.from_numpy(places))
        _fill_norm(self.norm, source, "emb.ln")
        for index, layer in enumerate(self.layers):
            _fill_layer(layer, source, f"l{index}")

    def forward(self, ids: Tensor, mask: Tensor | None) -> Tensor:
        """Piece ids (batch, length) to vectors; `mask` (batch, length) is True for real pieces."""
        places = torch.arange(ids.shape[1])
        x = self.norm(self.words(ids) + self.positions(places)[None])
        wide = None if mask is None else mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, wide)
        return x


def _fill_layer(layer: Layer, source: e5.E5, name: str) -> None:
    hidden, inner = source.sizes[0], source.sizes[3]
    parts = ("q", "k", "v")
    weights = [torch.from_numpy(source.matrix(f"{name}.{part}.w", hidden)) for part in parts]
    biases = [torch.from_numpy(source.floats(f"{name}.{part}.b")) for part in parts]
    layer.qkv.weight.copy_(torch.cat(weights))
    layer.qkv.bias.copy_(torch.cat(biases))
    for linear, part, width in (
        (layer.out, "ao", hidden),
        (layer.widen, "fi", hidden),
        (layer.narrow, "fo", inner),
    ):
        linear.weight.copy_(torch.from_numpy(source.matrix(f"{name}.{part}.w", width)))
        linear.bias.copy_(torch.from_numpy(source.floats(f"{name}.{part}.b")))
    _fill_norm(layer.norm, source, f"{name}.aln")
    _fill_norm(layer.last_norm, source, f"{name}.oln")


def _fill_norm(norm: nn.LayerNorm, source: e5.E5, name: str) -> None:
    norm.weight.copy_(torch.from_numpy(source.floats(f"{name}.w")))
    norm.bias.copy_(torch.from_numpy(source.floats(f"{name}.b")))


class Tags(nn.Module):
    """The heads that read each piece by itself."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.cue = nn.Linear(hidden, len(CUE_TAGS))
        self.name = nn.Linear(hidden, len(NAME_TAGS))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        return self.cue(x), self.name(x)


class Roles(nn.Module):
    """The head that reads each piece in the light of one cue."""

    def __init__(self, hidden: int, width: int = 256) -> None:
        super().__init__()
        self.piece, self.cue = nn.Linear(hidden, width), nn.Linear(2 * hidden, width, bias=False)
        self.left, self.right = nn.Linear(hidden, width), nn.Linear(2 * hidden, width)
        self.distance = nn.Embedding(2 * REACH + 3, width)
        nn.init.normal_(self.distance.weight, std=0.02)
        self.norm = nn.LayerNorm(width)
        self.hidden = nn.Linear(width, width)
        self.out = nn.Linear(width, len(ROLE_OUTPUTS))

    def forward(self, x: Tensor, cues: Tensor) -> Tensor:
        """One window (length, hidden) and its cues (cues, 2: first, one after the last piece)
        to scores (cues, length, outputs)."""
        ends = torch.cat([x[cues[:, 0]], x[cues[:, 1] - 1]], -1)
        far = self.distance(_distances(len(x), cues))
        mixed = self.left(x)[None] * self.right(ends)[:, None]
        mixed = mixed + self.piece(x)[None] + self.cue(ends)[:, None] + far
        mixed = functional.gelu(self.norm(mixed))
        return self.out(mixed + functional.gelu(self.hidden(mixed)))


def _distances(length: int, cues: Tensor) -> Tensor:
    """0 far before … REACH just before, REACH + 1 inside, … 2 REACH + 2 far after."""
    at = torch.arange(length)[None]
    before = (at - cues[:, :1]).clamp(-REACH - 1, 0)
    after = (at - cues[:, 1:] + 1).clamp(0, REACH + 1)
    return (before + after + REACH + 1).clamp(0, 2 * REACH + 2)


class Network(nn.Module):
    def __init__(self, source: e5.E5, ids: list[int], layers: int) -> None:
        super().__init__()
        self.encoder = Encoder(source, ids, layers)
        self.tags = Tags(self.encoder.hidden)
        self.roles = Roles(self.encoder.hidden)
