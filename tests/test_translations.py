"""The command line and the errors speak Arabic too: every sentence has its pair."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from takhrij.casefile.exports import FORMATS
from takhrij.cli import UNUSABLE, VERBS, described, main, takhrij
from takhrij.cli.spoken import first_sentence, of_machine
from takhrij.translations import LONGEST, paragraph, sentences, translated

SOURCE = Path(__file__).resolve().parents[1] / "src" / "takhrij"
RAISED = ("UsageError", "UnreadableInput", "EnvironmentFault", "Refused", "complain", "say")
ARABIC = re.compile("[\u0600-\u06ff]")
NOT_FOR_READERS = ("bench",)
"""Rooms that only those who build Takhrij use."""


def _template(node: ast.expr) -> str:
    """The words of a message with its holes; other than a literal it is one hole."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_template(one) for one in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _template(node.left) + _template(node.right)
    return "{}"


def _messages() -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if path.relative_to(SOURCE).parts[0] in NOT_FOR_READERS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
                continue
            name = node.func.id
            if name in RAISED:
                told = node.args[1 if name == "Refused" else 0]
                for line in _template(told).split("\n"):
                    yield str(path.relative_to(SOURCE)), line


MESSAGES = [one for one in _messages() if re.search("[a-z]{3}", one[1].replace("://", ""))]


@pytest.mark.parametrize(("where", "message"), MESSAGES, ids=lambda one: one[:60])
def test_every_message_can_be_said_in_arabic(where: str, message: str) -> None:
    """A message of a reader of files comes after the name of the file."""
    filled = [form.replace("{}", "x1") for form in (message, "{} " + message)]
    said = [one for one in filled if translated(one, "ar") != one]
    assert said, f"{where}: {message!r} has no pair in translations/ar.toml"
    assert ARABIC.search(translated(said[0], "ar"))


def _helps() -> Iterator[str]:
    context = click.Context(takhrij)
    waiting = [takhrij, *(takhrij.get_command(context, verb) for verb in VERBS)]
    while waiting:
        one = waiting.pop()
        assert one is not None
        yield from (part for part in (one.help or "").split("\n\n") if part.strip())
        yield first_sentence(one)
        yield from (o.help for o in one.params if isinstance(o, click.Option) and o.help)
        if isinstance(one, click.Group) and one is not takhrij:
            waiting += one.commands.values()


HELPS = sorted({" ".join(one.split()) for one in _helps()} | {described(v) for v in VERBS})


@pytest.mark.parametrize("text", HELPS, ids=lambda one: one[:60])
def test_every_help_can_be_read_in_arabic(text: str) -> None:
    """Each sentence: what stays in English is the name of a thing."""
    said = paragraph(text, "ar")
    assert ARABIC.search(said), text
    assert re.findall(r"[A-Za-z']+(?: [a-z']+){3,}", said) == []


def test_arabic_and_english_have_the_same_holes() -> None:
    for one in sentences("ar"):
        named = {int(n) for n in re.findall(r"\{(\d+)\}", one.said)}
        count = one.said.count("{}") or len(named)
        assert count == len(one.pieces) - 1, one


def test_every_form_is_named() -> None:
    assert [
        one.name for one in FORMATS if not ARABIC.search(paragraph(f"{one.name}: {one.says}", "ar"))
    ] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sign in first", "ادخل أولا"),
        ("no account amal", "لا حساب \u2068amal\u2069"),
        ("could not write a/b: Permission denied", "تعذرت كتابة \u2068a/b\u2069: لا إذن"),
        ("{} is {0}: proved", "\u2068{}\u2069 هو \u2068{0}\u2069: ثبت"),
        ("words of an article", "words of an article"),
        ("x" * (LONGEST + 1), "x" * (LONGEST + 1)),
    ],
)
def test_what_is_put_in_is_kept_and_set_apart(text: str, said: str) -> None:
    assert translated(text, "ar") == said
    assert translated(text, "en") == text


@given(st.text(), st.text())
def test_whatever_is_put_in_comes_out(one: str, other: str) -> None:
    said = translated(f"no document {one} on {other}; push the corpus", "ar")
    assert ARABIC.search(said)
    assert translated(one, "ar") in said or one in said


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "ar_SY.UTF-8"}, "ar"),
        ({"LANG": "ar"}, "ar"),
        ({"LANG": "arn_CL.UTF-8"}, "en"),
        ({"LC_ALL": "C.UTF-8", "LANG": "ar_SY.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "ar_EG.UTF-8", "LANG": "en_GB.UTF-8"}, "ar"),
    ],
)
def test_the_machine_says_which_language(environment: dict[str, str], language: str) -> None:
    assert of_machine(environment) == language


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--interface", "ar", "check", "nothing.txt"], "لا ملف \u2068nothing.txt\u2069"),
        (["--interface", "ar", "chekc"], "لا أمر باسم"),
        (["--interface", "ar", "check"], "ينقص"),
        (["--interface", "ar", "check", "x", "--lang", "fr"], "قيمة لا تصلح"),
        (["check", "nothing.txt"], "no file nothing.txt"),
    ],
)
def test_errors_are_told_in_the_language_asked_for(
    arguments: list[str], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == UNUSABLE
    assert said in capfd.readouterr().err


def test_help_is_in_the_language_of_the_machine(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "ar_SY.UTF-8")
    for arguments in (
        ["--help"],
        ["check", "--help"],
        ["corpus", "--help"],
        ["corpus", "add", "--help"],
    ):
        assert main(arguments) == 0
        shown = capfd.readouterr().out
        assert shown.startswith("الاستعمال: takhrij")
        assert "الخيارات" in shown
        assert "Show this" not in shown
    monkeypatch.setenv("LC_ALL", "C")
    assert main(["check", "--help"]) == 0
    assert capfd.readouterr().out.startswith("Usage: takhrij check")


def test_a_hostile_name_steers_no_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    main(["--interface", "ar", "check", "a\u2069\u202eb\x1b[2J.txt"])
    complaint = capfd.readouterr().err
    assert complaint.count("\u2068") == complaint.count("\u2069") == 1
    assert not re.search("[\u202e\x1b]", complaint)
