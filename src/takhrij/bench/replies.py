"""What one reply to a question says of a claim, read as a person would.

Does the question want yes or no, and does it ask for what the claim says or for its contrary?
Does the reply say yes, or, in other words, does it turn the question round, or echo it? Or does it
give the figure, the year or the words that the claim has beyond the question? The word lists are
those of answers.toml; what two texts share is told by the stems of their telling words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from takhrij.bench.figures import Figures, figures
from takhrij.corpus.stance.sides import contraries
from takhrij.corpus.stems import stem
from takhrij.language.fold import fold
from takhrij.language.lexicon import load, words

Kind = Literal["yes", "no", "denied", "turned", "echoed", "other", "unsaid", "told"]
LIST = "answers"
SAYS: dict[Kind, float] = {
    "yes": 1.0, "no": -1.0, "denied": -1.0, "turned": -0.7, "echoed": 0.4, "other": 0.1,
    "unsaid": 0.0, "told": 0.0,
}  # fmt: skip
"""How far a kind of reply says yes, 1, or no, -1."""
CONTRARY_NO = 0.3
"""What a "no" to a contrary question is worth: it seldom proves the claim."""
BACKGROUND = 0.3
"""What a question about words and origins counts for."""
ECHO, COVERED = 0.3, 0.25
"""Shares of the question's, of the claim's telling words that make a sentence one about them."""
_SENTENCES = 6
_HEAD = 60
"""Code points in which a reply says that there is none."""
_LOOKED = 200
"""Code points of a reply in which its tone is looked for."""
_ASKED = 14
"""Words of a question in which it shows what it asks for."""
_WORD = re.compile(r"\w+(?:'\w+)?")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for one question; `text` is empty where nothing was."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer read against a claim.

    `asks` is whether yes or no is asked for. `bears` is how far a reply to such a question speaks
    for the claim, 1, or against it, -1; `tells` the same for what another reply tells. `near` is
    how near the question is to the claim, 0 to 1. `figures` is 1 where a figure of the claim is
    confirmed, -1 where it is contradicted. `covers` is the greatest share of the claim's telling
    words in one sentence of the answer. `explains` is whether what follows a yes agrees, 1, or
    not, -1; always -1 after a no.
    """

    kind: Kind
    asks: bool
    background: bool
    bears: float
    tells: float
    near: float
    figures: int
    years: int
    covers: float
    explains: int
    silent: bool
    unmentioned: bool
    denies: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as it is compared: folded, its words, the stems of those that tell something."""

    text: str
    words: tuple[str, ...]
    telling: frozenset[str]

    @property
    def turned(self) -> bool:
        """Whether a word turns it round ("not only" does not)."""
        pairs = zip(self.words, (*self.words[1:], ""), strict=False)
        return any(one in listed("turning") and after != "only" for one, after in pairs)

    def has(self, *names: str, within: int | None = None) -> bool:
        """Whether a phrase of one of the lists stands in its first `within` code points."""
        return any(phrases(name).search(self.text[:within]) for name in names)

    def shares(self, other: Wording) -> float:
        """The share of its telling words that the other has too."""
        return len(self.telling & other.telling) / max(1, len(self.telling))


@lru_cache(maxsize=4096)
def wording(text: str) -> Wording:
    plain = fold(text).replace("’", "'")
    found = tuple(_WORD.findall(plain))
    telling = (word.removesuffix("'s") for word in found if word not in _empty())
    return Wording(plain, found, frozenset(stem(word) for word in telling))


@cache
def listed(name: str) -> frozenset[str]:
    return words("en", LIST, name)


@cache
def phrases(name: str) -> re.Pattern[str]:
    """Any phrase of a list of answers.toml, as whole words."""
    found = sorted(listed(name), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, found)) + r")\b")


@cache
def _empty() -> frozenset[str]:
    names = ("auxiliaries", "turning")
    return words("en", "stopwords", "words").union(*(listed(name) for name in names))


def reply(claim: str, answer: Answer) -> Reply:
    """What an answer says of a claim."""
    ours, asked, said = wording(claim), wording(answer.question), wording(answer.text)
    asks = wants_yes_or_no(asked)
    background = not asks and is_background(asked)
    kind = _kind(asked, answer.text) if asks else "told"
    numbers = figures(claim, answer.question, answer.text)
    compared = numbers.agreeing(asked.has("how_many")), _years(numbers, asked, said)
    tells = 0.0 if asks or not said.words else _told(ours, asked, answer.text, compared)
    near = math.sqrt(ours.shares(asked) * asked.shares(ours))
    return Reply(
        kind,
        asks,
        background,
        _bears(kind, is_contrary(asked, ours)),
        tells,
        near * (BACKGROUND if background else 1),
        *compared,
        ours.shares(_closest(answer.text, asked.telling | ours.telling)),
        _explains(kind, asked, said),
        not said.words or said.has("silent", within=_HEAD if kind in ("yes", "no") else _LOOKED),
        said.has("unmentioned", within=_LOOKED),
        said.has("denying"),
    )


def wants_yes_or_no(question: Wording) -> bool:
    """Whether a verb comes before any word that asks for something else."""
    for word in question.words[:_ASKED]:
        if word in listed("asking"):
            return False
        if word in listed("auxiliaries"):
            return True
    return False


def is_background(question: Wording) -> bool:
    """Whether it asks about the claim's words or its origin."""
    begins = {name: phrases(name).match(question.text) for name in _BEGINNINGS}
    short = len(question.words) <= int(load("en", LIST)["short_question"])
    return question.has("background") or any(
        begins[name] and (short or name == "background_begins") for name in _BEGINNINGS
    )


