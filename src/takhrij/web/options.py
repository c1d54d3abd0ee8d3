"""What can be chosen on a review form, in the order of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from takhrij.casefile.corrections import CHOICES

Row = Mapping[str, Any]
_SECTIONS = {
    ("mention", "type"): "mention_type",
    ("claim", "kind"): "claim_kind",
    ("attribution", "kind"): "source_kind",
}
"""The section of the words that names the values of a field, where it isn't called as it is."""


def section(kind: str, name: str) -> str:
    """The section of the words that names the values of a field."""
    return _SECTIONS.get((kind, name), name)


def options(case: Row, kind: str) -> dict[str, Any]:
    """The choices of a kind, and for an attribution who in the article may be speaking.

    `choices` has by field the section of the words that names its values, and the values.
    """
    choices = {
        name: (section(kind, name), values) for name, values in CHOICES.get(kind, {}).items()
    }
    return {"choices": choices, "speakers": _speakers(case) if kind == "attribution" else []}


def _speakers(case: Row) -> list[Row]:
    """Mentions of people, organizations and groups, the first of each words."""
    seen: dict[str, Row] = {}
    for one in case["mentions"]:
        if one["type"] in ("person", "organization", "group"):
            seen.setdefault(one["text"], one)
    return list(seen.values())
