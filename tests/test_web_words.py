"""The workbench says everything in both languages, and every form and kind has a name."""

from __future__ import annotations

from typing import Any

import pytest

from takhrij.casefile.corrections import FIELDS
from takhrij.casefile.decisions import ACTIONS, KINDS, STATUSES
from takhrij.store.people import GRADES, ROLES
from takhrij.web.handing import FORMS
from takhrij.web.spans import moved, quoted
from takhrij.web.wording import Show, shown, words


def _keys(table: dict[str, Any], before: str = "") -> set[str]:
    found = set()
    for name, one in table.items():
        is_count = isinstance(one, dict) and "other" in one
        nested = isinstance(one, dict) and not is_count
        found |= _keys(one, f"{before}{name}.") if nested else {before + name}
    return found


def test_both_languages_have_the_same_words() -> None:
    assert _keys(words("ar").table) ^ _keys(words("en").table) == set()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_value_that_a_page_names_has_a_word(language: Any) -> None:
    fields = {name for table in FIELDS.values() for name in table}
    named = {
        "form": FORMS, "status": STATUSES, "kind": KINDS, "decided": ACTIONS, "role": ROLES,
        "grade": GRADES, "field": fields,
    }  # fmt: skip
    table = words(language).table
    missing = {f"{s}.{one}" for s, values in named.items() for one in values if one not in table[s]}
    assert missing == set()


@pytest.mark.parametrize(
    ("html", "shown_as"),
    [
        ('<bdi dir="ltr" class="whole">2023-03-14</bdi>', "٢٠٢٣-٠٣-١٤"),
        ('<bdi dir="ltr">12.5</bdi>', "١٢٫٥"),
        ('<bdi dir="ltr">sha256:0123</bdi>', "sha256:0123"),
        ('<input value="12">', 'value="12"'),
        ("<p>في 2019</p>", "في 2019"),
    ],
)
def test_figures_of_the_interface_change_their_digits_and_words_of_a_report_do_not(
    html: str, shown_as: str
) -> None:
    assert shown_as in Show("ar", "arabic").figures(html)
    assert Show("ar", "latin").figures(html) == html


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [("", "ar-SY,en;q=0.5", "ar"), ("", "fr, en", "en"), ("", "", "en"), ("ar.latin", "en", "ar"),
     ("x.y", "ar", "ar"), ("<script>", "zz", "en")],
)  # fmt: skip
def test_a_choice_goes_before_the_browsers_language(
    cookie: str, accepted: str, language: str
) -> None:
    assert shown(cookie, accepted).language == language


TEXT = "وقال مصدر إن عشرة عمال قتلوا"


@pytest.mark.parametrize(
    ("start", "end", "edge", "by", "words"),
    [
        ("مصدر", "مصدر", "end", 1, "مصدر إن"),
        ("مصدر", "إن", "end", -1, "مصدر"),
        ("مصدر", "مصدر", "end", -1, "مصدر"),
        ("مصدر", "إن", "start", 1, "إن"),
        ("مصدر", "مصدر", "start", 1, "مصدر"),
        ("مصدر", "مصدر", "start", -1, "وقال مصدر"),
        ("وقال", "وقال", "start", -1, "وقال"),
        ("قتلوا", "قتلوا", "end", 1, "قتلوا"),
    ],
)
def test_an_end_of_a_span_moves_by_words(
    start: str, end: str, edge: str, by: int, words: str
) -> None:
    first, last = TEXT.index(start), TEXT.index(end) + len(end)
    new = moved(TEXT, first, last, edge, by)
    assert TEXT[new[0] : new[1]] == words


def test_quoted_words_are_found_where_they_are_nearest() -> None:
    text = "ten dead. Later: ten\n dead."
    assert quoted(text, "ten dead", 0) == (0, 8)
    assert quoted(text, "ten  dead", 20) == (17, 26)
