"""English: every cue of the lists with its source and what it opens, kept where trusted.

`candidates` proposes; each has a key (lemma, voice, frame) whose trust was counted on
annotated news (`frames.toml`, see docs/attributions.md). `english` keeps those whose trust is
enough. Words inside quotation marks are left alone, as in the annotated news.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from takhrij.claims.attributions.english_nouns import according, named_colons, nouns
from takhrij.claims.attributions.english_verbs import Candidate, verbs
from takhrij.claims.attributions.found import Found
from takhrij.claims.attributions.trust import ENOUGH, trust
from takhrij.claims.attributions.view import View


def english(view: View) -> Iterator[Found]:
    """The attributions that are trusted enough."""
    for candidate in candidates(view):
        if trust(*candidate.key) >= ENOUGH:
            yield replace(candidate.found, confidence=round(trust(*candidate.key), 3))


def candidates(view: View) -> Iterator[Candidate]:
    """Everything that may be an attribution, line by line."""
    for line in view.lines:
        yield from according(view, line)
        yield from named_colons(view, line)
        yield from verbs(view, line)
        yield from nouns(view, line)
