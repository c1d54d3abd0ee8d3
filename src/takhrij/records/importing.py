"""From rows to records, with everything that is wrong named and nothing left out.

A row with a bad value is kept without that value. A row whose id was met before is kept under
an id of its own (`#2`), and named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Table
from dataclasses import dataclass, replace
from datetime import date, datetime

from takhrij.language.gazetteer.lookup import Gazetteer
from takhrij.records.mapping import Mapping
from takhrij.records.placing import Wrong, placed
from takhrij.records.reading import Row
from takhrij.records.record import Range, Record
from takhrij.records.strays import strays

FIRST, LAST = 1900, 2100
"""Years outside are taken for slips of the pen."""
EPOCH = date(1970, 1, 1)
"""What a missing date turns into in many a table."""
_HIJRI = range(1250, 1500)
"""Years that are of our time in the Hijri calendar."""
LONG = 600
"""Code points of a summary that are kept."""
_SHOWN = 60
"""Code points of a value that are repeated in a message."""
_NAME = 200
"""Code points of a place's name; what is longer was no name."""
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row: `kind` is date, coordinates, region, count, duplicate, place, id,
    name or row; `column` for row 0, the table as a whole."""

    row: int
    ref: str
    kind: str
    said: str


def imported(
    rows: Iterable[Row], mapping: Mapping, gazetteer: Gazetteer
) -> Iterator[tuple[Record, tuple[Problem, ...]]]:
    """Each row as a record, with what is wrong with it; with the first what is wrong with the
    table as a whole, as row 0. All rows are read before the first is given: a row is judged by
    the others of its region."""
    read = [(row, *_Reading(row, mapping).record(row.number)) for row in rows]
    far = strays([record for _, record, _ in read])
    seen: dict[str, int] = {}
    alike: dict[tuple[object, ...], str] = {}
    for at, (row, record, wrong) in enumerate(read):
        record, again = _without_twins(record, seen, alike)
        record, lost = placed(record, far.get(at), gazetteer)
        said = [*row.wrong, *wrong, *again, *lost]
        record = replace(record, problems=tuple(f"{kind}: {text}" for kind, text in said))
        whole = [Problem(0, "", "column", text) for text in row.of_table]
        own = [Problem(row.number, record.ref, kind, text) for kind, text in said]
        yield record, (*whole, *own)


@dataclass(slots=True)
class _Reading:
    row: Row
    mapping: Mapping

    def value(self, field: str) -> str:
        """The first filled column of a field, the part that the mapping asks for."""
        columns = self.mapping.fields.get(field, ())
        found = next((v for c in columns if (v := self.row.get(c).strip())), "")
        if field in self.mapping.part and found:
            separator, at = self.mapping.part[field]
            pieces = [piece.strip() for piece in found.split(separator)]
            found = pieces[at] if -len(pieces) <= at < len(pieces) else ""
        return found

    def record(self, number: int) -> tuple[Record, Wrong]:
        wrong: Wrong = []
        earliest, latest = self._days(wrong)
        lat, lon = self._point(wrong)
        ref = self.value("ref")
        if not ref:
            wrong.append(("id", "no id"))
        return Record(
            dataset=self.mapping.name,
            ref=_whole(ref) or f"row-{number}",
            earliest=earliest,
            latest=latest,
            names=tuple(self._names(wrong)),
            within=self._cut(self.value("within")),
            lat=lat,
            lon=lon,
            precision=self._precision(),
            event=self._event(),
            actors=self._actors(),
            did_it=self.mapping.did_it,
            killed=self._range("killed", wrong),
            injured=self._range("injured", wrong),
            victims=self.mapping.victims,
            summary=self.value("summary")[:LONG],
            status=self.value("status"),
            origin=self.value("origin"),
            url=self.value("url") or None,
        ), wrong

    def _days(self, wrong: Wrong) -> tuple[date | None, date | None]:
        first, last = self.value("from"), self.value("until")
        earliest, latest = self._day(first), self._day(last)
        wrong += [
            ("date", self._no_day(text))
            for text, day in ((first, earliest), (last, latest))
            if text and day is None
        ]
        if not first:
            wrong.append(("date", "no date"))
        if earliest and latest and latest < earliest:
            wrong.append(("date", f"ends on {latest}, before it begins on {earliest}"))
            latest = None
        return earliest, latest or earliest

    def _day(self, text: str) -> date | None:
        found = self._written(text)
        return found if found and FIRST <= found.year <= LAST and found != EPOCH else None

    def _written(self, text: str) -> date | None:
        """The day that a value writes, believable or not, in the first form that fits."""
        for form in self.mapping.dates:
            try:
                return datetime.strptime(plain(text), form).date()
            except ValueError:
                continue
        return None

    def _no_day(self, text: str) -> str:
        found = self._written(text)
        if found is not None and found.year in _HIJRI:
            return f"{_brief(text)!r} may be a Hijri date; give it in the Gregorian calendar"
        if found is not None and found != EPOCH:
            return f"{_brief(text)!r} is not between {FIRST} and {LAST}"
        return f"{_brief(text)!r} is no date that the mapping knows"

    def _point(self, wrong: Wrong) -> tuple[float | None, float | None]:
        texts = plain(self.value("lat")), plain(self.value("lon"))
        if not any(texts):
            return None, None
        lat, lon = (float(t) if _NUMBER.fullmatch(t) else None for t in texts)
        if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):
            said = f"{_brief(texts[0])!r}, {_brief(texts[1])!r} are no place on earth"
            wrong.append(("coordinates", said))
            return None, None
        if lat == 0 == lon:
            wrong.append(("coordinates", "0, 0 stands for an unknown place"))
            return None, None
        return lat, lon

    def _names(self, wrong: Wrong) -> Iterator[tuple[str, str]]:
        """One name a language: of several parted by marks the first, which the others hold."""
        for language in ("ar", "en"):
            field = f"place_{language}"
            names = [self._cut(one) for one in self._several(field, self.value(field))]
            if names and len(names[0]) > _NAME:
                wrong.append(("name", f"{_brief(names[0])!r} is too long for a place; cut"))
            if names and names[0]:
                yield language, names[0][:_NAME]

    def _several(self, field: str, value: str) -> list[str]:
        marks = self.mapping.split.get(field)
        pieces = re.split(f"[{re.escape(marks)}]", value) if marks else [value]
        return [piece.strip() for piece in pieces if piece.strip()]

    def _cut(self, name: str) -> str:
        """A place name without the words around it that only say what it is."""
        words = name.split()
        while len(words) > 1 and words[-1].casefold() in self.mapping.drop:
            words.pop()
        while len(words) > 1 and words[0].casefold() in self.mapping.drop:
            words.pop(0)
        return " ".join(words)

    def _precision(self) -> int:
        text = _whole(self.value("precision"))
        if self.mapping.precision:
            return self.mapping.precision.get(text, 1)
        return int(text) if text in set("1234567") else 1

    def _event(self) -> str | None:
        for event, columns, words in self.mapping.events:
            text = " ".join(self.row.get(column) for column in columns).casefold()
            if any(word in text for word in words):
                return event
        return self.mapping.event

    def _actors(self) -> tuple[str, ...]:
        columns = self.mapping.fields.get("actors", ())
        values = [self.row.get(column) for column in columns]
        return tuple(dict.fromkeys(a for v in values for a in self._several("actors", v)))

    def _range(self, harm: str, wrong: Wrong) -> Range | None:
        texts = [plain(self.value(f"{harm}_{end}")) for end in ("low", "high")]
        numbers = [_count(text, wrong) for text in texts]
        known = [number for number in numbers if number is not None]
        return (min(known), max(known)) if known else None


_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫", "01234567890123456789.", "٬")


def plain(text: str) -> str:
    """A number or date with European digits."""
    return text.strip().translate(_DIGITS)


def _brief(value: str) -> str:
    """A value short enough to be repeated in a message."""
    return value if len(value) <= _SHOWN else f"{value[:_SHOWN]} …"


def _whole(text: str) -> str:
    """A whole number written as a fraction (214797.0) as what it is."""
    return text[:-2] if re.fullmatch(r"\d+\.0", text) else text


def _count(text: str, wrong: Wrong) -> float | None:
    if not text:
        return None
    if not _NUMBER.fullmatch(text) or float(text) < 0:
        wrong.append(("count", f"{_brief(text)!r} is no count"))
        return None
    return float(text)


def _without_twins(
    record: Record, seen: dict[str, int], alike: dict[tuple[object, ...], str]
) -> tuple[Record, Wrong]:
    """A second row of one id gets an id of its own; rows alike under other ids are named."""
    wrong: Wrong = []
    seen[record.ref] = seen.get(record.ref, 0) + 1
    if seen[record.ref] > 1:
        wrong.append(("duplicate", f"id {record.ref} was met before"))
        record = replace(record, ref=f"{record.ref}#{seen[record.ref]}")
    same = (record.earliest, record.latest, record.names, record.lat, record.lon, record.actors)
    twin = (*same, record.killed, record.injured, record.summary)
    if record.earliest and record.names and twin in alike:
        wrong.append(("duplicate", f"tells the same as {alike[twin]}"))
    alike.setdefault(twin, record.ref)
    return record, wrong


def counted(problems: Iterable[Problem]) -> Table[str, int]:
    """How many problems of each kind."""
    found: dict[str, int] = {}
    for problem in problems:
        found[problem.kind] = found.get(problem.kind, 0) + 1
    return dict(sorted(found.items()))
