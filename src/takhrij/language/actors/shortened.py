"""Bodies named once are met again in short: "the Observatory", المنظمة, an acronym in brackets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from takhrij.annotations import Actor
from takhrij.document import Span
from takhrij.language.actors.candidate import Candidate, Rank
from takhrij.language.actors.lexicon import folded_set
from takhrij.language.terms import Seen, possessor, spelled, without_article

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
    latest: dict[str, Actor] = {}
    waiting = iter([*bodies, None])
    body = next(waiting)
    for index, word in enumerate(seen.words):
        while body is not None and body.last < index:
            for key in _kinds(seen, body, language):
                latest[key] = body.actor
            body = next(waiting)
        if latest:
            met = _alone(seen, index, word.norm, language)
            if met is not None and met[0] in latest:
                yield _candidate(seen, index, met[1], latest[met[0]])


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


def _alone(seen: Seen, index: int, norm: str, language: str) -> tuple[str, int] | None:
    """The kind of body that a word names with the article, and where it starts."""
    word = seen.words[index]
    if language == "en":
        after_the = index > 0 and seen.words[index - 1].norm == "the"
        return (possessor(norm), word.span.start) if after_the else None
    for stem in word.stems:
        form = norm[len(norm) - (stem.end - stem.start) :]
        kind, definite = without_article(form)
        if definite:
            return kind, stem.start
    return None


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
