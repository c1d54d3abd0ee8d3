"""Families as rows of the case file: members, who copied whom, and what changed on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from takhrij.casefile.rows import Row
from takhrij.checks.drafts import INTERFACES
from takhrij.corpus.changes import Change, changes
from takhrij.corpus.copies import Words
from takhrij.corpus.descent import Link, descent
from takhrij.corpus.differences import Part, differences, parts
from takhrij.corpus.families import Family
from takhrij.corpus.kin import Kinship
from takhrij.document import Document, Language, Metadata, Span
from takhrij.language.gazetteer.lookup import Gazetteer
from takhrij.language.lexicon import load

COMPARED = 12
"""Pairs of a family whose texts are compared; more would make a book of a case."""
SHOWN = 160
"""Code points of a passage quoted in a sentence."""
AROUND = 10
"""Words of unchanged text kept on each side of a change in a diff."""

Finder = Callable[[str], Document]
About = Callable[[str], tuple[Language, Metadata]]


@dataclass(frozen=True, slots=True)
class Kindred:
    """What rows are made from: the pairs, and a way to a document by its id.

    `own` is the report being read. Without `compare` no texts are compared. `about` gives what
    is known of a document without reading its text.
    """

    kin: Sequence[Kinship]
    find: Finder
    own: str | None = None
    gazetteer: Gazetteer | None = None
    compare: bool = True
    about: About | None = None

    def known(self, identity: str) -> tuple[Language, Metadata]:
        if self.about is not None:
            return self.about(identity)
        found = self.find(identity)
        return found.language, found.metadata


def family_rows(families: Iterable[Family], of: Kindred) -> list[Row]:
    """One row a family, with members, links and changes; the ids of the rows are g1 and on."""
    return [_row(f"g{number}", family, of) for number, family in enumerate(families, start=1)]


def _row(key: str, family: Family, of: Kindred) -> Row:
    known = {one: of.known(one) for one in family.members}
    earliest = min(family.members, key=lambda one: known[one][1].published or date.max)
    links = descent(family, [one for one in of.kin if _belongs(one, family)], earliest)
    reprints = [one for one in links if one.kind == "reprint"][: COMPARED if of.compare else 0]
    found = {
        one: changes(of.find(one.source), of.find(one.target), of.gazetteer) for one in reprints
    }
    whys = dict(family.whys)
    return {
        "id": key,
        "digest": family.id,
        "members": list(family.members),
        "origin": family.origin,
        "kind": family.kind,
        "why": whys.get("en", family.why),
        "whys": whys,
        "documents": [_member(one, *known[one], one == of.own) for one in family.members],
        "links": [_link_row(one, of.find, one in found) for one in links],
        "changes": [
            {"from": link.source, "to": link.target}
            | change_row(one, of.find(link.source), of.find(link.target))
            for link, several in found.items()
            for one in several
        ],
    }


def _belongs(pair: Kinship, family: Family) -> bool:
    """A passage in common, or a template, holds only a family of that kind together."""
    apart = ("shared_passage", "template")
    return pair.kind == family.kind or not (pair.kind in apart or family.kind in apart)


def _member(identity: str, language: Language, meta: Metadata, own: bool) -> Row:
    return {
        "id": identity,
        "title": meta.title,
        "source": meta.source,
        "publisher": meta.publisher,
        "published": meta.published,
        "language": language,
        "this": own,
    }


def _link_row(one: Link, find: Finder, compared: bool) -> Row:
    row: Row = {
        "from": one.source,
        "to": one.target,
        "kind": one.kind,
        "how": "told" if one.told else "undirected",
        "of_from": one.of_source,
        "of_to": one.of_target,
    }
    if compared:
        row["diff"] = diff_rows(find(one.source).text, find(one.target).text)
    return row


def diff_rows(before: str, after: str) -> list[Row]:
    """A readable diff; unchanged text is cut to a few words about each change."""
    shown = parts(differences(Words.of(before), Words.of(after)))
    last = len(shown) - 1
    return [
        {"op": part.op, "text": _cut(part, at == 0, at == last)} for at, part in enumerate(shown)
    ]


def _cut(part: Part, first: bool, last: bool) -> str:
    if part.op != "same":
        return part.text
    words = part.text.split()
    kept = AROUND * (2 - first - last)
    if len(words) <= kept + 2:
        return part.text
    head = "" if first else " ".join(words[:AROUND]) + " "
    tail = "" if last else " " + " ".join(words[-AROUND:]) + " "
    return f"{head}[…]{tail}"


def change_row(one: Change, before: Document, after: Document) -> Row:
    """A change from one report to another: its kind, the words on each side, and a sentence."""
    old, new = before.text, after.text
    messages = {language: _message(one, old, new, language) for language in INTERFACES}
    return {
        "kind": one.kind,
        "before": _quoted(one.before, old),
        "after": _quoted(one.after, new),
        "message": messages["en"],
        "messages": messages,
    }


def _quoted(span: Span | None, text: str) -> Row | None:
    if span is None:
        return None
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _message(one: Change, before: str, after: str, language: str) -> str:
    words: dict[str, str] = load(language, "messages")["changes"]
    marks = "«{}»" if language == "ar" else "“{}”"
    old, new = (
        marks.format(_short(span.of(text))) if span else words["nothing"]
        for span, text in ((one.before, before), (one.after, after))
    )
    return words[one.kind].format(before=old, after=new)


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= SHOWN else plain[:SHOWN] + "…"


def told(rows: Iterable[Row], interface: str) -> Iterator[str]:
    """The changes of families as lines for the terminal; other wording is left to the diff."""
    for row in rows:
        for change in row["changes"]:
            if change["kind"] != "wording":
                pair = f"{change['from'][:19]} > {change['to'][:19]}"
                yield f"{pair}  {change['messages'][interface]}"
