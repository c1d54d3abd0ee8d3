"""Arabic: cues, and by word order the source and the content of each.

The verb comes first as a rule (قال X إن …) or after its subject (X قال إن …); the content
stands after a complementiser, a colon, quotation marks or the verb's own preposition, or,
with بحسب and its kin, before the cue.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from takhrij.claims.attributions.contents import quoted, trimmed
from takhrij.claims.attributions.forms import Form, arabic_forms
from takhrij.claims.attributions.found import Found
from takhrij.claims.attributions.view import QUOTES, View
from takhrij.document import Span
from takhrij.language.fold import fold
from takhrij.language.lexicon import load

_REACH = 45
"""How many tokens a verb may stand before its content; longer is another sentence's doing."""
_SOURCE = 18
_PREPOSITIONS = {"to": "الي", "about": "عن", "of": "من", "on": "علي", "in": "في"}
_LETTERS = {"with": "ب", "for": "ل"}
_FEW = 3


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists of the language, folded."""

    that: frozenset[str]
    stops: frozenset[str]
    speech: frozenset[str]
    appositions: frozenset[str]
    media: frozenset[str]
    fillers: frozenset[str]
    according: tuple[tuple[str, ...], ...]
    as_said: tuple[tuple[str, ...], ...]
    impersonal: frozenset[str]
    bare: frozenset[str]
    aside: frozenset[str]
    breaks: frozenset[str]
    people: frozenset[str]


@cache
def _words() -> _Words:
    sources, reporting = load("ar", "sources"), load("ar", "reporting")
    pronouns = [fold(p) for p in reporting["that_pronouns"]]
    return _Words(
        that=frozenset(fold(t) + p for t in reporting["that"] for p in pronouns),
        stops=_folded(sources["stops"]),
        speech=_folded(sources["speech_nouns"]),
        appositions=_folded(sources["appositions"]),
        media=_folded(sources["media"]),
        fillers=_folded(sources["fillers"]),
        according=tuple(tuple(fold(p).split()) for p in reporting["according"]),
        as_said=tuple(tuple(fold(p).split()) for p in reporting["as_said"]),
        impersonal=_folded(reporting["impersonal"]),
        bare=_folded(reporting["bare_needs_content_next"]),
        aside=_folded(reporting["aside"]),
        breaks=_folded(reporting["breaks"]),
        people=_folded(sources["person"]),
    )


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


@dataclass(frozen=True, slots=True)
class _Cue:
    """A verb in its line: token index, form, and whether و or ف stands before it."""

    at: int
    form: Form
    joined: bool
    first: int
    after: int
    """The line."""


def arabic(view: View) -> Iterator[Found]:
    """Everything that any rule finds, in the order of the rules within each line."""
    if view.lines:
        yield from _headline(view, *view.lines[0])
    for first, after in view.lines:
        yield from _according(view, first, after)
        for cue in _cues(view, first, after):
            yield from _verb(view, cue)


# --- verbs ------------------------------------------------------------------------------


def _cues(view: View, first: int, after: int) -> Iterator[_Cue]:
    for at in range(first, after):
        found = verb_at(view, at)
        if found:
            yield _Cue(at, found[0], found[1], first, after)


def verb_at(view: View, at: int) -> tuple[Form, bool] | None:
    """The verb of reporting that a token is, and whether و or ف is joined to it."""
    token = view.tokens[at]
    if not token.is_word:
        return None
    forms = arabic_forms()
    for written in token.forms:
        prefix = token.norm[: len(token.norm) - len(written)]
        if prefix in ("", "و", "ف") and written in forms:
            form = _best(forms[written])
            if form.shape != "masdar":
                return form, bool(prefix)
    return None


def _best(forms: tuple[Form, ...]) -> Form:
    """The reading without an object pronoun, first in the list."""
    return min(forms, key=lambda form: (form.shape == "masdar", form.suffixed))


def _verb(view: View, cue: _Cue) -> Iterator[Found]:
    takes = cue.form.verb.takes
    if "relay" in takes:
        yield from _relay(view, cue)
    elif "claim" in takes:
        yield from _claim(view, cue)
    elif not cue.form.suffixed:
        yield from _report(view, cue)


def _report(view: View, cue: _Cue) -> Iterator[Found]:
    """A verb with its content after it."""
    if _is_aside(view, cue):
        return
    start = _content_start(view, cue)
    if start is None:
        return
    content = _content(view, start, cue)
    if content is None:
        return
    source = _source(view, cue, start.until)
    yield Found(
        _cue_span(view, cue, start.mark),
        (content,),
        source,
        cue.form.verb.act,
        cue.form.person,
        negated=_is_negated(view, cue.at),
        impersonal=source is None and _is_impersonal(view, cue),
    )
    yield from _recipients(view, cue, start.until, content)


def _is_aside(view: View, cue: _Cue) -> bool:
    """The writer's own "it is worth noting that"."""
    following = view.norm(cue.at + 1)
    return view.tokens[cue.at].norm.lstrip("و") in _words().aside and (
        following in _words().that or following == "الي"
    )


