"""Fuzz one part of Takhrij: `fuzz.py readers|language --seconds N --found DIR`."""

from __future__ import annotations

import argparse
import hashlib
import io
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import atheris
import seeds

SLOW = 20
"""Seconds of a core for one input beyond which it counts as hanging."""
STUCK = 300
"""Seconds by the clock after which a run is ended, whatever it does: other work may be going on."""
LONGEST = 20_000

# The rules are many and their instrumentation takes minutes: what steers is reading and claims.
with atheris.instrument_imports(include=["takhrij.ingest", "takhrij.claims", "takhrij.casefile"]):
    from takhrij import pipeline
    from takhrij.casefile import html, json
    from takhrij.document import document_of
    from takhrij.errors import UnreadableInput
    from takhrij.ingest import unpack
    from takhrij.ingest.articles import read_article
    from takhrij.ingest.received import Reading, Unread


def readers(data: bytes) -> None:
    """Every reader, by whatever the bytes look like; a report or a reason must come out."""
    for item in unpack.readings(io.BytesIO(data), "fuzzed"):
        if not isinstance(item, Reading | Unread):
            raise TypeError(f"a reader gave a {type(item).__name__}")
    with suppress(UnreadableInput):
        read_article(data, "fuzzed")


def language(data: bytes) -> None:
    """Every stage over any text, in either language, then the case file and the report."""
    text = data.decode("utf-8", "replace")
    if not text.strip():
        return
    chosen = "en" if len(data) % 2 else "ar"
    document = pipeline.read(document_of(text, chosen), pipeline.RULES)
    html.render(json.case(document), "ar")


TARGETS: dict[str, Callable[[bytes], None]] = {"readers": readers, "language": language}


def keeping(target: Callable[[bytes], None], found: Path) -> Callable[[bytes], None]:
    """The target, with what it raises kept as a file and the run going on."""

    def run(data: bytes) -> None:
        begun = time.process_time()
        try:
            target(data)
            if time.process_time() - begun > SLOW:
                (found / f"slow-{hashlib.sha256(data).hexdigest()[:16]}").write_bytes(data)
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            place = f"{type(error).__name__}-{Path(frames[-1].filename).stem}-{frames[-1].lineno}"
            ours = next((f for f in reversed(frames) if "takhrij" in f.filename), frames[-1])
            name = f"{place}-{Path(ours.filename).stem}-{ours.lineno}"
            if not (found / name).exists():
                (found / name).write_bytes(data)
                (found / f"{name}.txt").write_text("".join(traceback.format_exception(error)))

    return run


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("target", choices=TARGETS)
    asked.add_argument("--seconds", type=int, default=600)
    asked.add_argument("--found", type=Path, required=True)
    asked.add_argument("--corpus", type=Path, help="folder of inputs, added to as the run goes")
    given = asked.parse_args()
    given.found.mkdir(parents=True, exist_ok=True)
    corpus = given.corpus or Path(tempfile.mkdtemp())
    corpus.mkdir(parents=True, exist_ok=True)
    for name, data in getattr(seeds, given.target)().items():
        TARGETS[given.target](data)  # what is loaded once must not count for the first input
        (corpus / hashlib.sha256(name.encode()).hexdigest()[:16]).write_bytes(data)
    options = [
        f"-max_total_time={given.seconds}",
        f"-timeout={STUCK}",
        f"-max_len={LONGEST}",
        "-rss_limit_mb=4000",
        "-print_final_stats=1",
        f"-artifact_prefix={given.found}/",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], keeping(TARGETS[given.target], given.found))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
