"""English verbs of the list: what each opens, or what was said before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from takhrij.annotations import Act, Quotation
from takhrij.claims.attributions import english_contents as contents
from takhrij.claims.attributions.english_contents import Opening, marked, opening, piece, running
from takhrij.claims.attributions.english_grammar import (
    Group,
    Line,
    grammar,
    group_at,
    is_quote,
    is_stop,
    source_span,
)
from takhrij.claims.attributions.english_sources import Tokens, inverted_subject, lead, subject
from takhrij.claims.attributions.found import Found
from takhrij.claims.attributions.view import View
from takhrij.document import Span

Key = tuple[str, str, str, str]
"""Lemma, voice, frame and kind of subject: what trust is counted for."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible attribution and its key."""

    found: Found
    key: Key


@dataclass(frozen=True, slots=True)
class _Read:
    """A verb group with all that was read around it."""

    group: Group
    opened: Opening
    own: Tokens | None
    """Its own subject."""
    shared: Tokens | None
    """The first subject of its sentence, for "saying" and "and said"."""


def verbs(view: View, line: Line) -> Iterator[Candidate]:
    """A candidate for every verb of the list outside quotation marks."""
    shared: Tokens | None = None
    for at in range(*line):
        if view.spoken[at] or not view.tokens[at].is_word:
            continue
        group = group_at(view, at, line)
        if group is None:
            continue
        own = subject(view, group)
        read = _Read(group, opening(view, group), own, shared)
        if group.voice in ("act", "base"):
            shared = shared or own
        found = _said_before(view, read) or _said_after(view, read)
        if found:
            yield found


def _said_after(view: View, read: _Read) -> Candidate | None:
    """The content follows the verb."""
    group, opened = read.group, read.opened
    if group.voice == "pass" or group.lemma in grammar().seeming:
        return _passive(view, read)
    if read.own is None and group.voice == "act" and _starts(view, group):
        return _participle(view, read)
    content = content_of(view, group, opened)
    if not content:
        return None
    source = _speaker(view, read)
    return Candidate(_made(view, read, content, source), _key(view, read, opened.frame))


def _speaker(view: View, read: _Read) -> Tokens | None:
    """The verb's own subject; of "saying" and "to say" rather the sentence's first."""
    shared = read.shared or lead(view, read.group)
    if read.group.voice in ("ing", "inf", "inf of"):
        return shared or read.own
    return read.own or shared


def _starts(view: View, group: Group) -> bool:
    """Whether the group opens its line or follows a comma: "Asked about…, he said"."""
    return group.first <= group.line[0] and group.form.shape in ("past", "part")


def _participle(view: View, read: _Read) -> Candidate | None:
    """ "Asked whether he knew, …": no source is named; the content ends at the comma."""
    group, opened = read.group, read.opened
    comma = next((i for i in range(opened.at, group.line[1]) if view.norm(i) == ","), group.line[1])
    span = piece(view, opened.at, comma)
    if span is None:
        return None
    found = replace(_made(view, read, (span,), None), impersonal=True)
    return Candidate(found, _key(view, read, opened.frame, "part"))


def _key(view: View, read: _Read, frame: str, voice: str = "") -> Key:
    group = read.group
    return group.lemma, voice or group.voice, frame, _kind_of_subject(view, read.own)


def _kind_of_subject(view: View, own: Tokens | None) -> str:
    """none, he (she, they, who), i (we, you), it, name or noun."""
    if own is None:
        return "none"
    norm = view.norm(own[0]).split("'")[0]
    if own[1] - own[0] == 1 and norm in _PRONOUNS:
        return _PRONOUNS[norm]
    last = view.tokens[own[1] - 1].start
    listed = any(one.ref is not None for one in view.actors_over(last))  # the Syrian army
    return "name" if listed or view.text[last].isupper() else "noun"


_PRONOUNS = {
    **dict.fromkeys(("he", "she", "they"), "he"),
    **dict.fromkeys(("i", "we", "you"), "i"),
    **dict.fromkeys(("it", "this", "there", "that"), "it"),
    **dict.fromkeys(("who", "which"), "who"),
}


def _made(view: View, read: _Read, content: tuple[Span, ...], source: Tokens | None) -> Found:
    group = read.group
    is_joined = read.opened.frame in _WITH_CUE and read.opened.at == group.after
    return Found(
        view.span(group.first, group.after + is_joined),
        content,
        source_span(view, *source) if source else None,
        _act(group, read.opened.frame),
        negated=group.negated,
    )


def _act(group: Group, frame: str) -> Act:
    """The verb's, but "asked him to" and "asked for" demand, where "asked why" asks."""
    demands = group.form.verb.act == "ask" and frame in _DEMANDS
    return "demand" if demands else group.form.verb.act


_DEMANDS = frozenset({"to", "to say", "that", "for"})


_NARROW = frozenset(
    {
        "np",
        "it",
        "to say",
        "for",
        "of",
        "on",
        "about",
        "with",
        "against",
        "at",
        "in",
        "as",
        "ing",
        "to",
    }
)


def content_of(view: View, group: Group, opened: Opening) -> tuple[Span, ...]:
    """The spans that follow a verb, by its frame."""
    end = group.line[1]
    if opened.frame == "end":
        return ()
    if opened.frame == "quote":
        quotation = view.quotation_from(view.tokens[opened.at].end)
        if quotation is None:
            return ()
        stop = view.at(quotation.span.end) + 1
        if stop >= end - 1 or is_stop(view.norm(stop)) or view.norm(stop) == ",":
            return running(view, quotation)
    start = opened.at + (opened.frame in _WITH_CUE)
    narrow = opened.frame in _NARROW and not _is_clause(view, group, opened)
    span = piece(view, start, contents.clause_end(view, start, end, narrow=narrow))
    return (span,) if span else ()


