"""`takhrij people`: who may work on a folder, and as what."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from takhrij.cli.spoken import Verbs
from takhrij.store.people import ROLES, People

_FOLDER = click.option(
    "--corpus", "folder", required=True, type=click.Path(path_type=Path, file_okay=False),
    help="The folder.",
)  # fmt: skip
_PASSWORD = click.password_option(help="Asked for where it isn't given; at least 12 characters.")
_ROLE = click.option("--role", required=True, type=click.Choice(ROLES), help="What they may do.")


@click.group("people", help="Accounts of a folder: who may read, judge, review, manage.", cls=Verbs)
def command() -> None:
    pass


@contextmanager
def _people(folder: Path) -> Iterator[People]:
    from takhrij.store.corpus import opened
    from takhrij.store.custody import Witness

    with opened(folder, create=True, witness=Witness("-", lambda: datetime.now(UTC))) as corpus:
        yield People(corpus)


@command.command("add")
@click.argument("name")
@_ROLE
@_PASSWORD
@_FOLDER
def add(name: str, role: str, password: str, folder: Path) -> None:
    """Add an account. Once there is one, everybody must sign in."""
    with _people(folder) as people:
        people.add(name, role, password)
    click.echo(f"added {name} as {role}")


@command.command("list")
@_FOLDER
def list_people(folder: Path) -> None:
    """The accounts with their roles."""
    with _people(folder) as people:
        for one in people.accounts():
            click.echo(f"{one.name}  {one.role}{'' if one.active else '  shut'}")


@command.command("role")
@click.argument("name")
@_ROLE
@_FOLDER
def role(name: str, role: str, folder: Path) -> None:
    """Give an account another role; its sessions end."""
    with _people(folder) as people:
        people.change(name, role=role)
    click.echo(f"{name} is {role} now")


@command.command("shut")
@click.argument("name")
@_FOLDER
def shut(name: str, folder: Path) -> None:
    """Shut an account: nobody can sign in with it, what it decided stays."""
    with _people(folder) as people:
        people.change(name, active=False)
    click.echo(f"{name} is shut")


@command.command("password")
@click.argument("name")
@_PASSWORD
@_FOLDER
def password(name: str, password: str, folder: Path) -> None:
    """Set a new password; the account's sessions end."""
    with _people(folder) as people:
        people.set_password(name, password)
    click.echo(f"{name} has a new password")
