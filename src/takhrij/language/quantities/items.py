"""Items: the tokens of a text as a grammar of counting sees them, numbers and phrases joined."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from takhrij.document import Language
from takhrij.language.lexicon import load
from takhrij.language.numbers import numbers
from takhrij.language.phrases import Entry, Found, Phrases
from takhrij.language.tokens import Token, tokens


class Item(NamedTuple):
    """One piece of a text. `kind`: number, word (of the data file or not: see `value`), hedge,
    distance, area, money, compass, stop, a name under [marks], comma, dash, mark or break."""

    kind: str
    value: Any
    start: int
    end: int
    joined: bool = False
    definite: bool = False


class Noun(NamedTuple):
    """A thing that can be counted: its class in the data file, and its grammatical number."""

    of: str
    form: str  # one, accusative, two, many


class Cue(NamedTuple):
    """A word that says what befell those counted before or after it."""

    of: str
    before: bool = False
    after: bool = False
    far: bool = False
    """Governs from further off ("the death toll of the fire in the port rose to 112")."""
    near: bool = False
    """Governs only what stands beside it: سقوط is said of towns as well."""
    touching: bool = False
    """Governs only where no unknown word follows it: فقد is ف and قد before a verb."""


class Word(NamedTuple):
    """What a word may be: a noun, a cue, both or neither."""

    noun: Noun | None = None
    cue: Cue | None = None


class Hedge(NamedTuple):
    """at least, at most, about; whether it may stand before or after the number."""

    sense: str
    before: bool = False
    after: bool = False


HARMS = ("killed", "injured", "missing", "detained", "displaced")
PEOPLE = ("children", "women", "soldiers", "fighters", "people", "families")
UNKNOWN = Word()
_SHORT_VERB = 3
"""Letters of a bare verb; with the article before it, it is another word."""

_MARKS = {
    ",": "comma",
    "،": "comma",
    ";": "comma",
    "؛": "comma",
    "-": "dash",
    "–": "dash",
    "—": "dash",
    "(": "open",
    ")": "close",
    "%": "percent",
    "٪": "percent",
    "$": "dollar",
    "€": "euro",
    "£": "pound",
    "!": "break",
    "?": "break",
    "؟": "break",
    "\n": "break",
    "…": "break",
}


@cache
def phrases(language: Language) -> Phrases:
    """Every word and phrase of the data file."""
    data = load(language, "quantities")
    entries: dict[str, Entry] = {word: Entry("stop", word) for word in data["stops"]["words"]}
    entries |= _words(data, language)
    for kind in ("distance", "area", "money", "compass"):
        entries |= _table(kind, data[kind])
    entries |= {word: Entry("joint", word) for word in data["compass_joints"]["words"]} | entries
    entries |= _hedges(data["hedges"])
    for kind, words in data["marks"].items():
        entries |= {word: Entry(kind, kind) for word in words}
    return Phrases(entries, language)


def _table(kind: str, table: dict[str, list[str]]) -> dict[str, Entry]:
    return {word: Entry(kind, key) for key, words in table.items() for word in words}


def _hedges(table: dict[str, dict[str, list[str]]]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for sense, places in table.items():
        before, after = places.get("before", []), places.get("after", [])
        for word in (*before, *after):
            found[word] = Entry("hedge", Hedge(sense, word in before, word in after))
    return found


def _words(data: dict[str, Any], language: Language) -> dict[str, Entry]:
    nouns: dict[str, Noun] = {}
    for of, forms in data["nouns"].items():
        nouns |= {word: Noun(of, _form(word, forms["singular"])) for word in forms["singular"]}
        nouns |= {word: Noun(of, "many") for word in forms["plural"]}
    if language == "ar":
        nouns = _duals(nouns, data["no_dual"]["words"]) | nouns
    cues = _cues(data["cues"])
    return {word: Entry("word", Word(nouns.get(word), cues.get(word))) for word in (*nouns, *cues)}


def _form(word: str, singulars: list[str]) -> str:
    """رجلا beside رجل is its accusative: after a number, or two in the construct state."""
    return "accusative" if word.endswith("ا") and word[:-1] in singulars else "one"


def _cues(table: dict[str, dict[str, list[str]]]) -> dict[str, Cue]:
    found: dict[str, Cue] = {}
    for of, places in table.items():
        before, after = set(places["before"]), set(places["after"])
        far, near = set(places.get("far", ())), set(places.get("near", ()))
        touching = set(places.get("touching", ()))
        ahead = before | far | near | touching
        for word in sorted(ahead | after):
            sides = word in ahead, word in after
            found[word] = Cue(of, *sides, word in far, word in near, word in touching)
    return found


def _duals(nouns: dict[str, Noun], but: list[str]) -> dict[str, Noun]:
    """قتيل: قتيلان, قتيلين; غارة: غارتان, غارتين. Not where ين is the sound plural too."""
    found: dict[str, Noun] = {}
    for word, noun in nouns.items():
        if noun.form != "one" or word in but:
            continue
        stem = word[:-1] + "ت" if word.endswith("ه") else word
        found[stem + "ان"] = Noun(noun.of, "two")
        if stem + "ين" not in nouns:
            found[stem + "ين"] = Noun(noun.of, "two")
    return found


def items(text: str, language: Language) -> tuple[Item, ...]:
    """The items of a text, in order."""
    stream, counted, known = tokens(text), numbers(text, language), phrases(language)
    found: list[Item] = []
    at = 0
    while at < len(stream):
        token = stream[at]
        if token.sort != "word" and token.sort != "digits":
            item, at = Item(_mark(text, token), token.norm, token.start, token.end), at + 1
        elif at in counted or known.knows(token.norm):
            item, at = _read(text, stream, at, language)
        else:
            item, at = _unknown(token, language), at + 1
        found.append(item)
    return tuple(found)


def _mark(text: str, token: Token) -> str:
    if token.sort in ("date", "clock", "dotted"):
        return "figure"
    if token.norm == ".":
        return "break" if _ends_sentence(text, token) else "mark"
    return _MARKS.get(token.norm, "break" if token.sort == "line" else "mark")


def _ends_sentence(text: str, token: Token) -> bool:
    """A full stop before white space, and not after one letter (an initial)."""
    before = text[max(0, token.start - 2) : token.start]
    return text[token.end : token.end + 1].isspace() and before.strip().isalnum()


def _read(text: str, stream: tuple[Token, ...], at: int, language: Language) -> tuple[Item, int]:
    """The item that begins at a word or digits, and the token after it."""
    token, known = stream[at], phrases(language)
    found = known.phrase(stream, at)
    if found is None and (number := numbers(text, language).get(at)) is not None:
        item = Item("number", number, number.start, number.end, number.joined, number.definite)
        return item, number.last
    found = found or known.word(token.norm)
    if found is None:
        return _unknown(token, language), at + 1
    if found.entry.kind == "stop" and language == "en" and _is_initials(text, token):
        return Item("word", UNKNOWN, token.start, token.end), at + 1
    return _known(text, stream, at, found), at + found.length


def _unknown(token: Token, language: Language) -> Item:
    definite = language == "ar" and token.norm.startswith(("ال", "وال", "بال", "لل"))
    joined = language == "ar" and token.norm.startswith("و")
    return Item("word", UNKNOWN, token.start, token.end, joined, definite)


def _is_initials(text: str, token: Token) -> bool:
    """IS and US are names, not small words."""
    return token.end - token.start > 1 and text[token.start : token.end].isupper()


def _known(text: str, stream: tuple[Token, ...], at: int, found: Found) -> Item:
    start, end = stream[at].start, stream[at + found.length - 1].end
    joined = found.skip > 0 and text[start] in "وف"
    kind, value = found.entry
    short = found.definite and end - start - found.skip <= _SHORT_VERB + 2
    if kind == "word" and short and value.noun is None:
        value = value._replace(cue=None)  # إلفر is no "fled": verbs take no article
    return Item(kind, value, start + found.skip, end, joined, found.definite)
