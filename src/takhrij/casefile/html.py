"""The case file as one HTML page."""

from __future__ import annotations

from typing import Any

from markupsafe import escape


def render(case: dict[str, Any], language: str = "ar") -> str:
    """The report as one page that needs nothing but itself."""
    return f"<!DOCTYPE html><html lang={language}><body>{escape(case['document']['text'])}</body>"