def _is_impersonal(view: View, cue: _Cue) -> bool:
    written = view.tokens[cue.at].norm
    is_known = cue.form.shape == "passive" or written in _words().impersonal
    return is_known and not cue.joined


def _is_negated(view: View, at: int) -> bool:
    return view.norm(at - 1) in ("لم", "لا", "ولم", "ولا", "ما", "لن", "ولن")


def _cue_span(view: View, cue: _Cue, mark: int | None) -> Span:
    """The verb, with its preposition where it is part of it (أشار إلى)."""
    if mark is not None and mark == cue.at + 1:
        return view.span(cue.at, mark + 1)
    return view.span(cue.at, cue.at + 1)


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a content starts: its first token, the token the source must stand before."""

    at: int
    until: int
    kind: str
    mark: int | None = None
    """The token of the verb's preposition."""


def _content_start(view: View, cue: _Cue) -> _Start | None:
    """The first thing after the verb that may open its content."""
    takes = cue.form.verb.takes
    end = min(cue.after, cue.at + _REACH)
    index = cue.at + 1
    if view.tokens[cue.at].norm in _words().bare and not _opens(view, index, takes):
        return None
    while index < end:
        start = _opening(view, index, cue, takes)
        if start:
            return start
        inside = quoted(view, index)
        if inside:
            index = max(inside[1], index + 1)
            continue
        if index > cue.at + 1 and _is_new_verb(view, index):
            break
        index += 1
    return _bare_object(view, cue, index) if "noun" in takes else None


def _opens(view: View, index: int, takes: frozenset[str]) -> bool:
    norm = view.norm(index)
    return (
        norm in _words().that
        or norm == ":"
        or norm in QUOTES
        or any(norm == _PREPOSITIONS.get(name) for name in takes)
    )


def _opening(view: View, index: int, cue: _Cue, takes: frozenset[str]) -> _Start | None:
    norm = view.norm(index)
    if norm in _words().that and takes & {"that", "to", "on", "with", "of", "about"}:
        return _Start(index + 1, index, "clause")
    if norm == ":":
        return _after_colon(view, index, cue)
    if norm in QUOTES and _is_speech(view, index, cue):
        return _Start(index, index, "quote")
    return _after_preposition(view, index, cue, takes)


def _after_colon(view: View, index: int, cue: _Cue) -> _Start | None:
    after = index + 1
    if view.norm(after) in _words().that:
        return _Start(after + 1, index, "clause")
    if after >= cue.after:
        return None
    return _Start(after, index, "quote" if view.norm(after) in QUOTES else "colon")


def _is_speech(view: View, index: int, cue: _Cue) -> bool:
    """Quoted words that are speech and not a name (صحيفة «الأيام»)."""
    inside = quoted(view, index)
    if inside is None or "that" not in cue.form.verb.takes:
        return False
    if inside[1] - inside[0] > _FEW:
        return True
    rest = range(inside[1] + 1, min(cue.after, inside[1] + 12))
    return not any(view.norm(i) in _words().that or view.norm(i) in QUOTES for i in rest) and (
        index == cue.at + 1
    )


def _after_preposition(view: View, index: int, cue: _Cue, takes: frozenset[str]) -> _Start | None:
    token = view.tokens[index]
    if not token.is_word:
        return None
    for name in takes & _PREPOSITIONS.keys():
        if token.norm == _PREPOSITIONS[name] and not _belongs_to_source(view, index, name):
            following = view.norm(index + 1)
            skip = 2 if following in _words().that else 1
            return _Start(index + skip, index, "clause" if skip == 2 else "phrase", index)
    for name in takes & _LETTERS.keys():
        if token.norm.startswith(_LETTERS[name]) and _is_charge(view, index, cue):
            return _Start(index, index, "phrase")
    return None


def _belongs_to_source(view: View, index: int, name: str) -> bool:
    """ "A deputy from the party", "one of them": the preposition is inside the source."""
    previous = view.tokens[index - 1]
    return name in ("of", "about", "on") and any(f in _words().people for f in previous.forms)


