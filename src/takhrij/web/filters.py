"""A case narrowed to some of its claims, for the map and the timeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Filter:
    """What claims are asked for; None asks for any. `since` and `until` are ISO dates, and a
    claim without a date that can be placed fits neither."""

    event: str | None = None
    basis: str | None = None
    source: str | None = None
    outcome: str | None = None
    since: str | None = None
    until: str | None = None

    def __bool__(self) -> bool:
        return any((self.event, self.basis, self.source, self.outcome, self.since, self.until))


def narrowed(case: Row, ask: Filter) -> Row:
    """The case with the claims that fit, and only the mentions and places that they use.

    Without a filter, the case itself.
    """
    if not ask:
        return case
    mentions = {one["id"]: one for one in case["mentions"]}
    outcomes = _outcomes(case)
    speakers = {one["id"]: one["speaker"] for one in case["attributions"]}
    kept = [
        one
        for one in case["claims"]
        if (ask.event in (None, one["event"]))
        and (ask.basis in (None, one["basis"]))
        and (ask.source is None or ask.source in {speakers.get(k) for k in one["attributions"]})
        and (ask.outcome is None or ask.outcome in outcomes.get(one["id"], ()))
        and _in_time([mentions[key]["value"] for key in one["when"] if key in mentions], ask)
    ]
    return _with_claims(case, kept)


def _outcomes(case: Row) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for finding in case["findings"]:
        for claim in finding["claims"]:
            found.setdefault(claim, set()).add(finding["outcome"])
    return found


def _in_time(values: list[Row], ask: Filter) -> bool:
    if ask.since is None and ask.until is None:
        return True
    since, until = ask.since or "0000", ask.until or "9999"
    dated = [v for v in values if v.get("earliest") or v.get("latest")]
    return any(
        (v.get("latest") or "9999") >= since and (v.get("earliest") or "0000") <= until
        for v in dated
    )


def _with_claims(case: Row, kept: list[Row]) -> Row:
    used = {
        key
        for one in kept
        for slot in ("when", "where_mentions", "actor", "affected", "how_many")
        for key in one.get(slot, ())
    }
    places = {key for one in kept for key in one["where"]}
    mentions = [m for m in case["mentions"] if m["id"] in used or m["entity"] in places]
    held = {one["entity"] for one in mentions} | places
    claims = {one["id"] for one in kept}
    return {
        **case,
        "claims": kept,
        "mentions": mentions,
        "entities": [one for one in case["entities"] if one["id"] in held],
        "findings": [
            {**one, "claims": [key for key in one["claims"] if key in claims]}
            for one in case["findings"]
            if claims & set(one["claims"])
        ],
    }


def choices(case: Row) -> dict[str, list[str]]:
    """What a case can be narrowed by: the values that occur in it, in text order."""
    speakers = {one["id"]: one["speaker"] for one in case["attributions"]}
    return {
        "event": _seen(one["event"] for one in case["claims"]),
        "basis": _seen(one["basis"] for one in case["claims"]),
        "source": _seen(speakers.get(k) for one in case["claims"] for k in one["attributions"]),
        "outcome": _seen(one["outcome"] for one in case["findings"]),
    }


def _seen(values: Any) -> list[str]:
    return list(dict.fromkeys(str(one) for one in values if one))
