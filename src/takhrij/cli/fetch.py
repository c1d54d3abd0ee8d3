"""`takhrij fetch URL`: save one page from the web, the only thing that ever asks the network."""

from __future__ import annotations

from pathlib import Path

import click

from takhrij.cli.folder import write_file
from takhrij.cli.terminal import show
from takhrij.errors import UsageError


@click.command("fetch")
@click.argument("url", metavar="URL")
@click.option("--out", required=True, metavar="FILE", type=click.Path(path_type=Path))
def command(url: str, out: Path) -> None:
    """Save the page at URL, byte for byte, to FILE; then give FILE to check or corpus add.

    The server and everyone on the way can see that you asked. Addresses inside a private
    network are not asked.
    """
    from takhrij.document import digest
    from takhrij.secrecy.fetching import Fetcher

    if out.exists():
        raise UsageError(f"{out} is there already; name another file: --out FILE")
    page = Fetcher().fetch(url)
    write_file(out, page.data)
    show(f"{out}\n{len(page.data)} bytes from {page.url}\n{digest(page.data)}")
