"""The custody log proves what was done, in order, and names what was tampered with."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from takhrij.cli import DONE, PROBLEMS, main
from takhrij.document import document_of
from takhrij.errors import ContractError, EnvironmentFault
from takhrij.secrecy.keys import signing_key
from takhrij.store.checkpoints import KEYS, checkpoint, checkpoint_faults
from takhrij.store.corpus import Corpus, opened
from takhrij.store.custody import ORIGIN, Event, Witness, append, lines
from takhrij.store.custody_proof import entry_of, verified

START = datetime(2031, 5, 4, 6, 7, 8, tzinfo=UTC)
TEXTS = ("اندلع حريق في الميناء", "قال شاهد إنه رأى الدخان", "A fire broke out at the port")


def clocked(step: int = 1) -> Witness:
    """A witness whose clock goes by a step at each look."""
    ticks = count()
    return Witness("desk", lambda: START + timedelta(seconds=step * next(ticks)))


def fill(folder: Path, texts: tuple[str, ...] = TEXTS, witness: Witness | None = None) -> None:
    with opened(folder, create=True, witness=witness or clocked()) as corpus:
        for number, text in enumerate(texts):
            corpus.add(document_of(text, source=f"{number}.txt"), text.encode(), "test")
        corpus.commit()


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    fill(tmp_path)
    with opened(tmp_path, witness=clocked()) as corpus:
        yield corpus


def events(corpus: Corpus) -> list[str]:
    entries = (entry_of(line) for _, line, _ in lines(corpus.connection))
    return [entry.event for entry in entries if entry]


def test_everything_done_to_a_corpus_is_an_entry_chained_to_the_one_before(corpus: Corpus) -> None:
    (first, *_) = corpus.documents()
    corpus.add(document_of(TEXTS[0], source="again.txt"), TEXTS[0].encode(), "test")
    corpus.remove(first.id, "withdrawn")
    assert events(corpus) == ["begun", *["intake"] * 3, "sighting", "removal"]
    entries = [entry_of(line) for _, line, _ in lines(corpus.connection)]
    assert entries[0] is not None
    assert (entries[0].previous, entries[0].when, entries[0].who) == (
        ORIGIN,
        "2031-05-04T06:07:08Z",
        "desk",
    )
    assert verified(corpus.connection).faults == ()


def test_the_log_holds_no_words_of_a_document(corpus: Corpus) -> None:
    told = "\n".join(line for _, line, _ in lines(corpus.connection))
    assert "حريق" not in told
    assert "0.txt" not in told


def test_what_is_rolled_back_leaves_no_entry(corpus: Corpus) -> None:
    before = list(lines(corpus.connection))
    corpus.log("export", "case", {"format": "json"})
    corpus.connection.rollback()
    assert list(lines(corpus.connection)) == before


def test_a_corpus_from_before_the_log_begins_with_the_state_taken_over(corpus: Corpus) -> None:
    corpus.connection.execute("DELETE FROM custody")
    corpus.connection.commit()
    corpus.log("export", "case")
    corpus.commit()
    assert events(corpus) == ["begun", *["adopted"] * 3, "export"]
    assert verified(corpus.connection).faults == ()


def test_an_event_without_a_name_is_refused(corpus: Corpus) -> None:
    with pytest.raises(ContractError, match="no event"):
        append(corpus.connection, Event("tampering", "x"))


def test_data_without_a_json_form_is_refused(corpus: Corpus) -> None:
    with pytest.raises(ContractError, match="JSON"):
        corpus.log("export", "case", {1, 2})


def test_a_clock_that_ran_back_is_noted_and_breaks_nothing(tmp_path: Path) -> None:
    fill(tmp_path, witness=clocked(step=-60))
    with opened(tmp_path) as corpus:
        proof = verified(corpus.connection)
    assert proof.faults == ()
    assert len(proof.notes) == 3
    assert "ran back" in proof.notes[0]


TAMPERED = {
    "an entry altered": (
        "UPDATE custody SET entry = replace(entry, 'desk', 'dusk') WHERE sequence = 2",
        "entry 2 is not what was written",
    ),
    "an entry dropped": ("DELETE FROM custody WHERE sequence = 2", "entries are missing"),
    "the last entry dropped": ("DELETE FROM custody WHERE sequence = 4", "no entry of the log"),
    "an entry replaced past any trigger": (
        "INSERT OR REPLACE INTO custody SELECT 2, entry, digest FROM custody WHERE sequence = 3",
        "entry 2",
    ),
    "two entries swapped": (
        "UPDATE custody SET sequence = 5 - sequence WHERE 0;"
        "UPDATE custody SET sequence = 99 WHERE sequence = 2;"
        "UPDATE custody SET sequence = 2 WHERE sequence = 3;"
        "UPDATE custody SET sequence = 3 WHERE sequence = 99",
        "entry 2",
    ),
    "a digest altered": (
        "UPDATE custody SET digest = replace(digest, 'sha256:', 'sha257:') WHERE sequence = 4",
        "entry 4 is not what was written",
    ),
    "a text altered": (
        "UPDATE document SET text = text || '.' WHERE number = 1",
        "text or metadata differ",
    ),
    "a date altered": (
        "UPDATE document SET published = '2031-01-01' WHERE number = 1",
        "text or metadata differ",
    ),
    "a document gone without a word": (
        "PRAGMA foreign_keys = OFF; DELETE FROM document WHERE number = 1",
        "no entry of the log says why",
    ),
    "the whole log emptied": ("DELETE FROM custody", "no entry of the log says how"),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_tampering_is_named(what: str, corpus: Corpus) -> None:
    script, said = TAMPERED[what]
    corpus.connection.executescript(script)
    assert said in "\n".join(verified(corpus.connection).faults)


def test_two_processes_add_to_one_log_without_a_break(tmp_path: Path) -> None:
    fill(tmp_path)
    program = (
        "import sys; from pathlib import Path; from takhrij.store.corpus import opened\n"
        "with opened(Path(sys.argv[1])) as corpus:\n"
        "    for n in range(100):\n"
        "        corpus.log('export', f'{sys.argv[2]}-{n}'); corpus.commit()\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path), name]) for name in "ab"
    ]
    assert [one.wait() for one in running] == [0, 0]
    with opened(tmp_path) as corpus:
        assert verified(corpus.connection).entries == 4 + 200
        assert verified(corpus.connection).faults == ()


def test_an_entry_is_canonical_json(corpus: Corpus) -> None:
    (_, line, _) = next(lines(corpus.connection))
    assert line == json.dumps(json.loads(line), sort_keys=True, separators=(",", ":"))
    assert entry_of(line.replace(",", ", ")) is None


# --- checkpoints ------------------------------------------------------------------------


@pytest.fixture
def signed(corpus: Corpus) -> Corpus:
    """A corpus of three documents whose log is signed, with one more entry after it."""
    checkpoint(corpus, signing_key(corpus.folder / KEYS))
    return corpus


def test_a_checkpoint_signs_the_log_as_it_stands(signed: Corpus) -> None:
    assert checkpoint_faults(signed) == ([], 4)
    assert events(signed)[-1] == "checkpoint"
    assert verified(signed.connection).faults == ()


def test_a_log_cut_short_after_its_checkpoint_is_found_out(signed: Corpus) -> None:
    gone = [document.id for document in signed.documents()][-1]
    signed.connection.executescript(
        "PRAGMA foreign_keys = OFF; DELETE FROM custody WHERE sequence > 3;"
        f"DELETE FROM document WHERE id = '{gone}'"
    )
    assert verified(signed.connection).faults == ()  # the chain alone does not show it
    assert "was cut short" in checkpoint_faults(signed)[0][0]


def test_a_log_written_anew_is_found_out(signed: Corpus) -> None:
    signed.connection.execute("DELETE FROM custody")
    signed.log("export", "case")
    signed.commit()
    assert verified(signed.connection).faults == ()
    assert "written anew" in checkpoint_faults(signed)[0][0]


def test_a_checkpoint_signed_by_another_key_is_found_out(signed: Corpus, tmp_path: Path) -> None:
    other = signing_key(tmp_path / "elsewhere").public
    assert "another key" in checkpoint_faults(signed, other)[0][0]


def test_a_checkpoint_that_is_gone_or_replaced_is_named(signed: Corpus) -> None:
    (path,) = (signed.folder / "custody").glob("*.json")
    path.write_bytes(path.read_bytes().replace(b"desk", b"dusk"))
    assert "signature" in checkpoint_faults(signed)[0][0]
    path.unlink()
    assert "missing" in checkpoint_faults(signed)[0][0]


def test_a_broken_log_is_not_signed(signed: Corpus) -> None:
    signed.connection.execute("UPDATE custody SET entry = '{}' WHERE sequence = 2")
    with pytest.raises(EnvironmentFault, match="not signed"):
        checkpoint(signed, signing_key(signed.folder / KEYS))


def test_the_secret_key_is_for_its_owner_alone(signed: Corpus) -> None:
    assert (signed.folder / KEYS / "custody.key").stat().st_mode & 0o077 == 0


def test_the_request_for_a_time_stamp_is_one_that_openssl_reads(signed: Corpus) -> None:
    if not shutil.which("openssl"):
        pytest.skip("needs openssl")
    (path,) = (signed.folder / "custody").glob("*.json")
    (request,) = (signed.folder / "custody" / "queue").glob("*.tsq")
    ran = subprocess.run(
        ["openssl", "ts", "-query", "-in", request, "-text"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    told = "".join(re.findall(r"(?<= - )[0-9a-f -]{47}", ran.stdout)).replace(" ", "")
    assert told.replace("-", "") == hashlib.sha256(path.read_bytes()).hexdigest()
    assert "sha256" in ran.stdout


def test_the_command_proves_and_says_what_is_not_proved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tmp_path)
    assert main(["custody", "checkpoint", "--corpus", str(tmp_path)]) == DONE
    assert main(["custody", "verify", "--corpus", str(tmp_path)]) == DONE
    told = capsys.readouterr().out
    assert "custody holds: 5 entries" in told
    assert "3 of 3 originals" in told
    assert "signed up to entry 4" in told
    assert "Not proved" in told
    assert main(["custody", "log", "--corpus", str(tmp_path), "--since", "3"]) == DONE
    assert capsys.readouterr().out.count("\n") == 2


def test_the_command_names_an_original_that_was_altered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tmp_path)
    with opened(tmp_path) as corpus:
        corpus.originals.path(next(corpus.documents()).id).write_bytes(b"altered")
    assert main(["custody", "verify", "--corpus", str(tmp_path), "--json"]) == PROBLEMS
    told = json.loads(capsys.readouterr().out)
    assert (told["sound"], told["originals"]) == (2, 3)
    assert "has changed" in told["faults"][0]
