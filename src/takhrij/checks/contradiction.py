"""The text against itself: what one clause says was so and another says was not."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from takhrij.annotations import Claim, Mention, Outcome, Time
from takhrij.checks.case import Case
from takhrij.checks.drafts import Draft, draft
from takhrij.claims.vocabulary import Hit, vocabulary

_KEPT = 6
"""Claims of one subject kept to be compared with: the time stays linear in the text."""
_NEAR_SENTENCES = 3
_SHARED_WORDS = 3
"""Two claims with one verb are about one thing if they share so many other words of weight,
or two and a named party or place."""
_WINDOW = 5
_SHORT = 3
_ARTICLES = ("وبال", "وكال", "ولل", "وال", "فال", "بال", "كال", "فلل", "لل", "ال")


@dataclass(frozen=True, slots=True)
class _Statement:
    """One claim about one subject: yes or no, and the word that says it."""

    claim: Claim
    subject: str
    negated: bool
    hit: Hit
    sentence: int


def contradiction(case: Case) -> Iterator[Draft]:
    """Two clauses of the text that can't both be so: one says yes, the other no.

    Compared are: an answer (no reply came; the council informed the government), victims (no
    casualties; five wounded), a claim of responsibility, and any event told with the same verb,
    the same party or place and much the same words. Inconsistent if both clauses speak with
    one voice (the author's, or one speaker's). Undetermined if two speakers disagree: that is
    a dispute, and the report may be right to give both. Doubts and denials are not compared.
    """
    kept: dict[str, deque[_Statement]] = {}
    for claim in case.body_claims:
        if claim.kind not in ("event", "state") or claim.polarity not in ("affirmed", "negated"):
            continue
        for statement in _statements(case, claim):
            others = kept.setdefault(statement.subject, deque(maxlen=_KEPT))
            yield from _against(case, statement, others)
            others.append(statement)


def _against(case: Case, one: _Statement, others: deque[_Statement]) -> Iterator[Draft]:
    """The nearest opposite statement that is about the same thing, if any."""
    for other in reversed(others):
        if other.negated != one.negated and _same_thing(case, other, one):
            yield _opposed(case, other, one)
            return


def _statements(case: Case, claim: Claim) -> Iterator[_Statement]:
    first, last = case.lookup.words_of(claim.span)
    sentence = case.sentence_at(claim.span.start)
    negation = _negation(case, first, last)
    named = case.hits("subjects", first, last)
    for hit in named:
        negated = negation is not None and 0 <= hit.first - negation <= _WINDOW
        if negated or hit.label != "casualties" or _has_victims(case, claim):
            yield _Statement(claim, hit.label, negated, hit, sentence)
    if not named:
        yield from _verb_statements(case, claim, negation, sentence)


def _verb_statements(
    case: Case, claim: Claim, negation: int | None, sentence: int
) -> Iterator[_Statement]:
    """The claim's own verb, where no subject of the data file is named."""
    first, last = case.lookup.words_of(claim.span)
    for hit in case.lookup.events.within(first, last):
        if hit.verb and hit.label != "statement":
            negated = negation is not None and 0 < hit.first - negation <= 2
            if negated or negation is None:
                yield _Statement(claim, "verb " + hit.entry, negated, hit, sentence)
            return


def _negation(case: Case, first: int, last: int) -> int | None:
    """The last word of the first negation in a range of words."""
    for hit in case.lookup.polarity.within(first, last):
        if hit.label in ("negation", "absence"):
            return hit.last
    return None


def _has_victims(case: Case, claim: Claim) -> bool:
    """A number of killed or injured above nought."""
    for name in claim.how_many:
        value = case.mention[name].of.value
        if value.of in ("killed", "injured") and (value.min or 0) > 0:
            return True
    return False


def _same_thing(case: Case, one: _Statement, other: _Statement) -> bool:
    if _dates_apart(case, one.claim, other.claim):
        return False
    near = abs(other.sentence - one.sentence) <= _NEAR_SENTENCES
    if one.subject == "reply":
        return near and _answers(case, one, other)
    if one.subject in ("casualties", "responsibility"):
        return near and not _places_apart(case, one.claim, other.claim)
    shared = _weighty(case, one) & _weighty(case, other)
    party = bool(_names(case, one.claim) & _names(case, other.claim))
    return len(shared) >= _SHARED_WORDS or (party and len(shared) >= _SHARED_WORDS - 1)


