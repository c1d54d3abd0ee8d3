"""Evidence: what the slots of a claim and a passage make of a stance."""

from __future__ import annotations

import pytest

from takhrij.annotations import Fact
from takhrij.corpus.evidence import bears, settle

PLACE = Fact("place", "same", "Samra", "Samra", 0.0)
DAY = Fact("date", "same", "4 May", "4 May", 0.0)
COUNT = Fact("count", "same", "five", "5")
PARTY = Fact("actor", "same", "the army", "the army")
KIND = Fact("event", "same", "shelling", "shelling")
ELSEWHERE = Fact("place", "apart", "Samra", "Tall", 80.0)
LATER = Fact("date", "apart", "4 May", "9 July", 66.0)
OTHER_COUNT = Fact("count", "apart", "five", "fifty")
IN_REGION = Fact("place", "near", "Samra", "the province", 60.0)


@pytest.mark.parametrize(
    ("facts", "given", "settled"),
    [
        ((PLACE, DAY), "supports", "supports"),
        ((PLACE, COUNT), "supports", "supports"),
        ((PLACE, DAY), "refutes", "refutes"),
        ((PLACE, DAY, OTHER_COUNT), "supports", "refutes"),
        ((PLACE, OTHER_COUNT), "supports", "discusses"),
        ((PLACE, LATER, COUNT), "supports", "discusses"),
        ((ELSEWHERE, DAY, COUNT), "supports", "discusses"),
        ((ELSEWHERE, DAY), "refutes", "discusses"),
        ((PARTY, KIND), "supports", "discusses"),
        ((PARTY, KIND), "refutes", "discusses"),
        ((IN_REGION, DAY), "supports", "discusses"),
        ((), "supports", "discusses"),
        ((PLACE, DAY), "discusses", "discusses"),
        ((ELSEWHERE,), "unrelated", "unrelated"),
    ],
)
def test_a_side_is_taken_only_on_the_claims_own_event(facts, given, settled):
    assert settle(given, facts) == settled


def test_a_claim_without_place_and_day_needs_two_of_party_count_and_kind():
    assert settle("supports", (PARTY, KIND), anchored=False) == "supports"
    assert settle("refutes", (PARTY, COUNT), anchored=False) == "refutes"
    assert settle("refutes", (PARTY,), anchored=False) == "discusses"
    assert settle("supports", (KIND,), anchored=False) == "discusses"


@pytest.mark.parametrize(
    ("facts", "judged"),
    [((), False), ((ELSEWHERE, KIND), False), ((KIND,), True), ((PLACE,), True), ((DAY,), True)],
)
def test_nearness_in_meaning_alone_is_never_judged(facts, judged):
    assert bears(facts) is judged
