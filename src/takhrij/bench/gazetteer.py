"""The gazetteer: Airwars' Arabic place names looked up, and a dump of millions of names.

Airwars gives 6,116 incidents an Arabic place name, a governorate and a point. Each name is
looked up as `takhrij gazetteer lookup` does, in the Syrian table and the embedded world, alone
and with the governorate after a comma. Found: the look-up says which place is meant; where it
says that it can't tell, the name counts as not found. Right: its first answer lies within
5 km of Airwars' point, whatever Airwars' own point is. One half of the rows (drawn once, by a
fixed seed) was read while the look-up was made; the figures that count are those of the other.

Beside them stand the figures without the rows that contradict themselves: those whose point
lies nearer to a settlement of another governorate than to any of the one that Airwars names,
and over 25 km from all of the latter. No answer in the governorate can be right for them.
"""

from __future__ import annotations

import csv
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from takhrij.language.gazetteer.home import folder, imported, world_index
from takhrij.language.gazetteer.importing import import_table
from takhrij.language.gazetteer.index import Index
from takhrij.language.gazetteer.lookup import Gazetteer, distance_km, named
from takhrij.language.places_described import answered

NEAR_KM = 5.0
SEED = 20261128
FEW, MANY = 100_000, 5_000_000
"""Places of the invented dumps; each has a name in Latin and one in Arabic letters."""
LOOKED_UP = 20_000
PUBLISHED = "none; the exact normalised name alone finds .589 of Airwars' names"
STRAY_KM = 25.0
_GOVERNORATES = {
    "Aleppo": "حلب",
    "Idlib": "إدلب",
    "Hama": "حماة",
    "Homs": "حمص",
    "Raqqa": "الرقة",
    "Deir Ezzor": "دير الزور",
    "Al Hassakah": "الحسكة",
    "Damascus": "ريف دمشق",
    "Latakia": "اللاذقية",
    "Daraa": "درعا",
    "Quneitra": "القنيطرة",
}
"""Airwars' names of governorates, in Arabic."""
_DIVISIONS = {
    "Raqqa": "Ar-Raqqah",
    "Deir Ezzor": "Deir ez-Zor",
    "Al Hassakah": "Al-Hasakah",
    "Damascus": "Rif Dimashq",
}
"""The world's names of those that it names otherwise."""
_LATIN = (
    *("ba", "da", "fa", "ha", "ja", "ka", "la", "ma", "na", "qa", "ra", "sa", "ta", "wa", "za"),
    *("bi", "di", "ri", "mi", "li", "su", "nu", "ru", "du", "kul", "tar", "jib"),
)
_ARABIC = (
    *("با", "دا", "فا", "حا", "جا", "كا", "لا", "ما", "نا", "قا", "را", "سا", "تا", "وا", "زا"),
    *("بي", "دي", "ري", "مي", "لي", "سو", "نو", "رو", "دو", "كول", "تار", "جيب"),
)

Row = dict[str, str]
Settled = tuple[float, float, str, tuple[str, ...]]
"""Latitude, longitude, country and divisions of a settlement."""


def measure(data: Path) -> dict[str, Any]:
    """Airwars' names, and the size and speed of an index of 200,000 invented names."""
    return {
        "airwars": airwars(data),
        "invented_dump": invented(FEW),
        "published": PUBLISHED,
    }


def large(data: Path) -> dict[str, Any]:
    """The same with ten million names: takes half an hour of one core and 10 GB of disk."""
    return {"invented_dump": invented(MANY), "published": "none found"}


def airwars(data: Path) -> dict[str, Any]:
    """Airwars' Arabic names against its coordinates, on both halves."""
    read, held = halves(data / "records" / "airwars_syria.csv")
    with tempfile.TemporaryDirectory() as at:
        import_table(data / "gazetteer" / "syria_places.csv", at=Path(at))
        gazetteer = Gazetteer(imported(Path(at)), world_index())
        try:
            return {
                name: {
                    "names": len(rows),
                    "alone": looked_up(gazetteer, rows, with_governorate=False),
                    "with_governorate": looked_up(gazetteer, rows, with_governorate=True),
                    "without_strays": _kept(gazetteer, rows),
                }
                for name, rows in (("half_read", read), ("half_held_out", held))
            }
        finally:
            gazetteer.close()


def _kept(gazetteer: Gazetteer, rows: Sequence[Row]) -> dict[str, float]:
    """With the governorate, of the rows that don't contradict themselves."""
    settled = [row for row in Index(world_index()).settlements() if row[2] == "SY"]
    kept = [row for row in rows if not is_stray(row, settled)]
    return {"names": len(kept), **looked_up(gazetteer, kept, with_governorate=True)}


def is_stray(row: Row, settled: Sequence[Settled]) -> bool:
    """Whether a row's point lies elsewhere than in the governorate that it names."""
    if row["region_en"] not in _GOVERNORATES:
        return False
    wanted = _DIVISIONS.get(row["region_en"], row["region_en"])
    point = float(row["lat"]), float(row["lon"])
    off = [(distance_km(*point, lat, lon), wanted in admin) for lat, lon, _, admin in settled]
    nearest = min((km for km, inside in off if inside), default=0.0)
    return nearest > STRAY_KM and nearest > min(km for km, _ in off)


