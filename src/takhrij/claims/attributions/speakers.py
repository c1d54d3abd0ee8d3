"""Who the speaker is, in the article's own words: dropped subjects, "the source", short names.

One pass in text order. A dropped subject is whoever spoke before in the same sentence, else the
subject of its clause, else the last speaker whose gender the verb allows; a definite or short
source ("the source", "Smith") is the latest fuller source that holds its words; a body's short
name may also find its full name further down, and a person's the place where his office stands.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from takhrij.claims.attributions.arabic_sources import span_of, subject
from takhrij.claims.attributions.arabic_words import is_definite, words
from takhrij.claims.attributions.found import Found
from takhrij.claims.attributions.kinds import kind_of
from takhrij.claims.attributions.view import View
from takhrij.document import Language, Span
from takhrij.language.fold import fold
from takhrij.language.lexicon import load

_MEMORY = 40
"""How many earlier speakers are kept in mind; more would be another story."""
_GENDERS = {"3ms": "m", "3mp": "m", "3md": "m", "3fs": "f", "3fp": "f", "3fd": "f"}


@dataclass(frozen=True, slots=True)
class _Known:
    """A speaker met: where its words stand, which they are, and what a verb may agree with."""

    span: Span
    words: frozenset[str]
    first: str
    gender: str = ""
    is_person: bool = True
    issued: bool = False
    """Named by a document of theirs: "the statement added"."""
    cue: int = -1
    """Where the cue stands with which they last spoke."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Where the speaker's words stand; `issued` if it is a document of theirs that speaks."""

    span: Span | None
    issued: bool = False


Everyone = Mapping[str, tuple[_Known, ...]]
"""Every source of the text, by its first word."""


@dataclass(frozen=True, slots=True)
class _Lists:
    pronouns: frozenset[str]
    hollow: frozenset[str]
    """Words that say nothing of who it is: "the same", "himself", "own"."""
    personal: frozenset[str]
    """Pronouns that stand for one person only."""
    issued: frozenset[str]
    """Documents that stand for who issued them: "the statement"."""
    anaphors: frozenset[str]
    """Roles that point at whoever spoke last: "the official"."""


@cache
def _lists(language: Language) -> _Lists:
    data = load(language, "sources")
    return _Lists(
        frozenset(map(fold, data["pronouns"])),
        frozenset(map(fold, data["hollow"])),
        frozenset(map(fold, data["personal"])),
        frozenset(map(fold, data["issued"])),
        frozenset(map(fold, data["anaphors"])),
    )


def speakers(view: View, found: Sequence[Found]) -> tuple[Speaker, ...]:
    """For each attribution, in order, the words that name its speaker."""
    everyone = _by_first(_known(view, item.source, "") for item in found if item.source)
    memory: list[_Known] = []
    relays: list[_Known] = []
    resolved: list[Speaker] = []
    for index, item in enumerate(found):
        if item.relay and item.source:
            resolved.append(Speaker(_same_medium(view, item.source, relays)))
            continue
        span = _resolve(view, item, memory, everyone)
        issued = span is not None and _is_issued(view, item, span, memory)
        resolved.append(Speaker(span, issued))
        if span and not _is_told(view, item, found[max(0, index - _HOLDERS) : index]):
            known = _known(view, span, _GENDERS.get(item.person, ""))
            memory.append(replace(known, issued=issued, cue=item.cue.start))
            del memory[:-_MEMORY]
    return tuple(resolved)


def _same_medium(view: View, source: Span, relays: list[_Known]) -> Span:
    """Who passes something on; for "the agency" the last agency that did under a fuller name."""
    known = _known(view, source, "")
    head = view.norm(view.at(source.start))
    if known.words and head.startswith(("the", "ال")):
        for other in reversed(relays):
            if known.words < other.words:
                return other.span
    relays.append(known)
    del relays[:-_MEMORY]
    return source


