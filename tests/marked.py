"""A notation for documents with layers, for tests of claims and checks.

[Deir Samra|place 35.1,36.6 village Hama]      a place, where it lies, what it is, its region
[14 March 2017|time 2017-03-14 weekday=1]      a date, or 2017-03-01..2017-03-31
[three years|length 1095]                      a length of time in days
[12 people|count 12 killed]                    a count, 12..20 or 12.. (open), and of what
[6 km|distance 6 bearing=225]                  a stated distance
[the Palm Brigade|group]                       a person, an organization or a group
[fighters|group unnamed]                       the same, told only by what they are
{a1:it burned down}                            attributed content; facts of a1 in `said`
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from takhrij.annotations import (
    Actor,
    Attribution,
    Candidate,
    Mention,
    Place,
    Quantity,
    QuantityValue,
    Quotation,
    Sentence,
    Time,
    TimeValue,
    Word,
)
from takhrij.document import Document, Span, document_of
from takhrij.language.sentences import sentences
from takhrij.language.words import words

_MARK = re.compile(r"\[([^\]|]+)\|([^\]]+)\]|\{(\w+):|\}")


def marked(
    text: str,
    language: str = "en",
    *,
    title: str | None = None,
    published: str | None = None,
    said: dict[str, dict[str, Any]] | None = None,
    **metadata: Any,
) -> Document:
    """The document that a marked text stands for, with every layer that claims need."""
    whole = text if title is None else f"{title}\n{text}"
    plain, mentions, contents = _parsed(whole)
    if title is not None:
        bare = _parsed(title)[0]
        metadata |= {"title": bare, "title_span": Span(0, len(bare)), "body_start": len(bare) + 1}
    when = date.fromisoformat(published) if published else None
    document = document_of(plain, language, published=when, **metadata)
    document = document.with_layer(Sentence, sentences(document), "test")
    document = document.with_layer(Word, words(document), "test")
    document = document.with_layer(Quotation, (), "test")
    document = document.with_layer(Mention, mentions, "test")
    made = _attributions(plain, contents, said or {})
    return document.with_layer(Attribution, made, "test")


def _parsed(text: str) -> tuple[str, tuple[Mention, ...], dict[str, list[Span]]]:
    plain, end = "", 0
    mentions: list[Mention] = []
    contents: dict[str, list[Span]] = {}
    opened: list[tuple[str, int]] = []
    for match in _MARK.finditer(text):
        plain += text[end : match.start()]
        end = match.end()
        if match[1]:
            span = Span(len(plain), len(plain) + len(match[1]))
            mentions.append(_mention(f"m{len(mentions) + 1}", span, match[1], match[2].split()))
            plain += match[1]
        elif match[3]:
            opened.append((match[3], len(plain)))
        else:
            name, start = opened.pop()
            contents.setdefault(name, []).append(Span(start, len(plain)))
    return plain + text[end:], tuple(mentions), contents


def _attributions(
    plain: str, contents: dict[str, list[Span]], said: dict[str, dict[str, Any]]
) -> tuple[Attribution, ...]:
    made = []
    for name, spans in sorted(contents.items()):
        facts = dict(said.get(name, {}))
        for part in ("source", "cue"):
            if part in facts:
                start = plain.index(facts[part])
                facts[part] = Span(start, start + len(facts[part]))
        if "source" in facts:
            facts.setdefault("speaker", facts["source"].of(plain))
        made.append(Attribution(name, tuple(spans), **facts))
    return tuple(made)


def _mention(name: str, span: Span, words: str, facts: list[str]) -> Mention:
    sort, *rest = facts
    made = {"place": _place, "time": _time, "length": _length, "count": _count}
    made["distance"] = _distance
    if sort in made:
        of = made[sort](span, words, rest)
        kind = {"length": "time", "count": "quantity", "distance": "quantity"}.get(sort, sort)
        return Mention(name, span, kind, of, entity=f"e-{words}")  # type: ignore[arg-type]
    actor = Actor(span, sort, words, named="unnamed" not in rest)  # type: ignore[arg-type]
    return Mention(name, span, sort, actor, entity=f"e-{words}")  # type: ignore[arg-type]


def _place(span: Span, words: str, facts: list[str]) -> Place:
    if not facts:
        return Place(span, words)
    lat, lon = (float(part) for part in facts[0].split(","))
    feature = facts[1] if len(facts) > 1 else "city"
    candidate = Candidate(
        ref=f"test:{words}",
        name=words,
        lat=lat,
        lon=lon,
        country="SY",
        admin=tuple(facts[2:3]),
        names=(("en", words),),
        feature=feature,
        confidence=1.0,
    )
    precision = {"country": 6, "region": 4}.get(feature, 1)
    return Place(span, words, (candidate,), precision=precision)


def _time(span: Span, words: str, facts: list[str]) -> Time:
    options = dict(fact.split("=") for fact in facts[1:])
    earliest, _, latest = facts[0].partition("..")
    return Time(
        span,
        TimeValue(
            date.fromisoformat(earliest),
            date.fromisoformat(latest or earliest),
            options.get("precision", "day"),  # type: ignore[arg-type]
            calendar=options.get("calendar", "gregorian"),  # type: ignore[arg-type]
            anchor=options.get("anchor", "text"),  # type: ignore[arg-type]
            weekday=int(options["weekday"]) if "weekday" in options else None,
            uncertain_days=int(options.get("doubt", 0)),
        ),
    )


def _length(span: Span, words: str, facts: list[str]) -> Time:
    days = float(facts[0])
    return Time(span, TimeValue(None, None, "vague", anchor="none"), "duration", (days, days))


def _count(span: Span, words: str, facts: list[str]) -> Quantity:
    low, dots, high = facts[0].partition("..")
    most = (float(high) if high else None) if dots else float(low)
    value = QuantityValue(float(low), most, facts[1], words=words, approximate="about" in facts)
    return Quantity(span, value, counted=span)


def _distance(span: Span, words: str, facts: list[str]) -> Quantity:
    options = dict(fact.split("=") for fact in facts[1:] if "=" in fact)
    km = float(facts[0])
    bearing = float(options["bearing"]) if "bearing" in options else None
    value = QuantityValue(
        km, km, "distance_km", "km", "about" in facts, words=words, bearing=bearing
    )
    return Quantity(span, value)
