"""Arabic verbs with an object and no clause: what "which he denied" speaks of, claims of
responsibility, accusations."""

from __future__ import annotations

from collections.abc import Iterator

from takhrij.claims.attributions.arabic_contents import clause_end, is_charge
from takhrij.claims.attributions.arabic_sources import (
    asked_by,
    recipient,
    span_of,
    subject,
    subject_before,
)
from takhrij.claims.attributions.arabic_words import Cue, is_definite, is_one_of, words
from takhrij.claims.attributions.contents import quoted, trimmed
from takhrij.claims.attributions.found import Found
from takhrij.claims.attributions.view import QUOTES, View
from takhrij.document import Span

_PREPOSITIONS = frozenset({"علي", "في", "من", "الي", "عن", "بعد", "قبل", "دون", "كل", "اي"})
_PRONOUNS = frozenset({"هو", "هي", "هم", "وهو", "وهي", "هذه", "هذا"})
_FEW = 4


def said_of(view: View, cue: Cue) -> Iterator[Found]:
    """هدنة أعلنتها القوات, هجوم تبناه التنظيم, وهو ما تنفيه أنقرة."""
    found = subject(view, cue.at + 1, min(cue.line[1], cue.at + 10))
    is_dropped = "as" in cue.takes and cue.joined and found is None
    if "said_of" not in cue.takes or not (found or is_dropped):
        return
    source = span_of(view, found) if found else None
    first = found[1] if found else cue.at + 1
    after = _after_b(view, first, cue) if cue.takes & {"as", "claim"} else None
    before = None if "as" in cue.takes else _antecedent(view, cue)
    content = tuple(span for span in (before, after) if span)
    if content and (source or is_dropped):
        yield Found(
            view.span(cue.at, cue.at + 1), content, source, cue.form.verb.act, cue.form.person
        )


def _after_b(view: View, index: int, cue: Cue) -> Span | None:
    """ما وصفه بكذا, نسبه إلى كذا: the words after the preposition."""
    end = cue.line[1]
    while index < min(end, cue.at + 14):
        norm = view.norm(index)
        if norm in words().that:
            return trimmed(view, index + 1, clause_end(view, index + 1, end))
        if norm == "الي":
            return trimmed(view, index + 1, clause_end(view, index + 1, end, is_phrase=True))
        if norm == "ب" or (
            norm.startswith("ب") and len(view.tokens[index].forms) > 1 and len(norm) > _FEW
        ):
            inside = quoted(view, index + 1)
            if inside:
                return trimmed(view, *inside)
            return trimmed(view, index, clause_end(view, index, end, is_phrase=True))
        index += 1
    return None


def _antecedent(view: View, cue: Cue) -> Span | None:
    """The noun phrase before a relative verb, or the clause before وهو ما."""
    lists = words()
    end = cue.at
    if view.norm(end - 1) in ("ما", "وما", "بما", "مما", "لما", "فيما"):
        is_clause = view.norm(end - 2) in ("هو", "وهو", "هذا", "وهذا")
        return _clause_before(view, cue, end - 2) if is_clause else None
    if view.norm(end - 1) in lists.relatives:
        end -= 1
    while end > cue.line[0] and view.norm(end - 1) in lists.times:
        end -= 1
    index = end
    while index > max(cue.line[0], end - _FEW):
        token = view.tokens[index - 1]
        if not token.is_word or token.norm in lists.stops or token.norm in _PREPOSITIONS:
            break
        if token.norm in _PRONOUNS:
            break
        index -= 1
        if token.norm.startswith(("ب", "ل")) and len(token.forms) > 1:
            break
    return trimmed(view, index, end) if index < end else None


def _clause_before(view: View, cue: Cue, end: int) -> Span | None:
    """The clause that "which he denied" speaks of: after the last complementiser before it."""
    first = cue.line[0]
    for index in range(end - 1, cue.line[0], -1):
        if view.norm(index) in words().that:
            first = index + 1
            break
    return trimmed(view, first, end)


def claim(view: View, cue: Cue) -> Iterator[Found]:
    """Responsibility: تبنى التنظيم الهجوم, with the object after the subject."""
    found = subject(view, cue.at + 1, cue.line[1])
    if found is None or cue.form.shape == "participle":
        return
    index = next((i for i in range(found[0] + 1, found[1]) if _is_deed(view, i)), found[1])
    found = found[0], index
    if index >= cue.line[1] or not view.tokens[index].is_word or view.norm(index) in words().stops:
        return
    content = trimmed(view, index, clause_end(view, index, cue.line[1], is_phrase=True))
    source = span_of(view, found)
    if content and source:
        yield Found(
            view.span(cue.at, cue.at + 1), (content,), source, cue.form.verb.act, cue.form.person
        )


def _is_deed(view: View, at: int) -> bool:
    """An attack or explosion after whoever claims it (تبنى التنظيم الهجوم)."""
    return view.norm(at) in words().speechless and is_definite(view.norm(at))


def accuse(view: View, cue: Cue) -> Iterator[Found]:
    """اتهم X Y بكذا: Y and the charge are the content."""
    end = min(cue.line[1], cue.at + 30)
    charge = next((i for i in range(cue.at + 2, end) if is_charge(view, i)), None)
    if charge is None:
        return
    before = None if cue.joined else subject_before(view, cue)
    is_dropped = cue.form.shape == "participle" or before is not None
    accused = cue.at + 1 if is_dropped else _accused_from(view, cue, charge)
    content = trimmed(view, accused, clause_end(view, accused, cue.line[1], is_phrase=True))
    own = (cue.at + 1, accused) if accused > cue.at + 1 else before
    source = span_of(view, own) if own and cue.form.shape != "participle" else None
    if content:
        yield Found(view.span(cue.at, cue.at + 1), (content,), source, "accuse", cue.form.person)
        told = recipient(view, cue.at + 1, accused) or asked_by(view, cue)
        if told:
            yield Found(view.span(cue.at, cue.at + 1), (content,), told, "accuse", relay=True)


def _accused_from(view: View, cue: Cue, charge: int) -> int:
    """Where the accused begin: a quotation, or a party that no role word stands before."""
    lists = words()
    for at in range(cue.at + 2, charge):
        if view.norm(at) in QUOTES:
            return at
        if is_one_of(view, at, lists.parties) and not is_one_of(view, at - 1, lists.people):
            return at
    return cue.at + 1
