"""Arabic: cues, and by word order the source and the content of each.

The verb comes first as a rule (قال X إن …) or after its subject (X قال إن …); the content
stands after a complementiser, a colon, quotation marks or the verb's own preposition, or,
with بحسب and its kin, before the cue.
"""

from __future__ import annotations

from collections.abc import Iterator

from takhrij.claims.attributions.arabic_lines import dateline, headline
from takhrij.claims.attributions.arabic_nouns import according, nouns
from takhrij.claims.attributions.arabic_verbs import verbs
from takhrij.claims.attributions.carry import carried
from takhrij.claims.attributions.found import Found
from takhrij.claims.attributions.view import View


def arabic(view: View) -> Iterator[Found]:
    """Everything that any rule finds, and what a source's account carries over."""
    found = list(_found(view))
    yield from found
    yield from carried(view, found)


def _found(view: View) -> Iterator[Found]:
    """By the order of the rules within each line."""
    if view.lines:
        credited = list(dateline(view, view.lines))
        told = {item.content for item in credited}
        yield from (item for item in headline(view, view.lines[0]) if item.content not in told)
        yield from credited
    for line in view.lines:
        yield from according(view, line)
        yield from verbs(view, line)
        yield from nouns(view, line)
