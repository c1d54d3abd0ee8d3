"""Accounts: for admins."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from takhrij.store.people import People
from takhrij.web.api.answers import FAILURES
from takhrij.web.api.models import AccountChange, AccountIn, AccountOut
from takhrij.web.identity import ADMIN, Ask, Refused

router = APIRouter(prefix="/api/people", tags=["people"], responses=FAILURES)
Admin = Annotated[Ask, Depends(ADMIN)]
AccountName = Annotated[str, Path(min_length=1, max_length=64)]


@router.get("")
def accounts(ask: Admin) -> list[AccountOut]:
    """Every account."""
    with ask.corpus() as corpus:
        return [AccountOut.model_validate(one) for one in People(corpus).accounts()]


@router.post("", status_code=201)
def add(ask: Admin, told: AccountIn) -> AccountOut:
    """A new account. The first one is an admin: somebody must be able to add the next."""
    if not ask.has_accounts and told.role != "admin":
        raise Refused(400, "the first account must be an admin's")
    with ask.corpus() as corpus:
        made = People(corpus).add(told.name, told.role, told.password)
    return AccountOut.model_validate(made)


@router.patch("/{name}")
def change(ask: Admin, name: AccountName, told: AccountChange) -> AccountOut:
    """Another role or password, or shut and open; the account's sessions end."""
    with ask.corpus() as corpus:
        people = People(corpus)
        if told.password is not None:
            people.set_password(name, told.password)
        made = people.change(name, role=told.role, active=told.active)
    return AccountOut.model_validate(made)
