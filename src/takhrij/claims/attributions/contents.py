"""Where a content ends: quotation marks, clause boundaries, and what is trimmed off."""

from __future__ import annotations

from takhrij.claims.attributions.view import QUOTES, View
from takhrij.document import Span

_LOOSE = frozenset(".،,؛;:…–—-") | {"..", "...", "....", "--"}


def trimmed(view: View, first: int, after: int, *, keep_quotes: bool = False) -> Span | None:
    """The span of the tokens without stray marks at its ends; None if no word is left.

    A quotation mark at an end goes, unless its partner stands inside (then it belongs).
    """
    after = min(after, len(view.tokens))
    while first < after and view.tokens[first].norm in _LOOSE:
        first += 1
    while after > first and view.tokens[after - 1].norm in _LOOSE:
        after -= 1
    if not keep_quotes:
        first, after = _unquoted(view, first, after)
    if not any(view.tokens[index].is_word for index in range(first, min(after, first + 8))):
        return None
    return view.span(first, after)


def _unquoted(view: View, first: int, after: int) -> tuple[int, int]:
    if first < after and view.tokens[first].norm in QUOTES:
        first += 1
    while after > first and view.tokens[after - 1].norm in QUOTES | _LOOSE:
        if view.tokens[after - 1].norm in QUOTES and _closes_inside(view, first, after - 1):
            break
        after -= 1
    return first, after


def _closes_inside(view: View, first: int, mark: int) -> bool:
    """Whether the quotation that ends at a mark opened at or after the first token."""
    offset = view.tokens[mark - 1].start if mark else 0
    quotation = view.quotation_around(offset)
    return quotation is not None and quotation.span.start > view.tokens[first].start


def past(view: View, inside: tuple[int, int]) -> int:
    """The token after a quotation and its closing mark, if it has one."""
    after = inside[1]
    return after + (after < len(view.tokens) and view.tokens[after].norm in QUOTES)


def quoted(view: View, index: int) -> tuple[int, int] | None:
    """The tokens inside the quotation that a mark opens, or None if it opens none."""
    if index >= len(view.tokens) or view.tokens[index].norm not in QUOTES:
        return None
    quotation = view.quotation_from(view.tokens[index].end)
    if quotation is None:
        return None
    return view.at(quotation.span.start), view.at(quotation.span.end)


def overlap(one: tuple[Span, ...], other: tuple[Span, ...]) -> float:
    """Code points in common over code points in either; the spans of each do not overlap."""
    shared = sum(a.shared(b) for a in one for b in other)
    total = sum(map(len, one)) + sum(map(len, other)) - shared
    return shared / total if total else 0.0
