"""When an event happened and when it is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from takhrij.annotations import Claim, Incident, Mention, Outcome
from takhrij.checks.case import Case
from takhrij.checks.drafts import Draft, draft

_LATE_DAYS = 180
"""A first telling so late is worth a question; the program can't know whether it is the first."""
_AHEAD_DAYS = 1
"""A report may be dated a day before its event across time zones."""
_DAYS_A_YEAR = 365.25
_LONGEST_DAYS = 366


def delay(case: Case) -> Iterator[Draft]:
    """The day of the main event against the day of publication.

    Consistent if the event lies at most 180 days back. Inconsistent if the words give a full
    date more than a day after publication for something told as past. Undetermined if it
    lies further back: why is it told now, and was it told before? Only the corpus and other
    records can answer that. The main event is the first incident with a day in its words.
    """
    published = case.document.metadata.published
    if published is None:
        return
    main = next(iter(_main(case)), None)
    if main is not None:
        yield _told(case, main, published)
    for claim in case.claims:
        yield from _ahead(case, claim, published)


def _main(case: Case) -> Iterator[Mention]:
    """Times of the main incident, those of the first claim first."""
    ranked = sorted(case.incidents, key=lambda incident: _rank(case, incident))
    for incident in ranked[:1]:
        for name in incident.when:
            mention = case.mention[name]
            if _days(mention) is not None:
                yield mention


def _rank(case: Case, incident: Incident) -> tuple[bool, int]:
    """Incidents of the headline first, then in order."""
    titled = {claim.id for claim in case.title_claims}
    return not titled & set(incident.claims), int(incident.id.lstrip("i") or 0)


def _days(mention: Mention) -> tuple[date, date] | None:
    value = mention.of.value
    if value.earliest is None or value.latest is None:
        return None
    short = (value.latest - value.earliest).days <= _LONGEST_DAYS
    return (value.earliest, value.latest) if short else None


def _told(case: Case, mention: Mention, published: date) -> Draft:
    earliest, latest = _days(mention) or (published, published)
    days = (published - latest).days
    outcome: Outcome = "consistent" if days <= _LATE_DAYS else "undetermined"
    return draft(
        case,
        f"delay.{outcome}",
        outcome,
        [mention.span],
        data={"days": days, "event": earliest.isoformat(), "published": published.isoformat()},
        event=mention.span,
        published=published.isoformat(),
        days=max(0, days),
        years=round(max(0, days) / _DAYS_A_YEAR, 1),
    )


def _ahead(case: Case, claim: Claim, published: date) -> Iterator[Draft]:
    """Events told as past and dated, in full, after the report."""
    if claim.kind != "event" or claim.polarity != "affirmed" or not _is_harm(claim):
        return
    for name in claim.when:
        mention = case.mention[name]
        value = mention.of.value
        if not _told_as_past(case, mention) or value.anchor != "text" or value.earliest is None:
            continue
        days = (value.earliest - published).days
        if days > _AHEAD_DAYS + value.uncertain_days:
            data = {"days": -days, "published": published.isoformat()}
            fields = {"event": mention.span, "published": published.isoformat()}
            words = [mention.span]
            yield draft(case, "delay.inconsistent", "inconsistent", words, data=data, **fields)


def _told_as_past(case: Case, mention: Mention) -> bool:
    """The clause with the date tells of something done, not planned or feared."""
    owners = [case.claim[name] for name in case.claims_over(mention.span)]
    return all(one.kind == "event" and one.polarity == "affirmed" for one in owners)


def _is_harm(claim: Claim) -> bool:
    """Attacks and harm: what can only be told once it has happened."""
    if claim.event == "other":
        return bool(claim.how_many or claim.affected)
    return claim.event not in (None, "statement", "medical")
