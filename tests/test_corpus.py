"""`takhrij corpus`: what goes in is listed, found again, and told from its copies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from takhrij.cli import main
from takhrij.ingest import unpack
from takhrij.ingest.received import Known, Reading
from takhrij.store.corpus import opened
from takhrij.store.intake import files, size_of, take_in

ARABIC = (
    "اندلع حريق في مستودع للحبوب قرب المرفأ ليل الثلاثاء وامتد إلى ثلاثة مبان مجاورة قبل إخماده."
)
ENGLISH = "Fri 03 May 2030 A grain warehouse burned near the port. Three buildings were damaged."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three files: two Arabic reports that differ in one word, one English report."""
    reports = tmp_path / "reports" / "deep"
    reports.mkdir(parents=True)
    body = " ".join(f"{ARABIC} وقال شاهد رقم {n} إنه رأى الدخان." for n in range(9))
    (reports / "one.txt").write_text(f"حريق في المرفأ\n\n{body}", encoding="utf-8")
    (reports / "two.txt").write_text(f"خبر آخر\n\n{body} انتهى", encoding="utf-8")
    (reports / "three.txt").write_text(f"Fire\n\n{ENGLISH}", encoding="utf-8")
    return tmp_path


def _json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def _added(folder: Path) -> str:
    corpus = str(folder / "corpus")
    assert main(["corpus", "add", str(folder / "reports"), "--corpus", corpus]) == 0
    return corpus


def test_reports_added_from_a_folder_are_listed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = _added(folder)
    assert capsys.readouterr().out == "3 added, 0 already here, 0 could not be read\n"
    rows = _json(capsys, "corpus", "list", "--corpus", corpus)
    assert [(Path(r["source"]).name, r["language"]) for r in rows] == [
        ("one.txt", "ar"),
        ("three.txt", "en"),
        ("two.txt", "ar"),
    ]
    assert rows[1]["published"] == "2030-05-03"


def test_adding_again_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = _added(folder)
    _added(folder)
    assert "0 added, 3 already here" in capsys.readouterr().out
    assert len(_json(capsys, "corpus", "list", "--corpus", corpus)) == 3


def test_what_is_there_is_not_read_again_but_what_changed_is(folder: Path) -> None:
    reports = folder / "reports" / "deep"
    corpus = _added(folder)
    with (reports / "two.txt").open("a", encoding="utf-8") as file:
        file.write(".")
    with opened(Path(corpus)) as here:
        met = [
            type(item)
            for name in ("one.txt", "two.txt")
            for item in unpack.readings((reports / name).open("rb"), name, known=here.holds)
        ]
    assert met == [Known, Reading]


def test_how_much_was_read_is_told_with_each_report_for_the_time_left(folder: Path) -> None:
    paths = files([folder / "reports"])
    with opened(folder / "corpus", create=True) as corpus:
        read = [outcome.read for outcome in take_in(corpus, paths)]
    assert read == sorted(read)
    assert read[-1] == size_of(paths) == sum(path.stat().st_size for path in paths)


def test_a_bad_file_is_named_and_the_rest_goes_in(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "reports" / "bad.txt").write_bytes(bytes(range(256)) * 40)
    corpus = str(folder / "corpus")
    assert main(["corpus", "add", str(folder / "reports"), "--corpus", corpus]) == 1
    assert "bad.txt" in capsys.readouterr().err
    stats = _json(capsys, "corpus", "stats", "--corpus", corpus)
    assert stats["documents"] == 3
    assert "bad.txt" in stats["unread"][0]["source"]


def test_copies_are_one_family(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = _added(folder)
    capsys.readouterr()
    found = _json(capsys, "corpus", "families", "--corpus", corpus, "--one-language")["families"]
    rows = _json(capsys, "corpus", "list", "--corpus", corpus)
    (family,) = found
    assert family["kind"] == "reprint"
    assert family["members"] == [rows[0]["id"], rows[2]["id"]]
    assert set(family) >= {"id", "members", "origin", "kind"}


def test_search_prints_the_passage_and_where_it_stands(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = _added(folder)
    capsys.readouterr()
    hits = _json(capsys, "corpus", "search", "grain", "port", "--corpus", corpus, "--words-only")
    text = _json(capsys, "corpus", "show", hits[0]["document"], "--corpus", corpus)["text"]
    assert text[hits[0]["start"] : hits[0]["end"]] == hits[0]["text"]
    assert [text[m["start"] : m["end"]] for m in hits[0]["marks"]] == ["grain", "port"]


def test_lines_of_json_are_reports_of_their_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [json.dumps({"title": "خبر", "text": f"{ARABIC} {n}"}) for n in range(3)]
    (tmp_path / "all.jsonl").write_text("\n".join([*lines, "{broken"]), encoding="utf-8")
    corpus = str(tmp_path / "corpus")
    assert main(["corpus", "add", str(tmp_path / "all.jsonl"), "--corpus", corpus]) == 1
    captured = capsys.readouterr()
    assert "3 added" in captured.out
    assert "all.jsonl:4" in captured.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["corpus", "list", "--corpus", "/nowhere/at/all"], "corpus add"),
        (["corpus", "add", "/nowhere/at/all", "--corpus", "c"], "no file or folder"),
        (["corpus", "list"], "--corpus"),
    ],
    ids=["no corpus there", "no such path", "no folder named"],
)
def test_bad_use_is_one_line_and_status_2(
    arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1


def _run(arguments: list[str]) -> subprocess.Popen[bytes]:
    program = "import sys; from takhrij.cli import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_a_killed_run_is_resumed_to_the_same_state(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (json.dumps({"text": f"{ARABIC} {n}", "title": f"خبر {n}"}) for n in range(3000))
    (tmp_path / "all.jsonl").write_text("\n".join(lines), encoding="utf-8")
    source, corpus = str(tmp_path / "all.jsonl"), str(tmp_path / "corpus")
    for wait in (0.5, 0.7, 0.9):
        process = _run(["corpus", "add", source, "--corpus", corpus])
        time.sleep(wait)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert main(["corpus", "add", source, "--corpus", corpus]) == 0
    capsys.readouterr()
    rows = _json(capsys, "corpus", "list", "--corpus", corpus)
    assert [row["title"] for row in rows] == [f"خبر {n}" for n in range(3000)]
    assert main(["corpus", "verify", "--corpus", corpus]) == 0
