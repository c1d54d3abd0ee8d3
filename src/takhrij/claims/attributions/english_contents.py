"""English contents: where they start after a cue, and where they end."""

from __future__ import annotations

from dataclasses import dataclass

from takhrij.annotations import Quotation
from takhrij.claims.attributions.english_grammar import (
    Group,
    grammar,
    is_adverb,
    is_occasion,
    is_quote,
    is_stop,
)
from takhrij.claims.attributions.forms import english_forms
from takhrij.claims.attributions.view import View
from takhrij.document import Span

_SKIP = 14
_OCCASION = 5
_MOST = 20
"""Quotations in a row that one "she said" may cover."""
_MARKS = "\"“”'‘’`«»„"


@dataclass(frozen=True, slots=True)
class Opening:
    """What follows a cue: the frame and the first token of the content."""

    frame: str
    at: int


def opening(view: View, group: Group) -> Opening:
    """What a verb group opens: that, wh, to, quote, colon, a preposition, ing, np or end."""
    end = group.line[1]
    index = past_asides(view, group.after, end)
    if group.form.verb.lemma in grammar().told and group.voice != "pass":
        index = _past_hearer(view, index, end)
    return frame(view, index, end)


def frame(view: View, index: int, end: int) -> Opening:
    if index >= end:
        return Opening("end", index)
    norm = view.norm(index)
    if is_quote(norm):
        return Opening("quote", index)
    if norm in (",", ":") and index + 1 < end and is_quote(view.norm(index + 1)):
        return Opening("quote", index + 1)
    if norm in (":", "-", "–", "—", "--"):
        return Opening("colon" if norm == ":" else "dash", index + 1)
    if not view.tokens[index].is_word and norm not in ("$", "#", "@"):
        return Opening("end", index)
    return Opening(_word_frame(view, index), index)


def _word_frame(view: View, index: int) -> str:
    lists = grammar()
    norm = view.norm(index)
    if norm == "to":
        return "to say" if _leads_to_cue(view, index) else "to"
    if norm in ("that", "it"):
        return norm
    if norm in lists.opens_clause:
        return "wh"
    if norm in lists.prepositions:
        return norm
    if norm in lists.subjects or norm in lists.contracted or norm == "there":
        return "clause"
    if norm in lists.joins:
        return "end"
    if norm in lists.auxiliaries:
        return "aux"
    return "ing" if norm.endswith("ing") and len(norm) > _OCCASION else "np"


def _leads_to_cue(view: View, index: int) -> bool:
    """ "refused to comment": another verb of the list after to."""
    index += 1
    while is_adverb(view.norm(index)):
        index += 1
    forms = english_forms().get(view.norm(index))
    return bool(forms and forms[0].shape == "base")


def past_asides(view: View, index: int, end: int) -> int:
    """Past adverbs, times and occasions: "said on Tuesday in an interview with a paper"."""
    lists = grammar()
    start = index
    while index < min(end, start + _SKIP):
        norm = view.norm(index)
        if norm in lists.times or (is_adverb(norm) and norm not in lists.focus):
            index += 1
        elif norm in lists.occasion_prepositions and is_occasion(view, index, end):
            index = _occasion_end(view, index, end)
        else:
            break
    return index


def _occasion_end(view: View, index: int, end: int) -> int:
    """After the phrase: at a mark, a complementiser or a pronoun, else after its noun."""
    lists = grammar()
    last = index + 1
    for at in range(index + 1, min(end, index + 12)):
        norm = view.norm(at)
        if not view.tokens[at].is_word or norm in lists.opens_clause or norm in lists.subjects:
            return at
        if norm in lists.occasions or norm in lists.times:
            last = at + 1
            if view.norm(last) not in ("with", "to", "of", "for", "on", "at", "by"):
                return last
    return last


def _past_hearer(view: View, index: int, end: int) -> int:
    """Past the person told: to a complementiser, a mark or the start of a clause."""
    lists = grammar()
    start = index
    if view.norm(index) in lists.hearers:
        return past_asides(view, index + 1, end)
    while index < min(end, start + _SKIP):
        norm = view.norm(index)
        if _ends_hearer(view, index, start):
            return index
        if index > start and (norm in lists.times or norm in lists.occasion_prepositions):
            return past_asides(view, index, end)
        index += 1
    return start


def _ends_hearer(view: View, index: int, start: int) -> bool:
    lists = grammar()
    norm = view.norm(index)
    if norm in lists.opens_clause or norm in ("to", "about", "of") or is_quote(norm):
        return True
    if norm in (",", ":", ".") or index <= start:
        return norm in (",", ":", ".")
    if norm in lists.subjects or norm in lists.contracted:
        return True
    return norm in lists.determiners and view.norm(index - 1) not in lists.prepositions


# --- ends -------------------------------------------------------------------------------


def clause_end(view: View, first: int, end: int, *, narrow: bool = False) -> int:
    """The token after a clause that starts at `first`, within its line; quotations are whole.

    `narrow`: the content is a noun phrase, which "and" plus a verb, "because" or "but" end.
    """
    index = first
    while index < end:
        if is_quote(view.norm(index)):
            index = _past_quotation(view, index)
            if _continues_reporting(view, index):
                return index
            continue
        if index > first and _ends_at(view, index, end, narrow=narrow):
            return index
        index += 1
    return max(index, end) if index > end else end


