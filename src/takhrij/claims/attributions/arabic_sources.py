"""Arabic sources: the noun phrase after the verb, or before it; who was told."""

from __future__ import annotations

from functools import cache

from takhrij.claims.attributions.arabic_words import (
    COMMAS,
    Cue,
    is_definite,
    is_object,
    is_one_of,
    looks_verbal,
    reporting_at,
    verb_at,
    without_article,
    words,
)
from takhrij.claims.attributions.contents import past, quoted, trimmed
from takhrij.claims.attributions.view import QUOTES, View
from takhrij.document import Span

Tokens = tuple[int, int]
_LONGEST = 20
_BRACKETED = 8
_NAME = 6
_PLURAL = frozenset({"3mp", "3fp"})
"""Before its subject a verb stands in the singular, so a plural verb's stands before it."""
_PREPOSITIONS = frozenset({"في", "من", "علي", "الي", "عن", "ب", "ل", "مع", "ممن", "فيه", "فيها"})


def source_of(view: View, cue: Cue, until: int) -> Span | None:
    """The subject of a verb, after it or before; None where only the verb carries it."""
    if cue.form.shape == "participle" or cue.form.person in ("1s", "1p"):
        return None
    after = None if cue.form.person in _PLURAL else subject(view, cue.at + 1, until)
    if after and not _disagrees(view, cue, after[0]):
        after = _before_told(view, after) if "tells" in cue.takes else after
        return span_of(view, after) if is_head(view, after[0]) else None
    if cue.joined or cue.at == cue.line[0]:
        return None
    before = subject_before(view, cue)
    return span_of(view, before) if before and is_head(view, before[0]) else None


def _before_told(view: View, found: Tokens) -> Tokens:
    """أبلغ المجلس الوزارة: up to whom it told, the next definite party after a definite noun."""
    told = _addressed()
    for index in range(found[0] + 1, found[1]):
        is_whole = is_definite(view.norm(index - 1)) or _is_name(view, index - 1)
        is_party = view.norm(index).startswith("ال") and is_one_of(view, index, told)
        if is_whole and is_party and not view.person_at(index + 1):
            return found[0], index
    return found


@cache
def _addressed() -> frozenset[str]:
    """Who can be told something: people, bodies, parties, media and sides."""
    lists = words()
    return lists.people | lists.bodies | lists.parties | lists.media | _SIDES


def _is_name(view: View, at: int) -> bool:
    return view.tokens[at].start in view.states or view.person_at(at)


_SIDES = frozenset({"جانب", "طرف", "طرفين", "صحفيين", "صحافيين"})


def is_head(view: View, at: int) -> bool:
    """Whether a token may head the name of a source: no adverb, no preposition, no relative."""
    norm, lists = view.norm(at), words()
    return norm not in lists.headless and norm not in lists.relatives


def _disagrees(view: View, cue: Cue, head: int) -> bool:
    """ودعا الهند إلى …: countries and capitals are feminine, but for a few; and a plural in ين
    is the object (وطالبت مقاتلين ب)."""
    norm, lists = view.norm(head), words()
    stem = without_article(norm).removesuffix("ين")
    if stem + "ين" == without_article(norm) and stem + "ون" in lists.people | lists.parties:
        return True
    if cue.form.person != "3ms" or view.tokens[head].start not in view.states:
        return False
    return view.norm(head) not in words().masculine


def span_of(view: View, tokens: Tokens) -> Span | None:
    first, after = tokens
    inside = quoted(view, first)
    if view.norm(first) in QUOTES and (inside is None or inside[1] > after):
        first += 1
    return trimmed(view, first, after, keep_quotes=True) if first < after else None


def subject(view: View, first: int, until: int, *, before_verb: bool = False) -> Tokens | None:
    """The noun phrase at `first`, times aside, that stands before `until`.

    `before_verb`: a clause may follow with nothing between ("according to X died 3").
    """
    first = _past_times(view, first, until)
    if first >= until or _is_told(view, first) or is_to_somebody(view, first):
        return None
    is_led = view.norm(first) in _PREPOSITIONS or view.norm(first) in words().that
    if is_led and not view.person_at(first):
        return None
    index = first
    end = min(until, first + _LONGEST)
    while index < end:
        inside = quoted(view, index)
        if inside:
            index = past(view, inside)
        elif view.norm(index) == "(":
            index = _past_brackets(view, index, end)
        elif _is_past(view, first, index, until) or (
            before_verb and index > first and looks_verbal(view.norm(index))
        ):
            break
        else:
            index += 1
    index = min(index, until)
    return (first, index) if index > first else None


