"""The corpus as evidence asks it: passages in both languages, reports, and who is kin to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import get_args

import numpy as np

from takhrij.corpus.families import SHARED, Family, Kinship, Report, families, kinships
from takhrij.corpus.fingerprints import METHOD, candidates, fingerprints
from takhrij.corpus.library import Kin
from takhrij.corpus.meaning import Encoder, Vectors, encoded_sentences, vectors
from takhrij.corpus.rows import Hashes
from takhrij.corpus.search import Hit, Query
from takhrij.corpus.translations import translations
from takhrij.document import Document, Language
from takhrij.store.corpus import Corpus
from takhrij.store.index import SearchIndex, search_index

CLOSURE = 400
"""Reports at most that are followed from copy to copy around what was found."""


class CorpusLibrary:
    """An open corpus behind `corpus.evidence.Library`. Without an encoder, words alone find.

    `in_words`: what is looked up is a claim in words and no report, so nothing copies it.
    """

    def __init__(
        self, corpus: Corpus, encoder: Encoder | None = None, *, in_words: bool = False
    ) -> None:
        self.corpus = corpus
        self.encoder = encoder
        self.in_words = in_words
        self.document = lru_cache(maxsize=2048)(corpus.document)

    @cached_property
    def _index(self) -> SearchIndex:
        index = search_index(self.corpus)
        index.update()
        return index

    def __len__(self) -> int:
        return len(self.corpus)

    def passages(self, text: str, limit: int) -> Sequence[Hit]:
        """The best passages in each language, those of the first language first."""
        plain = text.replace('"', " ")  # quotation marks ask for a phrase; a claim asks for none
        found: list[Hit] = []
        for language in get_args(Language):
            query = Query(plain, language=language, limit=limit)
            found += self._index.search(query, self.encoder)
        return found

    def kin(self, document: Document, others: Sequence[str]) -> Mapping[str, Kin]:
        """Families among the reports found, this one, and all that copy any of them."""
        found, _ = self.families(document, others)
        return dict(_kin(document.id, found))

    def families(
        self, document: Document, others: Sequence[str] = ()
    ) -> tuple[tuple[Family, ...], tuple[Kinship, ...]]:
        """The families of this report and of others, with the pairs that they are made of."""
        near = self._closure(document, others)
        reports = [self._report(document, identity) for identity in near]
        prints = [self._prints_of(document, identity) for identity in near]
        kin = (*kinships(reports, prints), *self._translated(document, near))
        return families(reports, kin), kin

    def _report(self, document: Document, identity: str) -> Report:
        found = document if identity == document.id else self.document(identity)
        meta = found.metadata
        return Report(found.id, found.text, meta.published, meta.publisher)

    @cached_property
    def _stored(self) -> dict[str, Hashes]:
        rows = self.corpus.connection.execute(
            "SELECT document, hashes FROM fingerprint WHERE method = ? ORDER BY document",
            [METHOD],
        )
        return {name: np.frombuffer(held, dtype=np.uint64) for name, held in rows}

    def _prints_of(self, document: Document, identity: str) -> Hashes:
        held = self._stored.get(identity)
        if held is not None and identity != document.id:
            return held
        found = document if identity == document.id else self.document(identity)
        return fingerprints(found.text)

    def _closure(self, document: Document, others: Iterable[str]) -> list[str]:
        """This report, the others, and what shares fingerprints with any of them, step by step."""
        own = () if self.in_words else (document.id,)
        ids = [*own, *(name for name in self._stored if name not in own)]
        links = defaultdict(set)
        for first, second, shared in candidates([self._prints_of(document, one) for one in ids]):
            if shared >= SHARED:
                links[ids[first]].add(ids[second])
                links[ids[second]].add(ids[first])
        near = dict.fromkeys((*own, *others))
        waiting = list(near)
        while waiting and len(near) < CLOSURE:
            new = [name for name in sorted(links[waiting.pop(0)]) if name not in near]
            near.update(dict.fromkeys(new))
            waiting += new
        return list(near)

    def _translated(self, document: Document, near: Sequence[str]) -> Sequence[Kinship]:
        if self.encoder is None:
            return ()
        held = [document if one == document.id else self.document(one) for one in near]
        languages = [one.language for one in held]
        if len(set(languages)) < 2:
            return ()
        rows = [self._vectors(one, self.encoder) for one in held]
        return translations(near, languages, rows)

    def _vectors(self, document: Document, encoder: Encoder) -> Vectors:
        """As the corpus keeps them, in half precision, whether it holds the report or not."""
        stored = self.corpus.vectors_of(document.id)
        if stored is not None:
            return stored
        halves = vectors(encoded_sentences(document), encoder).astype(np.float16)
        return halves.astype(np.float32)


def _kin(own: str, found: Iterable[Family]) -> Iterable[tuple[str, Kin]]:
    """Each member of a family; one of whole copies before one of a shared passage. A template
    is no kinship."""
    kept = (family for family in found if family.kind != "template")
    ordered = sorted(kept, key=lambda family: family.kind != "shared_passage")
    for family in ordered:
        for member in family.members:
            if family.kind != "shared_passage" or own in family.members:
                yield member, Kin(family.id, family.origin, own in family.members)
