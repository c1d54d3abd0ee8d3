"""Every difference between a claimed incident and a record, in words a reader understands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from takhrij.claims.told import Count
from takhrij.language.lexicon import load
from takhrij.records.claimed import Claimed
from takhrij.records.levels import Compared, kilometres
from takhrij.records.record import Range, Record

_SMALL_KM = 0.5
"""Nearer than this, two points are one for a reader."""
OTHERS_KM = 25.0


def differences(
    claim: Claimed, record: Record, found: Compared, language: str, *, others: bool = False
) -> tuple[str, ...]:
    """One phrase a difference, in the order place, date, kind, party, killed, injured, row;
    `others` tells how far it lies from the claim's other places as well."""
    words: dict[str, str] = load(language, "messages")["records"]
    told = (
        *_place(record, found, words),
        *(_others(claim, record, found, words) if others else ()),
        *_date(claim, record, found, words),
        *_event(claim, record, found, language),
        *_actor(claim, record, found, words),
        *_harm("killed", claim.killed, record.killed, found, words),
        *_harm("injured", claim.injured, record.injured, found, words),
        *(words["problem"].format(said=said) for said in record.problems),
    )
    return tuple(told)


Words = dict[str, str]


def _place(record: Record, found: Compared, words: Words) -> Iterator[str]:
    level = found.level("place")
    values = {"place": record.place, "km": found.km, "words": found.spot and found.spot.words}
    if level is None:
        yield words["no_place"]
    elif level == "region":
        yield words["region"].format(**values)
    elif found.km is None:
        yield words["named" if level == "same_name" else "elsewhere"].format(**values)
    elif found.km > _SMALL_KM or level != "same_name":
        yield words["away"].format(**values)
    if record.placed == "gazetteer":
        yield words["found"].format(**values)


def _others(claim: Claimed, record: Record, found: Compared, words: Words) -> Iterator[str]:
    """The claim's other places within OTHERS_KM of a record."""
    for spot in claim.spots:
        at = None if spot.broad or spot == found.spot else kilometres(spot, record)
        if at is not None and at <= OTHERS_KM:
            yield words["away"].format(place=record.place, km=at, words=spot.words)


def _date(claim: Claimed, record: Record, found: Compared, words: Words) -> Iterator[str]:
    day = _span(record)
    if record.earliest is None:
        yield words["undated"]
    elif found.days is None or claim.days is None:
        yield words["no_day"].format(date=day)
    elif found.days:
        key = "later" if found.days > 0 else "earlier"
        yield words[key].format(date=day, days=abs(found.days), words=claim.days.words)
    elif claim.days.breadth > 1:
        yield words["within"].format(date=day, words=claim.days.words)


def _span(record: Record) -> str:
    if record.latest in (None, record.earliest):
        return str(record.earliest)
    return f"{record.earliest} – {record.latest}"


def _event(claim: Claimed, record: Record, found: Compared, language: str) -> Iterator[str]:
    messages: dict[str, Any] = load(language, "messages")
    if found.level("event") in ("alike", "differ"):
        names = {"ours": claim.event, "theirs": record.event}
        said = {key: messages["events"].get(name, name) for key, name in names.items()}
        yield messages["records"]["event"].format(**said)
    elif claim.event is not None and record.event is None:
        yield messages["records"]["no_event"]


def _actor(claim: Claimed, record: Record, found: Compared, words: Words) -> Iterator[str]:
    theirs = "; ".join(record.actors)
    if record.actors and not record.did_it:
        yield words["sides"].format(theirs=theirs)
    elif found.level("actor") == "differ" or bool(record.actors) != bool(claim.doers):
        ours = "; ".join(claim.doers) or words["none"]
        yield words["actor"].format(theirs=theirs or words["none"], ours=ours)


def _harm(
    harm: str, claim: Count | None, record: Range | None, found: Compared, words: Words
) -> Iterator[str]:
    level = found.level("killed" if harm == "killed" else "injured")
    if claim is None:
        return
    if record is None:
        yield words[f"no_{harm}"].format(ours=claim.words)
    elif level != "same" or record != (claim.low, claim.high):
        yield words[harm].format(theirs=_range(record, words), ours=claim.words)


def _range(record: Range, words: Words) -> str:
    low, high = (f"{value:g}" for value in record)
    return low if low == high else words["to"].format(low=low, high=high)