def _is_issued(view: View, item: Found, span: Span, memory: Sequence[_Known]) -> bool:
    """Whether a document speaks: "the statement", or who goes on after one with no name."""
    if item.source is not None:
        head = view.norm(view.at(item.source.start))
        return head in _lists(view.language).issued and span != item.source
    last = next((known for known in reversed(memory) if known.span == span), None)
    return last is not None and last.issued


def _line_start(view: View, offset: int) -> int:
    """Where the sentence begins that holds an offset."""
    at = bisect_right(view.line_starts, view.at(offset)) - 1
    return view.tokens[view.line_starts[at]].start if at >= 0 else 0


def _by_first(everyone: Iterable[_Known]) -> dict[str, tuple[_Known, ...]]:
    """The longest few speakers by their first word."""
    found: dict[str, list[_Known]] = {}
    for known in everyone:
        same = found.setdefault(known.first, [])
        if len(same) < _MEMORY and all(known.words != other.words for other in same):
            same.append(known)
    return {first: tuple(same) for first, same in found.items()}


def _is_told(view: View, item: Found, nearest: Sequence[Found]) -> bool:
    """Whether the cue stands inside what another says: no subject for what comes after."""
    if view.spoken_at(item.cue.start):
        return True
    return any(span.contains(item.cue) for other in nearest for span in other.content)


_HOLDERS = 6


def _resolve(view: View, item: Found, memory: Sequence[_Known], everyone: Everyone) -> Span | None:
    if item.impersonal:
        return None
    if item.inferred and item.subject:
        return _resolve(view, replace(item, source=item.subject, inferred=False), memory, everyone)
    if item.source is None:
        return _unsaid(view, item, memory)
    known = _known(view, item.source, "")
    lists = _lists(view.language)
    if known.first in lists.pronouns:
        return _meant(known.first, lists, memory) or item.source
    fuller = _fuller(known, lists, memory, everyone)
    if fuller is None and view.norm(view.at(item.source.start)) in lists.issued and memory:
        return memory[-1].span
    return (
        fuller
        or _introduced(view, item.source)
        or _in_office(view, item.source, known)
        or _pointed_at(view, known, lists, memory)
        or item.source
    )


def _unsaid(view: View, item: Found, memory: Sequence[_Known]) -> Span | None:
    """Who speaks where only the verb says so: nearest first."""
    line = range(_line_start(view, item.cue.start), item.cue.start)
    here = _dropped(item, [known for known in memory if known.cue in line])
    if here:
        return here
    if item.subject:
        return _introduced(view, item.subject) or item.subject
    return _dropped(item, memory) or _actor_before(view, item)


def _in_office(view: View, source: Span, known: _Known) -> Span | None:
    """Where a short name first stands with an office ("defence minister Ashton Carter").

    Only an Arabic source of at most three words that are all a person's name asks for it.
    """
    if view.language != "ar" or len(known.words) > _SHORT or not _names_a_person(view, source):
        return None
    for actor in view.titled:
        if actor.title and known.words <= _all(view, actor.span):
            whole = Span(min(actor.title.start, actor.span.start), actor.span.end)
            if source.start not in range(whole.start, whole.end) and len(whole) <= _OFFICE:
                return whole
    return None


_SHORT = 3
_OFFICE = 120
"""Code points of an office with a name at most; more is another sentence's."""


def _names_a_person(view: View, source: Span) -> bool:
    """Whether a source is a person's name and nothing else."""
    return any(
        actor.type == "person" and actor.named and actor.span.contains(source)
        for actor in view.actors_over(source.start)
    )


def _pointed_at(view: View, known: _Known, lists: _Lists, memory: Sequence[_Known]) -> Span | None:
    """ "The official", "the Yemeni official": whoever spoke last, if no other is meant."""
    if known.first not in lists.anaphors or len(known.words) > _SHORT or not memory:
        return None
    if not is_definite(view.norm(view.at(known.span.start))):
        return None
    return memory[-1].span if memory[-1].is_person else None


