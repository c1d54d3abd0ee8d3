"""Arabic contents: what opens them after a verb, and where their clause ends."""

from __future__ import annotations

from dataclasses import dataclass

from takhrij.claims.attributions.arabic_sources import is_to_somebody, subject, subject_before
from takhrij.claims.attributions.arabic_words import (
    COMMAS,
    Cue,
    is_object,
    is_one_of,
    reporting_at,
    verb_at,
    without_article,
    words,
)
from takhrij.claims.attributions.contents import past, quoted, trimmed
from takhrij.claims.attributions.forms import Form
from takhrij.claims.attributions.view import QUOTES, View
from takhrij.document import Span

_REACH = 45
"""How many tokens a verb may stand before its content; longer is another sentence's doing."""
_NAME = 3
"""Quoted words up to so many tokens may be a name."""
_NEAR = 8
_SHORTEST = 4
_PREPOSITIONS = {"to": "الي", "about": "عن", "of": "من", "on": "علي", "in": "في"}
_CLAUSE = frozenset({"that", "to", "on", "with", "of", "about", "in"})


@dataclass(frozen=True, slots=True)
class Start:
    """Where a content starts: its first token, and the token the source must stand before.

    `mark` is the token of the verb's preposition where the content stands after it.
    """

    at: int
    until: int
    kind: str
    mark: int | None = None


def start_of(view: View, cue: Cue) -> Start | None:
    """The first thing after the verb that may open its content; None if nothing does."""
    index = cue.at + 1
    end = min(cue.line[1], cue.at + (_NEAR if "quote" in cue.takes else _REACH))
    if _is_another_word(view, cue, end) or _is_anonymity(view, index):
        return None
    bare = _bare_object(view, cue, end) if cue.takes & {"noun", "as", "accuse"} else None
    while index < end:
        found = _opening(view, index, cue)
        if found:
            return bare if bare and _comes_first(view, bare, found, cue) else found
        inside = quoted(view, index)
        if inside:
            index = max(inside[1], index + 1)
            continue
        if index > cue.at + 1 and _is_new_verb(view, index):
            break
        index += 1
    return bare


def _is_another_word(view: View, cue: Cue, end: int) -> bool:
    """Forms that mostly are no verb of reporting, unless the content opens at once."""
    if cue.written in words().bare or cue.form.person == "3md":
        is_finding = "finding" in cue.takes and is_one_of(view, cue.at + 1, words().documents)
        return not is_finding and not opens_at_once(view, cue.at + 1, cue)
    return cue.form.shape == "participle" and not _stays_near(view, cue, end)


def _comes_first(view: View, bare: Start, found: Start, cue: Cue) -> bool:
    """Whether the noun phrase is the content; right after the verb it may be the subject."""
    if bare.at >= found.until:
        return False
    if bare.at > cue.at + 1 or cue.form.shape == "participle":
        return True
    commas = any(view.norm(i) in COMMAS for i in range(bare.at, found.until))
    return commas or found.until - bare.at > _NEAR


def _is_anonymity(view: View, index: int) -> bool:
    """رفض الكشف عن اسمه, اشترط عدم نشر اسمه: how the source speaks, and no report."""
    if view.norm(index) not in _WITHHELD:
        return False
    return any(view.norm(i).startswith(("اسم", "هوي")) for i in range(index + 1, index + 5))


_WITHHOLDS = frozenset({"رفض", "رفضت", "رفضوا", "عدم", "فضل", "فضلت", "طلب", "طلبت", "طلبوا"})
_WITHHELD = frozenset({"عدم", "الكشف", "كشف", "نشر", "ذكر", "الافصاح", "التعريف"})


def opens_at_once(view: View, index: int, cue: Cue) -> bool:
    norm = view.norm(index)
    if norm in words().that or norm == ":" or norm in QUOTES:
        return True
    return any(norm == _PREPOSITIONS.get(name) for name in cue.takes)


def _stays_near(view: View, cue: Cue, end: int) -> bool:
    """A participle's content opens soon, after its clause: else it is a noun (ناقلة جنود)."""
    if cue.at < cue.line[0] + _NAME:
        is_first = cue.at == cue.line[0]
        return is_first and (view.norm(cue.at + 1) != ":" or view.norm(cue.at + 2) in QUOTES)
    if view.norm(cue.at - 1) in COMMAS:
        return True
    near = range(cue.at + 1, min(end, cue.at + 3))
    return is_object(view.norm(cue.at + 1)) or any(opens_at_once(view, i, cue) for i in near)


