"""Verify a package of Takhrij: `python verify.py PACKAGE.zip [PUBLIC KEY]`.

This file needs Python 3.9 or later and nothing else: it goes into every package as `verify.py`.
Whoever altered a package could alter this file in it too: take it from a source you trust.

It proves that no bit of the package differs from what was signed, that every original is the
one that the case and the custody log name, and that the log's entries are chained. It can't
prove that anything is true, nor whose the key is: compare the key with the sender by other means.
"""

from __future__ import annotations

import hashlib
import json
import struct
import sys
import zlib
from typing import Any

FORM = "takhrij.package/1"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
MOST_BYTES = 4_000_000_000
_DATE = 0x0021  # 1 January 1980, the first day that a ZIP archive knows
_LOCAL, _CENTRAL, _END = 0x04034B50, 0x02014B50, 0x06054B50


Files = dict[str, bytes]
Point = tuple[int, int, int, int]


class Altered(Exception):  # noqa: N818
    """The package is not what was signed."""


# --- ZIP: one way to write it, so that every bit of it is known -------------------------------


def packed(files: Files) -> bytes:
    """A ZIP archive of {name: bytes}: sorted, stored, no times. Same files, same bytes."""
    body, listing = [], []
    offset = 0
    for name in sorted(files):
        data, raw = files[name], name.encode("ascii")
        sizes = (0, 0, _DATE, zlib.crc32(data), len(data), len(data), len(raw), 0)
        local = struct.pack("<IHHHHHIIIHH", _LOCAL, 20, 0, *sizes) + raw
        listing.append(
            struct.pack("<IHHHHHHIIIHHHHHII", _CENTRAL, 20, 20, 0, *sizes, 0, 0, 0, 0, offset) + raw
        )
        body += [local, data]
        offset += len(local) + len(data)
    listed = b"".join(listing)
    end = struct.pack("<IHHHHIIH", _END, 0, 0, len(files), len(files), len(listed), offset, 0)
    return b"".join(body) + listed + end


def unpacked(archive: bytes) -> Files:
    """The files of such an archive. Raises Altered if any other bytes would do as well."""
    files, at = {}, 0
    try:
        while struct.unpack_from("<I", archive, at)[0] == _LOCAL:
            size, length = struct.unpack_from("<IH", archive, at + 22)
            start = at + 30 + length
            files[archive[at + 30 : start].decode("ascii")] = archive[start : start + size]
            at = start + size
    except (struct.error, UnicodeDecodeError):
        raise Altered("the archive is cut off or damaged") from None
    if packed(files) != archive:
        raise Altered("the archive is damaged, or was packed by another program")
    return files


# --- Ed25519: verification as in RFC 8032, section 5.1.7 ---------------------------------------

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)
_IDENTITY = (0, 1, 1, 0)


def _add(p: Point, q: Point) -> Point:
    """The sum of two points in extended coordinates (x, y, z, xy/z)."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % _P, (p[1] + p[0]) * (q[1] + q[0]) % _P
    c, d = 2 * p[3] * q[3] * _D % _P, 2 * p[2] * q[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % _P, g * h % _P, f * g % _P, e * h % _P)


def _times(scalar: int, point: Point) -> Point:
    total = _IDENTITY
    while scalar:
        if scalar & 1:
            total = _add(total, point)
        point, scalar = _add(point, point), scalar >> 1
    return total


def _is_same(p: Point, q: Point) -> bool:
    return (p[0] * q[2] - q[0] * p[2]) % _P == 0 and (p[1] * q[2] - q[1] * p[2]) % _P == 0


def _point(data: bytes) -> Point | None:
    """The point that 32 bytes stand for, or None."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT % _P
    if (x * x - square) % _P or (x == 0 and sign):
        return None
    x = _P - x if x & 1 != sign else x
    return (x, y, 1, x * y % _P)


_BASE = _point((4 * pow(5, _P - 2, _P) % _P).to_bytes(32, "little")) or _IDENTITY


def is_signed(message: bytes, signature: bytes, public: bytes) -> bool:
    """Whether 64 bytes are the signature of a message by the key of 32 bytes."""
    if len(signature) != 64 or len(public) != 32:
        return False
    key, commitment = _point(public), _point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or scalar >= _L:
        return False
    hashed = hashlib.sha512(signature[:32] + public + message).digest()
    challenge = int.from_bytes(hashed, "little") % _L
    return _is_same(_times(scalar, _BASE), _add(commitment, _times(challenge, key)))


# --- what a package must be ---------------------------------------------------------------------


