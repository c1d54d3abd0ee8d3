"""What the report page shows of other reports and of records: what was searched, what was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from takhrij.casefile.interface import Interface, Page

Row = Mapping[str, Any]


class Compared:
    """The comparison in a case, read for one interface language."""

    def __init__(self, case: Row, language: Interface, page: Page) -> None:
        self.case = case
        self.language = language
        self.page = page

    @property
    def searched(self) -> Sequence[Row]:
        found: Sequence[Row] = self.case.get("searched", ())
        return found

    @property
    def was_made(self) -> bool:
        """Whether anything beyond the article was asked."""
        keys = ("searched", "datasets", "evidence", "records", "families")
        return any(self.case.get(key) for key in keys)

    @property
    def passages(self) -> int:
        return sum(one["passages"] for one in self.searched)

    @property
    def judged(self) -> int:
        return sum(one["judged"] for one in self.searched)

    def known(self, claims: Iterable[str]) -> list[str]:
        """Those ids that are claims of the case."""
        ids = {claim["id"] for claim in self.case["claims"]}
        return [name for name in claims if name in ids]

    @property
    def without_side(self) -> list[str]:
        """Claims that were searched for and that no passage supports or refutes."""
        sided = {
            one["claim"]
            for one in self.case["evidence"]
            if one["stance"] in ("supports", "refutes") and not one.get("own_family")
        }
        return [one["claim"] for one in self.searched if one["claim"] not in sided]

    @property
    def without_record(self) -> list[str]:
        """Claims that were searched for and that no record may be about."""
        held = {name for one in self.records("match") for name in one.get("claims", ())}
        return [one["claim"] for one in self.searched if one["claim"] not in held]

    OPEN = 4
    """Records or passages of each kind that stand open; the rest unfolds."""

    @property
    def told(self) -> list[Row]:
        """Passages: those that take a side or are of the report's own family first."""
        return sorted(self.case["evidence"], key=lambda one: not _is_telling(one))

    @property
    def open_passages(self) -> int:
        """How many passages stand open: all that tell most, and OPEN in any case."""
        return max(self.OPEN, sum(map(_is_telling, self.case["evidence"])))

    def records(self, relation: str) -> list[Row]:
        return [one for one in self.case["records"] if one.get("relation", "match") == relation]

    def differences(self, record: Row) -> Sequence[str]:
        """Every difference in this language, or in English where the case has no other."""
        found: Sequence[str] = record.get("told", {}).get(self.language, record["differences"])
        return found

    def words(self, fact: Row, side: str) -> Markup:
        """The words of a slot; a kind of event by its name in this language."""
        if fact["slot"] == "event":
            return self.page.term("event", fact[side])
        return self.page.isolated(fact[side])

    def link(self, record: Row) -> str | None:
        """Where a record can be looked up: an address of the web, or None."""
        address = str(record.get("url") or "")
        return address if address.startswith(("https://", "http://")) else None


def _is_telling(passage: Row) -> bool:
    return passage["stance"] in ("supports", "refutes") or bool(passage.get("own_family"))
