"""The headline against the body: does it claim more, or less, than what stands below it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from takhrij.annotations import Attribution, Claim, Mention, Outcome, Place
from takhrij.checks.case import Case
from takhrij.checks.drafts import Draft, draft
from takhrij.checks.likeness import alike
from takhrij.checks.numbers import may_be_same

_WEAK_KINDS = frozenset({"unnamed_person", "unknown", "document"})
_HARMFUL = frozenset(
    [
        "airstrike",
        "shelling",
        "bombing",
        "clash",
        "execution",
        "chemical",
        "detention",
    ]
)
_HARMS = _HARMFUL | {"harm"}
"""Kinds of verbs that harm; "moves the detainees" is no detention though the word is there."""
_ALIKE = 0.4
"""The share of its words that a clause must have in common with the headline."""
_SOURCE_REACH = 6
"""Words at the end of a headline among which a source stands; the paper may follow it."""
_LONGEST = 12
"""Claims of a headline that are compared; a longer one is no headline."""
_CHIEF = 6
"""Body claims that match a headline are read in order; more than these add nothing."""


def headline(case: Case) -> Iterator[Draft]:
    """What the headline states as a fact, against how the body states the same.

    Inconsistent if the headline says, without a source or a doubt, that a named party did
    harm, and the body never says so in its own voice: it doubts it, denies it, or has it only
    from sources without a name or from a party to the conflict. Consistent if the body says it
    too, or the headline names its source. Undetermined if no party is accused or a named source
    outside the conflict stands behind it (agencies leave the source out of a headline as a
    custom), if the headline is the weaker one, or if the body doesn't come back to it.
    """
    for claim in case.title_claims[:_LONGEST]:
        if claim.kind == "event" and claim.event in _HARMFUL:
            same = [body for body in case.body_claims if _is_same(case, claim, body)][:_CHIEF]
            if same:
                yield _compared(case, claim, same)


def _is_same(case: Case, title: Claim, body: Claim) -> bool:
    """The same kind of event and, where the headline has a verb, the same verb."""
    if body.event != title.event or body.kind not in ("event", "prediction"):
        return False
    verb = _deed(case, title)
    if verb is not None and verb != _deed(case, body):
        return False
    if _counts_apart(case, title, body) or _is_timed_by_another(case, body):
        return False
    return alike(case, title.span, body.span) >= _ALIKE


def _is_timed_by_another(case: Case, body: Claim) -> bool:
    """ "It came hours after X did Y": a clause that dates one event by another tells of both."""
    hits = case.hits("order", *case.lookup.words_of(body.span))
    units = [hit for hit in hits if hit.label == "unit"]
    joints = [hit for hit in hits if hit.label in ("after", "before")]
    return any(abs(unit.first - joint.first) == 1 for unit in units for joint in joints)


def _counts_apart(case: Case, title: Claim, body: Claim) -> bool:
    """Both count the same harm, and no two of the counts can be one."""
    pairs = [
        (case.mention[a].of.value, case.mention[b].of.value)
        for a in title.how_many
        for b in body.how_many
    ]
    same = [may_be_same(a, b) for a, b in pairs if a.of == b.of]
    return bool(same) and not any(same)


def _deed(case: Case, claim: Claim) -> str | None:
    """The first verb that does something, as the data file writes it; None for a noun phrase."""
    first, last = case.lookup.words_of(claim.span)
    for hit in case.lookup.events.within(first, last):
        if hit.verb and hit.label != "statement":
            return hit.entry
    return None


def _compared(case: Case, title: Claim, same: Sequence[Claim]) -> Draft:
    own = [claim for claim in same if _is_own(case, claim)]
    passed_on = [claim for claim in same if not _is_own(case, claim)]
    stated = _is_own(case, title) and not _ends_with_source(case, title)
    if stated and own:
        return _drafted(case, "headline.consistent", "consistent", title, own[0])
    if not stated:
        weaker = bool(own)
        name = "headline.weaker" if weaker else "headline.sourced"
        return _drafted(case, name, "undetermined" if weaker else "consistent", title, same[0])
    if _is_accusation(case, title, same) and all(_is_weak(case, claim) for claim in passed_on):
        return _drafted(case, "headline.inconsistent", "inconsistent", title, passed_on[0])
    return _drafted(case, "headline.undetermined", "undetermined", title, passed_on[0])


def _is_own(case: Case, claim: Claim) -> bool:
    """Stated as a fact in the report's own voice."""
    return not claim.attributions and claim.polarity == "affirmed" and not case.is_told(claim)


