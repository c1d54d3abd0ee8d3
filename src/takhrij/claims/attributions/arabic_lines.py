"""Arabic sources that a headline or a dateline names: "X: what X said", "City - Agency:"."""

from __future__ import annotations

from collections.abc import Iterator

from takhrij.claims.attributions.arabic_contents import opens_soon
from takhrij.claims.attributions.arabic_words import Line, is_one_of, verb_at, words
from takhrij.claims.attributions.contents import trimmed
from takhrij.claims.attributions.found import Found
from takhrij.claims.attributions.view import QUOTES, View
from takhrij.document import Span

_FEW = 3
_HEADLINE = 8


def headline(view: View, line: Line) -> Iterator[Found]:
    """ "X: what X said", in the first line."""
    for index in range(line[0] + 1, min(line[1], line[0] + _HEADLINE)):
        if view.norm(index) == ":":
            if not any(verb_at(view, at) for at in range(line[0], index)):
                content = trimmed(view, index + 1, line[1])
                source = trimmed(view, line[0], index, keep_quotes=True)
                if content and source:
                    yield Found(view.span(index, index + 1), (content,), source)
            return


def dateline(view: View, lines: tuple[Line, ...]) -> Iterator[Found]:
    """ "City - Agency:" or "(Agency)" before the report: the agency is its source."""
    for line in lines[:_FEW]:
        mark = _dateline_mark(view, line)
        if mark is None:
            continue
        name, after = mark
        content = trimmed(view, after, line[1])
        if content:
            yield Found(name, (content,), name)
            return


def _dateline_mark(view: View, line: Line) -> tuple[Span, int] | None:
    """The agency's name in the first words of a line, and the token after the dateline."""
    end = min(line[1], line[0] + 10)
    for at in range(line[0], end):
        if verb_at(view, at) and opens_soon(view, at):
            return None
        if not is_one_of(view, at, words().media) or not _is_set_off(view, line, at):
            continue
        for after in range(at + 1, min(line[1], at + 8)):
            if view.norm(after) in (":", "-", "–", "—", ")"):
                stop = after + 1
                while (
                    stop < line[1]
                    and not view.tokens[stop].is_word
                    and view.norm(stop) not in QUOTES
                ):
                    stop += 1
                return view.span(at, after), stop
            if not view.tokens[after].is_word and view.norm(after) not in (".", "/"):
                break
    return None


def _is_set_off(view: View, line: Line, at: int) -> bool:
    return at == line[0] or view.norm(at - 1) in ("-", "–", "—", "(", "/", ":", "،", ",")