def _is_charge(view: View, index: int, cue: _Cue) -> bool:
    """A word with ب that is no adverb or place right after the verb's subject."""
    token = view.tokens[index]
    return len(token.forms) > 1 and len(token.norm) > 4 and token.norm not in _words().stops


def _is_new_verb(view: View, index: int) -> bool:
    """Another finite verb of reporting joined by و or after a comma: the clause is over."""
    found = verb_at(view, index)
    if found is None or found[0].shape == "imperfect":
        return False
    form, joined = found
    return joined or view.norm(index - 1) in ("،", ",") or form.shape == "participle"


def _bare_object(view: View, cue: _Cue, end: int) -> _Start | None:
    """A noun phrase as content, after the subject (أكد الحاكم حصيلة القتلى)."""
    subject = _subject(view, cue.at + 1, end)
    index = subject[1] if subject else cue.at + 1
    while index < end and view.norm(index) in ("،", ","):
        index += 1
    token = view.tokens[index] if index < end else None
    if token is None or not token.is_word or token.norm in _words().stops:
        return None
    return _Start(index, index, "phrase")


# --- the content ------------------------------------------------------------------------


def _content(view: View, start: _Start, cue: _Cue) -> Span | None:
    if start.kind == "quote" or (start.kind == "colon" and view.norm(start.at) in QUOTES):
        inside = quoted(view, start.at)
        if inside:
            return trimmed(view, *inside)
    end = clause_end(view, start.at, cue.after, is_phrase=start.kind == "phrase")
    return trimmed(view, start.at, end)


def clause_end(view: View, first: int, after: int, *, is_phrase: bool = False) -> int:
    """The token after the last of the clause that starts at `first`.

    Quotations are passed over whole, even where they run past the sentence.
    """
    index = first
    while index < after:
        inside = quoted(view, index)
        if inside and inside[1] > index:
            index = inside[1] + 1
            continue
        if index > first and _ends_clause(view, index, is_phrase):
            return index
        index += 1
    return max(index, after) if index > after else after


def _ends_clause(view: View, index: int, is_phrase: bool) -> bool:
    token = view.tokens[index]
    if not token.is_word:
        return token.norm in ("،", ",", "؛") and _ends_after_comma(view, index + 1, is_phrase)
    found = verb_at(view, index)
    if found and found[0].shape == "participle" and _reports_next(view, index):
        return True
    if found and found[1] and found[0].shape == "perfect" and _reports_next(view, index):
        return True
    return _according_at(view, index) is not None


def _ends_after_comma(view: View, index: int, is_phrase: bool) -> bool:
    norm = view.norm(index)
    if norm in _words().that or norm.removeprefix("و") in _words().that:
        return False
    if norm in _words().breaks or _as_said_at(view, index):
        return True
    found = verb_at(view, index)
    if found and (found[0].shape == "participle" or found[1]):
        return True
    return is_phrase and norm in ("حيث", "فيما", "بينما")


def _reports_next(view: View, index: int) -> bool:
    """Whether a content opens within a few tokens of a verb."""
    for at in range(index + 1, min(len(view.tokens), index + 8)):
        norm = view.norm(at)
        if norm in _words().that or norm == ":" or norm in QUOTES or norm == "الي":
            return True
        if norm in (".", "،"):
            return False
    return False


# --- the source -------------------------------------------------------------------------


def _source(view: View, cue: _Cue, until: int) -> Span | None:
    if cue.form.shape == "participle":
        return None
    after = _subject(view, cue.at + 1, until)
    if after:
        return trimmed(view, *after, keep_quotes=True)
    if cue.joined or cue.at == cue.first:
        return None
    before = _subject_before(view, cue)
    return trimmed(view, *before, keep_quotes=True) if before else None


def _subject(view: View, first: int, until: int) -> tuple[int, int] | None:
    """The noun phrase that starts at `first` and stands before `until`."""
    index = first
    end = min(until, first + _SOURCE)
    while index < end:
        norm = view.norm(index)
        inside = quoted(view, index)
        if inside:
            index = inside[1] + 1
            continue
        if norm in ("،", ","):
            if not _is_apposition(view, index + 1, until):
                break
        elif norm == "(":
            index = _past_brackets(view, index, end)
            continue
        elif _is_past_source(view, first, index):
            break
        index += 1
    index = min(index, until)
    return (first, index) if index > first else None


def _is_past_source(view: View, first: int, index: int) -> bool:
    token = view.tokens[index]
    is_stop = not token.is_word or token.norm in _words().stops
    return is_stop or (index > first and _leaves_source(view, index))


