"""The case file as JSON: valid against its schema, the same bytes for the same case."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from casefile_example import example, judged
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from takhrij.annotations import Claim, Finding, Mention, Quantity, QuantityValue
from takhrij.casefile.json import case, dumps, extraction, plain, schema
from takhrij.document import Document, Span, document_of
from takhrij.errors import ContractError

KEYS = [
    "schema",
    "document",
    "sentences",
    "mentions",
    "entities",
    "attributions",
    "claims",
    "incidents",
    "findings",
    "evidence",
    "records",
    "families",
    "verdicts",
    "searched",
    "datasets",
    "made_by",
    "around",
]


def problems(row: dict[str, Any], part: str | None = None) -> list[str]:
    whole = schema() if part is None else {**schema(), "$ref": f"#/$defs/{part}"}
    if part is not None:
        whole = {"$schema": whole["$schema"], "$ref": whole["$ref"], "$defs": whole["$defs"]}
    return [error.message for error in Draft202012Validator(whole).iter_errors(row)]


def closed(node: Any) -> Any:
    """The schema with every object shut against keys that it doesn't name."""
    if isinstance(node, list):
        return [closed(one) for one in node]
    if not isinstance(node, dict):
        return node
    shut = {key: closed(value) for key, value in node.items()}
    if node.get("type") == "object" and "properties" in node and "required" in node:
        shut.setdefault("additionalProperties", False)
    return shut


def test_the_schema_is_itself_a_valid_schema() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_full_case_is_valid(language: str) -> None:
    assert problems(case(judged(example(language)), settings={"lang": "auto"})) == []


def test_a_document_without_any_layer_gives_a_valid_case_of_empty_lists() -> None:
    row = case(document_of("لا شيء هنا."))
    assert problems(row) == []
    assert list(row) == KEYS
    lists = [value for key, value in row.items() if key not in ("schema", "document", "made_by")]
    assert lists == [[]] * len(lists)


def test_an_extraction_is_valid_and_stops_at_the_findings() -> None:
    row = extraction(example())
    assert problems(row, "extraction") == []
    assert list(row) == [*KEYS[: KEYS.index("findings") + 1], "made_by"]


def test_every_key_that_is_written_is_named_in_the_schema() -> None:
    row = case(judged(example()), families=[{"id": "g1", "members": ["a"], "origin": "a"}])
    shut = {**closed(schema()), "allOf": []}
    parts = {**shut["$defs"]["extraction"]["properties"], **shut["properties"]}
    for key, value in row.items():
        one = {"$defs": shut["$defs"], **parts[key]}
        assert [e.message for e in Draft202012Validator(one).iter_errors(value)] == []
        assert key in parts


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "takhrij.casefile/2"),
        (("document", "language"), "fr"),
        (("document", "published"), "14/3/2023"),
        (("document", "id"), "abc"),
        (("mentions", 0, "type"), "thing"),
        (("mentions", 0, "start"), -1),
        (("entities", 0, "lat"), 91),
        (("attributions", 0, "act"), "whisper"),
        (("claims", 0, "basis"), None),
        (("claims", 0, "chain"), {}),
        (("findings", 0, "outcome"), "true"),
        (("evidence", 0, "stance"), "unrelated"),
        (("verdicts", 0, "label"), "true"),
        (("made_by", "data"), []),
    ],
)
def test_the_schema_refuses_a_wrong_value(path: tuple[Any, ...], value: Any) -> None:
    row = json.loads(dumps(case(judged(example()))))
    held = row
    for step in path[:-1]:
        held = held[step]
    held[path[-1]] = value
    assert problems(row)


@pytest.mark.parametrize(
    "key", [key for key in KEYS if key not in ("incidents", "around", "searched", "datasets")]
)
def test_the_schema_refuses_a_case_without_a_key_of_the_contract(key: str) -> None:
    row = case(judged(example()))
    del row[key]
    assert problems(row)


def test_offsets_quote_their_own_words() -> None:
    row = case(example())
    text = row["document"]["text"]
    for item in (*row["claims"], *row["mentions"]):
        assert text[item["start"] : item["end"]] == item["text"]


