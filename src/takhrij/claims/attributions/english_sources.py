"""English sources: the subject before or after a verb group, by its boundaries."""

from __future__ import annotations

from takhrij.claims.attributions.english_grammar import (
    Group,
    Line,
    grammar,
    group_at,
    is_adverb,
    is_quote,
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
    return subject_before(view, group.first, group.line[0])


def subject_before(view: View, end: int, line_first: int) -> Tokens | None:
    """The noun phrase that ends before a token, with its apposition."""
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


def _with_apposition(view: View, end: int, line_first: int) -> Tokens | None:
    """ "Ann Lee, the mayor, said": from the name before the comma before."""
    lists = grammar()
    opening = end - 1
    for _ in range(3):
        opening = _comma_before(view, opening, line_first)
        if opening <= line_first:
            return None
        following = view.norm(opening + 1)
        if following in ("saying", "and", "but", "that"):
            return None
        start = noun_phrase_back(view, opening, line_first)
        if start < opening and view.norm(opening - 1) not in lists.bounds:
            before = view.norm(start - 1) if start > line_first else ""
            if before != ",":
                return start, end - 1
    return None


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
    if not view.tokens[at].is_word:
        if norm == ".":
            return len(view.norm(at - 1)) > _ABBREVIATION
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
        not view.tokens[first].is_word or view.norm(first) in lists.leads
    ):
        first += 1
    for index in range(first, min(group.first, first + _FAR)):
        norm = view.norm(index)
        token = view.tokens[index]
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
    if norm in lists.opens_clause and norm != "who":
        return True
    if norm in lists.times or norm in lists.auxiliaries:
        return True
    return norm in lists.occasion_prepositions or norm in (
        "as",
        "about",
        "because",
        "while",
        "before",
        "and" if view.norm(index + 1) in lists.subjects else "as",
    )


def _is_apposition(view: View, comma: int, end: int) -> bool:
    """After a comma: a role ("the mayor of…"), an age, or who and its clause."""
    lists = grammar()
    index = comma + 1
    norm = view.norm(index)
    if index >= end:
        return False
    if norm.isdigit() or norm in lists.starts_role:
        return True
    roles = norm.split("-")[-1]
    return view.tokens[index].is_word and roles in lists.starts_role


def has_verb(view: View, first: int, after: int, line: Line) -> bool:
    """Whether any token of a range is a verb of the list."""
    return any(group_at(view, at, line) for at in range(first, after) if view.tokens[at].is_word)


def is_quoted(view: View, at: int) -> bool:
    return is_quote(view.norm(at))
