"""`takhrij stance FILE.jsonl`: whether passages support, refute or discuss claims."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from takhrij.cli import DONE, PROBLEMS, UNUSABLE
from takhrij.cli.inputs import Item, count, items
from takhrij.cli.progress import progress
from takhrij.cli.terminal import complain
from takhrij.errors import TakhrijError, UnreadableInput, UsageError

SHAPE = 'each line must be {"claim": "…", "text": "…"}'


@click.command("stance")
@click.argument("path", metavar="FILE.jsonl", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_context
def command(ctx: click.Context, path: Path) -> None:
    """Say of each line {"claim", "text"} what the text says of the claim.

    Prints one JSON object a line, in the order given: stance (supports, refutes, discusses,
    unrelated), score, the words that decide, the part that was judged, and what decided. A bad
    line is named and the rest go on.
    """
    if not path.is_file():
        raise UsageError(f"no file {path}; give a file of JSON lines: {SHAPE}")
    if path.suffix.lower() not in (".jsonl", ".ndjson"):
        raise UsageError(f"{path} is no .jsonl file; {SHAPE}")
    total = count([path])
    if total == 0:
        raise UsageError(f"{path} has no lines; {SHAPE}")
    bad = 0
    for item in progress(items([path]), total, "pair"):
        bad += not _printed(item)
    ctx.exit(UNUSABLE if bad == total else PROBLEMS if bad else DONE)


def _printed(item: Item) -> bool:
    """Print what is found of one line; False, with a word on why, if it is bad."""
    try:
        click.echo(json.dumps(_judged(*_pair(item)), ensure_ascii=False).encode())
    except TakhrijError as error:
        complain(f"{item.source}: {error}")
        return False
    return True


def _pair(item: Item) -> tuple[str, str]:
    try:
        row = json.loads(item.data or b"")
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(f"no JSON in UTF-8 ({error}); {SHAPE}") from error
    claim, text = (row.get("claim"), row.get("text")) if isinstance(row, dict) else (None, None)
    if not (isinstance(claim, str) and isinstance(text, str) and claim.strip() and text.strip()):
        raise UnreadableInput(f"no claim or no text; {SHAPE}")
    return claim, text


def _judged(claim: str, text: str) -> dict[str, Any]:
    from takhrij.corpus.stance import stance  # loads the encoder: not before a line asks

    found = stance(claim, text)
    return {
        "stance": found.label,
        "score": found.score,
        "because": [{"kind": r.kind, "claim": r.claim, "text": r.text} for r in found.reasons],
        "start": found.span.start,
        "end": found.span.end,
        "made_by": found.made_by,
    }
