"""Copies are not witnesses: who copied whom, and what is only shared."""

from __future__ import annotations

import json
import random
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takhrij.corpus.copies import Words, likeness, passages
from takhrij.corpus.families import Report, families, kinships
from takhrij.corpus.fingerprints import candidates, fingerprints
from takhrij.corpus.meaning import SIZE, Vectors, sentence_encoder, vectors
from takhrij.corpus.overlap import overlaps
from takhrij.corpus.rows import hashed
from takhrij.corpus.translations import ALIKE, aligned, translations
from takhrij.corpus.twins import told, twins
from takhrij.document import document_of

VOCABULARY = [f"كلمة{number}" for number in range(4000)]


def _text(seed: int, length: int = 300) -> str:
    return " ".join(random.Random(seed).choices(VOCABULARY, k=length))


def _edited(text: str, every: int, seed: int = 99) -> str:
    """One word in `every` replaced by another."""
    dice = random.Random(seed)
    return " ".join(
        dice.choice(VOCABULARY) if dice.random() < 1 / every else w for w in text.split()
    )


LEAD = _text(1)
CASES = {
    "an exact copy": (LEAD, LEAD, "reprint"),
    "a copy with one word in ten changed": (LEAD, _edited(LEAD, 10), "reprint"),
    "a copy cut to its first third": (LEAD, " ".join(LEAD.split()[:100]), "reprint"),
    "a copy inside a longer piece": (LEAD, f"{_text(2)} {LEAD} {_text(3)}", "reprint"),
    "a copy with other spelling and vowels": (LEAD, LEAD.replace("كلمة", "كَلمه"), "reprint"),
    "one paragraph in common": (
        f"{_text(4)} {_text(5, 40)}",
        f"{_text(5, 40)} {_text(6)}",
        "shared_passage",
    ),
    "a short quotation in common": (
        f"{_text(7)} {_text(8, 12)}",
        f"{_text(8, 12)} {_text(9)}",
        None,
    ),
    "two reports in other words": (_text(10), _text(11), None),
}


@pytest.mark.parametrize("name", CASES)
def test_what_two_reports_are_to_each_other(name: str) -> None:
    first, second, kind = CASES[name]
    kin = kinships([Report("a", first), Report("b", second)])
    assert [pair.kind for pair in kin] == ([kind] if kind else [])


def test_a_thousand_copies_are_one_family() -> None:
    reports = [Report(str(n), LEAD) for n in range(1000)]
    (family,) = families(reports, kinships(reports))
    assert len(family.members) == 1000


def test_a_shared_passage_does_not_join_two_families() -> None:
    quoted = _text(20, 60)
    first, second = f"{_text(21)} {quoted}", f"{_text(22)} {quoted}"
    reports = [Report(i, t) for i, t in (("a", first), ("b", first), ("c", second), ("d", second))]
    found = families(reports, kinships(reports))
    assert [f.members for f in found if f.kind == "reprint"] == [("a", "b"), ("c", "d")]


@pytest.mark.parametrize(
    ("days", "origin"),
    [
        ((date(2017, 3, 15), date(2017, 3, 14)), "b"),
        ((date(2017, 3, 14), date(2017, 3, 14)), None),
        ((date(2017, 3, 14), None), None),
    ],
    ids=["the earlier one", "same day: cannot be told", "no date: cannot be told"],
)
def test_which_report_a_family_goes_back_to(
    days: tuple[date | None, date | None], origin: str | None
) -> None:
    reports = [Report("a", LEAD, days[0]), Report("b", LEAD, days[1])]
    (family,) = families(reports, kinships(reports))
    assert family.origin == origin
    assert family.why


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(st.sampled_from("ابتثجح"), max_size=40), max_size=8))
def test_the_join_finds_what_comparing_every_pair_finds(texts: list[list[str]]) -> None:
    prints = [fingerprints(" ".join(text), sample=1) for text in texts]
    slow = [
        (a, b, shared)
        for a, b in combinations(range(len(prints)), 2)
        if (shared := len(set(prints[a].tolist()) & set(prints[b].tolist())))
    ]
    assert candidates(prints) == slow


MIXED = "ابتةأ،ًـab_1٢ \n.…ﻻﷲé𝐀😀\u200f"


@settings(deadline=None, max_examples=80)
@given(st.lists(st.text(alphabet=MIXED, max_size=30), max_size=8))
def test_words_hashed_together_are_the_words_one_by_one(texts: list[str]) -> None:
    rows = hashed(texts)
    known: dict[str, int] = {}
    for number, text in enumerate(texts):
        words, values = Words.of(text).tokens, rows.row(number).tolist()
        assert len(words) == len(values)
        for word, value in zip(words, values, strict=True):
            assert known.setdefault(word, value) == value
    assert len(set(known.values())) == len(known)