def test_a_claim_is_placed_by_entities_and_keeps_the_mentions() -> None:
    fire = case(example())["claims"][1]
    assert fire["where"] == ["e1"]
    assert fire["where_mentions"] == ["m4"]


def test_a_place_gives_its_best_meaning_and_its_alternatives() -> None:
    jableh = case(example())["entities"][0]
    assert (jableh["country"], jableh["confidence"], jableh["precision"]) == ("SY", 0.82, 2)
    assert [other["ref"] for other in jableh["alternatives"]] == ["geonames:1"]


def test_a_chain_runs_from_the_event_to_the_author() -> None:
    chain = case(example())["claims"][2]["chain"]
    assert [link["kind"] for link in chain] == ["unnamed_person", "media", "author"]
    assert [link["standing"] for link in chain] == ["unnamed", "named", "named"]


def test_open_ends_of_a_figure_are_null() -> None:
    values = {m["id"]: m["value"] for m in case(example())["mentions"]}
    assert (values["m7"]["min"], values["m7"]["max"]) == (20, None)


def test_evidence_that_was_judged_unrelated_is_no_evidence() -> None:
    assert [one["id"] for one in case(judged(example()))["evidence"]] == ["v1"]


def test_the_english_message_stands_beside_all_languages() -> None:
    finding = case(example())["findings"][0]
    assert finding["message"] == finding["messages"]["en"]
    assert set(finding["messages"]) == {"ar", "en"}


def test_problems_met_in_reading_are_kept() -> None:
    row = case(example(problems=("read as Windows-1256",)))
    assert row["document"]["problems"] == ["read as Windows-1256"]


def test_two_runs_give_the_same_bytes() -> None:
    first, second = (dumps(case(judged(example()), settings={"b": 1, "a": 2})) for _ in range(2))
    assert first == second


def test_a_case_read_back_from_its_own_text_is_the_same_case() -> None:
    row = case(judged(example()))
    assert json.loads(dumps(row)) == row
    assert dumps(json.loads(dumps(row))) == dumps(row)


def test_arabic_is_written_as_it_is_and_one_line_is_one_line() -> None:
    assert "مستودع" in dumps(case(example()))
    assert "\n" not in dumps(extraction(example()), indent=None)


def test_settings_may_hold_dates_and_spans() -> None:
    row = case(example(), settings={"published": date(2023, 3, 14), "at": Span(1, 2)})
    assert row["made_by"]["settings"] == {"at": {"start": 1, "end": 2}, "published": "2023-03-14"}


def test_numbers_are_rounded_and_never_minus_zero() -> None:
    assert dumps({"a": plain(1 / 3), "b": plain(-0.0)}, indent=None) == '{"a":0.333333,"b":0.0}'


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), {1, 2}, b"x"])
def test_a_value_without_a_json_form_is_refused(value: object) -> None:
    with pytest.raises(ContractError, match="can't hold"):
        plain({"deep": [value]})


def test_the_case_names_the_digest_of_its_language_data_and_its_stages() -> None:
    made = case(example(), data={"gazetteer": "sha256:1"})["made_by"]
    assert list(made["data"]) == ["language", "gazetteer"]
    assert made["data"]["language"].startswith("sha256:")
    assert made["stages"]["Claim"] == "example"


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
    st.integers(0, 59),
    st.integers(1, 60),
)
@settings(max_examples=60, deadline=None)
def test_any_text_with_any_span_gives_a_valid_case(text: str, start: int, length: int) -> None:
    span = Span(min(start, len(text) - 1), min(min(start, len(text) - 1) + length, len(text)))
    document: Document = document_of(text, title=text, byline=text, source=text)
    figure = Quantity(span, QuantityValue(1.5, None, "killed"))
    document = document.with_layer(Mention, [Mention("m1", span, "quantity", figure)], "test")
    document = document.with_layer(Claim, [Claim("c1", span)], "test")
    messages = (("en", text), ("ar", text))
    finding = Finding("f1", "calendar", "consistent", (span,), messages, ("c1",))
    row = case(document.with_layer(Finding, [finding], "test"))
    assert problems(row) == []
    assert json.loads(dumps(row)) == row
