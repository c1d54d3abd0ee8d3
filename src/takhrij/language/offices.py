"""Who held which office when: a table that comes with the program, and the user's own.

The rows of `data/world/offices.csv` are ours, made by hand from what is commonly known; each
names a public page where it can be looked up. A user's tables have the same columns. Where an
office has no end in the table, the holder is known until `known_until` and not after it.
"""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from importlib.resources import files
from io import StringIO
from pathlib import Path

from takhrij.annotations import Word
from takhrij.document import Language, Span, document_of
from takhrij.errors import UsageError
from takhrij.language.fold import fold
from takhrij.language.gazetteer.home import home
from takhrij.language.lexicon import words as word_list
from takhrij.language.words import words

COLUMNS = ("office", "office_en", "office_ar", "person_en", "person_ar", "from", "to")
"""The columns that a table needs; `known_until` and `source` may be there too."""
BETWEEN = 2
"""Words that may stand between an office and a name: "the late", السيد."""
_LARGEST = 1 << 24

Names = dict[str, list[tuple[tuple[str, ...], str]]]
"""Phrases by their first word, the longest first, and what each stands for."""
Lists = dict[str, frozenset[str]]
Phrase = tuple[str, str, str]
"""Language, words, and the office they stand for."""


@dataclass(frozen=True, slots=True)
class Holding:
    """One person in one office from `since` to `until`, both days included. `names` are pairs
    of language and name, the best first; `open` where the table knows of no end."""

    office: str
    person: str
    names: tuple[tuple[str, str], ...]
    since: date
    until: date
    open: bool
    source: str

    def name(self, language: str) -> str:
        """The name in a language, else in the other."""
        return dict(reversed(self.names)).get(language) or self.names[0][1]

    def overlaps(self, earliest: date, latest: date, slack: timedelta = timedelta(0)) -> bool:
        return self.since - slack <= latest and earliest <= self.until + slack


@dataclass(frozen=True, slots=True)
class Named:
    """An office and right after it the name of a person that the table knows. `first` is the
    number of the first word; `short` where the name is one word alone."""

    office: str
    person: str
    span: Span
    first: int
    last: int
    short: bool


class Offices:
    """Tables of offices, ready to be asked."""

    def __init__(self, rows: Sequence[Holding], phrases: Sequence[Phrase]) -> None:
        self.holdings = tuple(rows)
        self._phrases = tuple(phrases)
        self._by_language: dict[Language, tuple[Names, Names, Lists]] = {}
        self.of_office: dict[str, list[Holding]] = defaultdict(list)
        self.of_person: dict[str, list[Holding]] = defaultdict(list)
        for one in rows:
            self.of_office[one.office].append(one)
            self.of_person[one.person].append(one)

    @cached_property
    def digest(self) -> str:
        """One digest over all rows and phrases, whatever files they came from."""
        rows = sorted(map(repr, (*self.holdings, *self._phrases)))
        return "sha256:" + hashlib.sha256("\n".join(rows).encode()).hexdigest()

    @property
    def offices(self) -> frozenset[str]:
        """The ids of the offices that have words."""
        return _offices(self._phrases)

    def holders(self, office: str, earliest: date, latest: date) -> list[Holding]:
        """Who held an office during some days, in order."""
        held = (one for one in self.of_office[office] if one.overlaps(earliest, latest))
        return sorted(held, key=lambda one: one.since)

    def found(self, text: Sequence[Word], language: Language) -> Iterator[Named]:
        """The offices of a text that a known name follows, but for former and future holders,
        deputies and whoever else only stands near the office."""
        offices, people, lists = self._known(language)
        for index, word in enumerate(text):
            if (phrases := offices.get(word.norm)) and (found := _follows(text, index, phrases)):
                named = _named(text, index, found, people, lists)
                if named is not None:
                    yield named

    def _known(self, language: Language) -> tuple[Names, Names, Lists]:
        """The words for offices, those for persons, and the lists of words around them."""
        if language not in self._by_language:
            phrases = [(p, office) for known, p, office in self._phrases if known == language]
            names = [
                (n, h.person) for h in self.holdings for known, n in h.names if known == language
            ]
            offices = _by_first(phrases)
            offices = _with_clitics(offices) if language == "ar" else offices
            lists = {name: word_list(language, "tenure", name) for name in ("skip", "between")}
            self._by_language[language] = offices, _by_first(names), lists
        return self._by_language[language]


def _tokens(phrase: str, language: Language) -> tuple[str, ...]:
    return tuple(word.norm for word in words(document_of(phrase, language)))


def _by_first(named: Sequence[tuple[str, str]]) -> Names:
    found: Names = defaultdict(list)
    for phrase, stands_for in named:
        language: Language = "en" if fold(phrase).isascii() else "ar"
        if tokens := _tokens(phrase, language):
            found[tokens[0]].append((tokens, stands_for))
    return {first: sorted(set(rest), key=lambda row: -len(row[0])) for first, rest in found.items()}


