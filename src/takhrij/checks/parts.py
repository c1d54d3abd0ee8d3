"""Parts against totals: casualty arithmetic inside one sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from takhrij.annotations import Mention, Outcome, QuantityValue
from takhrij.checks.case import Case
from takhrij.checks.drafts import Draft, draft
from takhrij.document import Span
from takhrij.language.actors.lexicon import demonyms
from takhrij.language.fold import fold

_HARM = frozenset(("killed", "injured", "missing", "detained", "displaced", "people"))
_EXCLUSIVE = (
    frozenset(("children", "women", "men")),
    frozenset(("civilians", "soldiers", "fighters")),
)
"""Within one of these sets nobody is counted twice, so parts may be added up."""
_LEAST_PARTS, _MOST_PARTS = 2, 12
_LEAD = 2
"""Words between "including" and the first part ("including at least")."""
_JOINTS = {"ar": ("و", "،", ","), "en": ("and", ",", "at", "least")}
_ABOUT = 1.1
_NO_MARKS = str.maketrans("", "", ",،:()–-")
_THEY_ARE = frozenset({"هم", "وهم", "هن"})


def parts(case: Case) -> Iterator[Draft]:
    """A total against the parts it is said to hold ("12 killed, including 14 children").

    Inconsistent if one part alone, or parts that can't overlap (children and women, soldiers
    and civilians, nationals of two states) added up, exceed the total; "at least 12" counts as
    12, since whoever counted 14 children knew of 14 dead. Consistent if all parts fit.
    Undetermined where the total is vague ("dozens", "more than 10") and a part exceeds its
    least value. A total told over into all its parts ("nine, five men and three women") must
    be their sum. Tolerance: none for figures, since both stand in one sentence; "about" gives
    a tenth.
    """
    for sentence in case.sentences:
        counts = [m for m in case.mentions_in(sentence) if m.type == "quantity"]
        if len(counts) >= _LEAST_PARTS:
            yield from _of_sentence(case, sentence, counts)


def _of_sentence(case: Case, sentence: Span, counts: Sequence[Mention]) -> Iterator[Draft]:
    """Every "including" of a sentence, with the total before it and the parts after."""
    starts = [mention.span.start for mention in counts]
    for hit in case.hits("parts", *case.lookup.words_of(sentence)):
        if hit.label != "including":
            continue
        before, after = bisect_left(starts, hit.span.start), bisect_left(starts, hit.span.end)
        total = _total(case, counts[max(0, before - 1) : before], hit.span)
        if total is None:
            continue
        inside = _parts(case, counts[after : after + _MOST_PARTS], hit.span, total)
        if inside:
            yield _summed(case, total, inside)
    yield from _told_by_themselves(case, counts)


def _told_by_themselves(case: Case, counts: Sequence[Mention]) -> Iterator[Draft]:
    """Parts that no "including" opens: "26 of them", "nine, five men and four women"."""
    for total, part in pairwise(counts):
        if _is_of_them(case, total, part):
            yield _summed(case, total, (part,))
    for at in range(len(counts) - _LEAST_PARTS):
        listed = _enumerated(case, counts, at)
        if listed:
            yield _added(case, counts[at], listed)


def _is_of_them(case: Case, total: Mention, part: Mention) -> bool:
    """ "Twenty drowned, 26 of them Syrians": the part says itself what it is part of."""
    hits = case.hits("parts", *case.lookup.words_of(part.span))
    told = any(hit.label == "including" for hit in hits)  # not "at least" alone
    near = _total(case, [total], part.span) is not None
    return told and near and not _is_other(case, part, total)


def _enumerated(case: Case, counts: Sequence[Mention], at: int) -> tuple[Mention, ...]:
    """A total told over into all its parts right after it: "nine, five men and three women"."""
    gap = case.text[counts[at].span.end : counts[at + 1].span.start]
    hits = case.hits(
        "parts", *case.lookup.words_of(Span(counts[at].span.start, counts[at + 1].span.end))
    )
    if any(hit.label == "including" for hit in hits) or not _is_apposed(case, gap):
        return ()
    first = counts[at + 1].span
    inside = _parts(case, counts[at + 1 : at + 1 + _MOST_PARTS], first, counts[at])
    kinds = [_who(case, mention) for mention in inside]
    told_over = any(set(kinds) <= exclusive for exclusive in _EXCLUSIVE)
    return inside if told_over and len(set(kinds)) == len(kinds) >= _LEAST_PARTS else ()


def _is_apposed(case: Case, gap: str) -> bool:
    """Nothing stands between but a mark and a word like هم ("they are")."""
    words = gap.translate(_NO_MARKS).split()
    return gap.strip()[:1] in (",", "،", ":", "(", "–", "-") and all(w in _THEY_ARE for w in words)


def _added(case: Case, total: Mention, inside: tuple[Mention, ...]) -> Draft:
    value: QuantityValue = total.of.value
    found = _at_least([mention.of.value for mention in inside])
    exact = all(m.of.value.min == m.of.value.max for m in (total, *inside))
    agrees = value.min == found
    outcome: Outcome = "consistent" if agrees else "inconsistent" if exact else "undetermined"
    return draft(
        case,
        "parts.consistent" if agrees else f"parts.told_over_{outcome}",
        outcome,
        [total.span, *(m.span for m in inside)],
        data={"total_min": value.min, "total_max": value.max, "parts": found},
        total=total.span,
        parts=Span(inside[0].span.start, inside[-1].span.end),
        sum=float(found),
    )


def _total(case: Case, counts: Sequence[Mention], marker: Span) -> Mention | None:
    """The count of people just before the marker, with nothing but its noun between."""
    before = [m for m in counts if m.span.end <= marker.start]
    if not before or not _may_be_people(case, before[-1]):
        return None
    gap = case.text[before[-1].span.end : marker.start]
    return before[-1] if len(gap.split()) <= 6 and not any(c in gap for c in ".;:؛") else None


def _may_be_people(case: Case, mention: Mention) -> bool:
    """Known to be people, or of a noun that no list holds (forty guests)."""
    value: QuantityValue = mention.of.value
    return _who(case, mention) is not None or (value.of == "other" and value.unit is None)


def _who(case: Case, mention: Mention) -> str | None:
    """Who is counted, by the noun beside the number (counted.toml); None if not people."""
    span = mention.of.counted or mention.span
    hits = case.hits("counted", *case.lookup.words_of(span))
    if hits:
        return hits[-1].label
    if (nation := _nation(case, mention)) is not None:
        return nation
    return "people" if mention.of.value.of in _HARM else None


def _nation(case: Case, mention: Mention) -> str | None:
    """The state whose nationals are counted (ستة مصريين, five Sudanese), in or after a number."""
    first, last = case.lookup.words_of(mention.span)
    for word in case.lookup.words[first : last + 1]:
        if (state := _state(word.norm)) is not None:
            return "nation:" + state
    return None


def _state(word: str) -> str | None:
    return demonyms().get(word) or demonyms().get(word.removesuffix("s"))


def _parts(
    case: Case, counts: Sequence[Mention], marker: Span, total: Mention
) -> tuple[Mention, ...]:
    """The counts in the list that follows, joined by commas and "and" and nothing else."""
    found: list[Mention] = []
    end = marker.end
    for mention in counts:
        gap = case.text[end : mention.span.start]
        if not (_joins(gap, case.language) if found else len(gap.split()) <= _LEAD):
            break
        if _who(case, mention) is None or _is_other(case, mention, total):
            break
        found.append(mention)
        end = _end(case, mention)
    return tuple(found)


def _end(case: Case, mention: Mention) -> int:
    """Where a count ends, with the nationals counted (six Egyptians)."""
    _, last = case.lookup.words_of(mention.span)
    following = case.lookup.words[last : last + 1]
    if following and _state(following[0].norm) is not None:
        return following[0].span.end
    return mention.span.end


def _joins(gap: str, language: str) -> bool:
    words = fold(gap.replace(",", " , ").replace("،", " ، ")).split()
    return bool(words) and all(word in _JOINTS[language] for word in words)


def _is_other(case: Case, part: Mention, total: Mention) -> bool:
    """Another harm than the total's ("and 29 injured"), or "four others"."""
    harms = {part.of.value.of, total.of.value.of} & _HARM - {"people"}
    around = case.hits("revisions", *case.lookup.words_of(part.span))
    after = case.lookup.words_of(part.span)[1]
    others = (*around, *case.hits("revisions", after, after + 1))
    return len(harms) > 1 or any(hit.label == "another" for hit in others)


