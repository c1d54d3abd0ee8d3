"""People: accounts with roles, the cases that are open to them, their sessions, their grades.

Passwords are kept as Argon2id hashes (RFC 9106), sessions as digests of their tokens. The
clock and the tokens come from the caller.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from takhrij.document import digest
from takhrij.errors import UsageError
from takhrij.store.corpus import Corpus

Role = Literal["reader", "annotator", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
"""From the least to the most: each may do what those before it may."""
NAME = re.compile(r"[\w.\-]{1,64}")
"""What an account may be called: letters of any script, digits, and . _ -"""
SHORTEST = 12
"""Characters of a password."""
LONGEST = 1024
LASTS = timedelta(hours=12)
"""How long a session lasts without being used."""
GRADES = ("A", "B", "C", "D", "E", "F")
"""Reliability of a source on the Admiralty scale; F is: can't be judged."""

_hasher = PasswordHasher()
_NOBODY = _hasher.hash("no account has this password")
"""Checked where there is no such account, so that the answer takes as long."""


@dataclass(frozen=True, slots=True)
class Account:
    name: str
    role: Role
    active: bool = True

    def may(self, role: Role) -> bool:
        """Whether this account has at least a role."""
        return self.active and ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Session:
    """An open session. `csrf` must come back with every form that changes something."""

    account: Account
    csrf: str


