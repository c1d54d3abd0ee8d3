"""English sources that a dateline names: "DAMASCUS (Reuters) - …"."""

from __future__ import annotations

from collections.abc import Iterator

from takhrij.claims.attributions.english_contents import piece
from takhrij.claims.attributions.english_grammar import Line
from takhrij.claims.attributions.english_told import medium_at
from takhrij.claims.attributions.found import Found
from takhrij.claims.attributions.view import View

_FEW = 4
"""Lines at the head of a text in which a dateline is looked for: headline and byline precede."""
_LONGEST = 14
"""Tokens of a dateline: places, a date and the agency's name."""
_MARKS = frozenset({"-", "–", "—", "--", ":"})


def dateline(view: View) -> Iterator[Found]:
    """The agency in brackets before a dash, as the source of the sentence that it opens."""
    for line in view.lines[:_FEW]:
        found = _credited(view, line)
        if found:
            yield found
            return


def _credited(view: View, line: Line) -> Found | None:
    end = min(line[1], line[0] + _LONGEST)
    opens = next((at for at in range(line[0], end) if view.norm(at) == "("), None)
    name = medium_at(view, opens + 1) if opens is not None else None
    if name is None or not _is_place(view, line[0], opens or line[0]):
        return None
    closes = view.at(name.end)
    if view.norm(closes) != ")" or view.norm(closes + 1) not in _MARKS:
        return None
    content = piece(view, closes + 2, line[1])
    return Found(name, (content,), name) if content else None


def _is_place(view: View, first: int, after: int) -> bool:
    """Whether nothing but a place and a date precede: words with a capital, and figures."""
    starts = [view.text[view.tokens[at].start] for at in range(first, after)]
    return all(not mark.isalpha() or mark.isupper() for mark in starts)
