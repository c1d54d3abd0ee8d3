"""What an allegation rests on: how many sources, how named, how near."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from takhrij.annotations import Attribution, Chain, Claim, Link, Outcome
from takhrij.checks.case import Case
from takhrij.checks.drafts import Draft, draft
from takhrij.checks.likeness import alike
from takhrij.claims.unnamed import sharing
from takhrij.claims.vocabulary import Hit
from takhrij.document import Span

_GRAVE_EVENTS = frozenset({"chemical", "execution"})
_COMMAND_REACH = 10
"""Words between "ordered" and the deed: the commander's name and title stand there."""
_REPEATED = 0.8
_FEW = 4
"""So many attributed claims on one origin make a story that rests on it."""


def sourcing(case: Case) -> Iterator[Draft]:
    """Who stands behind a grave allegation against a named party.

    Grave are chemical weapons, executions and massacres, torture, rape, human shields, and
    orders to do any of these (the list is in checks.toml). Consistent if two sources or one
    first-hand, official or expert source with a name stand behind it. Undetermined if it rests
    on one source that is unnamed or wasn't there. Inconsistent if the report says it in its
    own voice, without any source in the sentence: the reader can't know where it comes from.
    """
    told: list[Span] = []
    for claim in case.claims:
        if _is_grave(case, claim):
            told.append(claim.span)
            yield _sourced(case, claim)
    yield from _orders(case, told)


def _orders(case: Case, told: Sequence[Span]) -> Iterator[Draft]:
    """Orders to do a grave deed, where the words of the order were taken for speech."""
    for command, deed in _commands(case):
        if any(span.overlaps(deed.span) for span in told) or _is_title(case, deed.span):
            continue
        said = [a for a in case.attributions_over(deed.span) if not _is_cue(a, command)]
        if not said:
            sentence = case.around(command.span)
            words = Span(min(sentence.start, command.span.start), deed.span.end)
            yield draft(case, "sourcing.inconsistent", "inconsistent", [words], words=words)


def _commands(case: Case) -> Iterator[tuple[Hit, Hit]]:
    """Words of command, each with the grave deed that they are for."""
    hits = case.hits("grave")
    for hit, following in zip_longest(hits, hits[1:]):
        if hit.label == "order":
            yield hit, hit
        elif hit.label == "command" and following is not None and following.label == "ordered":
            same = case.sentence_at(hit.span.start) == case.sentence_at(following.span.start)
            if same and following.first - hit.last <= _COMMAND_REACH:
                yield hit, following


def _is_cue(attribution: Attribution, command: Hit) -> bool:
    return attribution.cue is not None and attribution.cue.overlaps(command.span)


def _is_title(case: Case, span: Span) -> bool:
    title = case.document.metadata.title_span
    return title is not None and title.contains(span)


def _is_grave(case: Case, claim: Claim) -> bool:
    """An affirmed allegation of a grave deed in which a party stands."""
    if claim.kind != "event" or claim.polarity != "affirmed":
        return False
    if _is_title(case, claim.span) or not _has_deed(case, claim):
        return False
    return bool(claim.actor)


def _has_deed(case: Case, claim: Claim) -> bool:
    """A word of a grave deed, or a grave event with a verb that says it was done."""
    labels = {hit.label for hit in case.hits("grave", *case.lookup.words_of(claim.span))}
    if "not_grave" in labels:
        return False
    return bool(labels & {"deed", "order"}) or (claim.event in _GRAVE_EVENTS and "done" in labels)


def _sourced(case: Case, claim: Claim) -> Draft:
    told = _told(case.chain.get(claim.id))
    if not told:
        name: Outcome = "undetermined" if _has_source_near(case, claim) else "inconsistent"
        message = "sourcing.near" if name == "undetermined" else "sourcing.inconsistent"
        return draft(case, message, name, [claim.span], words=claim.span)
    named = [link for link in told if link.standing == "named"]
    close = any(link.knowledge in ("first_hand", "official", "expert") for link in named)
    data = {"sources": [link.who for link in told], "named": len(named)}
    outcome: Outcome = "consistent" if len(named) > 1 or close else "undetermined"
    fields: dict[str, Any] = {"words": claim.span, "source": told[0].who}
    return draft(case, f"sourcing.{outcome}", outcome, [claim.span], data=data, **fields)


