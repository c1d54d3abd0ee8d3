"""The gazetteer takes in tables, forgives spelling, and says where it keeps what."""

from __future__ import annotations

import json
import sqlite3
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from takhrij.cli import doctor, main
from takhrij.cli.gazetteer import command
from takhrij.errors import EnvironmentFault, InputError, UsageError
from takhrij.language.gazetteer import home
from takhrij.language.gazetteer.entries import Entry
from takhrij.language.gazetteer.importing import import_table
from takhrij.language.gazetteer.index import Index, build
from takhrij.language.gazetteer.keys import exact, key, loose
from takhrij.language.gazetteer.lookup import Gazetteer, distance_km, named
from takhrij.language.gazetteer.sounds import ear
from takhrij.language.gazetteer.tables import Columns, entries
from takhrij.language.places_described import answered, resolve

VILLAGES = (
    Entry("t:1", "Wadi Test", 35.1, 36.7, names=(("ar", "وادي الاختبار"),), feature="village"),
    Entry("t:2", "Kafr Mithal", 35.2, 36.8, names=(("ar", "كفر مثال"),), feature="village"),
    Entry("t:3", "Kafr Mithal", 36.9, 40.1, names=(("ar", "كفر مثال"),), feature="village"),
    Entry("t:4", "al-Namudhaj", 35.3, 36.9, names=(("ar", "نموذجة"),), feature="village"),
)
PCODES = """pcode,name_ar,name_en,hierarchy_en,hierarchy_ar,alt,lat,lon,sa_only
X1,قرية مثالية,Mithaliya (Test),Sub / District,ناحية / منطقة,حلب : مثالية,35.5,36.5,FALSE
X2,المدينة : حي النموذج,TOWN : Namudhaj,,,,36.2,37.1,TRUE
X3,بلا إحداثيات,Nowhere,,,,,,FALSE
X4,,,,,,35.5,36.5,FALSE
X5,خارج الكرة,Off,,,,135.5,36.5,FALSE
"""
GEONAMES = "\t".join(
    ["1", "Testville", "Testville", "تستفيل,Teststadt", "35.5", "36.5", "P", "PPL", "SY"]
    + [""] * 5
    + ["20000", "", "", "Asia/Damascus", "2020-01-01"]
)


@pytest.fixture
def villages(tmp_path: Path) -> Gazetteer:
    build(tmp_path / "villages.places", VILLAGES, "villages")
    return Gazetteer([tmp_path / "villages.places"])


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own that shares the world's index, which takes long to build."""
    world = home.world_index()
    target = home.folder(tmp_path) / "world" / world.name
    target.parent.mkdir(parents=True)
    target.symlink_to(world)
    monkeypatch.setenv("TAKHRIJ_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("قليب الثور", "قليب ثور"),
        ("كفر نبودة", "كفرنبودة"),
        ("المصاصنة", "مصاصنه"),
        ("أبو الظهور", "ابو ظهور"),
        ("أبي الظهور", "أبو الظهور"),
        ("حَلَب", "حلب"),
        ("ﺣﻠﺐ", "حلب"),
        ("Deir ez-Zor", "deir ez zor"),
        ("Şānlıurfa", "Sanlıurfa"),
        ("Ma'arrat", "Maarrat"),
    ],
)
def test_common_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("حماة", "حمص"), ("القاهرة", "القاهر"), ("Hama", "Homs")]
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@given(st.text(max_size=40))
@settings(deadline=None, max_examples=100)
def test_any_text_has_a_key_and_no_key_holds_a_space(text: str) -> None:
    assert not any(character.isspace() for character in key(text))
    assert exact(text).startswith("=")
    loose(key(text))


@pytest.mark.parametrize(
    "written",
    ["وادي الاختبار", "وادي اختبار", "واديالاختبار", "وادى الإختبار", "Wadi Test", "wadi-test"],
)
def test_a_place_is_found_by_any_common_spelling(villages: Gazetteer, written: str) -> None:
    assert [match.candidate.ref for match in named(villages, written)] == ["t:1"]


