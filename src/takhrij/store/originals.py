"""Originals: bytes as received, kept under their SHA-256 and verified on reading."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from takhrij.disk import write_whole
from takhrij.document import digest
from takhrij.errors import EnvironmentFault


@dataclass(frozen=True, slots=True)
class Originals:
    """A folder of originals: `ab/cd…`, named by the hexadecimal digits of their digest."""

    folder: Path

    def path(self, identity: str) -> Path:
        """Where an original is kept; `identity` is `sha256:` and 64 hexadecimal digits."""
        digits = identity.removeprefix("sha256:")
        return self.folder / digits[:2] / digits[2:]

    def keep(self, data: bytes) -> str:
        """Store the bytes, whole or not at all, even if the power goes; returns their digest."""
        identity = digest(data)
        path = self.path(identity)
        if not path.exists():
            try:
                write_whole(path, data)
            except OSError as error:
                raise EnvironmentFault(
                    f"original {identity} can't be kept in {self.folder}: {error.strerror}"
                ) from error
        return identity

    def read(self, identity: str) -> bytes:
        """The bytes. Raises EnvironmentFault if they are missing or no longer what came in."""
        path = self.path(identity)
        try:
            data = path.read_bytes()
        except FileNotFoundError as error:
            raise EnvironmentFault(
                f"original {identity} is missing; put it back at {path}"
            ) from error
        if digest(data) != identity:
            raise EnvironmentFault(
                f"original {identity} has changed since it came in; restore {path} from a copy"
            )
        return data

    def remove(self, identity: str) -> None:
        self.path(identity).unlink(missing_ok=True)