def _ends_with_source(case: Case, title: Claim) -> bool:
    """ "Air strikes kill 39: monitor": English headlines name their source last."""
    _, last = case.lookup.words_of(title.span)
    return any(hit.label == "source" for hit in case.hits("headline", last - _SOURCE_REACH, last))


def _is_accusation(case: Case, claim: Claim, same: Sequence[Claim]) -> bool:
    """A party does the harm: known as the actor, or in English the subject of the verb."""
    first, last = case.lookup.words_of(claim.span)
    if any(hit.label == "not_grave" for hit in case.hits("grave", first, last)):
        return False
    hits = case.lookup.events.within(first, last)
    verbs = [hit.label for hit in hits if hit.verb and hit.label != "statement"]
    if claim.event == "detention" and verbs and verbs[0] not in _HARMS:
        return False
    leads = bool(hits) and hits[0].verb and hits[0].label in _HARMFUL
    return _has_doer(case, claim, same) or (
        case.language == "en" and leads and hits[0].first > first
    )


def _has_doer(case: Case, claim: Claim, same: Sequence[Claim]) -> bool:
    """An actor who is not among those counted ("four members of X killed"), nor where it was
    done ("near X"), nor the one country named for it ("outrage as Syria attack kills dozens").
    """
    counted = [case.mention[name].span for name in claim.how_many]
    there = _countries(case, [name for one in (claim, *same) for name in one.where])
    return any(
        not any(actor.span.overlaps(span) for span in counted)
        and not _is_beside(case, actor)
        and not (isinstance(actor.of, Place) and _countries(case, [actor.id]) == there)
        for actor in (case.mention[name] for name in claim.actor)
    )


def _countries(case: Case, names: Sequence[str]) -> set[str]:
    """The countries of the best readings of places."""
    places = [case.mention[name].of for name in names]
    return {p.candidates[0].country for p in places if isinstance(p, Place) and p.candidates}


def _is_beside(case: Case, actor: Mention) -> bool:
    """A word such as "near" or "against" stands before the party."""
    first, _ = case.lookup.words_of(actor.span)
    return any(hit.label == "beside" for hit in case.hits("headline", first - 1, first))


def _is_weak(case: Case, claim: Claim) -> bool:
    """Doubted or denied, or told only by sources without a name or by a party to the conflict.

    Whom a source told it to (an agency) stands for nothing but that it was told.
    """
    if claim.polarity != "affirmed":
        return True
    said = [case.attribution[name] for name in claim.attributions if name in case.attribution]
    told = {attribution.via for attribution in said}
    return all(_is_weak_source(case, one) for one in said if one.id not in told)


def _is_weak_source(case: Case, attribution: Attribution) -> bool:
    return (
        attribution.kind in _WEAK_KINDS
        or attribution.act in ("accuse", "deny")
        or (attribution.party is not None and attribution.kind != "media")
        or (attribution.source is None and attribution.speaker is None)
    )


def _drafted(case: Case, name: str, outcome: Outcome, title: Claim, body: Claim) -> Draft:
    speakers = case.speakers(body)
    return draft(
        case,
        name,
        outcome,
        [title.span, body.span],
        data={"title": title.id, "body": body.id, "speakers": list(speakers)},
        title=title.span,
        body=body.span,
    )
