"""What the terminal shows of a case: what the report rests on, its checks, its claims."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from takhrij.casefile.controls import visible
from takhrij.casefile.interface import Interface, Words, words
from takhrij.casefile.rests_on import rests_on, sentences

Row = Mapping[str, Any]

WIDTH = 88
MOST_CLAIMS = 30
LONGEST_CLAIM = 160
SIGNS = {"inconsistent": "≠", "undetermined": "?", "consistent": "="}


def summary(case: Row, language: Interface = "en") -> str:
    """The case in some lines of plain text, ending with a newline.

    The case is a row of `casefile.json.case`, or the same read back from `case.json`.
    """
    spoken = words(language)
    parts = [*_head(case, spoken), "", *_rests(case, spoken)]
    parts += [*_checks(case, spoken), *_claims(case, spoken)]
    return "\n".join(parts) + "\n"


def _head(case: Row, spoken: Words) -> Iterator[str]:
    about = case["document"]
    yield from _wrapped(_line(about["title"]) or spoken.say("about.no_title"), "")
    known = [
        f"{spoken.say(f'about.{key}')}: {_line(about[key]) or spoken.say('about.unknown')}"
        for key in ("publisher", "byline", "published")
    ]
    yield from _wrapped(" · ".join(known), "")
    for problem in about.get("problems", ()):
        yield from _wrapped(f"! {_line(problem)}", "  ")


def _rests(case: Row, spoken: Words) -> Iterator[str]:
    yield spoken.say("sections.rests_on")
    told = sentences(rests_on(case), _Told(spoken))
    yield from _wrapped(" ".join(told), "  ", "  ")


def _checks(case: Row, spoken: Words) -> Iterator[str]:
    findings = sorted(case["findings"], key=lambda one: list(SIGNS).index(one["outcome"]))
    if not findings:
        return
    yield from ("", spoken.say("sections.checks"))
    for finding in findings:
        told = finding.get("messages", {}).get(spoken.language, finding["message"])
        check = spoken.term("check", finding["check"])
        outcome = spoken.term("outcome", finding["outcome"])
        line = f"{SIGNS[finding['outcome']]} {check} ({outcome}): {_line(told)}"
        yield from _wrapped(line, "  ", "    ")


def _claims(case: Row, spoken: Words) -> Iterator[str]:
    claims = case["claims"]
    if not claims:
        return
    yield from ("", spoken.say("sections.claims"))
    for number, claim in enumerate(claims[:MOST_CLAIMS], 1):
        text = _cut(_line(claim["text"]), LONGEST_CLAIM)
        yield from _wrapped(f"{number}. {text}", "  ", "     ")
        yield from _wrapped(_chain(claim, spoken), "     ", "     ")
    if len(claims) > MOST_CLAIMS:
        yield "  " + spoken.count("counts.more", len(claims) - MOST_CLAIMS)


def _chain(claim: Row, spoken: Words) -> str:
    """The hands of a claim, nearest the event first, each as it is known."""
    if not claim["chain"]:
        return "— " + spoken.term("basis", claim["basis"])
    arrow = " ← " if spoken.language == "ar" else " → "
    return "— " + arrow.join(_hand(link, spoken) for link in claim["chain"])


def _hand(link: Row, spoken: Words) -> str:
    who = _cut(_line(link["who"]), 60) or spoken.say("claims.missing_source")
    return f"{who} ({spoken.term('source_kind', link['kind'])})"


def _line(text: object) -> str:
    """Article text on one line, with nothing in it that could steer a terminal."""
    return " ".join(visible("" if text is None else str(text)).split())


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _wrapped(text: str, first: str, rest: str = "  ") -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )


class _Told:
    """The words of an interface as plain text, values made fit for a terminal."""

    def __init__(self, spoken: Words) -> None:
        self._spoken = spoken
        self.count = spoken.count
        self.term = spoken.term

    def say(self, key: str, **values: object) -> str:
        return self._spoken.say(key, **{name: _line(value) for name, value in values.items()})
