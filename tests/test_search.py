"""Search finds words in any spelling, meaning in either language, and marks the exact words."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
import postgres
import pytest

from takhrij.cli import main
from takhrij.corpus.meaning import sentence_encoder
from takhrij.corpus.search import Hit, Query, Search, fused, one_a_family, passages_of
from takhrij.corpus.signatures import distances, nearest, signatures
from takhrij.corpus.stems import stem
from takhrij.document import Span, document_of
from takhrij.store.corpus import Corpus, opened
from takhrij.store.index import search_index
from takhrij.store.pushing import push
from takhrij.store.server import Server, connected
from takhrij.store.server_search import ServerSearch

REPORTS = {
    "fire": ("ar", date(2030, 5, 1), "اندلع حريق كبير في مستودع للحبوب قرب مدينة الميناء ليلا."),
    "bridge": ("ar", date(2030, 6, 2), "انهار الجسر القديم وأصيب خمسة عمال بجروح في الحادث."),
    "flood": (
        "en",
        date(2030, 7, 3),
        "The river burst its banks and flooded two villages overnight.",
    ),
    "blaze": (
        "en",
        date(2030, 5, 2),
        "A large blaze broke out at a grain warehouse beside the port.",
    ),
}


COPIED_TEXT = (
    "The new ferry timetable was put up at the harbour on Monday, and the office said that boats "
    "would leave on the hour until the end of the season, with a later one on market days, while "
    "the old piers are mended and the road along the shore stays shut to lorries and coaches, as"
)


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with opened(tmp_path / "corpus", create=True) as made:
        for name in REPORTS:
            _add(made, name, *REPORTS[name])
        yield made


def _add(corpus: Corpus, name: str, language: str, day: date, text: str) -> str:
    report = document_of(text, language, source=name, published=day, publisher="شراع")  # type: ignore[arg-type]
    corpus.add(report, text.encode(), "test")
    corpus.commit()
    return report.id


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """A PostgreSQL server for the tests of this run."""
    programs = postgres.programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql)")
    pytest.importorskip("pg8000", reason="pg8000 is not installed (extra: server)")
    with postgres.server(programs) as url:
        yield url


Searched = Callable[[Corpus], Search]
"""Bring a place to search up to date with a corpus and give it."""


@pytest.fixture(params=["folder", "server"])
def searched(request: pytest.FixtureRequest) -> Iterator[Searched]:
    """Both places to search, so that every test below holds for each."""
    if request.param == "folder":
        yield _in_folder
        return
    with connected(request.getfixturevalue("address")) as server:
        for table in ("document CASCADE", "stem"):
            server.run(f"TRUNCATE takhrij.{table}")
        yield partial(_on_server, server=server)


def _in_folder(corpus: Corpus) -> Search:
    index = search_index(corpus)
    index.update()
    return index


def _on_server(corpus: Corpus, server: Server) -> Search:
    list(push(corpus, server))
    return ServerSearch(server)


def _encoded(corpus: Corpus) -> None:
    for identity in corpus.without_vectors():
        corpus.encode(identity, sentence_encoder())


def _names(corpus: Corpus, hits: list[Hit]) -> list[str]:
    return [corpus.document(hit.document).metadata.source for hit in hits]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (Query("الحريق"), ["fire"]),
        (Query("بمستودعٍ"), []),
        (Query("المستودع"), ["fire"]),
        (Query("العمّال والجسور"), ["bridge"]),
        (Query("villages flooding"), ["flood"]),
        (Query('"الجسر القديم"'), ["bridge"]),
        (Query('"القديم الجسر"'), []),
        (Query("الحريق", since=date(2030, 6, 1)), []),
        (Query("warehouse", until=date(2030, 5, 30)), ["blaze"]),
        (Query("warehouse", language="ar"), []),
        (Query("الحريق", publisher="شراع"), ["fire"]),
        (Query("الحريق", publisher="أفق"), []),
        (Query("حريق عمال", place=("مدينة الميناء", "Port City")), ["fire"]),
        (Query("حريق عمال", place=("المدينة الكبيرة",)), []),
        (Query("\" ( : ^ * \\ [ ' & | !"), []),
        (Query("حريق ' OR '1'='1"), ["fire"]),
        (Query(""), []),
    ],
    ids=lambda value: value.text if isinstance(value, Query) else "",
)
def test_words_are_found_in_any_spelling(
    corpus: Corpus, searched: Searched, query: Query, names: list[str]
) -> None:
    assert _names(corpus, searched(corpus).search(query)) == names


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (Query("حريق في مستودع حبوب"), ["fire", "blaze"]),
        (Query("حريق في مستودع حبوب", language="en"), ["blaze", "flood"]),
        (Query("حريق في مستودع حبوب", since=date(2030, 5, 2), until=date(2030, 6, 30)),
         ["blaze", "bridge"]),
        (Query('حريق "grain warehouse"'), ["blaze"]),
        (Query("حريق في مستودع", place=("river",)), ["flood"]),
        (Query("حريق", publisher="أفق"), []),
    ],
    ids=["both languages", "one language", "dates", "phrase", "place", "publisher"],
)  # fmt: skip
def test_meaning_is_found_in_the_other_language(
    corpus: Corpus, searched: Searched, query: Query, names: list[str]
) -> None:
    _encoded(corpus)
    hits = searched(corpus).search(query, sentence_encoder())
    assert _names(corpus, hits)[:2] == names


def test_the_twin_of_a_report_is_found_in_the_other_language(
    corpus: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    names = {one.metadata.source: one.id for one in corpus.documents()}
    folder = str(corpus.folder)
    assert main(["corpus", "twins", names["fire"], "--corpus", folder, "--json"]) == 0
    first, *_ = json.loads(capsys.readouterr().out)["twins"]
    assert first["document"] == names["blaze"]
    assert main(["corpus", "twins", names["fire"], "--corpus", folder]) == 0
    assert names["blaze"][:19] in capsys.readouterr().out.splitlines()[0]


def test_marks_are_the_querys_words_as_written(corpus: Corpus, searched: Searched) -> None:
    (hit,) = searched(corpus).search(Query("مدينه الحرائق حريق"))
    text = corpus.document(hit.document).text
    assert [mark.of(text) for mark in hit.marks] == ["حريق", "مدينة"]
    assert hit.text == hit.span.of(text)


def test_a_removed_document_is_found_no_more(corpus: Corpus, searched: Searched) -> None:
    _encoded(corpus)
    place = searched(corpus)
    assert _names(corpus, place.search(Query("الحريق")))[0] == "fire"
    gone = next(d.id for d in corpus.documents() if d.metadata.source == "fire")
    corpus.remove(gone, "withdrawn by its source")
    if not isinstance(place, ServerSearch):  # before the index is brought up to date, too
        assert place.search(Query("الحريق")) == []
    hits = searched(corpus).search(Query("الحريق"), sentence_encoder())
    assert gone not in [hit.document for hit in hits]


def test_one_of_two_copies_is_shown_and_names_the_other(corpus: Corpus, searched: Searched) -> None:
    body = " ".join(f"وقال الشاهد رقم {n} إن النار امتدت إلى المبنى رقم {n}." for n in range(12))
    first = _add(corpus, "first", "ar", date(2030, 5, 3), f"حريق كبير جدا. {body}")
    second = _add(corpus, "second", "ar", date(2030, 5, 4), f"النار. {body} وانتهى الخبر.")
    place = searched(corpus)
    every = {hit.document for hit in place.search(Query("الشاهد النار المبنى"))}
    assert {first, second} <= every
    hits = place.search(Query("الشاهد النار المبنى", copies=False))
    shown = {hit.document: hit for hit in hits if hit.document in (first, second)}
    assert len(shown) == 1
    (hit,) = {hit.also for hit in shown.values()}
    assert {*shown, *hit} == {first, second}


def test_what_is_added_later_is_found_too(corpus: Corpus, searched: Searched) -> None:
    _encoded(corpus)
    searched(corpus)
    _add(corpus, "late", "ar", date(2031, 1, 1), "وصلت قافلة مساعدات طبية إلى المخيم صباح اليوم.")
    assert _names(corpus, searched(corpus).search(Query("القافلة"))) == ["late"]
    _encoded(corpus)
    hits = searched(corpus).search(Query("medical aid convoy reached the camp"), sentence_encoder())
    assert _names(corpus, hits)[0] == "late"


def test_indexing_twice_changes_nothing(corpus: Corpus) -> None:
    index = search_index(corpus)
    assert index.update() == len(REPORTS)
    assert index.update() == 0


def _asked(corpus: Corpus) -> list[str]:
    """The statements that bringing the index up to date takes."""
    said: list[str] = []
    corpus.connection.set_trace_callback(said.append)
    search_index(corpus).update()
    corpus.connection.set_trace_callback(None)
    return [one for one in said if "stamp" not in one]


def test_an_index_that_is_up_to_date_is_not_compared_with_every_document(corpus: Corpus) -> None:
    def added() -> None:
        _add(corpus, "late", "en", date(2031, 1, 1), "A convoy reached the camp.")

    def removed() -> None:
        corpus.remove(next(corpus.documents()).id, "withdrawn")

    search_index(corpus).update()
    assert _asked(corpus) == []
    for change in (added, partial(_encoded, corpus), removed):
        change()
        assert _asked(corpus)
        assert _asked(corpus) == []


def test_fingerprints_made_otherwise_make_no_copies(corpus: Corpus) -> None:
    for name in ("one", "two"):
        _add(corpus, name, "en", date(2031, 1, 1), f"{COPIED_TEXT} {name}.")
    query = Query("ferry timetable", copies=False)
    assert len(_in_folder(corpus).search(query)) == 1
    corpus.connection.execute("UPDATE fingerprint SET method = 'older'")
    assert len(_in_folder(corpus).search(query)) == 2


@pytest.mark.parametrize("harm", ["folder gone", "rows cut", "signatures cut", "vectors gone"])
def test_an_index_that_was_harmed_is_made_again(corpus: Corpus, harm: str) -> None:
    _encoded(corpus)
    _in_folder(corpus)
    folder = corpus.folder / "index"
    if harm == "folder gone":
        shutil.rmtree(folder)
    else:
        path = folder / "meaning" / harm.split()[0]
        path.write_bytes(path.read_bytes()[:-30] if harm.endswith("cut") else b"")
    hits = _in_folder(corpus).search(Query("blaze in a grain store"), sentence_encoder())
    assert _names(corpus, hits)[:2] == ["blaze", "fire"]
    rows, signed, stored = search_index(corpus).meanings.rows()
    assert len(rows) == len(signed) == len(stored) == len(REPORTS)


def test_an_index_mostly_of_removed_reports_is_made_anew(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("takhrij.store.meanings.LEAST", 1)
    _encoded(corpus)
    _in_folder(corpus)
    for one in list(corpus.documents())[:3]:
        corpus.remove(one.id, "withdrawn")
    index = search_index(corpus)
    index.update()
    assert len(index.meanings.rows()[0]) == 1


def test_a_server_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pg8000")
    url = "postgresql://takhrij:secret@127.0.0.1:1/none"
    assert main(["corpus", "search", "fire", "--server", url]) == 1
    said = capsys.readouterr().err
    assert "127.0.0.1:1/none" in said
    assert "secret" not in said
    assert main(["corpus", "search", "fire", "--server", "http://x/y"]) == 2
    assert main(["corpus", "search", "fire"]) == 2


def test_a_corpus_pushed_to_a_server_is_searched_from_the_command_line(
    corpus: Corpus, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(corpus.folder)
    for _ in range(2):
        assert main(["corpus", "push", "--corpus", folder, "--server", address]) == 0
    assert "which holds 4" in capsys.readouterr().out
    assert main(["corpus", "search", "الجسر", "--server", address, "--words-only", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["source"], row["date"], row["publisher"]) == ("bridge", "2030-06-02", "شراع")


def test_distances_count_the_signs_that_differ() -> None:
    rows = np.random.default_rng(7).normal(size=(70_000, 512)).astype(np.float32)
    signed = signatures(rows)
    slow = ((rows[:300] > 0) != (rows[5] > 0)).sum(axis=1)
    assert list(distances(signed, signed[5])[:300]) == list(slow)
    assert distances(signatures(-rows[:1]), signed[0])[0] == 512
    assert nearest(distances(signed, signed[69_000]), 3)[0] == 69_000


def test_every_sentence_is_in_one_passage() -> None:
    document = document_of("جملة قصيرة هنا. " * 60)
    passages = passages_of(document)
    assert len(passages) > 1
    assert passages[0].start == 0
    assert passages[-1].end == len(document.text.rstrip())
    assert all(one.end <= two.start for one, two in itertools.pairwise(passages))


def test_fusion_ranks_what_both_lists_hold_first() -> None:
    assert [key for key, _ in fused(["a", "b", "c"], ["b", "d"])] == ["b", "a", "c", "d"]


def test_one_hit_is_shown_of_each_family() -> None:
    hits = [Hit(str(n), Span(0, 1), "", (), 1.0, "words", f) for n, f in enumerate("xyx")]
    kept = one_a_family(hits)
    assert [(hit.document, hit.also) for hit in kept] == [("0", ("2",)), ("1", ())]


@pytest.mark.parametrize(
    ("word", "same"),
    [
        ("والمستودع", "مستودع"),
        ("مستودعات", "مستودع"),
        ("للمدنيين", "مدنيين"),
        ("villages", "village"),
    ],
)
def test_words_of_one_stem_meet(word: str, same: str) -> None:
    assert stem(word) == stem(same)
