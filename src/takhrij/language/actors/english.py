"""English actors: bodies the data file names, capitalised names with a cue, people by role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from takhrij.annotations import Actor, ActorType
from takhrij.document import Span
from takhrij.language.actors.bodies import known
from takhrij.language.actors.candidate import Candidate, Rank
from takhrij.language.actors.lexicon import aliases, bare_bodies, demonyms, folded_set, roles
from takhrij.language.lemmas import is_listed
from takhrij.language.terms import Met, Seen, possessor

_LONGEST = 7
"""Words in a capitalised name, at most."""
_BEFORE_ROLE = 4
"""Words before a role that belong to it, at most."""


def english(seen: Seen) -> Iterator[Candidate]:
    """Every reading of the words as an actor, overlapping ones included."""
    for index, word in enumerate(seen.words):
        for finder in _finders(word.norm):
            yield from finder(seen, index)
        if is_capital(seen, index) and not _follows_capital(seen, index):
            yield from _capitalised(seen, index)


@lru_cache(maxsize=65536)
def _finders(norm: str) -> tuple[Callable[[Seen, int], Iterator[Candidate]], ...]:
    """What to try at a word, capitals aside: for most words, nothing."""
    calls = (
        (aliases().starting(norm), _known),
        (roles("en").starting(norm), _by_role),
        (bare_bodies().starting(norm), _bare),
    )
    return tuple(finder for called, finder in calls if called)


def _known(seen: Seen, index: int) -> Iterator[Candidate]:
    yield from known(seen, index, "en")


def _bare(seen: Seen, index: int) -> Iterator[Candidate]:
    """A body told by words that are no name."""
    met = bare_bodies().longest(seen, index)
    if met is not None:
        actor = Actor(met.span, met.term.of, met.span.of(seen.text), named=False)
        yield Candidate(met.first, met.last, Rank.PHRASE, actor)


def is_capital(seen: Seen, index: int) -> bool:
    """Whether a word starts with a capital, past al- and the like."""
    start = seen.words[index].span.start
    if seen.text[start].isupper():
        return True
    before, hyphen, after = seen.text[start : start + 4].partition("-")
    return bool(hyphen and after) and after[0].isupper() and len(before) > 1


def _follows_capital(seen: Seen, index: int) -> bool:
    return bool(index) and is_capital(seen, index - 1) and not seen.gap(index).strip()


# --- capitalised names ------------------------------------------------------------------


def _capitalised(seen: Seen, index: int) -> Iterator[Candidate]:
    """A row of capitalised words: its titles, then a person or a body by its words."""
    last = _row_end(seen, index)
    index += seen.words[index].norm == "the"
    first = _after_titles(seen, index, last)
    if first > last or _is_place(seen, last):
        return
    if first == index and _is_body(seen, first, last):
        rank = Rank.BODY if _holds_known(seen, first, last) else Rank.ROLE_OF_BODY
        yield _named(seen, first, last, _body_type(seen, first, last), rank)
    elif first > index or _is_person(seen, first, last):
        person_last = _person_end(seen, first, last)
        yield _named(seen, first, person_last, "person", Rank.PERSON, index)


def _holds_known(seen: Seen, first: int, last: int) -> bool:
    """Whether a name of the data file stands at either end: it wins over the longer row, but
    one in the middle ("Union of Red Cross Volunteers") doesn't."""
    for at in range(first, last + 1):
        met = aliases().longest(seen, at)
        if met is not None and (at == first or met.last == last):
            return True
    return False


def _is_place(seen: Seen, last: int) -> bool:
    """Saadallah Square, Saif al-Nour neighbourhood: a name with a word for a place at its end."""
    places = folded_set("en", "people", "places", "words")
    if possessor(seen.words[last].norm) in places:
        return True
    after = last + 1
    follows = after < len(seen.words) and not seen.gap(after).strip()
    return follows and seen.words[after].norm in places and not is_capital(seen, after)


def _named(
    seen: Seen, first: int, last: int, kind: ActorType, rank: Rank, title: int | None = None
) -> Candidate:
    """A named actor; `title` is the first word of what stands before the name."""
    span = Span(seen.words[first].span.start, seen.end(last))
    if title is None or title == first:
        return Candidate(first, last, rank, Actor(span, kind, span.of(seen.text)))
    before = Span(seen.words[title].span.start, seen.end(first - 1))
    return Candidate(first, last, rank, Actor(span, kind, span.of(seen.text), title=before), title)


def _row_end(seen: Seen, index: int) -> int:
    """The last capitalised word of a row; small words may stand between two of them."""
    links = folded_set("en", "actors", "heads", "links")
    particles = folded_set("en", "actors", "heads", "particles")
    last, at = index, index + 1
    while at < len(seen.words) and at - index < _LONGEST:
        gap = seen.gap(at)
        if gap.strip(" \u00a0.") or "\n" in gap or (". " in gap and not _is_short(seen, at - 1)):
            break
        if seen.words[at].norm in folded_set("en", "actors", "headline"):
            break
        if is_capital(seen, at):
            last = at
        elif seen.words[at].norm not in links and seen.words[at].norm not in particles:
            break
        if seen.words[at].norm != possessor(seen.words[at].norm):
            break
        at += 1
    return last


def _is_short(seen: Seen, index: int) -> bool:
    """An initial or an abbreviated title, whose full stop ends no sentence."""
    written = seen.words[index].span.of(seen.text)
    return len(written) <= 2 or written.rstrip(".") + "." in _titles_with_dots()