def _past_times(view: View, first: int, until: int) -> int:
    """Past "today (Sunday)" between the verb and its subject."""
    index = first
    while index < until and view.norm(index) in words().times:
        index += 1
        if view.norm(index) == "(":
            index = _past_brackets(view, index, until)
    return index


def _is_past(view: View, first: int, index: int, until: int) -> bool:
    """Whether the noun phrase is over before a token."""
    norm = view.norm(index)
    if view.person_at(index):  # علي is a name as often as a preposition
        return False
    if norm in COMMAS:
        return not _is_apposition(view, index + 1, until)
    if not view.tokens[index].is_word:
        return norm not in ("-", "/")
    if (
        norm in words().stops
        or norm in words().relatives
        or norm.removeprefix("و") in words().stops
    ):
        return True
    return index > first and (_leaves(view, first, index) or _is_next_party(view, first, index))


def _leaves(view: View, first: int, index: int) -> bool:
    """A word inside a noun phrase that begins something else."""
    lists = words()
    norm = view.norm(index)
    if norm == "في":
        return is_one_of(view, index + 1, lists.speech) or is_one_of(view, index + 1, lists.times)
    if _is_told(view, index) or norm in lists.that:
        return True
    if norm == "عن":
        return not _speaks_for(view, first, index)
    if norm == "من" and (is_one_of(view, index + 1, lists.fillers) or _is_year(view, index + 1)):
        return True
    if is_object(norm) or is_object(norm.removeprefix("ل")):
        return not _is_in_name(view, index)
    found = verb_at(view, index)
    return found is not None and found[1] and found[0].shape == "perfect"


def _is_year(view: View, index: int) -> bool:
    """ "From 2018 to 2019" tells when, and not who."""
    return len(view.norm(index)) == len("2018") and view.norm(index).isdigit()


def _is_in_name(view: View, index: int) -> bool:
    """A verbal noun inside the name of a body (منظمة حظر الأسلحة)."""
    offset = view.tokens[index].start
    if any(actor.span.start < offset for actor in view.actors_over(offset)):
        return True
    return is_one_of(view, index - 1, words().bodies) and not is_definite(view.norm(index - 1))


def _is_next_party(view: View, first: int, index: int) -> bool:
    """A word after a whole name that belongs to it no more (انتقدت روسيا خطط …)."""
    norm = view.norm(index)
    if index != first + 1:
        return False
    is_state = view.tokens[first].start in view.states
    if is_state and view.tokens[index].start in view.states:
        return True
    if norm.startswith(("و", "ال", "ل", "ب")) or norm in words().plain:
        return False
    return view.norm(first) in words().places


def _speaks_for(view: View, first: int, about: int) -> bool:
    """ "A deputy for the party", "a statement issued by the office"."""
    lists = words()
    heads = lists.deputies | lists.documents
    return any(is_one_of(view, at, heads) for at in range(max(first, about - 3), about))


def _is_told(view: View, index: int) -> bool:
    """ل before an agency or paper: somebody told it."""
    token = view.tokens[index]
    if token.norm == "ل":
        return True
    if not token.norm.startswith("ل") or not token.is_word:
        return False
    is_body = token.norm[1:] in ("هييه", "موسسه") and is_one_of(view, index + 1, words().media)
    return is_body or any(form in words().media for form in token.forms[1:])


def is_to_somebody(view: View, first: int) -> bool:
    """قالت لوالديها إن: right after the verb ل names who was told."""
    norm = view.norm(first)
    if not norm.startswith("ل") or len(view.tokens[first].forms) == 1:
        return False
    rest = norm[1:]
    if view.tokens[first].start + 1 in view.states:
        return True
    return norm.startswith("لل") or rest in words().people or rest.endswith(("يها", "يه", "يهم"))


def _is_apposition(view: View, index: int, until: int) -> bool:
    """ "…, head of the council, …", "the secretary-general, the Norwegian X": the words after a
    comma still describe the speaker."""
    if index >= until:
        return False
    token = view.tokens[index]
    if token.is_word and token.norm in words().appositions:
        return True
    is_nisba = is_definite(token.norm) and token.norm.endswith(("ي", "يه"))
    return view.person_at(index) or (is_nisba and view.person_at(index + 1))


def _past_brackets(view: View, index: int, end: int) -> int:
    for at in range(index, min(end, index + _BRACKETED)):
        if view.norm(at) == ")":
            return at + 1
    return index + 1