def halves(path: Path) -> tuple[list[Row], list[Row]]:
    """The rows that have a name and a point, in two halves drawn by a fixed seed."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["place_ar"].strip() and row["lat"]]
    random.Random(SEED).shuffle(rows)
    return rows[: len(rows) // 2], rows[len(rows) // 2 :]


def looked_up(
    gazetteer: Gazetteer, rows: Sequence[Row], *, with_governorate: bool
) -> dict[str, float]:
    """Shares of names found, and of those right; and of names with any answer at all."""
    found = right = among = some = 0
    for row in rows:
        answer = answered(gazetteer, _asked(row) if with_governorate else row["place_ar"])
        some += bool(answer.readings)
        if not answer.sure:
            continue
        point = float(row["lat"]), float(row["lon"])
        places = [match.candidate for match in answer.readings]
        off = [distance_km(*point, place.lat, place.lon) for place in places]
        found += 1
        right += off[0] <= NEAR_KM
        among += min(off) <= NEAR_KM
    return {
        "found": round(found / len(rows), 3),
        "best_within_5_km": round(right / max(1, found), 3),
        "any_within_5_km": round(among / max(1, found), 3),
        "found_or_said_to_be_uncertain": round(some / len(rows), 3),
    }


def _asked(row: Row) -> str:
    governorate = _GOVERNORATES.get(row["region_en"])
    return row["place_ar"] + (f"، {governorate}" if governorate else "")


def invented(count: int) -> dict[str, Any]:
    """Import a dump of invented places in GeoNames' layout, and ask it, in fresh processes."""
    with tempfile.TemporaryDirectory() as at:
        home = Path(at)
        dump = home / "invented.txt"
        with dump.open("w", encoding="utf-8") as stream:
            stream.writelines(lines(count))
        world = folder(home) / "world" / world_index().name
        world.parent.mkdir(parents=True)
        world.symlink_to(world_index())
        filled = _in_a_process("fill", home, dump)
        dump.unlink()
        return {"names": 2 * count, "import": filled, "look_ups": _in_a_process("ask", home, dump)}


def _in_a_process(task: str, home: Path, dump: Path) -> dict[str, Any]:
    """What a fresh process measured, so that memory is that of the task alone."""
    command = [sys.executable, "-m", "takhrij.bench.gazetteer", task, str(home), str(dump)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def fill(home: Path, dump: Path) -> dict[str, float]:
    """Import the dump: seconds of a core, and the most memory."""
    import_table(dump, at=home)
    (index,) = imported(home)
    return {
        "core_seconds": time.process_time(),
        "index_megabytes": index.stat().st_size / 1e6,
        "peak_megabytes": _peak(),
    }


def ask(home: Path, _dump: Path) -> dict[str, float]:
    """Open the index and look up names that are there and names that are not.

    Times are of a core and of the clock; the clock counts waiting for the disk too, and means
    something on a quiet machine only."""
    before = _peak()
    core, clock = time.process_time(), time.perf_counter()
    gazetteer = Gazetteer(imported(home))
    opened = {
        "open_core_milliseconds": (time.process_time() - core) * 1000,
        "open_clock_milliseconds": (time.perf_counter() - clock) * 1000,
    }
    there = [name(random.Random(n), _LATIN) for n in range(LOOKED_UP)]
    absent = [written[::-1] + "x" for written in there]
    return {
        **opened,
        **_waited(gazetteer, there, "there"),
        **_waited(gazetteer, absent, "absent"),
        "peak_megabytes": _peak(),
        "of_these_before_opening": before,
    }


def _waited(gazetteer: Gazetteer, names: Sequence[str], kind: str) -> dict[str, float]:
    """Names a second of a core, and microseconds by the clock that one and the slowest wait."""
    waits = []
    core = time.process_time()
    for written in names:
        began = time.perf_counter()
        named(gazetteer, written)
        waits.append((time.perf_counter() - began) * 1e6)
    core = time.process_time() - core
    half, slow = (statistics.quantiles(waits, n=20)[place] for place in (9, 18))
    return {
        f"names_{kind}_a_core_second": len(names) / core,
        f"{kind}_microseconds_p50": half,
        f"{kind}_microseconds_p95": slow,
    }


def _peak() -> float:
    """The most memory this process has held since it was started, in megabytes (Linux only)."""
    status = Path("/proc/self/status").read_text()
    return next(
        (int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")),
        0.0,
    )


def lines(count: int) -> Iterator[str]:
    """Lines of a GeoNames dump with invented names; the same on every run."""
    for number in range(count):
        dice = random.Random(number)
        latin, arabic = name(dice, _LATIN), name(dice, _ARABIC)
        lat, lon = dice.uniform(32.5, 37), dice.uniform(36, 42)
        people = dice.choice((0, 0, 0, 120, 4000))
        place = f"{number}\t{latin}\t{latin}\t{arabic}\t{lat:.5f}\t{lon:.5f}"
        yield f"{place}\tP\tPPL\tSY\t\t09\t\t\t\t{people}\t\t\t\t\n"


def name(dice: random.Random, syllables: Sequence[str]) -> str:
    """An invented name of two words."""
    return " ".join("".join(dice.choices(syllables, k=3)) for _ in range(2)).title()


if __name__ == "__main__":
    task, *paths = sys.argv[1:]
    figures = {"fill": fill, "ask": ask}[task](*map(Path, paths))
    sys.stdout.write(json.dumps({name: round(value, 1) for name, value in figures.items()}))
