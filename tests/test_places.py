"""Places are found by what stands around them, and resolved together over the whole text.

In the cases the places expected are in square brackets; the brackets are no part of the text.
"""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takhrij.annotations import Place, Word
from takhrij.bench.places import arabic, counted_over, lgl
from takhrij.document import Language, Span, document_of
from takhrij.language.gazetteer.entries import Entry
from takhrij.language.gazetteer.home import world_index
from takhrij.language.gazetteer.importing import import_table
from takhrij.language.gazetteer.index import build
from takhrij.language.gazetteer.lookup import Gazetteer, distance_km
from takhrij.language.places import places
from takhrij.language.words import words

OWN = (
    Entry("own:1", "Wadi Mithal", 35.30, 36.70, names=(("ar", "وادي مثال"),), feature="village"),
    Entry("own:2", "Tajriba", 35.32, 36.62, names=(("ar", "تجريبة"),), feature="village"),
    Entry("own:3", "Tajriba", 36.50, 37.40, names=(("ar", "تجريبة"),), feature="village"),
    Entry("own:4", "Sabah", 35.20, 36.60, names=(("ar", "الصباح"),), feature="village"),
    Entry("own:5", "Salih", 35.21, 36.61, names=(("ar", "صالح"),), feature="village"),
)


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    path = tmp_path_factory.mktemp("own") / "own.places"
    build(path, OWN, "own")
    return Gazetteer([path], world_index())


def found_in(text: str, gazetteer: Gazetteer, language: Language = "ar") -> tuple[Place, ...]:
    document = document_of(text, language)
    return places(document.with_layer(Word, words(document), "words"), gazetteer)


def unmarked(marked: str) -> tuple[str, list[Span]]:
    """A text without its brackets, and the spans that were in them."""
    spans: list[Span] = []
    text = ""
    for piece in re.split(r"(\[[^]]*\])", marked):
        if piece.startswith("["):
            spans.append(Span(len(text), len(text) + len(piece) - 2))
            piece = piece[1:-1]
        text += piece
    return text, spans


ARABIC = [
    "أغلق [معبر باب الهوى] وبقيت الطريق إلى [جبل الزاوية] مفتوحة.",
    "وصل الوفد إلى [دمشق] قادما من [بيروت] صباح الأحد.",
    "قصف على قرية [وادي مثال] في [ريف حماة الشمالي].",
    "قصف على [الريف الشمالي الشرقي لمحافظة حلب] أمس.",
    "انسحبت القوات من [حلب] و[إدلب] و[حماة].",
    "اجتماع في [محافظة حماة] ب[سوريا].",
    "مساعدات ل[اليمن] عبر [ميناء الحديدة].",
    "توتر على الحدود مع [تركيا].",
    "زار بلدة [سروج] التركية.",
    "سقطت قذيفة في بلدة [كفرخيال] ولم يصب أحد.",
    "حريق في [حي الزهور] ب[دمشق].",
    "وقال شاهد في العاصمة [دمشق].",
    "في هذا الصباح لم يحدث شيء.",
    "قال جميل صالح إن الأمر انتهى.",
    "اشترى الرجل خبزا من السوق ثم عاد إلى البيت.",
    "اجتمعت الحكومة السورية أمس.",
]


@pytest.mark.parametrize("marked", ARABIC)
def test_arabic_names_of_places_are_found_and_other_words_are_not(
    gazetteer: Gazetteer, marked: str
) -> None:
    text, expected = unmarked(marked)
    assert [p.name for p in found_in(text, gazetteer)] == [span.of(text) for span in expected]


ENGLISH = [
    "Shells fell on [Aleppo] and [Idlib] on Monday, said a man in [Beirut].",
    "The fighting in [Syria]'s north spread to the [US]-led base at [al-Tanf].",
    "A farmer from [Belgrade], [Minn], was hurt.",
    "The [Halfaya] police said nothing. May was cold, and Will Reading was late.",
    "Austin Smith told the New York Times that Jordan Miller had left [Amman].",
    "Fighters of Jund al-Aqsa left [Saraqeb] in [Syria], the Syrian army said.",
    "A fire broke out in the village of [Kafr Takharim] in [Idlib] province, [Syria].",
]


