"""English sources: the subject before or after a verb group, by its boundaries."""

from __future__ import annotations

from takhrij.claims.attributions.english_grammar import (
    Group,
    grammar,
    is_adverb,
    is_occasion,
)
from takhrij.claims.attributions.forms import english_forms
from takhrij.claims.attributions.view import View

_LONGEST = 40
_FAR = 18
_ABBREVIATION = 5
"""A full stop after a word of at most so many letters may belong to it (Rep. Lee)."""
Tokens = tuple[int, int]


def subject(view: View, group: Group) -> Tokens | None:
    """Tokens of the noun phrase before a group that is its subject; None if there is none."""
    if group.voice == "ing" and not view.tokens[group.first - 1].is_word:
        return None
    found = subject_before(view, group.first, group.line[0])
    if found and group.voice.startswith("inf") and _is_bare(view, found):
        return None
    return found


def _is_bare(view: View, found: Tokens) -> bool:
    """One plain word before "to": an adjective (quick to point out), and no subject."""
    first, after = found
    is_lower = view.text[view.tokens[first].start].islower()
    return after - first == 1 and is_lower and view.norm(first) not in grammar().subjects


def subject_before(view: View, end: int, line_first: int) -> Tokens | None:
    """The noun phrase that ends before a token, with its apposition; times between are passed
    over ("Ann Lee on Tuesday said", "who last year said")."""
    end = _before_times(view, end, line_first)
    if end <= line_first:
        return None
    lists = grammar()
    norm = view.norm(end - 1)
    if norm in lists.subjects or norm in lists.contracted or norm == "that":
        return end - 1, end
    if norm == ",":
        return _with_apposition(view, end, line_first)
    if norm in lists.joins or norm in lists.bounds or norm in lists.prepositions:
        return None
    if not view.tokens[end - 1].is_word and norm not in (")", "%", "."):
        return None
    start = noun_phrase_back(view, end, line_first)
    return (start, end) if start < end else None


def _before_times(view: View, end: int, line_first: int) -> int:
    lists = grammar()
    index = end
    while index > line_first and view.norm(index - 1) in lists.times:
        index -= 1
    if index == end:
        return end
    return index - (index > line_first and view.norm(index - 1) in ("on", "in", "at", "earlier"))


def _with_apposition(view: View, end: int, line_first: int) -> Tokens | None:
    """ "Ann Lee, the mayor, said": from the name before the comma before."""
    lists = grammar()
    opening = end - 1
    for _ in range(4):
        opening = _comma_before(view, opening, line_first)
        if opening <= line_first or view.norm(opening + 1) in _NEW_CLAUSE:
            return None
        start = noun_phrase_back(view, opening, line_first)
        before = view.norm(start - 1) if start > line_first else ""
        is_inside = before in (",", "who", "which", "whose")
        if start < opening and not is_inside and view.norm(opening - 1) not in lists.bounds:
            return start, end - 1
    return None


_NEW_CLAUSE = frozenset({"saying", "and", "but", "that"})


def _comma_before(view: View, end: int, line_first: int) -> int:
    for index in range(end - 1, max(line_first, end - _LONGEST), -1):
        if view.norm(index) == ",":
            return index
    return -1


def noun_phrase_back(view: View, end: int, line_first: int) -> int:
    """The first token of the noun phrase that ends before `end`."""
    index = end
    while index > max(line_first, end - _FAR) and not _bounds(view, index - 1, end, line_first):
        index -= 1
    return _without_lead(view, index, end)


def _bounds(view: View, at: int, end: int, line_first: int) -> bool:
    """Whether a token can't be inside the noun phrase that ends before `end`."""
    lists = grammar()
    norm = view.norm(at)
    if at + 1 < end and view.within_name(at):
        return False
    if not view.tokens[at].is_word:
        if norm == ".":
            return len(view.norm(at - 1)) > _ABBREVIATION and view.norm(at + 1) != ")"
        return norm not in (")", "(", "&", "/", "$", "%", "#", "@", "-")
    if norm in lists.bounds or norm in lists.auxiliaries or norm in lists.contracted:
        return True
    if norm in lists.subjects:
        return True
    if norm in ("and", "or"):
        return not _joins_nouns(view, at, line_first)
    if norm in lists.said:
        return True
    return norm.endswith("ly") and is_adverb(norm) and at + 1 < end


def _joins_nouns(view: View, at: int, line_first: int) -> bool:
    """ "Ann Lee and Bo Ray", "friends and neighbours": a noun phrase on both sides."""
    if at <= line_first or not view.tokens[at - 1].is_word:
        return False
    left, right = view.tokens[at - 1], view.tokens[at + 1]
    same = view.text[left.start].isupper() == view.text[right.start].isupper()
    return same and left.norm not in grammar().prepositions


def _without_lead(view: View, start: int, end: int) -> int:
    """Skip what only leads up to the noun phrase ("On Tuesday Ann Lee")."""
    lists = grammar()
    while start < end and (
        view.norm(start) in lists.leads
        or view.norm(start) in lists.times
        or not view.tokens[start].is_word
    ):
        start += 1
    return start


def lead(view: View, group: Group) -> Tokens | None:
    """The noun phrase that the line starts with, up to its verb."""
    lists = grammar()
    first = group.line[0]
    while first < group.first and (
        not view.tokens[first].is_word or view.spoken[first] or view.norm(first) in lists.leads
    ):
        first += 1
    for index in range(first, min(group.first, first + _FAR)):
        norm = view.norm(index)
        token = view.tokens[index]
        if norm == "." and len(view.norm(index - 1)) <= _ABBREVIATION:
            continue
        ends = norm in lists.auxiliaries or norm in english_forms() or norm == ","
        if ends or not token.is_word or norm.endswith("ed"):
            return (first, index) if index > first else None
    return None


def inverted_subject(view: View, group: Group) -> Tokens | None:
    """The noun phrase after a verb ("…," said Ann Lee, the mayor)."""
    index, end = group.after, group.line[1]
    if view.norm(index) in grammar().prepositions:
        return None
    while index < min(end, group.after + _LONGEST):
        if view.norm(index) == "," and _is_apposition(view, index, end):
            index += 1
        elif _ends_inverted(view, index, end):
            break
        index += 1
    while index > group.after and not view.tokens[index - 1].is_word:
        index -= 1
    return (group.after, index) if index > group.after else None


def _ends_inverted(view: View, index: int, end: int) -> bool:
    lists = grammar()
    norm = view.norm(index)
    if not view.tokens[index].is_word:
        if norm == ".":
            return index + 1 >= end or len(view.norm(index - 1)) > _ABBREVIATION
        return norm not in ("&", "(", ")", "-")
    if norm in lists.times or norm in lists.auxiliaries or norm in _AFTER_NAME:
        return True
    if norm == "and":
        return view.norm(index + 1) in lists.subjects
    if norm in lists.opens_clause:
        return norm != "who" or view.norm(index - 1) != ","
    return norm in lists.occasion_prepositions and is_occasion(view, index, end)


_AFTER_NAME = frozenset({"as", "about", "because", "while", "before", "after", "during", "to"})


def _is_apposition(view: View, comma: int, end: int) -> bool:
    """After a comma: a role ("the mayor of…", "education professor"), an age, or who."""
    lists = grammar()
    index = comma + 1
    norm = view.norm(index)
    if index >= end or not view.tokens[index].is_word:
        return False
    if norm.isdigit() or norm in lists.starts_role:
        return True
    for at in range(index, min(end, index + 6)):
        if not view.tokens[at].is_word:
            return False
        if view.norm(at).split("-")[-1] in lists.roles:
            return True
    return False
