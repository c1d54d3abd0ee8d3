"""Running the workbench: one process, one listening socket, an orderly end."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from takhrij.store.index import search_index
from takhrij.web.app import app
from takhrij.web.desk import Desk

Tls = tuple[Path | None, Path | None]
MOST_WAITING = 512
"""Requests under way before more are told to come back later."""


def serve(
    desk: Desk, host: str, port: int, *, tls: Tls = (None, None), ready: Callable[[int], None]
) -> None:
    """Serve until stopped; `ready` is told the port once requests are answered.

    Raises OSError if the address can't be had.
    """
    listening = listen(host, port)
    try:
        with desk.corpus() as corpus:
            search_index(corpus).update()
        ready(listening.getsockname()[1])
        uvicorn.Server(config(desk, tls)).run(sockets=[listening])
    finally:
        listening.close()


def config(desk: Desk, tls: Tls = (None, None)) -> uvicorn.Config:
    """How the workbench is served: nothing is logged but what goes wrong."""
    return uvicorn.Config(
        app(desk),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MOST_WAITING,
        timeout_keep_alive=20,
        timeout_graceful_shutdown=5,
        ssl_certfile=tls[0],
        ssl_keyfile=tls[1],
    )


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes any free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # named as TCP, so that asyncio sends what is written at once and no page waits for an answer
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(256)
    except OSError:
        made.close()
        raise
    return made