@pytest.mark.parametrize("marked", ENGLISH)
def test_english_names_of_places_are_found_and_other_words_are_not(
    gazetteer: Gazetteer, marked: str
) -> None:
    text, expected = unmarked(marked)
    found = found_in(text, gazetteer, "en")
    assert [p.name for p in found] == [span.of(text) for span in expected]


@pytest.mark.parametrize(
    ("text", "name", "point"),
    [
        ("A man from Paris, Texas, was hurt. Paris is quiet.", "Paris", (33.66, -95.55)),
        ("A man from Paris was hurt in Lyon, France.", "Paris", (48.85, 2.35)),
        ("Fighting raged in Palmyra on Monday.", "Palmyra", (34.56, 38.28)),
        ("He was born in Palmyra, Pa., and moved to New York.", "Palmyra", (40.31, -76.59)),
        ("In Atlanta, Macon and Savannah, Georgia voted.", "Georgia", (32.8, -83.4)),
        ("In Tbilisi, Batumi and Yerevan, Georgia was praised.", "Georgia", (42.3, 43.4)),
        ("The army of Syria entered Saraqeb near Idlib, Syria said.", "Saraqeb", (35.86, 36.80)),
    ],
)
def test_english_places_of_one_name_are_told_apart(
    gazetteer: Gazetteer, text: str, name: str, point: tuple[float, float]
) -> None:
    found = best(text, name, gazetteer, "en").candidates[0]
    assert distance_km(found.lat, found.lon, *point) < 60


def best(text: str, name: str, gazetteer: Gazetteer, language: Language = "ar") -> Place:
    return next(p for p in found_in(text, gazetteer, language) if p.name == name)


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("قصف على تجريبة في محافظة حماة.", "own:2"),
        ("قصف على قرية تجريبة في محافظة حلب.", "own:3"),
        ("من وادي مثال إلى قرية تجريبة مسافة قصيرة.", "own:2"),
        ("من مدينة الباب إلى قرية تجريبة مسافة قصيرة.", "own:3"),
    ],
)
def test_places_of_one_name_are_told_apart_by_the_places_around(
    gazetteer: Gazetteer, text: str, ref: str
) -> None:
    place = best(text, "تجريبة", gazetteer)
    assert place.candidates[0].ref == ref
    assert {candidate.ref for candidate in place.candidates} == {"own:2", "own:3"}
    assert place.candidates[0].confidence > place.candidates[1].confidence


def test_confidences_of_what_a_name_may_mean_add_up_to_one_at_most(gazetteer: Gazetteer) -> None:
    for place in found_in("قصف على قرية تجريبة قرب حلب في سوريا.", gazetteer):
        assert 0 < sum(candidate.confidence for candidate in place.candidates) <= 1.003


@pytest.mark.parametrize(
    ("text", "name", "precision", "area"),
    [
        ("انفجار في مدينة حلب.", "حلب", 1, None),
        ("انفجار في محافظة حلب.", "محافظة حلب", 4, None),
        ("انفجار في سوريا.", "سوريا", 6, None),
        ("انفجار في شمال سوريا.", "سوريا", 5, "north of سوريا"),
        ("انفجار قرب حلب.", "حلب", 2, "near حلب"),
        ("انفجار على بعد 6 كم جنوب غرب حلب.", "حلب", 2, "6 km south-west of حلب"),
        ("قصف على ريف حماة الشمالي.", "ريف حماة الشمالي", 3, "north countryside of حماة"),
        ("غرق قارب في البحر الأسود.", "البحر الأسود", 7, None),
        ("على الطريق بين حماة وحمص.", "حماة", 2, "between حماة and حمص"),
        ("على الطريق بين حماة وحمص.", "حمص", 2, "between حماة and حمص"),
        ("محادثات بين روسيا وتركيا.", "تركيا", 6, None),
    ],
)
def test_the_words_around_a_name_set_area_and_precision(
    gazetteer: Gazetteer, text: str, name: str, precision: int, area: str | None
) -> None:
    place = best(text, name, gazetteer)
    assert (place.precision, place.area) == (precision, area)


