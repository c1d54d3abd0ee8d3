"""Families in the case file: who came first and why, the tree of copies, what changed."""

from __future__ import annotations

from datetime import date

import jsonschema
import pytest

from takhrij.casefile.families import Kindred, family_rows
from takhrij.casefile.family_graph import nodes
from takhrij.casefile.json import schema
from takhrij.corpus.descent import descent
from takhrij.corpus.families import Report, families, kinships
from takhrij.document import document_of

BODY = " ".join(f"كلمة{number}" for number in range(120))
SHORT = " ".join(BODY.split()[:70])
CREDIT = f"(رويترز) {BODY}"


@pytest.mark.parametrize(
    ("reports", "origin"),
    [
        ([Report("a", CREDIT), Report("b", BODY, None, "Reuters")], "b"),
        ([Report("a", BODY, date(2017, 3, 2)), Report("b", BODY, date(2017, 3, 1))], "b"),
        ([Report("a", SHORT), Report("b", BODY)], "b"),
        ([Report("a", BODY), Report("b", BODY)], None),
    ],
    ids=["credited", "earliest", "holds the other whole", "cannot be told"],
)
def test_which_report_comes_first_and_why(reports: list[Report], origin: str | None) -> None:
    (family,) = families(reports, kinships(reports))
    assert family.origin == origin
    assert {language for language, why in family.whys if why} == {"ar", "en"}


def test_each_copy_hangs_under_the_report_that_it_shares_most_with() -> None:
    texts = {"a": BODY, "b": " ".join(BODY.split()[:90]), "c": " ".join(BODY.split()[:85])}
    days = enumerate(texts.items(), start=1)
    reports = [Report(key, text, date(2017, 3, day)) for day, (key, text) in days]
    kin = kinships(reports)
    (family,) = families(reports, kin)
    links = {(one.source, one.target) for one in descent(family, kin)}
    assert links == {("a", "b"), ("b", "c")}


def test_a_report_without_a_date_may_stand_in_a_family() -> None:
    held = {one.id: one for one in (document_of(CREDIT), document_of(BODY))}
    reports = [Report(d.id, d.text, None) for d in held.values()]
    kin = kinships(reports)
    (row,) = family_rows(families(reports, kin), Kindred(kin, held.__getitem__))
    jsonschema.validate(row, {"$ref": "#/$defs/family", "$defs": schema()["$defs"]})


def test_rows_are_what_the_schema_asks_for_and_make_a_tree() -> None:
    first = document_of(f"قتل 12 عاملا في الحريق. {BODY}", published=date(2017, 3, 1))
    copy = document_of(f"قتل 21 عاملا في الحريق. {BODY}", published=date(2017, 3, 2))
    held = {one.id: one for one in (first, copy)}
    reports = [Report(d.id, d.text, d.metadata.published) for d in held.values()]
    kin = kinships(reports)
    (row,) = family_rows(families(reports, kin), Kindred(kin, held.__getitem__, own=copy.id))
    row["documents"] = [{**one, "published": str(one["published"])} for one in row["documents"]]
    wanted = {"$ref": "#/$defs/family", "$defs": schema()["$defs"]}
    jsonschema.validate(row, wanted)
    assert [change["kind"] for change in row["changes"]] == ["number"]
    assert [(node.document["id"], node.depth) for node in nodes(row)] == [
        (first.id, 0),
        (copy.id, 1),
    ]
