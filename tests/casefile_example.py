# ruff: noqa: E501
"""A document with hand-made layers: an invented fire, told in Arabic and in English.

The people, the agency and the fire are invented; the towns stand where they stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from takhrij.annotations import (
    Actor,
    Attribution,
    Candidate,
    Chain,
    Claim,
    Entity,
    Evidence,
    Finding,
    Link,
    Mention,
    Munition,
    Place,
    Quantity,
    QuantityValue,
    RecordMatch,
    Sentence,
    Time,
    TimeValue,
    Verdict,
)
from takhrij.document import Document, Span, document_of

ARABIC = """مقتل عشرة عمال في حريق مستودع قرب جبلة
سليم الوراق – الثلاثاء 14/3/2023
هذا خبر مخترع للتجربة. اندلع حريق في مستودع للدهانات على بعد أربعين كيلومترا شرق جبلة مساء الاثنين. وقال مصدر في الدفاع المدني لوكالة "نبأ الساحل" إن عشرة عمال قتلوا وأصيب أكثر من 20 آخرين.
وأكد مدير المستودع هشام البنا أن "ستة عمال فقط فقدوا حياتهم" ونفى وجود مواد متفجرة. ونُقل الجرحى إلى مشفى في اللاذقية.
وفي آذار 2011 شهد المستودع نفسه (ABC Paints Ltd, رقم 12/7) حريقا مماثلا. ولم ترد الشركة على أسئلتنا."""

ENGLISH = """Ten workers killed in warehouse fire near Jableh
Salim Warraq – Tuesday 14/3/2023
This report is invented. A fire broke out in a paint warehouse forty kilometres east of Jableh on Monday evening. A civil defence source told the agency "Sahel News" that ten workers were killed and more than 20 others injured.
The warehouse's manager Hisham Banna confirmed that "only six workers lost their lives" and denied that explosives were stored there. The injured were taken to a hospital in Latakia.
In March 2011 the same warehouse (ABC Paints Ltd, no. 12/7) saw a similar fire. The company did not answer our questions."""

PARTS: dict[str, dict[str, str]] = {
    "ar": {
        "title": "مقتل عشرة عمال في حريق مستودع قرب جبلة",
        "c_title": "مقتل عشرة عمال في حريق مستودع قرب جبلة",
        "c_fire": "اندلع حريق في مستودع للدهانات على بعد أربعين كيلومترا شرق جبلة مساء الاثنين",
        "c_ten": "عشرة عمال قتلوا وأصيب أكثر من 20 آخرين",
        "c_six": "ستة عمال فقط فقدوا حياتهم",
        "c_explosives": "وجود مواد متفجرة",
        "c_moved": "ونُقل الجرحى إلى مشفى في اللاذقية",
        "c_before": "وفي آذار 2011 شهد المستودع نفسه (ABC Paints Ltd, رقم 12/7) حريقا مماثلا",
        "source": "مصدر في الدفاع المدني",
        "said": "وقال",
        "agency": 'وكالة "نبأ الساحل"',
        "manager": "مدير المستودع هشام البنا",
        "person": "هشام البنا",
        "confirmed": "وأكد",
        "denied": "ونفى",
        "jableh": "جبلة",
        "latakia": "اللاذقية",
        "distance": "أربعين كيلومترا شرق",
        "evening": "مساء الاثنين",
        "dateline": "الثلاثاء 14/3/2023",
        "march": "آذار 2011",
        "ten": "عشرة عمال",
        "twenty": "أكثر من 20 آخرين",
        "six": "ستة عمال",
        "explosives": "مواد متفجرة",
        "author": "سليم الوراق",
        "company": "الشركة",
    },
    "en": {
        "title": "Ten workers killed in warehouse fire near Jableh",
        "c_title": "Ten workers killed in warehouse fire near Jableh",
        "c_fire": "A fire broke out in a paint warehouse forty kilometres east of Jableh on Monday evening",
        "c_ten": "ten workers were killed and more than 20 others injured",
        "c_six": "only six workers lost their lives",
        "c_explosives": "explosives were stored there",
        "c_moved": "The injured were taken to a hospital in Latakia",
        "c_before": "In March 2011 the same warehouse (ABC Paints Ltd, no. 12/7) saw a similar fire",
        "source": "A civil defence source",
        "said": "told",
        "agency": 'the agency "Sahel News"',
        "manager": "The warehouse's manager Hisham Banna",
        "person": "Hisham Banna",
        "confirmed": "confirmed",
        "denied": "denied",
        "jableh": "Jableh",
        "latakia": "Latakia",
        "distance": "forty kilometres east",
        "evening": "Monday evening",
        "dateline": "Tuesday 14/3/2023",
        "march": "March 2011",
        "ten": "ten workers",
        "twenty": "more than 20 others",
        "six": "six workers",
        "explosives": "explosives",
        "author": "Salim Warraq",
        "company": "The company",
    },
}

JABLEH = Candidate(
    ref="geonames:169113", name="Jableh", lat=35.3614, lon=35.9259, country="SY",
    admin=("Latakia",), names=(("ar", "جبلة"), ("en", "Jableh")), feature="city", confidence=0.82,
)  # fmt: skip
OTHER_JABLEH = Candidate(
    ref="geonames:1", name="Jibla", lat=13.9232, lon=44.1469, country="YE",
    names=(("ar", "جبلة"), ("en", "Jibla")), feature="city", confidence=0.11,
)  # fmt: skip
LATAKIA = Candidate(
    ref="geonames:173576", name="Latakia", lat=35.5312, lon=35.7909, country="SY",
    admin=("Latakia",), names=(("ar", "اللاذقية"), ("en", "Latakia")), feature="city",
    confidence=0.97,
)  # fmt: skip


@dataclass(frozen=True)
class Parts:
    """Finds the words of the example; `after` skips the headline."""

    text: str
    words: dict[str, str]

    def __call__(self, name: str, after: str | None = None) -> Span:
        start = self.text.index(self.words[name], self.text.index(after) if after else 0)
        return Span(start, start + len(self.words[name]))


def example(language: str = "ar", **metadata: Any) -> Document:
    """The invented article with every layer on it."""
    text = ARABIC if language == "ar" else ENGLISH
    at = Parts(text, PARTS[language])
    document = document_of(
        text,
        language,  # type: ignore[arg-type]
        **{
            "source": "fire.txt",
            "title": PARTS[language]["title"],
            "title_span": at("title"),
            "byline": PARTS[language]["author"],
            "published": date(2023, 3, 14),
            **metadata,
        },
    )
    for kind, items in _layers(at):
        document = document.with_layer(kind, items, "example")
    return document


def _layers(at: Parts) -> list[tuple[type, tuple[Any, ...]]]:
    return [
        (Sentence, (Sentence(Span(0, len(at.text))),)),
        (Mention, _mentions(at)),
        (Entity, _entities(at)),
        (Attribution, _attributions(at)),
        (Claim, _claims(at)),
        (Chain, _chains(at)),
        (Finding, _findings(at)),
    ]


def _mentions(at: Parts) -> tuple[Mention, ...]:
    body = at.words["c_fire"]
    day, ten = date(2023, 3, 13), at("ten", at.words["source"])
    jableh, body_jableh = at("jableh"), at("jableh", body)
    latakia = Place(at("latakia"), at.words["latakia"], (LATAKIA,))
    figures = (
        (
            "m3",
            at("distance"),
            QuantityValue(40, 40, "distance_km", "km", words="40", bearing=90.0),
        ),
        ("m6", ten, QuantityValue(10, 10, "killed", words="10")),
        ("m7", at("twenty"), QuantityValue(20, None, "injured", words="20+")),
        ("m9", at("six"), QuantityValue(6, 6, "killed", words="6")),
    )
    times = (
        ("m2", at("dateline"), TimeValue(date(2023, 3, 14), date(2023, 3, 14), "day", weekday=1)),
        ("m5", at("evening"), TimeValue(day, day, "part_of_day", anchor="published", weekday=0)),
        ("m12", at("march"), TimeValue(date(2011, 3, 1), date(2011, 3, 31), "month")),
    )
    found = [
        Mention("m1", jableh, "place", Place(jableh, "جبلة", (JABLEH, OTHER_JABLEH)), "e1"),
        Mention("m4", body_jableh, "place", Place(body_jableh, "جبلة", (JABLEH,)), "e1"),
        Mention("m8", at("person"), "person", Actor(at("person"), "person", "x"), "e3"),
        Mention("m10", at("explosives"), "munition", Munition(at("explosives"), "explosives")),
        Mention("m11", at("latakia"), "place", latakia, "e2"),
        *(Mention(key, span, "quantity", Quantity(span, value)) for key, span, value in figures),
        *(Mention(key, span, "time", Time(span, value)) for key, span, value in times),
    ]
    return tuple(sorted(found, key=lambda mention: mention.span))


def _entities(at: Parts) -> tuple[Entity, ...]:
    return (
        Entity(
            "e1", "place", at.words["jableh"], JABLEH.names,
            (at("jableh"), at("jableh", at.words["c_fire"])), (JABLEH, OTHER_JABLEH), 2,
        ),
        Entity("e3", "person", at.words["person"], (), (at("person"),)),
        Entity("e2", "place", at.words["latakia"], LATAKIA.names, (at("latakia"),), (LATAKIA,), 1),
    )  # fmt: skip


def _attributions(at: Parts) -> tuple[Attribution, ...]:
    source, manager = at.words["source"], at.words["manager"]
    return (
        Attribution(
            "a1", (at("c_ten"),), None, None, at.words["agency"], at("agency"), "media",
            "second_hand",
        ),
        Attribution(
            "a2", (at("c_ten"),), at("source"), at("said"), source, at("source"),
            "unnamed_person", "official", via="a1",
        ),
        Attribution(
            "a3", (at("c_six"),), at("manager"), at("confirmed"), manager, at("manager"),
            "named_person", "first_hand", "confirm",
        ),
        Attribution(
            "a4", (at("c_explosives"),), None, at("denied"), manager, at("manager"),
            "named_person", "first_hand", "deny", inferred=True,
        ),
    )  # fmt: skip


def _claims(at: Parts) -> tuple[Claim, ...]:
    return (
        Claim("c1", at("c_title"), "event", "other", where=("m1",)),
        Claim("c2", at("c_fire"), "event", "other", when=("m5",), where=("m4",), how_many=("m3",)),
        Claim(
            "c3", at("c_ten"), "event", "other", how_many=("m6", "m7"), attributions=("a2", "a1")
        ),
        Claim("c4", at("c_six"), "event", "other", how_many=("m9",), attributions=("a3",)),
        Claim("c5", at("c_explosives"), "state", polarity="denied", attributions=("a4",)),
        Claim("c6", at("c_moved"), "event", "medical", where=("m11",)),
        Claim("c7", at("c_before"), "event", "other", when=("m12",)),
    )


def _chains(at: Parts) -> tuple[Chain, ...]:
    author = Link(at.words["author"], "author", "unknown")
    agency = Link(at.words["agency"], "media", "second_hand", "a1")
    source = Link(at.words["source"], "unnamed_person", "official", "a2", "unnamed")
    manager = Link(at.words["manager"], "named_person", "first_hand", "a3")
    denial = Link(at.words["manager"], "named_person", "first_hand", "a4")
    return (
        *(Chain(f"c{number}", (author,), "author") for number in (1, 2, 6, 7)),
        Chain("c3", (source, agency, author), "official"),
        Chain("c4", (manager, author), "first_hand"),
        Chain("c5", (denial, author), "first_hand"),
    )


def _findings(at: Parts) -> tuple[Finding, ...]:
    return (
        Finding(
            "f1", "headline", "inconsistent", (at("c_title"), at("said"), at("source")),
            (
                ("en", "The headline states as fact what the body gives only as the word of a source."),
                ("ar", "يؤكد العنوان ما لا يورده المتن إلا على لسان مصدر."),
            ),
            ("c1", "c3"),
        ),
        Finding(
            "f2", "calendar", "consistent", (at("dateline"),),
            (
                ("en", "14 March 2023 was a Tuesday, as the text says (14/3/2023)."),
                ("ar", "كان 2023-03-14 يوم ثلاثاء كما يقول النص (14/3/2023)."),
            ),
            (), (("stated", "2023-03-14"),),
        ),
        Finding(
            "f3", "contradiction", "inconsistent", (at("ten", at.words["source"]), at("six")),
            (
                ("en", "The text gives 10 killed in one place and 6 in another."),
                ("ar", "يذكر النص 10 قتلى في موضع و6 في موضع آخر (Executive Council, 6.1 كم)."),
            ),
            ("c3", "c4"),
        ),
        Finding(
            "f4", "distance", "undetermined", (at("distance"),),
            (
                ("en", "The warehouse has no name that the gazetteer holds, so 40 km can't be checked."),
                ("ar", "ليس للمستودع اسم في المعجم الجغرافي، فلا يمكن فحص مسافة 40 كم."),
            ),
            ("c2",),
        ),
    )  # fmt: skip


def judged(document: Document) -> Document:
    """The example with evidence, a record and a verdict on its third claim."""
    evidence = (
        Evidence("v1", "c3", "sha256:" + "a" * 64, 0, 20, "Six workers died.", "refutes", 0.91),
        Evidence("v2", "c3", "sha256:" + "b" * 64, 0, 20, "مات عشرة", "unrelated", 0.2),
    )
    why = (("en", "One report gives six, not ten."), ("ar", "تقرير واحد يذكر ستة لا عشرة."))
    document = document.with_layer(Evidence, evidence, "example")
    document = document.with_layer(
        RecordMatch, (RecordMatch("r1", "c3", "invented", "42", 0.4, ("6, not 10",)),), "example"
    )
    return document.with_layer(
        Verdict, (Verdict("c3", "conflicting", 0.6, 1, ("v1",), why),), "example"
    )
