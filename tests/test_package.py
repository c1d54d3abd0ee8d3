"""A package of a case: whole, reproducible, read back without loss; no bit changes unseen."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from takhrij.casefile import package as packages
from takhrij.casefile import verify_package
from takhrij.casefile.package import Parts
from takhrij.cli import DONE, PROBLEMS, UNUSABLE, main
from takhrij.errors import UnreadableInput
from takhrij.secrecy.keys import SigningKey, signing_key
from takhrij.store.corpus import opened
from takhrij.store.custody_proof import verified

EXAMPLE = Path(str(files("takhrij.examples") / "warehouse.ar.txt"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus that holds the example, its case, and the package made of both."""
    where = tmp_path_factory.mktemp("package")
    corpus = ("--corpus", str(where / "corpus"))
    assert main(["check", str(EXAMPLE), "--rules-only", "--out", str(where / "case")]) == DONE
    assert main(["corpus", "add", str(EXAMPLE), *corpus]) == DONE
    assert main(["custody", "checkpoint", *corpus]) == DONE
    out = ("--out", str(where / "case.zip"))
    assert main(["export", str(where / "case"), "--format", "package", *corpus, *out]) == DONE
    return where


@pytest.fixture(scope="module")
def archive(folder: Path) -> bytes:
    return (folder / "case.zip").read_bytes()


@pytest.fixture(scope="module")
def public(folder: Path) -> str:
    return signing_key(folder / "corpus" / "keys").public


def test_a_package_holds_the_case_its_original_and_its_custody(archive: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(archive)) as held:
        assert held.testzip() is None
        names = held.namelist()
    assert names == sorted(names)
    assert {"case.json", "report.html", "verify.py", "manifest.json", "manifest.sig"} <= set(names)
    found = packages.opened(archive)
    assert list(found.parts.originals.values()) == [EXAMPLE.read_bytes()]
    events = [json.loads(line)["event"] for line in found.parts.custody.lines]
    assert events == ["intake", "checkpoint", "export"]
    assert len(found.parts.custody.checkpoints) == 1


def test_what_went_out_is_in_the_log_of_the_corpus(folder: Path) -> None:
    with opened(folder / "corpus") as corpus:
        assert verified(corpus.connection).faults == ()
        assert verified(corpus.connection).entries == 4


def test_the_same_parts_and_key_give_the_same_bytes(archive: bytes, folder: Path) -> None:
    found = packages.opened(archive)
    key = signing_key(folder / "corpus" / "keys")
    assert packages.package(found.parts, "ar", key) == archive


def test_a_package_is_opened_again_without_loss(folder: Path, tmp_path: Path) -> None:
    asked = ["package", "open", str(folder / "case.zip"), "--out", str(tmp_path / "again")]
    assert main(asked) == DONE
    for name in ("case.json", "report.html"):
        assert (tmp_path / "again" / name).read_bytes() == (folder / "case" / name).read_bytes()
    (original,) = (tmp_path / "again" / "originals").iterdir()
    assert original.read_bytes() == EXAMPLE.read_bytes()


def _stand_alone(archive: bytes, folder: Path, *key: str) -> subprocess.CompletedProcess[str]:
    """The verifier out of the package, in a Python that finds no other module of ours."""
    (folder / "held.zip").write_bytes(archive)
    (folder / "verify.py").write_bytes(packages.verifier())
    return subprocess.run(
        [sys.executable, "-I", "-S", "verify.py", "held.zip", *key],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={"PYTHONIOENCODING": "utf-8"},
    )


def test_the_verifier_inside_needs_nothing_but_python(
    archive: bytes, public: str, tmp_path: Path
) -> None:
    ran = _stand_alone(archive, tmp_path, public)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("unaltered")
    assert public in ran.stdout
    assert "Not proved" in ran.stdout


def test_the_verifier_refuses_another_key_and_an_altered_package(
    archive: bytes, public: str, tmp_path: Path
) -> None:
    assert _stand_alone(archive, tmp_path, "0" * 64).returncode == 1
    altered = archive.replace(b"sha256", b"sha257", 1)
    assert _stand_alone(altered, tmp_path, public).stdout.startswith("ALTERED")


