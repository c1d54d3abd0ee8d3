"""Number against number: the headline's with the body's, and one sentence's with another's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from takhrij.annotations import Claim, Incident, Mention, Outcome, QuantityValue
from takhrij.checks.case import Case
from takhrij.checks.drafts import Draft, draft
from takhrij.checks.likeness import alike

_HARM = ("killed", "injured", "missing", "detained", "displaced")
_ALIKE = 0.75
"""The share of its words that one clause must have in common with the other."""
_TITLE_ALIKE = 0.4
"""The same for a headline and a sentence of the body, which says more."""
_SECOND = ("=second", "=الثاني", "=الثانية")
"""Words that show that a sentence tells of two events."""
_MOST = 12
"""Counts of one kind compared in one incident: a long list of victims is not a contradiction."""


def headline_numbers(case: Case) -> Iterator[Draft]:
    """A count of victims in the headline against the counts in the body.

    Consistent if the body gives a count that may be the same, or two that add up to it.
    Inconsistent if the body counts the same harm in the event of the headline and no number
    of people anywhere in it fits. Undetermined if the body gives no such count, or gives
    several, each from a source, of which the headline takes one as fact, or if the headline has
    one more ("three workers and their foreman"). Tolerance: the words' own ("about", "more
    than"), nothing added.
    """
    body = [m for m in case.quantities if not _in_title(case, m)]
    titled = [m for m in case.quantities if _in_title(case, m) and _is_count(m.of.value)]
    for mention in titled[:_MOST]:
        yield _headline_number(case, mention, body)


def _is_count(value: QuantityValue) -> bool:
    """A count of harm; "a commander" counts one, but nobody would say that it can't be two."""
    return value.of in _HARM and (value.min or 0) > 1


def _in_title(case: Case, mention: Mention) -> bool:
    title = case.document.metadata.title_span
    return title is not None and title.contains(mention.span)


def _headline_number(case: Case, mention: Mention, body: Sequence[Mention]) -> Draft:
    value: QuantityValue = mention.of.value
    same = [m for m in body if m.of.value.of == value.of]
    fitting = [m for m in body if may_be_same(value, m.of.value)]
    others = [m for m in same if m not in fitting and _told_with(case, mention, m)]
    apart = [m for m in others if fitting and _is_disputed(case, fitting[0], m)]
    if apart:
        return _disputed(case, mention, fitting[0], apart[0])
    if fitting:
        return _headline_draft(case, mention, fitting[0], "consistent")
    if any(_adds_up(value, pair) for pair in combinations(same[:_MOST], 2)):
        return _headline_draft(case, mention, same[0], "consistent")
    rivals = [m for m in same if _is_rival(case, mention, m)] or _only(case, mention, same)
    rivals = [m for m in rivals if not _one_more(value, m.of.value)]
    if rivals and value.min is not None:
        return _headline_draft(case, mention, rivals[0], "inconsistent")
    words = [mention.span, *(m.span for m in same[:1])]
    return draft(case, "headline_numbers.undetermined", "undetermined", words, title=mention.span)


def _is_disputed(case: Case, one: Mention, other: Mention) -> bool:
    """Two exact totals of one harm, each told by a speaker of its own."""
    tolls = all(_is_exact(m.of.value) and m.of.part_of is None for m in (one, other))
    first, second = _speakers(case, one), _speakers(case, other)
    return tolls and bool(first) and bool(second) and not first & second


def _speakers(case: Case, mention: Mention) -> frozenset[str]:
    """Who is said to have given a count; nobody where the report gives it in its own voice."""
    claims = (case.claim[name] for name in case.claims_over(mention.span))
    said = (case.attribution.get(name) for claim in claims for name in claim.attributions)
    return frozenset(a.speaker for a in said if a is not None and a.speaker is not None)


def _disputed(case: Case, title: Mention, taken: Mention, other: Mention) -> Draft:
    return draft(
        case,
        "headline_numbers.disputed",
        "undetermined",
        [title.span, taken.span, other.span],
        data={"title": _range(title.of.value), "other": _range(other.of.value)},
        title=title.span,
        body=taken.span,
        other=other.span,
    )


def _is_rival(case: Case, title: Mention, body: Mention) -> bool:
    """An exact count of the headline's event that isn't one of several added up."""
    whole = _is_exact(body.of.value) and not _is_part(case, body)
    return whole and _told_with(case, title, body)


def _only(case: Case, title: Mention, same: Sequence[Mention]) -> list[Mention]:
    """The only count of that harm in the body, in a sentence with the headline's words."""
    if len(same) != 1 or not _is_exact(same[0].of.value):
        return []
    first, last = case.lookup.words_of(same[0].span)
    told = case.hits("revisions", *case.lookup.words_of(case.sentence_of(same[0].span)))
    if any(hit.first < first or hit.last == last for hit in told):
        return []
    if case.hits("parts", first - 3, first) or any(hit.entry in _SECOND for hit in told):
        return []
    near = alike(case, case.sentence_of(title.span), case.sentence_of(same[0].span))
    return [same[0]] if near >= _TITLE_ALIKE else []


