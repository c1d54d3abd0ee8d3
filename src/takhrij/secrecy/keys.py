"""Signing keys: Ed25519 (RFC 8032), made once, kept in a folder that only its owner may read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from takhrij.errors import EnvironmentFault, UsageError

NAME = "custody"
"""`custody.key` is the secret half, `custody.pub` its 64 hexadecimal digits to hand out."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that signs. `public` is 64 hexadecimal digits."""

    secret: Ed25519PrivateKey

    @property
    def public(self) -> str:
        return self.secret.public_key().public_bytes_raw().hex()

    def sign(self, message: bytes) -> str:
        """The signature, 128 hexadecimal digits."""
        return self.secret.sign(message).hex()


def is_signed(message: bytes, signature: str, public: str) -> bool:
    """Whether a message was signed by the secret half of a public key."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), message)
    except (ValueError, InvalidSignature):
        return False
    return signature == signature.lower() and public == public.lower()  # one spelling each


def signing_key(folder: Path) -> SigningKey:
    """The key of a folder, made there if there is none.

    Raises EnvironmentFault if the disk refuses, UsageError if the file holds no such key.
    """
    path = folder / f"{NAME}.key"
    try:
        if not path.exists():
            _make(path)
        return read_key(path)
    except OSError as error:
        raise EnvironmentFault(f"the key {path} can't be kept: {error.strerror}") from error


def read_key(path: Path) -> SigningKey:
    """The key in a file (PKCS #8, PEM). Raises UsageError if there is none."""
    try:
        found = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except FileNotFoundError as error:
        raise UsageError(f"no key {path}; leave --key out and one is made") from error
    except (ValueError, TypeError) as error:
        raise UsageError(f"{path} holds no Ed25519 key in PEM; give one that does") from error
    if not isinstance(found, Ed25519PrivateKey):
        raise UsageError(f"{path} holds a key of another kind; Ed25519 is needed")
    return SigningKey(found)


def public_key(folder: Path) -> str | None:
    """The public half that a folder keeps, or None."""
    try:
        return (folder / f"{NAME}.pub").read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    secret = Ed25519PrivateKey.generate()
    pem = secret.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    half = path.with_name(f"{path.name}.{os.getpid()}.part")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(half, path)  # of two that begin at once, one makes the key
    except FileExistsError:
        return
    finally:
        half.unlink()
    path.with_suffix(".pub").write_text(f"{SigningKey(secret).public}\n", encoding="ascii")
