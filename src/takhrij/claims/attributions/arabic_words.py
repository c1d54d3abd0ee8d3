"""Arabic closed classes and verbs of reporting in their line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from takhrij.claims.attributions.forms import Form, arabic_forms
from takhrij.claims.attributions.view import View
from takhrij.language.fold import fold
from takhrij.language.lexicon import load

Line = tuple[int, int]
"""The first token of a sentence and the token after its last."""
_PARTIES = ("group", "official_body", "organization", "places")
COMMAS = frozenset({"،", ","})
_CONJUNCTIONS = ("", "و", "ف")
_ARTICLES = ("وال", "بال", "فال", "كال", "ولل", "لل", "ال")


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of the language, folded."""

    that: frozenset[str]
    stops: frozenset[str]
    times: frozenset[str]
    speech: frozenset[str]
    appositions: frozenset[str]
    media: frozenset[str]
    fillers: frozenset[str]
    people: frozenset[str]
    documents: frozenset[str]
    deputies: frozenset[str]
    impersonal: frozenset[str]
    bare: frozenset[str]
    aside: frozenset[str]
    breaks: frozenset[str]
    asides_after: frozenset[str]
    objects: frozenset[str]
    relatives: frozenset[str]
    verbs: frozenset[str]
    not_verbs: frozenset[str]
    parties: frozenset[str]
    places: frozenset[str]
    bodies: frozenset[str]
    plain: frozenset[str]
    grounds: frozenset[str]
    published: frozenset[str]
    """Before an agency: that it carried a speech ("that the agency published", "with")."""
    headless: frozenset[str]
    """Adverbs and prepositions that no source begins with."""
    masculine: frozenset[str]
    """Countries that verbs agree with in the masculine."""
    speechless: frozenset[str]
    according: dict[str, tuple[tuple[str, ...], ...]]
    """Phrases by their first word, longest first."""
    as_said: dict[str, tuple[tuple[str, ...], ...]]


@cache
def words() -> Words:
    sources, reporting = load("ar", "sources"), load("ar", "reporting")
    pronouns = [fold(p) for p in reporting["that_pronouns"]]
    return Words(
        that=frozenset(fold(t) + p for t in reporting["that"] for p in pronouns),
        stops=_folded(sources["stops"]),
        times=_folded(sources["times"]),
        speech=_folded(sources["speech_nouns"]),
        appositions=_folded(sources["appositions"]),
        media=_folded(sources["media"]),
        fillers=_folded(sources["fillers"]),
        people=_folded(sources["person"]),
        documents=_folded(sources["document"]),
        deputies=_folded(sources["deputies"]),
        impersonal=_folded(reporting["impersonal"]),
        bare=_folded(reporting["bare_needs_content_next"]),
        aside=_folded(reporting["aside"]),
        breaks=_folded(reporting["breaks"]),
        asides_after=_folded(reporting["asides_after"]),
        objects=_folded(reporting["objects"]),
        relatives=_folded(reporting["relatives"]),
        verbs=_folded(reporting["common_verbs"]),
        not_verbs=_folded(reporting["not_verbs"]),
        parties=_folded(
            [word for name in _PARTIES for word in sources[name]],
        ),
        places=_folded(sources["places"]),
        bodies=_folded([*sources["organization"], *sources["official_body"]]),
        plain=_folded(sources["plain"]),
        grounds=_folded(sources["grounds"]),
        published=_folded(sources["published"]),
        headless=_folded(sources["headless"]),
        masculine=_folded(sources["masculine"]),
        speechless=_folded(sources["speechless"]),
        according=_phrases(reporting["according"]),
        as_said=_phrases(reporting["as_said"]),
    )


def _folded(written: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, written))


