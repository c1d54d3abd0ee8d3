"""Who is asking, and whether they may: the one check that pages and API share."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from fastapi import Request

from takhrij.errors import UsageError
from takhrij.store.cases import Cases, Head
from takhrij.store.corpus import Corpus
from takhrij.store.decisions import Decisions
from takhrij.store.people import Account, People, Role
from takhrij.web.desk import Desk
from takhrij.web.guard import SAFE
from takhrij.web.pace import Work
from takhrij.web.wording import Show, shown

COOKIE = "takhrij"
SHOWN = "takhrij_show"
NOBODY = Account("", "reader", active=False)


class Refused(Exception):  # noqa: N818 - named for what the asker sees
    """An answer that is no: its HTTP status and a sentence; `wait` says in how many seconds it
    may be asked again."""

    def __init__(self, status: int, says: str, wait: int = 0) -> None:
        super().__init__(says)
        self.status = status
        self.says = says
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: who asks, in which session, and how they are to be shown the answer."""

    request: Request
    desk: Desk
    who: Account
    token: str
    show: Show
    has_accounts: bool
    is_new: bool = False
    """Whether the token was made for this request, so that the browser must be told it."""

    @property
    def csrf(self) -> str:
        return self.desk.csrf(self.token)

    @property
    def is_api(self) -> bool:
        return self.request.url.path.startswith("/api")

    @contextmanager
    def corpus(self) -> Iterator[Corpus]:
        with self.desk.corpus(self.who.name) as corpus:
            yield corpus

    @contextmanager
    def cases(self) -> Iterator[Cases]:
        with self.corpus() as corpus:
            yield Cases(corpus)

    def head(self, cases: Cases, key: str) -> Head:
        """A case that is open to whoever asks. Raises Refused: what is not is not there."""
        if not People(cases.corpus).may_read(self.who, key):
            raise Refused(404, f"no case {key[:40]}")
        try:
            return cases.head(key)
        except UsageError as error:
            raise Refused(404, f"no case {key[:40]}") from error

    @property
    def reader(self) -> str | None:
        """The account that lists are narrowed to; None for those who may see everything."""
        return None if self.who.may("admin") else self.who.name

    @property
    def address(self) -> str:
        """Where the request comes from; nothing that it says of itself is believed."""
        client = self.request.client
        return client.host if client else "-"

    def must_wait(self, seconds: int) -> Refused:
        """The refusal that asks for patience, in the language of whoever asks."""
        says = self.show.page.words.count("desk_counts.wait", seconds)
        return Refused(429, says, seconds)

    def take_turn(self, work: Work) -> None:
        """Raises Refused if whoever asks has had too much of a work. Where there are no accounts
        one person works alone, and nobody is to be spared."""
        if self.has_accounts:
            wait = self.desk.pace.take(work, self.who.name, self.address, self.desk.now())
            if wait:
                raise self.must_wait(wait)

    def must(self, role: Role) -> None:
        """Raises Refused if whoever asks has less than a role."""
        if not self.who.may(role):
            raise Refused(403, f"this needs the role {role}")

    def check_csrf(self, told: str) -> None:
        """Raises Refused unless what a form or header brought is this session's."""
        if not hmac.compare_digest(told.encode(), self.csrf.encode()):
            raise Refused(403, "this form is too old or not ours; load the page and try again")


def decisions(cases: Cases) -> Decisions:
    return Decisions(cases)


def asking(request: Request) -> Ask:
    """The request with who is behind it; nobody is refused here."""
    desk: Desk = request.app.state.desk
    show = shown(request.cookies.get(SHOWN, ""), request.headers.get("accept-language", "")[:200])
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    token = bearer if scheme.lower() == "bearer" else request.cookies.get(COOKIE, "")
    if not desk.is_ours(token):
        token = ""
    with desk.corpus() as corpus:
        people = People(corpus)
        has_accounts = people.has_accounts()
        session = people.session(token, desk.now()) if has_accounts and token else None
    who = session.account if session else NOBODY
    if not has_accounts:
        who = Account(desk.settings.alone, "admin")
    is_new = not token
    return Ask(request, desk, who, token or desk.token(), show, has_accounts, is_new)


def needs(role: Role, work: Work | None = None) -> Callable[[Request], Ask]:
    """A dependency: the request, from somebody who has at least a role, and a turn for the work
    if it is one of those that cost much. Raises Refused."""

    def asked(request: Request) -> Ask:
        ask = asking(request)
        if not ask.who.active:
            raise Refused(401, "sign in first")
        ask.must(role)
        _check_header(ask)
        if work is not None:
            ask.take_turn(work)
        return ask

    return asked


def _check_header(ask: Ask) -> None:
    """A change through the API in a browser's session must carry the session's own header."""
    request = ask.request
    by_cookie = bool(request.cookies.get(COOKIE)) and "authorization" not in request.headers
    if ask.is_api and request.method not in SAFE and by_cookie:
        ask.check_csrf(request.headers.get("x-csrf-token", ""))


READER: Any = needs("reader")
ANNOTATOR: Any = needs("annotator")
REVIEWER: Any = needs("reviewer")
ADMIN: Any = needs("admin")
TAKES_IN: Any = needs("annotator", "report")
REDACTS: Any = needs("annotator", "redaction")
EXPORTS: Any = needs("reader", "export")
SEARCHES: Any = needs("reader", "search")
COMPARES: Any = needs("reader", "comparison")
OVERSEES: Any = needs("reader", "overview")
