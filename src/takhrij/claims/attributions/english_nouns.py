"""English cues that are no verbs: nouns, adjectives, adverbs, "according to", "Ann: …"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from takhrij.annotations import Act
from takhrij.claims.attributions import english_contents as contents
from takhrij.claims.attributions.english_contents import frame, past_asides, piece, running
from takhrij.claims.attributions.english_grammar import (
    Line,
    grammar,
    is_adverb,
    is_quote,
    source_span,
)
from takhrij.claims.attributions.english_sources import Tokens, noun_phrase_back, subject_before
from takhrij.claims.attributions.english_verbs import Candidate
from takhrij.claims.attributions.forms import english_forms
from takhrij.claims.attributions.found import Found
from takhrij.claims.attributions.view import View
from takhrij.document import Span
from takhrij.language.lexicon import load

_NEAR = 5


@cache
def _nouns() -> dict[str, tuple[str, Act]]:
    found: dict[str, tuple[str, Act]] = {}
    for act, lemmas in load("en", "reporting")["nouns"].items():
        for lemma in lemmas:
            plural = lemma[:-1] + "ies" if lemma.endswith("y") else lemma + "s"
            found[lemma] = found[plural] = (lemma, act)
    return found


@cache
def _words(table: str) -> dict[str, Act]:
    lists = load("en", "reporting")[table]
    return {lemma: act for act, lemmas in lists.items() for lemma in lemmas}


def nouns(view: View, line: Line) -> Iterator[Candidate]:
    """Nouns and adjectives that carry a content, and adverbs that hand it to nobody."""
    for at in range(*line):
        norm = view.norm(at)
        if view.spoken[at] or not view.tokens[at].is_word:
            continue
        if norm in _nouns():
            yield from _noun(view, line, at)
        elif norm in _words("adjectives"):
            yield from _adjective(view, line, at)
        elif norm in _words("impersonal_adverbs"):
            yield from _adverb(view, line, at)


_NOUN_FRAMES = frozenset(
    {
        "that",
        "to",
        "of",
        "for",
        "about",
        "on",
        "over",
        "against",
        "toward",
        "with",
        "in",
        "wh",
        "quote",
        "from",
        "by",
        "colon",
        "regarding",
        "among",
    }
)


def _noun(view: View, line: Line, at: int) -> Iterator[Candidate]:
    lemma, act = _nouns()[view.norm(at)]
    opened = frame(view, past_asides(view, at + 1, line[1]), line[1])
    if opened.frame not in _NOUN_FRAMES:
        return
    by = _by(view, opened.at, line) if opened.frame in ("by", "from", "of", "among") else None
    if by and opened.frame != "of":
        opened = frame(view, by[1], line[1])
    content = _after(view, line, opened.at)
    if content is None:
        return
    source, how = _owner(view, line, at, by if opened.frame != "of" else None)
    found = Found(view.span(at, at + 1), (content,), source, act, impersonal=source is None)
    yield Candidate(found, (lemma, "noun", opened.frame, how))


def _after(view: View, line: Line, at: int) -> Span | None:
    if at >= line[1]:
        return None
    skip = view.norm(at) in grammar().prepositions and view.norm(at) not in ("to",)
    start = at + skip
    return piece(view, start, contents.clause_end(view, start, line[1], narrow=True))


def _by(view: View, at: int, line: Line) -> Tokens | None:
    """The noun phrase after by, from or among."""
    lists = grammar()
    index = at + 1
    while index < min(line[1], at + 10):
        norm = view.norm(index)
        if (
            not view.tokens[index].is_word
            or norm in lists.opens_clause
            or norm in ("to", "about", "on", "over")
        ):
            break
        if norm in lists.auxiliaries or norm in english_forms():
            break
        index += 1
    return (at + 1, index) if index > at + 1 else None


def _owner(view: View, line: Line, at: int, by: Tokens | None) -> tuple[Span | None, str]:
    """Whose claim it is: a possessive before, by X after, or the subject of the verb before."""
    lists = grammar()
    if by:
        return source_span(view, *by), "by"
    for index in range(at - 1, max(line[0] - 1, at - _NEAR), -1):
        norm = view.norm(index)
        if norm in lists.possessives:
            return view.span(index, index + 1), "own"
        if norm.endswith(("'s", "s'")):
            start = min(index, noun_phrase_back(view, index + 1, line[0]))
            return view.span(start, index + 1), "own"
        if not view.tokens[index].is_word or norm in lists.prepositions:
            break
    return _governor(view, line, at)


def _governor(view: View, line: Line, at: int) -> tuple[Span | None, str]:
    """The subject of the verb before. "There were claims": somebody's own, whoever they are."""
    verb = _verb_before(view, line, at)
    if verb is None:
        return None, "none"
    if view.norm(verb - 1) == "there":
        return None, "own"
    own = subject_before(view, verb, line[0])
    return (source_span(view, *own), "subject") if own else (None, "none")


