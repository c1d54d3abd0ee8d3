"""The learned reader: its pieces, its heads, and how it is put together with the rules."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takhrij.bench.attribution_score import Reading as Marked
from takhrij.bench.attribution_score import figures, paired
from takhrij.bench.attribution_sets import polnear
from takhrij.claims.attributions.combine import Settings, combined
from takhrij.claims.attributions.found import Found
from takhrij.document import Span
from takhrij.errors import UnreadableInput
from takhrij.language import weights
from takhrij.language.model import MIDDLE, ROOM, Model, _windows, load
from takhrij.language.pieces import Vocabulary, whole_words
from takhrij.language.roles import RoleScores, distances
from takhrij.language.tags import tagged

# --- word pieces ------------------------------------------------------------------------

PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", "▁the", "▁min", "ister", "▁و", "قال", "▁الله", "a")
SMALL = Vocabulary(PIECES, [0.0, 0, 0, 0, -9, -1, -2, -2, -3, -2, -2, -5], {0xFDF2: "الله"}, 3)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("the minister", ["the", "min", "ister"]),
        ("وقال  the\nminister", ["و", "قال", "the", "min", "ister"]),
        ("ﷲ", ["ﷲ"]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_a_text_is_cut_into_the_likeliest_pieces_each_with_its_own_words(
    text: str, pieces: list[str]
) -> None:
    assert [span.of(text) for span in SMALL.segment(text).spans] == pieces


def test_letters_that_no_piece_holds_become_one_unknown_piece() -> None:
    found = SMALL.segment("the qqq")
    assert [SMALL.pieces[i] for i in found.ids] == ["▁the", "▁", "<unk>"]


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=100)
def test_pieces_stay_inside_the_text_and_in_order(text: str) -> None:
    spans = SMALL.segment(text).spans
    assert all(span.end <= len(text) for span in spans)
    assert [span.start for span in spans] == sorted(span.start for span in spans)


def test_one_word_of_200_000_letters_is_cut_without_being_kept() -> None:
    found = SMALL.segment("q" * 200_000)
    assert found.spans[-1].end == 200_000
    assert "q" * 200_000 not in SMALL._cache


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("وقال الوزير", "ال", "وقال"),
        ("the min-ister's", "in", "min"),
        ("a b", "b", "b"),
    ],
)
def test_a_span_that_would_cut_a_word_takes_all_of_it(text: str, part: str, whole: str) -> None:
    at = text.index(part)
    assert whole_words(text, Span(at, at + len(part))).of(text) == whole


# --- heads ------------------------------------------------------------------------------


def _scores(rows: list[str], outputs: tuple[str, ...]) -> np.ndarray:
    """A score of 5 for the output named in each row, 0 for the rest."""
    return np.array([[5.0 * (name == row) for name in outputs] for row in rows], dtype=np.float32)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["O", "B", "I", "O", "O"], [(1, 3)]),
        (["O", "B", "B", "I", "O"], [(1, 2), (2, 4)]),
        (["O", "I", "O", "O", "O"], []),
        (["B", "O", "O", "O", "B"], []),
    ],
)
def test_a_stretch_begins_with_b_and_goes_on_with_i(
    rows: list[str], found: list[tuple[int, int]]
) -> None:
    tags = ("O", "B", "I")
    assert [(t.start, t.end) for t in tagged(_scores(rows, tags), tags, 0.5)] == found


def test_a_name_goes_on_only_in_its_own_kind() -> None:
    tags = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")
    rows = ["O", "B-PER", "I-PER", "I-LOC", "O", "B-LOC", "O"]
    found = [(t.start, t.end, t.kind) for t in tagged(_scores(rows, tags), tags, 0.5)]
    assert found == [(1, 3, "PER"), (5, 6, "LOC")]


OUTPUTS = (
    "neither",
    "source",
    "content",
    "source_start",
    "source_end",
    "content_start",
    "content_end",
)


def _roles(letters: str, **ends: int) -> RoleScores:
    """`letters`: s source, c content, . neither, one a piece; `ends`: where a pointer points."""
    scores = np.zeros((len(letters), len(OUTPUTS)), dtype=np.float32)
    for at, letter in enumerate(letters):
        scores[at, ".sc".index(letter)] = 5.0
    for name, at in ends.items():
        scores[at, OUTPUTS.index(name)] = 9.0
    return RoleScores.of(scores, OUTPUTS)


def test_source_and_content_lie_between_their_ends() -> None:
    found = _roles("..ss.cccc.", source_start=2, source_end=3, content_start=5, content_end=8)
    assert (found.source, found.content) == ((2, 4), ((5, 9),))


def test_a_content_that_its_cue_interrupts_is_in_two_parts() -> None:
    found = _roles(".ccc.ss..ccc.", source_start=5, source_end=6, content_start=1, content_end=11)
    assert found.content == ((1, 4), (9, 12))


def test_ends_that_point_at_the_start_piece_mean_no_source() -> None:
    found = _roles("...cc.", source_start=0, source_end=0, content_start=3, content_end=4)
    assert found.source is None


def test_distances_count_from_the_cue_to_the_reach() -> None:
    counted = distances(8, np.array([[3, 5]]), reach=2)
    assert counted.tolist() == [[0, 1, 2, 3, 3, 4, 5, 6]]


@given(st.integers(0, 3000))
@settings(deadline=None)
def test_every_piece_is_judged_once_and_windows_fit_the_training(length: int) -> None:
    windows = list(_windows(length))
    judged = [piece for w in windows for piece in range(w.first, w.after)]
    assert judged == list(range(length))
    assert all(w.end - w.start <= MIDDLE + 2 * ROOM for w in windows)


# --- rules and model together -----------------------------------------------------------

CHOSEN = Settings(alone=0.5, against=0.8, doubt=0.0, trusted=1.0, spans="rules")


def _found(cue: int, first: int, after: int, **more: object) -> Found:
    return Found(Span(cue, cue + 2), (Span(first, after),), None, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rules", "model", "made_by"),
    [
        ([_found(0, 5, 20)], [_found(0, 5, 18, confidence=0.6, made_by="model")], ["both"]),
        ([_found(0, 5, 20)], [], ["rules"]),
        ([], [_found(0, 5, 20, confidence=0.6, made_by="model")], ["model"]),
        ([], [_found(0, 5, 20, confidence=0.4, made_by="model")], []),
        ([_found(0, 5, 9)], [_found(0, 5, 40, confidence=0.6, made_by="model")], ["rules"]),
        (
            [_found(0, 5, 9)],
            [_found(30, 35, 60, confidence=0.6, made_by="model")],
            ["rules", "model"],
        ),
    ],
)
def test_each_attribution_is_kept_once_and_says_who_found_it(
    rules: list[Found], model: list[Found], made_by: list[str]
) -> None:
    assert [found.made_by for found in combined(rules, model, CHOSEN)] == made_by


def test_a_model_that_is_sure_overrules_the_rules_on_a_cue() -> None:
    item = _found(0, 5, 40, confidence=0.9, made_by="model")
    assert combined([_found(0, 5, 9)], [item], CHOSEN) == [item]


def test_a_cue_that_the_model_hardly_sees_is_dropped_where_the_language_says_so() -> None:
    chosen = Settings(alone=0.5, against=0.8, doubt=0.1, trusted=0.9, spans="rules")
    faint = _found(0, 5, 40, confidence=0.2, made_by="model")
    unsure = _found(0, 5, 9, confidence=0.6)
    assert combined([unsure], [faint], chosen) == [unsure]
    assert combined([unsure], [], chosen) == []
    assert combined([_found(0, 5, 9)], [], chosen) == [_found(0, 5, 9)]


def test_an_agency_told_on_the_same_cue_stays_beside_its_speaker() -> None:
    speaker, agency = _found(0, 5, 20), _found(0, 5, 20, relay=True)
    item = _found(0, 5, 20, confidence=0.9, made_by="model")
    assert len(combined([speaker, agency], [item], CHOSEN)) == 2


# --- the file of weights ----------------------------------------------------------------


def test_without_weights_there_is_no_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(weights, "FOLDER", tmp_path)
    assert load() is None


def test_weights_that_were_changed_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "reader.zip"
    path.write_bytes(b"not what was measured")
    with pytest.raises(UnreadableInput, match="has SHA-256"):
        weights.opened(path, sha256="0" * 64)


def test_a_file_that_holds_no_weights_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "reader.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("letter.txt", "hello")
    with pytest.raises(UnreadableInput, match="is no file of weights"):
        weights.opened(path)


# --- the weights that come with the program ---------------------------------------------


@pytest.fixture(scope="module")
def model() -> Model:
    found = load()
    if found is None:
        pytest.skip("no weights are installed")
    return found


ENGLISH = (
    "The bridge was closed on Monday. The governor's spokeswoman, Lena Marsh, said that two "
    'engineers had warned of cracks in March. "Nobody listened," she added.'
)
ARABIC = "وقال المتحدث باسم البلدية سامر النجار إن فرق الإنقاذ أخرجت ثلاثة عمال من تحت الأنقاض."


def test_the_model_finds_who_said_what_in_english(model: Model) -> None:
    told = model.read(ENGLISH).told
    said = next(t for t in told if t.cue.of(ENGLISH).startswith("said"))
    assert said.source is not None
    assert "Lena Marsh" in said.source.of(ENGLISH)
    assert "two engineers had warned of cracks in March" in said.content[0].of(ENGLISH)


def test_the_model_finds_who_said_what_in_arabic(model: Model) -> None:
    (said,) = model.read(ARABIC).told
    assert said.cue.of(ARABIC) == "وقال"
    assert said.source is not None
    assert "سامر النجار" in said.source.of(ARABIC)
    assert "أخرجت ثلاثة عمال" in said.content[0].of(ARABIC)


def test_the_model_finds_names(model: Model) -> None:
    found = {(n.kind, n.span.of(ARABIC)) for n in model.read(ARABIC).names}
    assert ("PER", "سامر النجار") in found


@pytest.mark.parametrize("text", ["", " \n ", "؟", "“" * 1_000, "\u202e" * 50 + "said"])
def test_the_model_reads_any_text(model: Model, text: str) -> None:
    assert all(span.end <= len(text) for span in model.read(text).spans)


@given(text=st.text(max_size=80))
@settings(deadline=None, max_examples=25)
def test_what_the_model_finds_can_be_quoted(model: Model, text: str) -> None:
    assert all(span.of(text) for span in model.read(text).spans)


def test_a_text_too_long_to_be_news_is_read_to_a_bound_that_is_told(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("takhrij.language.model.MOST", 400)
    text = "said " * 500
    found = model.read(text)
    assert text[: found.until].count("said") == 400
    assert all(span.end <= found.until for span in found.spans)


def test_reading_twice_gives_the_same(model: Model) -> None:
    again = load()
    assert again is not None
    assert again.read(ENGLISH * 5) == model.read(ENGLISH * 5)


@pytest.mark.data
def test_the_model_alone_holds_its_figure_on_polnear(model: Model, data: Path) -> None:
    scored = []
    for article, _ in zip(polnear(data, "dev"), range(8), strict=False):
        told = [t for t in model.read(article.text).told if t.confidence >= 0.4]
        found = [Marked(content=t.content, source=t.source, cue=t.cue) for t in told]
        found.sort(key=lambda item: item.content[0])
        scored.append(paired(article.readings, found))
    found_figures = figures(scored)
    assert found_figures["detection"]["f1"] >= 0.6
    assert found_figures["source"]["accuracy"] >= 0.9
