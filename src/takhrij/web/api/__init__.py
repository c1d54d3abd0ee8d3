"""The REST API, under /api: everything that pages do, typed, with the same checks of who may."""

from takhrij.web.api import cases, corpus, people, session

ROUTERS = tuple(one.router for one in (session, cases, corpus, people))

__all__ = ["ROUTERS"]
