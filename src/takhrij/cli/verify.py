"""`takhrij verify "CLAIM" | FILE`: what a corpus and its records say of a claim."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from takhrij.cli import DONE, PROBLEMS, options
from takhrij.cli.outside import consulted
from takhrij.cli.report import read_document, read_through
from takhrij.document import Document
from takhrij.errors import UsageError

_WIDTH = 160
"""Code points of a passage that the terminal shows."""


@click.command("verify")
@click.argument("what", metavar='"CLAIM"|FILE|CASE.json')
@options.of_reading
@options.corpus()
@click.option(
    "--recompute", is_flag=True, help="WHAT is a case.json: judge again from it and compare."
)
@options.as_json
def command(
    what: str,
    folder: Path | None,
    *,
    recompute: bool,
    as_json: bool,
    rules_only: bool,
    **reading: Any,
) -> int:
    """Look a claim, or each claim of a report, up in a corpus and its incident records.

    A file that exists is read as a report; anything else is taken for a claim in words.
    """
    if recompute:
        return _recomputed(Path(what))
    if folder is None:
        raise UsageError("verify needs a corpus; name its folder: --corpus DIR")
    from takhrij.casefile.json import case as case_of
    from takhrij.pipeline import data_digests

    in_words = not (what == "-" or _is_file(what))
    document = _claim(what, **reading) if in_words else read_document(what, **reading)
    with consulted(folder, rules_only=rules_only, in_words=in_words) as resources:
        read = read_through(document, resources)
        datasets = resources.book.datasets() if resources.book is not None else ()
        case = case_of(read, data=data_digests(resources), datasets=datasets)
    if as_json:
        click.echo(json.dumps(_told(case), ensure_ascii=False, indent=1))
    else:
        for line in _lines(_told(case), read.language):
            click.echo(line)
    return DONE


def _claim(what: str, **reading: Any) -> Document:
    """A claim in words as a text."""
    from takhrij.document import document_of
    from takhrij.ingest.letters import language_of

    if not what.strip():
        raise UsageError("the claim is empty; give it in words, or name a file")
    language = language_of(what) if reading["lang"] == "auto" else reading["lang"]
    return document_of(what, language, published=reading["published"])


def _is_file(what: str) -> bool:
    try:
        return Path(what).is_file()
    except (OSError, ValueError):  # too long for a name, or a zero byte in it
        return False


def _told(case: dict[str, Any]) -> dict[str, Any]:
    """Claims with their verdicts, evidence and records, from the case."""
    on = {verdict["claim"]: verdict for verdict in case["verdicts"]}
    claims = [
        {
            "claim": claim["id"],
            "text": claim["text"],
            "verdict": on[claim["id"]],
            "evidence": [one for one in case["evidence"] if one["claim"] == claim["id"]],
            "records": [one for one in case["records"] if claim["id"] in one["claims"]],
        }
        for claim in case["claims"]
        if claim["id"] in on
    ]
    return {"claims": claims, "searched": case["searched"], "datasets": case["datasets"]}


def _lines(told: dict[str, Any], language: str) -> Iterator[str]:
    from takhrij.casefile.interface import Interface, words

    shown: Interface = "ar" if language == "ar" else "en"
    say = words(shown)
    if not told["claims"]:
        yield say.say("verify.no_claim")
    for claim in told["claims"]:
        verdict = claim["verdict"]
        yield f"{claim['claim']}  {claim['text']}"
        yield f"  {say.term('label', verdict['label'])}: {verdict['whys'][language]}"
        for one in claim["evidence"]:
            text = " ".join(one["text"].split())[:_WIDTH]
            own = f" ({say.say('verdicts.own_family')})" if one["own_family"] else ""
            yield f"  {say.term('stance', one['stance'])}{own}: {one['source']}: {text}"
        for one in claim["records"]:
            what = say.term("relation", one["relation"])
            yield f"  {what}: {one['dataset']} {one['ref']}, {one['earliest']}, {one['place']}"
            yield from (f"    {phrase}" for phrase in one["told"][language])


def _recomputed(path: Path) -> int:
    """Judge again from a case alone; 0 where the verdicts are the same byte for byte."""
    from takhrij.casefile.recomputed import differing, read_case

    case = read_case(path)
    wrong = differing(case)
    for claim in wrong:
        click.echo(f"takhrij: {path}: the verdict on {claim} can't be had from this case", err=True)
    count = len(case["verdicts"])
    click.echo(f"{count - len(wrong)} of {count} verdicts are the same when judged again")
    return PROBLEMS if wrong else DONE
