"""`takhrij reveal CASE`: prove who is behind a mask of a redacted case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from takhrij.cli import DONE, PROBLEMS
from takhrij.cli.export import read_case
from takhrij.cli.passphrases import passphrase, passphrase_file
from takhrij.cli.terminal import complain, say
from takhrij.errors import UnreadableInput, UsageError


@click.command("reveal")
@click.argument("path", metavar="CASE", type=click.Path(path_type=Path))
@click.option("--vault", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--source", "label", metavar="LABEL", help='A mask, as "[source 1]"; default: all.')
@click.option(
    "--proof",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With --vault: write what proves it to FILE. Alone: check what is in FILE.",
)
@click.option(
    "--whole",
    metavar="CASE",
    type=click.Path(path_type=Path),
    help="The case before redaction: check that its verdicts are the same.",
)
@passphrase_file
def command(
    path: Path,
    vault: Path | None,
    label: str | None,
    proof: Path | None,
    whole: Path | None,
    file: Path | None,
) -> int:
    """Open masks out of the vault, or check a proof that someone else was given."""
    from takhrij.casefile.redaction import commitments

    case = read_case(path)
    committed = commitments(case)
    if vault is not None:
        shown = _opened(vault, case, label, passphrase(file))
        if proof is not None:
            text = json.dumps(shown, ensure_ascii=False, indent=1, sort_keys=True)
            proof.write_text(text + "\n", encoding="utf-8")
    elif proof is not None:
        shown = _given(proof)
    elif whole is None:
        raise UsageError("nothing to open: give --vault, --proof or --whole")
    else:
        shown = {}
    sound = [_checked(committed, name, one) for name, one in sorted(shown.items())]
    if whole is not None:
        sound.append(_is_same(case, read_case(whole)))
    return DONE if all(sound) else PROBLEMS


def _opened(vault: Path, case: dict[str, Any], label: str | None, secret: str) -> dict[str, Any]:
    from takhrij.secrecy.vault import openings

    held = openings(vault, case["document"]["id"], secret)
    chosen = [label] if label else [name for name in held if name != "case"]
    if not set(chosen) <= set(held):
        raise UsageError(f"no mask {label}; there are: {', '.join(sorted(held))}")
    return {name: {"value": held[name].value, "salt": held[name].salt} for name in chosen}


def _given(proof: Path) -> dict[str, Any]:
    try:
        found = json.loads(proof.read_text(encoding="utf-8"))
        return {str(k): {"value": v["value"], "salt": v["salt"]} for k, v in found.items()}
    except OSError as error:
        raise UsageError(f"no proof {proof}: {error.strerror}") from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UnreadableInput(f"{proof} holds no proof that reveal wrote") from error


def _checked(committed: dict[str, str], label: str, shown: dict[str, Any]) -> bool:
    from takhrij.secrecy.commitments import Opening

    opening = Opening(shown["value"], str(shown["salt"]))
    if label in committed and opening.opens(committed[label]):
        say(f"{label} is {shown['value']}: proved")
        return True
    complain(f"{label}: this is NOT what the case committed to")
    return False


def _is_same(case: dict[str, Any], whole: dict[str, Any]) -> bool:
    from takhrij.casefile.redaction import shape

    if case["redaction"]["shape"] == shape(case) == shape(whole):
        say("claims, chains, findings and verdicts are those of the whole case")
        return True
    complain("this is NOT the case that was redacted: claims, chains or verdicts differ")
    return False
