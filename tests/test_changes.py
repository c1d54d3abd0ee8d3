"""What changed on the way from one paper to another is named; what did not change is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takhrij.corpus.changes import changes
from takhrij.corpus.copies import Words
from takhrij.corpus.differences import differences, parts
from takhrij.document import Language, document_of

ENGLISH = """Warehouse fire kills 12 in Latakia

At least 12 workers were killed on Tuesday in an alleged arson attack on a depot in Latakia, the \
Syrian Observatory for Human Rights said. Manager Hisham Banna denied that explosives were stored \
there. The owner did not comment.

The injured were taken to a hospital in Jableh, according to Reuters. Police opened an \
investigation into the causes."""

ARABIC = """مقتل 12 عاملا في حريق مستودع باللاذقية

قتل 12 عاملا على الأقل يوم الثلاثاء في حريق يزعم أنه متعمد في مستودع بمدينة اللاذقية، بحسب المرصد \
السوري لحقوق الإنسان. ونفى مدير المستودع هشام البنا وجود مواد متفجرة. ولم يعلق صاحب المستودع.

ونقل الجرحى إلى مشفى في جبلة، وفق ما ذكرت وكالة رويترز. وفتحت الشرطة تحقيقا في الأسباب."""

_FIRMER = "attribution_strengthened"
TEXTS: dict[Language, str] = {"en": ENGLISH, "ar": ARABIC}
CASES: tuple[tuple[Language, str, str, str], ...] = (
    ("en", "12 workers", "21 workers", "number"),
    ("en", "alleged ", "", "hedge_lost"),
    ("en", "At least ", "", "hedge_lost"),
    ("en", "Police opened", "Police reportedly opened", "hedge_added"),
    ("en", ", the Syrian Observatory for Human Rights said", "", "attribution_lost"),
    ("en", ", according to Reuters", "", "attribution_lost"),
    ("en", "investigation into the causes", "investigation, SANA said", "attribution_added"),
    ("en", "according to Reuters", "according to AFP", "attribution_changed"),
    ("en", "Observatory for Human Rights said", "Observatory for Human Rights confirmed", _FIRMER),
    ("en", "in Jableh", "in Homs", "place"),
    ("en", "Hisham Banna", "Samer Khoury", "name"),
    ("en", "on Tuesday", "on Thursday", "time"),
    ("en", "did not comment", "did comment", "negation"),
    ("en", "Police", "Rebels had threatened the owner for months. Police", "sentence_added"),
    ("en", " The owner did not comment.", "", "sentence_removed"),
    ("ar", "قتل 12", "قتل عشرون", "number"),
    ("ar", "يزعم أنه ", "", "hedge_lost"),
    ("ar", " على الأقل", "", "hedge_lost"),
    ("ar", "، بحسب المرصد السوري لحقوق الإنسان", "", "attribution_lost"),
    ("ar", "، وفق ما ذكرت وكالة رويترز", "", "attribution_lost"),
    ("ar", "وكالة رويترز", "وكالة فرانس برس", "attribution_changed"),
    ("ar", "ذكرت وكالة", "أكدت وكالة", _FIRMER),
    ("ar", "في جبلة", "في حمص", "place"),
    ("ar", "هشام البنا", "سامر الخوري", "name"),
    ("ar", "يوم الثلاثاء", "يوم الخميس", "time"),
    ("ar", "وفتحت", "وكان مجهولون قد هددوا صاحبه منذ أشهر. وفتحت", "sentence_added"),
    ("ar", " ولم يعلق صاحب المستودع.", "", "sentence_removed"),
)


@pytest.mark.parametrize(("language", "old", "new", "kind"), CASES)
def test_a_change_is_named_by_what_it_touches(
    language: Language, old: str, new: str, kind: str
) -> None:
    text = TEXTS[language]
    assert old in text
    copy = text.replace(old, new, 1)
    found = changes(document_of(text, language), document_of(copy, language))
    assert kind in [change.kind for change in found]
    for change in found:
        assert change.before is None or change.before.end <= len(text)
        assert change.after is None or change.after.end <= len(copy)


SAID: dict[Language, str] = {
    "en": "{} said that the army shelled the market of Homs on Friday and killed three men.",
    "ar": "قال {} إن الجيش قصف سوق حمص يوم الجمعة وقتل ثلاثة رجال.",
}
SOURCES: tuple[tuple[Language, str, str, str], ...] = (
    ("en", "A witness", "The Interior Ministry", _FIRMER),
    ("en", "A local resident", "Doctor Hisham Banna", _FIRMER),
    ("en", "The Interior Ministry", "A witness", "attribution_changed"),
    ("en", "The Interior Ministry", "The Defence Ministry", "attribution_changed"),
    ("ar", "شاهد عيان", "وزير الداخلية محمد الشعار", _FIRMER),
    ("ar", "أحد السكان", "المرصد السوري لحقوق الإنسان", _FIRMER),
    ("ar", "المرصد السوري لحقوق الإنسان", "أحد السكان", "attribution_changed"),
)


@pytest.mark.parametrize(("language", "old", "new", "kind"), SOURCES)
def test_a_source_without_a_name_that_gets_one_is_strengthened(
    language: Language, old: str, new: str, kind: str
) -> None:
    texts = [document_of(SAID[language].format(one), language) for one in (old, new)]
    named = {c.kind for c in changes(*texts) if c.kind.startswith("attribution")}
    assert named == {kind}


@pytest.mark.parametrize("language", TEXTS)
def test_other_marks_lines_and_spelling_are_no_change(language: Language) -> None:
    text = TEXTS[language]
    copy = (
        text.replace("\n\n", "\n").replace(". ", " .\n").replace("،", " , ").replace("قتل", "قَتل")
    )
    assert changes(document_of(text, language), document_of(copy, language)) == ()


def test_a_number_in_digits_and_in_words_is_one() -> None:
    copy = ARABIC.replace("قتل 12 عاملا على", "قتل اثنا عشر عاملا على")
    assert changes(document_of(ARABIC, "ar"), document_of(copy, "ar")) == ()


def test_a_sentence_that_moved_is_not_removed() -> None:
    moved = "Manager Hisham Banna denied that explosives were stored there. "
    copy = ENGLISH.replace(moved, "") + " " + moved
    found = changes(document_of(ENGLISH, "en"), document_of(copy, "en"))
    assert not {c.kind for c in found} & {"sentence_removed", "sentence_added"}


WORDS = st.lists(st.sampled_from(["ا", "ب", "ت", "ث", "one", "two"]), max_size=25).map(" ".join)


@settings(deadline=None, max_examples=80)
@given(WORDS, WORDS)
def test_a_diff_holds_the_words_of_both_texts(first: str, second: str) -> None:
    shown = parts(differences(Words.of(first), Words.of(second)))
    old = " ".join(part.text for part in shown if part.op != "ins").split()
    new = " ".join(part.text for part in shown if part.op != "del").split()
    assert (old, new) == (first.split(), second.split())