def test_no_bit_of_a_package_changes_unseen(archive: bytes) -> None:
    """Half of the places in the small files, whose bits are few beside the report's."""
    dice = random.Random(9)
    small = [archive.index(name) for name in (b"manifest.sig", b"custody/log.jsonl")]
    for n in range(60):
        place = dice.randrange(len(archive)) if n % 2 else dice.choice(small) + dice.randrange(300)
        altered = bytearray(archive)
        altered[place] ^= 1 << dice.randrange(8)
        with pytest.raises(verify_package.Altered):
            verify_package.verified(bytes(altered))


@pytest.mark.parametrize("end", [0, 10, 1000, -1])
def test_a_package_cut_off_is_refused(end: int, archive: bytes) -> None:
    with pytest.raises(UnreadableInput, match="get a whole copy"):
        packages.opened(archive[:end])


def test_a_package_by_another_hand_is_refused(archive: bytes, public: str) -> None:
    """Someone packs the same parts with a key of their own."""
    other = SigningKey(Ed25519PrivateKey.generate())
    forged = packages.package(packages.opened(archive).parts, "ar", other)
    assert packages.opened(forged).key == other.public
    with pytest.raises(UnreadableInput, match="not signed by the key that you trust"):
        packages.opened(forged, public)


def test_an_original_that_is_not_what_its_name_says_is_refused(archive: bytes) -> None:
    parts = packages.opened(archive).parts
    swapped = Parts(parts.case, {next(iter(parts.originals)): b"something else"})
    with pytest.raises(UnreadableInput, match="not the original"):
        packages.opened(packages.package(swapped, "ar"))


def test_no_name_in_a_package_becomes_a_path(folder: Path, tmp_path: Path) -> None:
    """A signed package may still be malicious: its signer may be anyone."""
    held = verify_package.unpacked((folder / "case.zip").read_bytes())
    kept = {"case.json": held["case.json"], "../../escaped": b"x", "/tmp/escaped": b"x"}
    manifest = {"form": verify_package.FORM, "key": None, "head": None}
    listed = {name: verify_package.digest(data) for name, data in kept.items()}
    raw = verify_package.canonical({**manifest, "files": listed})
    (tmp_path / "evil.zip").write_bytes(verify_package.packed({**kept, "manifest.json": raw}))
    out = tmp_path / "deep" / "er"
    assert main(["package", "open", str(tmp_path / "evil.zip"), "--out", str(out)]) == DONE
    written = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert written == {"evil.zip", "deep/er/case.json", "deep/er/report.html"}


def test_the_command_says_what_holds(
    folder: Path, archive: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["package", "verify", str(folder / "case.zip")]) == DONE
    assert "unaltered" in capsys.readouterr().out
    (tmp_path / "x.zip").write_bytes(archive[:-1] + b"x")
    assert main(["package", "verify", str(tmp_path / "x.zip")]) == PROBLEMS
    assert main(["package", "verify", str(tmp_path / "none.zip")]) == UNUSABLE


# --- Ed25519 in pure Python -------------------------------------------------------------

RFC_8032 = (
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
        "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e"
        "458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
)
"""Tests 1 and 2 of RFC 8032, section 7.1: public key, message, signature."""


@pytest.mark.parametrize(("key", "message", "signature"), RFC_8032)
def test_signatures_of_the_standard_are_verified(key: str, message: str, signature: str) -> None:
    public, said, signed = (bytes.fromhex(one) for one in (key, message, signature))
    assert verify_package.is_signed(said, signed, public)
    assert not verify_package.is_signed(said + b"x", signed, public)


def test_the_verifier_agrees_with_the_library() -> None:
    dice = random.Random(5)
    for length in range(12):
        key = Ed25519PrivateKey.from_private_bytes(dice.randbytes(32))
        message, public = dice.randbytes(length * 7), key.public_key().public_bytes_raw()
        signature = bytearray(key.sign(message))
        assert verify_package.is_signed(message, bytes(signature), public)
        signature[dice.randrange(64)] ^= 1 << dice.randrange(8)
        assert not verify_package.is_signed(message, bytes(signature), public)


def test_a_signature_whose_scalar_is_not_reduced_is_refused() -> None:
    """S + L would verify too in the equation: one message would have two signatures."""
    public, message, signature = (bytes.fromhex(one) for one in RFC_8032[1])
    order = 2**252 + 27742317777372353535851937790883648493
    other = int.from_bytes(signature[32:], "little") + order
    assert not verify_package.is_signed(
        message, signature[:32] + other.to_bytes(32, "little"), public
    )
