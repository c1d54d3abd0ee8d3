"""Arabic actors: which finders a word calls for, looked up once for each word form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from takhrij.language.actors.bodies import by_first_word, known_arabic, told_to
from takhrij.language.actors.candidate import Candidate
from takhrij.language.actors.lexicon import aliases, heads, roles
from takhrij.language.actors.names import may_start
from takhrij.language.actors.persons import by_name, by_role, told, verbs_of_telling
from takhrij.language.terms import Seen

Finder = Callable[[Seen, int], Iterator[Candidate]]


def arabic(seen: Seen) -> Iterator[Candidate]:
    """Every reading of the words as an actor, overlapping ones included."""
    for index, word in enumerate(seen.words):
        for finder in _finders(word.norm):
            yield from finder(seen, index)


@lru_cache(maxsize=65536)
def _finders(norm: str) -> tuple[Finder, ...]:
    """What to try at a word: for most words, nothing."""
    calls: tuple[tuple[object, Finder], ...] = (
        (aliases().starting(norm), known_arabic),
        (heads().starting(norm), by_first_word),
        (norm == "ل", told_to),
        (roles("ar").starting(norm), by_role),
        (may_start(norm), by_name),
        (norm in verbs_of_telling(), told),
    )
    return tuple(finder for called, finder in calls if called)
