"""The licences of every package in a list of requirements: `licences.py [LIST]`; status 1 if one
is not allowed, or not known.

Asked of the packages as they are installed here. A name on EXPLAINED was read by a person.
"""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ALLOWED = re.compile(
    r"apache|\bmit\b|bsd|\bisc\b|\bpsf\b|python software|zlib|unlicense|\b0bsd\b|cc0|mpl|mozilla"
    r"|hpnd|\bzpl\b|public domain|postgresql",
    re.I,
)
REFUSED = re.compile(r"\b[al]?gpl|general public|affero|non-?commercial|sspl|busl", re.I)
EXPLAINED = {"daft": "Apache-2.0 (its LICENSE file)"}
"""Packages whose metadata say nothing or too much, with what their licence is."""


def packages(listed: Path) -> list[str]:
    """The names in a list of requirements that are for this machine."""
    found = re.findall(r"^([A-Za-z0-9_.-]+)==", listed.read_text(encoding="utf-8"), re.M)
    return sorted(set(found))


def licence(name: str) -> str | None:
    """What a package says of its licence; None where it isn't installed here."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    stated = [told.get("License-Expression"), *(told.get_all("Classifier") or ())]
    lines = [one for one in stated if one and (one.startswith("License ::") or "::" not in one)]
    short = (told.get("License") or "").strip().splitlines()[:1]
    return "; ".join(lines or short) or "not stated"


def is_allowed(name: str, said: str) -> bool:
    """Whether a licence is on the allowed list; one of several to choose from is enough."""
    if name.lower() in EXPLAINED:
        return True
    parts = re.split(r"\bor\b", said, flags=re.I)
    return any(ALLOWED.search(part) and not REFUSED.search(part) for part in parts)


def main(arguments: list[str]) -> int:
    listed = Path(arguments[0]) if arguments else ROOT / "requirements.lock"
    wrong = 0
    for name in packages(listed):
        said = licence(name)
        if said is None:
            sys.stdout.write(f"not here      {name}\n")
        elif is_allowed(name, said):
            sys.stdout.write(f"allowed       {name}: {EXPLAINED.get(name.lower(), said)}\n")
        else:
            sys.stdout.write(f"NOT ALLOWED   {name}: {said}\n")
            wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