def _opening(view: View, index: int, cue: Cue) -> Start | None:
    norm = view.norm(index)
    if norm in words().that and cue.takes & _CLAUSE:
        return Start(index + 1, index, "clause")
    if norm == ":":
        return _after_colon(view, index, cue)
    if norm in QUOTES:
        return Start(index, index, "quote") if _is_speech(view, index, cue) else None
    return _after_preposition(view, index, cue)


def _after_colon(view: View, index: int, cue: Cue) -> Start | None:
    after = index + 1
    if view.norm(after) in words().that:
        return Start(after + 1, index, "clause")
    if after >= cue.line[1]:
        return None
    return Start(after, index, "quote" if view.norm(after) in QUOTES else "clause")


def _is_speech(view: View, index: int, cue: Cue) -> bool:
    """Quoted words that are speech and not a name (صحيفة «الأيام»)."""
    inside = quoted(view, index)
    if inside is None or not cue.takes & {"that", "quote"}:
        return False
    if inside[1] - inside[0] > _NAME:
        return not (_leads_to_name(view, index) and _is_quoted_later(view, inside, cue))
    rest = range(inside[1] + 1, min(cue.line[1], inside[1] + 12))
    opens_later = any(view.norm(i) in words().that or view.norm(i) in QUOTES for i in rest)
    return index == cue.at + 1 and not opens_later


def _leads_to_name(view: View, index: int) -> bool:
    """After a preposition or a noun with its own name ("at the “Conference on …”")."""
    return view.norm(index - 1) in _PREPOSITIONS.values() or view.norm(index - 1) in _NAMED


def _is_quoted_later(view: View, inside: tuple[int, int], cue: Cue) -> bool:
    rest = range(past(view, inside), cue.line[1])
    return any(view.norm(i) in QUOTES or view.norm(i) in words().that for i in rest)


_NAMED = frozenset(
    {"خلال", "بعنوان", "موتمر", "برنامج", "كتاب", "عمليه", "حمله", "شعار", "باسم", "ل"}
)


def _after_preposition(view: View, index: int, cue: Cue) -> Start | None:
    token = view.tokens[index]
    if not token.is_word:
        return None
    for name in sorted(cue.takes & _PREPOSITIONS.keys()):
        if view.person_at(index):  # علي as a name
            return None
        if token.norm == _PREPOSITIONS[name] and not _is_inside_source(view, index, name):
            clause = view.norm(index + 1) in words().that
            kind = "clause" if clause else "phrase"
            return Start(index + 1 + clause, index, kind, index)
    if "with" in cue.takes and is_charge(view, index, is_sure=_is_sure(cue)):
        return Start(index, index, "phrase")
    return None


def _is_sure(cue: Cue) -> bool:
    return "that" not in cue.takes or "any" in cue.takes


def _is_inside_source(view: View, index: int, name: str) -> bool:
    """A deputy from the party, one of them: the preposition is inside the source."""
    if name == "about":
        return is_one_of(view, index - 1, words().deputies)
    return name == "of" and is_one_of(view, index - 1, words().people)


def is_charge(view: View, index: int, *, is_sure: bool = True) -> bool:
    """A word with ب that may be a charge or a demand, and no adverb (بدوره).

    Where the verb may open its content otherwise too, only an article or a verbal noun tells
    a charge from a name that begins with ب.
    """
    token = view.tokens[index]
    lists = words()
    if token.norm == "ب":
        return view.norm(index + 1) in QUOTES
    if not token.norm.startswith("ب") or len(token.forms) < 2 or len(token.norm) < _SHORTEST:
        return False
    if token.norm in lists.stops or token.norm in lists.fillers:
        return False
    if token.start in view.states or view.person_at(index):  # باكستان, بوتين
        return False
    if is_one_of(view, index, lists.speech):
        return False
    return is_sure or is_object(without_article(token.norm[1:]))


def _is_new_verb(view: View, index: int) -> bool:
    """Another verb of reporting, with its own content or joined by و: the clause is over."""
    found = reporting_at(view, index)
    if found is None or found[0].suffixed or view.norm(index - 1) in _WITHHOLDS:
        return False
    form, joined = found
    if form.shape == "participle" and form.verb.lemma == "قال":
        return False
    if form.shape != "perfect":
        return form.shape == "participle" and opens_soon(view, index)
    return joined or view.norm(index - 1) in COMMAS or opens_soon(view, index)


def _bare_object(view: View, cue: Cue, end: int) -> Start | None:
    """A noun phrase as content: at once after a participle, or after the subject."""
    index = cue.at + 1
    if cue.form.shape == "participle":
        return Start(index, index, "phrase") if _may_open(view, index, end) else None
    if is_object(view.norm(index)) and not _is_telling(view, index, end):
        return Start(index, index, "phrase")
    found = subject(view, index, end)
    is_passed = view.norm(index) in words().stops or is_to_somebody(view, index)
    if found is None and is_passed and subject_before(view, cue):
        return _object_after(view, index, end)
    return _object_after(view, found[1], end) if found else None


