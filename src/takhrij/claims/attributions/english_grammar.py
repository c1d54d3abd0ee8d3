"""English closed classes and verb groups: what the rules know instead of a parser."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from takhrij.claims.attributions.forms import Form, english_forms
from takhrij.claims.attributions.view import QUOTES, View
from takhrij.document import Span
from takhrij.language.lexicon import load

Line = tuple[int, int]
"""The first token of a sentence and the token after its last."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """The lists under `grammar` in `reporting.toml`, as sets."""

    contracted: frozenset[str]
    possessives: frozenset[str]
    auxiliaries: frozenset[str]
    be: frozenset[str]
    negations: frozenset[str]
    adverbs: frozenset[str]
    subjects: frozenset[str]
    determiners: frozenset[str]
    prepositions: frozenset[str]
    opens_clause: frozenset[str]
    bounds: frozenset[str]
    particles: frozenset[str]
    times: frozenset[str]
    occasions: frozenset[str]
    occasion_prepositions: frozenset[str]
    seeming: frozenset[str]
    told: frozenset[str]
    said: frozenset[str]
    after_comma: frozenset[str]
    after_object: frozenset[str]
    after_object_comma: frozenset[str]
    joins: frozenset[str]
    starts_role: frozenset[str]
    roles: frozenset[str]
    leads: frozenset[str]
    plural_before: frozenset[str]
    focus: frozenset[str]
    hearers: frozenset[str]
    carries_on: frozenset[str]
    according: dict[str, tuple[str, ...]]
    """Phrases by their first word."""


@cache
def grammar() -> Grammar:
    lists = load("en", "reporting")["grammar"]
    according = {phrase.split()[0]: tuple(phrase.split()) for phrase in lists["according"]}
    rest = {name: frozenset(words) for name, words in lists.items() if name != "according"}
    return Grammar(according=according, **rest)


@dataclass(frozen=True, slots=True)
class Group:
    """A verb with its auxiliaries and adverbs, in its line.

    `first` is the first token of the group, `at` the verb, `after` the token after verb and
    particle. `voice`: act, base (no auxiliary, bare), pass, ing (no auxiliary) or inf (to say).
    """

    first: int
    at: int
    after: int
    form: Form
    voice: str
    negated: bool
    line: Line
    lemma: str


_LY = 4
"""Words in -ly of more letters than this are adverbs."""


def is_adverb(norm: str) -> bool:
    return norm in grammar().adverbs or (norm.endswith("ly") and len(norm) > _LY)


def is_stop(norm: str) -> bool:
    return norm in (".", "!", "?", ";", "...", "..", "")


def is_quote(norm: str) -> bool:
    return norm in QUOTES


def source_span(view: View, first: int, after: int) -> Span:
    """The span of a source's tokens; of a contraction (he's) only the pronoun."""
    span = view.span(first, after)
    last = view.tokens[after - 1]
    if last.norm in grammar().contracted:
        return Span(span.start, last.start + last.norm.index("'"))
    return span


def group_at(view: View, at: int, line: Line) -> Group | None:
    """The verb group whose verb is a token, or None where the token is no verb."""
    forms = english_forms().get(view.tokens[at].norm)
    if not forms or view.within_name(at):
        return None
    first, auxiliaries = _auxiliaries(view, at, line[0])
    form = forms[0]
    voice = _voice(view, first, form, auxiliaries)
    if voice is None:
        return None
    after, lemma = _particle(view, at, form.verb.lemma)
    negated = any(view.norm(i) in grammar().negations for i in range(first, at))
    return Group(first, at, after, form, voice, negated, line, lemma)


def _auxiliaries(view: View, at: int, line_first: int) -> tuple[int, tuple[str, ...]]:
    """The first token of the group and its auxiliaries, nearest the verb first.

    A contraction (he's) lends its auxiliary but stays outside, as the subject.
    """
    lists = grammar()
    index, auxiliaries = at, []
    while index > line_first:
        norm = view.norm(index - 1)
        if norm in lists.contracted:
            auxiliaries.append(norm[norm.index("'") :])
            break
        if norm in lists.auxiliaries:
            auxiliaries.append(norm)
        elif not is_adverb(norm) or norm in lists.focus:
            break
        index -= 1
    return index, tuple(auxiliaries)


def _voice(view: View, first: int, form: Form, auxiliaries: tuple[str, ...]) -> str | None:
    """How the form is used, or None where the words before make it a noun or adjective."""
    before = view.norm(first - 1) if first else ""
    if form.shape in ("past", "part"):
        return _past_voice(before, auxiliaries)
    if form.shape == "ing":
        if auxiliaries and auxiliaries[0] != "to":
            return "act" if _has_be(auxiliaries) else None
        return None if _is_nominal(before) else "ing"
    if auxiliaries:
        bad = _has_be(auxiliaries[:1]) or auxiliaries[0] in ("has", "have", "had")
        if bad or "to" not in auxiliaries:
            return None if bad else "act"
        return "inf of" if before in english_forms() else "inf"
    if _is_nominal(before) or before in grammar().prepositions:
        return None
    return "act" if form.shape == "s" or before in grammar().plural_before else "base"


def _past_voice(before: str, auxiliaries: tuple[str, ...]) -> str | None:
    if auxiliaries:
        nearest = next((a for a in auxiliaries if a not in grammar().negations), "")
        return "pass" if nearest in grammar().be or nearest in ("gets", "got", "getting") else "act"
    return None if _is_nominal(before) else "act"


def _has_be(auxiliaries: tuple[str, ...]) -> bool:
    return any(auxiliary in grammar().be for auxiliary in auxiliaries)


def _is_nominal(before: str) -> bool:
    """After a determiner or a possessive a noun or adjective follows."""
    if before.endswith(("'s", "s'")):
        return before not in grammar().contracted
    return before in grammar().determiners


def _particle(view: View, at: int, lemma: str) -> tuple[int, str]:
    following = view.norm(at + 1)
    if following in grammar().particles:
        return at + 2, f"{lemma} {following}"
    return at + 1, lemma


def is_occasion(view: View, index: int, end: int) -> bool:
    """Whether a time or an occasion follows a preposition within a few words."""
    lists = grammar()
    for at in range(index + 1, min(end, index + _WITHIN)):
        norm = view.norm(at)
        if norm in lists.times or norm in lists.occasions:
            return True
        if not view.tokens[at].is_word or norm in lists.opens_clause:
            return False
    return False


_WITHIN = 5
