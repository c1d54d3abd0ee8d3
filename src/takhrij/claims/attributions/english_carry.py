"""English: an account that runs on into the next sentence with no cue of its own.

As narrow as in Arabic (`carry`): only after a sentence that opens with "according to" a person
known by a role ("the officer"), only the next sentence of the paragraph, only where that opens
with a word that ties it on ("He had …") and holds no cue. It is marked as inferred.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from takhrij.claims.attributions.contents import trimmed
from takhrij.claims.attributions.english_grammar import Line, grammar
from takhrij.claims.attributions.found import Found
from takhrij.claims.attributions.kinds import kind_of
from takhrij.claims.attributions.speakers import words_of
from takhrij.claims.attributions.view import View

_LONGEST = 45
"""Tokens: a longer sentence has a life of its own."""
_ACCORDING = "according"


def carried(view: View, found: Iterable[Found]) -> Iterator[Found]:
    """What each account carries over into the next sentence."""
    items = list(found)
    taken = [span for item in items for span in (item.cue, *item.content)]
    starts = {item.cue.start: item for item in items if _is_account(view, item)}
    for line, following in zip(view.lines, view.lines[1:], strict=False):
        item = starts.get(view.tokens[line[0]].start)
        if item and _runs_on(view, line, following):
            content = trimmed(view, *following, keep_quotes=True)
            if content and not any(content.overlaps(span) for span in taken):
                yield Found(content, (content,), None, inferred=True, subject=item.source)


def _is_account(view: View, item: Found) -> bool:
    """Whether it is "according to" somebody known by a role alone."""
    if item.source is None or view.norm(view.at(item.cue.start)) != _ACCORDING:
        return False
    return kind_of(words_of(view, item.source), "en") == "unnamed_person"


def _runs_on(view: View, line: Line, following: Line) -> bool:
    gap = view.text[view.tokens[line[1] - 1].end : view.tokens[following[0]].start]
    is_tied = view.norm(following[0]) in grammar().carries_on
    return "\n" not in gap and is_tied and following[1] - following[0] <= _LONGEST