def _phrases(written: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    phrases = sorted((tuple(fold(phrase).split()) for phrase in written), key=len, reverse=True)
    heads = dict.fromkeys(phrase[0] for phrase in phrases)
    return {head: tuple(p for p in phrases if p[0] == head) for head in heads}


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb in its line: token index, form, and whether و or ف stands before it."""

    at: int
    form: Form
    joined: bool
    line: Line

    written: str = ""
    """The verb without the conjunction before it."""

    @property
    def takes(self) -> frozenset[str]:
        return self.form.verb.takes


def verb_at(view: View, at: int) -> tuple[Form, bool] | None:
    """The verb of reporting that a token is, and whether و or ف is joined to it."""
    if at >= len(view.tokens) or not view.tokens[at].is_word:
        return None
    token, forms = view.tokens[at], arabic_forms()
    for written in token.forms:
        if written in forms and token.norm[: len(token.norm) - len(written)] in _CONJUNCTIONS:
            form = _reading(forms[written], is_spoken=bool(view.spoken[at]))
            if form.shape != "masdar" and not (form.suffixed and _ends_in_teh(view, at)):
                return form, len(written) < len(token.norm)
    return None


def reporting_at(view: View, at: int) -> tuple[Form, bool] | None:
    """As `verb_at`, without the forms that mostly are other words (between, via, number)."""
    found = verb_at(view, at)
    if found and view.norm(at)[found[1] :] in words().bare:
        return None
    return found


def _reading(forms: tuple[Form, ...], *, is_spoken: bool) -> Form:
    """The first reading; "I think" (أعتقد) where somebody speaks and it may be that."""
    if is_spoken:
        for form in forms:
            if form.person == "1s" and form.verb.act == "estimate":
                return form
    return forms[0]


def _ends_in_teh(view: View, at: int) -> bool:
    """Written with ة, which folding hides: a noun, and no verb with a pronoun."""
    return view.text[view.tokens[at].end - 1] == "ة"


def without_article(norm: str) -> str:
    """The word without its article and what is joined before that."""
    for prefix in _ARTICLES:
        if norm.startswith(prefix) and len(norm) > len(prefix) + 1:
            return norm[len(prefix) :]
    return norm


def is_definite(norm: str) -> bool:
    return norm.startswith(_ARTICLES)


def is_one_of(view: View, at: int, listed: frozenset[str]) -> bool:
    """Whether a token, whole or with letters or the article split off, is in a list."""
    return 0 <= at < len(view.tokens) and any(form in listed for form in view.tokens[at].forms)


_LONG = 4


_PRONOUNS = ("هما", "هم", "ها", "ه")


def is_object(norm: str) -> bool:
    """Whether a word opens what is reported: a listed noun, with a pronoun too (نجاحها), or an
    indefinite accusative (جثثا)."""
    listed = words().objects
    if norm in listed:
        return True
    for pronoun in _PRONOUNS:
        stem = norm.removesuffix(pronoun)
        if stem != norm and (stem in listed or stem.removesuffix("ت") + "ه" in listed):
            return True
    if _VERBAL_NOUN.fullmatch(norm):
        return True
    is_long = len(norm) > _LONG and not is_definite(norm)
    return is_long and norm.endswith("ا") and _is_accusative(norm)


_VERBAL_NOUN = re.compile("(?:است|ا[جحخشعفقمبرن]ت).{1,3}ا[^اني]ه?")
"""The measures of استكمال and انتهاك, which hardly any name has."""


def _is_accusative(norm: str) -> bool:
    """Ends like a noun in the indefinite accusative and not like a name (سوريا، تركيا)."""
    return (
        not norm.endswith(("يا", "وا", "ما", "نا", "ها", "را", "كا")) and norm not in words().stops
    )


def looks_verbal(norm: str) -> bool:
    """Whether a word inside a noun phrase is more likely the verb after it."""
    lists = words()
    if norm in lists.not_verbs:
        return False
    if norm in lists.verbs or norm.removeprefix("ف") in lists.verbs:
        return True
    if norm.startswith(("سي", "ست", "سن")) and len(norm) > _LONG:
        return True
    is_feminine = norm.endswith("ت") and not norm.endswith("ات") and len(norm) > _LONG
    return is_feminine and not is_definite(norm) and not norm.startswith(("ب", "ل", "و"))
