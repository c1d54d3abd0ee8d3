"""Arabic cues that are no verbs: according to, as … said, nouns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from takhrij.annotations import Act
from takhrij.claims.attributions.arabic_contents import clause_end
from takhrij.claims.attributions.arabic_sources import lead_end, span_of, subject
from takhrij.claims.attributions.arabic_words import (
    COMMAS,
    Line,
    is_definite,
    is_object,
    is_one_of,
    verb_at,
    without_article,
    words,
)
from takhrij.claims.attributions.contents import past, quoted, trimmed
from takhrij.claims.attributions.found import Found
from takhrij.claims.attributions.view import View
from takhrij.document import Span
from takhrij.language.fold import fold
from takhrij.language.lexicon import load

_FEW = 3


def according(view: View, line: Line) -> Iterator[Found]:
    """بحسب X, وفقا لـX, حسبما أفاد X: before its content or after it."""
    index, heads = line[0], _according_heads()
    while index < line[1]:
        if view.tokens[index].norm not in heads:
            index += 1
            continue
        verb = _as_said_at(view, index) if index > line[0] else None
        until = according_at(view, index) if verb is None else verb + 1
        if until is None or until >= line[1]:
            index += 1
            continue
        yield from _said_so(view, line, index, until)
        index = until


@cache
def _according_heads() -> frozenset[str]:
    """The words that such a cue may begin with."""
    heads = words().according.keys() | words().as_said.keys()
    return frozenset(heads | {"و" + head for head in heads})


def according_at(view: View, index: int) -> int | None:
    """The token after a prepositional cue that starts here, or None."""
    norm = view.norm(index)
    for head in (norm, norm[1:]) if norm.startswith("و") else (norm,):
        for phrase in words().according.get(head, ()):
            after = _phrase_at(view, index, phrase)
            if after:
                return after
    return None


def _phrase_at(view: View, index: int, phrase: tuple[str, ...]) -> int | None:
    """The token after a phrase whose first word stands at a token, or None."""
    for step, word in enumerate(phrase[1:], start=1):
        written = view.norm(index + step)
        if word == "ل" and step == len(phrase) - 1:
            return index + step if written.startswith("ل") else None
        if written != word:
            return None
    return index + len(phrase)


def _as_said_at(view: View, index: int) -> int | None:
    """The verb after حسبما and its kin where no content of its own follows, or None."""
    norm = view.norm(index)
    for phrase in words().as_said.get(norm, ()):
        after = index + len(phrase)
        if after >= len(view.tokens) or any(
            view.norm(index + i) != word for i, word in enumerate(phrase)
        ):
            continue
        found = verb_at(view, after)
        is_bare = view.norm(after) in words().bare
        takes_pronoun = phrase in _AS_HE_SAID or not (found and found[0].suffixed)
        if found and takes_pronoun and not is_bare and not _opens_own(view, after):
            return after
    return None


_AS_HE_SAID = frozenset(
    {("وفقا", "لما"), ("طبقا", "لما"), ("بحسب", "ما"), ("حسب", "ما"), ("حسبما",), ("وفق", "ما")}
)
"""After these the verb may carry a pronoun (وفقا لما ذكره X)."""


def _opens_own(view: View, verb: int) -> bool:
    """كما قال مسؤول إن …: the verb has its own content."""
    for at in range(verb + 1, min(len(view.tokens), verb + 12)):
        norm = view.norm(at)
        if norm in words().that or norm == ":" or norm == "الي":
            return True
        if norm in (".", "،", ",", "؛"):
            return False
    return False


def _said_so(view: View, line: Line, cue: int, until: int) -> Iterator[Found]:
    found = subject(view, until, line[1], before_verb=True) or _after_lam(view, until, line)
    if found is None or is_one_of(view, found[0], words().grounds):
        return
    if _is_manner(view, line, cue):
        return
    cue_span = view.span(cue, max(until, cue + 1))
    source = _without_lam(view, found)
    content = _content_around(view, line, cue, found)
    if content and source:
        yield Found(cue_span, content, source)


_MANNER = frozenset({"وفق", "وفقا", "طبقا", "تبعا"})


def _is_manner(view: View, line: Line, cue: int) -> bool:
    """وفق inside a reported clause with no comma: in keeping with, and no source."""
    if view.norm(cue) not in _MANNER or view.norm(cue - 1) in COMMAS:
        return False
    return any(view.norm(i) in words().that for i in range(line[0], cue))


def _after_lam(view: View, until: int, line: Line) -> tuple[int, int] | None:
    """وفقا لـ«الأيام», وفقا لوكالة كذا: the ل is the cue's and tells nobody anything."""
    if not view.norm(until).startswith("ل"):
        return None
    inside = quoted(view, until + 1)
    if view.norm(until) == "ل" and inside:
        return until, past(view, inside)
    found = subject(view, until + 1, line[1], before_verb=True)
    return until, (found[1] if found and found[0] == until + 1 else until + 1)


