"""Does search find what belongs together: twins across languages, articles on a claim."""

from __future__ import annotations

import json
import math
import statistics
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from takhrij.bench import corpus_sets
from takhrij.bench.copy_sets import copies_among
from takhrij.corpus.meaning import Encoder, sentence_encoder
from takhrij.corpus.search import Place, Query, fused
from takhrij.corpus.signatures import distances, nearest, signatures
from takhrij.ingest.articles import read_article
from takhrij.store.corpus import Corpus, opened
from takhrij.store.index import SearchIndex, search_index
from takhrij.store.twins import twins_of

DEPTH = 100
LEAD = 300
"""Characters of a report that ask for its twin: title and lead, about what is encoded at once."""


def measure(data: Path) -> dict[str, Any]:
    """NTREX sentences, bilingual reports and the articles on Baly's claims, and how it grows."""
    from takhrij.bench.scale import measure as grown

    with tempfile.TemporaryDirectory() as folder:
        return {
            "ntrex": ntrex(data),
            "bilingual": bilingual(data, Path(folder) / "bilingual"),
            "baly": baly(data, Path(folder) / "baly"),
            "growth": grown(data),
            "published": "none found for these sets as search; aims: NTREX @1 .80, twins @1 .95",
        }


# --- twins --------------------------------------------------------------------------------


def ntrex(data: Path, most: int | None = None) -> dict[str, Any]:
    """Each Arabic sentence asks for its English twin among all: by every vector compared, and
    by signatures first, as search does."""
    pairs = corpus_sets.ntrex(data)[:most]
    encoder = sentence_encoder()
    arabic, english = (
        np.asarray(encoder.encode(list(side)), dtype=np.float32)
        for side in zip(*pairs, strict=True)
    )
    exact = [list(np.argsort(-(english @ row), kind="stable")[:10]) for row in arabic]
    signed = signatures(english)
    quick = []
    for row in arabic:
        close = nearest(distances(signed, signatures(row[None])[0]), 100)
        quick.append(list(close[np.argsort(-(english[close] @ row), kind="stable")[:10]]))
    return {"pairs": len(pairs), "exhaustive": _at(exact), "signatures_first_100": _at(quick)}


def _at(found: Sequence[Sequence[Any]]) -> dict[str, float]:
    """Recall @1 and @10 where the answer to question n is n."""
    return {
        f"recall_at_{depth}": round(
            statistics.mean(at in list(row)[:depth] for at, row in enumerate(found)), 4
        )
        for depth in (1, 10)
    }


def bilingual(data: Path, folder: Path) -> dict[str, Any]:
    """Each Arabic report asks for its English twin among the English ones: title and lead as a
    query, and as `corpus twins` ranks them."""
    reports = corpus_sets.bilingual(data)
    keys = {corpus_sets.identity(article): key for key, article in reports}
    taken_in(folder, [article for _, article in reports])
    with opened(folder) as corpus:
        index = ready(corpus, sentence_encoder())
        arabic = [d for d in corpus.documents() if d.language == "ar"]
        asked = [Query(one.text[:LEAD], language="en", limit=10) for one in arabic]
        by_search = [
            _documents([(h.document, 0, 0) for h in index.search(query, sentence_encoder())])
            for query in asked
        ]
        ranked = [[twin.document for twin in twins_of(index, one.id)] for one in arabic]
    wanted = [one.id for one in arabic]
    return {
        "reports": len(arabic),
        "title_and_lead_as_query": _twins(wanted, by_search, keys),
        "twins": _twins(wanted, ranked, keys),
        "twins_or_copies_of_them": _twins(wanted, ranked, _one_key_for_copies(reports, keys)),
    }


def _twins(
    wanted: Sequence[str], found: Sequence[Sequence[str]], keys: dict[str, str]
) -> dict[str, float]:
    """`keys` is the pair that each report belongs to, by the report's digest."""
    ranks = [[keys[one] for one in row] for row in found]
    pairs = [(keys[one], row) for one, row in zip(wanted, ranks, strict=True)]
    return {
        f"recall_at_{depth}": round(statistics.mean(key in row[:depth] for key, row in pairs), 4)
        for depth in (1, 10)
    }


