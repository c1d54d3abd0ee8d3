"""Items: the tokens of a text as kinds of the time grammar, numbers and phrases joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from takhrij.document import Language
from takhrij.language.lexicon import load
from takhrij.language.numbers import numbers
from takhrij.language.numerals import Number
from takhrij.language.phrases import Entry, Found, Phrases
from takhrij.language.quantities.items import phrases as countables
from takhrij.language.times import libyan
from takhrij.language.tokens import Token, tokens


class Item(NamedTuple):
    """One piece of a text with its kind in the grammar; `other` is what the grammar can't use."""

    kind: str
    value: Any
    start: int
    end: int
    definite: bool = False


OTHER = "other"
_MARKS = {
    "/": "slash",
    "-": "dash",
    "–": "dash",
    "—": "dash",
    ",": "comma",
    "،": "comma",
    ".": "dot",
    "!": "stop",
    "?": "stop",
    "؟": "stop",
    "(": "open",
    "[": "open",
    ")": "close",
    "]": "close",
    "'s": "possessive",
    "'": "possessive",
}
_TABLES = (
    ("weekdays", "weekday", int),
    ("short_weekdays", "short_weekday", int),
    ("months", "month", int),
    ("weak_months", "weak_month", int),
    ("hijri_months", "hijri_month", int),
    ("weak_hijri_months", "weak_hijri", int),
    ("days", "relday", int),
    ("tonight", "tonight", str),
    ("parts", "part", str),
    ("adverb_parts", "adverb_part", str),
    ("seasons", "season", str),
    ("edges", "edge", str),
    ("decades", "decade_name", int),
    ("hijri_feasts", "feast", lambda key: f"hijri {key}"),
    ("feasts", "feast", lambda key: f"gregorian {key}"),
    ("easter_feasts", "feast", str),
    ("anchors", "anchor", str),
)
_YEAR_FOLLOWS = frozenset(
    {"year1", "month", "weak_month", "hijri_month", "weak_hijri", "slash", "dot", "year2"}
)
_CAPITAL = frozenset({"weekday", "short_weekday", "month", "weak_month", "hijri_month"})


@cache
def lexicon(language: Language) -> dict[str, Entry]:
    """Every word and phrase of the data files with its meaning."""
    data = {**load(language, "anchors"), **load(language, "times")}
    found = {
        word: Entry(kind, key_of(key))
        for table, kind, key_of in _TABLES
        for key, words in data.get(table, {}).items()
        for word in words
    }
    for unit, forms in data["units"].items():
        for form, suffix in (("one", "1"), ("two", "2"), ("many", "n")):
            found |= {word: Entry(unit + suffix, unit) for word in forms.get(form, ())}
    for table in ("names", "named"):
        found |= {name: Entry("name", name) for name in data[table]["words"]}
    for table in ("shifts", "words"):
        for kind, words in data[table].items():
            found |= {word: Entry(kind, kind) for word in words if word not in found}
    return found


@cache
def _phrases(language: Language) -> Phrases:
    return Phrases(lexicon(language), language)


def items(text: str, language: Language) -> tuple[Item, ...]:
    """The items of a text, in order. "And" fused to a word (وآذار) is an item of its own."""
    stream, counted, phrases = tokens(text), numbers(text, language), _phrases(language)
    found: list[Item] = []
    at = 0
    while at < len(stream):
        token = stream[at]
        if token.sort != "word" and token.sort != "digits":
            found.append(Item(_mark_kind(token), token.norm, token.start, token.end))
        elif at in counted or phrases.knows(token.norm):
            at = _read(text, stream, at, language, found)
            continue
        else:
            found.append(Item(_word_kind(token.norm, language), None, token.start, token.end))
        at += 1
    return tuple(found)


@lru_cache(maxsize=16384)
def _word_kind(norm: str, language: Language) -> str:
    """`future` for a verb of the future (سيعقد), else `other`."""
    future = load(language, "times")["future"]
    stem = norm[1:] if norm.startswith(("و", "ف")) else norm
    if not stem.startswith(tuple(future["prefixes"])) or len(stem) < future["shortest"]:
        return OTHER
    return OTHER if stem.startswith(tuple(future["never"])) else "future"


