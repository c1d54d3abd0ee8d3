"""Arabic verbs that end on what they report or stand between its parts.

«…»، قال X: speech first, the verb and its subject after it. وصف X Y بأنه …: Y and what it is
called make the content.
"""

from __future__ import annotations

from collections.abc import Iterator

from takhrij.claims.attributions.arabic_contents import clause_end
from takhrij.claims.attributions.arabic_sources import span_of, subject, subject_before
from takhrij.claims.attributions.arabic_words import COMMAS, Cue, is_definite, words
from takhrij.claims.attributions.contents import trimmed
from takhrij.claims.attributions.found import Found
from takhrij.claims.attributions.view import QUOTES, View

_SHORTEST = 3
"""Quoted words before a verb, at least: fewer are a name (صحيفة «الأيام»)."""
_REACH = 25
_AS = frozenset({"بانه", "بانها", "بانهم", "بانهما", "بانهن"})
_THIS = frozenset({"هذا", "هذه", "ما", "ذلك", "تلك", "هولاء"})


def said_before(view: View, cue: Cue) -> Iterator[Found]:
    """Speech that fills its sentence up to the verb, with whoever said it named after."""
    closing = cue.at - 1 - (view.norm(cue.at - 1) in COMMAS)
    if cue.joined or closing <= cue.line[0] or view.norm(closing) not in QUOTES:
        return
    quotation = view.quotation_to(view.tokens[closing].start)
    who = subject(view, cue.at + 1, cue.line[1])
    if quotation is None or who is None or not cue.takes & {"that", "quote"}:
        return
    first, after = view.at(quotation.span.start), view.at(quotation.span.end)
    content = trimmed(view, first, after)
    source = span_of(view, who)
    if first <= cue.line[0] + 1 and after - first >= _SHORTEST and content and source:
        own = cue.form.verb.act
        yield Found(view.span(cue.at, cue.at + 1), (content,), source, own, cue.form.person)


def described(view: View, cue: Cue) -> tuple[Found, ...]:
    """وصف المدير الحادث بأنه خطير; nothing where the verb is another or no بأنه follows."""
    end = min(cue.line[1], cue.at + _REACH)
    called = next((i for i in range(cue.at + 2, end) if view.norm(i) in _AS), None)
    if "as" not in cue.takes or cue.form.shape == "participle" or called is None:
        return ()
    before = None if cue.joined else subject_before(view, cue)
    what = cue.at + 1 if before else _described_from(view, cue.at + 2, called)
    own = before or (cue.at + 1, what)
    content = trimmed(view, what, clause_end(view, called, cue.line[1], is_phrase=True))
    source = span_of(view, own)
    if content is None or source is None:
        return ()
    cued = view.span(cue.at, cue.at + 1)
    return (Found(cued, (content,), source, cue.form.verb.act, cue.form.person),)


def _described_from(view: View, first: int, called: int) -> int:
    """Where the object starts: at a quotation, at "this" or "what", at a deed or state of things
    that speaks to nobody (الهجوم), else at the last word with an article."""
    for at in range(first, called):
        norm = view.norm(at)
        is_deed = norm in words().speechless and is_definite(norm)
        if norm in QUOTES or norm in _THIS or is_deed:
            return at
    return next((i for i in range(called - 1, first, -1) if is_definite(view.norm(i))), called - 1)
