"""The language of messages and help: as asked for, else that of the machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from typing import Any

import click

from takhrij.translations import paragraph, translated

LANGUAGES = ("ar", "en")
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
_spoken: ContextVar[str] = ContextVar("spoken", default="en")


def of_machine(environment: Mapping[str, str]) -> str:
    """Arabic where the locale is (the first that is set of LC_ALL, LC_MESSAGES, LANG)."""
    named = next((environment[one] for one in _LOCALE if environment.get(one)), "")
    return "ar" if named.split("_")[0].split(".")[0] == "ar" else "en"


def speak(language: str) -> None:
    """From now on, in this language."""
    _spoken.set(language)


def told(text: str) -> str:
    """One sentence as it is spoken."""
    return translated(text, _spoken.get())


def spoken() -> str:
    """The language that is spoken."""
    return _spoken.get()


def joined(parts: Iterable[str]) -> str:
    """Parts of a list, with the comma of the language."""
    return ("، " if _spoken.get() == "ar" else ", ").join(parts)


class Formatter(click.HelpFormatter):
    """Help in the language that is spoken."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or told("Usage: "))

    def write_heading(self, heading: str) -> None:
        super().write_heading(told(heading))

    def write_text(self, text: str) -> None:
        parts = (" ".join(part.split()) for part in text.split("\n\n"))
        super().write_text("\n\n".join(paragraph(part, _spoken.get()) for part in parts))

    def write_dl(self, rows: Iterable[tuple[str, str]], *given: Any, **named: Any) -> None:
        spoken = [(name, paragraph(said, _spoken.get())) for name, said in rows]
        super().write_dl(spoken, *given, **named)


class Context(click.Context):
    """A context whose help is spoken."""

    formatter_class = Formatter


def give_voice(command: click.Command) -> None:
    """Have a command, and all below it, speak."""
    command.context_class = Context
    for one in command.commands.values() if isinstance(command, click.Group) else ():
        give_voice(one)


class Verbs(click.Group):
    """A group that lists its commands by the first sentence of their help, whole."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, first_sentence(one)) for name, one in sorted(self.commands.items())]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def first_sentence(command: click.Command) -> str:
    """What a command is for."""
    said = " ".join((command.help or "").split("\n\n")[0].split())
    return said.partition(". ")[0].removesuffix(".") + "."