def _with_clitics(offices: Names) -> Names:
    """Arabic phrases by every form that clitics give their first word: وللرئيس, الرئيس."""
    found: Names = {}
    for first, phrases in offices.items():
        bare = [first, *(clitic + first for clitic in "بلك")]
        bare += ["لل" + first[2:]] if first.startswith("ال") else []
        for form in (*bare, *(clitic + form for clitic in "وف" for form in bare)):
            found[form] = phrases
    return found


def _follows(
    text: Sequence[Word], index: int, known: Sequence[tuple[tuple[str, ...], str]]
) -> tuple[int, str] | None:
    """The number of the last word of the longest phrase that goes on here, and what it means."""
    for tokens, meaning in known:
        said = tuple(word.norm for word in text[index + 1 : index + len(tokens)])
        if said == tokens[1:]:
            return index + len(tokens) - 1, meaning
    return None


def _named(
    text: Sequence[Word],
    index: int,
    found: tuple[int, str],
    people: Names,
    lists: Lists,
) -> Named | None:
    last, office = found
    if any(word.norm in lists["skip"] for word in text[max(0, index - 2) : index]):
        return None
    for at in range(last + 1, min(len(text), last + 2 + BETWEEN)):
        norm = text[at].norm
        if norm in people and (name := _follows(text, at, people[norm])):
            end, person = name
            if any(word.norm in lists["skip"] for word in text[end + 1 : end + 3]):
                return None
            span = Span(text[index].span.start, text[end].span.end)
            return Named(office, person, span, index, end, short=end == at)
        if norm not in lists["between"]:
            return None
    return None


def folder() -> Path:
    """Where the user's tables of offices are kept."""
    return home() / "offices"


def imported() -> tuple[Path, ...]:
    """The user's own tables, in order of name."""
    return tuple(sorted(folder().glob("*.csv")))


def offices() -> Offices:
    """The program's table and the user's, read once and again only when these have changed."""
    state = tuple((str(path), path.stat().st_mtime_ns) for path in imported())
    return _read(state)


@lru_cache(maxsize=4)
def _read(state: tuple[tuple[str, int], ...]) -> Offices:
    own = files("takhrij.language") / "data" / "world" / "offices.csv"
    rows, phrases = table(own.read_text(encoding="utf-8"), "the program's table of offices")
    for path, _ in state:
        more, said = table(Path(path).read_text(encoding="utf-8-sig"), path, of=_offices(phrases))
        rows += more
        phrases += said
    return Offices(rows, phrases)


def _offices(phrases: Sequence[Phrase]) -> frozenset[str]:
    return frozenset(office for _, _, office in phrases)


def table(
    text: str, where: str, *, of: frozenset[str] = frozenset()
) -> tuple[list[Holding], list[Phrase]]:
    """The holdings of a CSV table, and the words for its offices.

    `of` are the offices whose words are known already. Raises UsageError naming the line that
    can't be used.
    """
    if len(text) > _LARGEST:
        raise UsageError(f"{where}: larger than 16 MB; it is no table of offices")
    reader = csv.DictReader(StringIO(text))
    absent = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if absent:
        raise UsageError(f"{where} has no column {', '.join(absent)}; it needs {','.join(COLUMNS)}")
    rows: list[Holding] = []
    phrases: list[Phrase] = []
    for row in reader:
        try:
            rows.append(_holding(row))
        except ValueError as error:
            raise UsageError(f"{where}, line {reader.line_num}: {error}") from error
        for language in ("en", "ar"):
            phrases += [(language, p, row["office"]) for p in _split(row[f"office_{language}"])]
    unsaid = {row.office for row in rows} - _offices(phrases) - of
    if unsaid:
        raise UsageError(f"{where}: office_en and office_ar are empty for {min(unsaid)}")
    return rows, phrases


def _holding(row: dict[str, str]) -> Holding:
    """Raises ValueError saying what is wrong with a row."""
    if None in row.values() or None in row:
        raise ValueError(f"needs {len(COLUMNS)} fields or more, in the order of the header")
    names = [(language, n) for language in ("en", "ar") for n in _split(row[f"person_{language}"])]
    if not names or not row["office"]:
        raise ValueError("an office and a name in person_en or person_ar are needed")
    end = row["to"] or row.get("known_until") or ""
    if not end:
        raise ValueError("give the last day in `to`, or in `known_until` the day it was looked up")
    since, until = date.fromisoformat(row["from"]), date.fromisoformat(end)
    if until < since:
        raise ValueError(f"from {since} lies after {until}")
    person = fold(names[0][1])
    source = row.get("source") or ""
    return Holding(row["office"], person, tuple(names), since, until, not row["to"], source)


def _split(names: str | None) -> list[str]:
    return [name.strip() for name in (names or "").split(";") if name.strip()]
