"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from takhrij.web.desk import Desk

# The gazetteers that a developer has imported must not decide what a test finds.
os.environ["LC_ALL"] = "C.UTF-8"  # nor the language of the machine what is said
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


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A workbench without accounts on the two examples, `amal` signing."""
    from web_desk import desk_on, fill

    fill(tmp_path / "desk")
    return desk_on(tmp_path / "desk", alone="amal")


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    """Somebody who asks that workbench, in English."""
    from web_desk import client_of

    with client_of(desk) as found:
        yield found