_BEGINNINGS = ("background_begins", "background_short")


def is_contrary(question: Wording, claim: Wording) -> bool:
    """Whether a yes to the question speaks against the claim: one of the two is turned round,
    calls something false, asks for another, or has the contrary of a word of the other."""
    turns = (
        question.turned != claim.turned,
        question.has("contrary") != claim.has("contrary"),
        question.has("alternatives") and not claim.has("alternatives"),
        is_opposed(question.telling, claim.telling),
    )
    return sum(turns) % 2 == 1


def is_opposed(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a word of one has its contrary in the other, neither being in both."""
    ours, theirs = one - other, other - one
    return any(
        (ours & left and theirs & right) or (ours & right and theirs & left)
        for left, right in contraries()
    )


def _kind(question: Wording, text: str) -> Kind:
    """How a reply answers a question for yes or no."""
    said = wording(text)
    if not said.words or said.has("silent", within=_HEAD):
        return "unsaid"
    for kind in ("yes", "no"):
        if said.words[0] in listed(kind):
            return "yes" if kind == "yes" else "no"
    return _in_words(question, said, _closest(text, question.telling))


def _in_words(question: Wording, said: Wording, closest: Wording) -> Kind:
    if said.has("silent", "unmentioned", within=_LOOKED):
        return "unsaid"
    if said.has("affirming", within=_HEAD) and not said.has("denying", within=_HEAD):
        return "yes"
    if said.has("denying") and not question.has("denying"):
        return "denied"
    if closest.turned != question.turned:
        return "turned"
    return "echoed" if question.shares(closest) >= ECHO else "other"


def _bears(kind: Kind, contrary: bool) -> float:
    says = SAYS[kind]
    if not contrary:
        return says
    return -says if says > 0 else -says * CONTRARY_NO


def _told(claim: Wording, question: Wording, text: str, compared: tuple[int, int]) -> float:
    """How far the reply to a question for something else speaks for the claim."""
    said, closest = wording(text), _closest(text, question.telling | claim.telling)
    covered = claim.shares(closest)
    if any(compared):
        return 0.8 if sum(compared) > 0 else -0.8
    if said.has("silent", within=_LOOKED):
        return 0.0
    if said.has("denying") and not claim.has("denying"):
        return -1.0
    if closest.turned != claim.turned and covered >= COVERED:
        return -0.6
    beyond = claim.telling - question.telling
    if len(beyond & said.telling) >= 0.4 * max(1, len(beyond)):
        return 0.7
    if covered >= 0.35:
        return 0.5
    return -0.5 if covered >= 0.1 and is_opposed(claim.telling, said.telling) else 0.0


def _years(numbers: Figures, question: Wording, said: Wording) -> int:
    asked = phrases("when").match(question.text) is not None
    return numbers.same_years() if asked or len(said.words) < 8 else 0


def _explains(kind: Kind, question: Wording, said: Wording) -> int:
    if kind != "yes":
        return -1 if kind == "no" else 0
    after = Wording(said.text, said.words[1:25], said.telling)
    return -1 if after.turned != question.turned or said.has("denying") else 1


def _closest(text: str, telling: Iterable[str]) -> Wording:
    """The sentence of a text, among its first, that has most of the telling words."""
    wanted = frozenset(telling)
    parts = [part for part in _SENTENCE_END.split(text) if part.strip()][:_SENTENCES]
    return max(map(wording, parts or [text]), key=lambda one: len(one.telling & wanted))