def _without_lam(view: View, found: tuple[int, int]) -> Span | None:
    """The source without the ل of وفقا ل."""
    span = span_of(view, found)
    token = view.tokens[found[0]]
    if span is None or not view.norm(found[0] - 1).endswith(("فقا", "طبقا", "تبعا")):
        return span
    if token.norm == "ل":
        return span_of(view, (found[0] + 1, found[1])) if found[1] > found[0] + 1 else None
    is_bare = token.norm.startswith("ل") and not token.norm.startswith("لل") and len(span) > 1
    return Span(span.start + 1, span.end) if is_bare else span


def _content_around(view: View, line: Line, cue: int, source: tuple[int, int]) -> tuple[Span, ...]:
    """Before the cue as a rule; after it where little or nothing stands before."""
    after = source[1]
    if view.norm(after) in words().that:
        rest = trimmed(view, after + 1, clause_end(view, after + 1, line[1]))
        return (rest,) if rest else ()
    first = _clause_first(view, line, cue)
    count = sum(view.tokens[i].is_word for i in range(first, cue))
    before = trimmed(view, first, cue) if count else None
    runs_on = is_in_clause(view, cue, after, line)
    if before and (count > _FEW or view.norm(cue - 1) in COMMAS) and not runs_on:
        return (before,)
    rest = _after_source(view, after, line)
    if before and rest and count > 1:
        return (before, rest)
    if rest is None and before is None:
        return _sentence_before(view, line)
    return (rest,) if rest else ()


def is_in_clause(view: View, cue: int, after: int, line: Line) -> bool:
    """Whether a clause runs on over "according to X" with no mark on either side of it."""
    if view.norm(cue - 1) in COMMAS or after >= line[1]:
        return False
    return view.norm(after) in _GOES_ON


_GOES_ON = frozenset({"علي", "في", "من", "الي"})


def _sentence_before(view: View, line: Line) -> tuple[Span, ...]:
    """ "…. According to X.": a sentence of its own speaks for the one before it."""
    at = bisect_left(view.line_starts, line[0]) - 1
    if at < 0 or "\n" in view.text[view.tokens[line[0] - 1].end : view.tokens[line[0]].start]:
        return ()
    whole = trimmed(view, *view.lines[at])
    return (whole,) if whole else ()


def _clause_first(view: View, line: Line, cue: int) -> int:
    """The first token of what stands before the cue.

    With no comma before the cue it speaks of the clause after the last complementiser only.
    """
    first = lead_end(view, line, cue)
    if view.norm(cue - 1) in COMMAS:
        return first
    for index in range(cue - 1, first, -1):
        if view.norm(index) in words().that:
            return index + 1
    return first


def _after_source(view: View, first: int, line: Line) -> Span | None:
    if first < line[1] and view.norm(first) in COMMAS:
        first += 1
    return trimmed(view, first, clause_end(view, first, line[1])) if first < line[1] else None


# --- nouns ------------------------------------------------------------------------------


@cache
def _nouns() -> dict[str, tuple[Act, frozenset[str]]]:
    rows = load("ar", "reporting")["nouns"]
    return {fold(noun): (act, frozenset(takes.split())) for noun, act, takes in rows}


def nouns(view: View, line: Line) -> Iterator[Found]:
    """اتهامات لـX بـ, أنباء عن, إعلان وفاة, المتهم بـ, هتافات «…»."""
    known = _nouns()
    for at in range(*line):
        forms = view.tokens[at].forms
        if not known.keys().isdisjoint(forms):
            first = next(form for form in forms if form in known)
            yield from _noun(view, line, at, *known[first])