def _one_more(title: QuantityValue, body: QuantityValue) -> bool:
    """The headline counts one person more: "three workers and their foreman" are four."""
    return title.min is not None and body.min is not None and title.min - body.min == 1


def _headline_draft(case: Case, mention: Mention, other: Mention, outcome: Outcome) -> Draft:
    return draft(
        case,
        f"headline_numbers.{outcome}",
        outcome,
        [mention.span, other.span],
        data={"title": _range(mention.of.value), "body": _range(other.of.value)},
        title=mention.span,
        body=other.span,
    )


def _range(value: QuantityValue) -> list[float | None]:
    return [value.min, value.max]


def may_be_same(one: QuantityValue, other: QuantityValue) -> bool:
    """Two ranges meet, an open end reaching as far as it likes; "about" widens by a tenth."""
    low = max(_low(one), _low(other))
    return low <= min(_high(one), _high(other))


def _low(value: QuantityValue) -> float:
    return (value.min or 0.0) * (0.9 if value.approximate else 1.0)


def _high(value: QuantityValue) -> float:
    if value.max is None:
        return float("inf")
    return value.max * (1.1 if value.approximate else 1.0)


def _adds_up(value: QuantityValue, pair: tuple[Mention, Mention]) -> bool:
    total = sum(m.of.value.min or 0.0 for m in pair)
    return _low(value) <= total <= _high(value)


def _is_exact(value: QuantityValue) -> bool:
    return value.min is not None and value.min == value.max and not value.approximate


def _told_with(case: Case, one: Mention, other: Mention) -> bool:
    """Both counts belong to claims of one incident."""
    first, second = set(case.claims_over(one.span)), set(case.claims_over(other.span))
    return any(first & set(i.claims) and second & set(i.claims) for i in case.incidents)


def numbers(case: Case) -> Iterator[Draft]:
    """Two counts of one harm in one event, from sentence to sentence.

    Consistent if they may be the same number. Inconsistent if both are exact, differ, come
    from the same speaker, name the same place and day, and no word between them says that the
    count rose, was revised, or is of part of the victims. Undetermined if they differ and come
    from different speakers: tolls differ between sources and from hour to hour. Headlines have
    a check of their own.
    """
    for incident in case.incidents:
        for harm in _HARM:
            counted = list(_counted(case, incident, harm))[:_MOST]
            if len(counted) > 1:
                yield _compared(case, counted)


def _counted(case: Case, incident: Incident, harm: str) -> Iterator[tuple[Claim, Mention]]:
    """The counts of a harm in an incident, one a claim, parts of another count left out."""
    for name in incident.claims:
        claim = case.claim[name]
        counts = [case.mention[c] for c in claim.how_many if case.mention[c].of.value.of == harm]
        if counts and not _in_title(case, counts[0]) and not _is_part(case, counts[0]):
            yield claim, counts[0]


def _is_part(case: Case, mention: Mention) -> bool:
    """A count that the words mark as part of another, or as one more, or as revised."""
    first, last = case.lookup.words_of(mention.span)
    revised = case.hits("revisions", first - 8, last + 6)
    return bool(revised or case.hits("parts", first - 5, first))


def _compared(case: Case, counted: Sequence[tuple[Claim, Mention]]) -> Draft:
    """The first pair that can't be the same number, else the first two counts."""
    pairs = list(pairwise(counted))
    apart = [p for p in pairs if not may_be_same(p[0][1].of.value, p[1][1].of.value)]
    (one, first), (other, second) = (apart or pairs)[0]
    outcome: Outcome = "consistent"
    if apart:
        outcome = (
            "inconsistent" if _must_agree(case, (one, first), (other, second)) else "undetermined"
        )
    return draft(
        case,
        f"numbers.{outcome}",
        outcome,
        [first.span, second.span],
        data={"first": _range(first.of.value), "second": _range(second.of.value)},
        first=first.span,
        second=second.span,
    )


def _must_agree(case: Case, one: tuple[Claim, Mention], other: tuple[Claim, Mention]) -> bool:
    (a, first), (b, second) = one, other
    if not (_is_exact(first.of.value) and _is_exact(second.of.value)):
        return False
    same_words = alike(case, a.span, b.span) >= _ALIKE
    same_scene = _places(case, a) == _places(case, b) and (bool(a.where) or same_words)
    one_voice = case.speakers(a) == case.speakers(b)
    return same_scene and same_words and a.event == b.event and one_voice


def _places(case: Case, claim: Claim) -> frozenset[str]:
    return frozenset(case.mention[name].of.name for name in claim.where)
