"""Arabic verbs of reporting: each with its content after it, and whom it was told to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from takhrij.claims.attributions.arabic_claims import accuse, claim, said_of
from takhrij.claims.attributions.arabic_contents import (
    Start,
    content_of,
    opens_at_once,
    start_of,
)
from takhrij.claims.attributions.arabic_sources import (
    asked_by,
    lead_end,
    leads,
    recipient,
    source_of,
    span_of,
    subject,
    subject_before,
)
from takhrij.claims.attributions.arabic_spoken import described, said_before
from takhrij.claims.attributions.arabic_words import (
    Cue,
    Line,
    is_definite,
    is_object,
    is_one_of,
    reporting_at,
    verb_at,
    words,
)
from takhrij.claims.attributions.forms import Form, Verb, arabic_forms
from takhrij.claims.attributions.found import Found
from takhrij.claims.attributions.view import View
from takhrij.document import Span

_NEGATIONS = frozenset({"لم", "لا", "ولم", "ولا", "ما", "لن", "ولن"})
_PREPOSITIONS = frozenset({"علي", "في", "من", "الي", "عن", "بعد", "قبل", "دون", "كل", "اي"})
_SPOKEN = frozenset({"قوله", "قولها", "قولهم", "القول", "قولهما"})
_PRONOUNS = frozenset({"هو", "هي", "هم", "وهو", "وهي", "هذه", "هذا"})
_FEW = 4


def verbs(view: View, line: Line) -> Iterator[Found]:
    """Everything that a verb of reporting in a line carries."""
    known = arabic_forms().keys()
    for at in range(*line):
        found = None if known.isdisjoint(view.tokens[at].forms) else verb_at(view, at)
        if found:
            cue = Cue(at, found[0], found[1], line, view.norm(at)[found[1] :])
            if not _is_noun(view, cue):
                yield from _verb(view, cue)


def _is_noun(view: View, cue: Cue) -> bool:
    """After a preposition a bare form is a noun (بناء على طلب)."""
    is_bare = cue.form.shape == "perfect" and cue.form.person == "3ms" and not cue.joined
    return is_bare and not cue.form.suffixed and view.norm(cue.at - 1) in _PREPOSITIONS


def _verb(view: View, cue: Cue) -> Iterator[Found]:
    if "relay" in cue.takes:
        if cue.form.person != "3md":
            yield from _relay(view, cue)
    elif cue.form.suffixed:
        yield from said_of(view, cue)
    elif "source_in" in cue.takes:
        yield from _said_in(view, cue)
    elif "source_of" in cue.takes:
        yield from _learned_from(view, cue)
    elif "accuse" in cue.takes:
        yield from accuse(view, cue)
    elif "claim" not in cue.takes:
        yield from described(view, cue) or _report(view, cue)
    else:
        yield from claim(view, cue)


def _report(view: View, cue: Cue) -> Iterator[Found]:
    """A verb with its content after it."""
    if _is_aside(view, cue) or _is_own_words(cue):
        return
    start = start_of(view, cue)
    if start is None:
        yield from said_before(view, cue)
        return
    content = content_of(view, start, cue)
    if content is None or _is_beside_the_point(view, cue, start):
        return
    source = _source(view, cue, start)
    if not _is_reporter(view, cue, source) or (source is None and _is_described(view, cue)):
        return
    found = Found(
        _cue_span(view, cue, start.mark),
        (content,),
        source,
        cue.form.verb.act,
        cue.form.person,
        negated=view.norm(cue.at - 1) in _NEGATIONS,
        impersonal=source is None and _is_impersonal(view, cue),
        subject=_subject_of_clause(view, cue) if source is None else None,
    )
    cited = _cited(view, cue, start.until)
    if cited:
        yield replace(found, source=cited, person="")
        yield replace(found, relay=True)
        return
    yield found
    yield from _told(view, cue, start, content)


def _subject_of_clause(view: View, cue: Cue) -> Span | None:
    """The subject of the last verb of reporting before this one in its sentence, or of the
    verb that the sentence starts with."""
    for at in range(cue.at - 1, cue.line[0] - 1, -1):
        found = reporting_at(view, at)
        if found and _has_subject(found[0]) and not view.spoken[at]:
            own = subject(view, at + 1, cue.at)
            return _speaking(view, own) if own and not found[0].suffixed else None
    first = lead_end(view, cue.line, cue.at)
    if first >= cue.at or is_definite(view.norm(first)) or leads(view, first):
        return None
    own = subject(view, first + 1, cue.at)
    return _speaking(view, own) if own else None


def _speaking(view: View, own: tuple[int, int]) -> Span | None:
    """The words of a subject, if whatever they name can speak at all."""
    head, lists = own[0], words()
    listed = lists.people | lists.bodies | lists.parties | lists.media | lists.documents
    start = view.tokens[head].start
    if is_one_of(view, head, listed) or start in view.states or view.actors_over(start):
        return span_of(view, own)
    return None


def _has_subject(form: Form) -> bool:
    """Whether a third person may be named for a verb."""
    return form.shape in ("perfect", "imperfect") and form.person not in ("1s", "1p")


def _source(view: View, cue: Cue, start: Start) -> Span | None:
    if start.until == cue.at + 1 and _is_impersonal(view, cue):
        return None
    return source_of(view, cue, start.until)


def _is_reporter(view: View, cue: Cue, source: Span | None) -> bool:
    """Whether such a source can report; nobody can stand for the speaker only outside quotes."""
    if "finding" in cue.takes and not _is_finder(view, source):
        return False
    if source is None:
        return not view.spoken[cue.at] or cue.form.person in ("1s", "1p")
    head = view.at(source.start)
    return view.norm(head) not in words().speechless and view.norm(head) not in _ANYBODY


def _is_described(view: View, cue: Cue) -> bool:
    """A verb that only describes the word before it ("any proof that confirms …")."""
    before = view.norm(cue.at - 1)
    if cue.joined or cue.at == cue.line[0] or cue.form.shape != "imperfect":
        return False
    lists = words()
    goes_on = (
        lists.stops | lists.that | lists.breaks | lists.times | lists.fillers | lists.relatives
    )
    is_led = before in goes_on | _NEGATIONS or before.removeprefix("و") in lists.stops
    return view.tokens[cue.at - 1].is_word and not is_led and not is_definite(before)


_ANYBODY = frozenset({"اي", "ايه"})


def _is_finder(view: View, source: Span | None) -> bool:
    """Documents and bodies find; others merely come upon something."""
    if source is None:
        return False
    return is_one_of(view, view.at(source.start), words().documents | words().bodies)


def _is_aside(view: View, cue: Cue) -> bool:
    """The writer's own "it is worth noting that"."""
    if view.tokens[cue.at].norm.removeprefix("و") not in words().aside:
        return False
    following = view.norm(cue.at + 1)
    return following in words().that or following == "الي"


