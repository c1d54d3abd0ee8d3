"""Verdicts: what the evidence comes to, never true or false."""

from __future__ import annotations

from dataclasses import replace

import pytest
from marked import marked

from takhrij.annotations import Chain, Claim, Evidence, Incident, RecordMatch
from takhrij.claims.chains import chains
from takhrij.claims.claims import claims
from takhrij.claims.incidents import incidents
from takhrij.verdicts import verdicts

SAID = {"a1": {"source": "The mayor", "cue": "said", "kind": "named_person"}}


def judged(text, said=None, evidence=(), records=()):
    document = marked(text, said=said)
    document = document.with_layer(Claim, claims(document), "test")
    document = document.with_layer(Chain, chains(document), "test")
    document = document.with_layer(Incident, incidents(document), "test")
    document = document.with_layer(Evidence, evidence, "test")
    return verdicts(document.with_layer(RecordMatch, records, "test"))


def passage(number, stance, origin=None, score=0.9, claim="c1"):
    return Evidence(f"v{number}", claim, f"doc{number}", 0, 4, "text", stance, score, None, origin)


def test_with_one_report_alone_there_is_not_enough_evidence():
    (verdict,) = judged("The mayor said {a1:shells hit the bakery}.", SAID)
    assert verdict.label == "not_enough_evidence"
    assert verdict.independent_origins == 1
    assert verdict.evidence == ()


def test_the_reason_names_the_chain_in_both_languages():
    (verdict,) = judged("The mayor said {a1:shells hit the bakery}.", SAID)
    reasons = dict(verdict.why)
    assert list(reasons) == ["ar", "en"]
    assert all("The mayor" in why for why in reasons.values())


def test_an_own_voice_claim_has_no_known_origin():
    (verdict,) = judged("Shells hit the bakery on Monday.")
    assert verdict.independent_origins == 0
    assert "own voice" in dict(verdict.why)["en"]


def test_what_cant_be_checked_gets_no_verdict():
    assert judged("The convoy will reach the camp on Friday.") == ()


def test_two_origins_that_agree_support_a_claim():
    evidence = (passage(1, "supports", "o1"), passage(2, "supports", "o2"))
    (verdict,) = judged("Shells hit the bakery on Monday.", evidence=evidence)
    assert (verdict.label, verdict.evidence) == ("supported", ("v1", "v2"))
    assert verdict.independent_origins == 2


def test_ten_reprints_of_one_origin_are_one_voice():
    evidence = tuple(passage(n, "supports", "o1") for n in range(10))
    (verdict,) = judged("Shells hit the bakery on Monday.", evidence=evidence)
    assert (verdict.label, verdict.independent_origins) == ("not_enough_evidence", 1)


def test_two_origins_against_refute_and_both_sides_conflict():
    against = (passage(1, "refutes", "o1"), passage(2, "refutes", "o2"))
    assert judged("Shells hit the bakery.", evidence=against)[0].label == "refuted"
    both = (*against, passage(3, "supports", "o3"))
    assert judged("Shells hit the bakery.", evidence=both)[0].label == "conflicting"


def test_weak_passages_and_mere_mentions_do_not_count():
    evidence = (passage(1, "supports", "o1", score=0.3), passage(2, "discusses", "o2"))
    assert judged("Shells hit the bakery.", evidence=evidence)[0].label == "not_enough_evidence"


def test_confidence_is_the_chance_of_the_verdict_and_doubt_is_not_enough_evidence():
    sure = (passage(1, "supports", "o1"), passage(2, "supports", "o2"))
    (verdict,) = judged("Shells hit the bakery.", evidence=sure)
    assert (verdict.label, verdict.confidence) == ("supported", 0.81)
    unsure = tuple(replace(one, score=0.6) for one in sure)
    (verdict,) = judged("Shells hit the bakery.", evidence=unsure)
    assert (verdict.label, verdict.confidence) == ("not_enough_evidence", 0.64)


def test_records_are_told_but_decide_nothing():
    records = (RecordMatch("r1", "c1", "ucdp-ged", "17", 0.8),)
    (verdict,) = judged("Shells hit the bakery on Monday.", records=records)
    assert verdict.label == "not_enough_evidence"
    assert "ucdp-ged 17" in dict(verdict.why)["en"]


def test_a_retold_event_counts_every_named_origin_once():
    text = (
        "The mayor said {a1:shells hit [Samra|place 35,36 village]}."
        " A doctor reported {a2:the shelling of [Samra|place 35,36 village] went on}."
        " He added {a3:shelling hit [Samra|place 35,36 village] twice}."
    )
    said = {
        "a1": {"source": "The mayor", "cue": "said", "kind": "named_person"},
        "a2": {"source": "A doctor", "cue": "reported", "kind": "named_person"},
        "a3": {"source": "He", "cue": "added", "speaker": "The mayor", "kind": "named_person"},
    }
    assert [v.independent_origins for v in judged(text, said)] == [2, 2, 2]


@pytest.mark.parametrize(
    ("told", "kinds", "origins"),
    [
        ("A doctor doubted whether", "named_person", 1),
        ("A doctor reported that", "named_person", 2),
        ("The officer reported that", "unnamed_person", 1),
        ("A doctor reported that", "unnamed_person", 2),
    ],
)
def test_who_doubts_and_who_may_be_the_same_person_is_no_second_origin(told, kinds, origins):
    source, cue, _ = told.rsplit(" ", 2)
    text = (
        "A soldier said {a1:shells hit [Samra|place 35,36 village] on Monday}."
        f" {told} {{a2:shells hit [Samra|place 35,36 village] on Monday}}."
    )
    said = {
        "a1": {"source": "A soldier", "cue": "said", "kind": "unnamed_person"},
        "a2": {"source": source, "cue": cue, "kind": kinds},
    }
    assert judged(text, said)[0].independent_origins == origins