def test_a_latin_name_is_found_with_and_without_its_article(villages: Gazetteer) -> None:
    for written in ("al-Namudhaj", "Al Namudhaj", "Namudhaj", "el-Namudhaj"):
        assert [match.candidate.ref for match in named(villages, written)] == ["t:4"]


def test_a_name_that_is_not_there_finds_nothing(villages: Gazetteer) -> None:
    assert named(villages, "لا وجود له") == ()


def test_what_follows_the_comma_picks_among_places_of_one_name(villages: Gazetteer) -> None:
    near = resolve(villages, "كفر مثال، وادي الاختبار")
    assert [match.candidate.ref for match in near] == ["t:2"]


@pytest.mark.parametrize("described", ["قرية كفر مثال", "ريف كفر مثال", "village of Kafr Mithal"])
def test_type_words_before_a_name_are_passed_over(villages: Gazetteer, described: str) -> None:
    assert {match.candidate.ref for match in resolve(villages, described)} == {"t:2", "t:3"}


TOWNS = (
    Entry("t:5", "Big Town", 35.0, 36.0, names=(("ar", "البلدة الكبرى"),), feature="city"),
    Entry("t:6", "Karam Mithal", 35.01, 36.01, names=(("ar", "كرم النموذجي"),), feature="site"),
    Entry("t:7", "Hamlet", 35.3, 36.2, names=(("ar", "كرنب الشرقي"),), feature="village"),
    Entry("t:8", "Listed", 36.9, 40.0, names=(("ar", "زيتونة"),), feature="village", listed=True),
    Entry("t:9", "Unlisted", 33.9, 38.0, names=(("ar", "زيتونة"),), feature="village"),
)


@pytest.fixture
def towns(tmp_path: Path) -> Gazetteer:
    build(tmp_path / "towns.places", (*TOWNS, *VILLAGES), "towns")
    return Gazetteer([tmp_path / "towns.places"])


@pytest.mark.parametrize(
    ("described", "ref"),
    [
        ("حي النموذجي، البلدة الكبرى", "t:6"),  # the name ends so
        ("كرنب", "t:7"),  # and begins so
        ("قرنب الشرقي", "t:7"),  # the same consonants, otherwise spelled
        ("البلدة الكبرى وكرنب الشرقي", "t:5"),  # two names joined: the first is described
        ("كفر مثال/وادي الاختبار", "t:2"),
        ("كرنب الشرقي التحتاني", "t:7"),  # one half of it, which is not filed
        ("كنرب الشرقي", "t:7"),  # two letters the other way round
        ("البلدة الكبرىكرنب الشرقي", "t:7"),  # run together where a line was lost
        ("زيتونة", "t:8"),  # a second source lists it
        ("شارع مجهول، البلدة الكبرى", "in:t:5/مجهول"),
    ],
)
def test_a_description_is_read_as_tables_and_captions_write_it(
    towns: Gazetteer, described: str, ref: str
) -> None:
    assert resolve(towns, described)[0].candidate.ref == ref


@pytest.mark.parametrize(
    ("written", "filed", "alike"),
    [
        ("بشنترا", "بشنطرة", True),
        ("شقيف", "شكيف", True),
        ("مارجا", "مرجة", True),
        ("تل هادية", "تل حدية", True),
        ("رومانية", "رحمانية", False),
        ("قصر", "قصير", False),
        ("تل حسين", "تل حسان", False),
        ("رملة", "ارملا", False),
    ],
)
def test_names_written_by_ear_meet_and_others_do_not(written: str, filed: str, alike: bool) -> None:
    assert (ear(key(written)) == ear(key(filed))) is alike