def _is_beside_the_point(view: View, cue: Cue, start: Start) -> bool:
    """The body "that follows the war": a relative verb with no content of its own."""
    if view.norm(cue.at - 1) not in words().relatives:
        return False
    return not opens_at_once(view, cue.at + 1, cue) and not is_object(view.norm(start.at))


def _is_own_words(cue: Cue) -> bool:
    """A speaker's "I call on everyone": his speech, not a report in it; "I think" is one."""
    return cue.form.person in ("1s", "1p") and cue.form.verb.act != "estimate"


def _is_impersonal(view: View, cue: Cue) -> bool:
    written = view.tokens[cue.at].norm
    is_known = cue.form.shape == "passive" or written in words().impersonal
    if not is_known or cue.joined:
        return False
    before = subject_before(view, cue)
    return before is None or not any(
        is_one_of(view, i, words().people) or view.actors_over(view.tokens[i].start)
        for i in range(*before)
    )


def _cue_span(view: View, cue: Cue, mark: int | None) -> Span:
    """The verb, with its preposition where they stand together (أشار إلى)."""
    after = mark + 1 if mark == cue.at + 1 else cue.at + 1
    return view.span(cue.at, after)


def _told(view: View, cue: Cue, start: Start, content: Span) -> Iterator[Found]:
    """The agency or paper it was told to, as an attribution with the same content."""
    span = recipient(view, cue.at + 1, start.until) or asked_by(view, cue)
    if span:
        yield Found(view.span(cue.at, cue.at + 1), (content,), span, cue.form.verb.act, relay=True)


