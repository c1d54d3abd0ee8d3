"""`takhrij check`: one report to a case file, the same bytes every time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from takhrij.cli import DONE, PROBLEMS, UNUSABLE, main

EXAMPLE = Path(str(files("takhrij.examples") / "warehouse.ar.txt"))
TWIN = Path(str(files("takhrij.examples") / "warehouse.en.txt"))


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def case_of(*arguments: str, capfd: pytest.CaptureFixture[str]) -> dict[str, object]:
    assert main(["check", *arguments, "--json"]) == DONE
    found: dict[str, object] = json.loads(capfd.readouterr().out)
    return found


def test_a_case_is_written_and_its_place_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(EXAMPLE), "--out", "here/case"]) == DONE
    case = json.loads(Path("here/case/case.json").read_text(encoding="utf-8"))
    assert case["schema"] == "takhrij.casefile/1"
    assert case["document"]["text"] == EXAMPLE.read_text(encoding="utf-8")
    assert Path("here/case/report.html").read_text(encoding="utf-8").startswith("<!")
    assert "here/case/report.html" in capfd.readouterr().out


def test_without_out_the_folder_is_named_after_the_file() -> None:
    assert main(["check", str(EXAMPLE)]) == DONE
    assert Path("warehouse.ar.case/case.json").is_file()


def test_two_runs_write_the_same_bytes() -> None:
    for folder in ("one", "two"):
        assert main(["check", str(EXAMPLE), "--out", folder]) == DONE
    for name in ("case.json", "report.html"):
        assert Path("one", name).read_bytes() == Path("two", name).read_bytes()


def test_json_prints_the_same_case_and_writes_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(EXAMPLE), "--json"]) == DONE
    printed = capfd.readouterr().out
    assert list(Path().iterdir()) == []
    assert main(["check", str(EXAMPLE), "--out", "case"]) == DONE
    assert Path("case/case.json").read_text(encoding="utf-8") == printed


def test_the_articles_own_dateline_gives_the_day(capfd: pytest.CaptureFixture[str]) -> None:
    for example in (EXAMPLE, TWIN):
        document = case_of(str(example), capfd=capfd)["document"]
        assert isinstance(document, dict)
        assert document["published"] == "2024-05-17"


def test_the_title_and_the_author_are_those_of_the_article(
    capfd: pytest.CaptureFixture[str],
) -> None:
    document = case_of(str(TWIN), capfd=capfd)["document"]
    assert isinstance(document, dict)
    assert document["title"] == "Arson kills 12 workers in a furniture warehouse in Aveiro"
    assert document["byline"] == "Layla Haddad"


def test_a_day_given_stands_above_the_dateline(capfd: pytest.CaptureFixture[str]) -> None:
    document = case_of(str(EXAMPLE), "--published", "2020-02-29", capfd=capfd)["document"]
    assert isinstance(document, dict)
    assert document["published"] == "2020-02-29"


@pytest.mark.parametrize("interface", ["ar", "en"])
def test_the_report_is_in_the_interface_asked_for(interface: str) -> None:
    assert main(["check", str(EXAMPLE), "--interface", interface, "--out", "case"]) == DONE
    assert f'lang="{interface}"' in Path("case/report.html").read_text(encoding="utf-8")


def test_standard_input_is_read() -> None:
    ran = run("check", "-", "--json", stdin=EXAMPLE.read_bytes())
    assert ran.returncode == DONE
    assert json.loads(ran.stdout)["document"]["source"] == "-"


def test_a_case_may_be_written_again() -> None:
    for _ in range(2):
        assert main(["check", str(EXAMPLE)]) == DONE


def test_the_case_of_another_report_is_not_written_over(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(EXAMPLE)]) == DONE
    other = Path("elsewhere/warehouse.ar.txt")
    other.parent.mkdir()
    other.write_bytes(EXAMPLE.read_bytes())
    assert main(["check", str(other)]) == UNUSABLE
    assert "holds the case of" in capfd.readouterr().err


@pytest.mark.parametrize("name", ["case.json", "report.html"])
def test_files_that_are_not_ours_are_not_written_over(
    name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("mine").mkdir()
    Path("mine", name).write_text("my own work", encoding="utf-8")
    assert main(["check", str(EXAMPLE), "--out", "mine"]) == UNUSABLE
    assert Path("mine", name).read_text(encoding="utf-8") == "my own work"
    assert "did not write" in capfd.readouterr().err


def test_a_file_where_the_folder_should_be_is_not_touched() -> None:
    Path("taken").write_text("mine", encoding="utf-8")
    assert main(["check", str(EXAMPLE), "--out", "taken"]) == UNUSABLE
    assert Path("taken").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing.txt"], "no file nothing.txt"),
        (["."], "is a folder"),
        ([str(EXAMPLE), "--published", "17/5/2024"], "--published"),
        ([str(EXAMPLE), "--lang", "fr"], "'auto', 'ar', 'en'"),
        ([], "FILE"),
        ([str(EXAMPLE), "--max-bytes", "10"], "over the limit of 10 bytes"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(
    arguments: list[str], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", *arguments]) == UNUSABLE
    complaint = capfd.readouterr().err
    assert said in complaint
    assert complaint.startswith("takhrij: ")
    assert complaint.count("\n") == 1


def test_a_disk_that_refuses_is_status_1_and_says_so(capfd: pytest.CaptureFixture[str]) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    Path("closed").mkdir(mode=0o500)
    assert main(["check", str(EXAMPLE), "--out", "closed/case"]) == PROBLEMS
    assert "could not write" in capfd.readouterr().err


def test_the_terminal_is_not_steered_by_the_article(capfd: pytest.CaptureFixture[str]) -> None:
    text = EXAMPLE.read_text(encoding="utf-8").replace("متحدث", "\x1b[2J\u202eمتحدث")
    Path("steering.txt").write_text(text, encoding="utf-8")
    assert main(["check", "steering.txt"]) == DONE
    said = capfd.readouterr().out
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_a_machine_set_to_no_language_still_prints_arabic() -> None:
    ran = run(
        "check", str(EXAMPLE), "--interface", "ar", env={"LC_ALL": "POSIX", "PYTHONUTF8": "0"}
    )
    assert ran.returncode == DONE, ran.stderr.decode()
    assert any("\u0600" < letter < "\u06ff" for letter in ran.stdout.decode("utf-8"))


def run(
    *arguments: str, stdin: bytes = b"", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Takhrij in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from takhrij.cli import run; run()", *arguments],
        input=stdin,
        capture_output=True,
        env={**os.environ, **(env or {})},
        check=False,
    )
