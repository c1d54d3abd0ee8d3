"""Commitments: a name hidden behind a salted digest, to be proved later to whom one likes.

A commitment is the SHA-256 of the canonical JSON of the value and a random salt of 32 bytes.
Without the salt no list of likely names helps to guess it; with it, anyone can check the name.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from takhrij.document import digest

FORM = "takhrij.commitment/1"
SALT = 32
"""Bytes of a salt."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a commitment: the value, and the salt in hexadecimal digits."""

    value: Any
    salt: str

    @property
    def commitment(self) -> str:
        held = {"form": FORM, "salt": self.salt, "value": self.value}
        text = json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return digest(text.encode())

    def opens(self, commitment: str) -> bool:
        """Whether this is the value that was committed to."""
        return self.commitment == commitment and len(self.salt) == 2 * SALT
