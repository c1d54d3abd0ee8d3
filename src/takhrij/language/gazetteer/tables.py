"""What users bring: CSV tables and GeoNames dumps, read row by row; bad rows are named."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from takhrij.document import digest
from takhrij.errors import UsageError
from takhrij.language.fold import fold
from takhrij.language.gazetteer.entries import Entry
from takhrij.language.gazetteer.keys import is_arabic, key
from takhrij.language.gazetteer.world import division

Problem = str
Row = dict[str, str]

_GEONAMES_COLUMNS = 19
_LONGEST_FIELD = 1 << 20
_TYPES = frozenset(
    map(fold, ("حي", "حارة", "شارع", "دوار", "ساحة", "مخيم", "قرية", "بلدة", "مدينة"))
)
_BETWEEN_NAMES = re.compile(r"[_/]|(?<=\w{3})\s*-\s*(?=\w{3})")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table hold what; `name` may list several, by commas."""

    name: str
    lat: str
    lon: str
    ref: str | None = None
    country: str | None = None
    """A country code for every row, where the table has none."""


def entries(path: Path, columns: Columns | None = None) -> Iterator[Entry | Problem]:
    """The places of a table, and one sentence for each row that can't be used.

    Knows the layout of P-code tables (pcode, name_ar, name_en, hierarchy_…, alt, lat, lon) and
    GeoNames dumps (tab separated, 19 fields); any other table needs `columns`.
    Raises UsageError where the file can't be read or its columns can't be told.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="", errors="replace") as stream:
            first = stream.readline()
    except OSError as error:
        raise UsageError(f"can't read {path}: {error.strerror}; name a CSV file") from error
    if first.count("\t") >= _GEONAMES_COLUMNS - 1:
        return _geonames(path)
    return _table(path, _reader(first, path, columns))


def _reader(first: str, path: Path, columns: Columns | None) -> Callable[[Row, str], Entry]:
    header = next(csv.reader([first]), [])
    if columns is None:
        columns = _guessed(header, path)
    if columns is None:
        return _pcode_entry
    needed = [*columns.name.split(","), columns.lat, columns.lon]
    absent = [name for name in needed if name not in header]
    if absent:
        raise UsageError(
            f"{path} has no column {', '.join(absent)}; its columns are {', '.join(header)}"
        )
    chosen = columns
    return lambda row, where: _plain_entry(row, where, chosen)


def _guessed(header: list[str], path: Path) -> Columns | None:
    """The columns of a plain table, or None for a P-code table."""
    if {"pcode", "name_ar", "name_en", "lat", "lon"} <= set(header):
        return None
    lower = {name.strip().lower(): name for name in header}
    lat = next((lower[n] for n in ("lat", "latitude", "y") if n in lower), None)
    lon = next((lower[n] for n in ("lon", "lng", "long", "longitude", "x") if n in lower), None)
    names = [lower[n] for n in ("name", "name_ar", "name_en", "asciiname") if n in lower]
    if lat is None or lon is None or not names:
        raise UsageError(
            f"can't tell the columns of {path}: it has {', '.join(header[:12]) or 'no header'}; "
            "name them with --name, --lat and --lon"
        )
    return Columns(",".join(names), lat, lon)


def _table(path: Path, make: Callable[[Row, str], Entry]) -> Iterator[Entry | Problem]:
    csv.field_size_limit(_LONGEST_FIELD)
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as stream:
        reader = csv.DictReader(line.replace("\0", "") for line in stream)
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield f"line {reader.line_num}: {error}"
                continue
            yield _entry_or_problem(make, row, f"line {reader.line_num}")


def _entry_or_problem(make: Callable[[Row, str], Entry], row: Row, where: str) -> Entry | Problem:
    if any(isinstance(value, str) and "\ufffd" in value for value in row.values()):
        return f"{where}: not UTF-8; save the table as UTF-8"
    try:
        return make({k: (v or "").strip() for k, v in row.items() if isinstance(k, str)}, where)
    except ValueError as error:
        return f"{where}: {error}"


def _degrees(lat: str, lon: str) -> tuple[float, float]:
    """Latitude and longitude. Raises ValueError saying what is wrong with them."""
    try:
        north, east = float(lat), float(lon)
    except ValueError:
        raise ValueError(f"lat {lat!r} and lon {lon!r} are not both numbers") from None
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise ValueError(f"lat {lat}, lon {lon} are not on the globe")
    return north, east


def _pcode_entry(row: Row, where: str) -> Entry:
    """A row of a P-code table: names with what tells them apart in brackets or before a colon."""
    lat, lon = _degrees(row["lat"], row["lon"])
    arabic, english = _own_name(row["name_ar"]), _own_name(row["name_en"])
    alternatives = [n for n in (_own_name(a) for a in row.get("alt", "").split(";")) if n]
    if not arabic and alternatives:
        arabic = alternatives[0]
    if not (arabic or english):
        raise ValueError("no name")
    return Entry(
        f"pcode:{row['pcode']}" if row["pcode"] else _ref(row),
        english or arabic,
        lat,
        lon,
        admin=_hierarchy(row),
        names=tuple((k, v) for k, v in (("ar", arabic), ("en", english)) if v),
        spellings=tuple(dict.fromkeys([*alternatives, *_shorter(arabic, row)])),
        feature=_rank(row, english),
        listed=bool(alternatives),
    )


def _rank(row: Row, english: str) -> str:
    """A quarter or landmark is a site; the place a subdistrict is called after is a town."""
    if row.get("sa_only", "").upper() == "TRUE":
        return "site"
    return "city" if english in _hierarchy(row)[:1] else "village"


def _shorter(arabic: str, row: Row) -> list[str]:
    """Shorter ways to write a name: its parts around a slash, an underscore (what follows it
    is mostly the name of old) or a hyphen, and without the type word before it or the
    district's name after it.
    """
    names = [part.strip() for part in _BETWEEN_NAMES.split(arabic)]
    names += [" ".join(name.split()[1:]) for name in names if fold(name.split(" ")[0]) in _TYPES]
    holders = {key(part) for part in re.split(r"[/\s]+", row.get("hierarchy_ar", "")) if part}
    for name in tuple(names):
        words = re.split(r"[\s-]+", name)
        if len(words) > 1 and key(words[-1]) in holders - {""}:
            names.append(" ".join(words[:-1]))
    return [name for name in names if len(key(name)) >= 3 and name != arabic]


def _own_name(written: str) -> str:
    """A name alone: what stands in brackets after it or before a colon says where it is."""
    return _IN_BRACKETS.sub("", written.rsplit(":", 1)[-1]).strip()


def _hierarchy(row: Row) -> tuple[str, ...]:
    names = [part.strip() for part in row.get("hierarchy_en", "").split("/")]
    return tuple(dict.fromkeys(name for name in names if name))


def _ref(row: Row) -> str:
    return "row:" + digest("\t".join(row.values()).encode())[7:19]


def _plain_entry(row: Row, where: str, columns: Columns) -> Entry:
    lat, lon = _degrees(row.get(columns.lat, ""), row.get(columns.lon, ""))
    names = [row[c] for c in columns.name.split(",") if row.get(c)]
    if not names:
        raise ValueError("no name")
    pairs = {("ar" if is_arabic(name) else "en"): name for name in reversed(names)}
    ref = f"{columns.ref}:{row[columns.ref]}" if columns.ref and row.get(columns.ref) else _ref(row)
    return Entry(
        ref,
        names[0],
        lat,
        lon,
        country=(columns.country or "").upper(),
        names=tuple(sorted(pairs.items())),
        spellings=tuple(names),
        feature="village",
    )


def _geonames(path: Path) -> Iterator[Entry | Problem]:
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        for number, line in enumerate(stream, 1):
            try:
                yield _geonames_entry(line.rstrip("\r\n").split("\t"))
            except ValueError as error:
                yield f"line {number}: {error}"


def _geonames_entry(fields: list[str]) -> Entry:
    """One line of GeoNames' allCountries.txt (see its readme for the 19 fields)."""
    if len(fields) < _GEONAMES_COLUMNS:
        raise ValueError(f"{len(fields)} fields where a GeoNames dump has {_GEONAMES_COLUMNS}")
    lat, lon = _degrees(fields[4], fields[5])
    if not fields[1]:
        raise ValueError("no name")
    population = int(fields[14]) if fields[14].isdigit() else 0
    others = [name for name in fields[3].split(",") if name]
    arabic = next((name for name in others if is_arabic(name)), "")
    pairs = (("ar", arabic), ("en", fields[1]))
    region = division(fields[8], fields[10])
    return Entry(
        f"geonames:{fields[0]}",
        fields[1],
        lat,
        lon,
        country=fields[8],
        admin=(region,) if region and fields[6] != "A" else (),
        names=tuple((language, name) for language, name in pairs if name),
        spellings=tuple(dict.fromkeys([fields[2], *others])),
        feature=_feature(fields[6], fields[7], population),
        population=population,
    )


def _feature(kind: str, code: str, population: int) -> str:
    if kind == "A":
        return "country" if code.startswith("PCL") else "region"
    if kind == "P":
        return "city" if population >= 5000 else "village"
    return {"H": "water", "S": "site", "L": "region"}.get(kind, "other")
