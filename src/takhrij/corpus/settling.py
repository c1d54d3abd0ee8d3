"""What slots and words make of a model's stance: a side is taken only on the claim's own event.

The models were taught on pairs of headlines, where what differs refutes; between passages of a
corpus much differs that refutes nothing. So a refutation needs words that turn the claim round or
another count of the same event, and support needs the event in common or the claim's own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from takhrij.annotations import Fact, Stance
from takhrij.corpus.facts import NEAR_DAYS, NEAR_KM
from takhrij.corpus.stance.compared import Wording

COMMON = 2
"""Of place, day and count (or of count, party and kind) so many must agree before a passage is of
the claim's own event."""
REPEATED, LEAST_WORDS = 0.8, 8
"""A passage that has so much of a claim's words in their order says what the claim says, if these
are so many. On Arabic claims of the war in Syria (Baly and others 2018) every passage read over
this said it; a little lower (.75) and with fewer words others did too."""
OF_THE_SAME = 0.5
"""Below this share of the claim's words a "no" in the passage is about something else."""
_TELLING = frozenset({"place", "date", "count", "actor"})


def bears(of_slots: Iterable[Fact]) -> bool:
    """Whether a slot that tells events apart agrees: a place, a date, a count, an actor; or the
    kind of event, where no place or date is apart."""
    slots = tuple(of_slots)
    if any(fact.slot in _TELLING and fact.agreement != "apart" for fact in slots):
        return True
    apart = any(fact.slot in ("place", "date") and fact.agreement == "apart" for fact in slots)
    return not apart and any(f.slot == "event" and f.agreement == "same" for f in slots)


def settle(
    label: Stance, of_slots: Sequence[Fact], wording: Wording, *, anchored: bool = True
) -> Stance:
    """The stance that stands.

    Another place or day is another event: such a passage only discusses. Another count of the
    same event (place and day) refutes. Else a side needs the event in common: two of place, day
    and count where the claim names a place or a day (`anchored`); of count, party and kind where
    it names neither, two to support and all three to refute. Support may rest on one slot if the
    passage repeats the claim; refutation needs words that turn it round. Between two languages,
    where words can't be put beside each other, every slot compared must be the same (a count may
    be near), and only a count refutes.
    """
    if label not in ("supports", "refutes"):
        return label
    apart = {fact.slot for fact in of_slots if fact.agreement == "apart"}
    agreeing = {fact.slot for fact in of_slots if _agrees(fact)}
    if apart & {"place", "date"}:
        return "discusses"
    if "count" in apart:
        return "refutes" if {"place", "date"} <= agreeing else "discusses"
    ties = frozenset(("place", "date", "count") if anchored else ("count", "actor", "event"))
    common = len(agreeing & ties)
    if label == "refutes":
        enough = COMMON if anchored else len(ties)
        return label if common >= enough and _turns(wording) else "discusses"
    if wording.crosses:
        return label if common >= COMMON and all(map(_is_like, of_slots)) else "discusses"
    repeats = _repeats(wording) and bool(agreeing & _TELLING)
    return label if common >= COMMON or repeats else "discusses"


def _turns(wording: Wording) -> bool:
    return wording.turned and wording.held >= OF_THE_SAME


def _repeats(wording: Wording) -> bool:
    return wording.in_order >= REPEATED and wording.words >= LEAST_WORDS


def _is_like(fact: Fact) -> bool:
    """The same, or a count that may be ("dozens", "nearly a hundred")."""
    return fact.agreement == "same" or (fact.slot, fact.agreement) == ("count", "near")


def _agrees(fact: Fact) -> bool:
    """The same, or near as points and days go; lying in one region is too little."""
    if fact.agreement == "near":
        return fact.slot in ("place", "date") and (fact.apart or 0.0) > 0 and _is_close(fact)
    return fact.agreement == "same"


def _is_close(fact: Fact) -> bool:
    return fact.apart is not None and fact.apart <= (NEAR_KM if fact.slot == "place" else NEAR_DAYS)
