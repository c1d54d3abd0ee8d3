"""How fast `extract` reads, and in how much memory: whole articles, every stage, by rules alone
and with the learned reader.

Each figure is a run of the program as a user starts it, so it holds start-up too; the rate
after start-up is what a long run comes to. `articles_per_second_of_a_core` counts the time
that the processes worked, so other work on the machine doesn't change it.
"""

from __future__ import annotations

import csv
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from takhrij.bench.invented_places import COUNT, lines
from takhrij.bench.timed import Timed, timed
from takhrij.language.gazetteer.home import folder as folder_of_places
from takhrij.language.gazetteer.home import world_index
from takhrij.language.gazetteer.importing import import_table

AIM = 20
"""Articles a second a core that rules alone should reach, with some thousands of places."""
_FEW = 2
"""Articles whose run is taken for the start: of several, all that the rest need is loaded first."""
AIM_MANY_PLACES = 10
"""The same with half a million places."""


def measure(data: Path) -> dict[str, Any]:
    """Articles a second and peak memory, Arabic and English, one process and all cores."""
    sets = {
        "arabic-news": list(_arabic(data / "arabic-news" / "articles.jsonl")),
        "fa-kes": list(_english(data / "fa-kes" / "articles.csv")),
    }
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    with tempfile.TemporaryDirectory() as folder:
        found = {
            name: {
                "articles": len(rows),
                "characters": sum(len(row["text"]) for row in rows),
                "runs": [
                    _run(Path(folder), rows, jobs, reader=reader)
                    for reader in ("rules", "rules and model")
                    for jobs in sorted({1, cores or 1})
                ],
            }
            for name, rows in sets.items()
        }
    aim = f"{AIM} articles a second a core by rules alone (our own aim; none published)"
    return {"sets": found, "cores": cores, "published": aim}


def with_places(data: Path) -> dict[str, Any]:
    """Arabic articles by rules alone, with the Syrian table and with half a million places more."""
    rows = list(_arabic(data / "arabic-news" / "articles.jsonl"))
    table = data / "gazetteer" / "syria_places.csv"
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        world = folder_of_places(home) / "world" / world_index().name
        world.parent.mkdir(parents=True)
        world.symlink_to(world_index())
        import_table(table, at=home)
        some = _run(Path(folder), rows, 1, home=home)
        dump = Path(folder) / "invented.txt"
        with dump.open("w", encoding="utf-8") as stream:
            stream.writelines(lines(table))
        import_table(dump, at=home)
        many = _run(Path(folder), rows, 1, home=home)
    aims = f"{AIM} and {AIM_MANY_PLACES} a second a core (our own aims; none published)"
    return {"articles": len(rows), "syria": some, f"and_{COUNT}": many, "published": aims}


def _arabic(path: Path) -> Iterator[dict[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield {"title": row["title"], "text": row["text"], "date": row["extracted"][:10]}


def _english(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.DictReader(file):
            yield {"title": row["article_title"], "text": row["article_content"]}


def _run(
    folder: Path,
    rows: list[dict[str, str]],
    jobs: int,
    *,
    reader: str = "rules",
    home: Path | None = None,
) -> dict[str, Any]:
    options = ["--jobs", str(jobs), *(["--rules-only"] if reader == "rules" else [])]
    first = _timed(folder, rows[:_FEW], options, home)
    whole = _timed(folder, rows, options, home)
    start, wall = first.seconds, whole.seconds
    more = len(rows) - _FEW
    return {
        "by": reader,
        "processes": jobs,
        "seconds": round(wall, 2),
        "start_seconds": round(start, 2),
        "articles_per_second": round(len(rows) / wall, 1),
        "articles_per_second_after_start": round(more / max(wall - start, 0.001), 1),
        "articles_per_second_of_a_core": round(more / max(whole.work - first.work, 0.001), 1),
        "peak_megabytes_of_all_processes": round(whole.megabytes),
    }


def _timed(
    folder: Path, rows: list[dict[str, str]], options: list[str], home: Path | None
) -> Timed:
    path = folder / "articles.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return timed(folder, "extract", str(path), *options, home=home)
