"""The text against itself: what one clause says was so and another says was not."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from takhrij.annotations import Claim, Mention, Outcome, Time
from takhrij.checks.case import Case
from takhrij.checks.drafts import Draft, draft
from takhrij.checks.likeness import spelled, stems, stems_of
from takhrij.claims.vocabulary import Hit
from takhrij.document import Span

_KEPT = 6
"""Statements of one subject kept to be compared with: the time stays linear in the text."""
_NEAR_SENTENCES = 3
_SHARED = 3
"""Two claims with one verb are about one thing if they share so many other words of weight,
or one fewer and a named party or place."""
_WINDOW = 5
_SUBJECT = 3
"""Words beside the verb of answering in which whoever answers stands."""
_ANSWERS = {"reply": "reply", "inform": "reply", "responsibility": "responsibility"}
_VICTIMS = {"deaths": ("killed",), "injuries": ("injured",), "victims": ("killed", "injured")}


@dataclass(frozen=True, slots=True)
class _Statement:
    """One yes or no about one subject: the clause, the word that says it, who says it."""

    subject: str
    negated: bool
    hit: Hit
    clause: Span
    sentence: int
    speakers: tuple[str, ...]


def contradiction(case: Case) -> Iterator[Draft]:
    """Two clauses of the text that can't both be so: one says yes, the other no.

    Compared are: an answer (no reply came; the council informed the government), victims (no
    deaths; five killed), a claim of responsibility, and any event told with the same verb and
    much the same words. Inconsistent if both clauses speak with one voice (the author's, or
    one speaker's). Undetermined if two speakers disagree: that is a dispute, and the report
    may be right to give both. Doubts, denials and headlines are not compared, nor clauses that
    name different days or places, nor those that speak of an earlier or another event.
    """
    kept: dict[str, deque[_Statement]] = {}
    for statement in sorted(_statements(case), key=lambda one: (one.hit.first, one.subject)):
        others = kept.setdefault(statement.subject, deque(maxlen=_KEPT))
        for other in reversed(others):
            if other.negated != statement.negated and _is_same(case, other, statement):
                yield _opposed(case, other, statement)
                break
        others.append(statement)


def _statements(case: Case) -> Iterator[_Statement]:
    yield from _answers(case)
    for claim in case.body_claims:
        if claim.kind in ("event", "state") and claim.polarity in ("affirmed", "negated"):
            yield from _victims(case, claim)
            yield from _deeds(case, claim)


def _answers(case: Case) -> Iterator[_Statement]:
    """Answers and claims of responsibility. Most stand in who-said frames, outside claims."""
    title = case.document.metadata.title_span
    for hit in case.hits("subjects"):
        if hit.label not in _ANSWERS or (title and title.contains(hit.span)):
            continue
        sentence = case.sentence_of(hit.span)
        first, _ = case.lookup.words_of(sentence)
        negated = _negation(case, max(first, hit.first - _WINDOW), hit.first) is not None
        if hit.label != "inform" or not negated:  # who was not informed may still inform
            clause = _clause(case, hit, sentence)
            yield _statement(case, _ANSWERS[hit.label], negated, hit, clause)


def _clause(case: Case, hit: Hit, sentence: Span) -> Span:
    """The claim that the word stands in, else what is left of its sentence around it."""
    for name in case.claims_over(hit.span):
        return case.claim[name].span
    before = case.claims_in(Span(sentence.start, hit.span.start + 1))
    start = max([sentence.start, *(c.span.end for c in before if c.span.end <= hit.span.start)])
    first, last = case.lookup.words_of(Span(start, sentence.end))
    return Span(case.lookup.words[first].span.start, case.lookup.words[last - 1].span.end)


def _statement(case: Case, subject: str, negated: bool, hit: Hit, clause: Span) -> _Statement:
    speakers = {
        case.speaker(a)
        for a in case.attributions_over(hit.span)
        if a.cue is None or not a.cue.overlaps(hit.span)
    }
    sentence = case.sentence_at(hit.span.start)
    return _Statement(subject, negated, hit, clause, sentence, tuple(sorted(speakers)))


def _victims(case: Case, claim: Claim) -> Iterator[_Statement]:
    """No deaths, no injuries, no victims at all; or so many of them."""
    first, last = case.lookup.words_of(claim.span)
    counted = _counted(case, claim)
    for hit in case.hits("subjects", first, last):
        if hit.label not in _VICTIMS:
            continue
        none = _has_none(case, max(first, hit.first - _WINDOW), hit)
        for harm in _VICTIMS[hit.label]:
            if none or harm in counted:
                yield _statement(case, harm, none, hit, claim.span)


def _has_none(case: Case, first: int, hit: Hit) -> bool:
    """No victims: the negation is theirs, or that of a verb of bringing or reporting them."""
    negation = _negation(case, first, hit.first)
    if negation is None:
        return False
    verbs = [h for h in case.lookup.joints.within(negation + 1, hit.first) if h.label == "verb"]
    verbs += [h for h in case.lookup.events.within(negation + 1, hit.first) if h.verb]
    brought = {
        h.first for h in case.hits("subjects", negation + 1, hit.first) if h.label == "brings"
    }
    return all(verb.first in brought for verb in verbs)


def _counted(case: Case, claim: Claim) -> frozenset[str]:
    """Harms that the claim counts more than nought of."""
    values = [case.mention[name].of.value for name in claim.how_many]
    return frozenset(value.of for value in values if (value.min or 0) > 0)


def _deeds(case: Case, claim: Claim) -> Iterator[_Statement]:
    """The claim's own verb."""
    first, last = case.lookup.words_of(claim.span)
    negation = _negation(case, first, last)
    for hit in case.lookup.events.within(first, last):
        if hit.verb and hit.label != "statement":
            negated = negation is not None and 0 < hit.first - negation <= 2
            if negated or negation is None:
                yield _statement(case, "verb " + hit.entry, negated, hit, claim.span)
            return


def _negation(case: Case, first: int, last: int) -> int | None:
    """The last word of the first negation in a range of words."""
    for hit in case.lookup.polarity.within(first, last):
        if hit.label in ("negation", "absence"):
            return hit.last
    return None


def _is_same(case: Case, one: _Statement, other: _Statement) -> bool:
    """Both are about one thing, as far as words, days and places show."""
    near = abs(other.sentence - one.sentence) <= _NEAR_SENTENCES
    if one.subject == "reply":
        same = near and bool(_around(case, one) & _around(case, other))
        return same and not _is_another(case, one, other)
    if one.clause == other.clause:
        return False
    if _days_apart(case, one.clause, other.clause) or _is_another(case, one, other):
        return False
    shared = _weighty(case, one) & _weighty(case, other)
    if one.subject in ("killed", "injured", "responsibility"):
        return near and bool(shared) and not _places_apart(case, one.clause, other.clause)
    party = bool(_names(case, one.clause) & _names(case, other.clause))
    return len(shared) + party >= _SHARED and not _places_apart(case, one.clause, other.clause)


def _is_another(case: Case, one: _Statement, other: _Statement) -> bool:
    """A word such as "earlier" or "another" in the clause that says yes."""
    affirmed = other if one.negated else one
    hits = case.hits("revisions", *case.lookup.words_of(affirmed.clause))
    return any(hit.label == "another" for hit in hits)


def _around(case: Case, statement: _Statement) -> frozenset[str]:
    """Words of weight where whoever answers stands: "no reply from X", "X informed"."""
    hit, reach = statement.hit, _SUBJECT + 2 * statement.negated
    first, last = case.lookup.words_of(case.sentences[statement.sentence])
    after = spelled(case, hit.last + 1, min(last, hit.last + 1 + reach))
    if case.language == "ar":
        return after
    before = spelled(case, max(first, hit.first - reach), hit.first)
    return before | after if statement.negated else before


def _weighty(case: Case, statement: _Statement) -> frozenset[str]:
    own = stems(case, statement.hit.first, statement.hit.last + 1)
    return stems_of(case, statement.clause) - own


def _names(case: Case, clause: Span) -> frozenset[str]:
    """Entities (or names) of the parties and places in a clause."""
    return frozenset(
        _key(mention)
        for mention in case.mentions_in(clause)
        if mention.type in ("person", "organization", "group", "place")
    )


def _key(mention: Mention) -> str:
    return mention.entity or str(getattr(mention.of, "name", mention.id))


def _days_apart(case: Case, one: Span, other: Span) -> bool:
    """Both clauses name days of their own, and the days differ."""
    first, second = _days(case, one), _days(case, other)
    return bool(first and second) and not any(
        a[0] <= b[1] and b[0] <= a[1] for a in first for b in second
    )


def _days(case: Case, clause: Span) -> list[tuple[date, date]]:
    values = [m.of.value for m in case.mentions_in(clause) if isinstance(m.of, Time)]
    return [(v.earliest, v.latest) for v in values if v.earliest and v.latest]


def _places_apart(case: Case, one: Span, other: Span) -> bool:
    first, second = (
        {_key(m) for m in case.mentions_in(clause) if m.type == "place"} for clause in (one, other)
    )
    return bool(first and second) and not first & second


def _opposed(case: Case, one: _Statement, other: _Statement) -> Draft:
    outcome: Outcome = "inconsistent" if one.speakers == other.speakers else "undetermined"
    return draft(
        case,
        f"contradiction.{outcome}",
        outcome,
        [one.clause, other.clause],
        data={"subject": one.subject},
        first=one.clause,
        second=other.clause,
    )