def _verb_before(view: View, line: Line, at: int) -> int | None:
    """The first token of the verb group that governs a noun, a few words before it."""
    lists = grammar()
    for index in range(at - 1, max(line[0], at - _NEAR), -1):
        norm = view.norm(index)
        if norm in lists.auxiliaries or norm in english_forms() or norm.endswith("ed"):
            first = index
            while first > line[0] and (
                view.norm(first - 1) in lists.auxiliaries or is_adverb(view.norm(first - 1))
            ):
                first -= 1
            return first
        if not view.tokens[index].is_word:
            return None
    return None


def _adjective(view: View, line: Line, at: int) -> Iterator[Candidate]:
    """ "is confident that", "critical of"."""
    lists = grammar()
    opened = frame(view, at + 1, line[1])
    if opened.frame not in _NOUN_FRAMES and opened.frame != "clause":
        return
    first = at
    while first > line[0] and (
        view.norm(first - 1) in lists.auxiliaries
        or is_adverb(view.norm(first - 1))
        or view.norm(first - 1) in ("very", "more", "so", "less")
    ):
        first -= 1
    has_be = (
        any(view.norm(i) in lists.be for i in range(first, at))
        or view.norm(first - 1) in lists.contracted
    )
    content = _after(view, line, opened.at)
    own = subject_before(view, first, line[0]) if has_be else None
    if content is None:
        return
    source = source_span(view, *own) if own else None
    is_nobody = source is None or view.text[source.start : source.end].lower() in ("it", "there")
    act = _words("adjectives")[view.norm(at)]
    found = Found(
        view.span(first, at + 1),
        (content,),
        None if is_nobody else source,
        act,
        impersonal=is_nobody,
    )
    how = "it" if own and is_nobody else "own" if own else "none"
    yield Candidate(found, (view.norm(at), "adj", opened.frame, how))


def _adverb(view: View, line: Line, at: int) -> Iterator[Candidate]:
    content = piece(view, line[0], contents.clause_end(view, at + 1, line[1]))
    if content:
        found = Found(view.span(at, at + 1), (content,), None, impersonal=True)
        yield Candidate(found, (view.norm(at), "adv", "line", "none"))


# --- according to, and a name with a colon ----------------------------------------------------


def according(view: View, line: Line) -> Iterator[Candidate]:
    """According to X, citing X, in the words of X."""
    for at in range(*line):
        phrase = grammar().according.get(view.norm(at))
        if phrase and not view.spoken[at] and _is_here(view, at, phrase, line):
            yield from _according_to(view, line, at, at + len(phrase))


def _is_here(view: View, at: int, phrase: tuple[str, ...], line: Line) -> bool:
    if at + len(phrase) >= line[1]:
        return False
    return all(view.norm(at + step) == word for step, word in enumerate(phrase))


def _according_to(view: View, line: Line, at: int, after: int) -> Iterator[Candidate]:
    stop = after
    while stop < line[1] and _in_source(view, stop):
        stop += 1
    source = piece(view, after, stop)
    if source is None:
        return
    before = piece(view, line[0], at) if at > line[0] + 1 else None
    rest = _rest(view, line, at, stop, is_first=before is None)
    content = tuple(span for span in (before, rest) if span)
    if content:
        words = " ".join(view.norm(i) for i in range(at, after))
        place = "first" if before is None else "later"
        yield Candidate(
            Found(view.span(at, after), content, source), (words, "prep", place, "none")
        )


def _in_source(view: View, index: int) -> bool:
    norm = view.norm(index)
    if norm in ("which", "that", "who", "whose", "but", "while"):
        return False
    return view.tokens[index].is_word or norm in ("&", "(", ")", "$", "%", "/")


def _rest(view: View, line: Line, at: int, stop: int, *, is_first: bool) -> Span | None:
    """What goes on after the source: all of it where nothing stood before."""
    if stop >= line[1] - 1 or view.norm(stop) != ",":
        return None
    if is_first:
        return piece(view, stop + 1, line[1])
    if view.norm(at - 1) != "," or view.norm(stop + 1) in (
        "but",
        "and",
        "which",
        "who",
        "a",
        "while",
        "the",
    ):
        return None
    return piece(view, stop + 1, contents.clause_end(view, stop + 1, line[1]))


def named_colons(view: View, line: Line) -> Iterator[Candidate]:
    """ "Ann Lee: "We are late."" and headlines "Ann Lee: we are late"."""
    for at in range(line[0] + 1, min(line[1] - 1, line[0] + 10)):
        if view.norm(at) == ":":
            yield from _named_colon(view, line, at)
            return


def _named_colon(view: View, line: Line, at: int) -> Iterator[Candidate]:
    source = piece(view, line[0], at)
    is_plain = all(
        view.tokens[i].is_word and view.norm(i) not in english_forms() for i in range(line[0], at)
    )
    if source is None or not is_plain:
        return
    name = (
        "name"
        if all(view.text[view.tokens[i].start].isupper() for i in range(line[0], at))
        else "words"
    )
    if is_quote(view.norm(at + 1)):
        quotation = view.quotation_from(view.tokens[at + 1].end)
        if quotation:
            content = running(view, quotation)
            yield Candidate(
                Found(view.span(at, at + 1), content, source), (":", name, "quote", "none")
            )
        return
    rest = piece(view, at + 1, line[1])
    if rest:
        yield Candidate(Found(view.span(at, at + 1), (rest,), source), (":", name, "line", "none"))
