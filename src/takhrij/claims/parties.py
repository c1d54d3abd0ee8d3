"""Who did it and to whom: parties by their marks (by, against) and by the order of words."""

from __future__ import annotations

from collections.abc import Sequence

from takhrij.annotations import Actor, Mention, Place
from takhrij.claims.clauses import Clause
from takhrij.claims.lookup import Lookup
from takhrij.claims.vocabulary import Hit
from takhrij.document import Span

_PARTIES = ("person", "organization", "group")
_NEAR = 4
"""A party stands at most so many words from the verb it belongs to."""
_BESIDE = 2
"""And so many from a noun: "strikes by the coalition", قصف للنظام."""
_SUFFERED = ("harm", "accident", "medical", "displacement", "undergone")
_COUNTRY = 6
"""Precision code of a country (UCDP)."""
_DONE = frozenset({"airstrike", "shelling", "bombing", "aircraft", "clash", "chemical"})
_ENDS = ".!?؟\n"
_JOINTS = frozenset({"و", "،", "، و", "and", ",", ", and"})
_QUOTES = " \u00a0“”«»\"'"
_COPULAS = frozenset({"was", "were", "been", "being", "be", "is", "are", "got"})
_AFTER_PARTICIPLE = frozenset(
    ["in", "by", "when", "as", "near", "at", "and", "after", "on", "during", "over", "while"]
)
"""After "killed" these show that whoever stands before it was killed (headline style)."""


def actors_of(lookup: Lookup, clause: Clause, event: Hit | None) -> tuple[Mention, ...]:
    """Parties marked as the agent ("by", من قبل), else the one where the language puts it."""
    parties = _parties(lookup, clause)
    marked = [m for m in parties if role_before(lookup, m.span) == "agent"]
    if marked:
        return _with_joined(lookup, parties, marked)
    free = [m for m in parties if role_before(lookup, m.span) is None]
    for head in _heads(lookup, clause, event):
        doing = _doing(lookup, clause, free, head)
        if doing is not None:
            whose = _whose(lookup, free, doing)
            return _with_joined(lookup, free, (doing, *whose))
    return ()


def _with_joined(
    lookup: Lookup, parties: Sequence[Mention], found: Sequence[Mention]
) -> tuple[Mention, ...]:
    """The parties found, and those that nothing but "and" or a comma parts from the last."""
    kept = list(found)
    for m in parties:
        between = lookup.text[kept[-1].span.end : m.span.start].strip(_QUOTES)
        if m.span.start > kept[-1].span.end and between in _JOINTS:
            kept.append(m)
    return tuple(kept)


def _whose(lookup: Lookup, parties: Sequence[Mention], doing: Mention) -> tuple[Mention, ...]:
    """مسلحو “جيش العزة”: the body whose men they are, named right after them."""
    of = doing.of
    if lookup.language != "ar" or not isinstance(of, Actor) or of.named or of.type != "group":
        return ()
    return tuple(
        m
        for m in parties
        if isinstance(m.of, Actor) and m.of.named and m.of.type != "person"
        if m.span.start > doing.span.end
        and not lookup.text[doing.span.end : m.span.start].strip(_QUOTES)
    )


def affected_of(lookup: Lookup, clause: Clause, acting: Sequence[Mention]) -> tuple[Mention, ...]:
    """Parties marked as the object (against, ضد) or beside a word of harm."""
    others = [m for m in _parties(lookup, clause) if m not in acting]
    hits = lookup.events.within(clause.first, clause.last)
    harm = [hit for hit in hits if hit.label in _SUFFERED]
    return tuple(
        m
        for m in others
        if role_before(lookup, m.span) == "object" or any(_is_hurt(lookup, m, hit) for hit in harm)
    )


def is_doer(lookup: Lookup, clause: Clause, mention: Mention) -> bool:
    """A country named right before what it does: "U.S. air strikes"."""
    if not isinstance(mention.of, Place) or mention.of.precision != _COUNTRY:
        return False
    after = lookup.word_at(mention.span.end)
    near = lookup.events.within(after, min(clause.last, after + _BESIDE))
    arabic = lookup.language == "ar"
    return not arabic and any(hit.label in _DONE for hit in near)


def _parties(lookup: Lookup, clause: Clause) -> list[Mention]:
    """Those inside the clause, but not who is telling it."""
    sources = [a.source for a in clause.attributions if a.source is not None]
    return [
        m
        for m in lookup.mentions_of(clause.span)
        if (m.type in _PARTIES or is_doer(lookup, clause, m))
        and clause.span.contains(m.span)
        and not any(source.overlaps(m.span) for source in sources)
    ]


def _heads(lookup: Lookup, clause: Clause, event: Hit | None) -> list[Hit]:
    """The clause's first verb that does something, then the event word."""
    verbs = [
        hit
        for hit in lookup.events.within(clause.first, clause.last)
        if hit.verb and hit.label not in ("statement", "aircraft")
    ]
    heads = [*verbs[:1], *([event] if event is not None else [])]
    return [hit for hit in heads if hit.label != "statement"]


def _doing(lookup: Lookup, clause: Clause, parties: Sequence[Mention], head: Hit) -> Mention | None:
    """The party that stands where the language puts who does it."""
    fits = _does_arabic if lookup.language == "ar" else _does_english
    return next((m for m in parties if fits(lookup, clause, m.span, head)), None)


def _does_arabic(lookup: Lookup, clause: Clause, span: Span, head: Hit) -> bool:
    """Verb then subject, or subject right before its verb, or a noun with its owner."""
    first, last = lookup.words_of(span)
    after, before = first - head.last - 1, head.first - last
    if not head.verb:
        return 0 <= after <= _BESIDE and head.label not in _SUFFERED
    if 0 <= after <= _NEAR:
        return head.label not in _SUFFERED
    return 0 <= before <= _BESIDE


def _does_english(lookup: Lookup, clause: Clause, span: Span, head: Hit) -> bool:
    """Subject before an active verb, or right before a noun ("coalition strikes")."""
    before = head.first - lookup.words_of(span)[1]
    if not head.verb:
        return 0 <= before <= 1 and head.label not in _SUFFERED
    return 0 <= before <= _NEAR and not _is_passive(lookup, clause, head)


def _is_passive(lookup: Lookup, clause: Clause, head: Hit) -> bool:
    before = lookup.words[max(clause.first, head.first - 3) : head.first]
    after = lookup.words[head.last + 1 : min(clause.last, head.last + 2)]
    ends = not after or after[0].norm in _AFTER_PARTICIPLE
    copulas = (word for word in before if word.norm in _COPULAS)
    return any(not lookup.is_named(word.span) for word in copulas) or (
        ends and head.label in _SUFFERED
    )


def _is_hurt(lookup: Lookup, mention: Mention, harm: Hit) -> bool:
    """Next to a word of harm: after it, or before it in a passive."""
    first, last = lookup.words_of(mention.span)
    return 0 <= first - harm.last - 1 <= _NEAR or 0 <= harm.first - last <= _BESIDE


def role_before(lookup: Lookup, span: Span) -> str | None:
    """What a marker just before a party makes of it: agent, object or None."""
    first = lookup.word_at(span.start)
    for hit in lookup.hits("parties").within(max(0, first - 3), first):
        gap = lookup.text[hit.span.end : span.start]
        if first - 1 <= hit.last <= first and not any(mark in gap for mark in _ENDS):
            return hit.label  # "by the" may reach into "the army"
    return None