def _told(chain: Chain | None) -> tuple[Link, ...]:
    """The hands before the author's."""
    if chain is None:
        return ()
    return tuple(link for link in chain.links if link.attribution is not None)


def _has_source_near(case: Case, claim: Claim) -> bool:
    """A word of telling in the sentence, or an attribution there or in a sentence beside it.

    News often states first and names its source in the next sentence.
    """
    sentence = case.around(claim.span)
    events = case.lookup.events.within(*case.lookup.words_of(sentence))
    if any(hit.label == "statement" for hit in events):
        return True
    if _repeats_title(case, sentence):
        return True
    at = case.sentence_at(claim.span.start)
    beside = case.sentences[max(0, at - 1) : at + 2]
    return any(case.is_attributed(span) for span in beside if _same_paragraph(case, span, sentence))


def _same_paragraph(case: Case, one: Span, other: Span) -> bool:
    first, last = min(one.start, other.start), max(one.end, other.end)
    return "\n" not in case.text[first:last]


def _repeats_title(case: Case, sentence: Span) -> bool:
    """The sentence only repeats the headline, as feeds and scrapers make it."""
    title = case.document.metadata.title_span
    return title is not None and alike(case, title, sentence) >= _REPEATED


def one_source(case: Case) -> Iterator[Draft]:
    """A story that goes back to one source but reads as if there were several.

    Inconsistent if the text says that there are several ("multiple sources", مصادر متطابقة)
    and every attributed claim about events leads to one and the same named source.
    Undetermined if four or more attributed claims lead to one source under several names ("an
    officer", "the source", "he added"): it may be all there is. Consistent if at least two
    sources can be told apart; people without a name whom nothing in the text tells apart ("a
    soldier", "an officer who saw it") are named, and count once.
    """
    told = [claim for claim in case.body_claims if claim.attributions and claim.kind == "event"]
    if len(told) < _FEW:
        return
    origins = tuple(dict.fromkeys(_origin(case, claim) for claim in told))
    one = _perhaps_one(case, told)
    least = len(origins) - len(one[1:])
    marks = [hit.span for hit in case.hits("grave") if hit.label == "several"]
    outcome: Outcome = "consistent" if least > 1 else "undetermined"
    variant: str = "perhaps" if one else outcome
    fields: dict[str, Any] = {"source": origins[0], "people": " · ".join(one), "least_n": least}
    spans = [claim.span for claim in told]
    if len(origins) == 1 and marks and _is_named(case, told[0]):
        variant = outcome = "inconsistent"
        fields["words"] = case.quote(marks[0])
        spans = [*marks, *spans]
    fields |= {"claims_n": len(told), "origins_n": len(origins)}
    data = {"claims": len(told), "origins": list(origins), "perhaps_one": list(one)}
    yield draft(case, f"one_source.{variant}", outcome, spans, data=data, **fields)


def _perhaps_one(case: Case, told: Sequence[Claim]) -> tuple[str, ...]:
    """The first hands that may be one person, where they are at least two."""
    firsts = (link for claim in told for link in _told(case.chain.get(claim.id))[:1])
    return sharing((link.who, link.perhaps) for link in firsts)


def _is_named(case: Case, claim: Claim) -> bool:
    return any(link.standing == "named" for link in _told(case.chain.get(claim.id))[:1])


def _origin(case: Case, claim: Claim) -> str:
    """Who stands first in the chain."""
    told = _told(case.chain.get(claim.id))
    if told:
        return told[0].who
    speakers: Sequence[str] = case.speakers(claim)
    return speakers[0] if speakers else ""
