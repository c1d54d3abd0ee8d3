"""Evidence streams: witness, document, official, physical, report; kept apart.

Fact-finding missions weigh each kind of evidence by itself (OHCHR, Commissions of Inquiry and
Fact-Finding Missions: Guidance and Practice, 2015). The stream of a passage is that of its
first source; words for samples, fragments and laboratories make it physical.
"""

from __future__ import annotations

from takhrij.annotations import Attribution, Stream
from takhrij.document import Document
from takhrij.language.fold import fold
from takhrij.language.lexicon import words

_BY_KIND: dict[str, Stream] = {
    "named_person": "witness",
    "unnamed_person": "witness",
    "official_body": "official",
    "document": "document",
    "organization": "report",
    "media": "report",
    "group": "official",
    "unknown": "report",
}


def stream_of(document: Document) -> Stream:
    """The stream of a passage that has been read; needs Attribution."""
    plain = fold(document.text)
    if any(fold(word) in plain for word in words(document.language, "streams", "physical")):
        return "physical"
    found = [stream_for(one.kind, one.knowledge) for one in document.layer(Attribution)]
    return next((stream for stream in found if stream != "report"), "report")


def stream_for(kind: str, knowledge: str) -> Stream:
    """The stream of a source by its kind and how it knows."""
    if knowledge == "official":
        return "official"
    return _BY_KIND.get(kind, "report")
