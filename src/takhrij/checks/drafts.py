"""A finding before it has its id: what a check gives back, with its message in every language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from takhrij.annotations import Outcome
from takhrij.checks.case import Case
from takhrij.document import Span
from takhrij.errors import DataFileError
from takhrij.language.lexicon import load

INTERFACES = ("ar", "en")
_LONGEST = 120
"""Quoted words longer than this are cut in a message; the spans keep them whole."""


@dataclass(frozen=True, slots=True)
class Draft:
    check: str
    outcome: Outcome
    words: tuple[Span, ...]
    messages: tuple[tuple[str, str], ...]
    claims: tuple[str, ...]
    data: tuple[tuple[str, Any], ...]


def draft(
    case: Case,
    message: str,
    outcome: Outcome,
    spans: Iterable[Span],
    /,
    *,
    data: dict[str, Any] | None = None,
    **fields: Any,
) -> Draft:
    """A draft whose messages come from `messages.toml` of every interface language.

    `message` is `check` or `check.variant`; `spans` are the words that decided. Fields of the
    message are given by name; spans among them are quoted from the text.
    """
    decided = tuple(sorted(set(spans)))
    values = {name: shown(case, value) for name, value in fields.items()}
    return Draft(
        check=message.split(".")[0],
        outcome=outcome,
        words=decided,
        messages=tuple((language, _message(language, message, values)) for language in INTERFACES),
        claims=case.claims_over(*decided),
        data=tuple(sorted((data or {}).items())),
    )


def shown(case: Case, value: Any) -> str:
    """A field as a reader sees it: words on one line, numbers without needless decimals."""
    if isinstance(value, Span):
        words = " ".join(case.quote(value).split())
        return words if len(words) <= _LONGEST else words[:_LONGEST].rstrip() + "…"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _message(language: str, name: str, values: dict[str, str]) -> str:
    """Raises DataFileError if the language has no such message or it asks for other fields."""
    template = load(language, "messages").get("checks", {}).get(name)
    if not isinstance(template, str):
        raise DataFileError(f"{language}/messages.toml has no message {name!r} under [checks]")
    try:
        return template.format(**values)
    except KeyError as error:
        raise DataFileError(
            f"{language}/messages.toml: {name!r} asks for {error}; it may use {sorted(values)}"
        ) from error
