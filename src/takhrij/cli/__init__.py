"""The command line: thin doors. Each verb is one module here with a click `command`."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from takhrij import __version__
from takhrij.errors import InputError, TakhrijError

VERBS = ("bench",)
"""Modules of this package, loaded only when their verb is called."""

DONE, PROBLEMS, UNUSABLE = 0, 1, 2


class _Verbs(click.Group):
    """A group that imports a verb's module when it is asked for, so start-up stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"takhrij.cli.{cmd_name}").command
        return command


@click.group(cls=_Verbs)
@click.version_option(__version__, prog_name="takhrij")
def takhrij() -> None:
    """Trace what a news report claims back to who says so and how they could know."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status and never shows a traceback for bad input."""
    try:
        status = takhrij.main(args=arguments, prog_name="takhrij", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("takhrij: stopped", err=True)
        return PROBLEMS
    except click.ClickException as error:
        click.echo(f"takhrij: {error.format_message()}", err=True)
        return UNUSABLE
    except TakhrijError as error:
        click.echo(f"takhrij: {error}", err=True)
        return UNUSABLE if isinstance(error, InputError) else PROBLEMS
    return status if isinstance(status, int) else DONE


def run() -> None:
    """The `takhrij` program."""
    sys.exit(main())
