"""`takhrij serve [FOLDER]`: open the workbench on a folder, on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from takhrij.cli.terminal import complain, say
from takhrij.errors import EnvironmentFault, UsageError

if TYPE_CHECKING:
    from takhrij.web.desk import Desk

LOOPBACK = ("127.0.0.1", "localhost", "::1")


Tls = tuple[Path | None, Path | None]


@click.command("serve")
@click.argument("folder", default="takhrij-desk", type=click.Path(path_type=Path, file_okay=False))
@click.option("--port", default=8423, show_default=True, type=click.IntRange(0, 65535))
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--allow-host", multiple=True, metavar="NAME", help="Another name it is reached under."
)
@click.option("--name", default="local", show_default=True, help="Who signs without accounts.")
@click.option("--tls-cert", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--tls-key", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--rules-only", is_flag=True, help="Read new reports without the learned reader.")
def command(folder: Path, host: str, port: int, **asked: Any) -> None:
    """Open the workbench on FOLDER (made if there is none) until it is stopped.

    It listens on this machine only; another --host needs accounts (`takhrij people add`).
    """
    from takhrij.web.desk import Desk, Settings

    tls = (asked["tls_cert"], asked["tls_key"])
    if (tls[0] is None) != (tls[1] is None):
        raise UsageError("--tls-cert and --tls-key go together; give both")
    hosts = (*LOOPBACK[:2], "[::1]", host.lower(), *(one.lower() for one in asked["allow_host"]))
    secure, rules_only = tls[0] is not None, asked["rules_only"]
    desk = Desk(Settings(folder, hosts, asked["name"], secure, rules_only, warm=True))
    _check_reach(desk, host, secure)
    _serve(desk, host, port, tls)


def _check_reach(desk: Desk, host: str, secure: bool) -> None:
    """Raises UsageError where others could reach a folder that asks nobody who they are."""
    from takhrij.store.people import People

    with desk.corpus() as corpus:
        has_accounts = People(corpus).has_accounts()
    if host in LOOPBACK:
        return
    if not has_accounts:
        raise UsageError(
            f"--host {host} lets others in, and there is no account to sign in with;"
            f" make one: takhrij people add NAME --role admin --corpus {desk.settings.folder}"
        )
    if not secure:
        complain("others on the network can read along; give --tls-cert and --tls-key")


def _serve(desk: Desk, host: str, port: int, tls: Tls) -> None:
    from takhrij.web.serving import serve

    scheme = "https" if tls[0] else "http"

    def ready(number: int) -> None:
        where = f"[{host}]" if ":" in host else host
        say(f"{desk.settings.folder}\n{scheme}://{where}:{number}/\nStop with Ctrl-C.")

    try:
        serve(desk, host, port, tls=tls, ready=ready)
    except OSError as error:
        raise EnvironmentFault(
            f"can't listen on {host}:{port}: {error.strerror}; give another --port"
        ) from error
