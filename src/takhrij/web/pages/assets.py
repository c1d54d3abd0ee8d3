"""Our own files: style, script, fonts. Nothing else is ever asked for."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import Response

from takhrij.web.identity import Refused

router = APIRouter()
TYPES = {"css": "text/css", "js": "text/javascript", "woff2": "font/woff2", "svg": "image/svg+xml"}
FONTS = tuple(f"noto-naskh-arabic-arabic-{weight}-normal.woff2" for weight in ("400", "700"))
NAMES = ("desk.css", "desk.js", "icon.svg", *FONTS)
_RANGE = (
    "U+0600-06FF,U+0750-077F,U+0870-088E,U+0890-0891,U+0897-08E1,U+08E3-08FF,U+200C-200E,"
    "U+2010-2011,U+204F,U+2E41,U+FB50-FDFF,U+FE70-FE74,U+FE76-FEFC"
)


@cache
def content(name: str) -> bytes:
    """The bytes of one of NAMES."""
    if name in FONTS:
        return (files("takhrij.casefile") / "fonts" / name).read_bytes()
    own = (files("takhrij.web") / "static" / name).read_bytes()
    if name != "desk.css":
        return own
    report = (files("takhrij.casefile") / "templates" / "style.css").read_bytes()
    return _faces().encode() + report + own


def _faces() -> str:
    return "".join(
        f'@font-face{{font-family:"Noto Naskh Arabic";font-weight:{weight};font-display:swap;'
        f"src:url({font}) format('woff2');unicode-range:{_RANGE}}}\n"
        for weight, font in zip(("400", "700"), FONTS, strict=True)
    )


@router.get("/static/{digest}/{name}", include_in_schema=False)
def static(digest: str, name: str) -> Response:
    """A file of ours; the digest in its address lets a browser keep it."""
    if name not in NAMES:
        raise Refused(404, "no such file")
    return Response(
        content(name),
        media_type=TYPES[name.rpartition(".")[2]],
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )
