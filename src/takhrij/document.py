"""The frozen document: a text that never changes, and layers that stand off it.

Offsets are Unicode code points into `Document.text`, half-open. A layer is a tuple of
annotations of one type; it is looked up by that type and is in text order.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal, Protocol, TypeVar

from takhrij.errors import MissingLayer, SpanError, UnreadableInput

Language = Literal["ar", "en"]


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """A half-open range of code points. Raises SpanError if it is empty or runs backwards."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start < end:
            raise SpanError(f"span {start}:{end} holds no words; start < end is needed")
        _set_start(self, start)
        _set_end(self, end)

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def shared(self, other: Span) -> int:
        """How many code points two spans have in common."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def shifted(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)


# Of all that a text is read into, spans are made most often by far: the slots are filled
# directly, which takes half the time of what a frozen dataclass does by itself.
_set_start, _set_end = vars(Span)["start"].__set__, vars(Span)["end"].__set__


class Annotation(Protocol):
    """Anything said about a text: it names the spans that it rests on."""

    @property
    def spans(self) -> tuple[Span, ...]: ...


class Spanned(Protocol):
    """An annotation with one span of its own."""

    @property
    def span(self) -> Span: ...


A = TypeVar("A", bound=Annotation)
S = TypeVar("S", bound=Spanned)


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: the annotations of one type and the stage and version that made them."""

    kind: type
    items: tuple[Any, ...]
    made_by: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a report besides its words. `problems` are shown to the reader."""

    source: str = "-"
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    title_span: Span | None = None
    body_start: int = 0
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its layers. `id` is the digest of the original bytes as received."""

    id: str
    text: str
    language: Language = "ar"
    metadata: Metadata = field(default_factory=Metadata)
    layers: tuple[Layer, ...] = ()

    def quote(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def has(self, kind: type) -> bool:
        return any(layer.kind is kind for layer in self.layers)

    def layer(self, kind: type[A]) -> tuple[A, ...]:
        """The annotations of one type. Raises MissingLayer if no stage has made them yet."""
        for layer in self.layers:
            if layer.kind is kind:
                return layer.items
        made = ", ".join(layer.kind.__name__ for layer in self.layers) or "none"
        raise MissingLayer(
            f"layer {kind.__name__} is not on this document; made so far: {made}; "
            f"run the stage that makes {kind.__name__} first"
        )

    def with_layer(self, kind: type[A], items: Iterable[A], made_by: str) -> Document:
        """A new document with one more layer. Raises SpanError if a span leaves the text."""
        kept = tuple(items)
        for item in kept:
            for span in item.spans:
                if span.end > len(self.text):
                    raise SpanError(
                        f"{kind.__name__} by {made_by}: span {span.start}:{span.end} "
                        f"leaves the text of {len(self.text)} code points"
                    )
        others = tuple(layer for layer in self.layers if layer.kind is not kind)
        return replace(self, layers=(*others, Layer(kind, kept, made_by)))

    def with_metadata(self, **changes: Any) -> Document:
        return replace(self, metadata=replace(self.metadata, **changes))


def digest(data: bytes) -> str:
    """SHA-256 in the form used for every id: `sha256:` and 64 hexadecimal digits."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def document_of(text: str, language: Language = "ar", **metadata: Any) -> Document:
    """A document made straight from a string, as tests and library users do.

    Raises UnreadableInput if the string holds lone surrogates, which are no characters.
    """
    try:
        original = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnreadableInput(
            f"the text has a lone surrogate at {error.start}; decode it from its bytes again"
        ) from error
    return Document(
        id=digest(original),
        text=text,
        language=language,
        metadata=Metadata(**metadata),
    )


def within(items: Sequence[S], span: Span) -> tuple[S, ...]:
    """The items that lie wholly inside a span; `items` must be in text order."""
    first = bisect_left(items, span.start, key=lambda item: item.span.start)
    found: list[S] = []
    for item in items[first:]:
        if item.span.start >= span.end:
            break
        if item.span.end <= span.end:
            found.append(item)
    return tuple(found)


def covering(items: Sequence[S], span: Span) -> S | None:
    """The first item that holds a span whole, or None; items must be in order, not nested."""
    first = bisect_left(items, span.start + 1, key=lambda item: item.span.start) - 1
    if first >= 0 and items[first].span.contains(span):
        return items[first]
    return None
