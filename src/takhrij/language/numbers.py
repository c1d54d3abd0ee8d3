"""Numbers in Arabic and English, in words and digits, wherever they stand in a text.

    ألف ومئتي شخص    1200        سبعة وعشرون ألفا   27000      مليون ونصف المليون   1500000
    الرابع عشر       14th        عشرات الآلاف       20000-     بضعة                 3-9

A number is read word by word, as far as the table JOINTS lets it go.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from takhrij.document import Language
from takhrij.language.numerals import (
    Kind,
    Number,
    Numeral,
    Part,
    needs_hamza,
    numeral,
    ordinal,
)
from takhrij.language.ordinals import ordinal_at
from takhrij.language.tokens import Token, tokens

_LOW: tuple[Part, ...] = ("unit", "compound", "ten", "tens")
JOINTS: dict[Language, dict[tuple[str, bool], tuple[Part, ...]]] = {
    "ar": {
        ("unit", False): ("ten", "hundred", "scale"),
        ("unit", True): ("tens", "fraction"),
        ("compound", False): ("ten",),
        ("compound", True): ("tens",),
        ("teen", False): ("scale",),
        ("ten", False): ("scale",),
        ("tens", False): ("scale",),
        ("hundred", False): ("scale",),
        ("hundred", True): _LOW,
        ("digits", False): ("scale", "hundred"),
        ("digits", True): ("fraction",),
        ("scale", True): (*_LOW, "hundred", "dual", "digits", "scale", "fraction"),
        ("vague", False): ("scale", "hundred"),
        ("fraction", False): ("scale",),
    },
    "en": {
        ("tens", False): ("unit", "hundred", "scale"),
        ("unit", False): ("hundred", "scale"),
        ("teen", False): ("hundred", "scale"),
        ("digits", False): ("hundred", "scale"),
        ("article", False): ("hundred", "scale", "vague"),
        ("hundred", False): ("unit", "teen", "tens", "scale"),
        ("hundred", True): ("unit", "teen", "tens"),
        ("scale", False): ("unit", "teen", "tens"),
        ("scale", True): ("unit", "teen", "tens"),
        ("vague", False): ("hundred", "scale"),
        ("unit", True): ("fraction",),
        ("digits", True): ("fraction",),
        ("fraction", False): ("article", "scale"),
    },
}
"""After which part, joined by "and" or not, which parts may come."""

_ARTICLES = frozenset({"ال", "وال", "بال", "فال"})
_AND_ONE = "واحد"
"""Behind another number not "one" but و and أحد: مئة وأحد عشر."""
_GROUPING = re.compile(r"[,٬،' ](?=\d{3})|(?<=\d)\.(?=\d{3}\.)|(?<=\.\d{3})\.(?=\d{3})")


@dataclass(slots=True)
class _Sum:
    """A number being read: whole scales in `total`, what is below the next scale in `group`."""

    total: float = 0.0
    group: float = 0.0
    part: str = ""
    floor: float = math.inf
    spread: float | None = 1.0
    kind: Kind = "cardinal"
    stable: tuple[float, int] = (0.0, 0)
    """Total and next token after the last whole scale: where to fall back to."""

    def takes(self, word: Numeral, joined: bool, language: Language) -> bool:
        if not self.part:
            return True
        if word.part not in JOINTS[language].get((self.part, joined), ()):
            return False
        if word.part == "hundred" and not joined:
            return word.low == 100 and self.group < 100
        return word.low < self.floor

    def add(self, word: Numeral, after: int) -> None:
        if not self.part and word.alone is not None:
            self._alone(word, *word.alone, after)
        elif word.part == "vague":
            self._vague(word.low, word.high)
        elif word.part == "scale":
            self._whole(word.low, after)
        elif word.part == "dual":
            self.group = 2
            self._whole(word.low / 2, after)
        elif word.part == "hundred" and self.part not in ("", "scale"):
            self.group, self.part = self.group * word.low, "hundred"
        else:
            self._low(word)

    def _alone(self, word: Numeral, low: float, high: float | None, after: int) -> None:
        if low == high:  # ألفا قتيل: two thousand
            self.group = low / word.low
            self._whole(word.low, after)
        else:
            self._vague(low, high)

    def _vague(self, low: float, high: float | None) -> None:
        self.group, self.part, self.kind = low, "vague", "vague"
        self.spread = None if high is None else high / low

    def _whole(self, scale: float, after: int) -> None:
        self.kind = "cardinal" if self.kind == "fraction" else self.kind
        self.total += (self.group or 1) * scale
        self.group, self.part, self.floor = 0.0, "scale", scale
        self.stable = (self.total, after)

    def _low(self, word: Numeral) -> None:
        if word.part == "fraction" and self.part:
            self.group += word.low * (self.floor if self.part == "scale" else 1)
            self.part = "end"
            return
        teen = word.part == "ten" and self.part in ("unit", "compound")
        if word.part != "article" or not self.group:  # half a million
            self.group += word.low
        self.kind = "fraction" if word.part == "fraction" else self.kind
        self.part = "teen" if teen else word.part

    def high(self, low: float) -> float | None:
        return None if self.spread is None else low * self.spread


@lru_cache(maxsize=2)
def numbers(text: str, language: Language) -> dict[int, Number]:
    """Every number of a text by its first token, none overlapping another. Not to be changed."""
    stream = tokens(text)
    found: dict[int, Number] = {}
    done = 0
    for at, token in enumerate(stream):
        if at >= done and _may_begin(token.norm, language):
            number = (
                _after_article(text, stream, at, language)
                or ordinal_at(stream, at, language)
                or _cardinal(text, stream, at, language)
            )
            if number is not None:
                found[at] = number
                done = number.last
    return found


@lru_cache(maxsize=16384)
def _may_begin(norm: str, language: Language) -> bool:
    if norm[0].isdecimal() or norm in _ARTICLES:
        return True
    return numeral(norm, language) is not None or ordinal(norm, language) is not None


def _after_article(
    text: str, tokens: Sequence[Token], at: int, language: Language
) -> Number | None:
    """الـ24: the article stands before digits as a word of its own."""
    token = tokens[at]
    if token.norm not in _ARTICLES or at + 1 >= len(tokens) or language != "ar":
        return None
    if tokens[at + 1].sort != "digits" or tokens[at + 1].start > token.end + 1:
        return None
    number = _cardinal(text, tokens, at + 1, language)
    start, joined = token.start + len(token.norm) - 2, token.norm.startswith("و")
    return number and number._replace(first=at, start=start, joined=joined, definite=True)


def _cardinal(text: str, tokens: Sequence[Token], at: int, language: Language) -> Number | None:
    first = _word(text, tokens[at], language)
    if first is None:
        return None
    if first.part == "digits" and _before_scale(tokens, at, language):
        decimal = digits_value(tokens[at].norm, "en")  # 2.445 مليون: a decimal point
        first = first._replace(low=decimal, high=decimal) if decimal is not None else first
    sum_, after = _Sum(), at
    sum_.add(first, at + 1)
    after = at + 1
    while (step := _next(text, tokens, after, language)) is not None:
        word, joined, following = step
        if not sum_.takes(word, joined, language):
            if _overtakes(word, joined, sum_):
                sum_.group, after = 0.0, sum_.stable[1]
            break
        sum_.add(word, following)
        after = following
    return _finished(text, tokens, (at, after), first, sum_)


def _before_scale(tokens: Sequence[Token], at: int, language: Language) -> bool:
    if at + 1 >= len(tokens) or tokens[at + 1].sort != "word":
        return False
    following = numeral(tokens[at + 1].norm, language)
    return following is not None and following.part == "scale" and not following.joined


def _overtakes(word: Numeral, joined: bool, sum_: _Sum) -> bool:
    """In "ألف وخمسة عشر ألفا" the second ألف takes خمسة عشر away from the first."""
    ended = sum_.part == "end"
    return word.part == "scale" and not joined and not ended and sum_.total > 0 < sum_.group


def _finished(
    text: str, tokens: Sequence[Token], range_: tuple[int, int], first: Numeral, sum_: _Sum
) -> Number | None:
    at, after = range_
    if sum_.part in ("article", "compound"):
        return None
    if sum_.part == "end":
        after = _repeated_scale(tokens, after)
    low = sum_.total + sum_.group
    start = tokens[at].start + _written_length(text, tokens[at], first.skip)
    return Number(
        at, after, start, tokens[after - 1].end, low, sum_.high(low), sum_.kind,
        digits=first.part == "digits", joined=first.joined, definite=first.definite,
    )  # fmt: skip


def _repeated_scale(tokens: Sequence[Token], after: int) -> int:
    """In "مليون ونصف المليون" the scale is said twice: the second is part of the number."""
    if after < len(tokens):
        word = numeral(tokens[after].norm, "ar")
        if word is not None and word.part == "scale" and word.definite:
            return after + 1
    return after


def _written_length(text: str, token: Token, letters: int) -> int:
    """How many characters of a token as written hold its first `letters` folded letters."""
    written, count = text[token.start : token.end], 0
    for index, character in enumerate(written):
        if count == letters and not _is_mark(character):
            return index
        count += not _is_mark(character)
    return len(written)


def _is_mark(character: str) -> bool:
    return character == "ـ" or not character.isalnum()


def _next(
    text: str, tokens: Sequence[Token], at: int, language: Language
) -> tuple[Numeral, bool, int] | None:
    """The number word after this point, whether "and" joins it, and the token after it."""
    joined = False
    if at < len(tokens) and tokens[at].norm in ("و", "and", "-", "of"):
        if tokens[at].norm == "-" and tokens[at].start != tokens[at - 1].end:
            return None
        joined = tokens[at].norm in ("و", "and")
        at += 1
        at += joined and _is_half(tokens, at)
    if at >= len(tokens):
        return None
    word = _word(text, tokens[at], language)
    if word is None:
        return None
    if tokens[at].norm == _AND_ONE and not joined:
        return Numeral("compound", 1, 1), True, at + 1
    return word, joined or word.joined, at + 1


def _is_half(tokens: Sequence[Token], at: int) -> bool:
    """The "a" of "two and a half"."""
    return [token.norm for token in tokens[at : at + 2]] == ["a", "half"]


def _word(text: str, token: Token, language: Language) -> Numeral | None:
    if token.sort == "digits":
        value = digits_value(token.norm, language)
        return None if value is None else Numeral("digits", value, value)
    if token.sort != "word":
        return None
    if token.norm == _AND_ONE and text.startswith("وأ", token.start):
        return Numeral("compound", 1, 1, skip=1, joined=True)
    found = numeral(token.norm, language)
    if found is not None and language == "ar" and not _has_hamza(text, token, found.skip):
        return None
    return found


def _has_hamza(text: str, token: Token, skip: int) -> bool:
    """True unless the word is a number only with hamza and was written without."""
    if token.norm[skip:].removeprefix("ال") not in needs_hamza("ar"):
        return True
    return any(letter in text[token.start : token.end] for letter in "ئءأ")


def digits_value(norm: str, language: Language) -> float | None:
    """The value of digits with their separators, or None if they can't be one number.

    A dot before three digits is a decimal point in English and groups thousands in Arabic
    ("1.250"), where newspapers of the Levant and the Maghreb write it so.
    """
    if language == "ar" and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", norm):
        norm = norm.replace(".", "")
    plain = _GROUPING.sub("", norm).replace("٫", ".").replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if math.isfinite(value) and value < 1e18 else None
