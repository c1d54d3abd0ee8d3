"""Find: which words of a text name a place. What they mean is for `places_resolve`.

A name of the gazetteer counts as found when the evidence around it adds up
(`places_evidence`). A word that no gazetteer holds is found after a type word (قرية، حي).
"""

from __future__ import annotations

from takhrij.document import Span
from takhrij.language.gazetteer.keys import LONGEST, key, parts
from takhrij.language.gazetteer.lookup import Match
from takhrij.language.places_evidence import weighed
from takhrij.language.places_spelling import Opening, looked_up, openings
from takhrij.language.places_text import Named, Text
from takhrij.language.places_unknown import unknown


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
    return unknown(text, index)


def _candidates(text: Text, index: int) -> list[Named]:
    """Names that may begin at a word: longest first, then with fewest letters split off."""
    written = text.written_word(index)
    if not text.arabic and not written[0].isupper():
        return []
    if text.arabic and (anaphor := _anaphor(text, index)) is not None:
        return [anaphor]
    options: list[Named] = []
    if (short := _abbreviated(text, index)) is not None:
        return [short]
    for opening in openings(text.gazetteer, written):
        options += _from(text, index, opening)
    return sorted(options, key=lambda named: (-named.last, named.span.start))


def _anaphor(text: Text, index: int) -> Named | None:
    """العاصمة, a description that stands for a place named elsewhere."""
    for form in text.forms(index):
        kind = text.lexicon.anaphors.get(form)
        if kind is not None:
            end = text.words[index].span.end
            return Named(Span(end - len(form), end), index, index, (), anaphor=kind)
    return None


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
    while last - index + 1 < LONGEST and text.joined(last):
        last += 1
        if not text.arabic and not _may_be_in_name(text, last):
            break
        span = Span(start, text.words[last].span.end)
        written = opening.restored(span.of(text.text))
        matches, quality = looked_up(text.gazetteer, written)
        if (
            matches
            and _ends_name(text, last)
            and not _only_typed(text, index, last)
            and _same_words(text, index, last, matches)
        ):
            options.append(Named(span, index, last, matches, quality, clitic=opening.clitic))
        beginning += key(text.written_word(last))
        if not text.gazetteer.may_begin(beginning):
            break
    return options


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
    if not text.arabic or text.norm(first) in text.lexicon.joining:
        return True
    if not all(text.norm(i) in text.lexicon.ordinary for i in range(first + 1, last + 1)):
        return True
    names = (name for match in matches for lang, name in match.candidate.names if lang == "ar")
    return any(len(parts(name)) == last - first + 1 for name in names)
