"""How adding and searching grow: corpora of a thousand, ten thousand and more made articles.

An article is eight sentences of real news drawn at random. Each sentence is encoded once; every
place where it stands gets its vector turned a little, at random but the same every time, so
that no two are alike and none has to be encoded again. Times of searching are those of one
process that holds the index open, as the workbench does.
"""

from __future__ import annotations

import json
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from takhrij.bench import corpus_sets
from takhrij.bench.timed import folder_bytes, timed
from takhrij.corpus.meaning import SIZE, Encoder, Vectors, sentence_encoder
from takhrij.corpus.search import Query, passages_of
from takhrij.corpus.stems import asked_stems, stems
from takhrij.store.corpus import Corpus, opened
from takhrij.store.index import SearchIndex, search_index

QUERIES = 200
TURN = 0.35
"""Length of what is added to a unit vector: the result has a cosine of about .94 with it."""
WORDS = (3, 8)
"""Fewest and most words of a query, in a row from a sentence."""
ADDED = 10_000
"""Documents up to which they are added as a user adds them, and peers are measured."""
SHORT = 3
"""Sentences of an article above that."""
MANY = 100_000
"""Documents above which an article is one sentence."""
AIM = "p95 under 100 ms, memory under 2,000 MB at 100,000 documents (our own aim)"


class Turned:
    """An encoder that knows its sentences already and gives each place a vector of its own."""

    def __init__(self, sentences: Sequence[str], encoder: Encoder) -> None:
        rows = np.asarray(encoder.encode(list(sentences)), dtype=np.float32)
        self.known = dict(zip(sentences, rows, strict=True))
        self.encoder = encoder

    def encode(self, texts: list[str]) -> Vectors:
        seed = zlib.crc32(" ".join(texts).encode())
        noise = np.random.default_rng(seed).normal(0, TURN / SIZE**0.5, (len(texts), SIZE))
        near = [self.known.get(t, self.known.get(t.rstrip("."))) for t in texts]
        missing = [t for t, row in zip(texts, near, strict=True) if row is None]
        made = iter(self.encoder.encode(missing)) if missing else iter(())
        rows = np.stack([next(made) if row is None else row for row in near]) + noise
        unit: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        return unit


def measure(data: Path) -> dict[str, Any]:
    """Growth from a thousand to ten thousand documents, with peers at the larger size."""
    return growth(data, (1_000, 10_000))


def large(data: Path) -> dict[str, Any]:
    """Growth to a hundred thousand documents: a quarter of an hour on an idle core."""
    return growth(data, (1_000, 10_000, 100_000))


def million(data: Path) -> dict[str, Any]:
    """A million documents of one sentence, put in by the shortest way and searched."""
    return growth(data, (1_000_000,))


def growth(data: Path, sizes: Sequence[int], folder: Path | None = None) -> dict[str, Any]:
    """The figures at each size. Corpora stay in `folder`, if one is named."""
    sentences = corpus_sets.sentences_of(data, 4_000)
    encoder = Turned(sentences, sentence_encoder())
    with tempfile.TemporaryDirectory() as temporary:
        at = folder or Path(temporary)
        found = [_one_size(at / str(size), size, sentences, encoder) for size in sizes]
    return {"sizes": found, "queries": QUERIES, "aim": AIM, "published": None}


