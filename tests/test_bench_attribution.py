"""Scoring attributions: who counts as found, what is asked of a pair, how sets are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from takhrij.bench.attribution_score import Reading, agreed, figures, overlap, paired
from takhrij.bench.attribution_sets import arabic, polnear, polnear_readings
from takhrij.document import Span
from takhrij.errors import UsageError


def mark(start: int, end: int, **rest: object) -> Reading:
    return Reading(content=(Span(start, end),), **rest)  # type: ignore[arg-type]


def test_half_of_the_code_points_in_common_is_enough() -> None:
    assert overlap((Span(0, 10),), (Span(0, 5),)) == 0.5
    assert paired([mark(0, 10)], [mark(0, 5)]).pairs
    assert not paired([mark(0, 10)], [mark(0, 4)]).pairs


def test_pieces_of_a_discontinuous_content_are_added_up() -> None:
    assert overlap((Span(0, 4), Span(10, 14)), (Span(0, 14),)) == 8 / 14


def test_one_found_attribution_serves_one_marked_one() -> None:
    scored = paired([mark(0, 10), mark(0, 9)], [mark(0, 10)])
    assert len(scored.pairs) == 1
    assert scored.missed == (mark(0, 9),)


def test_two_sources_of_one_content_are_told_apart_by_their_source() -> None:
    witness, agency = mark(20, 30, source=Span(0, 5)), mark(20, 30, source=Span(8, 12))
    scored = paired([witness, agency], [agency, witness])
    assert all(one == other for one, other in scored.pairs)


def test_labels_that_readers_left_open_are_not_asked() -> None:
    scored = paired(
        [mark(0, 9, kind="media"), mark(20, 29)],
        [mark(0, 9, kind="group"), mark(20, 29, kind="group")],
    )
    found = figures([scored])
    assert found["kind"]["asked"] == 1
    assert found["kind"]["accuracy"] == 0.0
    assert found["detection"]["f1"] == 1.0


def test_a_source_missing_on_both_sides_is_the_same_source() -> None:
    assert figures([paired([mark(0, 9)], [mark(0, 9)])])["source"]["accuracy"] == 1.0


def test_figures_of_nothing_are_zero_and_not_an_error() -> None:
    assert figures([])["detection"]["f1"] == 0.0
    assert figures([paired([], [])])["detection"]["f1"] == 0.0


def test_the_agreed_reading_holds_what_half_of_the_readers_marked() -> None:
    three = [(mark(0, 9), mark(20, 29)), (mark(1, 9),), (mark(0, 9), mark(40, 49))]
    assert agreed(three) == (mark(0, 9),)


def test_brat_files_are_read_with_pieces_and_without_discussions(tmp_path: Path) -> None:
    text = "“Go,” Ann said, “now.” It is believed he left."
    for folder in ("text", "attributions"):
        (tmp_path / "polnear" / "dev" / folder).mkdir(parents=True)
    (tmp_path / "polnear/dev/text/x_1.txt").write_text(text, encoding="utf-8")
    (tmp_path / "polnear/dev/attributions/x_1_ab12.ann").write_text(
        "T1\tSource 6 9\tAnn\nT2\tCue 10 14\tsaid\nT3\tContent 0 5;16 22\t“Go,” “now.”\n"
        "T4\tAttribution 10 14\tsaid\nE1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n"
        "T5\tDiscuss 0 5\t“Go,”\nT6\tContent 38 45\the left\nT7\tCue 23 37\tIt is believed\n"
        "E2\tAttribution-no-source:T8 Content:T6 Cue:T7\nE3\tAttribution-no-source:T9\n",
        encoding="utf-8",
    )
    (article,) = polnear(tmp_path, "dev")
    first, second = article.readings
    assert [span.of(text) for span in first.content] == ["“Go,”", "“now.”"]
    assert second.source is None
    assert list(polnear_readings(tmp_path, "dev")) == []


def test_a_missing_set_says_which_folder_it_wants(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="polnear"):
        list(polnear(tmp_path, "dev"))
    with pytest.raises(UsageError, match="arabic-attribution"):
        list(arabic(tmp_path))


def test_the_sets_lie_as_expected(data: Path) -> None:
    articles = list(polnear(data, "dev"))
    assert len(articles) == 84
    assert len(list(arabic(data))) == 8
    for article in articles:
        for item in article.readings:
            assert all(span.end <= len(article.text) for span in item.content)
