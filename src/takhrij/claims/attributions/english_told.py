"""English: who passed a speech on ("told Reuters", "the agency quoted a doctor as saying").

Works on what was found already, whoever found it: the speaker keeps his attribution, the
agency or paper gets one of its own with the same content, marked as a relay.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from takhrij.claims.attributions.english_contents import piece
from takhrij.claims.attributions.english_grammar import Line
from takhrij.claims.attributions.found import Found
from takhrij.claims.attributions.view import View
from takhrij.document import Span
from takhrij.language.lexicon import load

_REACH = 16
"""Tokens around a cue in which the agency may be named."""
_LONGEST = 4
_TOLD = frozenset({"told", "tell", "tells", "telling", "informed"})
_TO = (
    ("interview", "with"),
    ("interview", "to"),
    ("statement", "to"),
    ("speaking", "to"),
    ("speaking", "with"),
    ("spoke", "to"),
    ("spoke", "with"),
    ("remarks", "to"),
    ("comments", "to"),
    ("carried", "by"),
    ("published", "by"),
)
_QUOTED = frozenset({"quoted", "quotes", "quoting", "cited"})
_CITING = frozenset({"citing", "quoting"})
_ARTICLES = frozenset({"the", "a", "an"})


def passed_on(view: View, found: Iterable[Found]) -> Iterator[Found]:
    """Everything found, with an attribution more for each agency or paper in between."""
    items = list(found)
    reported: dict[Span | None, Found] = {
        item.source: item for item in items if item.source and not _cites(view, item)
    }
    quoting: set[Found] = set()
    for item in items:
        cited = _quoted(view, item) or _citing(view, item, reported)
        if cited:
            quoting.update(reported.get(relay.source, relay) for relay in cited[1:])
            yield from cited
    for item in items:
        if item in quoting or _quoted(view, item) or _citing(view, item, reported):
            continue
        yield item
        told = _told(view, item, _line(view, item))
        if told and told != item.source:
            yield replace(item, source=told, relay=True, person="")


def _line(view: View, item: Found) -> Line:
    at = bisect_right(view.line_starts, view.at(item.cue.start)) - 1
    return view.lines[max(0, at)]


def _told(view: View, item: Found, line: Line) -> Span | None:
    """The agency after "told", or in "in an interview with" near the cue and outside quotes."""
    first, after = view.at(item.cue.start), view.at(item.cue.end)
    for at in range(first, after):
        if view.norm(at) in _TOLD:
            return medium_at(view, at + 1)
    for at in range(max(line[0], first - _REACH), min(line[1] - 2, after + _REACH)):
        if view.spoken[at] or _is_within(view, at, item.content):
            continue
        if (view.norm(at), view.norm(at + 1)) in _TO:
            return medium_at(view, at + 2)
    return None


def _is_within(view: View, at: int, content: Sequence[Span]) -> bool:
    start = view.tokens[at].start
    return any(span.start <= start < span.end for span in content)


def _quoted(view: View, item: Found) -> tuple[Found, Found] | None:
    """ "Reuters quoted a doctor as saying": the doctor, and the agency as a relay."""
    saying = _saying(view, view.at(item.cue.start), item.content)
    if item.source is None or (view.norm(saying - 1), view.norm(saying)) != ("as", "saying"):
        return None
    for at in range(saying - 3, max(-1, saying - _REACH), -1):
        if view.norm(at) in _QUOTED:
            if (
                view.norm(at + 1) == "by"
            ):  # the one quoted stands before: "was quoted by the agency"
                agency = view.span(at + 2, saying - 1) if at + 2 < saying - 1 else item.source
                return item, replace(item, source=agency, cue=view.span(at, at + 1), relay=True)
            return _quoting(view, item, at, saying)
    return None


def _quoting(view: View, item: Found, at: int, saying: int) -> tuple[Found, Found] | None:
    """Whoever stands between "quoted" and "as saying", and who quotes him, of what follows."""
    who = view.span(at + 1, saying - 1)
    told = _after(view, item.content, saying + 1)
    if who == item.source or not told:
        return None
    said = replace(item, cue=view.span(saying, saying + 1), source=who, content=told)
    return said, replace(item, cue=view.span(at, at + 1), content=told, relay=True)


def _after(view: View, content: Sequence[Span], first: int) -> tuple[Span, ...]:
    """What of a content stands from a token on: a reader may have begun it at the one quoted."""
    if first >= len(view.tokens):
        return ()
    start = view.tokens[first].start
    return tuple(Span(max(span.start, start), span.end) for span in content if span.end > start)


def _saying(view: View, cue: int, content: Sequence[Span]) -> int:
    """The token of "saying": the cue itself, or soon after a cue "quoted", whether the content
    begins behind it or at the one quoted."""
    if view.norm(cue) not in _QUOTED:
        return cue
    until = min(cue + _REACH, view.at(content[-1].end))
    return next((i for i in range(cue + 1, until) if view.norm(i) == "saying"), cue)


def _cites(view: View, item: Found) -> bool:
    return view.norm(view.at(item.cue.start)) in _CITING


def _citing(
    view: View, item: Found, reported: Mapping[Span | None, Found]
) -> tuple[Found, Found] | None:
    """ "State media reported, citing the ministry, that …": the ministry, and the media as a
    relay; with nothing after the one cited, of what the media reported before."""
    if item.source is None or not _cites(view, item) or not _is_medium(view, item.source):
        return None
    at, end = view.at(item.cue.start), view.at(item.content[-1].end)
    stop = next((i for i in range(at + 1, end) if view.norm(i) in (",", "that")), end)
    if stop <= at + 1:
        return None
    other = reported.get(item.source)
    told = _what(view, item, (stop, end), other)
    if not told:
        return None
    said = replace(item, source=view.span(at + 1, stop), content=told)
    cue = other.cue if other else item.cue
    return said, replace(item, cue=cue, content=told, relay=True)


def _what(view: View, item: Found, rest: tuple[int, int], other: Found | None) -> tuple[Span, ...]:
    """What was told by whoever is cited: the words after, else what was reported before."""
    after = piece(view, *rest) if rest[0] < rest[1] else None
    if after:
        return (after,)
    return tuple(span for span in other.content if not span.contains(item.cue)) if other else ()


def _is_medium(view: View, span: Span) -> bool:
    first, after = view.at(span.start), view.at(span.end)
    return any(_name_from(view, at) for at in range(first, after))


def medium_at(view: View, at: int) -> Span | None:
    """The name of an agency, paper or channel that starts at a token, its article included."""
    head = at + (view.norm(at) in _ARTICLES)
    for start in range(head, head + _LONGEST):
        if start >= len(view.tokens) or not view.tokens[start].is_word:
            return None
        after = _name_from(view, start)
        if after:
            return view.span(at, _to_end_of_name(view, after))
        if not _is_capital(view, start) and view.norm(start) not in _DESCRIBES:
            return None
    return None


_DESCRIBES = frozenset(
    {"state", "local", "official", "state-run", "state-owned", "news", "private"}
)


def _to_end_of_name(view: View, at: int) -> int:
    """Past further words of a name ("CBS This Morning")."""
    while at < len(view.tokens) and view.tokens[at].is_word and _is_capital(view, at):
        if view.norm(at) in _DAYS:
            break
        at += 1
    return at


_DAYS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "i"}
)


def _is_capital(view: View, at: int) -> bool:
    return view.text[view.tokens[at].start].isupper()


def _name_from(view: View, at: int) -> int | None:
    """The token after the longest phrase of the list of media that starts at a token."""
    for length in range(_LONGEST, 0, -1):
        words = tuple(
            view.norm(i).removesuffix("'s").removesuffix("’s") for i in range(at, at + length)
        )
        if words in _media():
            return at + length
    return None


@cache
def _media() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in load("en", "sources")["media"])
