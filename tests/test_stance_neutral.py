"""No side taken: exchanging the names of states and parties changes nothing that the models see,
and no stance of these pairs."""

from __future__ import annotations

import pytest

from takhrij.corpus.stance import stance
from takhrij.corpus.stance.compared import Compared
from takhrij.corpus.stance.neutral import neutral
from takhrij.corpus.stance.sides import side

EXCHANGED = (
    ("ar", "الجيش السوري", "الجيش الحر"),
    ("ar", "داعش", "حزب الله"),
    ("ar", "روسيا", "تركيا"),
    ("ar", "إيران", "السعودية"),
    ("en", "Russian forces", "Turkish forces"),
    ("en", "ISIS", "Hezbollah"),
    ("en", "the Syrian army", "the Free Syrian Army"),
    ("en", "Iran", "Saudi Arabia"),
)
PAIRS = {
    "ar": (
        ("{0} تقصف قرية الكسرة", "قصفت {0} قرية الكسرة فجرا"),
        ("{0} تنفي قصف قرية الكسرة", "{0} تعترف بقصف قرية الكسرة"),
        ("اتفاق بين {0} و{1} على هدنة", "{1} ترفض الهدنة مع {0}"),
        ("{0} تنسحب من المدينة", "بقيت {0} في المدينة"),
    ),
    "en": (
        ("{0} shelled the village", "The village was shelled by {0} at dawn"),
        ("{0} did not shell the village", "{0} admitted that it shelled the village"),
        ("{0} and {1} agreed on a truce", "{1} refused a truce with {0}"),
        ("{0} left the town", "{0} stayed in the town"),
    ),
}
CASES = [(pair, one, other) for lang, one, other in EXCHANGED for pair in PAIRS[lang]]


def _filled(pair: tuple[str, str], one: str, other: str) -> tuple[str, str]:
    claim, passage = (text.format(one, other) for text in pair)
    return claim, passage


@pytest.mark.parametrize(("pair", "one", "other"), CASES)
def test_exchanging_the_parties_changes_nothing(
    pair: tuple[str, str], one: str, other: str
) -> None:
    first, second = _filled(pair, one, other), _filled(pair, other, one)
    language = "ar" if one > "\u0600" else "en"
    assert neutral(*first, (language, language)) == neutral(*second, (language, language))
    assert stance(*first).label == stance(*second).label


def test_the_same_name_is_read_alike_in_claim_and_passage_and_others_apart() -> None:
    claim, passage = neutral("Iran met Russia", "Russia met Qatar", ("en", "en"))
    assert (claim, passage) == ("America met Egypt", "Egypt met Turkey")


SAME_STATE = (
    ("ar", "موسكو تنفي قصف القرية", "الطيران الروسي قصف القرية", "واشنطن", "الأمريكي"),
    ("ar", "اتفاق للسعودية", "السعوديون يوقعون الاتفاق", "لأمريكا", "الأمريكيون"),
    ("en", "Moscow denies it", "Russian jets shelled it", "Washington", "American jets"),
    ("en", "Russia left", "Russians left", "America left", "Americans left"),
)


@pytest.mark.parametrize(("language", "claim", "passage", "ours", "theirs"), SAME_STATE)
def test_capital_adjective_and_people_stand_for_their_state(
    language: str, claim: str, passage: str, ours: str, theirs: str
) -> None:
    one, other = neutral(claim, passage, (language, language))
    assert ours in one
    assert theirs in other


def test_a_party_is_read_alike_in_both_languages() -> None:
    claim, passage = neutral("تنظيم داعش ينسحب", "The Islamic State withdrew", ("ar", "en"))
    assert (claim, passage) == ("الجيش السوري ينسحب", "The Syrian army withdrew")


def test_small_letters_make_no_name() -> None:
    text = "They told us to polish it"
    assert neutral(text, text, ("en", "en")) == (text, text)


def test_a_text_without_parties_is_read_as_it_is() -> None:
    texts = ("The school was hit", "أصيبت المدرسة")
    assert neutral(*texts, ("en", "ar")) == texts


ONE_WAY = (
    ("ar", "أهداف تابعة لداعش", "أهداف تابعة للحوثيين"),
    ("ar", "استهدف مركزا تركيًا", "استهدف مركزا إيرانيًا"),
    ("ar", "القوات الفرنسية", "القوات الروسية"),
    ("en", "the anti-ISIS front", "the anti-PKK front"),
    ("en", "French troops", "Russian troops"),
    ("en", "rebels shelled it", "regime forces shelled it"),
)


@pytest.mark.parametrize(("language", "one", "other"), ONE_WAY)
def test_whoever_is_named_first_is_read_the_same(language: str, one: str, other: str) -> None:
    assert neutral(one, one, (language, language)) == neutral(other, other, (language, language))
    assert neutral(one, one, (language, language))[0] != one


@pytest.mark.parametrize(
    ("name", "adjective"), [("إيران", "الإيرانية"), ("مصر", "المصرية"), ("تركيا", "التركية")]
)
def test_a_state_and_its_adjective_are_one_place(name: str, adjective: str) -> None:
    pair = Compared(side(f"هجوم في {name}"), side(f"هجوم داخل الأراضي {adjective} قرب سروج"))
    assert not pair.clashes
    assert not any(name == pair.claim.quote(one.span) for one in pair.only_claim)
