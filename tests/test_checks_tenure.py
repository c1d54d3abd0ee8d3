"""Offices and their holders: the table, the user's own, and the check against both."""

# ruff: noqa: E501 - a case a line reads better than a tidy margin

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from takhrij.annotations import Finding, Word
from takhrij.bench.checks import Sentence, as_document
from takhrij.cli.offices import command
from takhrij.document import document_of
from takhrij.errors import UsageError
from takhrij.language.offices import COLUMNS, offices, table
from takhrij.language.words import words
from takhrij.pipeline import read

MAY = date(2018, 5, 12)
LATER = date(2020, 5, 12)


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TAKHRIJ_HOME", str(tmp_path))
    return tmp_path


def outcomes(language, text, published=None, title=None):
    sentence = Sentence("x", "x", language, None, title, published, text)
    found = read(as_document(sentence)).layer(Finding)
    return [f.outcome for f in found if f.check == "tenure"]


@pytest.mark.parametrize(
    ("language", "text", "published", "title", "expected"),
    [
        ("en", "French President Francois Hollande opened the fair on 3 May 2014.", None, None, ["consistent"]),
        ("en", "French President Francois Hollande opened the fair on 3 May 2019.", None, None, ["inconsistent"]),
        # a month around the change
        ("en", "French President Francois Hollande opened the fair on 30 May 2017.", None, None, ["consistent"]),
        # a year that only touches the office
        ("en", "French President Francois Hollande opened the fair in 2017.", None, None, ["consistent"]),
        # a speaker speaks on the day that stands beside him, else on that of publication
        ("en", "British Prime Minister Theresa May said on Tuesday that the fair would open.", MAY, None, ["consistent"]),
        ("en", "British Prime Minister Theresa May said on Tuesday that the fair would open.", LATER, None, ["inconsistent"]),
        ("en", "British Prime Minister Theresa May said that the fair would open.", LATER, None, ["undetermined"]),
        # what he speaks of may be of any day
        ("en", "French President Emmanuel Macron said the fair of 1998 was better.", MAY, None, ["consistent"]),
        # a headline speaks of its day
        ("ar", "انطلق السباق صباح أمس.", LATER, "رئيسة الوزراء البريطانية تيريزا ماي تزور الملعب", ["inconsistent"]),
        ("ar", "انطلق السباق صباح أمس.", MAY, "رئيسة الوزراء البريطانية تيريزا ماي تزور الملعب", ["consistent"]),
        # the office of another, held by somebody who then held another
        ("ar", "زار وزير الدفاع الأمريكي جون كيري الحديقة في 4 أيار 2015.", None, None, ["inconsistent"]),
        ("ar", "واجتمع بالرئيس الروسي فلاديمير بوتين في 4 أيار 2015.", None, None, ["consistent"]),
        # nothing is said of these
        ("ar", "افتتح الرئيس الفرنسي السابق فرانسوا هولاند المعرض في 3 أيار 2019.", None, None, []),
        ("ar", "افتتح نائب الرئيس الأمريكي جو بايدن المعرض في 3 أيار 2015.", None, None, []),
        ("ar", "في عهد الرئيس الفرنسي جاك شيراك بني الجسر ثم رمم في 3 أيار 2019.", None, None, []),
        ("en", "Former French President Francois Hollande opened the fair on 3 May 2019.", None, None, []),
        ("en", "French President-elect Emmanuel Macron opened the fair on 3 May 2001.", None, None, []),
        ("en", "French President Francois Hollande opened the fair on 3 May 1890.", None, None, []),
    ],
)  # fmt: skip
def test_a_holder_is_held_against_the_day(language, text, published, title, expected):
    assert outcomes(language, text, published, title) == expected


def test_days_after_the_table_was_looked_up_are_not_judged() -> None:
    day = max(one.until for one in offices().holdings) + timedelta(days=400)
    text = f"French President Francois Hollande opened the fair on {day.day} May {day.year}."
    assert outcomes("en", text) == []


def test_the_table_of_the_program_is_whole() -> None:
    """Every row names where it can be looked up, and nobody follows himself in an office."""
    known = offices()
    assert all(one.source for one in known.holdings)
    for office, held in known.of_office.items():
        rows = sorted((one for one in held), key=lambda one: one.since)
        assert {language for one in rows for language, _ in one.names} == {"en", "ar"}
        for one, after in pairwise(rows):
            assert after.until >= one.since, office
            assert one.until - after.since < timedelta(days=120), (office, one.names[0])


@given(st.sampled_from(offices().holdings), st.floats(0, 1))
@settings(deadline=None, max_examples=60)
def test_every_holder_is_known_by_every_name_with_every_word_for_the_office(one, share) -> None:
    known = offices()
    for language, name in one.names:
        phrases = [
            p for lang, p, office in known._phrases if (lang, office) == (language, one.office)
        ]
        phrase = phrases[int(share * (len(phrases) - 1))]
        document = document_of(f"{phrase} {name}", language)
        (found,) = known.found(words(document), language)
        assert (found.office, found.person) == (one.office, one.person)
    assert document.with_layer(Word, words(document), "words")


ROW = "mayor,Mayor of Mithal,رئيس بلدية مثال,Ali Tajriba,علي تجريبة"


def test_a_table_of_the_users_own_is_used_and_removed(own_home: Path, tmp_path: Path) -> None:
    path = tmp_path / "mayors.csv"
    rows = [
        f"{ROW},2010-01-01,2015-06-30",
        "mayor,,,Omar Ikhtibar,عمر اختبار,2015-07-01,2020-12-31",
    ]
    path.write_text("\n".join([",".join(COLUMNS), *rows]), encoding="utf-8")
    text = "افتتح رئيس بلدية مثال علي تجريبة الحديقة في 5 أيار 2018."
    assert outcomes("ar", text) == []
    run = CliRunner()
    assert run.invoke(command, ["import", str(path)]).output == "mayors: 2 rows\n"
    assert outcomes("ar", text) == ["inconsistent"]
    listed = json.loads(run.invoke(command, ["list", "mayor", "--json"]).output)
    assert [row["until"] for row in listed] == ["2015-06-30", "2020-12-31"]
    assert run.invoke(command, ["remove", "mayors"]).output == "removed mayors\n"
    assert outcomes("ar", text) == []


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["a,b"], "no column"),
        ([",".join(COLUMNS), f"{ROW},2010-01-01,"], "known_until"),
        ([",".join(COLUMNS), f"{ROW},2010-13-01,2011-01-01"], "line 2"),
        ([",".join(COLUMNS), f"{ROW},2012-01-01,2011-01-01"], "lies after"),
        ([",".join(COLUMNS), "mayor,Mayor"], "fields"),
        ([",".join(COLUMNS), "mayor,,,Ali,علي,2010-01-01,2011-01-01"], "are empty for mayor"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_its_line(lines: list[str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        table("\n".join(lines), "t.csv")
