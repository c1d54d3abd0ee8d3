"""A stage: a function with a name, the layers it needs and the layer it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from takhrij import __version__
from takhrij.document import Document
from takhrij.errors import ContractError


@dataclass(frozen=True, slots=True)
class Stage:
    """`make` reads a document and returns the items of the layer `makes`.

    Calling the stage returns a new document that carries the layer.
    """

    name: str
    make: Callable[[Document], tuple[Any, ...]]
    makes: type
    needs: tuple[type, ...] = ()

    def __call__(self, document: Document) -> Document:
        return document.with_layer(self.makes, self.make(document), f"{self.name}/{__version__}")


def check_order(stages: Sequence[Stage]) -> None:
    """Raise ContractError if a stage needs a layer that no earlier stage makes."""
    made: set[type] = set()
    for stage in stages:
        missing = [kind.__name__ for kind in stage.needs if kind not in made]
        if missing:
            raise ContractError(
                f"stage {stage.name} needs {', '.join(missing)}, which no earlier stage makes; "
                f"move it after the stage that does"
            )
        made.add(stage.makes)


def run(document: Document, stages: Iterable[Stage]) -> Document:
    """The document with one more layer for each stage, in order."""
    for stage in stages:
        document = stage(document)
    return document
