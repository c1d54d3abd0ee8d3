"""Counts: exactly right against the Arabic annotation, Microsoft's numbers and FA-KES."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from takhrij.annotations import Quantity, Time
from takhrij.bench.overlap import paired, scores
from takhrij.document import Language, Span, document_of
from takhrij.language.numbers import numbers
from takhrij.language.quantities import quantities
from takhrij.language.times import times

_NUMBERS = "recognizers-ar/Number/Arabic/NumberModel.json"


def measure(data: Path) -> dict[str, Any]:
    """Every set of the folder that quantities can be measured on."""
    return {
        "arabic-attribution": attribution(data),
        "recognizers-ar": recognizers(data),
        "fa-kes": fa_kes(data),
        "published": "none found for Arabic casualty counts; puckling 16/23 and arabic-itn "
        "15/23 on the number expressions of METHODS.md",
    }


def quantities_in(text: str, language: Language, published: date | None) -> tuple[Quantity, ...]:
    document = document_of(text, language, published=published)
    return quantities(document.with_layer(Time, times(document), "bench"))


def attribution(data: Path) -> dict[str, Any]:
    """Counts found with least, greatest and what is counted all right; and values alone."""
    gold = found = right = values = 0
    for path in sorted((data / "arabic-attribution").glob("*.json")):
        notes = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        counts = quantities_in(text, "ar", date.fromisoformat(notes["published"]))
        wanted = notes["quantities"]
        pairs = paired([Span(q["start"], q["end"]) for q in wanted], [q.span for q in counts])
        gold, found = gold + len(wanted), found + len(counts)
        for number, index in pairs.items():
            same = _same_value(counts[index], wanted[number])
            values += same
            right += same and counts[index].value.of == wanted[number]["of"]
    return {**scores(right, gold, found), "value_f1": scores(values, gold, found)["f1"]}


def _same_value(quantity: Quantity, wanted: dict[str, Any]) -> bool:
    return (quantity.value.min, quantity.value.max) == (wanted["min"], wanted["max"])


def recognizers(data: Path) -> dict[str, Any]:
    """Microsoft's Arabic numbers, cases with whole positive numbers and one value only.

    Fractions, powers, negative numbers and cases flagged as sloppy by their own makers (a value
    that isn't what the words say) are in the set; the last are not told apart here.
    """
    path = data / _NUMBERS
    if not path.is_file():
        return {}
    right = total = 0
    for case in json.loads(path.read_text(encoding="utf-8-sig")):
        wanted = [_whole(result["Resolution"]["value"]) for result in case["Results"]]
        if len(wanted) != 1 or wanted[0] is None:
            continue
        total += 1
        found = [number.low for number in numbers(case["Input"], "ar").values()]
        right += found == wanted
    return {"cases": total, "right": right, "share": round(right / total, 3) if total else None}


def _whole(value: str) -> float | None:
    return float(value) if value.isdigit() else None


def fa_kes(data: Path) -> dict[str, Any]:
    """English articles: the crowd's killed (civilians and others together, children, women)
    among our counts of killed. The crowd added up, chose and at times misread.
    """
    path = data / "fa-kes" / "articles.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = list(csv.DictReader(file))
    seen: dict[str, list[bool]] = {"killed": [], "children": [], "women": []}
    for row in rows:
        text = f"{row['article_title']}\n{row['article_content']}"
        killed = [q for q in quantities_in(text, "en", None) if q.value.of == "killed"]
        civilians, others = int(row["nb_civilians"]), int(row["nb_noncivilians"])
        wanted = {civilians, others, civilians + others} - {0}
        if wanted:
            seen["killed"].append(bool(wanted & _least(killed)))
        for unit in ("children", "women"):
            if int(row[f"nb_{unit}"]):
                seen[unit].append(int(row[f"nb_{unit}"]) in _least(killed, unit))
    return {
        unit: {"articles": len(hits), "number_among_ours": sum(hits)} for unit, hits in seen.items()
    }


def _least(counts: Sequence[Quantity], unit: str | None = None) -> set[float]:
    return {
        count.value.min
        for count in counts
        if count.value.min is not None and unit in (None, count.value.unit)
    }
