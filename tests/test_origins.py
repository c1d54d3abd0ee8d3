"""Copies are not witnesses: reports that cite one body are one origin of a claim."""

from __future__ import annotations

from datetime import date

import pytest

from takhrij.corpus.credits import credited
from takhrij.corpus.hands import Hand, lines_over
from takhrij.corpus.origins import Origins, Telling, origins
from takhrij.document import Document, Language, Span, document_of

SOHR = Hand("body:sohr", "Observatory")
REUTERS = Hand("body:reuters", "Reuters")
ARMY = Hand("body:syria:army", "Army")
SOMEBODY = Hand(None, "activists")
SEEN = Hand("body:reuters", "Reuters", knowledge="first_hand")


def _telling(
    name: str, *lines: tuple[Hand, ...], family: str | None = None, publisher: str | None = None
) -> Telling:
    return Telling(name, lines, family=family, publisher=publisher)


CASES: dict[str, tuple[list[Telling], tuple[int, int]]] = {
    "two papers that cite one observatory": (
        [_telling("a", (SOHR,)), _telling("b", (SOHR,))],
        (1, 1),
    ),
    "two papers that cite two bodies": ([_telling("a", (SOHR,)), _telling("b", (ARMY,))], (2, 2)),
    "one paper that cites both, one that cites one": (
        [_telling("a", (SOHR,), (ARMY,)), _telling("b", (SOHR,))],
        (2, 2),
    ),
    "an agency that has it from the observatory, and a paper that has it from the agency": (
        [_telling("a", (SOHR, REUTERS)), _telling("b", (REUTERS,))],
        (1, 1),
    ),
    "the agency's own report of what the observatory said, and a paper that cites the agency": (
        [_telling("a", (SOHR,), publisher="Reuters"), _telling("b", (REUTERS,))],
        (1, 1),
    ),
    "an agency that was there itself": (
        [_telling("a", (SOHR, REUTERS)), _telling("b", (SEEN,))],
        (2, 2),
    ),
    "a copy that lost its attribution": (
        [_telling("a", (SOHR,), family="g"), _telling("b", family="g")],
        (1, 1),
    ),
    "copies that name nobody": ([_telling("a", family="g"), _telling("b", family="g")], (1, 1)),
    "two reports in their own voice": ([_telling("a"), _telling("b")], (2, 2)),
    "two reports of one paper": (
        [_telling("a", publisher="paper"), _telling("b", publisher="paper")],
        (1, 1),
    ),
    "a paper, and another that cites it": (
        [_telling("a", publisher="Reuters"), _telling("b", (REUTERS,))],
        (1, 1),
    ),
    "two sources without a name": (
        [_telling("a", (SOMEBODY,)), _telling("b", (SOMEBODY,))],
        (1, 2),
    ),
    "a named source and one without a name": (
        [_telling("a", (SOHR,)), _telling("b", (SOMEBODY,))],
        (1, 2),
    ),
    "an unnamed source told by one agency to two papers": (
        [_telling("a", (SOMEBODY, REUTERS)), _telling("b", (SOMEBODY, REUTERS))],
        (1, 1),
    ),
    "a person by full and by last name": (
        [
            _telling("a", (Hand("person:rmbdrmn", "Rami Abdulrahman"),)),
            _telling("b", (Hand("person:bdrmn", "Abdulrahman"),)),
        ],
        (1, 1),
    ),
    "no report": ([], (0, 0)),
}


@pytest.mark.parametrize("name", CASES)
def test_how_many_origins_stand_behind_a_claim(name: str) -> None:
    tellings, (least, most) = CASES[name]
    found = origins(tellings)
    assert (found.least, found.most) == (least, most)
    _complete(found, tellings)


def _complete(found: Origins, tellings: list[Telling]) -> None:
    """Every report stands behind an origin, and every origin says why in both languages."""
    behind = {one.document for origin in found.origins for one in origin.behind}
    assert behind == {telling.document for telling in tellings}
    for origin in found.origins:
        assert {language for language, why in origin.why if why} == {"ar", "en"}


def test_the_first_of_copies_that_name_nobody_speaks_for_all() -> None:
    first = Telling("a", family="g", publisher="First Paper", published=date(2017, 3, 1))
    second = Telling("b", family="g", publisher="Other Paper", published=date(2017, 3, 2))
    (origin,) = origins([second, first]).origins
    assert origin.name == "First Paper"


def test_loops_end() -> None:
    loop = [_telling("a", (SOHR, REUTERS)), _telling("b", (REUTERS, SOHR)), _telling("c", (SOHR,))]
    assert origins(loop).least >= 1


def _document(text: str, language: Language) -> Document:
    return document_of(text, language)


@pytest.mark.parametrize(
    ("text", "language", "keys"),
    [
        ("قال المرصد السوري لحقوق الإنسان إن القصف دمر المستودع.", "ar", ["body:sohr"]),
        ("The Syrian Observatory said the strike destroyed the depot.", "en", ["body:sohr"]),
        ("The strike destroyed the depot, according to SOHR.", "en", ["body:sohr"]),
        ("دمر القصف المستودع، بحسب وكالة رويترز.", "ar", ["body:reuters"]),
        ("وقال ناشطون إن القصف دمر المستودع.", "ar", [None]),
        ("The strike destroyed the depot.", "en", []),
    ],
)
def test_the_body_behind_a_passage_is_one_in_both_languages(
    text: str, language: Language, keys: list[str | None]
) -> None:
    lines = lines_over(_document(text, language), Span(0, len(text)))
    assert [line[0].key for line in lines] == keys


def test_persons_are_one_in_both_languages() -> None:
    arabic = "وقال المحامي هشام البنا إن الحريق كان متعمدا."
    english = "Lawyer Hisham Banna said the fire was deliberate."
    (one,) = lines_over(_document(arabic, "ar"), Span(0, len(arabic)))
    (other,) = lines_over(_document(english, "en"), Span(0, len(english)))
    assert one[0].key == other[0].key


BODY = " واندلع حريق في مستودع قرب الميناء ولم تعرف أسبابه بعد، وأخمدته فرق الإطفاء بعد ساعات." * 3


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (f"حريق في مستودع\n\nبيروت (رويترز) -{BODY}", ["body:reuters"]),
        (f"حريق في مستودع\n\nسانا - دمشق:{BODY}", ["body:syria:sana"]),
        (f"حريق في مستودع\n\n{BODY}\nالمصدر: وكالة فرانس برس", ["body:afp"]),
        (f"حريق في مستودع\n\n{BODY} ونفت رويترز أن تكون نشرت ذلك.{BODY}", []),
        (f"Fire in a depot\n\nBEIRUT (AFP) - {BODY}", ["body:afp"]),
        (f"حريق في مستودع\n\n{BODY}", []),
    ],
)
def test_credit_lines(text: str, keys: list[str]) -> None:
    assert [hand.key for hand in credited(document_of(text, "ar"))] == keys


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("www.sahifa-example.net", "english.sahifa-example.net", True),
        ("https://ar.sahifa-example.com.sy/news", "sahifa-example.com.sy", True),
        ("www.cnn.com", "arabic.cnn.com", True),
        ("english.sahifa-example.net", "english.jarida-example.net", False),
        ("sahifa-example.co.uk", "jarida-example.co.uk", False),
        ("St. Mary Gazette", "St. John Gazette", False),
    ],
)
def test_the_sites_of_one_publisher_are_one_voice(one: str, other: str, same: bool) -> None:
    tellings = [_telling("a", publisher=one), _telling("b", publisher=other)]
    assert origins(tellings).least == (1 if same else 2)