def _noun(view: View, line: Line, at: int, act: Act, takes: frozenset[str]) -> Iterator[Found]:
    if "quote" in takes:
        yield from _chant(view, line, at, act)
        return
    if "far" in takes:
        yield from _letter(view, line, at, act)
        return
    index = _opener(view, line, at, takes)
    if index is None:
        return
    found = subject(view, at + 1, index) if "owner" in takes and index > at + 1 else None
    source = span_of(view, found) if found else None
    if "owned" in takes and source is None:
        return
    clause = view.norm(index) in words().that
    if "line" in takes:
        source = _subject_of_line(view, line, at)
    start = index + 1 if clause or view.norm(index) in ("عن", "من") else index
    content = trimmed(view, start, clause_end(view, start, line[1], is_phrase=True))
    if content is None:
        return
    before = _accused(view, line, at) if "accused" in takes else None
    spans = (before, content) if before else (content,)
    yield Found(
        view.span(at, at + 1), spans, source, act, impersonal=source is None and "said" not in takes
    )


def _opener(view: View, line: Line, at: int, takes: frozenset[str]) -> int | None:
    """The token that opens the content: at once, or after the noun's owner."""
    reach = _OWNER if "owner" in takes else 1
    for index in range(at + 1, min(line[1], at + 1 + reach)):
        if _opens(view, index, takes):
            return index
        if not view.tokens[index].is_word or view.norm(index) in words().stops:
            return None
    return None


_OWNER = 6


def _letter(view: View, line: Line, at: int, act: Act) -> Iterator[Found]:
    """أرسل X رسالة إلى Y حول حقيقة أن …: the sender is the subject of the verb before."""
    for index in range(at + 1, min(line[1], at + _LETTER)):
        if not view.tokens[index].is_word or verb_at(view, index):
            return
        if view.norm(index) in words().that:
            content = trimmed(view, index + 1, clause_end(view, index + 1, line[1]))
            sender = _subject_of_line(view, line, at)
            if content:
                yield Found(view.span(at, at + 1), (content,), sender, act)
            return


_LETTER = 16


def _subject_of_line(view: View, line: Line, at: int) -> Span | None:
    """The subject of the sentence: after its first verb, or its first word with the article."""
    first = lead_end(view, line, at)
    if not is_definite(view.norm(first)):
        first += 1 + (view.norm(first + 1) in _ABOUT)
        stop = next((i for i in range(first, at) if view.norm(i) == "في"), at)
        found = subject(view, first, stop)
        return span_of(view, found) if found else None
    return view.span(first, first + 1) if first < at else None


_ABOUT = frozenset({"نحو", "حوالي", "قرابه", "زهاء"})


def _opens(view: View, index: int, takes: frozenset[str]) -> bool:
    norm = view.norm(index)
    if norm in words().that:
        return "that" in takes
    if norm == "عن":
        return "about" in takes and not is_definite(view.norm(index - 1))
    if norm == "الي":
        return "to" in takes
    if norm == "علي":
        return "on" in takes
    if is_object(norm):
        return "noun" in takes
    letter = norm[:1]
    has_clitic = index < len(view.tokens) and len(view.tokens[index].forms) > 1 and len(norm) > _FEW
    if letter == "ب":
        sure = takes & {"accused", "sure"} or is_object(without_article(norm[1:]))
        return "with" in takes and has_clitic and bool(sure)
    return letter == "ل" and "for" in takes and (has_clitic or norm == "ل")


def _accused(view: View, line: Line, at: int) -> Span | None:
    """The few words before المتهم: who is accused."""
    index = at
    while index > max(line[0], at - _FEW) and view.tokens[index - 1].is_word:
        if view.norm(index - 1) in words().stops or view.norm(index - 1) in ("في", "من", "علي"):
            break
        index -= 1
    return trimmed(view, index, at) if index < at else None


def _chant(view: View, line: Line, at: int, act: Act) -> Iterator[Found]:
    """Slogans: the quotations after the noun, the noun phrase before it as the source."""
    spans: list[Span] = []
    index = at + 1
    while index < min(line[1], at + 30):
        inside = quoted(view, index)
        span = trimmed(view, *inside) if inside else None
        if inside and span:
            spans.append(span)
            index = inside[1] + 1
        else:
            index += 1
    if spans:
        found = subject(view, line[0] + 1, at) if verb_like(view, line[0]) else None
        source = span_of(view, found) if found else None
        yield Found(view.span(at, at + 1), tuple(spans), source, act)


def verb_like(view: View, at: int) -> bool:
    return len(view.norm(at)) > _FEW and not view.norm(at).startswith("ال")
