"""Redaction: a copy of a case in which sources are masked, everywhere, and can be proved later.

Each masked source gets a label of its own, so who is the same and who is another stays to be
seen: chains, counts of independent origins and verdicts are those of the whole case. Names are
found in folded spelling, with what Arabic writes on to the front of a word, in every string of
the case; addresses, paths and the digest of the original, which lead to the whole text, go.
What is masked is committed to with a salt (`secrecy.commitments`); the openings are returned
apart from the case.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from takhrij.casefile.json import dumps
from takhrij.casefile.masks import Masked, Masks, masks
from takhrij.document import digest
from takhrij.errors import UsageError
from takhrij.secrecy.commitments import SALT, Opening

Case = Mapping[str, Any]
Random = Callable[[int], bytes]

FORM = "takhrij.redaction/1"
EVERY = "all"
"""Asks for every named person who is a source."""
_LABELS = {"ar": "[مصدر {n}]", "en": "[source {n}]"}
_WORDS_OF_OURS = frozenset(
    """schema id kind knowledge act type standing label outcome stance check event polarity
    precision calendar basis unit via attribution attributions claim claims entity party anchor
    language made_by stages feature country ref when where where_mentions actor affected how_many
    harm evidence published earliest latest part_of_day""".split()  # noqa: SIM905 - to be read
)
"""Keys whose values are ids and words of the schema, never of an article."""
_FOREIGN = frozenset({"evidence", "records", "families", "around"})
"""Parts whose offsets lead into other documents."""


@dataclass(frozen=True, slots=True)
class Source:
    """One source to be masked, under all the names that the case has for it."""

    name: str
    names: tuple[str, ...]
    is_person: bool


@dataclass(frozen=True, slots=True)
class Redacted:
    """The masked case; what opens its commitments, by label; the digest of the whole case."""

    case: dict[str, Any]
    openings: dict[str, Opening]


def redacted(case: Case, asked: Sequence[str], random: Random) -> Redacted:
    """A case with sources masked. `asked` are names, ids of entities (`e3`) or "all".

    `random` gives so many random bytes. Raises UsageError for a name that the case doesn't hold,
    or if the case is a redacted one already.
    """
    if "redaction" in case:
        raise UsageError("this case is redacted already; redact the whole one")
    found = sources(case, asked)
    label = _LABELS[case["document"]["language"]]
    labels = [label.format(n=n) for n in range(1, len(found) + 1)]
    hidden = masks([(one.names, one.is_person) for one in found], labels, _others(case, found))
    openings = {
        name: Opening(one.name, random(SALT).hex()) for name, one in zip(labels, found, strict=True)
    }
    original = Opening(digest(dumps(case).encode()), random(SALT).hex())
    made = _Copy(case, hidden, dict(_whole(case, found, labels))).made()
    made["redaction"] = {
        "form": FORM,
        "masked": [{"label": k, "commitment": v.commitment} for k, v in openings.items()],
        "case": original.commitment,
        "shape": shape(case),
    }
    return Redacted(made, {**openings, "case": original})


def shape(case: Case) -> str:
    """The digest of all of a case but its words and offsets: ids, kinds, links, numbers, verdicts.

    A redacted case has that of the whole one, so whoever holds either can check the other.
    """
    left_out = ("redaction", "around", "document")
    held = {name: value for name, value in case.items() if name not in left_out}
    return digest(dumps(_bare(held)).encode())


def _bare(value: Any, key: str = "") -> Any:
    if isinstance(value, Mapping):
        kept = {k: _bare(v, k) for k, v in value.items() if k not in ("start", "end", "ref")}
        return dict(sorted(kept.items()))
    if isinstance(value, list):
        return [_bare(one, key) for one in value]
    if isinstance(value, str):
        is_kept = key in _WORDS_OF_OURS and key != "id"  # ids of origins are made of names
        return value if is_kept or _is_short_id(value) else ""
    return value


def _is_short_id(value: str) -> bool:
    return value[:1].isascii() and value[:1].isalpha() and value[1:].isdigit()


def commitments(case: Case) -> dict[str, str]:
    """The commitments of a redacted case by label. Raises UsageError if it is none."""
    if "redaction" not in case:
        raise UsageError("this case has no masks; give one that `takhrij redact` wrote")
    told = case["redaction"]
    return {**{one["label"]: one["commitment"] for one in told["masked"]}, "case": told["case"]}


# --- who is to be masked ------------------------------------------------------------------------


def sources(case: Case, asked: Sequence[str]) -> list[Source]:
    """The sources asked for. Raises UsageError for one that the case doesn't hold."""
    if EVERY in asked:
        named = [one for one in case["attributions"] if one["kind"] == "named_person"]
        asked = [one["speaker"] for one in named if one["speaker"]]
    if not asked:
        raise UsageError("no source to mask: the case names none; give --sources NAME")
    found: dict[tuple[str, ...], Source] = {}
    for name in asked:
        source = _source(case, name)
        found.setdefault(source.names, source)
    return list(found.values())