def _introduced(view: View, source: Span) -> Span | None:
    """Where "the soldier" was first "a Syrian soldier who served in …": the nearest before."""
    if view.language != "ar":
        return None
    head = view.at(source.start)
    bare = _bare(view.norm(head), "ar")
    if not is_definite(view.norm(head)) or bare not in words().people:
        return None
    for index in range(head - 1, max(-1, head - _FAR), -1):
        if view.tokens[index].norm == bare:
            found = subject(view, index, min(len(view.tokens), index + _FEW))
            span = span_of(view, found) if found and found[1] - found[0] > 1 else None
            return span if span and _known(view, source, "").words <= _all(view, span) else None
    return None


def _all(view: View, span: Span) -> frozenset[str]:
    return _known(view, span, "").words


_FAR = 400
_FEW = 20


def _dropped(item: Found, memory: Sequence[_Known]) -> Span | None:
    """The last speaker that the verb agrees with; none if it agrees with nobody."""
    wanted = _GENDERS.get(item.person, "")
    for known in reversed(memory):
        if not wanted or not known.gender or known.gender == wanted:
            return known.span
    return None


def _actor_before(view: View, item: Found) -> Span | None:
    """With no speaker yet: the last actor named before the cue, a person if there is one."""
    near = view.actors_in(Span(max(0, item.cue.start - _BEFORE), item.cue.start + 1))
    people = tuple(actor for actor in near if actor.type == "person")
    return (people or near)[-1].span if near else None


_BEFORE = 300
"""Code points: a sentence or two."""


def _meant(pronoun: str, lists: _Lists, memory: Sequence[_Known]) -> Span | None:
    """Who a pronoun stands for: the last speaker; of he and she the last that is a person."""
    for known in reversed(memory):
        if pronoun not in lists.personal or known.is_person:
            return known.span
    return None


def _fuller(
    known: _Known, lists: _Lists, memory: Sequence[_Known], everyone: Everyone
) -> Span | None:
    """An earlier source with all these words and more; else, for a name, a later one."""
    words = known.words - lists.hollow
    if not words:
        return memory[-1].span if memory else None
    for other in reversed(memory):
        is_more = words <= other.words and len(other.words) > len(words)
        if is_more and (known.is_person or other.first == known.first):
            return other.span
    for other in everyone.get(known.first, ()) if _is_short(known) else ():
        if words < other.words:
            return other.span
    return None


def _is_short(known: _Known) -> bool:
    return len(known.words) <= 2  # "the Observatory", "Syrian Observatory"


def _known(view: View, span: Span, gender: str) -> _Known:
    words = [_bare(word, view.language) for word in words_of(view, span)]
    first = words[0] if words else ""
    return _Known(span, frozenset(words), first, gender, _is_person(view, span))


def _is_person(view: View, span: Span) -> bool:
    """Of a body "the Observatory" is not its director, nor "the Front" its statement."""
    return kind_of(words_of(view, span), view.language) in _PEOPLE


_PEOPLE = frozenset({"named_person", "unnamed_person", "unknown"})


def words_of(view: View, span: Span) -> tuple[str, ...]:
    """The folded words of a span; of a word it starts in, only the part inside (ل|رويترز)."""
    first = view.at(span.start)
    if first and view.tokens[first - 1].end > span.start:
        first -= 1
    after = view.at(span.end)
    return tuple(
        token.norm if token.start >= span.start else fold(view.text[span.start : token.end])
        for token in view.tokens[first:after]
        if token.is_word
    )


def written(view: View, span: Span) -> str:
    """The speaker's words; "للضابط", where ل swallows the article, is "الضابط"."""
    words = span.of(view.text)
    return "ال" + words[2:] if view.language == "ar" and words.startswith("لل") else words


def _bare(word: str, language: Language) -> str:
    """Without the article and joined letters and in the singular (Arabic); without 's (English)."""
    if language == "en":
        return word.removesuffix("'s").removesuffix("'")
    for prefix in ("وال", "بال", "لل", "ال"):
        if word.startswith(prefix) and len(word) > len(prefix) + 1:
            word = word[len(prefix) :]
            break
    return _same().get(word, word)


@cache
def _same() -> dict[str, str]:
    return {fold(form): fold(word) for form, word in load("ar", "sources")["same"].items()}
