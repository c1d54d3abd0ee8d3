"""Pages: templates of the workbench and of the report together, in the reader's language."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from takhrij.casefile.controls import visible
from takhrij.casefile.interface import ltr, said
from takhrij.web.identity import COOKIE, Ask
from takhrij.web.options import section
from takhrij.web.wording import query


@cache
def environment() -> Environment:
    """Templates by name; the workbench's own stand under `desk/`."""
    sources: dict[str, str] = {}
    for folder, prefix in (("takhrij.casefile", ""), ("takhrij.web", "desk/")):
        for one in (files(folder) / "templates").iterdir():
            if one.name.endswith(".html"):
                sources[prefix + one.name] = one.read_text(encoding="utf-8")
    found = Environment(
        loader=DictLoader(sources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_safe,
    )
    found.globals.update(asset=asset, ltr=ltr, said=said, query=query, section=section)
    return found


def _safe(value: object) -> object:
    """Hidden controls never reach the page, whatever they came in with."""
    return value if isinstance(value, Markup) else visible(str(value))


@cache
def asset(name: str) -> str:
    """The address of one of our own files, under a digest so that it may be kept for ever."""
    from takhrij.web.pages.assets import content

    return f"/static/{hashlib.sha256(content(name)).hexdigest()[:12]}/{name}"


def page(ask: Ask, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page of the workbench. The context is what the template asks for."""
    show = ask.show
    html = (
        environment()
        .get_template(f"desk/{template}")
        .render(ask=ask, show=show, page=show.page, w=show.page.words, here=here(ask), **context)
    )
    return cookied(ask, HTMLResponse(show.figures(html), status_code=status))


def here(ask: Ask) -> str:
    """The address of this page, to come back to."""
    url = ask.request.url
    return url.path + (f"?{url.query}" if url.query else "")


def cookied(ask: Ask, response: HTMLResponse) -> HTMLResponse:
    if ask.is_new:
        set_session(ask, response, ask.token)
    return response


def set_session(ask: Ask, response: Response, token: str) -> None:
    response.set_cookie(
        COOKIE, token, httponly=True, samesite="strict", secure=ask.desk.settings.secure, path="/"
    )


def go(address: str, **values: object) -> RedirectResponse:
    """To another page of ours, after a change."""
    asked = query(values)
    return RedirectResponse(address + (f"?{asked}" if asked else ""), status_code=303)


def is_ours(address: str) -> bool:
    """Whether an address leads to a page of this workbench and nowhere else."""
    return (
        address.startswith("/")
        and not address.startswith(("//", "/\\"))
        and "\\" not in address
        and all(" " < one < "\x7f" for one in address)
    )


def pages_of(count: int, size: int) -> int:
    return max(1, -(-count // size))


def pick(mapping: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: mapping[name] for name in names if name in mapping}
