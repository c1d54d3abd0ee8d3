"""Free indirect speech: a source's account that runs on into a sentence with no cue of its own.

Kept narrow, since most such sentences are the writer's: only after a sentence that opens with
"according to" a person, only the next sentence of the paragraph, only where that is tied on
with و and holds no cue. What is found so is marked as inferred.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from takhrij.claims.attributions.arabic_words import is_one_of, words
from takhrij.claims.attributions.contents import trimmed
from takhrij.claims.attributions.found import Found
from takhrij.claims.attributions.view import View

_LONGEST = 45
"""Tokens: a longer sentence has a life of its own."""


def carried(view: View, found: Iterable[Found]) -> Iterator[Found]:
    """What each account carries over into the next sentence."""
    items = list(found)
    taken = [span for item in items for span in (item.cue, *item.content)]
    starts = {view.at(item.cue.start): item for item in items if item.source}
    for line, following in zip(view.lines, view.lines[1:], strict=False):
        item = starts.get(line[0])
        if item and _runs_on(view, item, line, following):
            content = trimmed(view, *following)
            if content and not any(content.overlaps(span) for span in taken):
                yield Found(content, (content,), None, inferred=True, subject=item.source)


def _runs_on(view: View, item: Found, line: tuple[int, int], following: tuple[int, int]) -> bool:
    if item.source is None or not is_one_of(view, view.at(item.source.start), words().people):
        return False
    gap = view.text[view.tokens[line[1] - 1].end : view.tokens[following[0]].start]
    is_tied = view.norm(following[0]).startswith("و") and len(view.tokens[following[0]].forms) > 1
    return "\n" not in gap and is_tied and following[1] - following[0] <= _LONGEST
