"""The case file as one HTML page that needs nothing but itself.

It is made from the case JSON alone, so a report can be made again from `case.json`. There is
no script in it: the interface language, the marks and the links work by CSS. A content
security policy forbids everything but the page's own styles and fonts, by their digests.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from takhrij.casefile.article import LOOKS
from takhrij.casefile.controls import HIDDEN, visible
from takhrij.casefile.interface import DIRECTIONS, INTERFACES, Interface
from takhrij.casefile.map import Drawing
from takhrij.casefile.marks import marks
from takhrij.casefile.view import View

Row = Mapping[str, Any]

_KEY = re.compile(r"[a-z][0-9]+")
"""Ids as the schema has them; a case from elsewhere may hold anything."""
_FONT = "noto-naskh-arabic-arabic-{weight}-normal.woff2"
_SAMPLES = {
    "claim": "claim",
    "source": "source",
    "cue": "cue",
    **{look: look for look in LOOKS.values()},
    "finding": "finding",
}


def render(case: Row, language: Interface = "ar") -> str:
    """The report as one page, with both interfaces; `language` is the one shown first.

    The case is a row of `casefile.json.case`, or the same read back from `case.json`.
    """
    ordered = sorted(INTERFACES, key=lambda one: one != language)
    views = [View(case, one) for one in ordered]
    styles = [_style(), _page_style(case, views[0])]
    about = case["document"]
    return (
        _environment()
        .get_template("report.html")
        .render(
            case=case,
            views=views,
            styles=[Markup(style) for style in styles],
            policy=_policy(styles),
            title=about["title"] or about["source"],
            direction=DIRECTIONS.get(about["language"], "auto"),
            samples=_SAMPLES,
            hidden=HIDDEN.search(about["text"]) is not None,
        )
    )


@cache
def _environment() -> Environment:
    folder = files("takhrij.casefile") / "templates"
    sources = {one.name: one.read_text(encoding="utf-8") for one in folder.iterdir()}
    return Environment(
        loader=DictLoader({name: text for name, text in sources.items() if name.endswith(".html")}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_safe,
    )


def _safe(value: object) -> object:
    """Hidden controls never reach the page, whatever part of the case they came in."""
    return value if isinstance(value, Markup) else visible(str(value))


@cache
def _style() -> str:
    """The style sheet with its fonts inside."""
    folder = files("takhrij.casefile")
    sheet = (folder / "templates" / "style.css").read_text(encoding="utf-8")
    return "".join(_font_faces()) + sheet


def _font_faces() -> Iterator[str]:
    folder = files("takhrij.casefile") / "fonts"
    for weight in ("400", "700"):
        held = base64.b64encode((folder / _FONT.format(weight=weight)).read_bytes()).decode()
        yield (
            f'@font-face{{font-family:"Noto Naskh Arabic";font-weight:{weight};'
            f"font-display:block;src:url(data:font/woff2;base64,{held}) format('woff2');"
            "unicode-range:U+0600-06FF,U+0750-077F,U+0870-088E,U+0890-0891,U+0897-08E1,"
            "U+08E3-08FF,U+200C-200E,U+2010-2011,U+204F,U+2E41,U+FB50-FDFF,U+FE70-FE74,"
            "U+FE76-FEFC}\n"
        )


def _policy(styles: list[str]) -> str:
    """A content security policy under which only these very styles and fonts are live."""
    digests = " ".join(
        "'sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() + "'"
        for style in styles
    )
    return (
        f"default-src 'none'; style-src {digests}; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _page_style(case: Row, view: View) -> str:
    """Rules for this case: where pins stand, and which pieces a followed link lights up."""
    return "\n".join([*_highlights(case), *positions(view.maps.main, view.maps.overview)])


def _highlights(case: Row) -> Iterator[str]:
    """Every piece of a span is lit when its anchor is followed, in whichever interface."""
    for key in dict.fromkeys(mark.key for mark in marks(case) if _KEY.fullmatch(mark.key)):
        anchors = ",".join(f"#{one}-w-{key}:target" for one in INTERFACES)
        yield f":root:has({anchors}) .text .{key}{{background:var(--lit);color:var(--lit-ink)}}"


def positions(*drawings: Drawing | None) -> Iterator[str]:
    """Style rules that put the pins and the labels of maps where they belong."""
    for drawing in filter(None, drawings):
        for pin in filter(lambda one: _KEY.fullmatch(one.key), drawing.pins):
            yield f".at-{drawing.name}-{pin.key}{{left:{pin.at[0]}%;top:{pin.at[1]}%}}"
        for number, line in enumerate(drawing.meridians, 1):
            yield f".x-{drawing.name}-{number}{{left:{line.at}%}}"
        for number, line in enumerate(drawing.parallels, 1):
            yield f".y-{drawing.name}-{number}{{top:{line.at}%}}"
        yield f".bar-{drawing.name}{{width:{drawing.bar / 10:.2f}%}}"
