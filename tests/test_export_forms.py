"""The forms that other tools take: each is read back by that tool, or by its own standard."""

from __future__ import annotations

import csv
import importlib
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import chromium as browser
import pytest

from takhrij.casefile.exports import FORMATS, Export
from takhrij.casefile.exports.csv import tables
from takhrij.casefile.exports.pdf import undated
from takhrij.casefile.interface import INTERFACES
from takhrij.cli import DONE, main

EXAMPLES = ("warehouse.ar.txt", "warehouse.en.txt")


@pytest.fixture(scope="module", params=EXAMPLES)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    where = tmp_path_factory.mktemp("case")
    example = str(files("takhrij.examples") / request.param)
    assert main(["check", example, "--rules-only", "--out", str(where)]) == DONE
    return json.loads((where / "case.json").read_text(encoding="utf-8"))


def exported(case: Any, name: str, language: str = "en") -> Export:
    return next(one for one in FORMATS if one.name == name)(case, language)  # type: ignore[arg-type]


# --- GeoJSON ------------------------------------------------------------------------------


def test_geojson_is_what_its_standard_asks_for(case: Any) -> None:
    from geojson_pydantic import FeatureCollection

    made = FeatureCollection.model_validate_json(exported(case, "geojson").content)
    places = [one for one in case["entities"] if one["type"] == "place"]
    assert len(made.features) == len(places) + len(case["incidents"])


def test_geojson_puts_every_place_where_the_case_does(case: Any) -> None:
    made = json.loads(exported(case, "geojson").content)
    held = {one["id"]: one["geometry"] for one in made["features"]}
    for place in case["entities"]:
        if place["type"] == "place" and place["lat"] is not None:
            wanted = {"type": "Point", "coordinates": [place["lon"], place["lat"]]}
            assert held[place["id"]] == wanted
        elif place["type"] == "place":
            assert held[place["id"]] is None


# --- FollowTheMoney -------------------------------------------------------------------------


def lines(case: Any) -> list[Any]:
    text = exported(case, "followthemoney").content.decode()
    return [json.loads(line) for line in text.splitlines()]


def test_followthemoney_names_nobody_who_has_no_name(case: Any) -> None:
    named = {m["entity"] for m in case["mentions"] if m["value"].get("named")}
    wanted = sorted(
        e["name"] for e in case["entities"] if e["id"] in named and e["type"] == "person"
    )
    written = [one for one in lines(case) if one["schema"] == "Person"]
    assert sorted(one["properties"]["name"][0] for one in written) == wanted


def test_followthemoney_points_only_at_entities_it_holds(case: Any) -> None:
    held = lines(case)
    ids = {one["id"] for one in held}
    assert len(ids) == len(held)
    for one in held:
        for key in ("proof", "entity", "resolved", "document", "involved", "addressEntity"):
            assert set(one["properties"].get(key, ())) <= ids


def test_followthemoney_is_loaded_by_its_own_command_without_loss(
    case: Any, tmp_path: Path
) -> None:
    command = shutil.which("ftm")
    if command is None:
        pytest.skip("needs the command ftm: pip install followthemoney")
    path = tmp_path / "case.ftm.json"
    path.write_bytes(exported(case, "followthemoney").content)
    done = subprocess.run([command, "validate", "-i", path], capture_output=True, check=True)
    back = {one["id"]: one for one in map(json.loads, done.stdout.splitlines())}
    for one in lines(case):
        kept = back[one["id"]]
        assert kept["schema"] == one["schema"]
        assert {k: sorted(v) for k, v in kept["properties"].items()} == {
            k: sorted(v) for k, v in one["properties"].items()
        }


# --- ClaimReview ----------------------------------------------------------------------------