def digest(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def canonical(value: Any) -> bytes:
    """JSON with its keys sorted, no spaces, nothing escaped that needn't be."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def verified(archive: bytes, trusted: str | None = None) -> tuple[dict[str, Any], Files]:
    """The manifest of a package, and its files. Raises Altered, saying what is wrong.

    `trusted` is the public key (64 hexadecimal digits) that the signature must be by.
    """
    files = unpacked(archive)
    manifest = _manifest(files)
    _check_signature(files, manifest["key"], trusted)
    listed = manifest["files"]
    if set(listed) != set(files) - {MANIFEST, SIGNATURE}:
        raise Altered("files are missing or were added: " + _differing(listed, files))
    for name, stated in listed.items():
        if digest(files[name]) != stated:
            raise Altered(name + " is not the file that was signed")
    _check_originals(files)
    _check_log(files, manifest)
    return manifest, files


def _differing(listed: dict[str, str], files: Files) -> str:
    return ", ".join(sorted(set(listed) ^ (set(files) - {MANIFEST, SIGNATURE})))[:200]


def _manifest(files: Files) -> dict[str, Any]:
    if MANIFEST not in files:
        raise Altered("there is no " + MANIFEST + ": this is no package of Takhrij")
    try:
        manifest = json.loads(files[MANIFEST])
        is_sound = manifest["form"] == FORM and canonical(manifest) == files[MANIFEST]
        is_sound = is_sound and isinstance(manifest["files"], dict) and "head" in manifest
        is_sound = is_sound and isinstance(manifest["key"], (str, type(None)))
    except (ValueError, TypeError, KeyError, RecursionError):
        is_sound = False
    if not is_sound:
        raise Altered(MANIFEST + " is not as it was written")
    return dict(manifest)


def _check_signature(files: Files, key: str | None, trusted: str | None) -> None:
    if trusted and key != trusted:
        raise Altered("the package is not signed by the key that you trust")
    if key is None:
        if SIGNATURE in files:
            raise Altered("there is a signature that the manifest knows nothing of")
        return
    stated = files.get(SIGNATURE, b"")
    try:
        signature, public = bytes.fromhex(stated.decode("ascii")), bytes.fromhex(key)
    except ValueError:
        raise Altered("the signature is no signature") from None
    if signature.hex().encode() != stated or not is_signed(files[MANIFEST], signature, public):
        raise Altered("the signature is not that of this manifest")


def _check_originals(files: Files) -> None:
    for name, data in files.items():
        if name.startswith("originals/") and digest(data) != "sha256:" + name[10:]:
            raise Altered(name + " is not the original that its name says")


def _check_log(files: Files, manifest: dict[str, Any]) -> None:
    """The entries of custody that are here are chained, and end where the manifest says."""
    lines = files.get("custody/log.jsonl", b"").split(b"\n")[:-1]
    head = None
    for number, line in enumerate(lines, 1):
        if head is not None and _previous(line) != head:
            raise Altered(f"line {number} of the custody log is not chained")
        head = digest(line)
    if head != manifest["head"]:
        raise Altered("the custody log does not end where the manifest says")


def _previous(line: bytes) -> Any:
    try:
        return json.loads(line)["previous"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


# --- for people ---------------------------------------------------------------------------------

SIGNED = (
    "signed by the key {key}: compare it with the sender by other means.\n"
    "وقّعها صاحب هذا المفتاح: قارنه مع المرسِل بوسيلة أخرى.\n"
)
UNSIGNED = (
    "NOT signed: damage can be found, a forger can't.\nغير موقّعة: يُكشف العطب ولا يُكشف التزوير.\n"
)


def main(arguments: list[str]) -> int:
    if len(arguments) not in (1, 2):
        sys.stderr.write("python verify.py PACKAGE.zip [PUBLIC KEY]\n")
        return 2
    try:
        with open(arguments[0], "rb") as file:  # noqa: PTH123 - for any Python, without a library
            archive = file.read(MOST_BYTES + 1)
        manifest, files = verified(archive, arguments[1].lower() if arguments[1:] else None)
    except OSError as error:
        sys.stderr.write(f"can't read the package: {error}\n")
        return 2
    except Altered as error:
        sys.stdout.write(f"ALTERED: {error}\nالحزمة ليست كما وُقّعت.\n")
        return 1
    sys.stdout.write(told(manifest, files))
    return 0


def told(manifest: dict[str, Any], files: Files) -> str:
    """What was proved, and what was not, in English and Arabic."""
    key = manifest["key"]
    return (
        f"unaltered: {len(files)} files are as they were packed.\nسليمة: كل الملفات كما حُزمت.\n"
        + (SIGNED.format(key=key) if key else UNSIGNED)
        + "Not proved: that anything in it is true, or when it was made.\n"
        + "لا يُثبت هذا صحة ما فيها ولا وقت صنعها.\n"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
