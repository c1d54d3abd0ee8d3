"""Measurements. Each benchmark is one function in its own module of this package:

    def measure(data: Path) -> dict[str, Any]

It returns plain JSON: figures, sample sizes, and under `published` the figure it stands
against. `measure` here adds the name and the version.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from takhrij import __version__

BENCHES: tuple[tuple[str, str], ...] = (
    ("attribution-en", "attribution:english"),
    ("attribution-ar", "attribution:arabic_news"),
    ("names", "names:measure"),
    ("places", "places:measure"),
    ("gazetteer", "gazetteer:measure"),
    ("gazetteer-10m", "gazetteer:large"),
    ("times", "times:measure"),
    ("quantities", "quantities:measure"),
    ("incidents", "incidents:measure"),
    ("checks", "checks:measure"),
    ("stance", "stance:measure"),
    ("stance-articles", "whole_articles:measure"),
    ("voices", "voices:measure"),
    ("verdicts", "verdicts:measure"),
    ("calibration", "calibration:measure"),
    ("records", "records:measure"),
    ("neutrality", "neutrality:measure"),
    ("extract", "extract:measure"),
    ("extract-places", "extract:with_places"),
    ("families", "families:measure"),
    ("mutations", "mutations:measure"),
    ("origins", "origins:measure"),
    ("reprints", "reprints:measure"),
    ("translations", "translations:measure"),
    ("ingest", "ingest:measure"),
    ("search", "retrieval:measure"),
    ("annotate", "annotate:measure"),
    ("serve", "serving:measure"),
    ("scale", "scale:large"),
    ("scale-million", "scale:million"),
)
"""Pairs of a benchmark's name and `module:function` within this package."""

NAMES = tuple(name for name, _ in BENCHES)


def measure(name: str, data: Path) -> dict[str, Any]:
    """Run one benchmark over the data folder. Raises KeyError on an unknown name."""
    module, function = dict(BENCHES)[name].split(":")
    result: dict[str, Any] = getattr(import_module(f"takhrij.bench.{module}"), function)(data)
    return {"bench": name, "takhrij": __version__, **result}
