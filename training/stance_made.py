# ruff: noqa: SIM905 - lists of words are read more easily as one line
"""Pairs for training whose stance is known because one thing was changed: in Arabic over the
train pairs of ANS, in English and across the languages over NTREX (bench/stance_pairs.py, the
articles that are not held out)."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from takhrij.bench.stance_pairs import crossed, turned
from takhrij.corpus.stance.neutral import _named
from takhrij.corpus.stance.sides import side

SUPPORTS, REFUTES, OTHER = 0, 1, 2
Row = tuple[str, str, int]

NUMBER = re.compile(r"(?<![\w.,/:-])[0-9٠-٩]{1,5}(?![\w.,/:%-])")
EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
NO_VERBS = frozenset(
    "يوم يومين يوميا يد يدين يوسف يونيو يوليو يناير يورو يونس يعقوب يحيى تحت تم تموز تل تنظيم "
    "تقرير تركيا تونس تركي تويتر تدريب تعليم تقدم تراجع تحذير تهديد توتر تصعيد".split()
)
"""Words that begin as verbs do and are none."""
PLACES = tuple(
    "حلب حمص حماة إدلب الرقة درعا دمشق دوما منبج تدمر البصرة الموصل بغداد كركوك الرمادي عدن تعز "
    "الحديدة صنعاء مأرب بنغازي سرت مصراتة طرابلس غزة رفح جنين نابلس الخليل القدس بيروت صيدا "
    "عفرين الباب سراقب اللاذقية طرطوس السويداء القامشلي".split()
)
ADDED = (
    "، بحسب ناشطين",
    "، وفق مصدر محلي",
    " مساء أمس",
    " فجر الثلاثاء",
    " اليوم",
    "، كما قال شهود",
)
"""Details that leave a headline as true as it was."""


def made(data: Path, ans: list[Row], *, seed: int = 0) -> list[Row]:
    """Everything that is made, shuffled; `ans` are the train pairs."""
    rng = random.Random(seed)
    found = [*arabic(ans, rng), *strangers(ans, 200, rng)]
    kept = {"same": 0.8, "number": 1.0, "place": 1.0, "negation": 0.4, "other": 0.25}
    stances = {"supports": SUPPORTS, "refutes": REFUTES, "unrelated": OTHER}
    ntrex = [
        (one.claim, one.passage, stances[one.stance])
        for one in (*crossed(data, "learn"), *turned(data, "learn"))
        if len(one.claim) < 220 and rng.random() < 0.6 * kept[one.kind]
    ]
    return rng.sample([*found, *ntrex], len(found) + len(ntrex))


def arabic(ans: list[Row], rng: random.Random) -> Iterator[Row]:
    """What agrees, with a figure, a place or the yes changed in the passage: refuted; with a
    detail added: still agreed."""
    for claim, passage, label in ans:
        if label != SUPPORTS:
            continue
        for change in (other_number, other_place, turned_round):
            text = change(passage, rng)
            if text is not None and rng.random() < 0.6:
                yield claim, text, REFUTES
        if rng.random() < 0.25:
            yield claim, rng.choice([passage, claim]) + rng.choice(ADDED), SUPPORTS


def strangers(ans: list[Row], most: int, rng: random.Random) -> Iterator[Row]:
    """Claims with the passages of others that name the same state or party, unrelated but for
    that, as those of the set are."""
    by_party: dict[tuple[str, str], list[str]] = {}
    for _, passage, _ in ans:
        for name in _named(passage, "ar"):
            by_party.setdefault(name.party, []).append(passage)
    for claim, own, _ in rng.sample(ans, most):
        parties = [name.party for name in _named(claim, "ar") if name.party in by_party]
        text = rng.choice(by_party[parties[0]]) if parties else rng.choice(ans)[1]
        if text != own and len(set(text.split()) & set(claim.split())) < 3:
            yield claim, text, OTHER


def other_number(text: str, rng: random.Random) -> str | None:
    found = [m for m in NUMBER.finditer(text) if int(m.group().translate(EASTERN)) > 1]
    if not found:
        return None
    match = rng.choice(found)
    value = int(match.group().translate(EASTERN))
    year = 1900 <= value <= 2030
    near = (
        [value - 3, value + 4, value + 7]
        if year
        else [value * 2, value + 3, value + 11, value // 2 + 1]
    )
    other = rng.choice([n for n in near if n > 1 and n != value])
    return text[: match.start()] + str(other) + text[match.end() :]


def other_place(text: str, rng: random.Random) -> str | None:
    """A place that no state's name is: those are exchanged already, as stand-ins."""
    states = [name.span for name in _named(text, "ar")]
    found = [p for p in side(text).places if not any(p.span.overlaps(s) for s in states)]
    if not found:
        return None
    place = rng.choice(found)
    other = rng.choice([name for name in PLACES if name != place.name])
    return text[: place.span.start] + other + text[place.span.end :]


def turned_round(text: str, rng: random.Random) -> str | None:
    """A headline with its verb denied, or its denial taken out."""
    words = text.split()
    for at, word in enumerate(words[:-1]):
        if word in ("لا", "لم", "لن", "ليس", "ليست"):
            rest = words[at + 1 :]
            if word == "لن":
                rest[0] = "س" + rest[0]
            return " ".join([*words[:at], *rest])
    for at, word in enumerate(words[:3]):
        if word.startswith("سي") and len(word) > 4:
            return " ".join([*words[:at], "لن", word[1:], *words[at + 1 :]])
        if word[0] in "يت" and len(word) >= 4 and word not in NO_VERBS and (word[0] == "ي" or at):
            no = rng.choice(["لا", "لم", "لن"])
            return " ".join([*words[:at], no, *words[at:]])
    return None
