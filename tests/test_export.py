"""`takhrij export`: a case in other forms, and what each form can't carry."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

from takhrij.casefile.exports import FORMATS, NAMES, Loss, losses_said
from takhrij.casefile.exports.misp import tags
from takhrij.casefile.interface import INTERFACES
from takhrij.cli import DONE, UNUSABLE, main

EXAMPLE = Path(str(files("takhrij.examples") / "warehouse.ar.txt"))
TAG = re.compile(r'admiralty-scale:(source-reliability="[a-f]"|information-credibility="[1-6]")')


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("case")
    assert main(["check", str(EXAMPLE), "--rules-only", "--out", str(where)]) == DONE
    return where


@pytest.mark.parametrize("name", [name for name in NAMES if name != "pdf"])
def test_every_format_gives_the_same_bytes_twice(
    name: str, folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for number in "12":
        out = str(tmp_path / number)
        assert main(["export", str(folder), "--format", name, "--out", out]) == DONE
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes() != b""
    assert capfd.readouterr().out


def test_paper_has_the_same_words_on_the_same_pages_twice(folder: Path, tmp_path: Path) -> None:
    """Its bytes are chromium's own and may differ by a few on a busy machine."""
    for number in "12":
        out = str(tmp_path / number)
        assert main(["export", str(folder), "--format", "pdf", "--out", out]) == DONE
    first, second = (_pages(tmp_path / number) for number in "12")
    assert first == second
    assert len(first) > 1
    assert all(first)


def _pages(path: Path) -> list[str]:
    import pypdfium2

    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        return [page.get_textpage().get_text_range() for page in document]


@pytest.mark.parametrize("name", [one.name for one in FORMATS if not one.binary])
def test_a_form_of_text_can_be_printed(
    name: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(folder / "case.json"), "--format", name]) == DONE
    assert "مستودع" in capfd.readouterr().out


def test_json_and_html_are_what_check_wrote(folder: Path, tmp_path: Path) -> None:
    for name, written in (("json", "case.json"), ("html", "report.html")):
        out = tmp_path / written
        assert main(["export", str(folder), "--format", name, "--out", str(out)]) == DONE
        assert out.read_bytes() == (folder / written).read_bytes()


def test_a_misp_event_holds_every_claim_with_two_tags(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(folder), "--format", "misp"]) == DONE
    printed = capfd.readouterr()
    event = json.loads(printed.out)["Event"]
    case = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    claims = [one for one in event["Attribute"] if one["type"] == "text"]
    assert [one["value"] for one in claims] == [claim["text"] for claim in case["claims"]]
    for one in claims:
        assert len(one["Tag"]) == 2
        assert all(TAG.fullmatch(tag["name"]) for tag in one["Tag"])
    assert len({one["uuid"] for one in event["Attribute"]}) == len(event["Attribute"])
    assert not event["published"]
    assert "case.json" in printed.err, "what MISP can't carry is said"


def test_a_claim_without_a_grade_cannot_be_judged() -> None:
    assert tags({}) == (
        'admiralty-scale:source-reliability="f"',
        'admiralty-scale:information-credibility="6"',
    )


@pytest.mark.parametrize("language", INTERFACES)
def test_what_is_left_out_is_said_in_both_languages(language: str) -> None:
    told = losses_said((Loss("findings", 3), Loss("records", 0)), language)  # type: ignore[arg-type]
    assert "3" in told
    assert losses_said((), language) == ""  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (None, "takhrij check"),
        (b"\xff", "no case file"),
        (b"[" * 100_000, "no case file"),
        (b"[]", "no case file"),
        (b'{"schema": "takhrij.casefile/1"}', "no case file"),
    ],
)
def test_what_is_no_case_is_refused_in_one_line(
    content: bytes | None, wanted: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "case.json"
    if content is not None:
        place.write_bytes(content)
    assert main(["export", str(place), "--format", "misp"]) == UNUSABLE
    complaint = capfd.readouterr().err
    assert wanted in complaint
    assert complaint.count("\n") == 1


def test_a_folder_is_no_place_to_write_a_file(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(folder), "--format", "json", "--out", str(tmp_path)]) == UNUSABLE
    assert "--out" in capfd.readouterr().err
