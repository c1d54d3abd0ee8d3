"""Bodies named once are met again in short: "the Observatory", المنظمة, an acronym in brackets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from takhrij.annotations import Actor
from takhrij.document import Span
from takhrij.language.actors.candidate import Candidate, Rank
from takhrij.language.actors.lexicon import folded_set
from takhrij.language.terms import Seen, possessor, spelled, without_article
from takhrij.language.words import clitic_lengths

_ACRONYM = range(2, 9)
"""Letters in an acronym."""
_GAP = 3
"""Code points between the word for a body and its name in quotation marks, at most."""


def shortened(seen: Seen, found: Iterable[Candidate], language: str) -> Iterator[Candidate]:
    """Further mentions of the bodies already found by name, by a short form of it."""
    bodies = sorted(
        (one for one in found if one.actor.named and one.actor.type != "person"),
        key=lambda one: (one.first, -one.last),
    )
    if bodies:
        yield from _by_first_word(seen, bodies, language)
        yield from _by_acronym(seen, bodies)


def _by_first_word(seen: Seen, bodies: list[Candidate], language: str) -> Iterator[Candidate]:
    """The word for what it is, alone with the article, is the last such body named before."""
    latest: dict[str, Actor | None] = {}
    waiting = iter([*bodies, None])
    body = next(waiting)
    for index, word in enumerate(seen.words):
        while body is not None and body.last < index:
            for key in _kinds(seen, body, language):
                _remember(latest, key, body.actor, language)
            body = next(waiting)
        if latest:
            kind, skipped = _kind(word.norm, language)
            actor = latest.get(kind)
            if actor is not None and _is_alone(seen, index, language):
                yield _candidate(seen, index, word.span.start + skipped, actor)


def _remember(latest: dict[str, Actor | None], key: str, actor: Actor, language: str) -> None:
    """Keep the body last named; None once a text has named two armies or two governments."""
    held = latest.get(key, actor)
    same = held is not None and (held.ref, held.name) == (actor.ref, actor.name)
    several = key in folded_set(language, "actors", "several")
    latest[key] = None if several and not same else actor


def _kinds(seen: Seen, body: Candidate, language: str) -> Iterator[str]:
    """The words that say what a body is: the last of its name in English; in Arabic the
    first, or the one before it (حركة “الفجر”)."""
    known = folded_set(language, "actors", "short")
    names = spelled(body.actor.name)
    if language == "en":
        yield from {names[-1]} & known
        return
    yield from {without_article(names[0])[0]} & known if len(names) > 1 else ()
    if body.first and len(seen.gap(body.first)) <= _GAP:
        before = seen.words[body.first - 1]
        length = len(before.norm)
        forms = (before.norm[length - len(stem) :] for stem in before.stems)
        yield from [form for form in forms if form in known][:1]


@lru_cache(maxsize=65536)
def _kind(norm: str, language: str) -> tuple[str, int]:
    """The kind of body that a word with the article names, or "", and the clitics before it."""
    if language == "en":
        return possessor(norm), 0
    for skipped in clitic_lengths(norm):
        kind, definite = without_article(norm[skipped:])
        if definite:
            return kind, skipped
    return "", 0


def _is_alone(seen: Seen, index: int, language: str) -> bool:
    """Whether the article stands with the word: "the" before it, or a part of it."""
    if language == "ar":
        return len(seen.words[index].norm) == len(seen.words[index].span)
    return index > 0 and seen.words[index - 1].norm == "the"


def _by_acronym(seen: Seen, bodies: Iterable[Candidate]) -> Iterator[Candidate]:
    """A short form in brackets straight after a name, and wherever it stands after that."""
    acronyms: dict[str, Actor] = {}
    for body in bodies:
        after = body.last + 1
        if after < len(seen.words) and seen.gap(after).strip('”»"') == " (":
            written = seen.words[after].span.of(seen.text)
            if written.isupper() and len(written) in _ACRONYM:
                acronyms.setdefault(written, body.actor)
    if not acronyms:
        return
    for index, word in enumerate(seen.words):
        actor = acronyms.get(seen.text[word.span.start : seen.end(index)])
        if actor is not None:
            yield _candidate(seen, index, word.span.start, actor)


def _candidate(seen: Seen, index: int, start: int, actor: Actor) -> Candidate:
    short = replace(actor, span=Span(start, seen.end(index)), title=None)
    return Candidate(index, index, Rank.SHORT_NAME, short)