def _one_size(folder: Path, size: int, sentences: list[str], encoder: Encoder) -> dict[str, Any]:
    """Add, encode, index and search one corpus."""
    folder.mkdir(parents=True, exist_ok=True)
    source, home = folder / "made.jsonl", folder / "corpus"
    made = partial(corpus_sets.made, sentences, size)
    if size <= ADDED:
        count, bytes_in = corpus_sets.written(source, made())
        ran = timed(folder, "corpus", "add", str(source), "--corpus", str(home))
        added: dict[str, Any] = {
            "documents_per_second": round(size / ran.seconds, 1),
            "megabytes_per_second": round(bytes_in / 1e6 / ran.seconds, 2),
            "documents_per_second_of_a_core": round(size / ran.work, 1),
            "peak_megabytes": round(ran.megabytes),
        }
    else:
        count = filled(home, made(length=SHORT if size <= MANY else 1))
        added = {"left_out": "put in without originals"}
    with opened(home) as corpus:
        encoded = _seconds(lambda: _encode(corpus, encoder))
        index = search_index(corpus)
        indexed = _seconds(index.update)
        asked = queries(sentences)
        result = {
            "documents": len(corpus),
            "sentences": len(index.meanings.rows()[0]),
            "lost": count - len(corpus),
            "add": added,
            "keep_vectors_documents_per_second": round(size / encoded, 1),
            "index_documents_per_second": round(size / indexed, 1),
            "bytes_a_document": {
                "sqlite": round((home / "corpus.sqlite").stat().st_size / size),
                "index": round(folder_bytes(home / "index") / size),
            },
            "recall_of_exhaustive": recall(corpus, index, asked[:40], encoder),
        }
        if size <= ADDED:
            result["peers"] = peers(corpus, asked, encoder)
    return {**result, "search": _searched_apart(home, asked)}


def filled(home: Path, articles: Iterable[bytes]) -> int:
    """Put articles into a corpus by the shortest way, without originals, fingerprints and custody:
    for sizes at which adding would take hours and only searching is measured."""
    with opened(home, create=True) as corpus:
        rows = (_bare(article) for article in articles)
        insert = (
            "INSERT INTO document (id, source, title, publisher, published, language, text,"
            " made_by, original_size) VALUES (?, '-', ?, ?, ?, 'ar', ?, 'bench', 0)"
        )
        corpus.connection.executemany(insert, rows)
        corpus.commit()
        return len(corpus)


def _bare(article: bytes) -> tuple[str, ...]:
    found = json.loads(article)
    text = f"{found['title']}\n\n{found['text']}"
    return corpus_sets.identity(article), found["title"], found["source"], found["date"], text


def _encode(corpus: Corpus, encoder: Encoder) -> None:
    for number, identity in enumerate(corpus.without_vectors(), start=1):
        corpus.encode(identity, encoder)
        if number % 500 == 0:
            corpus.commit()
    corpus.commit()


def _seconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def queries(sentences: Sequence[str]) -> list[str]:
    """Words in a row from sentences, the same ones every time."""
    draw = random.Random(corpus_sets.SEED)
    found = []
    for sentence in draw.sample(list(sentences), min(QUERIES, len(sentences))):
        words = sentence.split()
        length = min(draw.randint(*WORDS), len(words))
        start = draw.randrange(len(words) - length + 1)
        found.append(" ".join(words[start : start + length]).replace('"', ""))
    return found


def recall(
    corpus: Corpus, index: SearchIndex, asked: Sequence[str], encoder: Encoder
) -> dict[str, float]:
    """How many of the ten best passages of an exhaustive search the index finds.

    Exhaustive: every true vector compared. `fused` takes the same ranking by words for both.
    """
    wanted = np.stack([encoder.encode([text])[0] for text in asked])
    best = exhaustive(corpus, wanted)
    alone = [
        _shared([p[0] for p in index.by_meaning(Query(text), row, 10)], exact)
        for text, row, exact in zip(asked, wanted, best, strict=True)
    ]
    return {"by_meaning_at_10": round(statistics.mean(alone), 4), "queries": len(asked)}


def _shared(found: Sequence[str], exact: Sequence[str]) -> float:
    return len(set(found) & set(exact[:10])) / max(1, len(exact[:10]))


def exhaustive(corpus: Corpus, wanted: Vectors, most: int = 10) -> list[list[str]]:
    """Ids of the documents with the sentence nearest to each vector, every one compared."""
    ids, scores = [], []
    for identity, blob in corpus.connection.execute(
        "SELECT document, vectors FROM sentence_vectors"
    ):
        rows = np.frombuffer(blob, dtype=np.float16).reshape(-1, SIZE).astype(np.float32)
        if len(rows):
            ids.append(identity)
            scores.append((rows @ wanted.T).max(axis=0))
    order = np.argsort(-np.stack(scores), axis=0, kind="stable")[:most]
    return [[ids[row] for row in column] for column in order.T]


