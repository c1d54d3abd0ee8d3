"""`takhrij corpus annotate`: every engine gives the same lines, whatever stops on the way."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

import pytest

from takhrij import pipeline
from takhrij.annotating import annotate, document_of_row, row_of, run_of
from takhrij.claims import attributions as claims
from takhrij.cli import main
from takhrij.corpus.engines import Engine, Work, engine
from takhrij.corpus.engines.frames import waves
from takhrij.corpus.engines.local import Local
from takhrij.errors import EnvironmentFault
from takhrij.ingest import read_bytes
from takhrij.store.annotated import annotation, kept_annotations, pending
from takhrij.store.corpus import Corpus, opened

REPORT = "حريق في مستودع رقم {n}\n\nقال شهود إن حريقا اندلع في المستودع رقم {n} وإن رجلين أصيبا."
COUNT = 24


def _needs(module: str) -> pytest.MarkDecorator:
    absent = importlib.util.find_spec(module) is None
    return pytest.mark.skipif(absent, reason=f"{module} is not installed (extra: cluster)")


ENGINES = [
    pytest.param("local", 1, id="one process"),
    pytest.param("local", 2, id="two processes"),
    pytest.param("daft", 2, id="daft", marks=_needs("daft")),
]


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with opened(tmp_path / "corpus", create=True) as made:
        for n in range(COUNT):
            data = REPORT.format(n=n).encode()
            made.add(read_bytes(data, f"{n}.txt"), data, "test")
        made.commit()
        yield made


def _lines(corpus: Corpus) -> list[str]:
    return [one.line for one in kept_annotations(corpus)]


@pytest.mark.parametrize(("name", "workers"), ENGINES)
def test_every_engine_keeps_the_lines_that_extract_prints(
    name: str, workers: int, corpus: Corpus, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    outcomes = list(annotate(corpus, engine(name, workers), run_of(rules_only=True)))
    assert [o.error for o in outcomes] == [None] * COUNT
    folder = tmp_path / "files"
    folder.mkdir()
    for n in range(COUNT):
        (folder / f"{n:02}.txt").write_text(REPORT.format(n=n), encoding="utf-8")
    assert main(["extract", str(folder), "--rules-only"]) == 0
    printed = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    kept = [json.loads(line) for line in _lines(corpus)]
    for one, other in zip(kept, printed, strict=True):
        for row in (one, other):
            row["document"].pop("source")
            row["made_by"].pop("settings")
    assert kept == printed


def _program(*arguments: str) -> list[str]:
    program = "import sys; from takhrij.cli import main; sys.exit(main(sys.argv[1:]))"
    return [sys.executable, "-c", program, *arguments]


@_needs("daft")
@_needs("ray")
def test_ray_keeps_the_lines_that_this_machine_makes(corpus: Corpus, tmp_path: Path) -> None:
    shutil.copytree(corpus.folder, tmp_path / "other")
    list(annotate(corpus, Local(1), run_of(rules_only=True)))
    command = ["corpus", "annotate", "--rules-only", "--workers", "2", "--engine", "ray"]
    subprocess.run(_program(*command, "--corpus", str(tmp_path / "other")), check=True)
    with opened(tmp_path / "other") as other:
        assert _lines(other) == _lines(corpus)


def test_a_document_comes_back_whole_from_the_corpus_and_from_a_row(corpus: Corpus) -> None:
    data = "BEIRUT (AP)\n\nبلا عنوان\u202e".encode()
    text = "Fire at the mill\n\nBy Sara Haddad\n\n2 May 2030 — A fire broke out at the mill."
    for source, raw in (("a.txt", data), ("b.txt", text.encode())):
        document = read_bytes(raw, source)
        assert corpus.add(document, raw, "test")
        assert corpus.document(document.id) == document
        assert document_of_row(row_of(document)) == document


def test_a_run_goes_on_where_it_was_stopped(corpus: Corpus) -> None:
    run = run_of(rules_only=True)
    first = annotate(corpus, Local(1), run)
    stopped = [outcome.document for outcome in islice(first, 1)]
    first.close()  # type: ignore[attr-defined]
    done = COUNT - len(pending(corpus, run.made_by))
    assert stopped
    again = [outcome.document for outcome in annotate(corpus, Local(1), run)]
    assert len(again) == COUNT - done
    assert pending(corpus, run.made_by) == []
    assert list(annotate(corpus, Local(1), run)) == []


def test_other_settings_make_every_line_again(corpus: Corpus) -> None:
    list(annotate(corpus, Local(1), run_of(rules_only=True)))
    assert len(pending(corpus, run_of(rules_only=False).made_by)) == COUNT


@dataclass
class Stumbling:
    """An engine whose workers die, now and then, without saying on what."""

    after: list[int]

    def run(self, work: Work, rows: Iterable[bytes], lost: Work) -> Iterator[bytes]:
        results = Local(1).run(work, rows, lost)
        if not self.after:
            yield from results
            return
        yield from islice(results, self.after.pop(0))
        raise EnvironmentFault("a worker died")


def test_what_was_made_before_a_worker_died_is_kept_and_the_rest_is_run_again(
    corpus: Corpus,
) -> None:
    outcomes = list(annotate(corpus, Stumbling([5, 1, 7]), run_of(rules_only=True)))
    assert sorted(o.document for o in outcomes) == sorted(d.id for d in corpus.documents())
    assert len(_lines(corpus)) == COUNT


def test_a_worker_that_dies_again_and_again_ends_the_run(corpus: Corpus) -> None:
    with pytest.raises(EnvironmentFault, match="a worker died"):
        list(annotate(corpus, Stumbling([5, 0]), run_of(rules_only=True)))
    assert len(_lines(corpus)) == 5


def _upper_or_dead(row: bytes, flag: Path) -> bytes:
    if row == b"row 13" and not flag.exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return row.upper()


def _through(one: Engine, work: Work, rows: list[bytes]) -> list[bytes]:
    """Results of an engine that is started again with what is left, as `annotate` does."""
    done: list[bytes] = []
    for _ in range(5):
        try:
            for result in one.run(work, rows[len(done) :], bytes.lower):
                done.append(result)  # noqa: PERF402 - what came before a failure is kept
        except EnvironmentFault:
            continue
        return done
    return done


@pytest.mark.parametrize(("name", "workers"), ENGINES[1:])
def test_a_worker_killed_in_the_middle_loses_no_row(
    name: str, workers: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = [str(Path(__file__).parent), *sys.path]  # workers import this module too
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(here))
    rows = [b"row %d" % n for n in range(100)]
    work = partial(_upper_or_dead, flag=tmp_path / "flag")
    assert _through(engine(name, workers), work, rows) == [row.upper() for row in rows]
    assert (tmp_path / "flag").exists()


def test_a_killed_run_ends_in_the_same_state(
    corpus: Corpus, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = str(corpus.folder)
    command = ["corpus", "annotate", "--corpus", folder, "--rules-only", "--workers", "2"]
    running = subprocess.Popen(_program(*command), start_new_session=True)
    time.sleep(3)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert main(command) == 0
    capfd.readouterr()
    assert main(["corpus", "annotations", "--corpus", folder]) == 0
    sources = [json.loads(x)["document"]["source"] for x in capfd.readouterr().out.splitlines()]
    assert sources == [f"{n}.txt" for n in range(COUNT)]


def test_a_removed_document_leaves_no_line(corpus: Corpus) -> None:
    list(annotate(corpus, Local(1), run_of(rules_only=True)))
    gone = next(corpus.documents()).id
    corpus.remove(gone, "withdrawn")
    assert annotation(corpus, gone) is None
    assert len(_lines(corpus)) == COUNT - 1


def test_a_text_with_more_attributions_than_are_kept_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = REPORT.format(n=1) + " وأعلن المتحدث باسم البلدية أن الطريق أغلق."
    document = read_bytes(text.encode(), "x.txt")
    assert not pipeline.read(document, pipeline.RULES).metadata.problems
    monkeypatch.setattr(claims, "MOST", 1)
    monkeypatch.setattr(pipeline, "MOST", 1)
    (said,) = pipeline.read(document, pipeline.RULES).metadata.problems
    assert said.startswith("attributions: 1 were kept")


def test_waves_hold_every_row_once_and_no_more_than_they_may(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("takhrij.corpus.engines.frames.WAVE", 10)
    rows = [b"x" * n for n in (4, 4, 4, 30, 1, 9, 1)]
    found = list(waves(rows))
    assert [row for wave in found for row in wave] == rows
    assert [len(wave) for wave in found] == [2, 1, 1, 2, 1]
