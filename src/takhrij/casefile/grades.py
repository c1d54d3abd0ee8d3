"""A grade for each claim in two parts that are never mixed, on the Admiralty (NATO) scale.

Reliability, A to F, is of the source and the user's to set, source by source; who is not on
the list can't be judged (F). Credibility, 1 to 6, is of the information and follows from what
other reports, records and checks say of the claim; with nothing to go by it can't be judged (6).
Meanings of the grades: STANAG 2511; US Army FM 2-22.3 (2006), appendix B.

1 confirmed      the verdict is "supported": at least two independent origins agree
2 agrees         one independent origin outside the report supports it
3 partly         supported, but a check found it inconsistent; or it matches an incident
                 record; or more than one source within the report tells it
4 doubtful       accounts conflict, one origin outside refutes it, or a check found it
                 inconsistent and nothing else speaks for it
5 contradicted   the verdict is "refuted"
6 unknown        none of these
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from takhrij.errors import UsageError
from takhrij.language.fold import fold

Row = dict[str, Any]

LETTERS = "ABCDEF"
UNJUDGED = "F"
CREDIBILITY = {
    "confirmed": 1,
    "agrees": 2,
    "partly": 3,
    "doubtful": 4,
    "contradicted": 5,
    "unknown": 6,
}
_LIKELY = 0.5
"""Least score of a passage, and least probability of a record, that counts here."""
_OF_FORM = frozenset({"wording", "sourcing", "one_source", "headline", "headline_numbers"})
"""Checks of how a report is written: what they find doesn't speak against a claim."""
_SHAPE = 'write [reliability] and then lines like "Name of the source" = "B", A to F'


@dataclass(frozen=True, slots=True)
class Ratings:
    """What the user thinks of sources: the letter of each, by its folded name."""

    letters: Mapping[str, str]

    def of(self, names: Iterable[str]) -> tuple[str, str | None]:
        """The letter of the first of some names that is listed, and the name; else F, None."""
        for name in names:
            letter = self.letters.get(_key(name))
            if letter:
                return letter, name
        return UNJUDGED, None


NOBODY = Ratings({})


def ratings(data: bytes, name: str) -> Ratings:
    """The ratings in a file of TOML, or of JSON if its name ends so.

    Raises UsageError, with what the file should hold, if it doesn't hold that.
    """
    try:
        text = data.decode("utf-8-sig")
        table = json.loads(text) if name.lower().endswith(".json") else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{name} can't be read ({error}); {_SHAPE}") from error
    listed = table.get("reliability") if isinstance(table, dict) else None
    if not isinstance(listed, dict):
        raise UsageError(f"{name} has no table of reliability; {_SHAPE}")
    return Ratings(dict(_rows(listed, name)))


def _rows(listed: Mapping[str, object], name: str) -> Iterator[tuple[str, str]]:
    for who, letter in listed.items():
        written = str(letter).upper()
        if len(written) != 1 or written not in LETTERS:
            raise UsageError(f"{name}: {who!r} is rated {letter!r}; give a letter, A to F")
        yield _key(who), written


def _key(name: str) -> str:
    """Spelling, case, marks and a leading article aside."""
    words = "".join(c if c.isalnum() else " " for c in fold(name).casefold()).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


# --- grading ------------------------------------------------------------------------------


def graded(case: Mapping[str, Any], rated: Ratings = NOBODY) -> list[Row]:
    """The claims of a case, each with its `grade`, each hand with its `reliability` if rated."""
    known = _other_names(case)
    verdicts = {one["claim"]: one for one in case.get("verdicts", ())}
    return [
        _graded(claim, case, verdicts.get(claim["id"]), rated, known) for claim in case["claims"]
    ]


def _graded(
    claim: Row, case: Mapping[str, Any], verdict: Row | None, rated: Ratings, known: Names
) -> Row:
    chain = [_rated(link, rated, known) for link in claim["chain"]]
    first = chain[0] if chain else None
    because = _because(claim["id"], case, verdict)
    grade = {
        "reliability": first.get("reliability", UNJUDGED) if first else UNJUDGED,
        "source": first["who"] if first and first.get("standing") != "missing" else None,
        "credibility": CREDIBILITY[because],
        "because": because,
    }
    return {**claim, "chain": chain, "grade": grade}


Names = Mapping[str, tuple[str, ...]]
"""The other names of things in a case (acronyms, the other language), by each name's key."""


def _other_names(case: Mapping[str, Any]) -> Names:
    """Only names of bodies and persons: a place is no source."""
    texts: dict[str, list[str]] = {}
    for mention in case["mentions"]:
        if mention["entity"]:
            texts.setdefault(mention["entity"], []).append(mention["text"])
    found: dict[str, tuple[str, ...]] = {}
    for entity in case["entities"]:
        if entity["type"] in ("person", "organization", "group"):
            own = (entity["name"], *entity["names"].values(), *texts.get(entity["id"], ()))
            found.update({_key(name): own for name in own})
    return found


def _rated(link: Row, rated: Ratings, known: Names) -> Row:
    """The link with its letter where the user gave one. The words as written come first."""
    if link.get("standing") == "missing" or not rated.letters:
        return link
    letter, listed = rated.of((link["who"], *known.get(_key(link["who"]), ())))
    return link if listed is None else {**link, "reliability": letter}


def _because(claim: str, case: Mapping[str, Any], verdict: Row | None) -> str:
    """The reason for a credibility, a key of CREDIBILITY."""
    if verdict is None:
        return "unknown"
    clashes = _is_inconsistent(claim, case)
    if verdict["label"] == "supported":
        return "partly" if clashes else "confirmed"
    decided = {"refuted": "contradicted", "conflicting": "doubtful"}.get(verdict["label"])
    return decided or _undecided(claim, case, verdict, clashes=clashes)


def _undecided(claim: str, case: Mapping[str, Any], verdict: Row, *, clashes: bool) -> str:
    """Where the evidence was not enough for a verdict, it may still say something."""
    stances = {
        one["stance"]
        for one in case.get("evidence", ())
        if one["claim"] == claim and one["score"] >= _LIKELY and one["id"] in verdict["evidence"]
    }
    if clashes or "refutes" in stances:
        return "partly" if clashes and "supports" in stances else "doubtful"
    if "supports" in stances:
        return "agrees"
    is_more = verdict["independent_origins"] > 1 or _is_recorded(claim, case)
    return "partly" if is_more else "unknown"


def _is_inconsistent(claim: str, case: Mapping[str, Any]) -> bool:
    return any(
        claim in finding["claims"]
        and finding["outcome"] == "inconsistent"
        and finding["check"] not in _OF_FORM
        for finding in case["findings"]
    )


def _is_recorded(claim: str, case: Mapping[str, Any]) -> bool:
    return any(
        claim in (record.get("claims") or (record["claim"],)) and record["probability"] >= _LIKELY
        for record in case.get("records", ())
    )
