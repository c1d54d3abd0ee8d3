"""What Takhrij is made of: licences that may be used, and a wheel that is built the same twice."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
_SPEC = importlib.util.spec_from_file_location("licences", ROOT / "tools" / "licences.py")
assert _SPEC is not None
assert _SPEC.loader is not None
licences = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(licences)


@pytest.mark.parametrize("listed", ["requirements.lock", "requirements-dev.lock"])
def test_every_dependency_has_a_licence_that_may_be_used(listed: str) -> None:
    named = licences.packages(ROOT / listed)
    said = {name: licences.licence(name) for name in named}
    assert sum(one is not None for one in said.values()) > 30
    wrong = {n: one for n, one in said.items() if one and not licences.is_allowed(n, one)}
    assert wrong == {}


@pytest.mark.parametrize(
    ("said", "allowed"),
    [
        ("MIT", True),
        ("BSD-3-Clause", True),
        ("Apache-2.0 OR BSD-3-Clause", True),
        ("GPL-3.0-or-later", False),
        ("License :: OSI Approved :: GNU Affero General Public License v3", False),
        ("MIT OR GPL-2.0", True),
        ("CC-BY-NC-4.0, non-commercial", False),
        ("not stated", False),
    ],
)
def test_licences_are_told_apart(said: str, allowed: bool) -> None:
    assert licences.is_allowed("some-package", said) is allowed


def test_the_wheel_is_the_same_when_built_twice() -> None:
    pytest.importorskip("hatchling")
    ran = subprocess.run(
        ["sh", "tools/wheel-twice", sys.executable],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "the same, byte for byte" in ran.stdout