def test_a_place_across_the_border_of_the_region_named_is_found_and_that_is_said(
    own_home: Path,
) -> None:
    path = own_home / "two.csv"
    rows = ["A,كفر تجريب,36.2,37.1,Big / Aleppine,حلب", "B,عين بعيدة,33.4,36.5,Far / Damascene,"]
    head = "pcode,name_ar,lat,lon,hierarchy_en,alt,name_en,hierarchy_ar"
    path.write_text("\n".join([head, *(row + ",," for row in rows)]), encoding="utf-8")
    import_table(path)
    across = CliRunner().invoke(command, ["lookup", "كفر تجريب، إدلب"])
    assert across.exit_code == 0
    assert "pcode:A" in across.stdout
    assert "none of the name lies in" in across.stderr
    assert not answered(home.open_gazetteer(), "عين بعيدة، إدلب").readings


def test_quarters_are_found_without_their_type_word(own_home: Path) -> None:
    answer = answered(home.open_gazetteer(), "البدو، الرقة")
    assert answer.sure
    assert answer.readings[0].candidate.ref == "takhrij:raqqa-badu"


def test_a_look_up_says_when_it_cannot_tell(towns: Gazetteer) -> None:
    either = answered(towns, "كفر مثال")
    assert {match.candidate.ref for match in either.readings} == {"t:2", "t:3"}
    assert not either.sure
    assert answered(towns, "كفر مثال، وادي الاختبار").sure
    assert answered(towns, "وادي الاختبار").sure
    assert not answered(towns, "لا وجود له").sure


def test_an_index_of_an_older_version_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "old.places"
    build(path, VILLAGES, "old")
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE places DROP COLUMN listed")
    connection.close()
    assert [match.listed for match in named(Gazetteer([path]), "وادي الاختبار")] == [False]


def test_a_district_gives_its_region_to_the_places_near_a_border(own_home: Path) -> None:
    path = own_home / "border.csv"
    rows = [f"X{n},مكان {n},Place {n},Sub / Testland,,,{35 + n / 100},36.7" for n in range(9)]
    head = "pcode,name_ar,name_en,hierarchy_en,hierarchy_ar,alt,lat,lon"
    border = "X9,على الحد,Border,Sub / Testland,,,36.83,38.01"
    path.write_text("\n".join([head, *rows, border]), encoding="utf-8")
    import_table(path)
    (match,) = named(home.open_gazetteer(), "على الحد")
    assert match.candidate.country == "SY"
    assert match.candidate.admin == ("Sub", "Testland", "Hama")


def test_a_table_of_one_country_keeps_its_places_from_larger_neighbours(own_home: Path) -> None:
    """Ras al-Ain lies beside Ceylanpinar; a table whose other places are Syrian says Syria."""
    path = own_home / "national.csv"
    rows = [f"X{n},مكان {n},Place {n},Sub / Testland,,,{35 + n / 100},36.7" for n in range(19)]
    border = "Y0,عند الحد,At the border,Edge / Edgeland,,,36.846,40.07"
    head = "pcode,name_ar,name_en,hierarchy_en,hierarchy_ar,alt,lat,lon"
    path.write_text("\n".join([head, *rows, border]), encoding="utf-8")
    import_table(path)
    (match,) = named(home.open_gazetteer(), "عند الحد")
    assert match.candidate.country == "SY"


@pytest.mark.parametrize(
    ("spelling", "country"), [("Hodeidah", "YE"), ("Hawija", "IQ"), ("Tel Rifaat", "SY")]
)
def test_spellings_of_the_press_are_found(own_home: Path, spelling: str, country: str) -> None:
    assert answered(home.open_gazetteer(), spelling).readings[0].candidate.country == country


