"""A case as a MISP event: one attribute a claim, tagged with its two grades.

Tags are of the taxonomy `admiralty-scale` (MISP/misp-taxonomies), whose machine tags read
`admiralty-scale:source-reliability="f"`. An event stays inside the organisation that loads it
(distribution 0), unpublished and of undefined threat: the user decides who is to see it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from takhrij.casefile.exports import Export, Row, lost
from takhrij.casefile.interface import Interface, words

_ONLY_US = "0"
_UNDEFINED_THREAT = "4"
_ONGOING = "1"
_UNGRADED = {"reliability": "F", "credibility": 6}


def misp(case: Row, language: Interface) -> Export:
    """The event. Its ids are digests of the case's own, so the same case gives the same bytes."""
    about = case["document"]
    event: dict[str, Any] = {
        "uuid": _uuid(about["id"]),
        "info": _title(about),
        "distribution": _ONLY_US,
        "threat_level_id": _UNDEFINED_THREAT,
        "analysis": _ONGOING,
        "published": False,
        "Attribute": list(_attributes(case, language)),
    }
    if about["published"]:
        event["date"] = about["published"]
    text = json.dumps({"Event": event}, ensure_ascii=False, indent=1)
    kinds = ("entities", "incidents", "findings", "evidence", "records", "families")
    return Export((text + "\n").encode(), lost(case, *kinds))


def _title(about: Row) -> str:
    return str(about["title"] or about["source"])


def _uuid(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"urn:takhrij:{name}"))


def _attributes(case: Row, language: Interface) -> Iterator[Row]:
    about = case["document"]
    digest = str(about["id"]).removeprefix("sha256:")
    yield _attribute(about["id"], "sha256", digest, comment=_title(about))
    if about.get("url"):
        yield _attribute(about["id"], "link", about["url"])
    for claim in case["claims"]:
        yield {
            **_attribute(f"{about['id']}:{claim['id']}", "text", claim["text"]),
            "comment": _comment(claim, language),
            "Tag": [{"name": name} for name in tags(claim)],
        }


def _attribute(name: str, kind: str, value: str, *, comment: str = "") -> dict[str, Any]:
    """An attribute that no detection system may act on (`to_ids` false)."""
    return {
        "uuid": _uuid(f"{name}:{kind}"),
        "type": kind,
        "category": "External analysis",
        "to_ids": False,
        "distribution": _ONLY_US,
        "value": value,
        "comment": comment,
    }


def tags(claim: Row) -> tuple[str, str]:
    """The two machine tags of a claim; one without a grade can't be judged (f, 6)."""
    grade = claim.get("grade") or _UNGRADED
    return (
        f'admiralty-scale:source-reliability="{str(grade["reliability"]).lower()}"',
        f'admiralty-scale:information-credibility="{grade["credibility"]}"',
    )


def _comment(claim: Row, language: Interface) -> str:
    """Who says so: the hands of the chain, nearest the event first."""
    spoken = words(language)
    hands = (link["who"] or spoken.say("claims.missing_source") for link in claim["chain"])
    chain = " → ".join(" ".join(str(hand).split()) for hand in hands)
    return f"{spoken.say('claims.basis')}: {spoken.term('basis', claim['basis'])}. {chain}".strip()