def _answers(case: Case, one: _Statement, other: _Statement) -> bool:
    """Whoever is said not to have answered stands next to the verb of answering."""
    silent, speaking = (one, other) if one.negated else (other, one)
    around = _around(case, speaking)
    return bool(_around(case, silent) & around)


def _around(case: Case, statement: _Statement) -> frozenset[str]:
    """Weighty words where the subject of the verb stands: after it, in English also before."""
    back = 0 if case.language == "ar" else _WINDOW
    first, last = case.lookup.words_of(statement.claim.span)
    start = max(first, statement.hit.first - back)
    words = case.lookup.words[start : min(last, statement.hit.last + 1 + _WINDOW)]
    own = {stem(w.norm, case.language) for w in _hit_words(case, statement)}
    return _stems(case, [word.norm for word in words]) - own


def _hit_words(case: Case, statement: _Statement) -> tuple:  # type: ignore[type-arg]
    return case.lookup.words[statement.hit.first : statement.hit.last + 1]


def _weighty(case: Case, statement: _Statement) -> frozenset[str]:
    first, last = case.lookup.words_of(statement.claim.span)
    own = {stem(w.norm, case.language) for w in _hit_words(case, statement)}
    return _stems(case, [word.norm for word in case.lookup.words[first:last]]) - own


def _stems(case: Case, norms: list[str]) -> frozenset[str]:
    light = vocabulary(case.language, "light_words")
    return frozenset(
        stem(norm, case.language) for norm in norms if len(norm) > _SHORT and not light.lists(norm)
    )


@lru_cache(maxsize=65536)
def stem(norm: str, language: str) -> str:
    """A word without clitics and common endings, to compare words by; not a dictionary form."""
    if language != "ar":
        for ending in ("'s", "ing", "ed", "es", "s"):
            if norm.endswith(ending) and len(norm) - len(ending) >= _SHORT:
                return norm[: -len(ending)]
        return norm
    word = next(
        (norm[len(p) :] for p in _ARTICLES if norm.startswith(p) and len(norm) - len(p) >= _SHORT),
        norm,
    )
    for ending in ("ات", "ون", "ين", "ان", "يه", "ها", "هم", "ه", "ي"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORT:
            return word[: -len(ending)]
    return word


def _names(case: Case, claim: Claim) -> frozenset[str]:
    """Entities (or names) of the parties and places in a claim."""
    return frozenset(
        _key(mention)
        for mention in case.mentions_in(claim.span)
        if mention.type in ("person", "organization", "group", "place")
    )


def _key(mention: Mention) -> str:
    return mention.entity or str(getattr(mention.of, "name", mention.id))


def _dates_apart(case: Case, one: Claim, other: Claim) -> bool:
    """Both clauses name days of their own, and the days differ."""
    first, second = _days(case, one), _days(case, other)
    return bool(first and second) and not any(
        a[0] <= b[1] and b[0] <= a[1] for a in first for b in second
    )


def _days(case: Case, claim: Claim) -> list:  # type: ignore[type-arg]
    times = [m.of for m in case.mentions_in(claim.span) if isinstance(m.of, Time)]
    return [
        (t.value.earliest, t.value.latest) for t in times if t.value.earliest and t.value.latest
    ]


def _places_apart(case: Case, one: Claim, other: Claim) -> bool:
    first = {case.mention[name].of.name for name in one.where}
    second = {case.mention[name].of.name for name in other.where}
    return bool(first and second) and not first & second


def _opposed(case: Case, one: _Statement, other: _Statement) -> Draft:
    outcome: Outcome = "undetermined"
    if case.speakers(one.claim) == case.speakers(other.claim):
        outcome = "inconsistent"
    return draft(
        case,
        f"contradiction.{outcome}",
        outcome,
        [one.claim.span, other.claim.span],
        data={"subject": one.subject, "claims": [one.claim.id, other.claim.id]},
        first=one.claim.span,
        second=other.claim.span,
    )
