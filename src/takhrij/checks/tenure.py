"""Who is named with an office, against the days that he held it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from takhrij.annotations import Mention, Outcome, Time
from takhrij.checks.case import Case
from takhrij.checks.drafts import Draft, draft
from takhrij.document import Span
from takhrij.language.offices import Holding, Named, Offices, offices

_SLACK = timedelta(days=31)
"""A month around each change: news lags, and offices are handed over in steps."""
_LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Day:
    """The days that an office is spoken of, and the words that say so, if any do. Not `sure`:
    the sentence may speak of another day."""

    earliest: date
    latest: date
    words: tuple[Span, ...]
    sure: bool


def tenure(case: Case) -> Iterator[Draft]:
    """A person named with an office, against a table of who held it when (offices.csv and
    your own tables; `takhrij offices list`).

    Consistent if the person held that office on the days that the clause gives (those of
    publication for a speaker, a headline or a clause without a date), give or take a month:
    offices are handed over in steps, and news lags. Inconsistent if the clause gives its days,
    or it is the headline, and the table has somebody else in the office throughout.
    Undetermined where only the day of publication speaks against it: the sentence may tell of
    another. Nothing is judged of former, late, coming and deputy holders, of days that the
    table doesn't cover, and of days after those it was looked up on.
    """
    known = offices()
    seen: set[tuple[str, str, str]] = set()
    for named in known.found(case.lookup.words, case.document.language):
        day = _day(case, named)
        found = _judged(case, known, named, day) if day is not None else None
        if found is not None and (named.office, named.person, found.outcome) not in seen:
            seen.add((named.office, named.person, found.outcome))
            yield found


def _day(case: Case, named: Named) -> Day | None:
    """When the office is spoken of."""
    title, published = case.document.metadata.title_span, case.document.metadata.published
    times = _times(case, named)
    if times is None:
        return _published(published, sure=False)
    if times:
        values = [mention.of.value for mention in times]
        earliest, latest = min(v.earliest for v in values), max(v.latest for v in values)
        return Day(earliest, latest, tuple(mention.span for mention in times), sure=True)
    in_title = title is not None and title.contains(named.span)
    return _published(published, sure=in_title and not _is_told(case, named.span))


def _published(day: date | None, *, sure: bool) -> Day | None:
    return Day(day, day, (), sure) if day is not None else None


def _times(case: Case, named: Named) -> list[Mention] | None:
    """The dates of the clause; empty where its sentence gives none, None where it is in doubt
    whether those it gives are of this office."""
    given = [m for m in case.mentions_in(case.around(named.span)) if isinstance(m.of, Time)]
    dates = [m for m in given if m.of.kind == "date"]
    if not dates:
        return []
    if not all(map(_is_day, dates)):
        return None
    if _is_source(case, named.span):
        told = [m for m in dates if m.of.value.anchor == "published"]
        return told if len(told) == len(dates) else None
    whens = {name for claim in case.claims_in(named.span) for name in claim.when}
    ours = [m for m in dates if m.id in whens]
    return ours if len(ours) == len(dates) else None


def _is_day(mention: Mention) -> bool:
    value = mention.of.value
    if value.earliest is None or value.latest is None or value.anchor == "previous":
        return False
    return bool((value.latest - value.earliest).days <= _LONGEST_DAYS)


def _is_source(case: Case, span: Span) -> bool:
    sources = (a.source for a in case.attributions)
    return any(source is not None and source.overlaps(span) for source in sources)


def _is_told(case: Case, span: Span) -> bool:
    """Inside what somebody else says: then it may be of any day."""
    return bool(case.attributions_over(span))


def _judged(case: Case, known: Offices, named: Named, day: Day) -> Draft | None:
    own = [one for one in known.of_person[named.person] if one.office == named.office]
    held = [one for one in own if one.overlaps(day.earliest, day.latest, _SLACK)]
    if held:
        return _said(case, named, day, "consistent", held[0], held[0])
    holders = known.holders(named.office, day.earliest, day.latest)
    if not holders or not _is_covered(holders, day):
        return None
    if not own and (named.short or not _is_elsewhere(known, named, day)):
        return None
    outcome: Outcome = "inconsistent" if day.sure else "undetermined"
    return _said(case, named, day, outcome, known.of_person[named.person][0], holders[0])


def _is_covered(holders: list[Holding], day: Day) -> bool:
    """Whether the table has holders on every day in question, a day between two apart."""
    reached = day.earliest
    for one in holders:
        if one.since > reached + timedelta(days=1):
            return False
        reached = max(reached, one.until)
    return reached >= day.latest


def _is_elsewhere(known: Offices, named: Named, day: Day) -> bool:
    """Whether the person is known to have held another office then."""
    held = known.of_person[named.person]
    return any(one.overlaps(day.earliest, day.latest) for one in held)


def _said(
    case: Case, named: Named, day: Day, outcome: Outcome, person: Holding, holder: Holding
) -> Draft:
    when = day.earliest.isoformat()
    when += "" if day.earliest == day.latest else f" – {day.latest.isoformat()}"
    fields: dict[str, Any] = {"words": named.span, "date": when}
    for language in ("ar", "en"):
        fields[f"person_{language}"] = person.name(language)
        fields[f"holder_{language}"] = holder.name(language)
    fields["since"] = holder.since.isoformat()
    fields["until"] = "…" if holder.open else holder.until.isoformat()
    data = {"office": named.office, "date": when, "holder": holder.name("en")}
    data |= {"source": holder.source}
    return draft(case, f"tenure.{outcome}", outcome, [named.span, *day.words], data=data, **fields)
