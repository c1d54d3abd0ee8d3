"""`takhrij corpus annotate` and `annotations`: every stage over every document, and the lines."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from takhrij.cli import DONE, PROBLEMS, options
from takhrij.cli.progress import progress
from takhrij.cli.terminal import complain
from takhrij.cli.witness import witness
from takhrij.corpus.engines import ENGINES

if TYPE_CHECKING:
    from takhrij.annotating import Outcome


@click.command("annotate")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="local",
    show_default=True,
    help="local: processes here; daft, or daft on a Ray cluster, with the extra `cluster`.",
)
@click.option("--workers", type=click.IntRange(min=1), help="Default: one a core.")
@click.option(
    "--rules-only", is_flag=True, help="Leave the learned reader out; quicker, finds less."
)
@options.corpus_folder
@options.as_json
def annotate(
    folder: Path, engine: str, workers: int | None, rules_only: bool, as_json: bool
) -> int:
    """Read every document through every stage and keep what was found. Run again to go on."""
    from takhrij import pipeline
    from takhrij.annotating import annotate as annotated
    from takhrij.annotating import run_of
    from takhrij.corpus.engines import engine as engine_of
    from takhrij.corpus.engines.processes import cores
    from takhrij.store.annotated import pending
    from takhrij.store.corpus import opened

    with opened(folder, witness=witness()) as corpus:
        chosen = engine_of(engine, workers or cores(), os.environ.get("RAY_ADDRESS"))
        run = run_of(rules_only=rules_only)
        left = len(pending(corpus, run.made_by))
        known = len(corpus) - left
        if left and engine == "local":
            pipeline.prepare(run.resources)  # before the processes part, so that they share it
        made, problems = _counted(progress(annotated(corpus, chosen, run), left, "reports"))
    if as_json:
        told = {"annotated": made, "known": known, "problems": problems, "made_by": run.made_by}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True))
    else:
        click.echo(f"{made} annotated, {known} already were, {len(problems)} could not be")
    return PROBLEMS if problems else DONE


def _counted(outcomes: Iterable[Outcome]) -> tuple[int, list[str]]:
    """How many were made, and what was wrong with the others, which is also said at once."""
    made, problems = 0, []
    for outcome in outcomes:
        if outcome.error is None:
            made += 1
        else:
            complain(outcome.error)
            problems.append(outcome.error)
    return made, problems


@click.command("annotations")
@options.corpus_folder
def print_annotations(folder: Path) -> None:
    """Print what `annotate` kept, one JSON object a line, as `extract` prints it."""
    from takhrij.store.annotated import kept_annotations
    from takhrij.store.corpus import opened

    with opened(folder) as corpus:
        for one in kept_annotations(corpus):
            click.echo(one.line.encode("utf-8"))
