"""Hostile input: one clear line and status 2, or a case that names the problem. No traceback.

Bounded time is held by running each in a process that may work LONGEST seconds of a core, so
that other work on the machine doesn't count.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from takhrij.cli import DONE, UNUSABLE

LONGEST = 60
"""Seconds of a core, for a text of the greatest length on a slow machine."""
PROGRAM = (
    f"import resource; resource.setrlimit(resource.RLIMIT_CPU, ({LONGEST}, {LONGEST})); "
    "from takhrij.cli import run; run()"
)
SENTENCE = "قال شهود عيان إن حريقا اندلع في مستودع قرب الميناء فجر الخميس وإن ثلاثة عمال أصيبوا. "


def check(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, "check", str(path), *options],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def check_bytes(data: bytes, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    path = folder / "input"
    path.write_bytes(data)
    return check(path, *options)


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


NOISE = random.Random(7).randbytes(20_000)

REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "only spaces": (b" \r\n\t " * 100, "is empty"),
    "random bytes": (NOISE, "is"),
    "100 MB of zeros": (bytes(100_000_000), "over the limit"),
    "100 MB of text": (b"a fire in the port " * 5_300_000, "over the limit"),
    "a text of 1.5 million letters": (("حريق " * 300_000).encode(), "over the limit"),
    "a PDF": (b"%PDF-1.7\n" + NOISE, "PDF"),
    "a ZIP that would unpack to much": (b"PK\x03\x04" + bytes(1000), "ZIP archive"),
    "elements 100,000 deep": (page("<div>" * 100_000 + "fire" + "</div>" * 100_000), "deep"),
    "100,000 elements": (page("<p>fire</p>" * 100_000), "elements"),
    "a page without words": (page("<img src=x>"), "without words"),
    "a page that is all script": (page("<script>fire fire fire</script>"), "without words"),
    "a page that is one comment": (page("<!--" + "fire " * 1000), "without words"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_one_line(name: str, tmp_path: Path) -> None:
    data, said = REFUSED[name]
    ran = check_bytes(data, tmp_path, "--json")
    assert ran.returncode == UNUSABLE, ran.stderr
    assert ran.stdout == ""
    assert ran.stderr.count("\n") == 1
    assert said in ran.stderr


READ: dict[str, tuple[bytes, str]] = {
    "one line of a megabyte": ((SENTENCE * 6000).encode()[:1_000_000], "long-line"),
    "one word of 200,000 letters": (("ا" * 200_000 + " حريق").encode(), "long-line"),
    "quotes nested 20,000 deep": (("قال «" * 20_000 + "حريق" + "»" * 20_000).encode(), "long-line"),
    "brackets that never close": (("(" * 50_000 + SENTENCE).encode(), "long-line"),
    "100,000 digits": (("قتل " + "9" * 100_000 + " شخصا. " + SENTENCE).encode(), "long-line"),
    "100,000 line ends": (("\n" * 100_000 + SENTENCE * 3).encode(), ""),
    "50,000 full stops": (("." * 50_000 + SENTENCE).encode(), "long-line"),
    "marks stacked on one letter": (("قال شاهد" + "\u0651\u064b" * 20_000).encode(), "long-line"),
    "bidi controls": ((SENTENCE + "\u202eقال\u202c\u2066من\u2069").encode(), "bidi-controls"),
    "look-alike letters": ((SENTENCE + "Pоrtо Аveiro").encode(), "mixed-scripts"),
    "control characters": ((SENTENCE * 20 + "\x07").encode(), "control-characters"),
    "Windows-1256": ((SENTENCE * 3).encode("windows-1256"), "encoding: read as windows-1256"),
    "UTF-16 without a mark": ((SENTENCE * 3).encode("utf-16-le"), "encoding: read as UTF-16-LE"),
    "mojibake": (SENTENCE.encode().decode("latin-1").encode(), "mojibake"),
    "cut off inside a letter": ((SENTENCE + "ح").encode()[:-1], "truncated"),
    "a tag of 300,000 attributes": (
        page("<p " + " ".join(f"a{n}=1" for n in range(300_000)) + f">{SENTENCE * 3}</p>"), ""),
    "an attribute of 15 MB": (page(f'<p x="{"a" * 15_000_000}">{SENTENCE * 3}</p>'), ""),
    "bold 50,000 times": (page("<p>" + "<b>حريق</b> " * 50_000), ""),
    "entities that name entities": (
        b'<!DOCTYPE html [<!ENTITY a "fire"><!ENTITY b "&a;&a;&a;&a;">]>'
        + page("<p>&b;&b; a fire in the port, said a witness.</p>"), ""),
    "linked data 100,000 deep": (
        page(f"<p>{SENTENCE * 3}</p>",
             f'<script type="application/ld+json">{"[" * 100_000}</script>'), ""),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_is_read_in_bounded_time_and_its_problem_named(
    name: str, tmp_path: Path
) -> None:
    data, problem = READ[name]
    ran = check_bytes(data, tmp_path, "--json")
    assert ran.returncode == DONE, ran.stderr
    assert "Traceback" not in ran.stderr
    case: dict[str, Any] = json.loads(ran.stdout)
    assert problem in "\n".join(case["document"]["problems"])


ALIVE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "</style><svg/onload=alert(3)>",
    "{{ 7 * 7 }} {% raw %}",
    "javascript:alert(4)",
    "&lt;script&gt;alert(5)&lt;/script&gt;",
    "</script><script>alert(6)</script>",
    "<!-- --><iframe src=https://example.org></iframe>",
)


@pytest.mark.parametrize("as_page", [False, True], ids=["text", "html"])
def test_no_markup_of_the_article_is_alive_in_the_report(as_page: bool, tmp_path: Path) -> None:
    words = " ".join(f"{SENTENCE} {one}" for one in ALIVE)
    text = f"{ALIVE[0]} حريق في الميناء\nبقلم: {ALIVE[1]}\n\n{words}"
    escaped = words.replace("<", "&lt;").replace("{{", "&#123;&#123;")
    data = page(f"<h1>{escaped[:80]}</h1><p>{escaped}</p>") if as_page else text.encode()
    ran = check_bytes(data, tmp_path, "--out", str(tmp_path / "case"))
    assert ran.returncode == DONE, ran.stderr
    report = (tmp_path / "case" / "report.html").read_text(encoding="utf-8")
    for alive in ("<script>alert", "<img src=x", "<svg/onload", "<iframe", "49 "):
        assert alive not in report
    assert 'href="javascript:' not in report


def test_the_name_of_a_file_is_as_hostile_as_its_content(tmp_path: Path) -> None:
    path = tmp_path / "\x1b[2J<script>alert(1)<\u202e.txt"
    path.write_text(SENTENCE * 3, encoding="utf-8")
    ran = check(path, "--out", str(tmp_path / "case"))
    assert ran.returncode == DONE, ran.stderr
    assert "\x1b" not in ran.stdout + ran.stderr
    report = (tmp_path / "case" / "report.html").read_text(encoding="utf-8")
    assert "<script>alert" not in report
