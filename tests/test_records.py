"""Records: read by a mapping, everything wrong named; matched on place, time and harm."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from takhrij.bench.records import claims_of, loaded
from takhrij.cli.records import command
from takhrij.document import document_of
from takhrij.errors import UsageError
from takhrij.language.gazetteer.home import default_gazetteer
from takhrij.records.claimed import claimed
from takhrij.records.importing import imported
from takhrij.records.levels import Compared
from takhrij.records.mapping import mapping, named
from takhrij.records.matches import is_borne_out, records
from takhrij.records.memory import MemoryBook
from takhrij.records.naming import alike, naming
from takhrij.records.placing import placed
from takhrij.records.reading import rows
from takhrij.records.record import Record
from takhrij.records.strays import strays
from takhrij.records.weights import weights
from takhrij.translations import translated

MAPPING = """
name = "list"
dates = ["%Y-%m-%d"]
event = "shelling"
[fields]
ref = "id"
from = "day"
until = "end"
place_en = "town"
lat = "lat"
lon = "lon"
killed_low = "dead"
"""


def read(tmp_path: Path, text: str, name: str = "list.csv") -> list[Record]:
    (tmp_path / "m.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")
    known = mapping(str(tmp_path / "m.toml"))
    found = imported(rows(tmp_path / name, known), known, default_gazetteer())
    return [record for record, _ in found]


# --- reading ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("a,2019-02-30,,Idlib,35.9,36.6,1", "date: '2019-02-30'"),
        ("a,1970-01-01,,Idlib,35.9,36.6,1", "date: '1970-01-01'"),
        ("a,,,Idlib,35.9,36.6,1", "date: no date"),
        ("a,2019-03-02,2019-03-01,Idlib,35.9,36.6,1", "date: ends on 2019-03-01"),
        ("a,2019-03-02,,Idlib,95.9,36.6,1", "coordinates: '95.9', '36.6'"),
        ("a,2019-03-02,,Idlib,0,0,1", "coordinates: 0, 0"),
        ("a,2019-03-02,,Idlib,north,36.6,1", "coordinates: 'north'"),
        ("a,2019-03-02,,Idlib,35.9,36.6,-4", "count: '-4' is no count"),
        ("a,2019-03-02,,Xyzzyville,,,1", "place: 'Xyzzyville'"),
        ("a,2019-03-02,,,,,1", "place: has neither"),
        (",2019-03-02,,Idlib,35.9,36.6,1", "id: no id"),
    ],
)
def test_what_is_wrong_with_a_row_is_named_and_the_row_kept(
    tmp_path: Path, row: str, wrong: str
) -> None:
    (record,) = read(tmp_path, f"id,day,end,town,lat,lon,dead\n{row}\n")
    assert [one for one in record.problems if one.startswith(wrong)], record.problems


HEAD = "id,day,end,town,lat,lon,dead\n"
GOOD = "a,2019-03-04,,Saraqib,35.864,36.806,3\n"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (f"{HEAD}a,2019-03-04,,Saraqib\n", "row: has 4 values for 7 columns"),
        (f"{HEAD}{GOOD.strip()},more\n", "row: has 8 values for 7 columns; left over: more"),
        (f"{HEAD}a,1440-06-27,,Saraqib,35.864,36.806,3\n", "date: '1440-06-27' may be a Hijri"),
        (f"{HEAD}a,2019-03-04,,{'x' * 500},35.864,36.806,3\n", "name: 'xxx"),
        (f"{HEAD}a,2019-03-04,,Saraqib,35.864,36.806,=1+1\n", "count: '=1+1' is no count"),
    ],
)
def test_a_row_of_a_bad_form_is_named_and_kept(tmp_path: Path, text: str, wrong: str) -> None:
    (record,) = read(tmp_path, text)
    assert [one for one in record.problems if one.startswith(wrong)], record.problems


def test_digits_may_be_arabic(tmp_path: Path) -> None:
    (record,) = read(tmp_path, f"{HEAD}a,٢٠١٩-٠٣-٠٤,,Saraqib,٣٥٫٨٦٤,٣٦٫٨٠٦,٣\n")
    assert (record.earliest, record.killed, record.problems) == (date(2019, 3, 4), (3.0, 3.0), ())
    assert record.lat == pytest.approx(35.864)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no records; nothing was changed"),
        (HEAD, "holds no records; nothing was changed"),
        (HEAD.replace(",", ";") + GOOD.replace(",", ";"), 'separator = ";" in the mapping'),
        (f'{HEAD}a,2019-03-04,,"Saraqib,35,36,3\n{GOOD}', "unexpected end of data"),
        (f"{HEAD}a,2019-03-04,,{'x' * 2_000_000},35,36,3\n", "larger than field limit"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_one_line(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(UsageError, match=re.escape(said)) as refused:
        read(tmp_path, text)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("id,day,lat,lon,dead", "none called town for place_en"),
        ("id,id,day,end,town,lat,lon,dead", "id is there 2 times; the last is read"),
    ],
)
def test_columns_that_are_missing_or_there_twice_are_named(
    tmp_path: Path, head: str, said: str
) -> None:
    (tmp_path / "m.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "list.csv").write_text(f"{head}\n" + "1," * head.count(",") + "1\n", "utf-8")
    known = mapping(str(tmp_path / "m.toml"))
    found = imported(rows(tmp_path / "list.csv", known), known, default_gazetteer())
    told = [one for _, problems in found for one in problems if one.kind == "column"]
    assert said in [one.said for one in told]
    assert {one.row for one in told} == {0}


def test_an_import_of_an_empty_file_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "list.csv").write_text(HEAD + GOOD, encoding="utf-8")
    (tmp_path / "empty.csv").write_text(HEAD, encoding="utf-8")
    folder = ["--corpus", str(tmp_path / "corpus")]

    def run(*words: str) -> Result:
        return CliRunner().invoke(command, [*words, *folder], standalone_mode=False)

    of = ["--dataset", str(tmp_path / "m.toml")]
    assert run("import", str(tmp_path / "list.csv"), *of).return_value == 0
    assert isinstance(run("import", str(tmp_path / "empty.csv"), *of).exception, UsageError)
    assert "list: 1 records" in run("list").stdout


# --- where a record lies --------------------------------------------------------------------


def around(lat: float, lon: float, *, within: str, name: str = "Nowhere") -> Record:
    return Record("list", "1", date(2019, 3, 4), None, (("en", name),), within, lat, lon)


def test_a_point_far_from_all_others_of_its_region_is_astray() -> None:
    inside = [around(35.7 + n / 100, 36.6, within="Idlib") for n in range(30)]
    far = around(35.85, 40.1, within="Idlib")
    small = [around(10.0 * n, 36.6, within="Elsewhere") for n in range(5)]
    assert list(strays([*inside, far, *small])) == [30]


@pytest.mark.parametrize(
    ("record", "km", "kept", "kind"),
    [
        (around(35.442, 36.651, within="Deir Ezzor", name="Khan Shaykhun"), 360, True, "region"),
        (around(35.85, 38.55, within="Idlib", name="Xyzzyville"), 173, False, "coordinates"),
    ],
)
def test_of_a_point_and_a_region_that_differ_the_one_that_bears_the_name_is_kept(
    record: Record, km: int, kept: bool, kind: str
) -> None:
    found, wrong = placed(record, km, default_gazetteer())
    assert (found.lat is not None) is kept
    assert wrong[0][0] == kind


@pytest.mark.parametrize("name", ["Benin", "القاهرة", "Kourin"])
def test_a_namesake_in_another_country_is_no_place_of_the_region(name: str) -> None:
    bare = Record("list", "1", names=(("en", name),), within="Idlib")
    found, _ = placed(bare, None, default_gazetteer())
    assert found.lat is None or found.lat == pytest.approx(35.8, abs=0.7)


def test_every_problem_can_be_said_in_arabic(tmp_path: Path) -> None:
    bad = [
        "a,2019-02-30,,Idlib,95.9,36.6,-4", "a,,,Idlib,0,0,1", ",1440-01-01,,Xyzzyville,,,1",
        "d,2019-03-02,2019-03-01,,,,1", "e,2019-03-02", "f,1700-01-01,,Idlib,35,36,1,8",
        "g,2019-03-02,," + "x" * 300 + ",35,36,1", "h,2019-03-02,,Idlib,35,36,1",
        "i,2019-03-02,,Idlib,35,36,1",
    ]  # fmt: skip
    said = {one for record in read(tmp_path, HEAD + "\n".join(bad)) for one in record.problems}
    assert len(said) >= 13
    for one in said:
        kind, _, what = one.partition(": ")
        assert translated(what, "ar") != what, one
        assert translated(f"{kind}: 1", "ar") != f"{kind}: 1", one


def test_two_rows_of_one_id_are_both_kept(tmp_path: Path) -> None:
    row = "a,2019-03-02,,Idlib,35.9,36.6,1\n"
    found = read(tmp_path, f"id,day,end,town,lat,lon,dead\n{row}{row}")
    assert [record.ref for record in found] == ["a", "a#2"]
    assert found[1].problems


def test_a_name_without_a_point_is_placed_by_the_gazetteer_and_says_so(tmp_path: Path) -> None:
    (record,) = read(tmp_path, "id,day,end,town,lat,lon,dead\na,2019-03-02,,Saraqib,,,1\n")
    assert record.placed == "gazetteer"
    assert record.lat == pytest.approx(35.86, abs=0.1)


def test_a_file_without_the_columns_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no column id for ref"):
        read(tmp_path, "x,y\n1,2\n")


def test_every_mapping_that_comes_with_the_program_can_be_read() -> None:
    assert {mapping(name).name for name in named()} == set(named())


@pytest.mark.parametrize("text", ["fields = 3", "nonsense", "[fields]\nref='a'\nfrom='b'\nx='c'"])
def test_a_bad_mapping_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="can't be used"):
        mapping(str(tmp_path / "m.toml"))


# --- matching -----------------------------------------------------------------------------

SARAQIB = Record(
    "list", "1", date(2019, 3, 4), date(2019, 3, 4), (("ar", "سراقب"), ("en", "Saraqib")),
    "Idlib", 35.864, 36.806, event="airstrike", killed=(3.0, 3.0),
)  # fmt: skip
TOLD = "ثلاثة مدنيين قتلوا في غارة جوية على مدينة سراقب يوم 4 آذار 2019."


def matched(text: str, *known: Record, language: str = "ar") -> list[str]:
    document = claims_of(document_of(text, language))  # type: ignore[arg-type]
    return [one.ref for one in records(document, MemoryBook(known)) if one.relation == "match"]


def test_place_day_and_harm_make_a_match() -> None:
    assert matched(TOLD, SARAQIB) == ["1"]


@pytest.mark.parametrize(
    "text",
    [
        "ثلاثة مدنيين قتلوا في غارة جوية على مدينة الرقة يوم 4 آذار 2019.",
        "ثلاثة مدنيين قتلوا في غارة جوية على مدينة سراقب يوم 4 آذار 2015.",
        "ثلاثة مدنيين قتلوا في غارة جوية يوم 4 آذار 2019.",
        "ثلاثة مدنيين قتلوا في غارة جوية على مدينة سراقب.",
    ],
)
def test_another_place_or_day_or_none_matches_nothing(text: str) -> None:
    assert matched(text, SARAQIB) == []


def test_differences_are_told_in_both_languages() -> None:
    text = "قتل خمسة مدنيين في غارة جوية على مدينة سراقب يوم 5 آذار 2019."
    document = claims_of(document_of(text, "ar"))
    (match,) = records(document, MemoryBook([SARAQIB]))
    told = dict(match.told)
    assert any("1 days before" in one for one in told["en"])
    assert any("killed" in one for one in told["en"])
    assert len(told["ar"]) == len(told["en"])


def test_a_rare_kind_near_the_place_at_another_time_is_nearby_and_no_match() -> None:
    old = Record(
        "list", "9", date(2016, 9, 1), date(2016, 9, 1), (("en", "Saraqib"),), "Idlib",
        35.864, 36.806, event="chemical",
    )  # fmt: skip
    text = "استهدف قصف بغاز الكلور مدينة سراقب يوم 4 آذار 2019 وأصيب عشرون مدنيا."
    found = records(claims_of(document_of(text, "ar")), MemoryBook([old]))
    assert [(one.relation, one.probability) for one in found] == [("nearby", 0.0)]


def test_records_nearby_are_told_place_by_place_with_the_way_to_each_place_of_the_report() -> None:
    def gas(ref: str, year: int, name: str, lat: float) -> Record:
        day = date(year, 9, 1)
        return Record(
            "list", ref, day, day, (("en", name),), "", lat, 36.8, event="chemical", did_it=True
        )

    many = [gas(f"a{n}", 2010 + n % 8, "Saraqib", 35.864) for n in range(20)]
    text = (
        "استهدف قصف بغاز الكلور مدينة سراقب يوم 4 آذار 2019. ونقل عشرون جنديا إلى مستشفى في أريحا."
    )
    book = MemoryBook([*many, gas("b", 2012, "Ariha", 35.82)])
    found = records(claims_of(document_of(text, "ar")), book)
    assert "b" in [one.ref for one in found]
    assert len({one.ref for one in found}) > 2


def test_who_wrote_the_report_is_no_party_of_it() -> None:
    text = (
        "استخدم مسلحون غاز الكلور في سراقب. تلقت الصحفية سلمى حداد رسالة من جندي خدم في سراقب عن "
        "الهجوم. وقتل ثلاثة جنود."
    )
    parties = [one.doers for one in claimed(claims_of(document_of(text, "ar")))]
    assert parties == [("مسلحون",)]


def test_two_records_that_fit_alike_share_the_probability() -> None:
    twin = Record(
        "list", "2", SARAQIB.earliest, SARAQIB.latest, SARAQIB.names, "Idlib", 35.864, 36.806,
        event="airstrike", killed=(3.0, 3.0),
    )  # fmt: skip
    document = claims_of(document_of(TOLD, "ar"))
    found = records(document, MemoryBook([SARAQIB, twin]))
    assert {one.ref for one in found} == {"1", "2"}
    assert all(one.probability <= 0.5 for one in found)


def test_without_a_figure_the_place_and_the_very_day_make_a_match_of_one_kind_only() -> None:
    text = "عدة مدنيين قتلوا في غارة جوية على مدينة سراقب يوم {day} آذار 2019."
    assert matched(text.format(day=4), SARAQIB) == ["1"]
    assert matched(text.format(day=4), replace(SARAQIB, event="execution")) == []
    assert matched(text.format(day=6), SARAQIB) == []


CIVILIANS = replace(SARAQIB, victims="civilians")


@pytest.mark.parametrize(
    ("text", "record", "found"),
    [
        # who is counted: the fighters of one are not the civilians of the other
        ("An air strike on Saraqib on 4 March 2019 killed three civilians.", CIVILIANS, True),
        ("An air strike on Saraqib on 4 March 2019 killed three fighters.", CIVILIANS, False),
        ("An air strike on Saraqib on 4 March 2019 killed three fighters.", SARAQIB, True),
        # a toll that differs, though the wounded fit
        (
            "Shells killed 60 people and injured three in Saraqib on 4 March 2019.",
            replace(SARAQIB, injured=(3.0, 3.0)),
            False,
        ),
        # nothing told of harm, and the record is of a toll: the town and the day are not enough
        ("Syrian troops entered Saraqib on 4 March 2019.", SARAQIB, False),
        ("An air strike on Saraqib on 5 March 2019 killed three civilians.", CIVILIANS, True),
        # a street called after the town is not the town
        ("An air strike on Saraqib road in Ariha on 4 March 2019 killed three.", SARAQIB, False),
    ],
)
def test_kind_and_victims_and_toll_must_not_contradict(
    text: str, record: Record, found: bool
) -> None:
    assert matched(text, record, language="en") == (["1"] if found else [])


@pytest.mark.parametrize(
    ("time", "harm", "close", "chance", "enough"),
    [
        ("same_day", "same", False, 0.4, True),
        ("one_day", "same", True, 0.5, True),
        ("one_day", "same", False, 0.5, False),  # "at least one", and the record has three
        ("one_day", "same", False, 0.95, True),
        ("one_day", "near", False, 0.8, False),
        ("same_day", "near", False, 0.96, True),
        ("same_day", "within", True, 0.5, True),
        ("same_day", "differ", True, 0.99, False),
        ("few_days", "same", True, 0.99, False),
    ],
)
def test_what_must_agree_is_the_more_the_less_likely_it_is(
    time: str, harm: str, close: bool, chance: float, enough: bool
) -> None:
    levels = (("place", "same_name"), ("time", time), ("killed", harm))
    found = Compared(levels, 0.0, 0, None, close=close, recorded=True)  # type: ignore[arg-type]
    assert is_borne_out(found, chance) is enough


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("قتل ثلاثة مدنيين في غارة جوية على مدينة سراقب يوم 4 آذار 2019.", "full"),
        ("قتل ثلاثة مدنيين في غارة جوية على مدينة سراقب يوم 5 آذار 2019.", "partial"),
        ("قتل عدة مدنيين في غارة جوية على مدينة سراقب يوم 4 آذار 2019.", "partial"),
        ("قتل مدني واحد على الأقل في غارة جوية على مدينة سراقب يوم 4 آذار 2019.", "partial"),
    ],
)
def test_a_record_from_which_anything_differs_fits_in_part_only(text: str, fit: str) -> None:
    (match,) = records(claims_of(document_of(text, "ar")), MemoryBook([SARAQIB]))
    assert (match.relation, match.fit) == ("match", fit)


def test_a_day_beside_weighs_less_in_a_week_of_strikes() -> None:
    told = "ثلاثة مدنيين قتلوا في غارة جوية على مدينة سراقب يوم 5 آذار 2019."
    (quiet,) = records(claims_of(document_of(told, "ar")), MemoryBook([SARAQIB]))
    week = [
        replace(SARAQIB, ref=f"w{n}", earliest=day, latest=day, killed=(9.0, 9.0))
        for n in range(4)
        for day in [date(2019, 2, 27) + timedelta(days=n)]
    ]
    found = records(claims_of(document_of(told, "ar")), MemoryBook([SARAQIB, *week]))
    assert all(one.probability < quiet.probability for one in found)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("المصاصنة", "مصاصنة", True),
        ("كفرنبودة", "كفر نبوده", True),
        ("Saraqib", "Sarakib", True),
        ("El-Atarib", "Al Atarib", True),
        ("سراقب", "Saraqib", True),
        ("حلب", "حماة", False),
        ("Idlib", "Aleppo", False),
        ("", "", False),
    ],
)
def test_spellings_of_one_name_are_alike(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same


def test_a_name_is_found_in_words_with_what_arabic_writes_onto_it() -> None:
    assert naming("قصفت طائرات بسراقب والأتارب").names("الأتارب")
    assert not naming("قتل مدنيين اثنين").names("الميادين")


@pytest.mark.parametrize(
    ("words", "name", "there"),
    [
        ("a raid on Hajin", "Hajeen", True),
        ("shells fell on Mourk", "Murk", True),
        ("a raid on Hatla", "Hatla near the river", True),
        ("قصف على مَعَرَّة النُّعْمَان", "معرة النعمان", True),
        ("a strike on the bakery in the east of al-Bab", "the bakery in the east of al-Bab", True),
        ("12 civilians killed in a raid", "Qulidine", False),  # the same consonants, no name
        ("warplanes hit Sukkari (Aleppo)", "Sakhour (Aleppo)", False),
        ("a refugee camp was hit", "Refugee camp near Batinta", False),
        ("a raid on Akrabat camp", "Aqrabat camp", True),
        ("a raid on the city of Hajin", "Hajin: Firdaws street", False),
        ("a raid on Firdaws street in Hajin", "Hajin: Firdaws street", True),
        ("قصف على حي طريق الباب", "الباب", False),
        ("قصف على باب النيرب", "الباب", False),
        ("قصف على مدينة الباب", "الباب", True),
        ("shells fell on the Al-Bab road", "Al-Bab", False),
    ],
)
def test_a_name_is_told_from_words_that_only_sound_like_it(
    words: str, name: str, there: bool
) -> None:
    assert naming(words).names(name) is there


def test_a_figure_says_the_more_the_rarer_it_is_and_the_less_the_wider_the_range() -> None:
    known = weights()

    def bits(told: tuple[float, float], record: tuple[float, float]) -> float:
        return known.of_figure("killed", "same", told, record)

    assert bits((40, 40), (40, 40)) > bits((7, 7), (7, 7)) > bits((1, 1), (1, 1)) > 0
    assert bits((7, 7), (7, 7)) > bits((7, 7), (7, 30))
    assert bits((1, float("inf")), (1, 1)) == pytest.approx(0, abs=0.1)


def test_the_shares_of_each_comparison_come_to_one() -> None:
    for name, levels in weights().table.items():
        assert sum(m for m, _ in levels.values()) == pytest.approx(1, abs=0.03), name
        assert sum(u for _, u in levels.values()) == pytest.approx(1, abs=0.03), name


# --- the command --------------------------------------------------------------------------


def test_import_list_and_match_from_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(MAPPING, encoding="utf-8")
    rows = (
        "id,day,end,town,lat,lon,dead\na,2019-03-04,,Saraqib,35.864,36.806,3\nb,x,,Idlib,35,36,1\n"
    )
    (tmp_path / "list.csv").write_text(rows, encoding="utf-8")
    (tmp_path / "report.txt").write_text(TOLD, encoding="utf-8")
    folder = ["--corpus", str(tmp_path / "corpus"), "--json"]
    run = CliRunner().invoke
    done = run(
        command,
        ["import", str(tmp_path / "list.csv"), "--dataset", str(tmp_path / "m.toml"), *folder],
        standalone_mode=False,
    )
    assert done.return_value == 1  # one row has a bad date
    assert json.loads(done.stdout)["kinds"] == {"date": 1}
    (listed,) = json.loads(run(command, ["list", *folder]).stdout)
    assert (listed["name"], listed["records"]) == ("list", 2)
    found = run(command, ["match", str(tmp_path / "report.txt"), "--rules-only", *folder])
    (match,) = json.loads(found.stdout)["records"]
    assert (match["ref"], match["relation"]) == ("a", "match")


# --- the real data sets ---------------------------------------------------------------------


@pytest.mark.data
def test_the_archive_list_is_read_whole_with_its_faults_named(data: Path) -> None:
    found = loaded(data, "syrian-archive", "syrian_archive_chemical.json")
    assert len(found) == 207
    assert {record.event for record in found} == {"chemical"}
    assert sum(record.earliest is None for record in found) == 16
