"""The report as PDF, printed by the user's own chromium, which shapes Arabic right.

The page holds no script and asks for nothing; the browser runs without a network all the same,
in an empty profile. Its dates of making are set to nought: one case gives the same words on the
same pages, and mostly the same bytes, though a busy machine or another version may give others.
Text in a PDF is drawn, not marked: programs should read `case.json`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from takhrij.casefile.exports import Export, Row
from takhrij.casefile.html import render
from takhrij.casefile.interface import Interface
from takhrij.errors import EnvironmentFault

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SECONDS = 120
"""Longest that a browser may take over one report."""
_FLAGS = (
    "--headless=new",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
)
_DATE = re.compile(rb"/(CreationDate|ModDate) ?\(D:[^)]*\)")
_NOUGHT = b"D:19800101000000+00'00'"


def pdf(case: Row, language: Interface) -> Export:
    """`report.html` on paper. Raises EnvironmentFault if no browser is here or it fails."""
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        raise EnvironmentFault(
            "a PDF needs chromium, which is not here; on Debian: apt-get install chromium. "
            "Or open report.html and print it"
        )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return Export(undated(_printed(browser, render(case, language), Path(folder))))


def _printed(browser: str, page: str, folder: Path) -> bytes:
    source, made = folder / "report.html", folder / "report.pdf"
    source.write_text(page, encoding="utf-8")
    # Debian's chromium refuses its sandbox to root, and to root alone
    flags = (*_FLAGS, "--no-sandbox") if os.geteuid() == 0 else _FLAGS
    command = [browser, *flags, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={made}"]
    try:
        subprocess.run(
            [*command, source.as_uri()], capture_output=True, timeout=SECONDS, check=True
        )
        return made.read_bytes()
    except (OSError, subprocess.SubprocessError) as error:
        raise EnvironmentFault(
            f"{browser} could not print the report ({type(error).__name__}); "
            f"open report.html and print it"
        ) from error


def undated(data: bytes) -> bytes:
    """The PDF with the day of its making set to nought, every length as it was."""
    return _DATE.sub(_nought, data)


def _nought(found: re.Match[bytes]) -> bytes:
    """The same field, as long as before: the file's table of offsets must stay right."""
    whole = found.group()
    start = whole[: whole.index(b"(") + 1]
    return start + _NOUGHT[: len(whole) - len(start) - 1].ljust(len(whole) - len(start) - 1) + b")"
