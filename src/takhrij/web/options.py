"""What can be chosen on a review form, in the order of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from takhrij.annotations import (
    Act,
    ClaimKind,
    Event,
    Knowledge,
    Label,
    MentionType,
    Polarity,
    SourceKind,
)

Row = Mapping[str, Any]
SECTIONS: dict[str, dict[str, tuple[str, tuple[str, ...]]]] = {
    "mention": {"type": ("mention_type", get_args(MentionType))},
    "claim": {
        "kind": ("claim_kind", get_args(ClaimKind)),
        "event": ("event", get_args(Event)),
        "polarity": ("polarity", get_args(Polarity)),
    },
    "attribution": {
        "kind": ("source_kind", get_args(SourceKind)),
        "knowledge": ("knowledge", get_args(Knowledge)),
        "act": ("act", get_args(Act)),
    },
    "verdict": {"label": ("label", get_args(Label))},
}
"""By kind of annotation: a field, the section of the words that names its values, the values."""


def options(case: Row, kind: str) -> dict[str, Any]:
    """The choices of a kind, and for an attribution who in the article may be speaking."""
    found: dict[str, Any] = {"choices": SECTIONS.get(kind, {}), "speakers": []}
    if kind == "attribution":
        who = ("person", "organization", "group")
        seen: dict[str, Row] = {}
        for one in case["mentions"]:
            if one["type"] in who:
                seen.setdefault(one["text"], one)
        found["speakers"] = list(seen.values())
    return found
