"""Counts: a number with its hedges and the thing counted, before anyone asks what befell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from takhrij.document import Language
from takhrij.language.numerals import Number
from takhrij.language.quantities.items import HARMS, PEOPLE, Item, Noun

REACH: dict[Language, int] = {"ar": 0, "en": 3}
"""How many unknown words (adjectives) may stand between a number and its noun."""


@dataclass(frozen=True, slots=True)
class Count:
    """Items `first` to `last` (half-open); `noun` is the index of the thing counted, or None.

    `sure` is False where nothing but a governing word could make it a count at all: a bare
    number, "several", or two persons in the dual.
    """

    first: int
    last: int
    low: float | None
    high: float | None
    noun: int | None = None
    kind: Noun | None = None
    approximate: bool = False
    sure: bool = True
    number: int = 0
    """Index of the (last) number item."""

    @property
    def is_single(self) -> bool:
        """One person with no number word ("killed a soldier")."""
        return self.low == 1 and self.last == self.first + 1 and self.number == self.noun

    @property
    def is_people(self) -> bool:
        return self.kind is not None and self.kind.of in (*PEOPLE, *HARMS, "casualties")


def counts(items: Sequence[Item], language: Language) -> Iterator[Count]:
    """Every count of a text, left to right, none overlapping another."""
    done = 0
    for at, item in enumerate(items):
        if at < done:
            continue
        count = None
        if item.kind == "number":
            count = _numbered(items, at, done, language)
        elif item.kind == "word" and item.value.noun is not None:
            count = _unnumbered(items, at, language)
        if count is not None:
            yield count
            done = count.last


# --- with a number ----------------------------------------------------------------------


def _numbered(items: Sequence[Item], at: int, done: int, language: Language) -> Count | None:
    number: Number = items[at].value
    if number.kind in ("ordinal", "fraction") or _is_label(items, at):
        return None
    if language == "ar" and _is_one(items[at]):
        return None
    second = _range_end(items, at)
    last = at if second is None else second
    high = number.high if second is None else items[second].value.high
    noun, end = _noun_after(items, last, language)
    first = at
    if noun is None:
        noun, first = _noun_before(items, at, done)
    draft = _Draft(first, end, noun, last, number.low, high)
    if second is not None and first > done and items[first - 1].kind in ("between", "from"):
        draft = replace(draft, first=first - 1)
    return _hedged(items, draft, done)


def _is_one(item: Item) -> bool:
    """The word "one", which in Arabic stands behind its noun (شخص واحد) or counts nothing."""
    return (
        item.kind == "number"
        and item.value.low == item.value.high == 1
        and (not item.value.digits and item.value.kind == "cardinal")
    )


@dataclass(frozen=True, slots=True)
class _Draft:
    first: int
    last: int
    noun: int | None
    number: int
    low: float | None
    high: float | None


def _hedged(items: Sequence[Item], draft: _Draft, done: int) -> Count:
    """The count with "at least", "about" and the like, before it or behind it."""
    first, last, low, high = draft.first, draft.last, draft.low, draft.high
    senses = []
    if _is_hedged_behind(items, last):
        senses.append(items[last].value.sense)
        last += 1
    while not items[first].joined and _is_hedged_before(items, first, done):
        first -= 1
        senses.append(items[first].value.sense)
    if "least" in senses:
        high = None
    elif "most" in senses:
        low = None
    kind = items[draft.noun].value.noun if draft.noun is not None else None
    few = items[draft.number].value.kind == "vague" and items[draft.number].value.low < 10
    vague = low != high and "least" not in senses and "most" not in senses
    return Count(
        first, last, low, high, draft.noun, kind,
        approximate="about" in senses or vague,
        sure=draft.noun is not None and draft.noun > draft.number and not few,
        number=draft.number,
    )  # fmt: skip


def _is_hedged_before(items: Sequence[Item], at: int, done: int) -> bool:
    before = items[at - 1] if at > done else None
    return before is not None and before.kind == "hedge" and bool(before.value.before)


def _is_hedged_behind(items: Sequence[Item], at: int) -> bool:
    if at >= len(items) or items[at].kind != "hedge" or not items[at].value.after:
        return False
    return at + 1 >= len(items) or items[at + 1].kind != "number"


def _range_end(items: Sequence[Item], at: int) -> int | None:
    """The second number of "10 to 15", "10-15", "between 10 and 15", or None."""
    before = items[at - 1].kind if at else ""
    for step in (1, 2):
        end = at + step
        if end >= len(items) or items[end].kind != "number":
            continue
        joint = items[at + 1].kind if step == 2 else ("and" if items[end].joined else "")
        if joint in ("to", "or", "dash") or (joint == "and" and before == "between"):
            low, high = items[at].value.low, items[end].value.high
            return end if high is not None and low < high else None
    return None


def _noun_after(items: Sequence[Item], number: int, language: Language) -> tuple[int | None, int]:
    """Index of the thing counted behind a number, and the end of the count."""
    at = number + 1
    if at < len(items) and items[at].kind == "close":
        at += 1
    if at < len(items) and (items[at].kind == "from" or items[at].value == "of"):
        partitive = _noun_within(items, at + 1, REACH[language])
        if partitive is not None:
            return partitive, partitive + 1
    if at < len(items) and items[at].kind == "share":
        return _shared(items, at, number, language)
    noun = _noun_within(items, at, REACH[language])
    if noun is not None:
        return noun, noun + 1
    return (at, at + 1) if _is_unknown_noun(items, at, number, language) else (None, number + 1)


def _shared(
    items: Sequence[Item], share: int, number: int, language: Language
) -> tuple[int | None, int]:
    """The noun of "30 of them (were) children", "four of whom are soldiers"."""
    at = share + 1
    if at < len(items) and items[at].kind in ("stop", "from"):
        at += 1
    noun = _noun_within(items, at, REACH[language])
    return (None, number + 1) if noun is None else (noun, noun + 1)


def _noun_within(items: Sequence[Item], at: int, reach: int) -> int | None:
    """Index of the first known noun from an item on, past so many unknown words or dashes."""
    for here in range(at, min(at + reach + 1, len(items))):
        if items[here].kind not in ("word", "dash") or items[here].joined:
            return None
        if items[here].kind == "word" and items[here].value.noun is not None:
            return _counted_with(items, here) if reach else here
        if reach and (joined := _after_and(items, here)) is not None:
            return joined
    return None


def _counted_with(items: Sequence[Item], noun: int) -> int:
    """The plural that a singular only describes: "30 rebel soldiers", "70 rebel and army men"."""
    if items[noun].value.noun.form != "one" or not _is_person(items, noun):
        return noun
    if noun + 1 < len(items) and _is_person(items, noun + 1, "many"):
        return noun + 1
    joined = _after_and(items, noun)
    return noun if joined is None else joined


def _after_and(items: Sequence[Item], word: int) -> int | None:
    """The people of "70 army and rebel fighters", from the first of the two words on."""
    last = word + 3
    if last >= len(items) or items[word + 1].kind != "and" or items[word + 2].kind != "word":
        return None
    second = items[word + 2].value
    is_adjective = second.cue is None and (second.noun is None or second.noun.form == "one")
    return last if is_adjective and _is_person(items, last, "many") else None


def _is_person(items: Sequence[Item], at: int, form: str = "one") -> bool:
    noun = items[at].value.noun if items[at].kind == "word" else None
    return noun is not None and noun.form == form and noun.of in PEOPLE


def _is_unknown_noun(items: Sequence[Item], at: int, number: int, language: Language) -> bool:
    """In Arabic the word behind a number is the thing counted, unless it can't be a noun."""
    if language != "ar" or at > number + 2 or at >= len(items):
        return False
    word, count = items[at], items[number].value
    if word.kind != "word" or word.joined or word.value.cue is not None:
        return False
    if count.low == 2 and not count.digits:
        return False  # two of a thing are said in the dual
    year = count.digits and 1900 <= count.low <= 2100
    return not year and (not word.definite or count.kind == "vague") and not count.definite


