"""People without a name: which of them may be one person, and which the text tells apart."""

from __future__ import annotations

import pytest

from takhrij.casefile.interface import words
from takhrij.casefile.rests_on import rests_on, sentences
from takhrij.claims.unnamed import perhaps_one


@pytest.mark.parametrize(
    ("described", "language", "one"),
    [
        (["عسكري سوري خدم في اللواء الثاني", "ضابط سوري شهد الأمر"], "ar", [0, 1]),
        (["عسكري سوري", "ضابط سوري", "طبيب"], "ar", [0, 1]),
        (["مصدر عسكري", "الضابط"], "ar", [0, 1]),
        (["a Syrian soldier", "the officer"], "en", [0, 1]),
        (["a source on the hill", "the source"], "en", [0, 1]),
        # told apart by what they are, by country, place, sex or a word that says so
        (["طبيب", "ضابط"], "ar", []),
        (["ضابط سوري", "ضابط تركي"], "ar", []),
        (["طبيب في إدلب", "طبيب في حلب"], "ar", []),
        (["شاهد", "شاهدة"], "ar", []),
        (["ضابط", "ضابط آخر"], "ar", []),
        (["مصدر عسكري", "مصدر قبلي"], "ar", []),
        (["a doctor in Idlib", "a medic in Aleppo"], "en", []),
        (["a man in the square", "a woman in the square"], "en", []),
        (["an officer", "another officer"], "en", []),
        (["a source at Hill Police Command", "a source at Dale Police Command"], "en", []),
        # several people, and holders of an office, are no one person without a name
        (["مصادر عسكرية", "ضابط"], "ar", []),
        (["military sources", "an officer"], "en", []),
        (["the minister", "the foreign minister"], "en", []),
        ([], "en", []),
    ],
)
def test_unnamed_people_may_be_one_where_nothing_tells_them_apart(described, language, one):
    assert list(perhaps_one(described, language)) == [described[at] for at in one]


def _claim(who: str) -> dict[str, object]:
    author = {"who": "x", "kind": "author", "knowledge": "unknown"}
    told = {"who": who, "kind": "unnamed_person", "knowledge": "first_hand", "standing": "unnamed"}
    perhaps = None if "doctor" in who else "u1"
    return {"chain": [{**told, "perhaps": perhaps}, author], "basis": "first_hand"}


@pytest.mark.parametrize(
    ("whos", "sentence"),
    [
        (
            ["a soldier", "a soldier", "the officer"],
            "These sources have no name, and nothing in the text tells them apart: a soldier · "
            "the officer. If they are one person, 3 claims rest on that person alone.",
        ),
        (["a doctor", "another doctor"], None),
    ],
)
def test_the_top_of_the_case_says_how_much_may_rest_on_one_person(whos, sentence):
    case = {
        "document": {"language": "en"},
        "claims": [_claim(who) for who in whos],
        "findings": [],
    }
    told = sentences(rests_on(case), words("en"))
    assert (sentence in told) if sentence else not any("apart" in one for one in told)
