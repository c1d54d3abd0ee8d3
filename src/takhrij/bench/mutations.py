"""Changes planted in copies of real articles: found, named, and none where nothing changed."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from takhrij.annotations import Actor, Attribution, Place, Sentence
from takhrij.bench.copy_sets import real
from takhrij.corpus.changes import changes
from takhrij.corpus.particulars import facts, read
from takhrij.document import Document, Language, Span, document_of

COPIES = 100
LEAST, MOST = 400, 6000
"""Code points of the articles that are copied."""
_ARABIC = re.compile("[\u0621-\u064a]")
_NAMES = {
    "ar": ("سليم الوراق", "هشام البنا", "نادر الكيلاني", "مروان الصباغ"),
    "en": ("Salim Warraq", "Hisham Banna", "Nader Kilani", "Marwan Sabbagh"),
}
_PLACES = {
    "ar": ("حلب", "درعا", "الرقة", "طرطوس", "تدمر"),
    "en": ("Aleppo", "Daraa", "Raqqa", "Tartus", "Palmyra"),
}
_HEDGES: Mapping[Language, tuple[str, ...]] = {
    "ar": ("على ما يبدو", "ربما", "بحسب أنباء غير مؤكدة", "على الأرجح"),
    "en": ("reportedly", "allegedly", "apparently", "it is believed"),
}
_SOURCES: Mapping[Language, tuple[str, ...]] = {
    "ar": ("بحسب مصدر طبي", "وفق ما ذكرت وكالة رويترز", "كما قال المحامي هشام البنا"),
    "en": ("according to a hospital official", "Reuters reported", "lawyer Hisham Banna said"),
}
_ADDED = {
    "ar": "وكان مجهولون قد هددوا أصحاب المحال في السوق القديم قبل أسابيع.",
    "en": "Unknown men had threatened shop owners in the old market weeks before.",
}


class Planted(NamedTuple):
    """A copy, the change planted in it, and any of the names it may be given.

    `before` is the text that was copied, where something was put there first to be lost.
    """

    text: str
    kind: str
    names: frozenset[str]
    before: str | None = None


def measure(data: Path, copies: int = COPIES, seed: int = 11) -> dict[str, Any]:
    """Share of planted changes found and named, by kind; alarms on copies without a change."""
    found: dict[str, list[bool]] = defaultdict(list)
    alarms = unchanged = extra = 0
    for article in _articles(data, copies, seed):
        dice = random.Random(f"{seed}:{article.id}")
        for copy in (article.text, reset(article.text, dice)):
            unchanged += 1
            alarms += bool(changes(article, document_of(copy, article.language)))
        for one in planted_changes(article, dice):
            before = document_of(one.before, article.language) if one.before else article
            named = [c.kind for c in changes(before, document_of(one.text, article.language))]
            found[f"{article.language}: {one.kind}"].append(bool(one.names & set(named)))
            extra += sum(kind not in one.names for kind in named)
    total = [hit for hits in found.values() for hit in hits]
    return {
        "found_and_named": round(sum(total) / max(1, len(total)), 3),
        "planted": len(total),
        "by_kind": {k: [round(sum(v) / len(v), 3), len(v)] for k, v in sorted(found.items())},
        "other_changes_named_a_copy": round(extra / max(1, len(total)), 3),
        "unchanged_or_reset_copies": unchanged,
        "alarms_on_those": alarms,
        "published": "none known",
    }


def _articles(data: Path, count: int, seed: int) -> Iterator[Document]:
    """Articles of both languages, half and half, read once."""
    texts = [text for text in real(data) if LEAST <= len(text) <= MOST]
    random.Random(seed).shuffle(texts)
    languages: tuple[Language, ...] = ("ar", "en")
    for language in languages:
        of = [t for t in texts if (len(_ARABIC.findall(t)) * 2 > len(t)) == (language == "ar")]
        for text in of[: count // 2]:
            yield read(document_of(text, language))


def reset(text: str, dice: random.Random) -> str:
    """The same words set otherwise: lines, spaces, marks and short vowels."""
    marks = dict(zip('"،,', ("”", " ,", " ، "), strict=True))
    changed = "".join(marks.get(one, one) for one in text)
    words = changed.replace("\n", " ").split(" ")
    return "\n".join(" ".join(words[at : at + 30]) for at in range(0, len(words), 30)).replace(
        "ا", "اَ" if dice.random() < 0.5 else "ا"
    )


def planted_changes(article: Document, dice: random.Random) -> Iterator[Planted]:
    """One copy for each kind of change that the article has room for."""
    makers: tuple[Callable[[Document, random.Random], Planted | None], ...] = (
        _number, _hedge, _source, _put_hedge, _put_source, _place, _name, _sentence,
    )  # fmt: skip
    for make in makers:
        planted = make(article, dice)
        if planted is not None and planted.text != (planted.before or article.text):
            yield planted


def _with(text: str, span: Span, words: str) -> str:
    return text[: span.start] + words + text[span.end :]


def _number(article: Document, dice: random.Random) -> Planted | None:
    spans = [f.span for f in facts(article) if f.kind == "number"]
    digits = [s for s in spans if s.of(article.text).isdecimal()]
    if not digits:
        return None
    span = dice.choice(digits)
    other = str(int(span.of(article.text)) + dice.randint(1, 40))
    return Planted(_with(article.text, span, other), "number", frozenset({"number"}))


def _hedge(article: Document, dice: random.Random) -> Planted | None:
    spans = [f.span for f in facts(article) if f.kind == "hedge"]
    if not spans:
        return None
    return Planted(_with(article.text, dice.choice(spans), ""), "hedge dropped", _LOST_HEDGE)


def _source(article: Document, dice: random.Random) -> Planted | None:
    """Source and cue taken out together, where they stand side by side."""
    spans = []
    for one in article.layer(Attribution):
        if one.source is None or one.cue is None or one.inferred:
            continue
        span = Span(min(one.source.start, one.cue.start), max(one.source.end, one.cue.end))
        if len(span) <= len(one.source) + len(one.cue) + 4:
            spans.append(span)
    if not spans:
        return None
    return Planted(_with(article.text, dice.choice(spans), ""), "source removed", _LOST_SOURCE)


def _put_hedge(article: Document, dice: random.Random) -> Planted | None:
    """A hedge put before the end of a sentence, whatever the readers know, and lost again."""
    return _put(article, dice, _HEDGES, Planted("", "hedge put in and lost", _LOST_HEDGE))


def _put_source(article: Document, dice: random.Random) -> Planted | None:
    return _put(article, dice, _SOURCES, Planted("", "source put in and lost", _LOST_SOURCE))


_LOST_HEDGE = frozenset({"hedge_lost"})
_LOST_SOURCE = frozenset({"attribution_lost"})


def _put(
    article: Document,
    dice: random.Random,
    phrases: Mapping[Language, tuple[str, ...]],
    one: Planted,
) -> Planted | None:
    text, comma = article.text, "،" if article.language == "ar" else ","
    ends = [s.span.end - 1 for s in article.layer(Sentence) if text[s.span.end - 1] == "."]
    if not ends:
        return None
    at = dice.choice(ends)
    put = f"{comma} {dice.choice(phrases[article.language])}"
    return one._replace(text=text, before=text[:at] + put + text[at:])


def _place(article: Document, dice: random.Random) -> Planted | None:
    places = [p for p in article.layer(Place) if p.candidates and not p.metonym]
    if not places:
        return None
    span = dice.choice(places).span
    other = dice.choice([p for p in _PLACES[article.language] if p not in span.of(article.text)])
    return Planted(_with(article.text, span, other), "place", frozenset({"place"}))


def _name(article: Document, dice: random.Random) -> Planted | None:
    people = [a for a in article.layer(Actor) if a.type == "person" and a.named]
    if not people:
        return None
    other = dice.choice(_NAMES[article.language])
    span = dice.choice(people).span
    return Planted(_with(article.text, span, other), "name", frozenset({"name"}))


def _sentence(article: Document, dice: random.Random) -> Planted | None:
    ends = [s.span.end for s in article.layer(Sentence)][1:-1]
    if not ends:
        return None
    at = dice.choice(ends)
    added = f" {_ADDED[article.language]} "
    text = article.text[:at] + added + article.text[at:]
    return Planted(text, "sentence added", frozenset({"sentence_added"}))