def _mark_kind(token: Token) -> str:
    if token.sort == "date":
        return "numeric"
    if token.sort == "line":
        return "stop"
    return "clock" if token.sort == "clock" else _MARKS.get(token.norm, OTHER)


def _read(
    text: str, stream: Sequence[Token], at: int, language: Language, found: list[Item]
) -> int:
    """Add the item that begins at a word or digits; returns the token after it."""
    token = stream[at]
    phrases = _phrases(language)
    phrase = phrases.phrase(stream, at)
    number = numbers(text, language).get(at) if phrase is None else None
    if number is not None:
        kind = _number_kind(number, token, language)
        if kind == "year" and not _may_be_year(stream, number, found, language):
            kind = "number"
        found.extend(_number_items(number, token, kind))
        return _past_libyan(stream, number.last, language, found) if kind == "day" else number.last
    known = phrase or (phrases.word(token.norm) if token.sort == "word" else None)
    if known is None:
        found.append(Item(OTHER, token.norm, token.start, token.end))
        return at + 1
    end = stream[at + known.length - 1].end
    found.extend(_word_items(text, known, (token.start, end), language))
    return at + known.length


def _past_libyan(stream: Sequence[Token], at: int, language: Language, found: list[Item]) -> int:
    """Add the Libyan month that follows a day, if one does; returns the token after it."""
    match = libyan.month_after(stream, at, language)
    if match is None:
        return at
    month, first, end = match
    found.append(Item("month", month, stream[first].start, stream[end - 1].end))
    return end


def _may_be_year(
    stream: Sequence[Token], number: Number, found: list[Item], language: Language
) -> bool:
    """Behind a month or "year" always. Else not in words, not before a thing counted (2000
    دولار), and not so early or late that it must be something else."""
    before = [item.kind for item in found[-3:] if item.kind != "comma"]
    if before[-1:] in (["day"], ["ordinal"]):  # July 2 2016
        before = before[:-1]
    if before and before[-1] in _YEAR_FOLLOWS:
        return True
    following = stream[number.last] if number.last < len(stream) else None
    if not number.digits or not 1900 <= number.low <= 2100:
        known = _phrases(language).word(following.norm) if following is not None else None
        return number.digits and known is not None and known.entry.kind == "hijri"
    counted = countables(language).word(following.norm) if following is not None else None
    if following is None or following.sort != "word" or counted is None or counted.skip:
        return True
    kind, value = counted.entry
    return kind not in ("distance", "area", "money") and (kind != "word" or value.noun is None)


def _number_items(number: Number, token: Token, kind: str) -> Iterator[Item]:
    if number.joined:
        yield Item("and", "and", token.start, max(number.start, token.start + 1))
    yield Item(kind, number, number.start, number.end, number.definite)


def _number_kind(number: Number, token: Token, language: Language) -> str:
    whole = number.low == number.high and number.low == int(number.low)
    if number.kind == "ordinal":
        return "ordinal" if 1 <= number.low <= 31 else OTHER
    if number.kind == "fraction":
        return "fraction"
    if whole and 1 <= number.low <= 31:  # "In March two blasts": no day
        return "day" if number.digits or language == "ar" else "number"
    is_year = whole and 1300 <= number.low <= 2200
    return "year" if is_year and (not number.digits or len(token.norm) == 4) else "number"


def _word_items(text: str, known: Found, at: tuple[int, int], language: Language) -> Iterator[Item]:
    start, end = at
    kind, value = known.entry
    if language == "en" and kind in _CAPITAL and not text[start].isupper():
        yield Item(OTHER, text[start:end], start, end)
        return
    if kind == "weak_month" and text.endswith(_strong(language), start, end):
        kind = "month"
    if known.skip and text[start] in "وف":
        yield Item("and", "and", start, start + 1)
    yield Item(kind, value, start + known.skip, end, known.definite)


@cache
def _strong(language: Language) -> tuple[str, ...]:
    """Spellings that make a weak month sure: آب with its madda."""
    return tuple(load(language, "times").get("strong_spellings", {}).get("words", ()))
