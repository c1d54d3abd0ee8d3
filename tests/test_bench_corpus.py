"""The corpus's benchmarks measure what they say: figures by hand, and small runs of each."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from takhrij.bench import corpus_sets, scale
from takhrij.bench.ingest import fingerprint
from takhrij.bench.retrieval import ndcg, possible_recall, recall
from takhrij.corpus.meaning import SIZE, Vectors
from takhrij.ingest.articles import read_article
from takhrij.store.corpus import opened

SENTENCES = [f"اندلع حريق في المستودع رقم {n} قرب المرفأ ليل الثلاثاء" for n in range(40)]


@pytest.mark.parametrize(
    ("wanted", "found", "figures"),
    [
        ("ab", "abcd", (1.0, 1.0, 1.0)),
        ("ab", "xaxb", (1.0, 1.0, (1 / np.log2(3) + 1 / np.log2(5)) / (1 + 1 / np.log2(3)))),
        ("ab", "xxxx", (0.0, 0.0, 0.0)),
        ("abcdefghijklmnop", "abcdefghij", (10 / 16, 1.0, 1.0)),
    ],
    ids=["all first", "second and fourth", "none", "more wanted than places"],
)
def test_figures_of_a_ranking(wanted: str, found: str, figures: tuple[float, ...]) -> None:
    pair = frozenset(wanted), list(found)
    assert (recall(pair), possible_recall(pair), ndcg(pair)) == pytest.approx(figures)


def test_made_articles_are_the_same_every_time_and_all_unlike() -> None:
    once, again = (list(corpus_sets.made(SENTENCES, 50)) for _ in range(2))
    assert once == again
    assert len(set(once)) == 50
    assert read_article(once[0], "x").metadata.publisher == "شراع 0"


class Counting:
    """An encoder that can only be asked for what is not known yet."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: list[str]) -> Vectors:
        self.asked += texts
        rows = np.random.default_rng(len(self.asked)).normal(size=(len(texts), SIZE))
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_a_known_sentence_is_turned_a_little_and_not_encoded_again() -> None:
    counting = Counting()
    turned = scale.Turned(SENTENCES, counting)
    asked = len(counting.asked)
    near = turned.encode([f"{SENTENCES[3]}.", SENTENCES[4]])
    assert len(counting.asked) == asked
    assert 0.8 < float(near[0] @ turned.known[SENTENCES[3]]) < 0.99
    assert np.array_equal(near, turned.encode([f"{SENTENCES[3]}.", SENTENCES[4]]))
    turned.encode(["جملة لم تعرف من قبل"])
    assert len(counting.asked) == asked + 1


def test_the_index_finds_nearly_what_comparing_every_vector_finds(tmp_path: Path) -> None:
    from takhrij.store.index import search_index

    encoder = scale.Turned(SENTENCES, Counting())
    assert scale.filled(tmp_path, corpus_sets.made(SENTENCES, 300, 4)) == 300
    with opened(tmp_path) as corpus:
        for identity in corpus.without_vectors():
            corpus.encode(identity, encoder)
        index = search_index(corpus)
        index.update()
        found = scale.recall(corpus, index, SENTENCES[:20], encoder)
    assert found["by_meaning_at_10"] >= 0.98


def test_a_fingerprint_tells_two_corpora_apart(tmp_path: Path) -> None:
    digests = []
    for name, count in (("a", 5), ("b", 5), ("c", 6)):
        with opened(tmp_path / name, create=True) as corpus:
            for article in corpus_sets.made(SENTENCES, count):
                corpus.add(read_article(article, "x"), article, "test")
            corpus.commit()
        digests.append(fingerprint(tmp_path / name))
    assert digests[0] == digests[1] != digests[2]


def test_sets_are_lines_that_a_corpus_takes_in(data: Path) -> None:
    for articles in (corpus_sets.arabic_news, corpus_sets.fa_kes, corpus_sets.baly):
        article = next(iter(articles(data)))
        assert read_article(article, "x").text
        assert json.loads(article)["text"]
    claims = corpus_sets.baly_claims(data)
    known = {corpus_sets.identity(article) for article in corpus_sets.baly(data)}
    assert set().union(*(claim.related for claim in claims)) <= known