def _summed(case: Case, total: Mention, inside: tuple[Mention, ...]) -> Draft:
    value: QuantityValue = total.of.value
    least = max(_at_least([m.of.value for m in group]) for group in _groups(case, inside))
    outcome = _outcome(case, total, least)
    words = [total.span, *(m.span for m in inside)]
    return draft(
        case,
        f"parts.{outcome}",
        outcome,
        words,
        data={"total_min": value.min, "total_max": value.max, "parts": least},
        total=total.span,
        parts=Span(inside[0].span.start, inside[-1].span.end),
        sum=float(least),
    )


def _groups(case: Case, inside: tuple[Mention, ...]) -> list[list[Mention]]:
    """Each part alone, and the parts of each exclusive set together."""
    named = [(mention, _who(case, mention)) for mention in inside]
    groups = [[mention] for mention in inside]
    for exclusive in _EXCLUSIVE:
        group = [(mention, who) for mention, who in named if who in exclusive]
        if len({who for _, who in group}) == len(group) >= _LEAST_PARTS:
            groups.append([mention for mention, _ in group])
    nations = [(mention, who) for mention, who in named if who and who.startswith("nation:")]
    if len({who for _, who in nations}) == len(nations) >= _LEAST_PARTS:
        groups.append([mention for mention, _ in nations])
    return groups


def _at_least(values: Sequence[QuantityValue]) -> float:
    return sum(value.min or 0.0 for value in values)


def _outcome(case: Case, total: Mention, least: float) -> Outcome:
    value: QuantityValue = total.of.value
    slack = _ABOUT if value.approximate else 1.0
    if value.max is not None and least > value.max * slack:
        return "inconsistent"
    if value.max is None and value.min is not None and least > value.min:
        return "inconsistent" if _is_counted(case, total) else "undetermined"
    return "consistent"


def _is_counted(case: Case, total: Mention) -> bool:
    """ "At least 12" was counted; "more than 10" and "dozens" were not."""
    first, last = case.lookup.words_of(total.span)
    found = case.hits("parts", max(0, first - 4), last + 2)
    return any(hit.label == "at_least" for hit in found)
