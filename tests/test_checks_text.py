"""The text against itself and its sources: headline, contradiction, sourcing, wording."""

# ruff: noqa: E501 - a case a line reads better than a tidy margin

from __future__ import annotations

import pytest
from marked import marked

from takhrij.annotations import Chain, Claim, Finding, Incident
from takhrij.bench.checks import Sentence, as_document
from takhrij.checks import case_of
from takhrij.checks.contradiction import contradiction
from takhrij.checks.headline import headline
from takhrij.checks.sourcing import one_source, sourcing
from takhrij.checks.wording import wording
from takhrij.claims.chains import chains
from takhrij.claims.claims import claims
from takhrij.claims.incidents import incidents
from takhrij.pipeline import RULES, read


def found(check, text, language="en", **options):
    document = marked(text, language, **options)
    document = document.with_layer(Claim, claims(document), "test")
    document = document.with_layer(Chain, chains(document), "test")
    document = document.with_layer(Incident, incidents(document), "test")
    return document, list(check(case_of(document)))


def outcomes(check, text, language="en", **options):
    return [draft.outcome for draft in found(check, text, language, **options)[1]]


@pytest.mark.parametrize(
    ("text", "language", "outcome"),
    [
        ("The collapse caused no casualties. The collapse killed [three men|count 3 killed].", "en", ["inconsistent"]),
        ("Nobody was killed in the crash. In the crash [four men|count 4 injured] were injured.", "en", []),
        ("There were no injuries in the fire. An earlier fire injured [7 men|count 7 injured].", "en", []),
        ("There was no reply from the water ministry. The water ministry informed the town.", "en", ["inconsistent"]),
        ("There was no reply from the water ministry. The town informed its people.", "en", []),
        ("The guards did not withdraw from the old railway station. The guards withdrew from the old railway station.", "en", ["inconsistent"]),
        ("The guards did not withdraw from the station. The convoy withdrew from the port.", "en", []),
        ("لم يكن هناك رد من هذه المنظمات، وأبلغ المجلس التنفيذي للمنظمة الحكومة بعدم وجود أدلة.", "ar", ["inconsistent"]),
        ("لم يسفر الانهيار عن سقوط ضحايا. وأدى الانهيار إلى مقتل [ثلاثة عمال|count 3 killed].", "ar", ["inconsistent"]),
        ("لم تغلق البلدية سوق السمك القديم. وأغلقت البلدية سوق السمك القديم بعد الظهر.", "ar", ["inconsistent"]),
        ("لم تغلق البلدية سوق السمك. وأغلقت الشرطة طريق المطار.", "ar", []),
    ],
)  # fmt: skip
def test_yes_and_no_about_one_thing_do_not_go_together(text, language, outcome):
    assert outcomes(contradiction, text, language) == outcome


def test_two_speakers_may_disagree():
    text = (
        "The company said {a1:the collapse caused no casualties}."
        " Witnesses said {a2:the collapse killed [three men|count 3 killed]}."
    )
    said = {"a1": {"source": "The company"}, "a2": {"source": "Witnesses"}}
    assert outcomes(contradiction, text, said=said) == ["undetermined"]


def test_what_was_not_so_one_day_may_be_so_the_next():
    text = (
        "The convoy did not enter the valley camp on [Monday|time 2017-03-06]."
        " The convoy entered the valley camp on [Tuesday|time 2017-03-07]."
    )
    assert outcomes(contradiction, text) == []


def test_a_contradiction_shows_both_clauses():
    document, (draft,) = found(
        contradiction, "The crash caused no casualties. The crash killed [two men|count 2 killed]."
    )
    assert [document.quote(span) for span in draft.words] == [
        "The crash caused no casualties",
        "The crash killed two men",
    ]


ACCUSED = "[The Palm Brigade|group] shelled the camp"


@pytest.mark.parametrize(
    ("title", "body", "said", "outcome"),
    [
        (ACCUSED, f"{ACCUSED} on Monday.", None, ["consistent"]),
        (ACCUSED, f"{ACCUSED}, allegedly.", None, ["inconsistent"]),
        (ACCUSED, f"A man said {{a1:{ACCUSED}}}.", {"a1": {"source": "A man", "kind": "unnamed_person"}}, ["inconsistent"]),
        (ACCUSED, f"The mayor said {{a1:{ACCUSED}}}.", {"a1": {"source": "The mayor", "kind": "named_person", "knowledge": "official"}}, ["undetermined"]),
        ("[The Palm Brigade|group] allegedly shelled the camp", f"{ACCUSED} on Monday.", None, ["undetermined"]),
        (ACCUSED, "The council met on Monday to talk of water.", None, []),
    ],
)  # fmt: skip
def test_the_headline_is_held_against_how_the_body_says_it(title, body, said, outcome):
    assert outcomes(headline, body, title=title, said=said) == outcome


