"""The report as one page, in both languages."""

from __future__ import annotations

from takhrij.casefile.exports import Export, Row
from takhrij.casefile.html import render
from takhrij.casefile.interface import Interface


def html(case: Row, language: Interface) -> Export:
    """`report.html`; `language` is the one shown first."""
    return Export(render(case, language).encode())
