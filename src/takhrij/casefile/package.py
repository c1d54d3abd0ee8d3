"""A package: one case with its originals, its custody and a verifier, signed, in one ZIP file.

The same parts and key give the same bytes: files are sorted, stored and undated. The verifier
(`verify_package`) needs only Python and travels inside; it accepts one spelling of a package
and no other, so that no bit of it can change unseen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from takhrij import __version__
from takhrij.casefile import html
from takhrij.casefile.interface import Interface
from takhrij.casefile.json import dumps
from takhrij.casefile.verify_package import (
    FORM,
    MANIFEST,
    MOST_BYTES,
    SIGNATURE,
    Altered,
    canonical,
    packed,
    verified,
)
from takhrij.document import digest
from takhrij.errors import UnreadableInput
from takhrij.secrecy.keys import SigningKey

CASE, REPORT, LOG = "case.json", "report.html", "custody/log.jsonl"
DECISIONS = "decisions.jsonl"
ORIGINALS = "originals/"
_ORIGINAL = re.compile("originals/([0-9a-f]{64})")
_CHECKPOINT = re.compile("custody/(checkpoint-[0-9]{9}\\.json)")
_README = (
    "A case of Takhrij: case.json is the case, report.html shows it, originals/ holds what was\n"
    "read as it came in, custody/ what was done to it. To see that nothing was altered:\n\n"
    "    python verify.py PACKAGE.zip PUBLIC-KEY\n\n"
    "with verify.py from a source you trust and the sender's key got by other means.\n\n"
    "حزمة قضية من «تخريج»: القضية وتقريرها والأصول كما وردت وسجل ما جرى عليها. للتحقق من أن شيئا\n"
    "لم يتغير شغّل verify.py من مصدر تثق به، مع مفتاح المرسِل من طريق آخر.\n"
)


@dataclass(frozen=True, slots=True)
class Custody:
    """What a package takes along of the log: lines in order, and checkpoints by file name."""

    lines: tuple[str, ...] = ()
    checkpoints: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def head(self) -> str | None:
        return digest(self.lines[-1].encode()) if self.lines else None


@dataclass(frozen=True, slots=True)
class Parts:
    """What goes into a package: the case, originals by their digest, custody, and what people
    decided, in rows."""

    case: Mapping[str, Any]
    originals: Mapping[str, bytes] = field(default_factory=dict)
    custody: Custody = field(default_factory=Custody)
    decisions: tuple[Mapping[str, Any], ...] = ()


def package(parts: Parts, language: Interface, key: SigningKey | None = None) -> bytes:
    """The package as bytes; without a key it is unsigned, and its verifier says so.

    Raises UnreadableInput if it would be larger than a ZIP file of the first form can be.
    """
    held = {**_files(parts, language), "README.txt": _README.encode(), "verify.py": verifier()}
    size = sum(map(len, held.values()))
    if size > MOST_BYTES:
        raise UnreadableInput(
            f"the package would hold {size:,} bytes, over the limit of {MOST_BYTES:,}; "
            f"leave the originals out: --without-originals"
        )
    manifest = canonical(
        {
            "form": FORM,
            "takhrij": __version__,
            "document": parts.case["document"]["id"],
            "key": key.public if key else None,
            "head": parts.custody.head,
            "files": {name: digest(data) for name, data in held.items()},
        }
    )
    signature = {SIGNATURE: key.sign(manifest).encode()} if key else {}
    return packed({**held, MANIFEST: manifest, **signature})


def _files(parts: Parts, language: Interface) -> dict[str, bytes]:
    return {**contents(parts), REPORT: html.render(parts.case, language).encode()}


def contents(parts: Parts) -> dict[str, bytes]:
    """The parts as files, by their names in the package."""
    held = {CASE: (dumps(parts.case) + "\n").encode()}
    for identity, data in parts.originals.items():
        held[ORIGINALS + identity.removeprefix("sha256:")] = data
    for name, data in parts.custody.checkpoints.items():
        held[f"custody/{name}"] = data
    if parts.decisions:
        held[DECISIONS] = b"".join(canonical(one) + b"\n" for one in parts.decisions)
    if parts.custody.lines:
        held[LOG] = "".join(f"{line}\n" for line in parts.custody.lines).encode()
    return held


def verifier() -> bytes:
    """The stand-alone verifier, as it goes into every package."""
    return (files("takhrij.casefile") / "verify_package.py").read_bytes()


def _named(held: Mapping[str, bytes], pattern: re.Pattern[str]) -> Iterator[tuple[str, bytes]]:
    """The files whose whole name has a form: nothing else of a name becomes a path."""
    for name, data in held.items():
        found = pattern.fullmatch(name)
        if found is not None:
            yield found.group(1), data


@dataclass(frozen=True, slots=True)
class Opened:
    """A package read back. `key` is the public key that signed it, or None."""

    parts: Parts
    report: bytes
    key: str | None


def opened(archive: bytes, trusted: str | None = None) -> Opened:
    """The parts of a package, verified first; `trusted` is the key that must have signed it.

    Raises UnreadableInput if it is not what was packed.
    """
    try:
        manifest, held = verified(archive, trusted)
        case = json.loads(held[CASE])
        decisions = tuple(map(json.loads, held.get(DECISIONS, b"").split(b"\n")[:-1]))
    except (Altered, ValueError, KeyError, RecursionError) as error:
        raise UnreadableInput(f"is no sound package: {error}; get a whole copy") from error
    originals = {f"sha256:{digits}": data for digits, data in _named(held, _ORIGINAL)}
    checkpoints = dict(_named(held, _CHECKPOINT))
    lines = tuple(held.get(LOG, b"").decode().split("\n")[:-1])
    parts = Parts(case, originals, Custody(lines, checkpoints), decisions)
    return Opened(parts, held.get(REPORT, b""), manifest["key"])
