"""Chains: who told whom, nearest the event first, the author or publisher last."""

from __future__ import annotations

import pytest
from marked import marked

from takhrij.annotations import Claim
from takhrij.claims.chains import NOT_NAMED, chains
from takhrij.claims.claims import claims


def chained(text, said=None, language="en", **metadata):
    document = marked(text, language, said=said, **metadata)
    document = document.with_layer(Claim, claims(document), "test")
    return chains(document)


def who(chain):
    return [link.who for link in chain.links]


MAYOR = {"a1": {"source": "The mayor", "cue": "said", "kind": "named_person"}}


def test_an_attributed_claim_goes_from_its_source_to_the_author_and_the_publisher():
    (chain,) = chained(
        "The mayor said {a1:the bridge collapsed at noon}.",
        MAYOR,
        byline="Salim Nahhas",
        publisher="The Valley Post",
    )
    assert who(chain) == ["The mayor", "Salim Nahhas", "The Valley Post"]
    assert [link.kind for link in chain.links] == ["named_person", "author", "publisher"]
    assert chain.links[0].attribution == "a1"


def test_an_own_voice_claim_is_the_authors_alone():
    (chain,) = chained("The bridge collapsed at noon.", byline="Salim Nahhas")
    assert who(chain) == ["Salim Nahhas"]
    assert chain.basis == "author"


def test_an_author_without_a_name_is_still_the_last_link():
    (chain,) = chained("The bridge collapsed at noon.")
    assert who(chain) == [NOT_NAMED["en"]]
    assert chain.links[0].standing == "missing"


def test_a_source_that_told_an_agency_stands_before_the_agency():
    (chain,) = chained(
        "The mayor told the Star Agency {a1:that {a2:the bridge collapsed at noon}}.",
        {
            "a1": {"source": "the Star Agency", "kind": "media"},
            "a2": {"source": "The mayor", "kind": "named_person", "via": "a1"},
        },
    )
    assert who(chain)[:2] == ["The mayor", "the Star Agency"]


def test_who_an_agency_quoted_stands_before_it_though_the_words_come_after():
    (chain,) = chained(
        "The Star Agency quoted the mayor as saying {a1:that {a2:the bridge collapsed at noon}}.",
        {
            "a1": {"source": "The Star Agency", "kind": "media"},
            "a2": {"source": "the mayor", "kind": "named_person", "via": "a1"},
        },
    )
    assert who(chain)[:2] == ["the mayor", "The Star Agency"]


def test_a_speaker_with_two_cues_is_one_hand():
    (chain,) = chained(
        "The mayor said, he insisted, {a1:that {a2:the bridge collapsed at noon}}.",
        {
            "a1": {"source": "The mayor", "speaker": "The mayor"},
            "a2": {"source": "he", "speaker": "The mayor"},
        },
        byline="Salim Nahhas",
    )
    assert who(chain) == ["The mayor", "Salim Nahhas"]


def test_a_chain_that_runs_in_a_circle_ends():
    (chain,) = chained(
        "The mayor said {a1:that {a2:the bridge collapsed at noon}}.",
        {"a1": {"source": "The mayor", "via": "a2"}, "a2": {"source": "bridge", "via": "a1"}},
    )
    assert len(chain.links) == 3


@pytest.mark.parametrize(
    ("facts", "standing"),
    [
        ({"source": "The mayor", "kind": "named_person"}, "named"),
        ({"source": "The mayor", "kind": "unnamed_person"}, "unnamed"),
        ({"cue": "said"}, "missing"),
    ],
)
def test_each_link_is_named_unnamed_or_missing(facts, standing):
    (chain,) = chained("The mayor said {a1:the bridge collapsed at noon}.", {"a1": facts})
    assert chain.links[0].standing == standing


@pytest.mark.parametrize(
    ("facts", "basis"),
    [
        ({"source": "The mayor", "knowledge": "first_hand"}, "first_hand"),
        ({"source": "The mayor", "knowledge": "expert"}, "expert"),
        ({"source": "The mayor", "kind": "official_body"}, "official"),
        ({"source": "The mayor", "kind": "group"}, "second_hand"),
        ({"cue": "said"}, "unattributed"),
    ],
)
def test_the_basis_says_how_the_first_hand_knows(facts, basis):
    (chain,) = chained("The mayor said {a1:the bridge collapsed at noon}.", {"a1": facts})
    assert chain.basis == basis


def test_the_weakest_hand_is_the_one_without_a_name():
    (chain,) = chained(
        "The mayor told the Star Agency {a1:that {a2:the bridge collapsed at noon}}.",
        {
            "a1": {"source": "the Star Agency", "kind": "media", "knowledge": "second_hand"},
            "a2": {"source": "The mayor", "kind": "unnamed_person", "via": "a1"},
        },
    )
    assert chain.links[chain.weakest].who == "The mayor"


def test_every_claim_has_its_chain_in_order():
    document = marked("Shells hit the bakery. Two workers were killed there.")
    document = document.with_layer(Claim, claims(document), "test")
    assert [chain.claim for chain in chains(document)] == ["c1", "c2"]
