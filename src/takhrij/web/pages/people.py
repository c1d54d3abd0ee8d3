"""Accounts and who may read which case: for admins; one's own password: for everybody."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import HTMLResponse, Response

from takhrij.errors import InputError
from takhrij.store.people import ROLES, People
from takhrij.web.identity import ADMIN, READER, Ask, Refused
from takhrij.web.rendering import go, page

router = APIRouter(include_in_schema=False)
Admin = Annotated[Ask, Depends(ADMIN)]
Reader = Annotated[Ask, Depends(READER)]
Text = Annotated[str, Form(max_length=2000)]


@router.get("/people")
def people(ask: Admin) -> HTMLResponse:
    return _people(ask)


def _people(ask: Ask, status: int = 200, wrong: str | None = None) -> HTMLResponse:
    with ask.corpus() as corpus:
        accounts = People(corpus).accounts()
    return page(ask, "people.html", status=status, accounts=accounts, roles=ROLES, wrong=wrong)


@router.post("/people")
def change(
    ask: Admin,
    do: Text = "",
    name: Text = "",
    role: Text = "",
    password: Text = "",
    csrf: Text = "",
) -> Response:
    """Add an account, set its role or password, shut or open it."""
    ask.check_csrf(csrf)
    try:
        with ask.corpus() as corpus:
            _do(People(corpus), do, name, role, password)
    except InputError as error:
        return _people(ask, 400, str(error))
    return go("/people")


def _do(people: People, do: str, name: str, role: str, password: str) -> None:
    if do == "add":
        first = not people.has_accounts()
        people.add(name, "admin" if first else role, password)
    elif do == "role":
        people.change(name, role=role)
    elif do in ("shut", "open"):
        people.change(name, active=do == "open")
    elif do == "password":
        people.set_password(name, password)
    else:
        raise Refused(400, "nothing to do")


@router.get("/password")
def own(ask: Reader) -> HTMLResponse:
    return page(ask, "password.html", wrong=None)


@router.post("/password")
def set_own(ask: Reader, old: Text = "", password: Text = "", csrf: Text = "") -> Response:
    """A new password of one's own; all sessions end, this one too."""
    ask.check_csrf(csrf)
    with ask.corpus() as corpus:
        people = People(corpus)
        if not ask.has_accounts or people.check(ask.who.name, old) is None:
            return page(ask, "password.html", status=400, wrong="old")
        try:
            people.set_password(ask.who.name, password)
        except InputError as error:
            return page(ask, "password.html", status=400, wrong=str(error))
    return go("/login")


@router.get("/cases/{key}/access")
def access(ask: Admin, key: str) -> HTMLResponse:
    with ask.cases() as cases:
        head = ask.head(cases, key)
        people = People(cases.corpus)
        accounts, readers = people.accounts(), people.readers(key)
    return page(ask, "access.html", head=head, accounts=accounts, readers=readers)


@router.post("/cases/{key}/access")
def restrict(
    ask: Admin,
    key: str,
    csrf: Text = "",
    restricted: Text = "",
    readers: Annotated[list[str] | None, Form()] = None,
) -> Response:
    ask.check_csrf(csrf)
    with ask.cases() as cases:
        ask.head(cases, key)
        People(cases.corpus).restrict(key, (readers or []) if restricted == "yes" else None)
    return go(f"/cases/{key}/access")