def _is_telling(view: View, index: int, end: int) -> bool:
    """ "The reports confirmed a rise": what is told of elsewhere may also be what tells."""
    if not is_one_of(view, index, words().documents):
        return False
    near = range(index + 1, min(end, index + _NAME + 1))
    return any(is_object(view.norm(at)) for at in near)


def _may_open(view: View, index: int, end: int) -> bool:
    """Whether a noun phrase may open at a token."""
    if index >= end or not view.tokens[index].is_word:
        return False
    norm = view.norm(index)
    return not (norm in words().stops or norm in words().that or norm in _PREPOSITIONS.values())


def _object_after(view: View, index: int, end: int) -> Start | None:
    """The noun that opens what is reported, after the subject and adverbials ("on its site")."""
    first = index
    while index < min(end, first + _NEAR):
        norm = view.norm(index)
        if is_object(norm) and _may_open(view, index, end):
            return (
                None
                if view.norm(index - 1) in _PREPOSITIONS.values()
                else (Start(index, index, "phrase"))
            )
        if norm in words().that or norm in QUOTES or norm in (":", "."):
            return None
        if index > first and verb_at(view, index):
            return None
        index += 1
    return None


# --- ends -------------------------------------------------------------------------------


def content_of(view: View, start: Start, cue: Cue) -> Span | None:
    """The content from its start: the quotation whole, or the clause."""
    if view.norm(start.at) in QUOTES and start.kind != "phrase":
        inside = quoted(view, start.at)
        if inside and (start.kind == "quote" or _is_whole(view, inside, cue)):
            return trimmed(view, *inside)
    end = clause_end(view, start.at, cue.line[1])
    return trimmed(view, start.at, end)


def _is_whole(view: View, inside: tuple[int, int], cue: Cue) -> bool:
    """After أن a quotation may be the whole content or only its first words."""
    after = past(view, inside)
    return after >= cue.line[1] or (
        view.norm(after) in (".", "،", ",", "؛")
        and (after + 1 >= cue.line[1] or _ends_after_comma(view, after + 1, is_phrase=True))
    )


def clause_end(view: View, first: int, after: int, *, is_phrase: bool = False) -> int:
    """The token after the last of the clause that starts at `first`.

    Quotations are passed over whole, even where they run past the sentence.
    """
    index = first
    while index < after:
        inside = quoted(view, index)
        if inside and inside[1] > index:
            index = past(view, inside)
            continue
        if index > first and _ends_clause(view, index, is_phrase):
            return index
        index += 1
    return max(index, after) if index > after else after


def _ends_clause(view: View, index: int, is_phrase: bool) -> bool:
    token = view.tokens[index]
    if not token.is_word:
        return token.norm in COMMAS | {"؛"} and _ends_after_comma(view, index + 1, is_phrase)
    found = reporting_at(view, index)
    if found and (found[0].shape == "participle" or (found[1] and found[0].shape == "perfect")):
        return opens_soon(view, index) or _charges_soon(view, index, found[0])
    return False


def _ends_after_comma(view: View, index: int, is_phrase: bool) -> bool:
    norm = view.norm(index)
    lists = words()
    if norm in lists.that or norm.removeprefix("و") in lists.that:
        return False
    if norm in lists.breaks or _is_for_his_part(view, index):
        return True
    found = reporting_at(view, index)
    if found and (found[0].shape == "participle" or found[1]):
        return opens_soon(view, index) or found[0].shape == "participle"
    return norm.removeprefix("و").startswith("لكن") or (is_phrase and norm == "حيث")


def _is_for_his_part(view: View, index: int) -> bool:
    """ "…, and for his part": من جهته, ومن جانبها."""
    return view.norm(index).removeprefix("و") == "من" and is_one_of(
        view, index + 1, words().fillers
    )


def _charges_soon(view: View, index: int, form: Form) -> bool:
    """ "… and demanded of others that": a charge or demand close after its verb."""
    if "with" not in form.verb.takes:
        return False
    near = range(index + 1, min(len(view.tokens), index + _NAME + 1))
    return any(is_charge(view, at, is_sure=False) for at in near)


def opens_soon(view: View, index: int) -> bool:
    """Whether a content opens within a few tokens of a verb."""
    for at in range(index + 1, min(len(view.tokens), index + _NEAR)):
        norm = view.norm(at)
        if norm in words().that or norm in (":", "الي") or norm in QUOTES or is_object(norm):
            return True
        if norm in (".", "،"):
            return False
    return False
