"""Places and events as GeoJSON (RFC 7946): WGS 84, longitude before latitude.

A place that no gazetteer holds has a null geometry, as the standard provides, so that nothing
is dropped; an event stands at all its places that have a position. A point says where a name
lies, not where anything happened: `precision` (UCDP's where_prec, 1 the place itself to 7) and
`confidence` say how far to trust it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from takhrij.casefile.exports import Export, Row, lost
from takhrij.casefile.exports.lookup import Lookup, has_position
from takhrij.casefile.interface import Interface


def geojson(case: Row, language: Interface) -> Export:
    """A FeatureCollection; `language` has no part in it, as names are given in all we know."""
    del language
    held = Lookup(case)
    made = {
        "type": "FeatureCollection",
        "takhrij:document": {
            key: case["document"][key] for key in ("id", "title", "source", "published")
        },
        "features": [*_places(held), *_events(held)],
    }
    text = json.dumps(made, ensure_ascii=False, indent=1)
    kinds = ("attributions", "findings", "evidence", "records", "families", "verdicts")
    return Export((text + "\n").encode(), lost(case, *kinds))


def _places(held: Lookup) -> Iterator[Row]:
    for place in held.case["entities"]:
        if place["type"] == "place":
            claims = [claim["id"] for claim in held.case["claims"] if place["id"] in claim["where"]]
            yield _feature(
                place["id"], _points([place]), {"what": "place", **_of_place(place)}, claims
            )


def _of_place(place: Row) -> dict[str, Any]:
    kept = ("name", "names", "ref", "country", "admin", "precision", "confidence", "alternatives")
    return {key: place.get(key) for key in kept}


def _events(held: Lookup) -> Iterator[Row]:
    for event in held.case["incidents"]:
        first, last = held.days(event["when"])
        told = {
            "what": "event",
            "type": event["type"],
            "earliest": first,
            "latest": last,
            "places": held.words(event["where"]),
            "actors": held.words(event["actor"]),
            "harm": held.words(event["harm"]),
        }
        yield _feature(event["id"], _points(held.placed(event["where"])), told, event["claims"])


def _feature(name: str, geometry: Row | None, told: Row, claims: Sequence[str]) -> Row:
    return {
        "type": "Feature",
        "id": name,
        "geometry": geometry,
        "properties": {**told, "claims": list(claims)},
    }


def _points(places: Sequence[Row]) -> dict[str, Any] | None:
    points = [[one["lon"], one["lat"]] for one in places if has_position(one)]
    if len(points) > 1:
        return {"type": "MultiPoint", "coordinates": points}
    return {"type": "Point", "coordinates": points[0]} if points else None
