"""Names of persons and bodies, which are full of names of places."""

from __future__ import annotations

from takhrij.language.places_prior import CAPITAL, prior_of
from takhrij.language.places_text import Named, Text

PERSON, BODY = -3.0, -2.5
"""Weights against a place, on the scale of `places_evidence`; ours."""


def person(text: Text, named: Named) -> float:
    """A name that people bear, beside another such name or after a title."""
    lexicon = text.lexicon
    if named.clitic and text.norm(named.first) in lexicon.people:
        return PERSON
    if not text.arabic and (borne := _latin_person(text, named)) < 0:
        return borne
    if named.kind is not None or prior_of(named.matches[0]) >= CAPITAL:
        return 0.0
    before, after = text.before(named.first), text.after(named.last)
    titled = before in lexicon.person or before in lexicon.given_names
    titled = titled or (before == "علي" and text.is_ali(named.first - 1))
    if not named.clitic and titled and (text.arabic or text.is_capital(named.first - 1)):
        return PERSON
    if not text.arabic:
        return 0.0
    single = named.first == named.last
    borne = single and text.norm(named.last) in lexicon.given_names
    borne = borne or text.norm(named.first) in lexicon.person
    if borne and (after in lexicon.given_names or after in lexicon.surnames):
        return PERSON
    if borne and not named.clitic and before not in lexicon.before:
        return PERSON
    return PERSON / 2 if borne else 0.0


def _acronym(text: Text, named: Named) -> float:
    """SANA is an agency; only countries are written so (UK, UAE)."""
    written = named.span.of(text.text)
    if named.first != named.last or not written.isupper() or not 2 < len(written) <= 5:
        return 0.0
    around = (text.is_upper(named.first - 1), text.is_upper(named.last + 1))
    country = any(m.candidate.feature == "country" for m in named.matches)
    return 0.0 if country or any(around) else 2 * BODY


def _latin_person(text: Text, named: Named) -> float:
    """A given name before a capital, or the surname of someone the text has named."""
    if (acronym := _acronym(text, named)) < 0:
        return acronym
    last, first = text.norm(named.last), text.norm(named.first)
    following = named.last + 1
    borne = first in text.lexicon.given_names or first in text.lexicon.weak_names
    borne = borne or first in text.lexicon.family
    if borne and text.after(named.last) and text.is_capital(following):
        surname = _is_surname(text, following)
        common = text.type_of(following) or text.norm(following) in text.lexicon.ordinary
        return PERSON if surname or not common else 0.0
    if last in text.surnames and named.first == named.last:
        return PERSON
    initial = text.text[text.words[named.first].span.start - 3 : text.words[named.first].span.start]
    return PERSON if initial.endswith(". ") and initial[:1].isupper() else 0.0


def _is_surname(text: Text, index: int) -> bool:
    return text.norm(index) in text.lexicon.surnames or text.norm(index) in text.lexicon.family


def body(text: Text, named: Named) -> float:
    """جيش العزة, «الشرق الأوسط»: a small place's name inside the name of a body."""
    if text.phrase(named) in text.lexicon.papers and text.is_quoted(named.first, named.last):
        return 2 * BODY
    if text.after(named.last) in text.lexicon.organization_after:
        return 2 * BODY
    if not text.arabic and text.before(named.first) in text.lexicon.organization:
        return 2 * BODY
    if named.kind is not None or named.clitic or prior_of(named.matches[0]) >= CAPITAL:
        return 0.0
    forms = text.forms(named.first - 1) if text.before(named.first) else ()
    return BODY if any(form in text.lexicon.organization for form in forms) else 0.0
