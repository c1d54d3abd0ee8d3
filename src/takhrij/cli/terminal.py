"""What may be shown on a terminal: words, and nothing that steers it."""

from __future__ import annotations

import re

import click

from takhrij.cli.spoken import told

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
_ISOLATES = re.compile("[\u2066-\u2069]")


def show(text: str) -> None:
    """Print text for people. Controls that an article may hold are shown as marks.

    Always UTF-8: a case must not depend on the language that a machine is set to.
    """
    click.echo(_STEERING.sub("\ufffd", text).encode("utf-8", "replace"))


def say(text: str) -> None:
    """Print sentences of ours, one a line, in the language that is spoken."""
    click.echo("\n".join(map(_ours, text.split("\n"))).encode("utf-8", "replace"))


def complain(*sentences: str) -> None:
    """Print one line for people on the error stream, in the language that is spoken."""
    line = " ".join(_ours(" ".join(one.split())) for one in sentences)
    click.echo(f"takhrij: {line}".encode("utf-8", "replace"), err=True)


def _ours(line: str) -> str:
    """A sentence of ours, with nothing but our own marks in it that steers."""
    return told(_ISOLATES.sub("\ufffd", _STEERING.sub("\ufffd", line)))
