"""`takhrij doctor`: say what is here, what is missing and what would mend it."""

from __future__ import annotations

import json
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Literal

import click

from takhrij import __version__
from takhrij.casefile.exports.pdf import BROWSERS
from takhrij.cli import DONE, PROBLEMS, options
from takhrij.cli.spoken import told
from takhrij.cli.terminal import show
from takhrij.errors import TakhrijError


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that Takhrij runs on. `fix` is what would mend it; empty where all is well."""

    name: str
    state: Literal["ok", "missing", "absent"]
    """`missing` is needed and not there; `absent` is not there and can be done without."""
    said: str
    fix: str = ""


@click.command("doctor")
@click.option(
    "--corpus",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Look through this corpus instead.",
)
@click.option("--repair", is_flag=True, help="With --corpus: mend what can be mended.")
@click.option("--offline", is_flag=True, help="Prove that the work needs no network.")
@options.as_json
@click.pass_context
def command(
    ctx: click.Context, *, folder: Path | None, repair: bool, offline: bool, as_json: bool
) -> None:
    """Say what is here, what is missing and what would mend it.

    Status 0 if all that is needed is here, 1 if something is missing.
    """
    if folder is not None:
        looks: tuple[Callable[[], Iterator[Part]], ...] = (lambda: _corpus(folder, repair),)
    else:
        looks = (_offline,) if offline else LOOKS
    parts = [part for look in looks for part in look()]
    if as_json:
        rows = [asdict(part) for part in parts]
        click.echo(
            json.dumps({"takhrij": __version__, "parts": rows}, ensure_ascii=False, indent=1)
        )
    else:
        show("\n".join(map(_line, parts)))
    ctx.exit(PROBLEMS if any(part.state == "missing" for part in parts) else DONE)


def _line(part: Part) -> str:
    fix = f"\n{'':9}{told(f'to mend it: {part.fix}')}" if part.fix else ""
    return f"{told(part.state):8} {part.name}: {told(part.said)}{fix}"


def _programs() -> Iterator[Part]:
    yield Part("takhrij", "ok", __version__)
    enough = sys.version_info >= (3, 11)
    yield Part(
        "python",
        "ok" if enough else "missing",
        platform.python_version(),
        "" if enough else "install Python 3.11 or later",
    )


def _libraries() -> Iterator[Part]:
    """Each library that the package asks for, against the version it was measured with."""
    for asked in metadata.requires("takhrij") or ():
        if ";" in asked:  # an extra: for developers
            continue
        name, _, wanted = asked.partition("==")
        yield _library(name.strip(), wanted.strip())


def _library(name: str, wanted: str) -> Part:
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Part(name, "missing", "not installed", f"pip install {name}=={wanted}")
    if wanted and found != wanted:
        return Part(
            name,
            "absent",
            f"{found}, measured with {wanted}: results may differ",
            f"pip install {name}=={wanted}",
        )
    return Part(name, "ok", found)


def _language_data() -> Iterator[Part]:
    from takhrij.language.lexicon import load

    folder = files("takhrij.language") / "data"
    for language in sorted(one.name for one in folder.iterdir() if one.is_dir()):
        names = [one.name for one in (folder / language).iterdir() if one.name.endswith(".toml")]
        yield _tried(
            f"language data {language}",
            lambda language=language, names=names: _loaded(load, language, names),  # type: ignore[misc]
            "install Takhrij again",
        )


def _loaded(load: Callable[[str, str], object], language: str, names: list[str]) -> str:
    for name in names:
        load(language, name.removesuffix(".toml"))
    return f"{len(names)} files"


def _gazetteer() -> Iterator[Part]:
    from takhrij.language.gazetteer.home import outdated

    yield _tried("gazetteer", _gazetteer_said, "set TAKHRIJ_HOME to a folder you can write")
    if left := outdated():
        size = sum(path.stat().st_size for path in left) / 1e6
        said = f"{len(left)} of older versions, {size:.0f} MB, in {left[0].parent}: no longer used"
        yield Part("old gazetteers", "absent", said, "takhrij gazetteer clear")


def _gazetteer_said() -> str:
    from takhrij.language.gazetteer.home import default_gazetteer, home, imported

    own = len(imported())
    return f"{default_gazetteer().digest[:19]}…, {own} imported tables, kept in {home()}"


def _weights() -> Iterator[Part]:
    from takhrij.language.weights import installed

    path = installed()
    if path:
        yield Part("learned weights", "ok", path.name)
    else:
        yield Part("learned weights", "absent", "not in this build; rules alone do the reading")


def _example() -> Iterator[Part]:
    yield _tried("reading", _read_example, "report this with the output of `takhrij doctor`")


def _read_example() -> str:
    from takhrij import ingest, pipeline

    example = files("takhrij.examples") / "warehouse.ar.txt"
    document = pipeline.read(ingest.read_bytes(example.read_bytes(), "warehouse.ar.txt"))
    return f"the bundled report gives {len(document.layers)} layers"


def _optional() -> Iterator[Part]:
    browser = next((name for name in BROWSERS if shutil.which(name)), None)
    if browser:
        yield Part("browser", "ok", f"{browser} (only for printing reports and for tests)")
    else:
        yield Part(
            "browser",
            "absent",
            "no chromium; only for printing reports and for tests",
            "on Debian: apt-get install chromium",
        )


def _tried(name: str, look: Callable[[], str], fix: str) -> Part:
    try:
        return Part(name, "ok", look())
    except TakhrijError as error:
        return Part(name, "missing", str(error), fix)


def _corpus(folder: Path, repair: bool) -> Iterator[Part]:
    from takhrij.cli.witness import witness
    from takhrij.store.mending import faults

    found = faults(folder, repair=repair, witness=witness())
    for one in found:
        yield Part("corpus", "absent" if one.mended else "missing", one.said, one.fix)
    if not found:
        yield Part("corpus", "ok", "database, custody log and every original are sound")


def _offline() -> Iterator[Part]:
    from takhrij.cli.offline import offline

    told = offline()
    failed = [words for words, status in told["statuses"].items() if status]
    how = "in a network namespace of its own" if told["cut"] else "with every attempt refused"
    said = f"{len(told['statuses'])} commands ran {how}; {len(told['tries'])} tried the network"
    if told["cut"]:
        seen = "" if told["watched"] else " (the system let us look at the loopback alone)"
        said += f"; {sum(told['left'].values())} packets{seen}"
    wrong = [*failed, *(f"a packet went to {where}" for where in told["left"])]
    wrong += ["a command asked the network"] if told["tries"] else []
    fix = f"report this: {', '.join(wrong)}" if wrong else ""
    yield Part("offline", "missing" if wrong else "ok", said, fix)


LOOKS: tuple[Callable[[], Iterator[Part]], ...] = (
    _programs,
    _libraries,
    _language_data,
    _gazetteer,
    _weights,
    _example,
    _optional,
)
"""What is looked at, in the order it is told."""
