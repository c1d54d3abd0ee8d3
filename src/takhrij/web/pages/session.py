"""Signing in and out, and how pages are shown."""

from __future__ import annotations

import threading
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, Response

from takhrij.store.people import Account, People
from takhrij.web.desk import Desk
from takhrij.web.identity import SHOWN, Ask, Refused, asking
from takhrij.web.rendering import go, is_ours, page, set_session

router = APIRouter(include_in_schema=False)
_HASHING = threading.BoundedSemaphore(2)
"""Argon2 takes 64 MiB for each password, so only a few are checked at once."""


def signed_in(ask: Ask, name: str, password: str) -> Account:
    """The account, or Refused: 429 after too many failures, 401 for a wrong password."""
    address, now = ask.address, ask.desk.now()
    wait = ask.desk.attempts.must_wait(name, address, now)
    if wait:
        raise ask.must_wait(wait)
    with _HASHING, ask.corpus() as corpus:
        account = People(corpus).check(name, password)
    if account is None:
        ask.desk.attempts.failed(name, address, now)
        raise Refused(401, "that name and password don't belong together")
    ask.desk.attempts.succeeded(name)
    return account


def new_session(ask: Ask, account: Account) -> str:
    """A session under a new token, so that one known before is worth nothing."""
    token = ask.desk.token()
    with ask.corpus() as corpus:
        people = People(corpus)
        people.open_session(account.name, token, ask.desk.csrf(token), ask.desk.now())
    return token


@router.get("/login")
def form(request: Request, to: str = "/") -> HTMLResponse:
    return page(asking(request), "login.html", to=to, wrong=None)


@router.post("/login")
def sign_in(
    request: Request,
    name: Annotated[str, Form(max_length=64)] = "",
    password: Annotated[str, Form(max_length=1024)] = "",
    csrf: Annotated[str, Form()] = "",
    to: Annotated[str, Form()] = "/",
) -> Response:
    ask = asking(request)
    try:
        ask.check_csrf(csrf)
        account = signed_in(ask, name, password)
    except Refused as refused:
        wrong = refused.says if refused.wait else ask.show.page.say("login.wrong")
        refusal = page(ask, "login.html", status=refused.status, to=to, wrong=wrong)
        if refused.wait:
            refusal.headers["Retry-After"] = str(refused.wait)
        return refusal
    response = go(to if is_ours(to) else "/")
    set_session(ask, response, new_session(ask, account))
    return response


@router.post("/logout")
def sign_out(ask: Annotated[Ask, Depends(asking)], csrf: Annotated[str, Form()] = "") -> Response:
    ask.check_csrf(csrf)
    with ask.corpus() as corpus:
        People(corpus).end_session(ask.token)
    response = go("/login")
    response.delete_cookie("takhrij", path="/")
    return response


@router.get("/show")
def show(
    ask: Annotated[Ask, Depends(asking)],
    language: str = "",
    digits: str = "",
    to: str = "/",
) -> Response:
    """Keep the language and digits that somebody chose, and go back."""
    now = ask.show
    language = language if language in ("ar", "en") else now.language
    digits = digits if digits in ("latin", "arabic") else now.digits
    response = go(to if is_ours(to) else "/")
    desk: Desk = ask.desk
    response.set_cookie(
        SHOWN, f"{language}.{digits}", max_age=31536000, httponly=True, samesite="lax",
        secure=desk.settings.secure,
    )  # fmt: skip
    return response
