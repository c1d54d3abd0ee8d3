"""Imports run one way: a module imports only from lines above its own in this list."""

from __future__ import annotations

import ast
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src" / "takhrij"

ORDER = (
    "silence",
    "errors",
    "disk",
    "translations",
    "examples",
    "document",
    "secrecy",
    "annotations",
    "stages",
    "ingest",
    "language",
    "claims",
    "checks",
    "corpus",
    "calibration",
    "records",
    "reasons",
    "verdicts",
    "casefile",
    "store",
    "pipeline",
    "annotating",
    "bench",
    "web",
    "cli",
)


def _imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("takhrij"):
            if node.module == "takhrij":
                names.update(alias.name for alias in node.names)
            else:
                names.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("takhrij."):
                    names.add(alias.name.split(".")[1])
    return names - {"__version__"}


def test_every_room_of_the_package_is_on_the_list() -> None:
    rooms = {path.stem for path in SOURCE.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert rooms - {"__init__", "__main__", "__pycache__"} <= set(ORDER)


def test_imports_run_one_way() -> None:
    wrong = []
    for path in sorted(SOURCE.rglob("*.py")):
        room = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        if room.startswith("__"):
            continue
        allowed = ORDER[: ORDER.index(room) + 1]
        wrong += [
            f"{path.relative_to(SOURCE)} imports {name}"
            for name in _imported(path)
            if name not in allowed
        ]
    assert wrong == []