def typed(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from typed(one)


def vocabulary(name: str) -> Any:
    """A type of schema.org as its published vocabulary has it, with all that it inherits."""
    return getattr(importlib.import_module(f"pydantic2_schemaorg.{name}"), name)


def names_of(value: Any) -> set[str]:
    """What the vocabulary may call a value: its type and those above it, or a plain type."""
    if isinstance(value, dict):
        return {one.__name__ for one in vocabulary(value["@type"]).__mro__} - {"BaseModel"}
    return {"str", "Text", "URL", "AnyUrl", "date", "datetime"}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_claimreview_uses_only_properties_and_values_that_schema_org_gives_its_types(
    case: Any, language: Any
) -> None:
    made = json.loads(exported(case, "claimreview", language).content)
    assert made["@context"] == "https://schema.org"
    checked = 0
    for one in typed(made["@graph"]):
        known = {field.alias: field for field in vocabulary(one["@type"]).__fields__.values()}
        for name, value in one.items():
            if name in ("@id", "@type"):
                continue
            allowed = set(re.findall(r"\w+", str(known[name].annotation)))
            for held in value if isinstance(value, list) else [value]:
                assert names_of(held) & allowed, (one["@type"], name, held)
                checked += 1
    assert checked > 10


def test_claimreview_has_a_review_for_each_verdict_and_never_a_number(case: Any) -> None:
    graph = json.loads(exported(case, "claimreview").content)["@graph"]
    assert len(graph) == len(case["verdicts"])
    for review, verdict in zip(graph, case["verdicts"], strict=True):
        assert review["reviewRating"]["ratingExplanation"] == verdict["why"]
        assert "ratingValue" not in review["reviewRating"]
        assert "author" not in review, "the publisher signs, not the tool"


def test_claimreview_speaks_both_languages(case: Any) -> None:
    english, arabic = (
        json.loads(exported(case, "claimreview", language).content)["@graph"][0]["reviewRating"]
        for language in ("en", "ar")
    )
    assert english["alternateName"].isascii()
    assert not arabic["alternateName"].isascii()


# --- CSV --------------------------------------------------------------------------------------


def sheets(case: Any) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(exported(case, "csv").content)) as held:
        return {
            name: list(csv.DictReader(io.StringIO(held.read(name).decode("utf-8-sig"), newline="")))
            for name in held.namelist()
            if name.endswith(".csv")
        }


def test_csv_has_a_row_for_everything_and_a_word_on_every_column(case: Any) -> None:
    held = sheets(case)
    assert [row["text"] for row in held["claims.csv"]] == [one["text"] for one in case["claims"]]
    assert len(held["chains.csv"]) == sum(len(one["chain"]) for one in case["claims"])
    assert len(held["findings.csv"]) == len(case["findings"])
    said = {(row["table"], row["column"]) for row in held["dictionary.csv"]}
    for name, table in tables().items():
        assert list(held[f"{name}.csv"][0] if held[f"{name}.csv"] else {}) in (
            [],
            [column["name"] for column in table["columns"]],
        )
        assert {(name, column["name"]) for column in table["columns"]} <= said


def test_csv_columns_are_described_in_both_languages() -> None:
    for table in tables().values():
        for described in (table, *table["columns"]):
            assert all(described[language] for language in INTERFACES)


def test_csv_package_lists_the_fields_that_the_files_have(case: Any) -> None:
    with zipfile.ZipFile(io.BytesIO(exported(case, "csv").content)) as held:
        for resource in json.loads(held.read("datapackage.json"))["resources"]:
            head = held.read(resource["path"]).decode("utf-8-sig").splitlines()[0]
            assert head.split(",") == [field["name"] for field in resource["schema"]["fields"]]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(case: Any, start: str) -> None:
    claim = {**case["claims"][0], "text": f"{start}HYPERLINK(1)"}
    first = sheets({**case, "claims": [claim]})["claims.csv"][0]
    assert first["text"] == f"'{start}HYPERLINK(1)"


# --- PDF ----------------------------------------------------------------------------------------


@pytest.mark.browser
def test_a_pdf_holds_the_words_of_the_report(case: Any) -> None:
    if browser.found() is None:
        pytest.skip("no chromium is installed")
    import pypdfium2

    made = exported(case, "pdf", case["document"]["language"]).content
    pages = pypdfium2.PdfDocument(made)
    text = "".join(page.get_textpage().get_text_bounded() for page in pages)
    assert len(pages) > 1
    assert "2024" in text


def test_a_pdf_says_no_time_of_day() -> None:
    dated = b"<</CreationDate (D:20261128161001+00'00') /ModDate (D:20261128161001+00'00')>>"
    assert len(undated(dated)) == len(dated)
    assert b"2026" not in undated(dated)
