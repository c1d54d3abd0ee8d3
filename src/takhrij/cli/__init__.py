"""The command line: thin doors. Each verb is one module here with a click `command`."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.resources import files

import click

from takhrij import __version__
from takhrij.cli.spoken import LANGUAGES, Context, give_voice, of_machine, speak
from takhrij.cli.terminal import complain
from takhrij.errors import InputError, TakhrijError

VERBS = (
    "bench",
    "check",
    "corpus",
    "custody",
    "doctor",
    "export",
    "extract",
    "fetch",
    "gazetteer",
    "lock",
    "offices",
    "package",
    "people",
    "records",
    "redact",
    "reveal",
    "serve",
    "stance",
    "unlock",
    "verify",
    "wipe",
)
"""Modules of this package, loaded only when their verb is called. The first line of a
module's docstring, after its colon, is what `takhrij --help` says of the verb."""

DONE, PROBLEMS, UNUSABLE = 0, 1, 2


class _Verbs(click.Group):
    """A group that imports a verb's module when it is asked for, so start-up stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"takhrij.cli.{cmd_name}").command
        give_voice(command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing one of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(verb, described(verb)) for verb in self.list_commands(ctx)])


def described(verb: str) -> str:
    """One line on a verb, read from its module's source: importing it would cost time."""
    with (files("takhrij.cli") / f"{verb}.py").open(encoding="utf-8") as source:
        line = source.readline()
    said = line.strip().strip('"').partition(": ")[2]
    return said[:1].upper() + said[1:]


def _spoken(_ctx: click.Context, _option: click.Parameter, value: str | None) -> None:
    if value is not None:
        speak(value)


@click.group(cls=_Verbs)
@click.version_option(__version__, prog_name="takhrij")
@click.option(
    "--interface",
    type=click.Choice(LANGUAGES),
    callback=_spoken,
    is_eager=True,
    expose_value=False,
    help="Language of these messages; default: that of the machine.",
)
def takhrij() -> None:
    """Trace what a news report claims back to who says so and how they could know."""


takhrij.context_class = Context


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status and never shows a traceback for bad input."""
    speak(of_machine(os.environ))
    try:
        status = takhrij.main(args=arguments, prog_name="takhrij", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        complain("stopped")
        return PROBLEMS
    except BrokenPipeError:  # the reader of our output closed it (`| head`): no more to say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return UNUSABLE
    except click.ClickException as error:
        complain(error.format_message())
        return UNUSABLE
    except TakhrijError as error:
        complain(str(error))
        return UNUSABLE if isinstance(error, InputError) else PROBLEMS
    except Exception as error:
        return _bug(error)
    return status if isinstance(status, int) else DONE


def _bug(error: Exception) -> int:
    """One line on what should never happen; the whole of it under `python -X dev`."""
    if sys.flags.dev_mode:
        raise error
    complain(f"a bug in Takhrij, please report it with the input that shows it: {error!r}")
    return PROBLEMS


def run() -> None:
    """The `takhrij` program."""
    sys.exit(main())
