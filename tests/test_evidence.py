"""Evidence: what the slots of a claim and a passage make of a stance."""

from __future__ import annotations

import pytest

from takhrij.annotations import Fact
from takhrij.corpus.settling import bears, settle
from takhrij.corpus.stance import stance
from takhrij.corpus.stance.compared import Wording

PLACE = Fact("place", "same", "Samra", "Samra", 0.0)
DAY = Fact("date", "same", "4 May", "4 May", 0.0)
COUNT = Fact("count", "same", "five", "5")
PARTY = Fact("actor", "same", "the army", "the army")
KIND = Fact("event", "same", "shelling", "shelling")
ELSEWHERE = Fact("place", "apart", "Samra", "Tall", 80.0)
LATER = Fact("date", "apart", "4 May", "9 July", 66.0)
OTHER_COUNT = Fact("count", "apart", "five", "fifty")
OTHER_PARTY = Fact("actor", "apart", "the army", "the council")
NEARBY = Fact("place", "near", "Samra", "Tall", 9.0)
IN_REGION = Fact("place", "near", "Samra", "the province", 60.0)


PLAIN = Wording(held=0.6, in_order=0.5, words=10)
TURNED = Wording(held=0.6, in_order=0.5, words=10, turned=True)
REPEATED = Wording(held=0.9, in_order=0.9, words=10)
FEW = Wording(held=1.0, in_order=1.0, words=4)
CROSSING = Wording(words=10, crosses=True)


@pytest.mark.parametrize(
    ("facts", "given", "wording", "settled"),
    [
        ((PLACE, DAY), "supports", PLAIN, "supports"),
        ((PLACE, COUNT), "supports", PLAIN, "supports"),
        ((PLACE, DAY, OTHER_COUNT), "supports", PLAIN, "refutes"),
        ((PLACE, OTHER_COUNT), "supports", PLAIN, "discusses"),
        ((PLACE, LATER, COUNT), "supports", PLAIN, "discusses"),
        ((ELSEWHERE, DAY, COUNT), "supports", PLAIN, "discusses"),
        ((PARTY, KIND), "supports", PLAIN, "discusses"),
        ((IN_REGION, DAY), "supports", PLAIN, "discusses"),
        ((), "supports", PLAIN, "discusses"),
        ((PLACE, DAY), "discusses", PLAIN, "discusses"),
        ((ELSEWHERE,), "unrelated", PLAIN, "unrelated"),
        # the claim's own words, and enough of them, with one slot
        ((PLACE,), "supports", REPEATED, "supports"),
        ((PARTY,), "supports", REPEATED, "supports"),
        ((KIND,), "supports", REPEATED, "discusses"),
        ((PLACE,), "supports", FEW, "discusses"),
        ((PLACE, LATER), "supports", REPEATED, "discusses"),
        # a refutation needs words that turn the claim round, on its own event
        ((PLACE, DAY), "refutes", TURNED, "refutes"),
        ((PLACE, DAY), "refutes", PLAIN, "discusses"),
        ((PLACE, DAY), "refutes", Wording(0.3, 0.3, 10, turned=True), "discusses"),
        ((ELSEWHERE, DAY), "refutes", TURNED, "discusses"),
        ((PARTY, KIND), "refutes", TURNED, "discusses"),
        # between two languages nothing may be apart
        ((PLACE, COUNT), "supports", CROSSING, "supports"),
        ((PLACE, COUNT, OTHER_PARTY), "supports", CROSSING, "discusses"),
        ((NEARBY, COUNT), "supports", CROSSING, "discusses"),
        ((NEARBY, COUNT), "supports", PLAIN, "supports"),
        ((PLACE, DAY), "refutes", CROSSING, "discusses"),
        ((PLACE, DAY, OTHER_COUNT), "supports", CROSSING, "refutes"),
    ],
)
def test_a_side_is_taken_only_on_the_claims_own_event(facts, given, wording, settled):
    assert settle(given, facts, wording) == settled


@pytest.mark.parametrize(
    ("facts", "given", "settled"),
    [
        ((PARTY, KIND), "supports", "supports"),
        ((PARTY, COUNT, KIND), "refutes", "refutes"),
        ((PARTY, COUNT), "refutes", "discusses"),
        ((KIND,), "supports", "discusses"),
    ],
)
def test_a_claim_without_place_and_day_needs_more_of_party_count_and_kind(facts, given, settled):
    wording = TURNED if given == "refutes" else PLAIN
    assert settle(given, facts, wording, anchored=False) == settled


@pytest.mark.parametrize(
    ("claim", "passage", "turned"),
    [
        ("قصف الجيش البلدة", "نفى الناطق أن الجيش قصف البلدة", True),
        ("قصف الجيش البلدة", "لم يقصف الجيش البلدة", True),
        ("Prices of bread rose in the city", "Prices of bread fell in the city", True),
        ("The army shelled the town", "The army did not shell the town", True),
        ("أصيب ألفان في الإقليم", "قتل ما لا يقل عن مئة وأصيب ألفان في الإقليم", False),
        ("قصف الجيش البلدة", "قصف الجيش البلدة، ولا نهاية لما يجري هناك", False),
        ("The army shelled the town", "The army shelled the town, with no end in sight", False),
        ("Six died in the raid", "No fewer than six died in the raid", False),
    ],
)
def test_only_a_negation_of_the_claims_own_words_turns_it_round(claim, passage, turned):
    assert stance(claim, passage).wording.turned is turned


@pytest.mark.parametrize(
    ("facts", "judged"),
    [((), False), ((ELSEWHERE, KIND), False), ((KIND,), True), ((PLACE,), True), ((DAY,), True)],
)
def test_nearness_in_meaning_alone_is_never_judged(facts, judged):
    assert bears(facts) is judged