@settings(deadline=None, max_examples=80)
@given(
    st.lists(st.lists(st.sampled_from("ابتث"), max_size=40).map(" ".join), min_size=2, max_size=5)
)
def test_overlap_in_numbers_is_the_overlap_of_passages(texts: list[str]) -> None:
    pairs = list(combinations(range(len(texts)), 2))
    for (first, second), found in zip(pairs, overlaps(texts, pairs), strict=True):
        like = likeness(Words.of(texts[first]), Words.of(texts[second]))
        assert (found.first, found.second) == pytest.approx((like.first, like.second))


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet="ابت، ًـab 1\n", max_size=200), st.text(alphabet="ابت، ab 1", max_size=200))
def test_passages_are_in_order_and_quote_words_of_both(first: str, second: str) -> None:
    a, b = Words.of(first), Words.of(second)
    found = passages(a, b)
    for passage in found:
        assert 0 <= passage.start < passage.end <= len(a.tokens)
        assert 0 <= passage.other_start < passage.other_end <= len(b.tokens)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert 0 <= likeness(a, b).most <= 1


@pytest.mark.data
def test_arabic_reprints_are_told_from_partial_copies_and_same_events(data: Path) -> None:
    lines = (data / "arabic-reprints" / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    hits = alarms = wanted = 0
    for line in lines:
        pair = json.loads(line)
        reports = [Report(side, pair[side]["text"]) for side in "ab"]
        said = any(kin.kind == "reprint" for kin in kinships(reports))
        wanted += pair["label"] == "same_origin"
        hits += said and pair["label"] == "same_origin"
        alarms += said and pair["label"] != "same_origin"
    assert 2 * hits / (hits + alarms + wanted) >= 0.96


class _Planted:
    """Vectors planted by hand: sentence n of a story is the unit vector n, in any language."""

    @staticmethod
    def report(*numbers: int) -> Vectors:
        return np.eye(SIZE, dtype=np.float32)[list(numbers)]


@pytest.mark.parametrize(
    ("arabic", "english", "found"),
    [
        ((1, 2, 3, 4), (1, 2, 3, 4), True),
        ((1, 2, 3, 4), (9, 1, 2, 8, 3), True),
        ((1, 2, 3, 4, 5, 6, 7, 8), (8, 7, 6, 5, 4, 3, 2, 1), False),
        ((1, 2, 3, 4), (5, 6, 7, 8), False),
        ((1, 2), (1, 2), False),
    ],
    ids=["whole", "with more", "in another order", "another story", "two sentences are too few"],
)
def test_translations_are_reports_whose_sentences_line_up(
    arabic: tuple[int, ...], english: tuple[int, ...], found: bool
) -> None:
    sentences = [_Planted.report(*arabic), _Planted.report(*english)]
    assert bool(translations(["a", "b"], ["ar", "en"], sentences)) == found


def test_the_twin_is_the_report_that_names_the_same_numbers() -> None:
    same = _Planted.report(1, 2, 3)
    own = told(document_of("قتل 41 شخصا في 7 قرى.", "ar"), same)
    texts = ("In 12 villages 30 people died.", "In 7 villages 41 people died.", "Nobody died.")
    others = [told(document_of(text, "en"), same) for text in texts]
    first, *rest = twins(own, others)
    assert (first.document, first.numbers) == (others[1].id, (7, 41))
    assert all(one.numbers == () for one in rest)


def test_sentences_that_line_up_make_a_twin_without_numbers() -> None:
    own = told(document_of("لا أرقام هنا.", "ar"), _Planted.report(1, 2, 3))
    near = told(document_of("No numbers here.", "en"), _Planted.report(1, 2, 3))
    far = told(document_of("None here either.", "en"), _Planted.report(3, 2, 9))
    empty = told(document_of("", "en"), np.zeros((0, SIZE), dtype=np.float32))
    assert [one.document for one in twins(own, [empty, far, near])] == [near.id, far.id, empty.id]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 6), max_size=6), st.lists(st.integers(0, 6), max_size=6))
def test_the_alignment_is_the_best_of_all_alignments_in_order(a: list[int], b: list[int]) -> None:
    def best(i: int, j: int) -> float:
        if i == len(a) or j == len(b):
            return 0.0
        pair = (1 - ALIKE) * (a[i] == b[j])
        return max(best(i + 1, j), best(i, j + 1), best(i + 1, j + 1) + pair)

    if a and b:
        share = aligned(_Planted.report(*a), _Planted.report(*b))
        assert share[0] == pytest.approx(best(0, 0) / len(a), abs=1e-6)


def test_the_encoder_puts_both_languages_in_one_space() -> None:
    texts = [
        "اندلع حريق كبير في مستودع قرب الميناء",
        "A large fire broke out in a warehouse near the port",
        "The parliament adjourned until the spring session",
    ]
    rows = vectors(texts, sentence_encoder())
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.3
