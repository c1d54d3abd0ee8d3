"""Pages without a text layer: read by tesseract, if it is installed, in a process with a limit.

Words come out well and digits don't (measured: 14 read as 4), so a text by OCR is always named.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import Any

SCALE = 300 / 72
"""Points to dots at 300 to the inch, what tesseract was made for."""
MOST_DOTS = 4_500
"""Dots along the longer side; larger pages are drawn smaller."""
SECONDS = 90
"""For one page; three are usual."""
MOST_PAGES = 50
"""Pages of one file that are read by OCR; the rest are named."""
LANGUAGES = "ara+eng"


def program() -> str | None:
    """The path of tesseract, or None."""
    return shutil.which("tesseract")


def words(page: Any) -> str:
    """The words of a page of a PDF; empty where there is no tesseract or nothing on the page."""
    from pypdfium2 import raw

    path = program()
    if path is None or raw.FPDFPage_CountObjects(page) < 1:
        return ""
    return recognised(path, drawn(page))


def drawn(page: Any) -> bytes:
    """A page as a grey picture in the PGM format."""
    scale = min(SCALE, MOST_DOTS / max(1.0, *page.get_size()))
    grey = page.render(scale=scale, grayscale=True).to_numpy()
    height, width = grey.shape[:2]
    pixels: bytes = grey.tobytes()
    return b"P5 %d %d 255\n" % (width, height) + pixels


def recognised(path: str, picture: bytes) -> str:
    """What tesseract reads in a picture; empty if it fails or takes too long."""
    command = [path, "stdin", "stdout", "-l", LANGUAGES]
    try:
        done = subprocess.run(
            command,
            input=picture,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # its threads wait for one another
        )
    except (subprocess.TimeoutExpired, OSError):
        return ""
    return done.stdout.decode("utf-8", "replace").replace("\f", "").strip()