def _leaves_source(view: View, index: int) -> bool:
    """A token inside a noun phrase that begins something else."""
    words = _words()
    token = view.tokens[index]
    norm = token.norm
    if norm == "في":
        return any(
            form in words.speech for form in view.tokens[min(index + 1, len(view.tokens) - 1)].forms
        )
    if norm.startswith("ل") and any(form in words.media for form in token.forms[1:]):
        return True
    if norm == "ل" or norm.startswith("بان"):
        return True
    if norm.startswith("و") and norm[1:] in words.stops:
        return True
    if norm in ("عن", "من") and not any(
        form in words.people for form in view.tokens[index - 1].forms
    ):
        return norm == "عن"
    return verb_at(view, index) is not None and _reports_next(view, index)


def _is_apposition(view: View, index: int, until: int) -> bool:
    """ "…, head of the council, …": the words after a comma still describe the speaker."""
    if index >= until:
        return False
    token = view.tokens[index]
    return token.is_word and token.norm in _words().appositions


def _past_brackets(view: View, index: int, end: int) -> int:
    for at in range(index, end):
        if view.norm(at) == ")":
            return at + 1
    return end


def _subject_before(view: View, cue: _Cue) -> tuple[int, int] | None:
    """The noun phrase before the verb: back to a comma, a stop or the line's start."""
    words = _words()
    index = cue.at
    if view.norm(index - 1) in ("قد", "وقد"):
        index -= 1
    end = index
    while index > max(cue.first, end - _SOURCE):
        token = view.tokens[index - 1]
        if not token.is_word and token.norm not in QUOTES:
            break
        if token.norm in words.stops or token.norm in words.that or token.norm in words.breaks:
            break
        if any(form in words.fillers for form in token.forms):
            return None
        index -= 1
    return (index, end) if index < end else None


# --- who was told -----------------------------------------------------------------------


def _recipients(view: View, cue: _Cue, until: int, content: Span) -> Iterator[Found]:
    """The agency or paper that somebody told it to (قال X لرويترز إن)."""
    for index in range(cue.at + 1, until):
        span = _recipient(view, index, until)
        if span:
            yield Found(
                view.span(cue.at, cue.at + 1), (content,), span, cue.form.verb.act, relay=True
            )
            return


def _recipient(view: View, index: int, until: int) -> Span | None:
    words = _words()
    token = view.tokens[index]
    if token.norm == "ل":
        inside = quoted(view, index + 1)
        return trimmed(view, *inside) if inside else None
    is_spoken_with = token.norm == "مع" and view.tokens[index - 1].forms[-1:] != ()
    if is_spoken_with and index + 1 < until:
        following = view.tokens[index + 1]
        if following.norm in words.media:
            return _media_name(view, index + 1, following.start, until)
        return None
    if token.norm.startswith("ل") and token.is_word:
        for form in token.forms[1:]:
            if form in words.media:
                return _media_name(view, index, token.end - len(form), until)
    return None


def _media_name(view: View, index: int, start: int, until: int) -> Span | None:
    subject = _subject(view, index + 1, min(until, index + 6))
    end = view.tokens[subject[1] - 1].end if subject else view.tokens[index].end
    return Span(start, max(end, view.tokens[index].end))


def _relay(view: View, cue: _Cue) -> Iterator[Found]:
    """نقلت صحيفة X عن Y (قوله) إن …: the paper and whom it quotes."""
    end = min(cue.after, cue.at + _REACH)
    about = next((i for i in range(cue.at + 1, end) if view.norm(i) == "عن"), None)
    if about is None:
        return
    start = _content_start(view, _Cue(about, _plain(cue.form), False, cue.first, cue.after))
    if start is None:
        return
    content = _content(view, start, cue)
    told = _subject(view, about + 1, start.until)
    if content is None or told is None:
        return
    cue_span = view.span(cue.at, cue.at + 1)
    spoken = _spoken_cue(view, told[1], start.until) or cue_span
    yield Found(spoken, (content,), trimmed(view, *told, keep_quotes=True), "state")
    paper = _subject(view, cue.at + 1, about)
    if paper:
        span = trimmed(view, *paper, keep_quotes=True)
        yield Found(cue_span, (content,), span, "state", relay=True)


def _spoken_cue(view: View, first: int, until: int) -> Span | None:
    for index in range(first, until):
        if view.norm(index) in ("قوله", "قولها", "قولهم", "القول"):
            return view.span(index, index + 1)
    return None