_WITH_CUE = frozenset({"about", "for", "on", "of", "against", "at", "with", "upon", "over", "like"})
"""Prepositions that belong to the cue where they follow it at once (called for)."""


def _is_clause(view: View, group: Group, opened: Opening) -> bool:
    """ "said the heat could last": a whole clause without a complementiser."""
    return opened.frame == "np" and group.form.verb.lemma in (
        "say",
        "think",
        "believe",
        "add",
        "tell",
        "note",
        "write",
        "insist",
        "claim",
        "argue",
    )


def _passive(view: View, read: _Read) -> Candidate | None:
    """ "He was expected to win": nobody in particular says it, of the subject."""
    group, opened = read.group, read.opened
    content = content_of(view, group, opened)
    if not content:
        return None
    own = read.own
    quoted = group.lemma == "quote"
    if own and not quoted and view.norm(own[0]) not in ("it", "there") and opened.frame != "that":
        content = (source_span(view, *own), *content)
    made = _made(view, read, content, own if quoted else None)
    return Candidate(replace(made, impersonal=not quoted), _key(view, read, opened.frame, "pass"))


# --- said after its content ---------------------------------------------------------------

_FORWARD = frozenset({"that", "np", "wh", "clause", "quote"})
"""Frames that speak for a content after the verb where the words before are quoted too."""


def _said_before(view: View, read: _Read) -> Candidate | None:
    """ "…," Ann said; "…," said Ann; …, Ann said; …, said Ann."""
    group = read.group
    if group.voice not in ("act", "base"):
        return None
    border = read.own[0] if read.own else group.first
    before = border - 1
    if before < group.line[0] or view.spoken[before]:
        return None
    closing = before - (view.norm(before) == ",")
    if is_quote(view.norm(closing)):
        return _after_quotation(view, read, closing)
    if view.norm(before) == ",":
        return _after_clause(view, read, before)
    return None


def _after_quotation(view: View, read: _Read, closing: int) -> Candidate | None:
    quotation = view.quotation_to(view.tokens[closing].start)
    if quotation is None or not _speaks_of(view, read, closing):
        return None
    group = read.group
    source = read.own or inverted_subject(view, group)
    if source is None:
        return None
    first = view.at(marked(view, quotation).start)
    content: tuple[Span, ...] = (marked(view, quotation),)
    if first > group.line[0] + 1:
        whole = piece(view, group.line[0], closing + 1)
        content = (whole,) if whole else content
    after = max(source[1], group.after)
    content += _resumed(view, group, after)
    return Candidate(_made(view, read, content, source), _key(view, read, "after quote"))


def _speaks_of(view: View, read: _Read, closing: int) -> bool:
    """The quotation before is what is said, and not part of another clause."""
    ends = view.norm(closing - 1) in (",", ".", "?", "!", "…") or view.norm(closing + 1) == ","
    if read.own is None:
        return True
    if read.group.form.verb.lemma in grammar().told:
        return True
    return read.opened.frame not in _FORWARD or (ends and read.opened.frame == "quote")


def _after_clause(view: View, read: _Read, comma: int) -> Candidate | None:
    """ "Sales were great, he said" and "Sales were great, said Ann"."""
    group = read.group
    is_said = group.form.verb.lemma in _SAID_LEMMAS
    source = read.own
    if source is None and is_said and group.form.shape in ("past", "s"):
        source = inverted_subject(view, group)
    elif source is None or read.opened.frame != "end":
        return None
    first = piece(view, group.line[0], comma)
    if first is None or source is None or comma - group.line[0] < 3:
        return None
    after = max(source[1], read.opened.at if read.own else group.after)
    content = (first, *_resumed(view, group, after, clauses=True))
    return Candidate(_made(view, read, content, source), _key(view, read, "after clause"))


_SAID_LEMMAS = frozenset(
    {
        "say",
        "add",
        "note",
        "write",
        "explain",
        "report",
        "argue",
        "warn",
        "announce",
        "state",
        "recall",
        "reply",
        "respond",
    }
)


def _resumed(view: View, group: Group, after: int, *, clauses: bool = False) -> tuple[Span, ...]:
    """What the speaker goes on with: "…," Ann said, "…" and "…," Ann said. "…"."""
    index, end = after, group.line[1]
    while index < end and not is_quote(view.norm(index)) and not _ends_line(view, index, end):
        index += 1
    if index < end and not is_quote(view.norm(index)):
        index += 1
    if index < len(view.tokens) and is_quote(view.norm(index)):
        gap = view.text[view.tokens[index - 1].end : view.tokens[index].start]
        quotation = view.quotation_from(view.tokens[index].end)
        if quotation and "\n" not in gap and not _has_own_cue(view, quotation):
            return running(view, quotation)
    if clauses and view.norm(after) == ",":
        rest = piece(view, after + 1, contents.clause_end(view, after + 1, end))
        return (rest,) if rest else ()
    return ()


def _has_own_cue(view: View, quotation: Quotation) -> bool:
    """A quotation that ends in a comma goes on to a cue of its own."""
    return view.text[quotation.span.end - 1] == "," or (
        view.text[quotation.span.end + 1 : quotation.span.end + 2] == ","
    )


def _ends_line(view: View, index: int, end: int) -> bool:
    return index == end - 1 and is_stop(view.norm(index))
