"""Pages: one module for each part of the workbench, each with a `router`."""

from takhrij.web.pages import (
    across,
    assets,
    cases,
    drawings,
    exports,
    find,
    people,
    review,
    session,
)

ROUTERS = tuple(
    one.router
    # What takes any kind in its address comes last.
    for one in (assets, session, across, cases, drawings, exports, people, find, review)
)

__all__ = ["ROUTERS"]
