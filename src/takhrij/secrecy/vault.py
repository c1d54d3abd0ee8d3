"""The vault: who is behind the masks, sealed under a passphrase and apart from every case."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from takhrij.disk import write_whole
from takhrij.errors import EnvironmentFault, UnreadableInput, UsageError
from takhrij.secrecy.commitments import Opening
from takhrij.secrecy.sealed import seal, unseal

FORM = "takhrij.vault/1"
Openings = Mapping[str, Opening]


def keep(path: Path, case: str, openings: Openings, passphrase: str) -> None:
    """Add to a vault, made if there is none, what opens the commitments of one redacted case.

    `case` is the redacted document's id. The file is replaced whole or not at all. Raises
    UnreadableInput if the vault has another passphrase, EnvironmentFault if the disk refuses.
    """
    held = _read(path, passphrase) if path.exists() else {}
    held[case] = {label: {"value": o.value, "salt": o.salt} for label, o in openings.items()}
    sealed = io.BytesIO()
    text = json.dumps({"form": FORM, "cases": held}, ensure_ascii=False, sort_keys=True)
    seal(io.BytesIO(text.encode()), sealed, passphrase)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(path, sealed.getvalue())
    except OSError as error:
        raise EnvironmentFault(f"the vault {path} can't be written: {error.strerror}") from error


def openings(path: Path, case: str, passphrase: str) -> dict[str, Opening]:
    """What a vault holds on a redacted case, by label. Raises UsageError if it holds nothing."""
    held = _read(path, passphrase).get(case)
    if held is None:
        raise UsageError(
            f"the vault {path} holds nothing on this case; give the one it was made with"
        )
    return {label: Opening(one["value"], one["salt"]) for label, one in held.items()}


def _read(path: Path, passphrase: str) -> dict[str, Any]:
    opened = io.BytesIO()
    try:
        with path.open("rb") as file:
            unseal(file, opened, passphrase)
        found = json.loads(opened.getvalue())
    except UnreadableInput as error:
        raise UnreadableInput(f"the vault {path} {error}") from error
    except (OSError, ValueError) as error:
        raise UsageError(f"no vault at {path}: {error}") from error
    cases: dict[str, Any] = found["cases"]
    return cases
