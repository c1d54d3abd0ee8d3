"""The two grades of a claim: the user's letter for its source, the figure of corroboration."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takhrij.casefile.grades import LETTERS, NOBODY, Ratings, graded, ratings
from takhrij.cli import DONE, UNUSABLE, main
from takhrij.errors import UsageError

EXAMPLE = Path(str(files("takhrij.examples") / "warehouse.ar.txt"))


def case(
    label: str = "not_enough_evidence",
    *,
    stances: tuple[str, ...] = (),
    check: str | None = None,
    record: float | None = None,
    origins: int = 1,
) -> dict[str, Any]:
    """One claim of one source with what bears on it."""
    link = {"who": "The Observatory", "standing": "named", "kind": "organization"}
    evidence = [
        {"id": f"v{n}", "claim": "c1", "stance": stance, "score": 0.9}
        for n, stance in enumerate(stances, 1)
    ]
    return {
        "mentions": [
            {"entity": "e1", "text": "the Observatory"},
            {"entity": "e1", "text": "المرصد"},
        ],
        "entities": [{"id": "e1", "type": "organization", "name": "المرصد", "names": {}}],
        "claims": [{"id": "c1", "chain": [link, {"who": "Ann", "kind": "author"}]}],
        "findings": [{"claims": ["c1"], "outcome": "inconsistent", "check": check}]
        if check
        else [],
        "evidence": evidence,
        "records": [{"claim": "c1", "probability": record}] if record is not None else [],
        "verdicts": [
            {
                "claim": "c1",
                "label": label,
                "independent_origins": origins,
                "evidence": [one["id"] for one in evidence],
            }
        ],
    }


CREDIBILITY = [
    ("alone, nothing is known", case(), 6),
    ("two origins agree", case("supported", stances=("supports", "supports")), 1),
    ("they agree but the distance is wrong", case("supported", check="distance"), 3),
    ("one origin agrees", case(stances=("supports",)), 2),
    ("one agrees, one check clashes", case(stances=("supports",), check="distance"), 3),
    ("one origin refutes", case(stances=("refutes",)), 4),
    ("accounts conflict", case("conflicting", stances=("supports", "refutes")), 4),
    ("refuted", case("refuted", stances=("refutes", "refutes")), 5),
    ("a check of substance clashes", case(check="calendar"), 4),
    ("loaded words say nothing of the event", case(check="wording"), 6),
    ("a likely record", case(record=0.8), 3),
    ("an unlikely record", case(record=0.2), 6),
    ("two sources in the report", case(origins=2), 3),
    ("a passage that only discusses", case(stances=("discusses",)), 6),
]


@pytest.mark.parametrize(
    ("held", "figure"), [row[1:] for row in CREDIBILITY], ids=[r[0] for r in CREDIBILITY]
)
def test_credibility_follows_from_what_others_say(held: dict[str, Any], figure: int) -> None:
    (claim,) = graded(held)
    assert claim["grade"]["credibility"] == figure


def test_a_claim_that_can_not_be_checked_can_not_be_judged() -> None:
    held = {**case(), "verdicts": []}
    assert graded(held)[0]["grade"] == {
        "reliability": "F",
        "source": "The Observatory",
        "credibility": 6,
        "because": "unknown",
    }


RATED = [
    ('[reliability]\n"Observatory" = "b"', "B"),
    ('[reliability]\n"THE OBSERVATORY" = "D"', "D"),
    ('[reliability]\n"المرصد" = "C"', "C"),
    ('[reliability]\n"Observatory of the Sea" = "A"', "F"),
    ("[reliability]", "F"),
]


@pytest.mark.parametrize(("text", "letter"), RATED)
def test_reliability_is_what_the_user_says_of_this_source(text: str, letter: str) -> None:
    (claim,) = graded(case(), ratings(text.encode(), "sources.toml"))
    assert claim["grade"]["reliability"] == letter


def test_every_rated_hand_shows_its_letter_and_the_author_never_lends_his() -> None:
    (claim,) = graded(case(), Ratings({"ann": "A"}))
    assert claim["grade"]["reliability"] == "F"
    assert [link.get("reliability") for link in claim["chain"]] == [None, "A"]


def test_the_same_file_may_be_json() -> None:
    data = json.dumps({"reliability": {"Observatory": "B"}}).encode()
    assert ratings(data, "mine.json").of(["the observatory"]) == ("B", "the observatory")


@pytest.mark.parametrize(
    "data",
    [
        b"\xff",
        b"not toml",
        b"x = 1",
        b'reliability = "A"',
        b'[reliability]\nX = "G"',
        b"[reliability]\nX = 1",
    ],
)
def test_a_file_that_is_no_list_of_ratings_is_refused_with_its_shape(data: bytes) -> None:
    with pytest.raises(UsageError, match="A to F"):
        ratings(data, "sources.toml")


@given(st.dictionaries(st.text(), st.sampled_from(LETTERS)))
def test_any_names_may_be_rated(listed: dict[str, str]) -> None:
    rated = ratings(json.dumps({"reliability": listed}).encode(), "x.json")
    assert all(rated.of([name])[0] in LETTERS for name in listed)
    assert NOBODY.of(listed) == ("F", None)


def test_check_puts_the_ratings_into_case_report_and_export(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(EXAMPLE), "--rules-only", "--json"]) == DONE
    unrated = json.loads(capfd.readouterr().out)
    who = next(c["chain"][0]["who"] for c in unrated["claims"] if c["attributions"])
    mine = tmp_path / "mine.json"
    mine.write_text(json.dumps({"reliability": {who: "B"}}), encoding="utf-8")
    out = tmp_path / "case"
    arguments = ["check", str(EXAMPLE), "--rules-only", "--sources", str(mine), "--out", str(out)]
    assert main(arguments) == DONE
    made = json.loads((out / "case.json").read_text(encoding="utf-8"))
    assert {claim["grade"]["reliability"] for claim in unrated["claims"]} == {"F"}
    assert "B" in {claim["grade"]["reliability"] for claim in made["claims"]}
    assert made["made_by"]["data"]["sources"].startswith("sha256:")
    report = (out / "report.html").read_text(encoding="utf-8")
    assert "usually reliable" in report
    assert "موثوق في العادة" in report
    capfd.readouterr()
    assert main(["export", str(out), "--format", "misp"]) == DONE
    assert 'source-reliability=\\"b\\"' in capfd.readouterr().out


def test_ratings_that_are_not_there_stop_the_check(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(EXAMPLE), "--sources", str(tmp_path / "none.toml")]) == UNUSABLE
    assert "docs/casefile.md" in capfd.readouterr().err
