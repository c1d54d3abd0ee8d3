"""Find: which words of a text name a place. What they mean is for `places_resolve`.

A name of the gazetteer counts as found when the evidence around it adds up
(`places_evidence`). A word that no gazetteer holds is found after a type word (قرية، حي).
"""

from __future__ import annotations

from takhrij.document import Span
from takhrij.language.gazetteer.keys import LONGEST, key, parts
from takhrij.language.gazetteer.lookup import Match
from takhrij.language.places_evidence import weighed
from takhrij.language.places_spelling import (
    Found,
    Opening,
    heard,
    looked_up,
    may_be_filed,
    openings,
)
from takhrij.language.places_text import ARAB_LANDS, Named, Text
from takhrij.language.places_unknown import unknown

_DEMONYMS = ("ian", "ians", "ish", "ese", "ans")
HEARD_WORDS = 4
"""The most words of a name found by its sound, articles among them."""


def found(text: Text) -> tuple[Named, ...]:
    """The place names of a text, in order, none inside another."""
    names: list[Named] = []
    index = 0
    while index < len(text.words):
        named = _best_at(text, index, names[-1] if names else None)
        if named is not None:
            names.append(named)
            index = named.last
        index += 1
    return tuple(names)


def _best_at(text: Text, index: int, before: Named | None) -> Named | None:
    """The longest name that begins with a word, if the evidence for it is enough."""
    for named in _candidates(text, index):
        judged = weighed(text, named, before)
        if judged is not None:
            return judged
    return unknown(text, index) if text.arabic and text.announced(index) else None


def _candidates(text: Text, index: int) -> list[Named]:
    """Names that may begin at a word: longest first, then with fewest letters split off."""
    if not text.arabic:
        return _latin_candidates(text, index)
    if (anaphor := _anaphor(text, index)) is not None:
        return [anaphor]
    return _ordered(_opened(text, index))


def _opened(text: Text, index: int) -> list[Named]:
    options: list[Named] = []
    for opening in openings(text.gazetteer, text.written[index]):
        options += _from(text, index, opening)
    return options


def _ordered(options: list[Named]) -> list[Named]:
    if len(options) > 1:
        options.sort(key=lambda named: (-named.last, named.span.start))
    return options


def _latin_candidates(text: Text, index: int) -> list[Named]:
    """Names in Latin letters: they begin with a capital or with al-."""
    if (short := _abbreviated(text, index)) is not None:
        return [short]
    if text.is_article(index) and text.is_capital(index + 1):
        if text.is_capital(index - 1) and text.joined(index - 1) and not _leads(text, index - 1):
            return []  # the end of a longer name: Unq al-Hawa
        return _ordered(_opened(text, index) + _heard(text, index))
    if not text.is_capital(index) or text.is_article(index - 1):
        return []
    options = _opened(text, index)
    if not options and text.of_arab_lands:
        options = _heard(text, index)
    return _ordered(options)


def _may_be_heard(text: Text, index: int) -> bool:
    """Neither an ordinary word nor the name or adjective of a country (Syrian, Iraqi)."""
    word = text.norm(index)
    if word in text.lexicon.ordinary or word[:4] in ARAB_LANDS:
        return False
    return not word.endswith(_DEMONYMS)


def _leads(text: Text, index: int) -> bool:
    """Whether a capital stands for the start of a sentence or a type, not for a name."""
    return text.norm(index) in text.lexicon.before or text.type_of(index) is not None


def _heard(text: Text, index: int) -> list[Named]:
    """Names of up to three words that sound like a place in an Arab country."""
    options: list[Named] = []
    last = index
    if text.norm(index) in text.lexicon.ordinary and not text.is_article(index):
        return []
    for _ in range(HEARD_WORDS):
        if text.is_capital(last) and _may_be_heard(text, last):
            span = Span(text.words[index].span.start, text.words[last].span.end)
            matches, quality = heard(text.gazetteer, span.of(text.text))
            if matches:
                options.append(Named(span, index, last, matches, quality))
        if not text.joined(last) or not _may_be_in_name(text, last + 1):
            break
        last += 1
    return options


