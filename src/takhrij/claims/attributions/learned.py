"""Attributions as the learned reader finds them, in the shape in which the rules find theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from takhrij.claims.attributions.forms import Form, arabic_forms, english_forms
from takhrij.claims.attributions.found import Found
from takhrij.claims.attributions.view import View
from takhrij.document import Language
from takhrij.language.fold import fold
from takhrij.language.lexicon import load
from takhrij.language.model import Told

_BEFORE = 2
"""How many words before a cue a negation may stand."""


def learned(view: View, told: Sequence[Told], least: float) -> Iterator[Found]:
    """Those at least `least` likely; act and person are read off the cue's verb, where known."""
    for item in told:
        if item.confidence < least:
            continue
        form = _form(view, item)
        yield Found(
            cue=item.cue,
            content=item.content,
            source=item.source,
            act=form.verb.act if form else "state",
            person=form.person if form else "",
            negated=_is_negated(view, item),
            confidence=round(item.confidence, 2),
            made_by="model",
        )


def _form(view: View, item: Told) -> Form | None:
    """The first verb of reporting among the words of the cue."""
    forms = arabic_forms() if view.language == "ar" else english_forms()
    for index in _cue(view, item):
        token = view.tokens[index]
        for written in (token.norm, *token.forms):
            if written in forms:
                return forms[written][0]
    return None


def _is_negated(view: View, item: Told) -> bool:
    cue = _cue(view, item)
    near = range(max(0, cue.start - _BEFORE), cue.stop)
    return any(view.tokens[index].norm in _negations(view.language) for index in near)


def _cue(view: View, item: Told) -> range:
    return range(view.at(item.cue.start), view.at(item.cue.end))


@cache
def _negations(language: Language) -> frozenset[str]:
    return frozenset(map(fold, load(language, "combine")["negations"]))
