"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

# The gazetteers that a developer has imported must not decide what a test finds.
os.environ["TAKHRIJ_HOME"] = str(Path(__file__).resolve().parents[1] / ".cache" / "takhrij")


def pytest_addoption(parser: pytest.Parser) -> None:
    default = Path(__file__).resolve().parents[2] / "shared" / "data"
    parser.addoption("--data", default=str(default), help="folder of the measuring data")


@pytest.fixture(scope="session")
def data(request: pytest.FixtureRequest) -> Path:
    """The measuring data; a test that asks for it skips, saying so, where it is absent."""
    folder = Path(request.config.getoption("--data"))
    if not folder.is_dir():
        pytest.skip(f"needs the measuring data: no folder {folder}; name one with --data DIR")
    return folder