def _cited(view: View, cue: Cue, until: int) -> Span | None:
    """ "The agency reported, citing a source, that": the source cited before the content."""
    for index in range(cue.at + 1, until - 1):
        if view.norm(index) == "نقلا" and view.norm(index + 1) == "عن":
            found = subject(view, index + 2, until)
            return span_of(view, found) if found else None
    return None


# --- relays -----------------------------------------------------------------------------


def _relay(view: View, cue: Cue) -> Iterator[Found]:
    """نقلت صحيفة X عن Y (قوله) إن …: the paper and whom it quotes."""
    end = min(cue.line[1], cue.at + 30)
    about = next((i for i in range(cue.at + 1, end) if view.norm(i) == "عن"), None)
    opens = next((i for i in range(cue.at + 1, end) if view.norm(i) in words().that), None)
    if about is None or (opens is not None and opens < about):
        yield from _report(view, replace(cue, form=_plain(cue.form)))
        return
    start = start_of(view, Cue(about, _plain(cue.form), False, cue.line))
    content = content_of(view, start, cue) if start else None
    told = subject(view, about + 1, start.until) if start else None
    if start is None or content is None or told is None:
        return
    cue_span = view.span(cue.at, cue.at + 1)
    spoken = next((i for i in range(told[1], start.until) if view.norm(i) in _SPOKEN), None)
    own_cue = cue_span if spoken is None else view.span(spoken, spoken + 1)
    yield Found(own_cue, (content,), span_of(view, told))
    paper = subject(view, cue.at + 1, about)
    if paper:
        yield Found(cue_span, (content,), span_of(view, paper), relay=True)


def _plain(form: Form) -> Form:
    verb = form.verb
    return replace(form, verb=Verb(verb.lemma, verb.act, frozenset({"that"})), suffixed=False)


def _said_in(view: View, cue: Cue) -> Iterator[Found]:
    """جاء في البيان أن …: the document is the source."""
    inside = cue.at + 1
    while inside < min(cue.line[1], cue.at + 3) and view.norm(inside) != "في":
        inside += 1
    if view.norm(inside) != "في":
        return
    start = start_of(view, Cue(inside, _plain(cue.form), False, cue.line))
    content = content_of(view, start, cue) if start else None
    source = subject(view, inside + 1, start.until) if start else None
    if content and source:
        yield Found(view.span(cue.at, inside + 1), (content,), span_of(view, source))


def _learned_from(view: View, cue: Cue) -> Iterator[Found]:
    """علمت الصحيفة من مصدر أن …: the source after من, the paper that learned it."""
    start = start_of(view, Cue(cue.at, _plain(cue.form), False, cue.line))
    content = content_of(view, start, cue) if start else None
    if start is None or content is None:
        return
    cue_span = view.span(cue.at, cue.at + 1)
    of = next((i for i in range(cue.at + 1, start.until) if view.norm(i) == "من"), None)
    told = subject(view, of + 1, start.until) if of else None
    if told:
        yield Found(cue_span, (content,), span_of(view, told))
    paper = subject(view, cue.at + 1, of or start.until)
    if paper:
        yield Found(cue_span, (content,), span_of(view, paper), relay=bool(told))
