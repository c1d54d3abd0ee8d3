"""Verdicts judged again from a case file alone, to be compared byte for byte.

Only what the case holds is used: claims, chains, incidents, findings, evidence, records, what
was searched, and the origins listed with each verdict. Neither the corpus nor the text is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from takhrij.annotations import (
    Behind,
    Chain,
    Claim,
    ClaimOrigins,
    Evidence,
    Finding,
    Incident,
    Link,
    Origin,
    RecordMatch,
    Searched,
)
from takhrij.casefile import rows
from takhrij.casefile.json import dumps, plain
from takhrij.document import Document, Span
from takhrij.errors import UsageError
from takhrij.verdicts import verdicts

Row = Mapping[str, Any]


def read_case(path: Path) -> Row:
    """The case in a file. Raises UsageError if there is none."""
    try:
        case = json.loads(path.read_text(encoding="utf-8"))
        if str(case["schema"]).startswith("takhrij.casefile/"):
            return dict(case)
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise UsageError(f"{path} is no case file: {error}; give a case.json") from error
    raise UsageError(f"{path} is no case file of Takhrij; give a case.json")


def recomputed(case: Row) -> list[Row]:
    """The verdicts of a case, judged again from what else it holds.

    Raises UsageError if the case doesn't hold what judging needs.
    """
    try:
        document = _document(case)
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(
            f"the case can't be judged again: {error!r} is missing or wrong"
        ) from error
    return [plain(rows.verdict_row(one)) for one in verdicts(document)]


def differing(case: Row) -> list[str]:
    """Claims whose verdict comes out otherwise, byte for byte; empty if none does."""
    held = {one["claim"]: dumps(one) for one in case["verdicts"]}
    again = {one["claim"]: dumps(one) for one in recomputed(case)}
    return sorted(c for c in held.keys() | again.keys() if held.get(c) != again.get(c))


def _document(case: Row) -> Document:
    about = case["document"]
    document = Document(about["id"], about["text"], about["language"])
    layers: Iterable[tuple[type[Any], list[Any]]] = (
        (Claim, [_claim(row) for row in case["claims"]]),
        (Chain, [_chain(row) for row in case["claims"] if row["chain"]]),
        (Incident, [_plainly(Incident, row) for row in case["incidents"]]),
        (Finding, [_finding(row) for row in case["findings"]]),
        (Evidence, [_evidence(row) for row in case["evidence"]]),
        (ClaimOrigins, [_origins(row) for row in case["verdicts"] if row.get("origins")]),
        (RecordMatch, [_record(row) for row in case["records"]]),
        (Searched, [_plainly(Searched, row) for row in case.get("searched", ())]),
    )
    for kind, items in layers:
        document = document.with_layer(kind, items, "case")
    return document


def _plainly(kind: Any, row: Row) -> Any:
    """An annotation whose row has its very fields; lists become tuples."""
    return kind(**{key: tuple(v) if isinstance(v, list) else v for key, v in row.items()})


def _claim(row: Row) -> Claim:
    return Claim(
        id=row["id"],
        span=Span(row["start"], row["end"]),
        kind=row["kind"],
        event=row["event"],
        polarity=row["polarity"],
        checkable=row["checkable"],
        attributions=tuple(row["attributions"]),
    )


def _chain(row: Row) -> Chain:
    links = tuple(Link(**{name: link.get(name) for name in _LINK}) for link in row["chain"])
    return Chain(row["id"], links, row["basis"])


_LINK = ("who", "kind", "knowledge", "attribution", "standing", "perhaps")


def _finding(row: Row) -> Finding:
    return Finding(row["id"], row["check"], row["outcome"], (), (), tuple(row["claims"]))


def _evidence(row: Row) -> Evidence:
    names = ("id", "claim", "document", "start", "end", "text", "stance", "score", "family")
    more = ("origin", "source", "stream", "own_family")
    return Evidence(**{name: row[name] for name in (*names, *more)})


def _record(row: Row) -> RecordMatch:
    names = ("id", "claim", "dataset", "ref", "probability", "relation", "place")
    held = {name: row[name] for name in names}
    held["fit"] = row.get("fit", "full")  # cases of before it was told apart
    return RecordMatch(**held, claims=tuple(row["claims"]), earliest=_day(row["earliest"]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _origins(row: Row) -> ClaimOrigins:
    return ClaimOrigins(row["claim"], tuple(_origin(one) for one in row["origins"]))


def _origin(row: Row) -> Origin:
    behind = tuple(Behind(one["document"], one["how"], one["through"]) for one in row["behind"])
    names, whys = tuple(row["names"].items()), tuple(row["whys"].items())
    return Origin(row["id"], row["kind"], row["name"], names, behind, whys)
