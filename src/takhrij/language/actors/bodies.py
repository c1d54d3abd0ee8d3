"""Arabic bodies and groups: by the data file's names, by their first word, by quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

from takhrij.annotations import Actor
from takhrij.document import Span
from takhrij.language.actors.candidate import Candidate, Rank
from takhrij.language.actors.lexicon import aliases, demonyms, folded_set, groups, heads
from takhrij.language.terms import Met, Seen, without_article

_LONGEST = 5
"""Words in the name of a body after its first, at most."""
_QUOTED = 4
"""Words between quotation marks that can be a name, at most."""


def known_arabic(seen: Seen, index: int) -> Iterator[Candidate]:
    """A body or group that the data file names, by its Arabic name."""
    yield from known(seen, index, "ar")


def known(seen: Seen, index: int, language: str) -> Iterator[Candidate]:
    """A body or group that the data file names."""
    met = aliases().longest(seen, index)
    if met is not None and met.term.of is not None and not _is_small_word(seen, met):
        group = groups()[met.term.of]
        actor = Actor(met.span, group.type, group.name(language), ref=group.ref)
        yield Candidate(met.first, met.last, Rank.ALIAS, actor)


def _is_small_word(seen: Seen, met: Met) -> bool:
    """Whether capitals alone make a name of it, and the words around it have them too: the IS of
    "WHAT IS LEFT"."""
    if met.first != met.last or seen.words[met.first].norm not in folded_set(
        "en", "stopwords", "words"
    ):
        return False
    near = [at for at in (met.first - 1, met.last + 1) if 0 <= at < len(seen.words)]
    return all(seen.words[at].span.of(seen.text).isupper() for at in near)


def by_first_word(seen: Seen, index: int) -> Iterator[Candidate]:
    """A body told by the first word of its name, or whole by words that are no name."""
    met = heads().longest(seen, index)
    if met is None:
        return
    quoted = None if _is_known(seen, met) else _quoted(seen, met)
    last = met.last if quoted else _end(seen, met)
    if quoted:
        yield quoted
    elif last > met.last and _is_sure(seen, met, last):
        yield _candidate(seen, met, last, Rank.BODY)
    elif met.term.kind == "definite":
        yield _candidate(seen, met, last, Rank.PHRASE if last > met.first else Rank.BARE_BODY)


def _is_known(seen: Seen, met: Met) -> bool:
    """Whether the data file holds the whole name: الجبهة الإسلامية «تطارد المقاتلين» is no group of
    the name that stands in quotation marks."""
    alias = aliases().longest(seen, met.first)
    return alias is not None and alias.term.of is not None and alias.last > met.last


def _is_sure(seen: Seen, met: Met, last: int) -> bool:
    """Whether words that are nouns as often do name a body: إدارة الصراع doesn't."""
    if seen.words[met.last + 1].norm in folded_set("ar", "actors", "not_bodies"):
        return False
    if met.term.key not in folded_set("ar", "actors", "unsure"):
        return True
    return without_article(seen.words[last].norm)[0] in demonyms()


def _candidate(seen: Seen, met: Met, last: int, rank: Rank) -> Candidate:
    span = Span(met.start, seen.end(last))
    named = rank == Rank.BODY
    return Candidate(met.first, last, rank, Actor(span, met.term.of, span.of(seen.text), named))


def _end(seen: Seen, met: Met) -> int:
    """The last word of the name; the first word's own where the name has no end in sight."""
    last, end = met.last, met.last
    closed = met.definite or met.term.kind == "definite"
    while last + 1 < len(seen.words) and last - met.last < _LONGEST:
        norm = seen.words[last + 1].norm
        if seen.gap(last + 1).strip(" \u00a0"):
            break
        goes_on, closed = _step(norm, closed)
        if not goes_on and not (end > met.last and _adds(met.term.key, norm)):
            break
        last += 1
        end = last if closed else end
    return end


def _step(norm: str, closed: bool) -> tuple[bool, bool]:
    """Whether the name goes on with a word, and whether it may end after it.

    A noun chain stays open until a word with the article closes it; after that only
    adjectives, and a purpose ("لحقوق") with a new chain, go on.
    """
    if norm in folded_set("ar", "actors", "enders"):
        return False, closed
    if norm in folded_set("ar", "actors", "purposes"):
        return closed, False
    bare, definite = without_article(norm)
    if definite:
        return not closed or is_adjective(bare), True
    if closed:
        return False, closed
    return norm in folded_set("ar", "actors", "carriers"), False


def _adds(head: str, norm: str) -> bool:
    """المنظمة العالمية + للملكية, وزارة التربية + والتعليم: parts that some bodies' names add."""
    if norm.startswith("لل"):
        return head in folded_set("ar", "actors", "serving")
    return head == "وزاره" and norm in folded_set("ar", "actors", "portfolios")


def is_adjective(bare: str) -> bool:
    """Whether a word without its article looks like an adjective: السوري, المسلحة."""
    return bare.endswith(("ي", "يه")) or "ال" + bare in folded_set("ar", "actors", "adjectives")


def _quoted(seen: Seen, met: Met) -> Candidate | None:
    """حركة “الفجر”: what stands in quotation marks after a first word is the name."""
    if met.term.key not in folded_set("ar", "actors", "quoted", "heads"):
        return None
    first = _after_loaded_words(seen, met.last + 1)
    if first >= len(seen.words) or not _opens(seen.gap(first)):
        return None
    last = _quotation_end(seen, first)
    span = Span(seen.words[first].span.start, seen.words[last].span.end)
    if not _closes(seen, span.end):
        return None
    return Candidate(first, last, Rank.QUOTED, Actor(span, met.term.of, span.of(seen.text)))


def told_to(seen: Seen, index: int) -> Iterator[Candidate]:
    """لـ«الفجر»: who is told something, between quotation marks, is a paper or a station."""
    first = index + 1
    if first < len(seen.words) and _opens(seen.gap(first)):
        last = _quotation_end(seen, first)
        span = Span(seen.words[first].span.start, seen.words[last].span.end)
        if _closes(seen, span.end):
            actor = Actor(span, "organization", span.of(seen.text))
            yield Candidate(first, last, Rank.QUOTED, actor)


def _quotation_end(seen: Seen, first: int) -> int:
    last = first
    while last + 1 < len(seen.words) and last + 1 - first < _QUOTED:
        if seen.gap(last + 1).strip():
            break
        last += 1
    return last


def _closes(seen: Seen, end: int) -> bool:
    return seen.text[end : end + 1] in tuple("”»\"'’")


def _after_loaded_words(seen: Seen, index: int) -> int:
    """Past words such as الإرهابية that stand between a first word and a quoted name."""
    between = folded_set("ar", "actors", "quoted", "between")
    while index < len(seen.words) and seen.words[index].norm in between:
        index += 1
    return index


def _opens(gap: str) -> bool:
    return gap.strip(" \u00a0(") in ("“", "«", '"', "‘", "'", "„", "”")