def latencies(search: Callable[[str], Any], asked: Sequence[str]) -> dict[str, float]:
    """Milliseconds of one search, after ten that are not counted: by the clock, and of a core,
    which other work on the machine hardly changes."""
    for text in asked[:10]:
        search(text)
    clock, core = [], []
    for text in asked:
        began, worked = time.perf_counter(), time.process_time()
        search(text)
        clock.append(1000 * (time.perf_counter() - began))
        core.append(1000 * (time.process_time() - worked))
    return {
        "p50_ms": round(statistics.median(clock), 2),
        "p95_ms": round(_p95(clock), 2),
        "p50_core_ms": round(statistics.median(core), 2),
        "p95_core_ms": round(_p95(core), 2),
    }


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[int(0.95 * (len(values) - 1))]


def _searched_apart(home: Path, asked: Sequence[str]) -> dict[str, Any]:
    """Latency and memory of a process that does nothing but search."""
    program = "from takhrij.bench.scale import search_alone; search_alone()"
    given = json.dumps([str(home), list(asked)])
    ran = subprocess.run(
        [sys.executable, "-c", program], input=given.encode(), capture_output=True, check=True
    )
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def search_alone() -> None:
    """Read a folder and queries as JSON, print the figures of searching as JSON."""
    home, asked = json.loads(sys.stdin.buffer.read())
    with opened(Path(home)) as corpus:
        index = search_index(corpus)
        began = time.perf_counter()
        index.update()
        fresh = time.perf_counter() - began
        encoder = sentence_encoder()
        words = latencies(lambda text: index.search(Query(text)), asked)
        both = latencies(lambda text: index.search(Query(text), encoder), asked)
        folded = latencies(lambda text: index.search(Query(text, copies=False), encoder), asked)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {"words": words, "fused": both, "fused_one_a_family": folded}
    said = {**found, "peak_megabytes": round(peak), "nothing_new_ms": round(1000 * fresh, 1)}
    sys.stdout.write(json.dumps(said))


# --- peers --------------------------------------------------------------------------------


def peers(corpus: Corpus, asked: Sequence[str], encoder: Encoder) -> dict[str, Any]:
    """The same passages in SQLite's FTS5 and in bm25s, the same vectors in one numpy array."""
    lines = [stems(d.quote(span)) for d in corpus.documents() for span in passages_of(d)]
    wanted = [asked_stems(text) for text in asked]
    rows = np.concatenate(corpus.sentence_vectors()[2])
    vectors = {text: encoder.encode([text])[0] for text in asked}
    return {
        "sqlite_fts5": _fts5(lines, wanted),
        "bm25s": _bm25s(lines, wanted),
        "numpy_exact_vectors": {
            **latencies(lambda text: np.argpartition(-(rows @ vectors[text]), 50)[:50], asked),
            "megabytes": round(rows.nbytes / 1e6),
        },
    }


def _fts5(lines: Sequence[Sequence[str]], wanted: Sequence[Sequence[str]]) -> dict[str, Any]:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE passage USING fts5(stems, content='')")
    insert = "INSERT INTO passage (rowid, stems) VALUES (?, ?)"
    built = _seconds(
        lambda: database.executemany(insert, ((n, " ".join(row)) for n, row in enumerate(lines)))
    )
    ask = "SELECT rowid FROM passage WHERE passage MATCH ? ORDER BY rank LIMIT 50"

    def search(text: str) -> Any:
        return database.execute(ask, [text]).fetchall()

    queries = [" OR ".join(f'"{stem}"' for stem in row) for row in wanted if row]
    return {"build_seconds": round(built, 2), **latencies(search, queries)}


def _bm25s(lines: Sequence[Sequence[str]], wanted: Sequence[Sequence[str]]) -> dict[str, Any]:
    if find_spec("bm25s") is None:
        return {"left_out": "bm25s is not installed"}
    import bm25s

    index = bm25s.BM25()
    built = _seconds(lambda: index.index([list(row) for row in lines], show_progress=False))
    known = set(chain.from_iterable(lines))
    rows = {" ".join(row): [s for s in row if s in known] for row in wanted}
    asked = [text for text, row in rows.items() if row]

    def search(text: str) -> Any:
        return index.retrieve([rows[text]], k=min(50, len(lines)), show_progress=False)

    return {"build_seconds": round(built, 2), **latencies(search, asked)}
