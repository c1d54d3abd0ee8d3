"""The pages say what the program does: a command, check or stage without a page fails here."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from takhrij import pipeline
from takhrij.bench import NAMES
from takhrij.checks import CHECKS, described
from takhrij.cli import VERBS, takhrij

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = (*sorted(DOCS.glob("*.md")), ROOT / "README.md")
DIALOGUE = re.compile(r"<!-- dialogue.*?-->\n```\n(.*?)```\n<!-- /dialogue -->", re.S)


def page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def headings(name: str) -> list[str]:
    return re.findall(r"^## (.+)$", page(name), re.M)


# --- commands ---------------------------------------------------------------------------


def _commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(takhrij)
    for verb in VERBS:
        command = takhrij.get_command(context, verb)
        assert command is not None
        yield verb, command
        if isinstance(command, click.Group):
            for name, inner in command.commands.items():
                yield f"{verb} {name}", inner


COMMANDS = list(_commands())
"""Every command and every command within one, by the words that call it."""


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_has_its_section(verb: str) -> None:
    assert verb in headings("commands")


def test_no_section_is_of_a_command_that_is_gone() -> None:
    assert set(headings("commands")) == set(VERBS)


@pytest.mark.parametrize(("words", "command"), COMMANDS, ids=lambda one: str(one)[:30])
def test_every_command_and_option_is_on_a_page(words: str, command: click.Command) -> None:
    every_page = "\n".join(path.read_text(encoding="utf-8") for path in PAGES)
    last = words.split()[-1]
    assert re.search(rf"\b{last}\b", every_page)
    for option in command.params:
        if isinstance(option, click.Option):
            assert any(name in every_page for name in [*option.opts, *option.secondary_opts]), (
                f"{words} {option.opts}"
            )


@pytest.mark.parametrize(("words", "command"), COMMANDS, ids=lambda one: str(one)[:30])
def test_every_command_says_what_it_is_for(words: str, command: click.Command) -> None:
    assert command.help, words


@pytest.mark.parametrize("verb", VERBS)
def test_the_list_of_commands_says_what_each_is_for(verb: str) -> None:
    from takhrij.cli import described

    assert len(described(verb).split()) > 2


# --- stages, checks, benchmarks ---------------------------------------------------------


@pytest.mark.parametrize("stage", [stage.name for stage in pipeline.STAGES])
def test_every_stage_has_a_line_and_a_page(stage: str) -> None:
    line = re.search(rf"^\| {stage} \|.*\]\(([\w-]+)\.md\)", page("index"), re.M)
    assert line is not None, f"docs/index.md has no line for the stage {stage}"
    assert (DOCS / f"{line.group(1)}.md").is_file()


def test_every_check_has_its_section() -> None:
    assert [check.__name__ for check in CHECKS] == headings("checks")


def test_the_page_of_checks_is_what_their_docstrings_say() -> None:
    assert page("checks") == described()


def test_no_benchmark_has_the_name_of_another() -> None:
    assert len(set(NAMES)) == len(NAMES)


def test_every_page_is_in_the_index_and_every_link_leads_somewhere() -> None:
    linked = set(re.findall(r"\]\(([\w-]+\.md)\)", page("index")))
    assert {path.name for path in DOCS.glob("*.md")} - {"index.md"} <= linked
    for path in PAGES:
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / link).exists(), f"{path.name} links to {link}"


# --- the README -------------------------------------------------------------------------


def test_the_readmes_dialogue_is_what_the_program_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = DIALOGUE.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert found is not None
    dialogue, _, printed = found.group(1).partition("\n")
    command, _, lines = dialogue.partition(" | head -n ")
    assert command.startswith("$ takhrij ")
    monkeypatch.chdir(ROOT)
    ran = subprocess.run(
        [sys.executable, "-c", "from takhrij.cli import run; run()", *shlex.split(command)[2:]],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    shown = "".join(ran.stdout.splitlines(keepends=True)[: int(lines)])
    assert shown == printed, "run `make readme`"


def test_the_readme_begins_with_two_commands() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert [line.startswith("    ") for line in lines[2:5]] == [True, True, False]


# --- the surface ------------------------------------------------------------------------


def test_every_name_of_the_public_surface_exists() -> None:
    listed = re.findall(r"^\| `takhrij\.([\w.]+)` \|", page("library"), re.M)
    assert len(listed) == len(set(listed)) == 16
    for name in listed:
        module, _, attribute = f"takhrij.{name}".rpartition(".")
        assert hasattr(import_module(module), attribute), name


def test_the_program_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = re.search(r"```python\n(.*?)```", page("library"), re.S)
    assert program is not None
    (tmp_path / "report.txt").write_text("قال شاهد إن حريقا اندلع في المستودع.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    exec(compile(program.group(1), "library.md", "exec"), {})


def test_help_is_quick_because_no_stage_is_imported() -> None:
    script = (
        "import sys; from takhrij.cli import main; main(['--help']); "
        "heavy = {'numpy', 'trafilatura', 'takhrij.pipeline', 'onnxruntime'} & set(sys.modules); "
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()


# --- the package ------------------------------------------------------------------------


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_lists_of_requirements_hold_what_the_package_asks_for(lock: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["build"]]
    if "dev" in lock:
        asked += project["optional-dependencies"]["dev"]
    listed = (ROOT / lock).read_text(encoding="utf-8")
    for requirement in asked:
        assert re.search(rf"^{re.escape(requirement)}[ ;\\]", listed, re.M), (
            f"{requirement}: make lock"
        )
    assert listed.count("--hash=sha256:") >= len(re.findall(r"^[\w.-]+==", listed, re.M))
