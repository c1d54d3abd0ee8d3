"""Whether a clause says yes, no or perhaps, and whether it can be checked at all."""

from __future__ import annotations

from takhrij.annotations import ClaimKind, Event, Polarity
from takhrij.claims.clauses import Clause
from takhrij.claims.lookup import Lookup
from takhrij.claims.vocabulary import Hit, vocabulary

_REACH = 5
"""A negation governs a predicate at most so many words after it."""
_DOUBTS = ("negation", "absence", "hedge", "doubt")
_DOUBT_REACH = 10
_THAT = frozenset({"ان", "بان", "that", "whether", "if"})
_FUTURE_STARTS = ("سي", "ست", "سن")


def polarity_of(lookup: Lookup, clause: Clause, event: Hit | None) -> Polarity:
    """Denied beats negated beats uncertain: the strongest thing said about the clause."""
    if any(attribution.act == "deny" for attribution in clause.attributions):
        return "denied"
    hits = lookup.polarity.within(clause.first, clause.last)
    if any(_negates(hit, clause, event) for hit in hits):
        return "negated"
    if any(_weakens(lookup, hit) for hit in hits) or _doubted(clause):
        return "uncertain"
    if _hangs_on_doubt(lookup, clause):
        return "uncertain"
    return "affirmed"


def _negates(hit: Hit, clause: Clause, event: Hit | None) -> bool:
    if hit.label == "absence":
        return event is None or hit.first < event.first or hit.first - clause.first <= _REACH
    if hit.label != "negation":
        return False
    predicate = clause.first + _REACH if event is None else event.first
    return 0 <= predicate - hit.last <= _REACH or hit.first - clause.first <= 1


def _weakens(lookup: Lookup, hit: Hit) -> bool:
    if hit.label == "maybe":
        following = lookup.words[hit.last + 1 : hit.last + 2]
        return bool(following) and following[0].norm.startswith("ي")
    return hit.label == "hedge"


def _doubted(clause: Clause) -> bool:
    """Nobody was heard to say it: the attribution itself is negated, or asks."""
    return any(a.negated or a.act in ("ask", "estimate") for a in clause.innermost)


def _hangs_on_doubt(lookup: Lookup, clause: Clause) -> bool:
    """ "There is no evidence that ...", "it isn't clear whether ...": not asserted, nor negated."""
    start = max(lookup.word_at(clause.sentence.start), clause.first - _DOUBT_REACH)
    if clause.first == start or lookup.words[clause.first - 1].norm not in _THAT:
        return False
    before = lookup.polarity.within(start, clause.first)
    return any(hit.label in _DOUBTS for hit in before)


def kind_of(lookup: Lookup, clause: Clause, event: Event | None) -> ClaimKind:
    """Prediction and opinion by their words; else an event if one is named, or a state."""
    labels = {hit.label for hit in lookup.polarity.within(clause.first, clause.last)}
    if "future" in labels or _has_future_verb(lookup, clause):
        return "prediction"
    if "opinion" in labels or any(a.act == "demand" for a in clause.innermost):
        return "opinion"
    if "evaluation" in labels and event in (None, "statement", "other"):
        return "opinion"
    return "state" if event is None else "event"


def _has_future_verb(lookup: Lookup, clause: Clause) -> bool:
    """سـ written onto a present verb that the data files know."""
    if lookup.language != "ar":
        return False
    return any(
        _is_future(word.norm.removeprefix("و").removeprefix("ف"))
        for word in lookup.words[clause.first : clause.last]
        if "س" in word.norm[:2]
    )


def _is_future(norm: str) -> bool:
    if not norm.startswith(_FUTURE_STARTS):
        return False
    lexicons = (vocabulary("ar", "events"), vocabulary("ar", "clauses"))
    whole = any(lexicon.knows(norm) for lexicon in lexicons)
    return not whole and any(lexicon.knows(norm[1:], verb=True) for lexicon in lexicons)


def is_checkable(lookup: Lookup, clause: Clause, kind: ClaimKind) -> bool:
    """Opinions, predictions and questions can't be checked against what happened."""
    if kind in ("opinion", "prediction"):
        return False
    following = lookup.text[clause.span.end : clause.sentence.end]
    asked = any(mark in following for mark in "؟?")
    return not asked and not any(a.act == "ask" for a in clause.innermost)