def _noun_before(items: Sequence[Item], at: int, done: int) -> tuple[int | None, int]:
    """The thing counted before a number: الضحايا الـ32, أفراد الطاقم الخمسة, مسلحين اثنين."""
    number: Number = items[at].value
    if number.low == 2 and not number.digits:
        return _noun_of_two(items, at, done)
    if not items[at].definite:
        return None, at
    for back in (at - 1, at - 2, at - 3):
        if back < done or items[back].kind not in ("word", "mark"):
            break
        if items[back].kind == "word" and items[back].value.noun is not None:
            return (back, back) if items[back].value.noun.form == "many" else (None, at)
    return None, at


def _noun_of_two(items: Sequence[Item], at: int, done: int) -> tuple[int | None, int]:
    """The dual that اثنان stands behind, an adjective between at most (عسكريين تركيين اثنين)."""
    for back in (at - 1, at - 2):
        if back < done or items[back].kind != "word":
            break
        noun = items[back].value.noun
        if noun is not None:
            return (back, back) if noun.form in ("two", "many") else (None, at)
    return None, at


def _is_label(items: Sequence[Item], at: int) -> bool:
    """Resolution 2254, Brigade 47, F-16: a name, not a count."""
    if at and (items[at - 1].kind in ("designator", "years") or items[at - 1].value == "+"):
        return True
    if at + 1 < len(items) and items[at + 1].value == "+":
        return True  # 5+1
    if at > 1 and items[at - 1].kind == "dash" and items[at - 1].end == items[at].start:
        return items[at - 2].kind == "word" and items[at - 2].end == items[at - 1].start
    return False


# --- without one ------------------------------------------------------------------------


def _unnumbered(items: Sequence[Item], at: int, language: Language) -> Count | None:
    """A dual (قتيلان), one (شخص واحد), or a single person if a cue governs it."""
    noun: Noun = items[at].value.noun
    if noun.form == "two":
        return Count(at, at + 1, 2, 2, at, noun, number=at, sure=noun.of not in PEOPLE)
    if noun.form != "one":
        return None
    if at + 1 < len(items) and _is_one(items[at + 1]):
        return Count(at, at + 2, 1, 1, at, noun, number=at + 1)
    if noun.of in PEOPLE and _is_indefinite(items, at, language):
        return Count(at, at + 1, 1, 1, at, noun, number=at, sure=False)
    return None


def _is_indefinite(items: Sequence[Item], at: int, language: Language) -> bool:
    if language == "en":
        return at > 0 and items[at - 1].value in ("a", "an")
    named = at + 1 < len(items) and items[at + 1].kind == "word" and items[at + 1].definite
    return not items[at].definite and not named