def subject_before(view: View, cue: Cue) -> Tokens | None:
    """The noun phrase before the verb: back to a comma, a stop or the line's start.

    None where it hangs on a preposition ("a visit to the town confirms") or is a filler.
    """
    end = _verb_first(view, cue.at)
    if view.norm(end) == "قد" and view.norm(end - 1) in COMMAS and _was_before(view, cue, end - 1):
        end -= 1
    index = end
    floor = max(cue.line[0], end - _LONGEST, _quotation_start(view, cue.at))
    while index > floor and not _bounds(view, index - 1):
        if _hangs(view, index - 1):
            return None
        index -= 1
    opened = reporting_at(view, index)
    if opened and opened[1] and index + 1 < end:  # "and X said said": written twice
        index += 1
    return None if index >= end or view.norm(index - 1) in _BEFORE_VERBS else (index, end)


_BEFORE_VERBS = frozenset({"لم", "لن", "ولم", "ولن", "قد", "وقد", "فقد", "لقد", "سوف"})
"""What follows these is a verb, so no noun phrase begins there."""
_WAS = frozenset({"كان", "كانت", "وكان", "وكانت"})


def _was_before(view: View, cue: Cue, until: int) -> bool:
    """ "The council had, on Sunday, announced" (وكان المجلس، قد أعلن): كان stands before."""
    near = range(max(cue.line[0], until - _LONGEST), until)
    return any(view.norm(index) in _WAS for index in near)


def _verb_first(view: View, at: int) -> int:
    """The first token of a verb with its particles, a relative before it included."""
    if view.norm(at - 1) in words().relatives:
        return at - 1
    while view.norm(at - 1) in ("قد", "وقد", "لم", "لا", "لن", "ما", "كان", "كانت"):
        at -= 1
    return at


def _hangs(view: View, at: int) -> bool:
    if is_one_of(view, at, words().fillers) or _is_told(view, at):
        return True
    return view.norm(at) in _PREPOSITIONS and view.norm(at) in words().stops


def _bounds(view: View, at: int) -> bool:
    """Whether a token can't stand inside the noun phrase before a verb."""
    norm, lists = view.norm(at), words()
    if not view.tokens[at].is_word:
        return norm not in QUOTES
    if norm in lists.relatives:
        return False
    if norm in lists.breaks or norm in lists.that or norm.removeprefix("و") in lists.stops:
        return not _hangs(view, at)
    return norm in lists.stops and not _hangs(view, at)


def _quotation_start(view: View, at: int) -> int:
    """The first token of the quotation that a token stands in, or 0."""
    if not view.spoken[at]:
        return 0
    quotation = view.quotation_around(view.tokens[at].start)
    return view.at(quotation.span.start) if quotation else 0


def lead_end(view: View, line: tuple[int, int], until: int) -> int:
    """Past "and in the capital," or "also" that a sentence leads with: its first token proper."""
    first = line[0]
    if view.norm(first) in ("كما", "فيما", "بينما", "لكن", "ولكن"):
        first += 1
    if leads(view, first):
        for index in range(first, min(until, first + _LEAD)):
            if view.norm(index) in COMMAS:
                return index + 1
    return first


def leads(view: View, at: int) -> bool:
    """Whether a token only leads up to a clause ("about", "in", "after")."""
    return view.norm(at).removeprefix("و") in _LEADS


_LEADS = frozenset(
    {
        "عن",
        "حول",
        "بشان",
        "في",
        "الي",
        "من",
        "علي",
        "الا",
        "غير",
        "بعد",
        "قبل",
        "خلال",
        "منذ",
        "اثر",
        "عقب",
    }
)
_LEAD = 6


# --- who was told -----------------------------------------------------------------------


def recipient(view: View, first: int, until: int) -> Span | None:
    """The agency or paper among the tokens that somebody told it to."""
    for index in range(first, until):
        token = view.tokens[index]
        if token.norm == "ل":
            inside = quoted(view, index + 1)
            if inside:
                return trimmed(view, *inside)
        elif token.norm in words().published and is_one_of(view, index + 1, words().media):
            return _media_name(view, index + 1, view.tokens[index + 1].start, until)
        elif token.is_word and token.norm.startswith("ل"):
            for form in token.forms[1:]:
                if form in words().media:
                    return _media_name(view, index, token.end - len(form), until)
    return None


def asked_by(view: View, cue: Cue) -> Span | None:
    """ "In answer to a question by the agency, he said"."""
    for index in range(cue.line[0], cue.at):
        if view.norm(index) in ("سوال", "لسوال", "اسئله"):
            return recipient(view, index + 1, cue.at)
    return None


def _media_name(view: View, index: int, start: int, until: int) -> Span:
    """لوكالة فرانس برس: from the noun, without its ل, to the end of the name."""
    end = index + 1
    if is_one_of(view, index, words().media):
        found = subject(view, index + 1, min(until, index + _NAME))
        end = found[1] if found and found[0] == index + 1 else end
    while end > index + 1 and not view.tokens[end - 1].is_word and view.norm(end - 1) not in QUOTES:
        end -= 1
    return Span(start, view.tokens[end - 1].end)
