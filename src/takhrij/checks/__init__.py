"""Checks: what in a report can be held against arithmetic, the calendar, a map or itself.

Each check is one function that reads the case and gives findings; its docstring is what the
reader of docs/checks.md sees. `CHECKS` is the list of them all, in the order they run.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator

from takhrij.annotations import Finding
from takhrij.checks.calendar import calendar
from takhrij.checks.case import Case, case_of
from takhrij.checks.chronology import chronology
from takhrij.checks.contradiction import contradiction
from takhrij.checks.delay import delay
from takhrij.checks.distance import distance
from takhrij.checks.drafts import Draft
from takhrij.checks.headline import headline
from takhrij.checks.light import light
from takhrij.checks.numbers import headline_numbers, numbers
from takhrij.checks.parts import parts
from takhrij.checks.region import bearing, containment
from takhrij.checks.sourcing import one_source, sourcing
from takhrij.checks.tenure import tenure
from takhrij.checks.wording import wording
from takhrij.document import Document
from takhrij.language.gazetteer.lookup import Gazetteer

Check = Callable[[Case], Iterator[Draft]]

CHECKS: tuple[Check, ...] = (
    calendar,
    chronology,
    tenure,
    delay,
    light,
    distance,
    bearing,
    containment,
    parts,
    numbers,
    headline_numbers,
    headline,
    contradiction,
    sourcing,
    one_source,
    wording,
)

__all__ = ["CHECKS", "Case", "Draft", "case_of", "described", "findings"]


def findings(document: Document, gazetteer: Gazetteer | None = None) -> tuple[Finding, ...]:
    """What every check found, in the order of the first words that decided.

    `gazetteer` is the one the places were read with; None is the user's own.
    """
    case = case_of(document, gazetteer)
    drafts = [
        (one.words[0].start if one.words else 0, order, number, one)
        for order, check in enumerate(CHECKS)
        for number, one in enumerate(check(case))
    ]
    return tuple(
        Finding(
            id=f"f{number}",
            check=one.check,
            outcome=one.outcome,
            words=one.words,
            messages=one.messages,
            claims=one.claims,
            data=one.data,
        )
        for number, (*_, one) in enumerate(sorted(drafts, key=lambda item: item[:3]), start=1)
    )


def described() -> str:
    """The page docs/checks.md: every check by its own docstring."""
    parts_of_page = [_HEAD]
    for check in CHECKS:
        words = inspect.cleandoc(check.__doc__ or "")
        parts_of_page.append(f"## {check.__name__}\n\n{words}\n")
    return "\n".join(parts_of_page)


_HEAD = """# Checks

Made from the docstrings of the checks by `takhrij.checks.described()`; don't edit it here.

Every check gives findings that are *consistent*, *inconsistent* or *undetermined*, with the
words that decided. An inconsistency is a question to the report, not an answer: the program
never says that a report is right or wrong. A false alarm costs more than a miss, so in doubt
a check says undetermined or nothing.
"""