def test_a_place_that_no_gazetteer_holds_is_put_where_the_text_says(gazetteer: Gazetteer) -> None:
    place = best("سقط صاروخ في حي الزهور بمدينة تعز.", "حي الزهور", gazetteer)
    assert place.candidates[0].ref.startswith("in:")
    assert distance_km(place.candidates[0].lat, place.candidates[0].lon, 13.58, 44.02) < 10
    assert place.precision == 2


def test_a_place_that_nothing_is_known_of_is_kept_without_candidates(gazetteer: Gazetteer) -> None:
    assert best("سقط صاروخ في بلدة كفرخيال.", "كفرخيال", gazetteer).candidates == ()


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("هزت انفجارات صنعاء. وسمع دويها في أنحاء العاصمة.", (15.35, 44.21)),
        ("سقطت قذائف في بغداد. وفي غرب العاصمة قتل رجل.", (33.34, 44.40)),
        ("وصل الوفد إلى العاصمة التركية.", (39.92, 32.85)),
    ],
)
def test_the_capital_is_that_of_the_country_spoken_of(
    gazetteer: Gazetteer, text: str, city: tuple[float, float]
) -> None:
    place = best(text, "العاصمة", gazetteer)
    assert distance_km(place.candidates[0].lat, place.candidates[0].lon, *city) < 20


@pytest.mark.parametrize(
    ("text", "metonym"),
    [
        ("وقالت موسكو إن الأمر لا يعنيها.", True),
        ("أعلنت واشنطن موقفها أمس.", True),
        ("وصل الوزير إلى موسكو أمس.", False),
    ],
)
def test_a_government_is_told_from_its_capital(
    gazetteer: Gazetteer, text: str, metonym: bool
) -> None:
    assert [place.metonym for place in found_in(text, gazetteer)] == [metonym]


PIECES = (
    "في من قرية محافظة ريف حلب حماة الشمالي دمشق وحمص بسوريا صالح بن أبو 6 كم جنوب ، . ( ) "
    "العاصمة السورية وقالت موسكو للولايات المتحدة تل أبيب a B"
)
TEXTS = st.lists(st.sampled_from(PIECES.split()), max_size=25)


@given(TEXTS)
@settings(deadline=None, max_examples=150)
def test_spans_are_in_order_and_quote_their_own_words(
    gazetteer: Gazetteer, pieces: list[str]
) -> None:
    text = " ".join(pieces)
    found = found_in(text, gazetteer)
    assert all(place.span.of(text) == place.name for place in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    assert found == found_in(text, gazetteer)


def test_a_long_line_without_a_stop_is_read_in_good_time(gazetteer: Gazetteer) -> None:
    assert len(found_in("في حلب " * 3000, gazetteer)) == 3000


def test_the_annotated_articles_are_read_no_worse_than_before(data: Path, tmp_path: Path) -> None:
    home = tmp_path / "gazetteers" / "world"
    home.mkdir(parents=True)
    (home / world_index().name).symlink_to(world_index())
    import_table(data / "gazetteer" / "syria_places.csv", at=tmp_path)
    syria = Gazetteer([tmp_path / "gazetteers" / "syria_places.places"], world_index())
    figures = counted_over(arabic(data), "ar", syria).figures()
    assert figures["recall"] >= 0.90
    assert figures["precision"] >= 0.95
    assert figures["resolved"] >= 0.95


def test_english_news_is_read_no_worse_than_before(data: Path) -> None:
    tr_news = lgl(data / "geoparsing" / "TR-News.xml")
    figures = counted_over(tr_news, "en", Gazetteer((), world_index())).figures()
    assert figures["recall"] >= 0.73
    assert figures["precision"] >= 0.91
    assert figures["resolved"] >= 0.84
