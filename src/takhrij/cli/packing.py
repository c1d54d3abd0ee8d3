"""Options of `export` that draw on a corpus: what goes out is logged, a package is signed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from takhrij.casefile.exports import Export, Format
from takhrij.cli.witness import witness
from takhrij.document import Language

F = TypeVar("F", bound=Callable[..., Any])
PACKAGE = "package"


def of_packing(command: F) -> F:
    """--corpus, --key and --without-originals."""
    corpus = click.option(
        "--corpus",
        "folder",
        metavar="DIR",
        type=click.Path(path_type=Path, file_okay=False),
        help="The corpus of the case: the export is logged, a package takes originals from it.",
    )
    key = click.option(
        "--key",
        type=click.Path(path_type=Path, dir_okay=False),
        help="The key that signs a package; default: that of the corpus.",
    )
    bare = click.option("--without-originals", is_flag=True, help="A package without originals.")
    return corpus(key(bare(command)))


@contextmanager
def exported(
    form: Format,
    case: Mapping[str, Any],
    language: Language,
    *,
    folder: Path | None,
    key: Path | None,
    without_originals: bool,
) -> Iterator[Export]:
    """The case in a form. With a corpus it is logged once the caller has written it, or not."""
    if folder is None:
        yield _alone(form, case, language, key)
        return
    from takhrij.store.corpus import opened
    from takhrij.store.packages import log_export

    with opened(folder, witness=witness()) as corpus:
        log_export(corpus, case, form.name)
        if form.name == PACKAGE:
            yield _packed(corpus, case, language, key, bare=without_originals)
        else:
            yield form(case, language)
        corpus.commit()


def _alone(form: Format, case: Mapping[str, Any], language: Language, key: Path | None) -> Export:
    if form.name != PACKAGE or key is None:
        return form(case, language)
    from takhrij.casefile.package import Parts, package
    from takhrij.secrecy.keys import read_key

    return Export(package(Parts(case), language, read_key(key)))


def _packed(
    corpus: Any, case: Mapping[str, Any], language: Language, key: Path | None, *, bare: bool
) -> Export:
    from takhrij.casefile.package import package
    from takhrij.secrecy.keys import read_key, signing_key
    from takhrij.store.checkpoints import KEYS
    from takhrij.store.packages import parts

    chosen = read_key(key) if key else signing_key(corpus.folder / KEYS)
    return Export(package(parts(corpus, case, originals=not bare), language, chosen))
