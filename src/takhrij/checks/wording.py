"""Loaded words: noted with their places, never judged."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from takhrij.annotations import Quotation
from takhrij.checks.case import Case
from takhrij.checks.drafts import Draft, draft
from takhrij.document import Span


def wording(case: Case) -> Iterator[Draft]:
    """Words that carry a judgement on a party ("terrorist", "martyr", "regime").

    Always undetermined: the check notes each word, with every place where the report uses it in
    its own voice, outside quotations and what it attributes to others. It doesn't say whether
    the word is deserved, and it takes no side between the words of the parties.
    """
    foreign = _foreign(case)
    found: dict[str, list[Span]] = {}
    for hit in case.hits("loaded"):
        if hit.label == "loaded" and not _is_inside(hit.span, foreign):
            found.setdefault(hit.entry, []).append(hit.span)
    for spans in found.values():
        fields: dict[str, Any] = {"word": spans[0], "count": len(spans)}
        data = {"count": len(spans)}
        yield draft(case, "wording.undetermined", "undetermined", spans, data=data, **fields)


def _foreign(case: Case) -> list[Span]:
    """Quotations and attributed content: words that are not the report's own. In order."""
    quoted = case.document.layer(Quotation) if case.document.has(Quotation) else ()
    spans = [quotation.span for quotation in quoted]
    spans += [span for attribution in case.attributions for span in attribution.content]
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _is_inside(span: Span, merged: list[Span]) -> bool:
    at = bisect_right(merged, Span(span.start, span.start + 1_000_000_000)) - 1
    return at >= 0 and merged[at].contains(span)
