"""One annotation, one JSON object: the words of the case file for each type of annotation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from takhrij.annotations import (
    Actor,
    Attribution,
    Candidate,
    Chain,
    Claim,
    Entity,
    Evidence,
    Fact,
    Finding,
    Incident,
    Link,
    Mention,
    Munition,
    Origin,
    Place,
    Quantity,
    RecordMatch,
    Searched,
    Time,
    Verdict,
)
from takhrij.document import Document, Span
from takhrij.records.record import Dataset

Row = dict[str, Any]


def span_row(span: Span) -> Row:
    return {"start": span.start, "end": span.end}


def _maybe(span: Span | None) -> Row | None:
    return None if span is None else span_row(span)


def _spans(spans: Iterable[Span]) -> list[Row]:
    return [span_row(span) for span in spans]


def day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def document_row(document: Document) -> Row:
    """What is known of the report, its text whole, and the problems met in reading it."""
    about = document.metadata
    return {
        "id": document.id,
        "source": about.source,
        "title": about.title if about.title is not None else "",
        "byline": about.byline,
        "publisher": about.publisher,
        "published": day(about.published),
        "language": document.language,
        "text": document.text,
        "url": about.url,
        "title_span": _maybe(about.title_span),
        "body_start": about.body_start,
        "problems": list(about.problems),
    }


# --- mentions -----------------------------------------------------------------------------


def mention_row(mention: Mention, text: str) -> Row:
    return {
        "id": mention.id,
        **span_row(mention.span),
        "text": mention.span.of(text),
        "type": mention.type,
        "entity": mention.entity,
        "value": value_row(mention.of),
    }


def value_row(of: object) -> Row:
    """What the words of a mention come to; empty where nothing more is known."""
    if isinstance(of, Time):
        return _time_value(of)
    if isinstance(of, Quantity):
        return _quantity_value(of)
    if isinstance(of, Place):
        return {"precision": of.precision, "area": of.area, "metonym": of.metonym}
    if isinstance(of, Actor):
        return {"name": of.name, "named": of.named, "ref": of.ref, "title": _maybe(of.title)}
    if isinstance(of, Munition):
        return {"name": of.name}
    return {}


def _time_value(time: Time) -> Row:
    value = time.value
    return {
        "earliest": day(value.earliest),
        "latest": day(value.latest),
        "precision": value.precision,
        "calendar": value.calendar,
        "anchor": value.anchor,
        "kind": time.kind,
        "weekday": value.weekday,
        "part_of_day": value.part_of_day,
        "uncertain_days": value.uncertain_days,
        "days": None if time.days is None else list(time.days),
    }


def _quantity_value(quantity: Quantity) -> Row:
    value = quantity.value
    return {
        "min": _whole(value.min),
        "max": _whole(value.max),
        "unit": value.unit,
        "of": value.of,
        "approximate": value.approximate,
        "words": value.words,
        "bearing": value.bearing,
        "counted": _maybe(quantity.counted),
    }


def _whole(number: float | None) -> float | int | None:
    """20.0 people are 20 people."""
    if isinstance(number, float) and number.is_integer():
        return int(number)
    return number


def entity_row(entity: Entity) -> Row:
    """An entity; a place says where it may be, or null where the gazetteer doesn't hold it."""
    row: Row = {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "names": dict(entity.names),
        "ref": entity.ref,
        "mentions": _spans(entity.mentions),
    }
    return {**row, **_position(entity)} if entity.type == "place" else row


def _position(entity: Entity) -> Row:
    if not entity.candidates:
        return {**_NOWHERE, "precision": entity.precision, "alternatives": []}
    best, *others = entity.candidates
    return {
        "lat": best.lat,
        "lon": best.lon,
        "country": best.country,
        "admin": list(best.admin),
        "feature": best.feature,
        "ref": best.ref,
        "confidence": best.confidence,
        "precision": entity.precision,
        "alternatives": [_alternative(other) for other in others],
    }


_NOWHERE: Mapping[str, Any] = {
    "lat": None,
    "lon": None,
    "country": None,
    "admin": [],
    "feature": None,
    "confidence": 0.0,
}


def _alternative(candidate: Candidate) -> Row:
    return {
        "ref": candidate.ref,
        "name": candidate.name,
        "lat": candidate.lat,
        "lon": candidate.lon,
        "country": candidate.country,
        "admin": list(candidate.admin),
        "confidence": candidate.confidence,
    }


# --- claims -------------------------------------------------------------------------------


def attribution_row(attribution: Attribution) -> Row:
    return {
        "id": attribution.id,
        "source": _maybe(attribution.source),
        "cue": _maybe(attribution.cue),
        "content": _spans(attribution.content),
        "speaker": attribution.speaker,
        "speaker_span": _maybe(attribution.speaker_span),
        "kind": attribution.kind,
        "knowledge": attribution.knowledge,
        "act": attribution.act,
        "via": attribution.via,
        "negated": attribution.negated,
        "inferred": attribution.inferred,
        "party": attribution.party,
        "made_by": attribution.made_by,
        "confidence": attribution.confidence,
    }