def _titles_with_dots() -> frozenset[str]:
    return frozenset(("Gen.", "Col.", "Maj.", "Capt.", "Prof.", "Sen.", "Rep.", "Brig.", "Adm."))


def _after_titles(seen: Seen, index: int, last: int) -> int:
    """The index after the titles that a row starts with."""
    at = index
    while at <= last:
        met = [m for m in roles("en").at(seen, at) if m.last <= last and _is_title(seen, m)]
        if not met:
            return at
        at = max(m.last for m in met) + 1
    return at


def _is_title(seen: Seen, met: Met) -> bool:
    return met.term.kind == "title" and is_capital(seen, met.first)


def _is_body(seen: Seen, first: int, last: int) -> bool:
    if first == last:
        return False
    tail = possessor(seen.words[last].norm)
    heads = folded_set("en", "actors", "heads", "first")
    followed = first < last and seen.words[first + 1].norm in ("of", "for")
    starts = seen.words[first].norm in heads and (followed or not tail.islower())
    arabic = seen.words[first].norm in folded_set("en", "actors", "heads", "arabic")
    within = any(
        seen.words[at].norm in heads and seen.words[at + 1].norm in ("of", "for")
        for at in range(first, last)
    )
    return tail in folded_set("en", "actors", "heads", "last") or starts or arabic or within


def _body_type(seen: Seen, first: int, last: int) -> ActorType:
    groups = folded_set("en", "actors", "heads", "groups")
    ends = (seen.words[first].norm, possessor(seen.words[last].norm))
    return "group" if any(end in groups for end in ends) else "organization"


def _is_person(seen: Seen, first: int, last: int) -> bool:
    """A sure given name with at least one more word, or a public figure's surname alone."""
    norm = possessor(seen.words[first].norm)
    if first == last:
        return norm in folded_set("en", "names", "figures") or norm.removeprefix(
            "al-"
        ) in folded_set("en", "names", "figures")
    return norm in folded_set("en", "names", "given") or (
        norm in folded_set("en", "names", "weak")
        and possessor(seen.words[first + 1].norm) in folded_set("en", "names", "surnames")
    )


def _person_end(seen: Seen, first: int, last: int) -> int:
    """The last word of a person's name: a row may go on past it ("John Smith of Oxford")."""
    at = first
    while at < last:
        norm = seen.words[at + 1].norm
        if norm in ("of", "for", "the", "and", "in", "on"):
            break
        at += 1
    return at


# --- people by role ---------------------------------------------------------------------


def _by_role(seen: Seen, index: int) -> Iterator[Candidate]:
    met = max(
        (m for m in roles("en").at(seen, index) if m.term.kind == "role"),
        key=lambda met: met.last,
        default=None,
    )
    if met is None:
        return
    first = _role_start(seen, met)
    name = _name_after(seen, met)
    if name is not None:
        yield _named(seen, name[0], name[1], "person", Rank.PERSON, first)
    elif not _only_modifies(seen, met, first):
        span = Span(seen.words[first].span.start, seen.end(met.last))
        kind: ActorType = "person" if met.term.of.number == "one" else "group"
        actor = Actor(span, kind, span.of(seen.text), named=False)
        rank = Rank.DESCRIPTION if _is_known(seen, first, met.last) else Rank.ROLE_OF_BODY
        yield Candidate(first, met.last, rank, actor)


def _only_modifies(seen: Seen, met: Met, first: int) -> bool:
    """ "terrorist attacks": a word for a person that only describes the noun after it."""
    if met.term.of.number == "many" or met.first != met.last:
        return False
    if met.term.key not in folded_set("en", "people", "modifiers", "words"):
        return False
    before = seen.words[first - 1].norm if first else ""
    if before not in folded_set("en", "people", "determiners", "words"):
        return True
    after = met.last + 1
    if after >= len(seen.words) or seen.gap(after).strip():
        return False
    return seen.words[after].norm not in folded_set("en", "people", "after", "words")


def _is_known(seen: Seen, first: int, last: int) -> bool:
    """Whether the data file knows the phrase as a whole: "rebel fighters"."""
    met = aliases().longest(seen, first)
    return met is not None and met.last >= last


def _role_start(seen: Seen, met: Met) -> int:
    first = met.first
    adjectives = folded_set("en", "people", "adjectives", "words")
    while first and met.first - first < _BEFORE_ROLE and not seen.gap(first).strip():
        before = seen.words[first - 1].norm
        if before not in adjectives and before not in demonyms():
            break
        first -= 1
    return first


def _name_after(seen: Seen, met: Met) -> tuple[int, int] | None:
    """ "spokesman John Kirby", "the commander, Jamil Saleh,": words `first` to `last`."""
    index = met.last + 1
    if index >= len(seen.words) or met.term.of.number == "many" or not is_capital(seen, index):
        return None
    gap = seen.gap(index).strip(" ")
    if gap not in ("", ","):
        return None
    last = _row_end(seen, index)
    if seen.words[index].norm in demonyms() or _is_body(seen, index, last):
        return None
    end = _person_end(seen, index, last)
    if _is_place(seen, end) or not (_is_person(seen, index, end) or _may_be_name(seen, met, gap)):
        return None
    return index, end


def _may_be_name(seen: Seen, met: Met, gap: str) -> bool:
    """A name of no list, straight after a role in small letters, in no dictionary either."""
    written = seen.words[met.last + 1].span.of(seen.text)
    small = not is_capital(seen, met.last)
    return small and not gap and not is_listed(written.lower(), "en")
