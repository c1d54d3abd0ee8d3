"""The application: guard, pages, API, and what is answered when something can't be done."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from takhrij import __version__
from takhrij.casefile.outlines import Box, clipped
from takhrij.errors import EnvironmentFault, InputError, TakhrijError
from takhrij.store.facts import Facts
from takhrij.web.api import ROUTERS as API
from takhrij.web.desk import Desk
from takhrij.web.finding import encoded
from takhrij.web.guard import Guard
from takhrij.web.identity import Refused, asking
from takhrij.web.lately import Lately
from takhrij.web.pages import ROUTERS as PAGES
from takhrij.web.rendering import environment, go, here, page

THREADS = 16
"""Requests worked on at once: more would only take the processor from one another."""
MOST_BYTES = 64 * 1024 * 1024
"""Largest request taken: an article with its pictures."""
MOST_READ = 8 * 1024 * 1024
"""Bytes of the case files that are kept read; read they take some eight times as much."""
MOST_DRAWN = 32 * 1024 * 1024
"""Bytes of the pages that are kept drawn, packed."""
MOST_SKETCHED = 8 * 1024 * 1024
"""Characters of the maps and timelines that are kept drawn."""
MOST_COUNTED = 20_000
"""Rows of the lists that are kept counted."""
SILENT = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}
"""No telemetry, whatever the environment asks for."""


def app(desk: Desk) -> FastAPI:
    """The workbench on one desk, as an ASGI application."""
    made = FastAPI(
        title="Takhrij workbench",
        version=__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_open,
        telemetry=SILENT,  # type: ignore[arg-type]
        max_body_size=MOST_BYTES,
    )
    made.state.desk = desk
    made.state.opened = Lately(MOST_READ)
    made.state.drawn = Lately(MOST_DRAWN)
    made.state.sketched = Lately(MOST_SKETCHED)
    made.state.counted = Lately(MOST_COUNTED)
    made.state.families = {}
    for router in (*API, *PAGES):
        made.include_router(router)
    made.add_middleware(Guard, hosts=desk.settings.hosts)
    made.add_exception_handler(Refused, _refused)
    made.add_exception_handler(TakhrijError, _failed)
    made.add_exception_handler(RequestValidationError, _malformed)
    made.add_exception_handler(HTTPException, _unknown)
    return made


@asynccontextmanager
async def _open(made: FastAPI) -> AsyncIterator[None]:
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    desk: Desk = made.state.desk
    if desk.settings.warm:
        threading.Thread(target=_warm, args=[desk], daemon=True).start()
    try:
        yield
    finally:
        desk.close()


def _warm(desk: Desk) -> None:
    """Load what the first map and the first report would wait for."""
    for name in environment().list_templates():
        environment().get_template(name)
    clipped(Box(35.0, 32.0, 43.0, 38.0))
    with desk.corpus() as corpus:
        Facts(corpus).update()
        if encoded(corpus):
            desk.encoder.encode(["what is asked first"])
    desk.reader.warm()


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    response = answer(request, error.status, error.says)
    if error.wait:
        response.headers["Retry-After"] = str(error.wait)
    return response


def _failed(request: Request, error: Exception) -> Response:
    """The user's mistake is 400, the world's failure 503; a broken promise of ours is 500."""
    status = 400 if isinstance(error, InputError) else 500
    status = 503 if isinstance(error, EnvironmentFault) else status
    return answer(request, status, str(error))


def _malformed(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    told = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
    return answer(request, 422, told[:2000])


def _unknown(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    response = answer(request, error.status_code, str(error.detail))
    for name, value in (error.headers or {}).items():
        response.headers[name] = value
    return response


def answer(request: Request, status: int, says: str) -> Response:
    """A refusal as whoever asked can read it: JSON for programs, a page for people."""
    if request.url.path.startswith("/api"):
        return JSONResponse({"error": says}, status, {"Cache-Control": "no-store"})
    ask = asking(request)
    says = ask.show.told(says)
    if status == 401:
        return go("/login", to=here(ask) if request.method == "GET" else "/")
    return page(ask, "refused.html", status=status, number=status, says=says)