def claim_row(claim: Claim, chain: Chain | None, text: str, entities: Mapping[str, str]) -> Row:
    """A claim with its chain. `where` holds entity ids; the mentions are in `where_mentions`.

    A place that no entity stands for keeps its mention id in `where`.
    """
    where = tuple(dict.fromkeys(entities.get(mention, mention) for mention in claim.where))
    return {
        "id": claim.id,
        **span_row(claim.span),
        "text": claim.span.of(text),
        "kind": claim.kind,
        "event": claim.event,
        "event_span": _maybe(claim.event_span),
        "polarity": claim.polarity,
        "checkable": claim.checkable,
        "when": list(claim.when),
        "where": list(where),
        "where_mentions": list(claim.where),
        "actor": list(claim.actor),
        "affected": list(claim.affected),
        "how_many": list(claim.how_many),
        "attributions": list(claim.attributions),
        "chain": [] if chain is None else [link_row(link) for link in chain.links],
        "weakest": None if chain is None or not chain.links else chain.weakest,
        "basis": "unattributed" if chain is None else chain.basis,
    }


def link_row(link: Link) -> Row:
    return {
        "who": link.who,
        "kind": link.kind,
        "knowledge": link.knowledge,
        "attribution": link.attribution,
        "standing": link.standing,
        "perhaps": link.perhaps,
    }


def incident_row(incident: Incident) -> Row:
    return {
        "id": incident.id,
        "type": incident.type,
        "claims": list(incident.claims),
        "where": list(incident.where),
        "when": list(incident.when),
        "actor": list(incident.actor),
        "harm": list(incident.harm),
        "attributions": list(incident.attributions),
    }


# --- checks, evidence, verdicts -------------------------------------------------------------


def finding_row(finding: Finding) -> Row:
    """A finding; `message` is the English sentence, `messages` has every language."""
    messages = dict(finding.messages)
    return {
        "id": finding.id,
        "check": finding.check,
        "claims": list(finding.claims),
        "spans": _spans(finding.words),
        "outcome": finding.outcome,
        "message": messages.get("en", next(iter(messages.values()), "")),
        "messages": messages,
        "data": dict(finding.data),
    }


def evidence_row(evidence: Evidence) -> Row:
    return {
        "id": evidence.id,
        "claim": evidence.claim,
        "document": evidence.document,
        "start": evidence.start,
        "end": evidence.end,
        "text": evidence.text,
        "stance": evidence.stance,
        "score": evidence.score,
        "family": evidence.family,
        "origin": evidence.origin,
        "source": evidence.source,
        "published": evidence.published,
        "stream": evidence.stream,
        "own_family": evidence.own_family,
        "facts": [fact_row(fact) for fact in evidence.facts],
        "words": [{"claim": ours, "passage": theirs} for ours, theirs in evidence.words],
        "by": evidence.by,
    }


def fact_row(fact: Fact) -> Row:
    return {
        "slot": fact.slot,
        "agreement": fact.agreement,
        "claim": fact.claim,
        "passage": fact.passage,
        "apart": fact.apart,
    }


def record_row(record: RecordMatch) -> Row:
    """A record; `differences` are in English, `told` has every language."""
    return {
        "id": record.id,
        "claim": record.claim,
        "dataset": record.dataset,
        "ref": record.ref,
        "probability": record.probability,
        "differences": list(record.differences),
        "relation": record.relation,
        "fit": record.fit,
        "claims": list(record.claims),
        "told": {language: list(phrases) for language, phrases in record.told},
        "weights": [
            {"comparison": one.comparison, "level": one.level, "bits": one.bits}
            for one in record.weights
        ],
        "place": record.place,
        "earliest": record.earliest,
        "latest": record.latest,
        "km": record.km,
        "event": record.event,
        "summary": record.summary,
        "status": record.status,
        "origin": record.origin,
        "url": record.url,
    }


def searched_row(searched: Searched) -> Row:
    return {
        "claim": searched.claim,
        "passages": searched.passages,
        "judged": searched.judged,
        "skipped": searched.skipped,
    }


def dataset_row(dataset: Dataset) -> Row:
    """A data set of records that was compared: whose it is, how large, the days it spans."""
    return {
        "name": dataset.name,
        "title": dataset.title,
        "licence": dataset.licence,
        "credit": dataset.credit,
        "digest": dataset.digest,
        "records": dataset.records,
        "earliest": dataset.earliest,
        "latest": dataset.latest,
    }


def verdict_row(verdict: Verdict) -> Row:
    """A verdict; `why` is the English paragraph, `whys` has every language."""
    whys = dict(verdict.why)
    return {
        "claim": verdict.claim,
        "label": verdict.label,
        "confidence": verdict.confidence,
        "independent_origins": verdict.independent_origins,
        "evidence": list(verdict.evidence),
        "why": whys.get("en", next(iter(whys.values()), "")),
        "whys": whys,
        "origins": [origin_row(origin) for origin in verdict.origins],
        "streams": dict(verdict.streams),
    }


def origin_row(origin: Origin) -> Row:
    """An origin with the reports behind it; `why` is English, `whys` has every language."""
    whys = dict(origin.why)
    return {
        "id": origin.id,
        "kind": origin.kind,
        "name": origin.name,
        "names": dict(origin.names),
        "why": whys.get("en", next(iter(whys.values()), "")),
        "whys": whys,
        "behind": [
            {"document": one.document, "how": one.how, "through": one.through}
            for one in origin.behind
        ],
    }