def _source(case: Case, asked: str) -> Source:
    entity = next((one for one in case["entities"] if asked in _names_of(one, case)), None)
    spoken = {one["speaker"] for one in case["attributions"]}
    hands = {link["who"] for claim in case["claims"] for link in claim["chain"]}
    about = case["document"]
    if entity is not None:
        names = tuple(sorted(_names_of(entity, case) - {entity["id"]}))
        return Source(entity["name"], names, entity["type"] == "person")
    if asked in spoken | hands | {about["byline"], about["publisher"]}:
        kinds = {one["kind"] for one in case["attributions"] if one["speaker"] == asked}
        return Source(asked, (asked,), "named_person" in kinds or asked == about["byline"])
    if asked and asked in about["text"]:
        return Source(asked, (asked,), is_person=True)
    raise UsageError(
        f"the case names no source {asked!r}; give a name as the case has it, or an id"
    )


def _names_of(entity: Case, case: Case) -> set[str]:
    """The id, the names and the words of every mention of an entity."""
    text = case["document"]["text"]
    said = {text[span["start"] : span["end"]] for span in entity.get("mentions", ())}
    return {entity["id"], entity["name"], *entity["names"].values(), *said}


def _others(case: Case, masked: Iterable[Source]) -> list[str]:
    """Names of persons who stay: what they share with a masked name is not masked alone."""
    hidden = {name for one in masked for name in one.names}
    persons = (one for one in case["entities"] if one["type"] == "person")
    return [one["name"] for one in persons if hidden.isdisjoint(_names_of(one, case))]


def _whole(case: Case, found: Sequence[Source], labels: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Entities that are masked whole, by id: their names in any language are their label."""
    for source, label in zip(found, labels, strict=True):
        for entity in case["entities"]:
            if entity["name"] in source.names:
                yield entity["id"], label


def _origin_ids(case: Case) -> dict[str, str]:
    """New ids for the origins behind verdicts, whose own are made of names; in the same order."""
    origins = {one["id"] for verdict in case["verdicts"] for one in verdict.get("origins", ())}
    names = sorted(one for one in origins if not one.startswith("sha256:"))
    return {one: f"{one.partition(':')[0]}:{n:05}" for n, one in enumerate(names, start=1)}


# --- the copy -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Copy:
    """Writes the masked copy of one case."""

    case: Case
    masks: Masks
    whole: Mapping[str, str]
    renamed: dict[str, str] = field(default_factory=dict)
    """Ids that give a name or the whole text away, and what stands for them wherever they are."""

    def made(self) -> dict[str, Any]:
        text = self.masks.applied(self.case["document"]["text"])
        own = digest(text.text.encode())
        self.renamed = {**_origin_ids(self.case), self.case["document"]["id"]: own}
        made = {
            key: self._masked(value, key, None if key in _FOREIGN else text)
            for key, value in copy.deepcopy(dict(self.case)).items()
        }
        about = made["document"]
        about.update(id=own, source="-", url=None, text=text.text)
        about["body_start"] = text.offset(self.case["document"].get("body_start", 0))
        for entity in made["entities"]:
            self._hide(entity)
        for mention in made["mentions"]:
            if mention["entity"] in self.whole and "ref" in mention["value"]:
                mention["value"]["ref"] = None
        return made

    def _masked(self, value: Any, key: str, text: Masked | None) -> Any:
        if isinstance(value, str):
            if value in self.renamed:
                return self.renamed[value]
            return value if key in _WORDS_OF_OURS else self.masks.applied(value).text
        if isinstance(value, list):
            return [self._masked(one, key, text) for one in value]
        if isinstance(value, dict):
            held = {name: self._masked(one, name, text) for name, one in value.items()}
            return held if text is None else _moved(held, text)
        return value

    def _hide(self, entity: dict[str, Any]) -> None:
        label = self.whole.get(entity["id"])
        if label is not None:
            entity.update(name=label, names=dict.fromkeys(entity["names"], label), ref=None)


def _moved(row: dict[str, Any], text: Masked) -> dict[str, Any]:
    """A row with its offsets, and the words that they quote, in the masked text."""
    if not (type(row.get("start")) is int and type(row.get("end")) is int):
        return row
    start, end = text.start(row["start"]), text.end(row["end"])
    quoted = {"text": text.text[start:end]} if "text" in row else {}
    return {**row, "start": start, "end": end, **quoted}
