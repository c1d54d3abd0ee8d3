"""Verdicts as schema.org ClaimReview, one for each checkable claim, as JSON-LD.

Takhrij is a tool, not a publisher: `author` and `url` of the review are left for whoever
publishes it to add, and no number is given on a scale of truth, since a verdict never says
true or false. The rating is the verdict's label in words; its explanation is the whole `why`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from takhrij.casefile.exports import Export, Loss, Row, lost
from takhrij.casefile.exports.lookup import Lookup
from takhrij.casefile.interface import Interface, words

_AUTHORS = {"official_body": "Organization", "organization": "Organization",
            "media": "Organization", "group": "Organization", "named_person": "Person"}  # fmt: skip
"""The schema.org type of a first hand that has a name; others are left out."""


def claimreview(case: Row, language: Interface) -> Export:
    """A JSON-LD graph; labels and explanations are in `language`."""
    held = Lookup(case)
    graph = list(_reviews(held, language))
    made = {"@context": "https://schema.org", "@graph": graph}
    text = json.dumps(made, ensure_ascii=False, indent=1)
    without = Loss("claims", len(case["claims"]) - len(graph))
    kinds = ("entities", "incidents", "findings", "evidence", "records", "families")
    return Export((text + "\n").encode(), (*((without,) if without.n else ()), *lost(case, *kinds)))


def _reviews(held: Lookup, language: Interface) -> Iterator[Row]:
    about = held.case["document"]
    for claim in held.case["claims"]:
        verdict = held.verdicts.get(claim["id"])
        if verdict is not None:
            yield {
                "@type": "ClaimReview",
                "@id": f"urn:takhrij:{about['id']}:{claim['id']}",
                "claimReviewed": claim["text"],
                "inLanguage": language,
                "itemReviewed": _claim(claim, about),
                "reviewRating": _rating(verdict, language),
                "reviewBody": verdict["whys"].get(language, verdict["why"]),
            }


def _claim(claim: Row, about: Row) -> dict[str, Any]:
    made: dict[str, Any] = {"@type": "Claim", "text": claim["text"], "appearance": _article(about)}
    first = claim["chain"][0] if claim["chain"] else None
    if first is not None and first["standing"] == "named" and first["kind"] in _AUTHORS:
        made["author"] = {"@type": _AUTHORS[first["kind"]], "name": first["who"]}
    return made


def _article(about: Row) -> dict[str, Any]:
    made = {
        "@type": "NewsArticle",
        "headline": about["title"],
        "inLanguage": about["language"],
        "datePublished": about["published"],
        "url": about["url"],
        "publisher": about["publisher"] and {"@type": "Organization", "name": about["publisher"]},
        "identifier": about["id"],
    }
    return {key: value for key, value in made.items() if value}


def _rating(verdict: Row, language: Interface) -> dict[str, Any]:
    return {
        "@type": "Rating",
        "alternateName": words(language).term("label", verdict["label"]),
        "ratingExplanation": verdict["whys"].get(language, verdict["why"]),
    }
