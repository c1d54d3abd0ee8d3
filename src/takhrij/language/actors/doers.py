"""Doers told by an adjective beside a deed: "Russian air strikes", غارات روسية."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from takhrij.annotations import Actor
from takhrij.document import Span
from takhrij.language.actors.candidate import Candidate, Rank
from takhrij.language.actors.lexicon import demonyms, folded_set
from takhrij.language.lexicon import load
from takhrij.language.terms import Seen, without_article

_LED = ("-led", "-backed")
"""Written onto an adjective: the US-led strikes are counted with the US."""


def doers(seen: Seen, language: str) -> Iterator[Candidate]:
    """Parties named only by an adjective, where a deed of theirs stands beside it."""
    deeds = folded_set(language, "doers", "deeds")
    step = 1 if language == "ar" else -1
    for index, word in enumerate(seen.words):
        if word.norm in deeds:
            at = _beside(seen, index, step, language)
            if at is not None:
                yield from _doer(seen, at, language)


def _beside(seen: Seen, index: int, step: int, language: str) -> int | None:
    """The word that may name the party: next to the deed, kinds of it ("air") left out."""
    kinds = folded_set(language, "doers", "kinds")
    at = index + step
    for _ in range(2):
        if not 0 <= at < len(seen.words) or not seen.joined(max(at, at - step)):
            return None
        if seen.words[at].norm not in kinds:
            return at
        at += step
    return None


def _doer(seen: Seen, at: int, language: str) -> Iterator[Candidate]:
    word = seen.words[at]
    bare = word.norm if language == "en" else without_article(word.norm)[0]
    for ending in _LED:
        bare = bare.removesuffix(ending)
    state = demonyms().get(bare)
    if state is not None:
        actor = Actor(word.span, "organization", _state_names(state)[language])
        yield Candidate(at, at, Rank.BARE_BODY, actor)
    elif bare in folded_set(language, "doers", "parties"):
        span = Span(word.span.start, word.span.end)
        yield Candidate(at, at, Rank.BARE_BODY, Actor(span, "group", span.of(seen.text), False))


@cache
def _state_names(state: str) -> dict[str, str]:
    facts = load("world", "groups")["states"][state]
    return {"ar": facts["name"], "en": facts["en"]}
