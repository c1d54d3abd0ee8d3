"""Stance: what a passage says of a claim."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stance_examples import Case, cases

from takhrij.bench.stance import measure
from takhrij.cli import main
from takhrij.corpus.stance import Models, stance, stances
from takhrij.corpus.stance.trees import opened, walk
from takhrij.errors import DataFileError

PLAIN = (
    ("مقتل 12 مدنيا في قصف على بلدة الكسرة", "قتل 12 مدنيا في قصف على بلدة الكسرة", "supports"),
    ("مقتل 12 مدنيا في قصف على بلدة الكسرة", "نجاة 12 مدنيا من قصف على بلدة الكسرة", "refutes"),
    ("البلدية تفتح الجسر أمام المشاة", "البلدية تغلق الجسر أمام المشاة", "refutes"),
    ("مقتل 12 مدنيا في قصف على بلدة الكسرة", "افتتاح معرض للكتاب في تونس", "unrelated"),
    ("The bridge was destroyed by shelling", "Shelling destroyed the bridge", "supports"),
    ("The bridge was destroyed by shelling", "The bridge is intact", "refutes"),
    ("The bridge was destroyed by shelling", "The central bank kept its rate", "unrelated"),
    ("The bridge was destroyed by shelling", "Unclear whether shelling destroyed it", "discusses"),
)  # fmt: skip


ENGLISH = (
    # claim, passage, the stance that it must not be given
    ("The council fed the prisoner", "He never asked and was never fed by the council", "supports"),
    ("The player left the team", "The player dispelled reports that he left the team", "supports"),
    (
        "The bank owns the mill",
        "The bank, which was founded in 1905, bought and owns it",
        "refutes",
    ),
    ("The bill passed in 2020", "The bill passed and 200,000 people will feel it", "refutes"),
)


@pytest.mark.parametrize(("claim", "passage", "wrong"), ENGLISH)
def test_in_english_a_side_is_taken_against_a_claim_for_a_reason(
    claim: str, passage: str, wrong: str
) -> None:
    """A denial, or a negation said twice, is no support; a word or a year more refutes nothing."""
    assert stance(claim, passage).label != wrong


@pytest.mark.parametrize(("claim", "passage", "label"), PLAIN)
def test_plain_pairs_have_their_stance(claim: str, passage: str, label: str) -> None:
    assert stance(claim, passage).label == label


REASONS = (
    ("مقتل 12 مدنيا في حمص", "مقتل 20 مدنيا في حمص", "number", "12", "20"),
    ("مقتل 12 مدنيا في حمص", "مقتل 12 مدنيا في إدلب", "place", "حمص", "إدلب"),
    ("Twelve were killed in Homs", "Twenty were killed in Homs", "number", "Twelve", "Twenty"),
    ("The school was hit", "The school was not hit", "negation", "", "not"),
    ("Prices rose in May", "Prices fell in May", "opposite", "rose", "fell"),
)


@pytest.mark.parametrize(("claim", "passage", "kind", "ours", "theirs"), REASONS)
def test_the_words_that_decide_are_given(
    claim: str, passage: str, kind: str, ours: str, theirs: str
) -> None:
    found = [(r.kind, r.claim, r.text) for r in stance(claim, passage).reasons]
    assert (kind, ours, theirs) in found


def test_a_number_in_words_agrees_with_its_digits() -> None:
    found = stance("Twelve civilians were killed in Homs", "In Homs 12 civilians were killed")
    assert found.label == "supports"


@cache
def _judged() -> tuple[tuple[Case, str], ...]:
    return tuple((case, stance(case.claim, case.passage).label) for case in cases())


def test_evidence_with_one_thing_changed_is_not_called_support() -> None:
    changed = [(case, label) for case, label in _judged() if case.kind != "same"]
    assert len(changed) == 300
    wrong = Counter(case.kind for case, label in changed if label == "supports")
    assert sum(wrong.values()) <= 0.05 * len(changed), wrong


def test_the_same_evidence_unchanged_is_mostly_called_support() -> None:
    same = [label for case, label in _judged() if case.kind == "same"]
    assert same.count("supports") >= 0.6 * len(same), Counter(same)


def test_of_a_long_passage_the_nearest_sentence_is_judged() -> None:
    filler = "The mayor opened a new library and thanked the builders for their patience. " * 6
    found = stance("Shelling destroyed the bridge", f"{filler}The bridge is intact. {filler}")
    assert (found.label, found.span.start) == ("refutes", len(filler))


def test_without_a_model_rules_judge_and_say_so() -> None:
    none = Models()
    found = stance(
        "Shelling destroyed the bridge", "Shelling destroyed the old bridge", models=none
    )
    assert (found.label, found.made_by) == ("supports", "rules")
    found = stance("The bridge was destroyed", "The bridge is intact", models=none)
    assert found.label == "refutes"


def test_many_pairs_are_judged_as_each_alone() -> None:
    pairs = [(claim, passage) for claim, passage, _ in PLAIN]
    assert stances(pairs) == tuple(stance(claim, passage) for claim, passage in pairs)
    assert stances([]) == ()


CROSSED = (
    ("مقتل 12 مدنيا في قصف على حمص", "Shelling killed 12 civilians in Homs", "supports"),
    ("مقتل 12 مدنيا في قصف على حمص", "Shelling killed 20 civilians in Homs", "refutes"),
    ("مقتل 12 مدنيا في قصف على حمص", "Shelling killed 12 civilians in Idlib", "refutes"),
    ("مقتل 12 مدنيا في قصف على حمص", "The central bank kept its rate", "unrelated"),
    ("The school in Douma was not hit", "أصيبت المدرسة في دوما", "refutes"),
    ("Twelve people were arrested in Aleppo", "اعتقال 12 شخصا في حلب", "supports"),
)  # fmt: skip


@pytest.mark.parametrize(("claim", "passage", "label"), CROSSED)
def test_a_passage_in_the_other_language_has_its_stance(
    claim: str, passage: str, label: str
) -> None:
    assert stance(claim, passage).label == label


def test_between_languages_the_figures_and_places_that_agree_are_the_reason() -> None:
    found = stance("مقتل 12 مدنيا في قصف على حمص", "Shelling killed 12 civilians in Homs")
    assert {(r.kind, r.claim, r.text) for r in found.reasons} == {
        ("shared", "12", "12"),
        ("shared", "حمص", "Homs"),
    }


def test_a_tree_is_walked_to_its_leaf() -> None:
    tree = ((0, 0.5, 1, 2, 0.0), (-1, 0.0, 0, 0, 7.0), (-1, 0.0, 0, 0, 9.0))
    assert [walk(tree, [value]) for value in (0.5, 0.6)] == [7.0, 9.0]


@pytest.mark.parametrize("data", [b"", b"no gzip", b"\x1f\x8b\x08\x00"])
def test_a_broken_model_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "model.json.gz"
    path.write_bytes(data)
    with pytest.raises(DataFileError, match=r"model\.json\.gz"):
        opened(path)


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1, max_size=80), st.text(min_size=1, max_size=80))
def test_any_two_texts_have_a_stance(claim: str, passage: str) -> None:
    if "\ud800" <= max(claim + passage) <= "\udfff" or not claim.strip() or not passage.strip():
        return
    found = stance(claim, passage)
    assert 0 <= found.score <= 1
    assert found == stance(claim, passage)
    assert found.span.end <= len(passage)


# --- the command ------------------------------------------------------------------------


def _lines(*rows: object) -> str:
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)


def test_the_command_answers_line_by_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text(_lines(*({"claim": c, "text": p} for c, p, _ in PLAIN)), encoding="utf-8")
    assert main(["stance", str(path)]) == 0
    found = [json.loads(line)["stance"] for line in capsys.readouterr().out.splitlines()]
    assert found == [label for _, _, label in PLAIN]


BAD = ("no json", "[1]", '{"claim": "a"}', '{"claim": "a", "text": " "}', '{"claim": 1, "text": 2}')


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_line_is_named_and_the_rest_go_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], bad: str
) -> None:
    path = tmp_path / "pairs.jsonl"
    good = {"claim": "The bridge was hit", "text": "The bridge was hit"}
    path.write_text(_lines(good, bad, good), encoding="utf-8")
    assert main(["stance", str(path)]) == 1
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 2
    assert "pairs.jsonl:2" in printed.err


@pytest.mark.parametrize("written", ["", "no json"])
def test_a_file_with_nothing_to_judge_is_unusable(tmp_path: Path, written: str) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text(written, encoding="utf-8")
    assert main(["stance", str(path)]) == 2


def test_a_file_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stance", "nowhere.jsonl"]) == 2
    assert "nowhere.jsonl" in capsys.readouterr().err


# --- measured ---------------------------------------------------------------------------


@pytest.mark.data
def test_arabic_headlines_are_judged_as_well_as_measured(data: Path) -> None:
    found = measure(data, most=120)["ans-dev"]  # the whole takes minutes
    assert found["pairs"] == 120
    assert found["both"]["accuracy"] >= 0.78
    assert found["both"]["macro_f1"] >= 0.7