@pytest.mark.parametrize(
    ("described", "sure"),
    [
        ("قرية الشيخ علي", True),  # علي is a name here and not على, "on"
        ("كفر الجرب", True),  # the other half is called the same, with "western" or "eastern"
        ("كفر الجربة", False),
        ("نهر الفرات", False),  # a river has no point
    ],
)
def test_only_what_is_surely_meant_is_said_to_be_sure(
    own_home: Path, described: str, sure: bool
) -> None:
    path = own_home / "few.csv"
    rows = ["A,الشيخ علي,36.1,36.8", "B,كفر الجرب غربي,36.2,36.9", "C,بئر شيخ,35.1,36.8"]
    path.write_text("\n".join(["pcode,name_ar,lat,lon", *rows]), encoding="utf-8")
    import_table(path)
    assert answered(home.open_gazetteer(), described).sure is sure


def test_what_older_versions_left_is_named_and_cleared(own_home: Path) -> None:
    old = home.world_index().with_name("0123456789abcdef.index")
    old.write_bytes(b"old")
    assert home.outdated() == (old,)
    assert "takhrij gazetteer clear" in [part.fix for part in doctor._gazetteer()]
    assert str(old) in CliRunner().invoke(command, ["clear"]).output
    assert home.outdated() == ()
    assert home.world_index().exists()


def test_the_digest_is_that_of_the_rows_whatever_the_file(tmp_path: Path) -> None:
    one = build(tmp_path / "one.places", VILLAGES, "one")
    other = build(tmp_path / "other.places", VILLAGES, "other")
    assert one == other != build(tmp_path / "less.places", VILLAGES[:1], "less")
    assert (
        Gazetteer([tmp_path / "one.places"]).digest == Gazetteer([tmp_path / "other.places"]).digest
    )


def test_an_index_is_used_where_nothing_may_be_written(tmp_path: Path) -> None:
    path = tmp_path / "villages.places"
    build(path, VILLAGES, "villages")
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        assert named(Gazetteer([path]), "كفر مثال")
    finally:
        tmp_path.chmod(0o755)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(EnvironmentFault, match="TAKHRIJ_HOME"):
        build(tmp_path / "file" / "x.places", VILLAGES, "x")


def test_a_file_that_is_no_gazetteer_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.places"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(InputError, match="import it again"):
        Index(path)


def _build(folder: str) -> str:
    return build(Path(folder) / "same.places", VILLAGES * 200, "same")


def test_two_processes_may_build_the_same_index_at_once(tmp_path: Path) -> None:
    with ProcessPoolExecutor(2) as pool:
        digests = set(pool.map(_build, [str(tmp_path)] * 4))
    assert len(digests) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["same.places"]
    assert Index(tmp_path / "same.places").digest in digests


def test_the_pcode_layout_is_read_and_bad_rows_are_named(tmp_path: Path) -> None:
    path = tmp_path / "pcodes.csv"
    path.write_text(PCODES, encoding="utf-8")
    rows = list(entries(path))
    good = [row for row in rows if isinstance(row, Entry)]
    assert [(e.ref, dict(e.names)) for e in good] == [
        ("pcode:X1", {"ar": "قرية مثالية", "en": "Mithaliya"}),
        ("pcode:X2", {"ar": "حي النموذج", "en": "Namudhaj"}),
    ]
    bad = [row for row in rows if isinstance(row, str)]
    assert len(bad) == 3
    assert bad[0].startswith("line 4: ")
    assert "not on the globe" in bad[2]


def test_geonames_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_text(f"{GEONAMES}\nshort\tline\n", encoding="utf-8")
    place, problem = entries(path)
    assert isinstance(place, Entry)
    assert (place.ref, place.country, place.feature, place.population) == (
        "geonames:1",
        "SY",
        "city",
        20000,
    )
    assert isinstance(problem, str)
    assert "19" in problem


def test_any_table_is_read_by_the_columns_named(tmp_path: Path) -> None:
    path = tmp_path / "any.csv"
    path.write_text("nom,breite,laenge\nمثال,35.5,36.5\n", encoding="utf-8")
    (place,) = entries(path, Columns("nom", "breite", "laenge", country="sy"))
    assert isinstance(place, Entry)
    assert (place.name, place.lat, place.country) == ("مثال", 35.5, "SY")


