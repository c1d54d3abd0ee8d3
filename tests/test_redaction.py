"""A redacted case names nobody who was masked, anywhere, and its verdicts can still be checked."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takhrij import pipeline
from takhrij.casefile import html
from takhrij.casefile import json as casefile
from takhrij.casefile.masks import masks
from takhrij.casefile.recomputed import differing
from takhrij.casefile.redaction import commitments, redacted, shape
from takhrij.cli import DONE, PROBLEMS, UNUSABLE, main
from takhrij.document import document_of
from takhrij.errors import UnreadableInput, UsageError
from takhrij.language.fold import fold
from takhrij.secrecy.commitments import Opening
from takhrij.secrecy.vault import keep, openings

ARABIC = (
    "حريق يقتل 12 عاملا في مستودع\nبقلم: سلمى الخطيب\n\n"
    "قال الدكتور مروان الكيالي مدير المستشفى لوكالة محلية إن سبعة عمال قتلوا فجر الثلاثاء. "
    "وأضاف الكيالي أن المصابين نقلوا إلى حلب. ولمروان الكيالي رواية أخرى نقلها شاهد. "
    "وقالت هدى سليمان إنها رأت رجلين، لكنّ الكيّالي نفى ذلك. وذكر مروان أن العدد 12 قتيلا."
)
ENGLISH = (
    "Fire kills 12 workers\nBy Salma Khatib\n\n"
    "Dr Marwan Kayali, the director of the hospital, told the agency that seven workers were "
    "killed on Tuesday. Kayali said the injured were taken to Aleppo. Huda Suleiman said that she "
    "saw two men. Marwan Kayali's account differs, MARWAN KAYALI said: the number is 12."
)
HIDDEN = {"ar": ("مروان", "الكيالي", "كيالي"), "en": ("marwan", "kayali")}
ASKED = {"ar": "مروان الكيالي", "en": "Marwan Kayali"}
SECRET = "four words of nobody"


def case_of(language: Any) -> dict[str, Any]:
    text = ARABIC if language == "ar" else ENGLISH
    told = {
        "source": f"/home/x/{ASKED[language]}.txt",
        "url": f"https://x/{quote(ASKED[language])}",
    }
    document = document_of(text, language, **told, problems=(f"odd: {ASKED[language]}",))
    return casefile.case(pipeline.read(document, pipeline.RULES))


def random_bytes(size: int) -> bytes:
    return random.Random(size).randbytes(size)


@pytest.fixture(scope="module", params=["ar", "en"])
def whole(request: pytest.FixtureRequest) -> dict[str, Any]:
    return case_of(request.param)


@pytest.fixture(scope="module")
def masked(whole: dict[str, Any]) -> dict[str, Any]:
    language = whole["document"]["language"]
    return redacted(whole, [ASKED[language]], random_bytes).case


def spoken(text: str) -> set[str]:
    """The words of a text, folded, with and without what Arabic writes on to their front."""
    plain = fold(re.sub(r"<[^>]*>", " ", text))
    found = set(re.findall(r"[^\W\d_]+", plain))
    return found | {word[n:] for word in found for n in (1, 2, 3)}


def test_no_masked_name_is_left_in_any_output(
    whole: dict[str, Any], masked: dict[str, Any]
) -> None:
    language = whole["document"]["language"]
    for output in (casefile.dumps(masked), html.render(masked, language)):
        for name in HIDDEN[language]:
            assert fold(name) not in spoken(output)
            assert quote(name) not in output
        assert fold(ASKED[language]) not in fold(output)
        assert whole["document"]["id"] not in output


def test_who_was_not_masked_is_still_there(whole: dict[str, Any], masked: dict[str, Any]) -> None:
    other = "هدى سليمان" if whole["document"]["language"] == "ar" else "Huda Suleiman"
    assert other in masked["document"]["text"]


def test_every_offset_still_quotes_its_words(whole: dict[str, Any], masked: dict[str, Any]) -> None:
    text, label = masked["document"]["text"], masked["redaction"]["masked"][0]["label"]
    for old, new in zip(whole["mentions"], masked["mentions"], strict=True):
        assert text[new["start"] : new["end"]] == new["text"]
        assert new["text"] == old["text"] or label in new["text"]
    for old, new in zip(whole["sentences"], masked["sentences"], strict=True):
        kept = text[new["start"] : new["end"]]
        was = whole["document"]["text"][old["start"] : old["end"]]
        assert kept == was or label in kept
    for one in masked["claims"]:
        assert text[one["start"] : one["end"]] == one["text"]


def test_a_masked_case_is_a_case(masked: dict[str, Any]) -> None:
    from jsonschema import Draft202012Validator

    assert list(Draft202012Validator(casefile.schema()).iter_errors(masked)) == []


def test_claims_chains_and_verdicts_are_those_of_the_whole(
    whole: dict[str, Any], masked: dict[str, Any]
) -> None:
    assert masked["redaction"]["shape"] == shape(masked) == shape(whole)
    for old, new in zip(whole["verdicts"], masked["verdicts"], strict=True):
        for key in ("claim", "label", "confidence", "independent_origins", "evidence"):
            assert old[key] == new[key]


def test_verdicts_judged_again_from_the_masked_case_are_those_that_it_holds(
    masked: dict[str, Any],
) -> None:
    held = json.loads(casefile.dumps(masked))
    assert held["verdicts"]
    assert differing(held) == []
    held["verdicts"][0]["label"] = "supported"
    assert differing(held) == [held["verdicts"][0]["claim"]]


def test_a_verdict_that_was_altered_has_another_shape(masked: dict[str, Any]) -> None:
    altered = json.loads(casefile.dumps(masked))
    altered["verdicts"][0]["label"] = "supported"
    assert shape(altered) != masked["redaction"]["shape"]


def test_a_name_revealed_later_is_proved_and_another_is_not(whole: dict[str, Any]) -> None:
    made = redacted(whole, [ASKED[whole["document"]["language"]]], random_bytes)
    ((label, commitment),) = [one for one in commitments(made.case).items() if one[0] != "case"]
    opening = made.openings[label]
    assert opening.opens(commitment)
    assert not Opening("someone else", opening.salt).opens(commitment)
    assert not Opening(opening.value, "00" * 32).opens(commitment)


def test_the_same_name_has_another_commitment_under_another_salt(whole: dict[str, Any]) -> None:
    asked = [ASKED[whole["document"]["language"]]]
    one = redacted(whole, asked, random_bytes).case["redaction"]
    other = redacted(whole, asked, lambda size: bytes(size)).case["redaction"]
    assert one["masked"][0]["commitment"] != other["masked"][0]["commitment"]


def test_all_masks_every_named_person_who_is_a_source_each_under_a_label(
    whole: dict[str, Any],
) -> None:
    made = redacted(whole, ["all"], random_bytes).case
    labels = [one["label"] for one in made["redaction"]["masked"]]
    assert len(labels) >= 2
    assert all(label in made["document"]["text"] for label in labels)


def test_a_name_that_the_case_does_not_hold_is_refused(whole: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="no source"):
        redacted(whole, ["Nobody Atall"], random_bytes)


SPELLED = (
    # name, text, what is left
    ("علي حسن", "قال علي حسن وقال وعلي", "قال [1] وقال و[1]"),
    ("علي حسن", "على الطاولة عليهم", "على الطاولة عليهم"),
    ("علي حسن", "قال عَلِيّ حسن", "قال [1]"),
    ("علي حسن", "قال على حسن", "قال [1]"),
    ("أحمد", "فلأحمد وبأحمد والأحمدي", "فل[1] وب[1] والأحمدي"),
    ("أم أحمد", "قالت أم  أحمد", "قالت [1]"),
    ("عبد الله الحاج", "عبد الله والحمد لله والله", "عبد الله والحمد لله والله"),
    ("Omar Haddad", "HADDAD's omar, Omaran", "[1]'s [1], Omaran"),
    ("Omar Haddad", "Омar", "Омar"),
    ("José Núñez", "Jose Nunez", "[1]"),
)


@pytest.mark.parametrize(("name", "text", "left"), SPELLED)
def test_names_are_found_however_spelled(name: str, text: str, left: str) -> None:
    assert masks([([name], True)], ["[1]"], []).applied(text).text == left


def test_a_part_that_someone_else_has_too_is_not_masked_alone() -> None:
    hidden = masks([(["محمد علي"], True)], ["[1]"], ["محمد حسن"])
    assert hidden.applied("محمد علي ومحمد حسن وعلي").text == "[1] ومحمد حسن و[1]"


@given(st.text(alphabet="اب حم1 \n", max_size=60), st.data())
def test_places_outside_a_mask_keep_their_characters(text: str, data: st.DataObject) -> None:
    made = masks([(["حمحم", "اب"], False)], ["[source 1]"], []).applied(text)
    inside = {n for start, end in made.before for n in range(start, end)}
    for place in set(range(len(text))) - inside:
        assert made.text[made.offset(place)] == text[place]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert 0 <= made.start(start) <= made.end(end) <= len(made.text) or start == end


# --- the vault and the commands ---------------------------------------------------------


def test_a_vault_opens_with_its_passphrase_only_and_shows_no_name(tmp_path: Path) -> None:
    path, held = tmp_path / "vault", {"[source 1]": Opening("Marwan Kayali", "ab" * 32)}
    keep(path, "sha256:1", held, SECRET)
    keep(path, "sha256:2", held, SECRET)
    assert openings(path, "sha256:1", SECRET) == held
    assert b"Marwan" not in path.read_bytes()
    with pytest.raises(UnreadableInput, match="another passphrase"):
        keep(path, "sha256:3", held, "other words of nobody")
    with pytest.raises(UsageError, match="nothing on this case"):
        openings(path, "sha256:3", SECRET)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A case on disk, redacted on disk, and its vault."""
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "case.json").write_text(casefile.dumps(case_of("ar")), encoding="utf-8")
    (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
    return tmp_path


def _redact(folder: Path, *more: str) -> int:
    asked = ["redact", str(folder / "case"), "--sources", ASKED["ar"], "--out", str(folder / "out")]
    secret = ["--passphrase-file", str(folder / "secret")]
    return main([*asked, "--vault", str(folder / "away" / "vault"), *secret, *more])


def test_the_command_masks_and_prints_no_name(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert _redact(folder) == DONE
    printed = capfd.readouterr()
    assert "1 sources masked" in printed.out
    assert "الكيالي" not in printed.out + printed.err
    for path in (folder / "out").iterdir():
        assert "الكيالي" not in path.read_text(encoding="utf-8")


def test_a_mask_is_opened_out_of_the_vault_and_proved_to_someone_without_it(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert _redact(folder) == DONE
    reveal = ["reveal", str(folder / "out"), "--proof", str(folder / "proof")]
    secret = ["--passphrase-file", str(folder / "secret")]
    assert main([*reveal, "--vault", str(folder / "away" / "vault"), *secret]) == DONE
    assert main(reveal) == DONE
    assert capfd.readouterr().out.count("مروان الكيالي: proved") == 2
    told = (folder / "proof").read_text(encoding="utf-8")
    (folder / "proof").write_text(told.replace("مروان", "سمير"), encoding="utf-8")
    assert main(reveal) == PROBLEMS


def test_the_redacted_case_is_held_against_the_whole_one(folder: Path) -> None:
    assert _redact(folder) == DONE
    asked = ["reveal", str(folder / "out"), "--whole"]
    assert main([*asked, str(folder / "case")]) == DONE
    other = json.loads((folder / "case" / "case.json").read_text(encoding="utf-8"))
    other["verdicts"] = []
    (folder / "other.json").write_text(json.dumps(other), encoding="utf-8")
    assert main([*asked, str(folder / "other.json")]) == PROBLEMS


def test_a_vault_beside_the_case_is_refused(folder: Path) -> None:
    assert _redact(folder, "--vault", str(folder / "out" / "vault")) == UNUSABLE


def test_a_package_of_a_redacted_case_holds_no_original(folder: Path) -> None:
    from takhrij.casefile.package import opened

    corpus = ["--corpus", str(folder / "corpus")]
    (folder / "a.txt").write_text(ARABIC, encoding="utf-8")
    assert main(["corpus", "add", str(folder / "a.txt"), *corpus]) == DONE
    assert _redact(folder, *corpus) == DONE
    out = folder / "case.zip"
    asked = ["export", str(folder / "out"), "--format", "package", "--out", str(out), *corpus]
    assert main(asked) == DONE
    assert "الكيالي".encode() not in out.read_bytes()
    found = opened(out.read_bytes()).parts
    assert dict(found.originals) == {}
    assert [json.loads(line)["event"] for line in found.custody.lines] == ["redaction", "export"]
