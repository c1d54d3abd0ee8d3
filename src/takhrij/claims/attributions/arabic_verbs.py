"""Arabic verbs of reporting: each with its content after it, and whom it was told to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from takhrij.claims.attributions.arabic_contents import (
    Start,
    clause_end,
    content_of,
    is_charge,
    opens_at_once,
    start_of,
)
from takhrij.claims.attributions.arabic_sources import (
    lead_end,
    recipient,
    source_of,
    span_of,
    subject,
    subject_before,
)
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
from takhrij.claims.attributions.contents import quoted, trimmed
from takhrij.claims.attributions.forms import Form, Verb
from takhrij.claims.attributions.found import Found
from takhrij.claims.attributions.view import QUOTES, View
from takhrij.document import Span

_NEGATIONS = frozenset({"لم", "لا", "ولم", "ولا", "ما", "لن", "ولن"})
_PREPOSITIONS = frozenset({"علي", "في", "من", "الي", "عن", "بعد", "قبل", "دون", "كل", "اي"})
_SPOKEN = frozenset({"قوله", "قولها", "قولهم", "القول", "قولهما"})
_PRONOUNS = frozenset({"هو", "هي", "هم", "وهو", "وهي", "هذه", "هذا"})
_FEW = 4


def verbs(view: View, line: Line) -> Iterator[Found]:
    """Everything that a verb of reporting in a line carries."""
    for at in range(*line):
        found = verb_at(view, at)
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
        yield from _said_of(view, cue)
    elif "source_in" in cue.takes:
        yield from _said_in(view, cue)
    elif "source_of" in cue.takes:
        yield from _learned_from(view, cue)
    elif "accuse" in cue.takes:
        yield from _accuse(view, cue)
    elif "claim" not in cue.takes:
        yield from _report(view, cue)
    else:
        yield from _claim(view, cue)


def _report(view: View, cue: Cue) -> Iterator[Found]:
    """A verb with its content after it."""
    if _is_aside(view, cue) or _is_own_words(cue):
        return
    start = start_of(view, cue)
    content = content_of(view, start, cue) if start else None
    if start is None or content is None or _is_beside_the_point(view, cue, start):
        return
    source = _source(view, cue, start)
    if not _is_reporter(view, cue, source):
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
        if found and found[0].shape in ("perfect", "imperfect") and not view.spoken[at]:
            own = subject(view, at + 1, cue.at)
            return span_of(view, own) if own and not found[0].suffixed else None
    first = lead_end(view, cue.line, cue.at)
    if first >= cue.at or is_definite(view.norm(first)):
        return None
    own = subject(view, first + 1, cue.at)
    return span_of(view, own) if own else None


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
    span = recipient(view, cue.at + 1, start.until) or _asked_by(view, cue)
    if span:
        yield Found(view.span(cue.at, cue.at + 1), (content,), span, cue.form.verb.act, relay=True)


def _asked_by(view: View, cue: Cue) -> Span | None:
    """ "In answer to a question by the agency, he said"."""
    for index in range(cue.line[0], cue.at):
        if view.norm(index) in ("سوال", "لسوال", "اسئله"):
            return recipient(view, index + 1, cue.at)
    return None


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


# --- what a pronoun on the verb stands for ------------------------------------------------


def _said_of(view: View, cue: Cue) -> Iterator[Found]:
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


def _claim(view: View, cue: Cue) -> Iterator[Found]:
    """Responsibility: تبنى التنظيم الهجوم, with the object after the subject."""
    found = subject(view, cue.at + 1, cue.line[1])
    if found is None or cue.form.shape == "participle":
        return
    index = found[1]
    if index >= cue.line[1] or not view.tokens[index].is_word or view.norm(index) in words().stops:
        return
    content = trimmed(view, index, clause_end(view, index, cue.line[1], is_phrase=True))
    source = span_of(view, found)
    if content and source:
        yield Found(
            view.span(cue.at, cue.at + 1), (content,), source, cue.form.verb.act, cue.form.person
        )


def _accuse(view: View, cue: Cue) -> Iterator[Found]:
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
        told = recipient(view, cue.at + 1, accused) or _asked_by(view, cue)
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
