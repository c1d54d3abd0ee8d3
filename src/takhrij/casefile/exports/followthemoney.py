"""A case as FollowTheMoney entities, one JSON object a line, as `ftm validate` takes them.

The article is an Article; each claim a Note on it; each event an Event; each place an Address
with its position; persons and bodies that have a name are Persons and Organizations, with a
Mention for every form of their names in the article. Someone known by a role alone ("a
spokesman") is left out, and said to be: a Person without a name is nobody that another
database may join to somebody. Ids are digests, the same for the same case.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from takhrij.casefile.exports import Export, Loss, Row, lost
from takhrij.casefile.exports.lookup import Lookup, has_position
from takhrij.casefile.interface import Interface, words

_SCHEMATA = {"person": "Person", "organization": "Organization", "group": "Organization"}
_NAMED_BY_NATURE = frozenset(("organization", "group"))


def followthemoney(case: Row, language: Interface) -> Export:
    """Lines of JSON; what a note says besides the claim is in `language`."""
    graph = _Graph(Lookup(case), language)
    lines = [json.dumps(one, ensure_ascii=False, sort_keys=True) for one in graph.entities()]
    unnamed = Loss("unnamed", len(graph.actors) - len(graph.kept))
    kinds = ("findings", "evidence", "records", "families")
    losses = (*((unnamed,) if unnamed.n else ()), *lost(case, *kinds))
    return Export(("\n".join(lines) + "\n").encode(), losses)


@dataclass(frozen=True)
class _Graph:
    held: Lookup
    language: Interface

    @property
    def case(self) -> Row:
        return self.held.case

    @property
    def kept(self) -> list[Row]:
        """Persons and bodies that have a name."""
        return [one for one in self.actors if self.is_named(one)]

    @property
    def actors(self) -> list[Row]:
        return [one for one in self.case["entities"] if one["type"] in _SCHEMATA]

    @property
    def places(self) -> list[Row]:
        return [one for one in self.case["entities"] if one["type"] == "place"]

    def id(self, name: str) -> str:
        """The id of a part of this case, or of the article itself where `name` is empty."""
        return "takhrij-" + hashlib.sha256(_key(self.case, name)).hexdigest()[:40]

    def entities(self) -> Iterator[Row]:
        kept = self.kept
        names = frozenset(one["id"] for one in kept)
        yield self.article(kept)
        yield from map(self.place, self.places)
        for one in kept:
            yield self.actor(one)
            yield from self.mentions(one)
        yield from (self.event(one, names) for one in self.case["incidents"])
        yield from map(self.note, self.case["claims"])

    def is_named(self, actor: Row) -> bool:
        return actor["type"] in _NAMED_BY_NATURE or actor["id"] in self.held.named

    def article(self, kept: Sequence[Row]) -> Row:
        about = self.case["document"]
        values = {
            "title": about["title"],
            "author": about["byline"],
            "publisher": about["publisher"],
            "publishedAt": about["published"],
            "language": {"ar": "ara", "en": "eng"}[about["language"]],
            "sourceUrl": about["url"],
            "bodyText": about["text"],
            "peopleMentioned": [one["name"] for one in kept if one["type"] == "person"],
            "namesMentioned": [one["name"] for one in kept if one["type"] != "person"],
            "locationMentioned": [one["name"] for one in self.places],
            "processingAgent": f"takhrij {self.case['made_by']['takhrij']}",
        }
        return _entity(self.id(""), "Article", values)

    def place(self, place: Row) -> Row:
        position = has_position(place)
        values = {
            "name": [place["name"], *place["names"].values()],
            "full": place["name"],
            "country": (place["country"] or "").lower(),
            "region": place["admin"][:1],
            "latitude": str(place["lat"]) if position else None,
            "longitude": str(place["lon"]) if position else None,
            "remarks": f"confidence {place['confidence']}, precision {place['precision']}",
            "proof": self.id(""),
        }
        return _entity(self.id(place["id"]), "Address", values)

    def actor(self, actor: Row) -> Row:
        values = {"name": [actor["name"], *actor["names"].values()], "proof": self.id("")}
        return _entity(self.id(actor["id"]), _SCHEMATA[actor["type"]], values)

    def mentions(self, actor: Row) -> Iterator[Row]:
        forms = (m["text"] for m in self.held.mentions.values() if m["entity"] == actor["id"])
        for form in dict.fromkeys(forms):
            values = {
                "document": self.id(""),
                "name": form,
                "resolved": self.id(actor["id"]),
                "detectedSchema": _SCHEMATA[actor["type"]],
            }
            yield _entity(self.id(f"{actor['id']}/{form}"), "Mention", values)

    def event(self, event: Row, kept: frozenset[str]) -> Row:
        held = self.held
        first, last = held.days(event["when"])
        places = [one for one in held.referred(event["where"]) if one["type"] == "place"]
        involved = [one for one in held.referred(event["actor"]) if one["id"] in kept]
        values = {
            "name": self.event_name(event, places),
            "startDate": first,
            "endDate": last,
            "location": [one["name"] for one in places],
            "addressEntity": [self.id(one["id"]) for one in places],
            "involved": [self.id(one["id"]) for one in involved],
            "summary": held.words(event["harm"]),
            "proof": self.id(""),
        }
        return _entity(self.id(event["id"]), "Event", values)

    def event_name(self, event: Row, places: Sequence[Row]) -> str:
        kind = words(self.language).term("event", event["type"])
        return " · ".join([kind, *(one["name"] for one in places[:1])])

    def note(self, claim: Row) -> Row:
        spoken, verdict = words(self.language), self.held.verdicts.get(claim["id"])
        hands = [link["who"] or spoken.say("claims.missing_source") for link in claim["chain"]]
        values = {
            "name": claim["text"][:200],
            "description": claim["text"],
            "entity": [self.id(""), *(self.id(e["id"]) for e in self.held.placed(claim["where"]))],
            "summary": " → ".join(" ".join(str(hand).split()) for hand in hands),
            "notes": verdict and verdict["whys"].get(self.language, verdict["why"]),
            "keywords": verdict and spoken.term("label", verdict["label"]),
            "proof": self.id(""),
        }
        return _entity(self.id(claim["id"]), "Note", values)


def _key(case: Row, name: str) -> bytes:
    return json.dumps([case["document"]["id"], name]).encode()


def _entity(name: str, schema: str, values: Mapping[str, Any]) -> Row:
    """An entity in FollowTheMoney's form: every property a list, empty ones left out."""
    properties = {key: _values(value) for key, value in values.items()}
    kept = {key: listed for key, listed in properties.items() if listed}
    return {"id": name, "schema": schema, "properties": kept}


def _values(value: Any) -> list[str]:
    """Texts without white space at their ends, which the other side takes off anyway."""
    listed: Iterable[Any] = value if isinstance(value, list) else [value]
    texts = (str(one).strip() for one in listed if one)
    return list(dict.fromkeys(text for text in texts if text))