def _anaphor(text: Text, index: int) -> Named | None:
    """العاصمة, a description that stands for a place named elsewhere."""
    form = text.profiles[index].anaphor
    if form is None:
        return None
    end = text.words[index].span.end
    span = Span(max(text.words[index].span.start, end - len(form)), end)
    return Named(span, index, index, (), anaphor=text.lexicon.anaphors[form])


def _abbreviated(text: Text, index: int) -> Named | None:
    """Belgrade, Minn.: a region's short form, read only after a comma."""
    full = text.lexicon.abbreviations.get(text.norm(index).rstrip("."))
    if full is None or text.gap(index - 1).strip() != ",":
        return None
    matches = tuple(m for m in text.gazetteer.latin(key(full)) if m.candidate.feature == "region")
    return Named(text.words[index].span, index, index, matches) if matches else None


def _from(text: Text, index: int, opening: Opening) -> list[Named]:
    """The names that begin with one reading of a word, of one word and of more."""
    start = text.words[index].span.start + opening.skip
    options: list[Named] = []
    if opening.matches:
        span = Span(start, text.words[index].span.end)
        options.append(
            Named(span, index, index, opening.matches, opening.quality, clitic=opening.clitic)
        )
    if opening.begins:
        options += _longer(text, index, start, opening)
    return options


def _longer(text: Text, index: int, start: int, opening: Opening) -> list[Named]:
    """Names of several words, as far as one may go on."""
    options: list[Named] = []
    beginning, last = opening.head, index
    forgiving = opening.head in text.lexicon.joining
    while last - index + 1 < LONGEST and text.joined(last):
        last += 1
        if not text.arabic and not _may_be_in_name(text, last):
            break
        beginning += key(text.written_word(last))
        span = Span(start, text.words[last].span.end)
        matches, quality = _filed(text, opening, span, None if forgiving else beginning)
        if (
            matches
            and _ends_name(text, last)
            and not _only_typed(text, index, last)
            and _same_words(text, index, last, matches)
        ):
            options.append(Named(span, index, last, matches, quality, clitic=opening.clitic))
        if not text.gazetteer.may_begin(beginning):
            break
    return options


def _filed(text: Text, opening: Opening, span: Span, spelling: str | None) -> Found:
    """What words may be filed as; `spelling` is their key, None where that is forgiven.

    Of most words the key says that nothing is filed under it: no more is worked out then.
    """
    known = spelling is not None and text.arabic and not opening.clitic.endswith("لل")
    if known and not may_be_filed(text.gazetteer, spelling or ""):
        return (), 0.0
    written = opening.restored(span.of(text.text))
    return looked_up(text.gazetteer, written, forgiving=spelling is None)


def _may_be_in_name(text: Text, index: int) -> bool:
    """In Latin script: a capital, or a small word that joins (of, on, la)."""
    return text.is_capital(index) or text.norm(index) in text.lexicon.joining


def _ends_name(text: Text, index: int) -> bool:
    return text.arabic or text.is_capital(index)


def _only_typed(text: Text, first: int, last: int) -> bool:
    """مدينة زنجبار: a type word with a name that is known without it."""
    if not text.arabic or text.type_of(first) != "settlement":
        return False
    rest = text.text[text.words[first + 1].span.start : text.words[last].span.end]
    return bool(looked_up(text.gazetteer, rest)[0])


def _same_words(text: Text, first: int, last: int, matches: tuple[Match, ...]) -> bool:
    """Whether a name filed as one word may be written as these: كفر نبودة, not عدن أن."""
    if not text.arabic:
        return any(
            len(parts(m.candidate.name)) > 1 or m.candidate.feature != "city" for m in matches
        )
    if text.norm(first) in text.lexicon.joining:
        return True
    if not all(text.norm(i) in text.lexicon.ordinary for i in range(first + 1, last + 1)):
        return True
    names = (name for match in matches for lang, name in match.candidate.names if lang == "ar")
    return any(len(parts(name)) == last - first + 1 for name in names)