@dataclass(frozen=True, slots=True)
class Grade:
    """A user's grade of a source, the newest of each name being the one that counts."""

    source: str
    grade: str
    why: str
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class People:
    """Accounts, sessions, access and grades of an open corpus. Every change is committed."""

    corpus: Corpus

    @property
    def _connection(self) -> sqlite3.Connection:
        return self.corpus.connection

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        with self._connection as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection

    # --- accounts -------------------------------------------------------------------------

    def has_accounts(self) -> bool:
        """Whether anybody must sign in: without accounts, whoever reaches the program is alone."""
        return bool(self._connection.execute("SELECT EXISTS (SELECT 1 FROM account)").fetchone()[0])

    def accounts(self) -> list[Account]:
        rows = self._connection.execute("SELECT name, role, active FROM account ORDER BY name")
        return [Account(name, role, bool(active)) for name, role, active in rows]

    def account(self, name: str) -> Account:
        """Raises UsageError if there is none."""
        row = self._connection.execute(
            "SELECT name, role, active FROM account WHERE name = ?", [name]
        ).fetchone()
        if row is None:
            raise UsageError(f"no account {name!r}")
        return Account(row[0], row[1], bool(row[2]))

    def add(self, name: str, role: str, password: str) -> Account:
        """A new account. Raises UsageError if the name is taken or anything doesn't do."""
        if not NAME.fullmatch(name):
            raise UsageError(f"{name!r} is no name; letters, digits and . _ - up to 64 do")
        hashed = _hasher.hash(_strong(password))
        with self._change() as connection:
            if connection.execute("SELECT 1 FROM account WHERE name = ?", [name]).fetchone():
                raise UsageError(f"there is an account {name!r} already")
            connection.execute(
                "INSERT INTO account VALUES (?, ?, ?, 1)", [name, hashed, _role(role)]
            )
            self._log(name, {"role": role, "active": True})
        return self.account(name)

    def change(self, name: str, *, role: str | None = None, active: bool | None = None) -> Account:
        """Set a role, or shut or open an account, its sessions ended.

        Raises UsageError if nobody would be left to manage accounts.
        """
        with self._change() as connection:
            now = self.account(name)
            then = Account(name, _role(role or now.role), now.active if active is None else active)
            if now.may("admin") and not then.may("admin") and self._admins() == 1:
                raise UsageError(f"{name} is the only admin; make another one first")
            connection.execute(
                "UPDATE account SET role = ?, active = ? WHERE name = ?",
                [then.role, then.active, name],
            )
            connection.execute("DELETE FROM session WHERE account = ?", [name])
            self._log(name, {"role": then.role, "active": then.active})
        return then

    def set_password(self, name: str, password: str) -> None:
        """A new password; every session of the account ends."""
        hashed = _hasher.hash(_strong(password))
        with self._change() as connection:
            self.account(name)
            connection.execute("UPDATE account SET password = ? WHERE name = ?", [hashed, name])
            connection.execute("DELETE FROM session WHERE account = ?", [name])
            self._log(name, {"password": "changed"})

    def _admins(self) -> int:
        (count,) = self._connection.execute(
            "SELECT count(*) FROM account WHERE role = 'admin' AND active"
        ).fetchone()
        return int(count)

    def _log(self, name: str, data: dict[str, object]) -> None:
        """Names of people stay out of the log: their digest stands for them."""
        self.corpus.log("access", digest(name.encode()), data)

    # --- sessions -------------------------------------------------------------------------

    def check(self, name: str, password: str) -> Account | None:
        """The account, if it is open and this is its password; takes as long either way."""
        row = self._connection.execute(
            "SELECT password, active FROM account WHERE name = ?", [name]
        ).fetchone()
        try:
            _hasher.verify(row[0] if row else _NOBODY, password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return None
        return self.account(name) if row and row[1] else None

    def open_session(self, account: str, token: str, csrf: str, now: datetime) -> None:
        with self._change() as connection:
            connection.execute("DELETE FROM session WHERE ends < ?", [_stamp(now)])
            connection.execute(
                "INSERT INTO session VALUES (?, ?, ?, ?)",
                [digest(token.encode()), account, csrf, _stamp(now + LASTS)],
            )

    def session(self, token: str, now: datetime) -> Session | None:
        """The session of a token, its end put off; None if it is over or unknown."""
        key = digest(token.encode())
        row = self._connection.execute(
            "SELECT account, csrf, ends FROM session WHERE token = ?", [key]
        ).fetchone()
        if row is None or row[2] < _stamp(now):
            return None
        try:
            account = self.account(row[0])
        except UsageError:
            return None
        if row[2] < _stamp(now + LASTS / 2):
            with self._change() as connection:
                connection.execute(
                    "UPDATE session SET ends = ? WHERE token = ?", [_stamp(now + LASTS), key]
                )
        return Session(account, row[1]) if account.active else None

    def end_session(self, token: str) -> None:
        with self._change() as connection:
            connection.execute("DELETE FROM session WHERE token = ?", [digest(token.encode())])

    # --- access to cases ------------------------------------------------------------------

    def readers(self, case: str) -> list[str]:
        """The accounts that a restricted case is open to, besides admins."""
        rows = self._connection.execute(
            "SELECT account FROM case_access WHERE case_id = ? ORDER BY account", [case]
        )
        return [name for (name,) in rows]

    def restrict(self, case: str, readers: list[str] | None) -> None:
        """Open a case to some accounts only, or with None to everybody."""
        with self._change() as connection:
            for name in readers or ():
                self.account(name)
            connection.execute("DELETE FROM case_access WHERE case_id = ?", [case])
            connection.executemany(
                "INSERT INTO case_access VALUES (?, ?)",
                [[case, name] for name in dict.fromkeys(readers or ())],
            )
            connection.execute(
                "UPDATE case_head SET restricted = ? WHERE id = ?", [readers is not None, case]
            )
            told = None if readers is None else sorted(digest(one.encode()) for one in readers)
            self.corpus.log("access", case, {"readers": told})

    def may_read(self, account: Account, case: str) -> bool:
        """Whether a case is open to an account."""
        if account.may("admin"):
            return True
        row = self._connection.execute(
            "SELECT restricted, EXISTS (SELECT 1 FROM case_access WHERE case_id = id"
            " AND account = ?) FROM case_head WHERE id = ?",
            [account.name, case],
        ).fetchone()
        return row is not None and (not row[0] or bool(row[1]))

    def hidden_documents(self, account: Account) -> frozenset[str]:
        """Documents of cases that are not open to an account; nothing of them is shown."""
        if account.may("admin"):
            return frozenset()
        rows = self._connection.execute(
            "SELECT document FROM case_head WHERE restricted AND NOT EXISTS"
            " (SELECT 1 FROM case_access WHERE case_id = id AND account = ?)",
            [account.name],
        )
        return frozenset(document for (document,) in rows)

    # --- grades of sources ----------------------------------------------------------------

    def grade(self, one: Grade) -> None:
        """Add a grade. Raises UsageError if it isn't one of GRADES or gives no reason."""
        if one.grade not in GRADES:
            raise UsageError(f"{one.grade!r} is no grade; one of {', '.join(GRADES)} is")
        if not one.source.strip() or not one.why.strip() or len(one.why) > LONGEST * 10:
            raise UsageError("a grade needs the source's name and the reason")
        with self._change() as connection:
            connection.execute(
                "INSERT INTO source_grade (source, grade, why, who, at) VALUES (?, ?, ?, ?, ?)",
                [one.source, one.grade, one.why, one.who, one.at],
            )
            self.corpus.log("settings", digest(one.source.encode()), {"grade": one.grade})

    def grades(self, source: str | None = None) -> list[Grade]:
        """Every grade, oldest first, of one source or of all."""
        rows = self._connection.execute(
            "SELECT source, grade, why, who, at FROM source_grade"
            " WHERE source = coalesce(?, source) ORDER BY number",
            [source],
        )
        return [Grade(*row) for row in rows]

    def times_graded(self) -> int:
        """How many grades were given in all."""
        (count,) = self._connection.execute("SELECT count(*) FROM source_grade").fetchone()
        return int(count)

    def sources(
        self, account: Account, words: str = "", limit: int = 200
    ) -> list[tuple[str, str, int, int]]:
        """Who speaks in the cases open to an account: name, kind, cases, times; most first."""
        rows = self._connection.execute(
            "SELECT name, kind, count(*), sum(count) FROM case_source"
            " JOIN case_head ON case_head.id = case_id"
            " WHERE instr(name, ?) AND (restricted = 0 OR ? OR EXISTS (SELECT 1 FROM case_access"
            " WHERE case_access.case_id = case_head.id AND account = ?))"
            " GROUP BY name, kind ORDER BY 3 DESC, 4 DESC, name LIMIT ?",
            [words, account.may("admin"), account.name, limit],
        )
        return list(rows)


def _strong(password: str) -> str:
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"a password needs {SHORTEST} to {LONGEST} characters")
    return password


def _role(role: str) -> Role:
    for known in ROLES:
        if role == known:
            return known
    raise UsageError(f"{role!r} is no role; {', '.join(ROLES)} are")


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
