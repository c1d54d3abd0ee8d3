"""What may be shown on a terminal: words, and nothing that steers it."""

from __future__ import annotations

import re

import click

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


def show(text: str) -> None:
    """Print text for people. Controls that an article may hold are shown as marks.

    Always UTF-8: a case must not depend on the language that a machine is set to.
    """
    click.echo(_STEERING.sub("\ufffd", text).encode("utf-8", "replace"))


def complain(text: str) -> None:
    """Print one line for people on the error stream."""
    line = " ".join(text.split())
    click.echo(f"takhrij: {_STEERING.sub(chr(0xFFFD), line)}".encode("utf-8", "replace"), err=True)
