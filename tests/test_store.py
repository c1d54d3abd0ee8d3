"""What comes in is kept as it came, once, and proves it on reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from takhrij.document import document_of
from takhrij.errors import EnvironmentFault, UsageError
from takhrij.store.corpus import opened
from takhrij.store.originals import Originals


def _kept(folder: Path, text: str, source: str) -> bool:
    with opened(folder, create=True) as corpus:
        added = corpus.add(document_of(text, source=source), text.encode(), "test")
        corpus.commit()
        return added


def test_an_original_is_read_back_byte_for_byte(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    assert originals.read(originals.keep(b"\xff\x00 anything")) == b"\xff\x00 anything"


def test_a_changed_original_is_refused(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    identity = originals.keep(b"as received")
    originals.path(identity).write_bytes(b"as altered")
    with pytest.raises(EnvironmentFault, match="has changed"):
        originals.read(identity)


def test_the_same_bytes_under_two_names_are_one_document_seen_twice(tmp_path: Path) -> None:
    assert _kept(tmp_path, "خبر", "first.txt")
    assert not _kept(tmp_path, "خبر", "second.txt")
    with opened(tmp_path) as corpus:
        assert len(corpus) == 1
        assert corpus.stats()["seen_again"] == 1


def test_what_was_not_committed_leaves_nothing_half_done(tmp_path: Path) -> None:
    with opened(tmp_path, create=True) as corpus:
        corpus.add(document_of("خبر", source="a"), "خبر".encode(), "test")
    assert _kept(tmp_path, "خبر", "a")


def test_a_removed_document_leaves_a_tombstone_and_may_come_back(tmp_path: Path) -> None:
    _kept(tmp_path, "خبر", "a")
    with opened(tmp_path) as corpus:
        (document,) = corpus.documents()
        corpus.remove(document.id, "withdrawn")
        assert (len(corpus), corpus.stats()["removed"]) == (0, 1)
    assert _kept(tmp_path, "خبر", "a")


def test_verification_names_the_original_that_is_missing(tmp_path: Path) -> None:
    _kept(tmp_path, "خبر", "a")
    with opened(tmp_path) as corpus:
        assert corpus.verify() == []
        (document,) = corpus.documents()
        corpus.originals.remove(document.id)
        assert document.id in corpus.verify()[0]


def test_a_folder_without_a_corpus_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="corpus add"), opened(tmp_path):
        pass