def test_rows_in_another_encoding_are_named_not_taken_in(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes("name,lat,lon\nمثال,35,36\n".encode("cp1256"))
    assert list(entries(path)) == ["line 2: not UTF-8; save the table as UTF-8"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("nom,breite\nمثال,35\n", "--name, --lat and --lon"),
        ("", "--name, --lat and --lon"),
    ],
)
def test_a_table_whose_columns_cannot_be_told_says_what_to_do(
    tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        list(entries(path))


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=60)
def test_no_table_crashes_the_reader(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("tables") / "any.csv"
    path.write_text("name,lat,lon\n" + text, encoding="utf-8", errors="replace")
    for row in entries(path):
        assert isinstance(row, Entry | str)


def test_an_import_fills_in_the_country_by_the_settlements_around(
    own_home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("name,lat,lon\nمكان تجريبي,35.1,36.7\n", encoding="utf-8")
    result = import_table(path)
    assert (result.name, result.places, result.bad) == ("mine", 1, 0)
    (match,) = named(home.open_gazetteer(), "مكان تجريبي")
    assert match.own
    assert match.candidate.country == "SY"
    assert "Hama" in match.candidate.admin


def test_import_list_lookup_and_remove_on_the_command_line(own_home: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("name,lat,lon\nمكان تجريبي,35.1,36.7\nسيئ,x,y\n", encoding="utf-8")
    runner = CliRunner()
    imported = runner.invoke(command, ["import", str(path)])
    assert imported.exit_code == 1, "a bad row is a problem in the input"
    assert "mine: 1 places" in imported.output
    assert "line 3" in imported.output
    listed = json.loads(runner.invoke(command, ["list", "--json"]).output)
    assert [row["name"] for row in listed["gazetteers"]] == ["mine", "world"]
    found = json.loads(runner.invoke(command, ["lookup", "مكان تجريبي", "--json"]).output)
    assert [(place["lat"], place["lon"]) for place in found["places"]] == [(35.1, 36.7)]
    asked = ["lookup", "مكان تجريبي", "--in", "محافظة حماة"]
    assert runner.invoke(command, asked).exit_code == 0
    assert runner.invoke(command, ["remove", "mine"]).exit_code == 0
    assert runner.invoke(command, ["lookup", "مكان تجريبي"]).exit_code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["gazetteer", "import", "/no/such/file.csv"],
        ["gazetteer", "remove", "nothing"],
        ["gazetteer", "lookup"],
    ],
)
def test_wrong_use_ends_with_status_two(own_home: Path, arguments: list[str]) -> None:
    assert main(arguments) == 2


@pytest.mark.parametrize(
    ("written", "lat", "lon"),
    [
        ("سوريا", 34.8, 39.0),
        ("سورية", 34.8, 39.0),
        ("الولايات المتحدة", 39.8, -98.6),
        ("United Kingdom", 55.4, -3.4),
        ("حلب", 36.2, 37.16),
        ("Aleppo", 36.2, 37.16),
        ("Deir ez-Zor", 35.34, 40.14),
        ("الغوطة الشرقية", 33.53, 36.45),
        ("البحر الأبيض المتوسط", 35.0, 18.0),
        ("Donetsk Oblast", 48.0, 37.8),
    ],
)
def test_the_embedded_world_knows_countries_regions_cities_and_seas(
    written: str, lat: float, lon: float
) -> None:
    best = named(home.open_gazetteer(), written)[0].candidate
    assert distance_km(best.lat, best.lon, lat, lon) < 60


def test_distances_are_those_of_the_sphere() -> None:
    assert distance_km(0, 0, 0, 1) == pytest.approx(111.195, abs=0.01)
    assert distance_km(35.29078, 36.66332, 35.25851, 36.60896) == pytest.approx(6.1, abs=0.05)
