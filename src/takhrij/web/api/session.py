"""Signing in, out, and who one is."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from takhrij.store.people import People
from takhrij.web.api.answers import FAILURES
from takhrij.web.api.models import SessionToken, SignIn, Who
from takhrij.web.identity import READER, Ask, Refused, asking
from takhrij.web.pages.session import new_session, signed_in

router = APIRouter(prefix="/api/session", tags=["session"], responses=FAILURES)
Reader = Annotated[Ask, Depends(READER)]


@router.post("", status_code=201)
def sign_in(request: Request, told: SignIn) -> SessionToken:
    """Open a session. Where there are no accounts, there is nothing to sign in to."""
    ask = asking(request)
    if not ask.has_accounts:
        raise Refused(400, "there are no accounts here; nothing needs a session")
    account = signed_in(ask, told.name, told.password)
    return SessionToken(token=new_session(ask, account), name=account.name, role=account.role)


@router.get("")
def who(ask: Reader) -> Who:
    """Who this session belongs to."""
    return Who(name=ask.who.name, role=ask.who.role, has_accounts=ask.has_accounts, csrf=ask.csrf)


@router.delete("", status_code=204)
def sign_out(ask: Reader) -> None:
    """End this session."""
    with ask.corpus() as corpus:
        People(corpus).end_session(ask.token)
