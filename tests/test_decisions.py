"""Cases, decisions and people in a real store: nothing is edited, everything can be undone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from casefile_example import example, judged
from jsonschema import Draft202012Validator

from takhrij.casefile.decisions import Decision, Draft, in_force, state, waiting
from takhrij.casefile.json import case as case_row
from takhrij.casefile.json import schema
from takhrij.casefile.judged import both, training
from takhrij.casefile.judged import judged as reading
from takhrij.errors import EnvironmentFault, UsageError
from takhrij.store.cases import Asked, Cases
from takhrij.store.corpus import Corpus, opened
from takhrij.store.custody import lines
from takhrij.store.decisions import Decisions
from takhrij.store.people import Account, Grade, People

AT = "2026-01-02T03:04:05Z"
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
PASSWORD = "a long enough one"


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with opened(tmp_path / "desk", create=True) as found:
        for language in ("ar", "en"):
            document = judged(example(language))
            found.add(document, document.text.encode(), "test")
        found.commit()
        yield found


@pytest.fixture
def case() -> dict[str, Any]:
    return case_row(judged(example("ar")))


@pytest.fixture
def cases(corpus: Corpus, case: dict[str, Any]) -> Cases:
    found = Cases(corpus)
    found.keep(case, made=AT)
    return found


def _key(cases: Cases) -> str:
    return cases.heads(Asked())[0][0].id


def _first(case: dict[str, Any], name: str, **like: object) -> dict[str, Any]:
    rows = (one for one in case[name] if all(one[k] == v for k, v in like.items()))
    found: dict[str, Any] = next(rows)
    return found


def _place(case: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(e for e in case["entities"] if e.get("alternatives"))
    return found


# --- cases --------------------------------------------------------------------------------


def test_a_case_comes_back_byte_for_byte(cases: Cases, case: dict[str, Any]) -> None:
    assert cases.read(_key(cases)) == case


def test_the_same_reading_is_one_version_and_another_is_the_next(
    cases: Cases, case: dict[str, Any]
) -> None:
    assert cases.keep(case, made=AT).version == 1
    assert cases.keep({**case, "findings": []}, made=AT).version == 2
    key = _key(cases)
    assert [number for number, _, _ in cases.versions(key)] == [1, 2]
    assert cases.read(key, 1) == case


def test_a_case_that_was_altered_on_disk_is_refused(cases: Cases) -> None:
    with cases.corpus.connection as connection:
        connection.execute("UPDATE case_version SET digest = 'sha256:0'")
    with pytest.raises(EnvironmentFault, match="has changed since"):
        cases.read(_key(cases))


def test_a_list_is_narrowed_by_status_language_and_words(cases: Cases) -> None:
    cases.keep(case_row(judged(example("en"))), made=AT)
    asked = [Asked(), Asked(language="en"), Asked(words="Ten workers"), Asked(status="closed")]
    assert [cases.heads(one)[1] for one in asked] == [2, 1, 1, 0]


def test_making_a_case_is_in_the_custody_log(cases: Cases) -> None:
    events = [json.loads(entry)["event"] for _, entry, _ in lines(cases.corpus.connection)]
    assert events.count("annotation") == 1


# --- decisions ----------------------------------------------------------------------------


def test_a_corrected_place_changes_the_peoples_reading_alone(
    cases: Cases, case: dict[str, Any]
) -> None:
    place, key = _place(case), _key(cases)
    other = place["alternatives"][0]["ref"]
    draft = Draft("correct", "entity", place["id"], {"ref": other}, "the coast road")
    Decisions(cases).add(key, draft, "amal", AT)
    people = reading(case, Decisions(cases).of(key, 1))
    after = _first(people.case, "entities", id=place["id"])
    assert (after["ref"], after["confidence"]) == (other, 1.0)
    assert place["ref"] in [one["ref"] for one in after["alternatives"]]
    assert cases.read(key) == case


def test_a_corrected_span_quotes_its_own_words(cases: Cases, case: dict[str, Any]) -> None:
    claim, key = case["claims"][1], _key(cases)
    draft = Draft("correct", "claim", claim["id"], {"end": claim["end"] - 5})
    Decisions(cases).add(key, draft, "amal", AT)
    after = _first(reading(case, Decisions(cases).of(key, 1)).case, "claims", id=claim["id"])
    assert after["text"] == case["document"]["text"][claim["start"] : claim["end"] - 5]


def test_another_speaker_is_told_in_the_chain(cases: Cases, case: dict[str, Any]) -> None:
    claim = next(c for c in case["claims"] if c["attributions"])
    key, mention = _key(cases), _first(case, "mentions", type="person")
    span = {"start": mention["start"], "end": mention["end"]}
    value = {"speaker_span": span, "kind": "named_person"}
    one = claim["attributions"][0]
    Decisions(cases).add(key, Draft("correct", "attribution", one, value), "amal", AT)
    after = _first(reading(case, Decisions(cases).of(key, 1)).case, "claims", id=claim["id"])
    told = [link["who"] for link in after["chain"] if link["attribution"] == one]
    assert told == [mention["text"]]


@pytest.mark.parametrize(
    ("draft", "says"),
    [
        (Draft("correct", "claim", "c1", {"end": 10**9}), "not in the text"),
        (Draft("correct", "claim", "c1", {"start": 9, "end": 3}), "holds no words"),
        (Draft("correct", "claim", "c1", {"text": "x"}), "can't be corrected"),
        (Draft("correct", "claim", "c999", {"end": 3}), "no claim 'c999'"),
        (Draft("correct", "claim", "c1", {}), "nothing to correct"),
        (Draft("correct", "claim", "c1", {"polarity": "x"}), "not one of affirmed"),
        (Draft("correct", "finding", "f1", {"outcome": "consistent"}), "not corrected"),
        (Draft("correct", "entity", "e1", {"ref": "geonames:0"}), "candidate"),
        (Draft("correct", "mention", "m1", {"start": True}), "not in the text"),
        (Draft("accept"), "judge its parts"),
        (Draft("reject", "claim", "c1"), "say why"),
        (Draft("comment", why="  "), "say why"),
        (Draft("comment", why="x" * 10_001), "too long"),
        (Draft("undo", value={"number": 7}), "no decision 7"),
        (Draft("undo"), "no decision None"),
        (Draft("close", "claim", "c1"), "only a whole case"),
        (Draft("burn", "claim", "c1"), "no action"),  # type: ignore[arg-type]
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_no_row(
    cases: Cases, draft: Draft, says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        Decisions(cases).add(_key(cases), draft, "amal", AT)
    assert Decisions(cases).of(_key(cases), 1) == ()


def test_an_undo_is_a_row_and_can_itself_be_undone(cases: Cases) -> None:
    book, key = Decisions(cases), _key(cases)
    for draft in (Draft("accept", "claim", "c1"), Draft("undo", value={"number": 1})):
        book.add(key, draft, "amal", AT)
    assert in_force(book.of(key, 1)) == ()
    book.add(key, Draft("undo", value={"number": 2}), "amal", AT)
    assert [one.number for one in in_force(book.of(key, 1))] == [1]
    assert len(book.of(key, 1)) == 3


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ("", "new"),
        ("a:comment", "in_review"),
        ("a:accept", "in_review"),
        ("a:accept a:close", "second_reader"),
        ("a:close a:comment", "second_reader"),
        ("a:close b:close", "closed"),
        ("a:close b:reject b:close", "second_reader"),
        ("a:close b:reject b:close a:close", "closed"),
        ("b:accept a:close b:undo1 b:close", "second_reader"),
        ("a:close b:close b:undo2", "second_reader"),
        ("a:close b:close a:undo1", "second_reader"),
    ],
)
def test_it_takes_two_readers_who_saw_the_same_to_close(rows: str, status: str) -> None:
    decisions = []
    for number, row in enumerate(rows.split(), 1):
        who, _, action = row.partition(":")
        undone = action.removeprefix("undo")
        value = {"number": int(undone)} if undone != action else None
        name = "undo" if value else action
        kind = "case" if action in ("close", "comment") or value else "claim"
        key = "c1" if kind == "claim" else ""
        decisions.append(Decision(number, "k", 1, name, kind, key, value, "", who, AT))  # type: ignore[arg-type]
    assert state(decisions).status == status


def test_the_first_reader_cannot_be_the_second(cases: Cases) -> None:
    book, key = Decisions(cases), _key(cases)
    book.add(key, Draft("close"), "amal", AT)
    with pytest.raises(UsageError, match="a second reader"):
        book.add(key, Draft("close"), "amal", AT)
    book.add(key, Draft("close"), "basim", AT)
    assert cases.head(key).status == "closed"
    with pytest.raises(UsageError, match="is closed"):
        book.add(key, Draft("accept", "claim", "c1"), "amal", AT)


def test_what_awaits_review_shrinks_as_it_is_judged(cases: Cases, case: dict[str, Any]) -> None:
    book, key = Decisions(cases), _key(cases)
    first = cases.head(key).waiting
    kind, target = waiting(case, ())[0]
    book.add(key, Draft("accept", kind, target), "amal", AT)
    assert first > 0
    assert cases.head(key).waiting == first - 1


@pytest.mark.parametrize("kind", ["claim", "mention", "attribution", "entity", "finding"])
def test_whatever_is_rejected_nothing_points_to_it_any_more(
    case: dict[str, Any], kind: str
) -> None:
    from takhrij.casefile.decisions import LISTS

    for row in case[LISTS[kind]]:
        gone = Decision(1, "k", 1, "reject", kind, row["id"], None, "wrong", "amal", AT)  # type: ignore[arg-type]
        people = reading(case, (gone,)).case
        Draft202012Validator(schema()).validate(people)
        kept = {key: value for key, value in people.items() if key != "around"}
        assert f'"{row["id"]}"' not in json.dumps(kept)


def test_both_readings_and_every_row_are_exported(cases: Cases, case: dict[str, Any]) -> None:
    book, key = Decisions(cases), _key(cases)
    book.add(key, Draft("reject", "claim", "c2", why="not said"), "amal", AT)
    found = both(case, book.of(key, 1))
    assert found["machine"] == case
    assert "c2" not in [one["id"] for one in found["people"]["claims"]]
    assert [one["why"] for one in found["decisions"]] == ["not said"]


def test_training_rows_hold_what_was_read_and_what_it_should_be_and_nobodys_name(
    cases: Cases, case: dict[str, Any]
) -> None:
    book, key = Decisions(cases), _key(cases)
    book.add(key, Draft("correct", "claim", "c1", {"polarity": "denied"}), "amal", AT)
    book.add(key, Draft("reject", "claim", "c2", why="not said"), "amal", AT)
    rows = list(training(case, book.of(key, 1)))
    assert [row["people"] and row["people"]["polarity"] for row in rows] == ["denied", None]
    assert rows[0]["machine"]["polarity"] == case["claims"][0]["polarity"]
    assert "amal" not in json.dumps(rows)


def test_every_decision_is_in_the_custody_log(cases: Cases) -> None:
    Decisions(cases).add(_key(cases), Draft("accept", "claim", "c1"), "amal", AT)
    last = json.loads([entry for _, entry, _ in lines(cases.corpus.connection)][-1])
    assert (last["event"], last["who"], last["subject"]) == (
        "decision",
        "amal",
        f"{_key(cases)}/1",
    )


# --- people -------------------------------------------------------------------------------


@pytest.fixture
def people(corpus: Corpus) -> People:
    found = People(corpus)
    found.add("amal", "admin", PASSWORD)
    found.add("رامي", "reader", PASSWORD)
    return found


def test_a_password_is_never_kept_as_it_is(people: People) -> None:
    people.corpus.commit()
    held = b"".join(path.read_bytes() for path in people.corpus.folder.glob("corpus.sqlite*"))
    assert PASSWORD.encode() not in held
    assert people.check("amal", PASSWORD) == Account("amal", "admin")
    assert people.check("amal", PASSWORD + "x") is None
    assert people.check("nobody", PASSWORD) is None


@pytest.mark.parametrize(
    ("name", "role", "password"),
    [
        ("amal", "reader", PASSWORD),
        ("a b", "reader", PASSWORD),
        ("", "reader", PASSWORD),
        ("new", "owner", PASSWORD),
        ("new", "reader", "short"),
    ],
)
def test_an_account_that_does_not_do_is_refused(
    people: People, name: str, role: str, password: str
) -> None:
    with pytest.raises(UsageError):
        people.add(name, role, password)


def test_the_last_admin_stays(people: People) -> None:
    for change in ({"role": "reader"}, {"active": False}):
        with pytest.raises(UsageError, match="only admin"):
            people.change("amal", **change)  # type: ignore[arg-type]


def test_a_session_lasts_while_used_and_ends_with_its_account(people: People) -> None:
    people.open_session("رامي", "token", "csrf", NOW)
    assert people.session("other", NOW) is None
    used = people.session("token", NOW + timedelta(hours=11))
    assert used is not None
    assert used.csrf == "csrf"
    assert people.session("token", NOW + timedelta(hours=20)) is not None
    assert people.session("token", NOW + timedelta(days=3)) is None
    people.open_session("رامي", "again", "csrf", NOW)
    people.change("رامي", active=False)
    assert people.session("again", NOW) is None


def test_a_restricted_case_is_open_to_those_named_and_to_admins(
    people: People, cases: Cases
) -> None:
    key, reader = _key(cases), Account("رامي", "reader")
    people.restrict(key, [])
    assert not people.may_read(reader, key)
    assert people.may_read(Account("amal", "admin"), key)
    assert cases.heads(Asked(reader="رامي")) == ([], 0)
    assert people.hidden_documents(reader) == {cases.head(key).document}
    people.restrict(key, ["رامي"])
    assert people.may_read(reader, key)
    people.restrict(key, None)
    assert people.may_read(Account("third", "reader"), key)


def test_a_grade_is_added_to_those_before_it(people: People) -> None:
    for grade in "CB":
        people.grade(Grade("وكالة", grade, "because", "amal", AT))
    assert [one.grade for one in people.grades("وكالة")] == ["C", "B"]
    with pytest.raises(UsageError, match="is no grade"):
        people.grade(Grade("وكالة", "G", "because", "amal", AT))


def test_names_of_people_stay_out_of_the_custody_log(people: People) -> None:
    log = "".join(entry for _, entry, _ in lines(people.corpus.connection))
    assert "رامي" not in log
