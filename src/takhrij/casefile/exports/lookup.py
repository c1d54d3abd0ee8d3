"""Reading a case by the ids its parts name each other by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from takhrij.casefile.exports import Row


@dataclass(frozen=True)
class Lookup:
    """A case, and its parts by id."""

    case: Row

    @cached_property
    def mentions(self) -> Mapping[str, Row]:
        return {one["id"]: one for one in self.case["mentions"]}

    @cached_property
    def entities(self) -> Mapping[str, Row]:
        return {one["id"]: one for one in self.case["entities"]}

    @cached_property
    def verdicts(self) -> Mapping[str, Row]:
        """By claim."""
        return {one["claim"]: one for one in self.case["verdicts"]}

    @cached_property
    def named(self) -> frozenset[str]:
        """Ids of entities that some mention gives a name, not only a role ("a spokesman")."""
        return frozenset(
            one["entity"] for one in self.case["mentions"] if one["value"].get("named")
        )

    def entity(self, name: str) -> Row | None:
        """The entity of an id, which may also be that of a mention of it."""
        mention = self.mentions.get(name)
        return self.entities.get(name if mention is None else mention["entity"])

    def referred(self, names: Iterable[str]) -> list[Row]:
        """The entities behind ids of entities or mentions, each once, in order."""
        found = (self.entity(name) for name in names)
        return list({one["id"]: one for one in found if one is not None}.values())

    def placed(self, names: Iterable[str]) -> list[Row]:
        """The places behind ids that have a position, each once, in order."""
        return [one for one in self.referred(names) if has_position(one)]

    def days(self, names: Iterable[str]) -> tuple[str | None, str | None]:
        """First and last day (ISO) that times can mean; None where they are open or absent."""
        values = [self.mentions[name]["value"] for name in names if name in self.mentions]
        first = [value["earliest"] for value in values if value.get("earliest")]
        last = [value["latest"] for value in values if value.get("latest")]
        return min(first, default=None), max(last, default=None)

    def words(self, names: Iterable[str]) -> list[str]:
        """The article's own words for mentions, in order."""
        return [self.mentions[name]["text"] for name in names if name in self.mentions]


def has_position(entity: Row) -> bool:
    return entity.get("lat") is not None and entity.get("lon") is not None