@pytest.mark.parametrize(
    ("language", "title", "body", "outcome"),
    [
        # whom the source told it to stands for nothing
        ("en", "Rebels shelled the camp in Hama", "Rebels shelled the camp in Hama, an unnamed source told Reuters.", "inconsistent"),
        ("en", "Suicide bombing by rebels kills three in Hama", "A suicide bombing by rebels reportedly killed three in Hama.", "inconsistent"),
        ("en", "Suicide bombing near rebels kills three in Hama", "A suicide bombing near rebels reportedly killed three in Hama.", "undetermined"),
        # the party named is the dead
        ("en", "Four Islamic State members killed in clashes in Hama", "Four Islamic State members were reportedly killed in clashes in Hama.", "undetermined"),
        # the attack is dated by what the rebels did before
        ("en", "Rebels attack a camp in Hama", "The mayor said the attack came a few hours after rebels entered the camp in Hama.", None),
        # to move detainees is not to detain
        ("ar", "الحوثيون ينقلون المعتقلين من سجن حماة", "ذكر مصدر أن الحوثيين ينقلون المعتقلين من سجن حماة.", "undetermined"),
        ("ar", "الحوثيون يعتقلون عشرة أطباء في حماة", "ذكر مصدر أن الحوثيين يعتقلون عشرة أطباء في حماة.", "inconsistent"),
    ],
)  # fmt: skip
def test_a_headline_accuses_only_whom_it_names_as_the_doer(language, title, body, outcome):
    sentence = Sentence("1", "x", language, None, title, None, body)
    found = read(as_document(sentence), RULES).layer(Finding)
    assert [f.outcome for f in found if f.check == "headline"] == ([outcome] if outcome else [])


GRAVE = "[the Hills Army|group] used chemical weapons against the village"


@pytest.mark.parametrize(
    ("text", "said", "outcome"),
    [
        (f"In spring {GRAVE}.", None, ["inconsistent"]),
        (f"A man said {{a1:{GRAVE}}}.", {"a1": {"source": "A man", "cue": "said", "kind": "unnamed_person"}}, ["undetermined"]),
        (f"The inspectors found {{a1:{GRAVE}}}.", {"a1": {"source": "The inspectors", "kind": "official_body", "knowledge": "expert"}}, ["consistent"]),
        (f"They sent letters on how {GRAVE}.", None, ["undetermined"]),
        ("They destroyed chemical weapons of [the Hills Army|group].", None, []),
        ("[The Hills Army|group] shelled the village in spring.", None, []),
        (f"There is no evidence that {GRAVE}.", None, []),
    ],
)  # fmt: skip
def test_a_grave_allegation_needs_a_source(text, said, outcome):
    assert outcomes(sourcing, text, said=said) == outcome


def test_the_order_to_do_a_grave_deed_is_one_too():
    text = (
        "أعطى قائد المنظمة، [سليم النحاس|person]، الضوء الأخضر لاستخدام الأسلحة الكيميائية"
        " ضد مواقع [الحرس|organization]."
    )
    assert outcomes(sourcing, text, "ar") == ["inconsistent"]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("أمر قائد [كتيبة الوادي|group] بقتل الأسرى في الحظيرة.", ["inconsistent"]),
        ("أمر قائد [كتيبة الوادي|group] بفتح الطريق إلى السوق.", []),
        ("قال شاهد {a1:إن قائد [كتيبة الوادي|group] أمر بقتل الأسرى}.", []),
    ],
)
def test_the_commanders_name_may_stand_between_order_and_deed(text, outcome):
    said = {"a1": {"source": "شاهد", "cue": "قال"}}
    assert outcomes(sourcing, text, "ar", said=said) == outcome


def _told(count, sources):
    sentences, said = [], {}
    for n in range(count):
        sentences.append(f"Someone said {{a{n}:shells hit house number {n} on the hill}}.")
        said[f"a{n}"] = {"speaker": sources[n % len(sources)], "kind": "named_person"}
    return " ".join(sentences), said


def test_a_story_on_one_source_is_noted():
    text, said = _told(4, ["the mayor"])
    assert outcomes(one_source, text, said=said) == ["undetermined"]


def test_a_story_on_one_source_that_speaks_of_several_is_found():
    text, said = _told(4, ["the mayor"])
    assert outcomes(one_source, text + " Several sources agreed.", said=said) == ["inconsistent"]


def test_a_story_on_two_sources_is_consistent():
    text, said = _told(4, ["the mayor", "the doctor"])
    assert outcomes(one_source, text, said=said) == ["consistent"]


@pytest.mark.parametrize(
    ("sources", "outcome", "perhaps"),
    [
        (["a soldier", "the officer"], "undetermined", ["a soldier", "the officer"]),
        (["a soldier", "the officer", "a doctor"], "consistent", ["a soldier", "the officer"]),
        (["a soldier", "a doctor"], "consistent", []),
    ],
)
def test_unnamed_sources_that_nothing_tells_apart_count_once(sources, outcome, perhaps):
    text, said = _told(4, sources)
    for one in said.values():
        one["kind"] = "unnamed_person"
    _, drafts = found(one_source, text, said=said)
    assert [(d.outcome, dict(d.data)["perhaps_one"]) for d in drafts] == [(outcome, perhaps)]


def test_loaded_words_are_noted_once_with_all_their_places_and_never_judged():
    _, drafts = found(wording, "The regime fell. The regime had many terrorists.")
    assert [(d.outcome, len(d.words)) for d in drafts] == [("undetermined", 2), ("undetermined", 1)]


def test_loaded_words_of_others_are_not_the_reports():
    said = {"a1": {"source": "The mayor", "cue": "said"}}
    assert outcomes(wording, "The mayor said {a1:the terrorists fled}.", said=said) == []