def _past_quotation(view: View, index: int) -> int:
    """The token after the closing mark, or the next where no quotation opens here."""
    quotation = view.quotation_from(view.tokens[index].end)
    if quotation is None:
        return index + 1
    return max(index + 1, min(view.at(quotation.span.end) + 1, len(view.tokens)))


def _continues_reporting(view: View, index: int) -> bool:
    """After a quotation that ends in a comma: "…,” adding that", "…,” but conceded"."""
    if view.norm(index - 2) != "," and view.norm(index - 1) != ",":
        return False
    norm = view.norm(index)
    forms = english_forms().get(norm)
    return norm in ("but", "and") or bool(forms and forms[0].shape == "ing")


def _ends_at(view: View, index: int, end: int, *, narrow: bool) -> bool:
    norm = view.norm(index)
    if norm == ",":
        return _comma_ends(view, index + 1, end, narrow=narrow)
    if norm == "and":
        return _and_ends(view, index + 1, narrow=narrow)
    if narrow and (norm in grammar().after_object or _is_aside(view, index, end)):
        return True
    return norm in ("—", "--", "–", ";")


def _is_aside(view: View, index: int, end: int) -> bool:
    """ "… in an interview on Tuesday": when and where it was said, and no part of it."""
    if view.norm(index) not in grammar().occasion_prepositions or view.norm(index) in (
        "to",
        "of",
        "from",
    ):
        return False
    return is_occasion(view, index, end)


def _comma_ends(view: View, index: int, end: int, *, narrow: bool) -> bool:
    norm = view.norm(index)
    if norm in grammar().after_comma or (norm == "according" and view.norm(index + 1) == "to"):
        return True
    if narrow and norm in grammar().after_object_comma:
        return True
    forms = english_forms().get(norm)
    if forms and forms[0].shape == "ing":
        return True
    if norm == "and":
        return _and_ends(view, index + 1, narrow=narrow) or (
            narrow and view.text[view.tokens[min(index + 1, len(view.tokens) - 1)].start].isupper()
        )
    return _is_said(view, index, end)


def _is_said(view: View, index: int, end: int) -> bool:
    """ "…, he said" inside or after the clause."""
    for at in range(index, min(end, index + 6)):
        if view.norm(at) in grammar().said:
            following = view.norm(at + 1)
            return is_stop(following) or following == "," or at + 1 >= end
        if not view.tokens[at].is_word:
            return False
    return False


def _and_ends(view: View, index: int, *, narrow: bool) -> bool:
    """ "… and said": another verb of the same subject."""
    while is_adverb(view.norm(index)) and view.norm(index) not in ("so",):
        index += 1
    norm = view.norm(index)
    if norm in grammar().said:
        return True
    if not narrow:
        return False
    forms = english_forms().get(norm)
    is_past = bool(forms and forms[0].shape in ("past", "s"))
    return (
        is_past
        or norm in ("is", "was", "has", "had", "will", "are", "were", "would")
        or (norm.endswith("ed") and len(norm) > _OCCASION)
    )


def piece(view: View, first: int, after: int) -> Span | None:
    """The tokens as a span without loose marks at its ends; quotation marks stay."""
    while first < after and view.norm(first) in _LOOSE_FIRST:
        first += 1
    while after > first and view.norm(after - 1) in _LOOSE_LAST:
        after -= 1
    if not any(view.tokens[i].is_word for i in range(first, min(after, first + 8))):
        return None
    return view.span(first, after)


_LOOSE_FIRST = frozenset({",", ":", ";", "-", "—", "–", "--", ".", "...", ")", "]"})
_LOOSE_LAST = frozenset({",", ":", ";", "-", "—", "–", "--", ".", "?", "!", "("})


# --- quotations -------------------------------------------------------------------------


def marked(view: View, quotation: Quotation) -> Span:
    """The quotation with its marks."""
    text = view.text
    start = quotation.span.start
    while start > 0 and text[start - 1] == " ":
        start -= 1
    width = 2 if text[max(0, start - 2) : start] in ("''", "``") else 1
    start = max(0, start - width)
    if not quotation.closed:
        return Span(start, quotation.span.end)
    end = quotation.span.end
    while end < len(text) and text[end].isspace():
        end += 1
    width = 2 if text[end : end + 2] == "''" else 1
    return Span(start, min(len(text), end + width))


def running(view: View, quotation: Quotation) -> tuple[Span, ...]:
    """A quotation and those that follow it with nothing between but a space."""
    spans = [marked(view, quotation)]
    following = _next_quotation(view, spans[-1].end)
    while following and len(spans) < _MOST:
        spans.append(marked(view, following))
        following = _next_quotation(view, spans[-1].end)
    return tuple(spans)


def _next_quotation(view: View, offset: int) -> Quotation | None:
    at = offset
    while at < len(view.text) and view.text[at] == " ":
        at += 1
    if at >= len(view.text) or view.text[at] not in _MARKS:
        return None
    found = view.quotation_from(at + 1, slack=2)
    return found if found and found.span.start > offset else None