def _one_key_for_copies(
    reports: Sequence[tuple[str, bytes]], keys: dict[str, str]
) -> dict[str, str]:
    """As `keys`, pairs of which any report stands in the set twice taken as one pair."""
    texts = {str(at): json.loads(article)["text"] for at, (_, article) in enumerate(reports)}
    first = {key: key for key, _ in reports}
    for copies in sorted(map(sorted, copies_among(texts))):
        kept, given_up = sorted(first[reports[int(at)][0]] for at in copies)
        first = {one: kept if at == given_up else at for one, at in first.items()}
    return {one: first[key] for one, key in keys.items()}


# --- claims -------------------------------------------------------------------------------


def baly(data: Path, folder: Path) -> dict[str, Any]:
    """Each claim asks for the articles that agree, disagree or discuss, among all articles.

    Only what was retrieved for the claim was judged: another article on it counts as wrong.
    """
    if not (folder / "corpus.sqlite").exists():
        taken_in(folder, list(corpus_sets.baly(data)))
    with opened(folder) as corpus:
        encoder = sentence_encoder()
        index = ready(corpus, encoder)
        held = {one for (one,) in corpus.connection.execute("SELECT id FROM document")}
        claims = [one for one in corpus_sets.baly_claims(data) if one.related & held]
        wanted = [one.related & held for one in claims]
        words = [index.by_words(Query(one.text), DEPTH) for one in claims]
        rows = [encoder.encode([one.text])[0] for one in claims]
        pairs = zip(claims, rows, strict=True)
        meaning = [index.by_meaning(Query(one.text), row, DEPTH) for one, row in pairs]
        both = [[p for p, _ in fused(w, m)] for w, m in zip(words, meaning, strict=True)]
        exact = _exact_recall(corpus, rows, meaning)
    rankings = {"words": words, "meaning": meaning, "fused": both}
    return {
        "articles": len(held),
        "claims": len(claims),
        "related": sum(map(len, wanted)),
        "meaning_recall_of_exhaustive_at_10": exact,
        **{name: _ranked(wanted, found) for name, found in rankings.items()},
    }


def _exact_recall(corpus: Corpus, rows: Sequence[Any], found: Sequence[Sequence[Place]]) -> float:
    from takhrij.bench.scale import exhaustive

    best = exhaustive(corpus, np.stack(list(rows)))
    pairs = zip(best, map(_documents, found), strict=True)
    return round(statistics.mean(len(set(b) & set(f[:10])) / len(b) for b, f in pairs), 4)


def _ranked(wanted: Sequence[frozenset[str]], found: Sequence[Sequence[Place]]) -> dict[str, float]:
    pairs = list(zip(wanted, map(_documents, found), strict=True))
    return {
        "recall_at_10": _mean(recall, pairs),
        "recall_at_10_of_possible": _mean(possible_recall, pairs),
        "ndcg_at_10": _mean(ndcg, pairs),
    }


Judged = tuple[frozenset[str], Sequence[str]]
"""The ids that should be found, and those that were, best first."""


def _mean(figure: Callable[[Judged], float], pairs: Sequence[Judged]) -> float:
    return round(statistics.mean(map(figure, pairs)), 4)


def recall(pair: Judged) -> float:
    """Share of the wanted among the first ten."""
    return len(pair[0] & set(pair[1][:10])) / len(pair[0])


def possible_recall(pair: Judged) -> float:
    """Of the first ten places, those that the wanted could fill and did."""
    return len(pair[0] & set(pair[1][:10])) / min(10, len(pair[0]))


def ndcg(pair: Judged) -> float:
    """Normalised discounted cumulative gain of the first ten (Järvelin and Kekäläinen 2002)."""
    wanted, found = pair
    gain = sum(1 / math.log2(at + 2) for at, one in enumerate(found[:10]) if one in wanted)
    return gain / sum(1 / math.log2(at + 2) for at in range(min(10, len(wanted))))


def _documents(places: Sequence[Place]) -> list[str]:
    """Documents in the order of their first passage."""
    return list(dict.fromkeys(place[0] for place in places))


def taken_in(folder: Path, articles: Sequence[bytes]) -> None:
    """A new corpus of these lines of JSON."""
    with opened(folder, create=True) as corpus:
        for number, article in enumerate(articles):
            corpus.add(read_article(article, str(number)), article + b"\n", "bench")
        corpus.commit()


def ready(corpus: Corpus, encoder: Encoder) -> SearchIndex:
    """Its index, with every report encoded."""
    for number, identity in enumerate(corpus.without_vectors()):
        corpus.encode(identity, encoder)
        if number % 100 == 0:
            corpus.commit()
    corpus.commit()
    index = search_index(corpus)
    index.update()
    return index