def _plain(form: Form) -> Form:
    verb = form.verb
    return Form(type(verb)(verb.lemma, verb.act, frozenset({"that"})), form.shape, form.person)


def _claim(view: View, cue: _Cue) -> Iterator[Found]:
    """Responsibility: تبنى X الهجوم, and هجوم تبناه X."""
    if cue.form.suffixed:
        subject = _subject(view, cue.at + 1, min(cue.after, cue.at + 6))
        before = _noun_before(view, cue)
        if subject and before:
            yield Found(
                view.span(cue.at, cue.at + 1),
                (before,),
                trimmed(view, *subject, keep_quotes=True),
                cue.form.verb.act,
            )


def _noun_before(view: View, cue: _Cue) -> Span | None:
    """The few words before a relative verb: what it is said of."""
    index = cue.at
    while index > max(cue.first, cue.at - 4):
        token = view.tokens[index - 1]
        if token.norm in ("التي", "الذي") and index == cue.at:
            index -= 1
            continue
        if not token.is_word or token.norm in _words().stops or token.norm in ("في", "من", "علي"):
            break
        index -= 1
    end = cue.at - (view.norm(cue.at - 1) in ("التي", "الذي"))
    return trimmed(view, index, end) if index < end else None


# --- according to -----------------------------------------------------------------------


def _according_at(view: View, index: int) -> int | None:
    """The token after a prepositional cue that starts here, or None."""
    norm = view.norm(index).removeprefix("و")
    for phrase in _words().according:
        after = _phrase_at(view, index, norm, phrase)
        if after:
            return after
    return None


def _phrase_at(view: View, index: int, norm: str, phrase: tuple[str, ...]) -> int | None:
    if norm != phrase[0] or (phrase[-1] == "ل" and len(phrase) == 1):
        return None
    for step, word in enumerate(phrase[1:], start=1):
        written = view.norm(index + step)
        if word == "ل" and step == len(phrase) - 1:
            return index + step if written.startswith("ل") else None
        if written != word:
            return None
    return index + len(phrase)


def _as_said_at(view: View, index: int) -> int | None:
    """The verb after حسبما and its kin, or None."""
    norm = view.norm(index)
    for phrase in _words().as_said:
        if norm != phrase[0]:
            continue
        after = index + len(phrase)
        is_here = all(view.norm(index + i) == word for i, word in enumerate(phrase))
        if is_here and after < len(view.tokens) and verb_at(view, after):
            return after
    return None


def _according(view: View, first: int, after: int) -> Iterator[Found]:
    index = first
    while index < after:
        verb = _as_said_at(view, index)
        until = _according_at(view, index) if verb is None else verb + 1
        if until is None or until >= after:
            index += 1
            continue
        yield from _said_so(view, first, after, index, until)
        index = until


def _said_so(view: View, first: int, after: int, cue: int, until: int) -> Iterator[Found]:
    """The source after the cue; the content before it, or after where nothing stands before."""
    subject = _subject(view, until, after)
    if subject is None:
        return
    cue_span = view.span(cue, max(until, cue + 1))
    source = _without_lam(view, subject)
    before = _content_before(view, first, cue)
    if before and _fits_before(view, first, cue):
        yield Found(cue_span, (before,), source)
        return
    start = subject[1]
    content = trimmed(view, start, clause_end(view, start, after)) if start < after else None
    if content:
        yield Found(cue_span, (content,), source)


def _without_lam(view: View, subject: tuple[int, int]) -> Span | None:
    """The source without the ل of وفقا ل."""
    span = trimmed(view, *subject, keep_quotes=True)
    token = view.tokens[subject[0]]
    if (
        span
        and token.norm.startswith("ل")
        and view.norm(subject[0] - 1) in ("وفقا", "طبقا", "تبعا")
    ):
        return Span(min(span.start + 1, span.end - 1), span.end)
    return span


def _fits_before(view: View, first: int, cue: int) -> bool:
    return sum(view.tokens[i].is_word for i in range(first, min(cue, first + 6))) > _FEW


def _content_before(view: View, first: int, cue: int) -> Span | None:
    return trimmed(view, first, cue)


# --- headlines --------------------------------------------------------------------------


def _headline(view: View, first: int, after: int) -> Iterator[Found]:
    """ "X: what X said", in the first line."""
    for index in range(first + 1, min(after, first + 8)):
        if view.norm(index) == ":" and not any(verb_at(view, at) for at in range(first, index)):
            content = trimmed(view, index + 1, after)
            source = trimmed(view, first, index, keep_quotes=True)
            if content and source:
                yield Found(view.span(index, index + 1), (content,), source)
            return
