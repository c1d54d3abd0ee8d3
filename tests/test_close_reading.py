"""Families on an engine: the same kin as in one process, or no answer at all."""

from __future__ import annotations

import os
import signal
from datetime import date, timedelta

import pytest

from takhrij.corpus.close_reading import read_on
from takhrij.corpus.engines import Engine, engine
from takhrij.corpus.engines.local import Local
from takhrij.corpus.families import Report, families, kinships
from takhrij.errors import EnvironmentFault

STORY = [f"خبر{number}" for number in range(400)]
FOOTER = " ".join(f"تذييل{number}" for number in range(40))


def reports() -> list[Report]:
    """Sixty reports: copies of twelve stories, each cut elsewhere, under one long footer."""
    made = []
    for number in range(60):
        story = number % 12
        own = [f"{word}و{story}" for word in STORY[number // 12 * 10 : 300]]
        day = date(2018, 1, 1) + timedelta(days=number)
        made.append(Report(f"r{number:02}", f"{' '.join(own)} {FOOTER}", day))
    return made


@pytest.mark.parametrize("name", ["local", "daft"])
def test_an_engine_finds_the_same_families(name: str) -> None:
    held = reports()
    here = kinships(held)
    there = kinships(held, read=read_on(engine(name, 2)))
    assert there == here
    assert len(families(held, there)) >= 12
    assert {one.kind for one in here} >= {"reprint", "template"}


def test_batches_may_be_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("takhrij.corpus.close_reading.BATCH", 7)
    held = reports()
    assert kinships(held, read=read_on(Local(2))) == kinships(held)


def test_where_a_worker_dies_there_are_no_families_rather_than_wrong_ones() -> None:
    class Dying:
        def run(self, work: object, rows: object, lost: object) -> object:
            return Local(2).run(_die, rows, lost)  # type: ignore[arg-type]

    dying: Engine = Dying()  # type: ignore[assignment]
    with pytest.raises(EnvironmentFault, match="nothing was decided"):
        kinships(reports(), read=read_on(dying))


def _die(row: bytes) -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return row
