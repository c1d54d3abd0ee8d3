"""Other forms of a case, one module each, listed in FORMATS.

A module here has one public function, called by the format's name:

    def misp(case: Row, language: Interface) -> Export

It takes a case as `case.json` holds it and the language of any words of its own, and returns
the bytes with a count of everything that the form has no room for. Same case, same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from takhrij.casefile.interface import Interface, words

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Loss:
    """Things of one kind that a form can't carry; `kind` is a key of `left_out` in the words."""

    kind: str
    n: int


@dataclass(frozen=True, slots=True)
class Export:
    """One file of another form, and what of the case is not in it."""

    content: bytes
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A form that cases can be put into. `binary` ones are never printed on a terminal."""

    name: str
    suffix: str
    says: str
    binary: bool = False

    def __call__(self, case: Row, language: Interface = "en") -> Export:
        """The case in this form. Only now is what the form needs imported."""
        module = import_module(f"takhrij.casefile.exports.{self.name}")
        make: Callable[[Row, Interface], Export] = getattr(module, self.name)
        return make(case, language)


FORMATS: tuple[Format, ...] = (
    Format("json", ".json", "the case itself, in its canonical form"),
    Format("html", ".html", "the report, one page that opens offline"),
    Format("package", ".zip", "one signed file with originals and custody", binary=True),
    Format("misp", ".misp.json", "a MISP event, each claim graded on the admiralty-scale"),
    Format("geojson", ".geojson", "places and events on a map (RFC 7946)"),
    Format("followthemoney", ".ftm.json", "FollowTheMoney entities, one a line"),
    Format("claimreview", ".jsonld", "verdicts as schema.org ClaimReview"),
    Format("csv", ".csv.zip", "tables with a data dictionary, in one ZIP", binary=True),
    Format("pdf", ".pdf", "the report on paper, printed by chromium", binary=True),
)
NAMES = tuple(one.name for one in FORMATS)


def lost(case: Row, *kinds: str) -> tuple[Loss, ...]:
    """The parts of a case that a form leaves out whole, each with how much it holds."""
    counted = (Loss(kind, len(case.get(kind) or ())) for kind in kinds)
    return tuple(loss for loss in counted if loss.n)


def losses_said(losses: tuple[Loss, ...], language: Interface) -> str:
    """One line on what is left out; empty where nothing is."""
    spoken = words(language)
    parts = [spoken.count(f"left_out.{loss.kind}", loss.n) for loss in losses if loss.n]
    listed = str(spoken.table["list_comma"]).join(parts)
    return spoken.say("exports.left_out", what=listed) if parts else ""
