"""Claims: one a clause, with its kind, its event, its polarity, its slots and its sources."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import marked

from takhrij.annotations import Claim
from takhrij.claims.claims import claims
from takhrij.document import Span, document_of
from takhrij.pipeline import RULES
from takhrij.pipeline import read as read_whole

# Every case: the text, then each claim as kind, event, polarity and words.
ARABIC = [
    (
        "قصفت المدفعية قرية الرمان وقتلت الشظايا راعيا.",
        [
            ("event", "shelling", "affirmed", "قصفت المدفعية قرية الرمان"),
            ("event", "other", "affirmed", "وقتلت الشظايا راعيا"),
        ],
    ),
    (
        "لم تقع إصابات في الحريق.",
        [("event", "other", "negated", "لم تقع إصابات في الحريق")],
    ),
    (
        "ستصل القافلة إلى المخيم غدا.",
        [("prediction", "other", "affirmed", "ستصل القافلة إلى المخيم غدا")],
    ),
    (
        "يجب فتح المعبر أمام المرضى فورا.",
        [("opinion", "other", "affirmed", "يجب فتح المعبر أمام المرضى فورا")],
    ),
    (
        "تقع القرية عند سفح الجبل الشرقي.",
        [("event", "other", "affirmed", "تقع القرية عند سفح الجبل الشرقي")],
    ),
    (
        "نقل ستة عمال ظهرت عليهم علامات الاختناق إلى المستشفى.",
        [
            (
                "event",
                "medical",
                "affirmed",
                "نقل ستة عمال ظهرت عليهم علامات الاختناق إلى المستشفى",
            )
        ],
    ),
]
ENGLISH = [
    (
        "Shells hit the bakery and killed two workers.",
        [
            ("event", "shelling", "affirmed", "Shells hit the bakery"),
            ("event", "other", "affirmed", "and killed two workers"),
        ],
    ),
    (
        "Warplanes bombed the market in [May|time 2019-05-01..2019-05-31].",
        [("event", "airstrike", "affirmed", "Warplanes bombed the market in May")],
    ),
    (
        "The plane crashed near the lake, killing five.",
        [("event", "other", "affirmed", "The plane crashed near the lake, killing five")],
    ),
    (
        "The army allegedly shelled the village at night.",
        [("event", "shelling", "uncertain", "The army allegedly shelled the village at night")],
    ),
    (
        "There is no evidence that the brigade used chlorine there.",
        [
            ("state", None, "negated", "There is no evidence"),
            ("event", "chemical", "uncertain", "the brigade used chlorine there"),
        ],
    ),
    (
        "The Organisation for the Prohibition of Chemical Weapons met on Monday.",
        [
            (
                "event",
                "other",
                "affirmed",
                "The Organisation for the Prohibition of Chemical Weapons met on Monday",
            )
        ],
    ),
    ("The strikes and attacks went on for hours.", None),
]


def read(document):
    return [
        (c.kind, c.event, c.polarity, " ".join(document.quote(c.span).split()))
        for c in claims(document)
    ]


@pytest.mark.parametrize(("text", "expected"), ARABIC)
def test_arabic_sentences_are_read_clause_by_clause(text, expected):
    assert read(marked(text, "ar")) == expected


@pytest.mark.parametrize(("text", "expected"), [case for case in ENGLISH if case[1]])
def test_english_sentences_are_read_clause_by_clause(text, expected):
    assert read(marked(text, "en")) == expected


def test_nouns_joined_by_and_are_one_claim():
    assert len(claims(marked("The strikes and attacks went on for hours.", "en"))) == 1


def test_who_said_so_is_no_claim_of_its_own():
    document = marked(
        "The mayor said {a1:the bridge collapsed at noon}.",
        said={"a1": {"source": "The mayor", "cue": "said"}},
    )
    found = claims(document)
    assert [document.quote(c.span) for c in found] == ["the bridge collapsed at noon"]
    assert found[0].attributions == ("a1",)


def test_an_account_carried_over_without_source_or_cue_is_attributed_too():
    document = marked(
        "The mayor said {a1:the bridge collapsed}. {a2:Two workers died there}.",
        said={"a1": {"source": "The mayor", "cue": "said"}, "a2": {"speaker": "The mayor"}},
    )
    assert [c.attributions for c in claims(document)] == [("a1",), ("a2",)]


def test_what_stands_outside_all_content_is_the_authors():
    document = marked(
        "{a1:The bridge collapsed at noon}, the mayor said. Two workers died there.",
        said={"a1": {"source": "the mayor", "cue": "said"}},
    )
    assert [c.attributions for c in claims(document)] == [("a1",), ()]


def test_the_innermost_attribution_comes_first():
    document = marked(
        "The agency reported {a1:that the mayor said {a2:the bridge collapsed at noon}}.",
        said={
            "a1": {"source": "The agency", "cue": "reported"},
            "a2": {"source": "the mayor", "cue": "said"},
        },
    )
    assert claims(document)[-1].attributions == ("a2", "a1")


def test_a_denied_claim_is_denied_not_affirmed():
    document = marked(
        "The army denied {a1:that it shelled the village}.",
        said={"a1": {"source": "The army", "cue": "denied", "act": "deny"}},
    )
    assert [c.polarity for c in claims(document)] == ["denied"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Why did the army shell the village?", "en"),
        ("هل قصف الجيش القرية ليلا؟", "ar"),
        ("The convoy will reach the camp on Friday.", "en"),
        ("We believe the shelling was a mistake.", "en"),
    ],
)
def test_questions_predictions_and_opinions_cant_be_checked(text, language):
    assert [c.checkable for c in claims(marked(text, language))] == [False]


def test_slots_hold_the_mentions_of_the_clause():
    document = marked(
        "[The Palm Brigade|group] shelled [Deir Samra|place 35,36] on"
        " [3 May|time 2019-05-03] and killed [12 people|count 12 killed]."
    )
    first, second = claims(document)
    assert (first.actor, first.where, first.when) == (("m1",), ("m2",), ("m3",))
    assert (second.affected, second.how_many) == (("m4",), ("m4",))


def test_a_clause_without_a_day_takes_the_only_one_of_its_sentence():
    document = marked(
        "Shells hit the bakery on [3 May|time 2019-05-03] and killed two workers there."
    )
    assert [c.when for c in claims(document)] == [("m1",), ("m1",)]


def test_two_days_in_a_sentence_are_lent_to_nobody():
    document = marked(
        "Shells hit the bakery on [3 May|time 2019-05-03] and killed two workers there,"
        " and the army entered the town on [5 May|time 2019-05-05]."
    )
    assert [c.when for c in claims(document)] == [("m1",), (), ("m2",)]


def test_a_place_is_lent_to_the_next_event_of_the_paragraph_only():
    document = marked(
        "Shells hit [Deir Samra|place 35,36 village]. Two workers were killed.\n"
        "The army withdrew at night."
    )
    assert [c.where for c in claims(document)] == [("m1",), ("m1",), ()]


def test_a_country_is_lent_to_nobody():
    document = marked("Fighting went on in [Syria|place 35,38 country]. Two workers were killed.")
    assert [c.where for c in claims(document)] == [("m1",), ()]


@pytest.mark.parametrize(
    ("text", "actor", "affected"),
    [
        ("[The army|organization] shelled the village.", ("m1",), ()),
        ("The village was shelled by [the army|organization].", ("m1",), ()),
        ("[Rebels|group] killed [two guards|group] at the gate.", ("m1",), ("m2",)),
        (
            "[The army|group], [the guard|group] and [allies|group] shelled it.",
            ("m1", "m2", "m3"),
            (),
        ),
        ("[Two guards|group] killed in blast at the gate.", (), ("m1",)),
        ("[U.S.|place 39,-98 country] air strikes hit the town.", ("m1",), ()),
        ("An attack against [the army|organization] failed.", (), ("m1",)),
    ],
)
def test_english_words_around_a_party_say_what_part_it_has(text, actor, affected):
    (claim,) = claims(marked(text))
    assert (claim.actor, claim.affected) == (actor, affected)


@pytest.mark.parametrize(
    ("text", "actor", "affected"),
    [
        ("قصف [الجيش|organization] القرية ليلا.", ("m1",), ()),
        ("[مسلحو النخيل|group] استخدموا الكلور في القرية.", ("m1",), ()),
        ("قصف [مقاتلو|group unnamed] “[جيش النخيل|group]” القرية ليلا.", ("m1", "m2"), ()),
        ("استهدفت القرية من قبل [الجيش|organization] ليلا.", ("m1",), ()),
        ("قصفت القرية من قبل [الجيش|group] و[الحرس|group] ليلا.", ("m1", "m2"), ()),
        ("تعرض [الجنود|group] لهجمات بالمدفعية كل يوم.", (), ("m1",)),
        ("شنت هجوما ضد [قوات الحرس|organization] في الميناء.", (), ("m1",)),
    ],
)
def test_arabic_words_around_a_party_say_what_part_it_has(text, actor, affected):
    (claim,) = claims(marked(text, "ar"))
    assert (claim.actor, claim.affected) == (actor, affected)


def test_a_country_that_does_it_is_not_where_it_happens():
    (claim,) = claims(marked("[U.S.|place 39,-98 country] air strikes hit the town."))
    assert claim.where == ()


def test_a_byline_on_the_headlines_own_line_is_no_part_of_its_claim():
    document = marked("A shell hit the bakery on Monday / Salim Nahhas\nSmoke rose over town.")
    title = Span(0, len("A shell hit the bakery on Monday"))
    document = document.with_metadata(title_span=title, body_start=document.text.index("Smoke"))
    assert document.quote(claims(document)[0].span) == "A shell hit the bakery on Monday"


def test_the_headline_makes_claims_and_the_byline_none():
    document = marked(
        "By Salim Nahhas, staff\nA shell hit the bakery on Monday.", title="Shell hits bakery"
    )
    body = document.text.index("A shell")
    document = document.with_metadata(body_start=body)
    assert [document.quote(c.span) for c in claims(document)] == [
        "Shell hits bakery",
        "A shell hit the bakery on Monday",
    ]


WORDS = st.sampled_from(
    [
        "قصف",
        "وقتل",
        "الجيش",
        "إن",
        "أن",
        "،",
        ".",
        ":",
        "«",
        "»",
        "“",
        "”",
        "الذي",
        "ولم",
        "12",
        "في",
        "and",
        "said",
        "that",
        "killed",
        "who",
        ",",
        "(",
        ")",
        "?",
        "\n",
    ]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, max_size=60), st.sampled_from(["ar", "en"]))
def test_claims_quote_their_own_words_in_order_and_apart(parts, language):
    document = marked(" ".join(part for part in parts if part not in "{}[]|"), language)
    found = claims(document)
    document.with_layer(Claim, found, "test")
    assert [c.id for c in found] == [f"c{n}" for n in range(1, len(found) + 1)]
    for one, other in pairwise(found):
        assert one.span.end <= other.span.start
    assert all(c.event_span is None or c.span.overlaps(c.event_span) for c in found)


def test_an_event_word_inside_a_date_names_no_event() -> None:
    document = marked("انهار الجسر [فجر الثلاثاء|time 2030-05-14].", "ar")
    (claim,) = claims(document)
    assert claim.event != "bombing"


@pytest.mark.parametrize("state", ["إيران", "تركيا", "روسيا", "مصر"])
def test_the_name_of_a_state_is_no_verb(state: str) -> None:
    text = f"{state} لديها جيش قوي وقوات أمن قوية جدا لذا فإنه ليس هناك أي طلب بدعم"
    assert len(read_whole(document_of(text, "ar"), RULES).layer(Claim)) == 1


@pytest.mark.parametrize("group", ["هيئة تحرير الشام", "فيلق الشام", "فجر ليبيا", "جيش الفتح"])
def test_a_word_in_the_name_of_an_armed_group_is_no_event(group: str) -> None:
    found = read_whole(document_of(f"مقر {group} في وسط البلدة القديمة", "ar"), RULES)
    assert [claim.event for claim in found.layer(Claim)] == [None]


@pytest.mark.parametrize("whose", ["التحالف الدولي", "التحالف العربي", "النظام"])
def test_aircraft_in_a_partys_name_make_an_airstrike(whose: str) -> None:
    found = read_whole(document_of(f"قصف عنيف شنته طائرات {whose} على البلدة", "ar"), RULES)
    assert [claim.event for claim in found.layer(Claim)] == ["airstrike"]


@pytest.mark.parametrize("group", ["IS", "ISIS", "YPG", "Hezbollah"])
def test_a_name_in_capitals_is_no_small_word(group: str) -> None:
    text = f"Activists who fled {group} in Syria said that {group} killed five people."
    (claim,) = read_whole(document_of(text, "en"), RULES).layer(Claim)
    assert claim.actor
    assert claim.attributions
