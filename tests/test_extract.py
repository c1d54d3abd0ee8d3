"""`takhrij extract`: many reports, one JSON object a line, whatever some of them hold."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from takhrij.cli import DONE, PROBLEMS, UNUSABLE, main
from takhrij.cli.progress import progress
from takhrij.corpus.engines.processes import in_order

REPORT = "حريق في مستودع رقم {n}\n\nقال شهود إن حريقا اندلع في المستودع رقم {n} وإن رجلين أصيبا.\n"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder of 30 short reports."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for n in range(30):
        (folder / f"{n:02}.txt").write_text(REPORT.format(n=n), encoding="utf-8")
    return folder


def lines(captured: str) -> list[dict[str, dict[str, str]]]:
    return [json.loads(line) for line in captured.splitlines()]


def test_files_come_out_in_the_order_given(
    reports: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    given = [str(reports / f"{n:02}.txt") for n in (7, 3, 5)]
    assert main(["extract", *given]) == DONE
    assert [row["document"]["source"] for row in lines(capfd.readouterr().out)] == given


def test_a_folder_is_read_in_order_of_name_and_other_files_are_named(
    reports: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (reports / "picture.png").write_bytes(b"\x89PNG")
    assert main(["extract", str(reports), "--jobs", "2"]) == DONE
    said = capfd.readouterr()
    sources = [row["document"]["source"] for row in lines(said.out)]
    assert sources == sorted(sources)
    assert len(sources) == 30
    assert "1 files that are no text or HTML left out" in said.err


def test_one_process_and_two_give_the_same_bytes(
    reports: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    found = []
    for jobs in ("1", "2"):
        assert main(["extract", str(reports), "--jobs", jobs]) == DONE
        found.append(capfd.readouterr().out)
    assert found[0] == found[1]


def test_a_line_has_the_shape_of_the_case_up_to_its_findings(
    reports: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", str(reports / "00.txt"), "--published", "2024-05-17"]) == DONE
    (row,) = lines(capfd.readouterr().out)
    keys = ["schema", "document", "sentences", "mentions", "entities", "attributions", "claims"]
    assert set(keys) | {"findings"} <= set(row)
    assert "verdicts" not in row
    assert row["document"]["published"] == "2024-05-17"


def test_one_bad_input_is_named_and_the_rest_go_on(
    reports: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (reports / "05.txt").write_bytes(b"")
    (reports / "17.txt").write_bytes(b"\x7fELF")
    assert main(["extract", str(reports), "--jobs", "2"]) == PROBLEMS
    said = capfd.readouterr()
    assert len(lines(said.out)) == 28
    assert "05.txt is empty" in said.err
    assert "17.txt is a program" in said.err


def test_status_2_if_every_input_is_bad(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    assert main(["extract", str(tmp_path / "empty.txt")]) == UNUSABLE
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize("given", ["nothing.txt", "."])
def test_a_path_that_is_not_there_or_holds_nothing_is_wrong_usage(
    given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["extract", given]) == UNUSABLE


def test_articles_of_json_lines_are_read_with_their_metadata(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"title": "حريق أول", "text": "اندلع حريق أمس.", "date": "2024-05-17", "source": "شراع"},
        {"title": "بلا نص"},
        {"title": "حريق ثان", "text": "اندلع حريق آخر.", "url": "https://example.org/2"},
    ]
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")
    assert main(["extract", str(path)]) == PROBLEMS
    said = capfd.readouterr()
    first, second = lines(said.out)
    assert first["document"]["published"] == "2024-05-17"
    assert first["document"]["publisher"] == "شراع"
    assert first["document"]["title"] == "حريق أول"
    assert second["document"]["source"] == f"{path}:3"
    assert "set.jsonl:2 has no" in said.err


def test_a_file_name_of_any_bytes_is_read(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(path)).write_text(REPORT.format(n=1), encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    assert main(["extract", os.fsdecode(path)]) == DONE
    assert "caf\ufffd.txt" in capfd.readouterr().out


# --- processes --------------------------------------------------------------------------


def _doubled_or_dead(number: int) -> int:
    if number == 13:
        os._exit(9)  # as the system does to a process that fills the memory
    return 2 * number


def _lost(number: int) -> int:
    return -number


def test_a_process_that_dies_takes_down_only_its_own_item() -> None:
    found = list(in_order(_doubled_or_dead, range(40), jobs=2, lost=_lost))
    assert found == [-13 if n == 13 else 2 * n for n in range(40)]


def test_items_are_taken_only_as_fast_as_results_are_given() -> None:
    taken = []

    def items() -> Iterator[int]:
        for n in range(10_000):
            taken.append(n)
            yield n

    results = in_order(abs, items(), jobs=2, lost=_lost)
    for _, result in zip(range(3), results, strict=False):
        assert result >= 0
    assert len(taken) < 100
    results.close()  # type: ignore[attr-defined]


def start(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", "from takhrij.cli import run; run()", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_closing_the_output_early_is_quiet(reports: Path) -> None:
    running = start("extract", str(reports), str(reports), "--jobs", "2")
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.readline()
    running.stdout.close()
    complaint = running.stderr.read()
    running.wait(60)
    running.stderr.close()
    assert b"Traceback" not in complaint
    assert b"Broken" not in complaint


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_stops_every_process_with_one_line(reports: Path, jobs: str) -> None:
    running = start("extract", *[str(reports)] * 40, "--jobs", jobs)
    assert running.stdout is not None
    running.stdout.readline()
    running.send_signal(signal.SIGINT)
    _, complaint = running.communicate(timeout=60)
    assert running.returncode == PROBLEMS
    assert complaint.decode().splitlines()[-1] == "takhrij: stopped"
    assert b"Traceback" not in complaint


# --- progress ---------------------------------------------------------------------------


def _slowly(items: Iterable[int]) -> Iterator[int]:
    for item in items:
        time.sleep(0.05)
        yield item


def test_what_takes_long_shows_rate_and_time_left(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("takhrij.cli.progress.DELAY", 0.1)
    assert list(progress(_slowly(range(8)), 8, "article")) == list(range(8))
    assert "article/s" in capfd.readouterr().err


def test_what_is_quick_shows_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert list(progress(range(8), 8, "article")) == list(range(8))
    assert capfd.readouterr().err == ""
