"""What befell those counted: killed, injured… by the word that governs the count.

A governing word ("cue") may stand before the count (مقتل 27 شخصا, killing 27) or after it
(17 شخصا قتلوا, 27 people were killed). Every cue in reach has a cost, the words between; the
cheapest governs. A count in a list, or a part ("including four children"), takes what befell
the one before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from takhrij.document import Language
from takhrij.language.quantities.counts import Count
from takhrij.language.quantities.items import HARMS, Cue, Item

# Costs in words: tuned by reading unlabelled news, see docs/quantities.md. A person known as
# such may be further from the cue than a bare number or an unknown noun.
REACH_PERSON = 8.0
REACH_BARE = 3.0
REACH_UNSURE = 5.0
"""For two persons in the dual, or several."""
REACH_SINGLE = 0.5
REACH_FAR = 12.0
"""For a number behind "death toll"."""
REACH_NEAR = 2.0
_COSTS = {
    "date": 0.0,
    "hedge": 0.0,
    "stop": 0.5,
    "total": 0.0,
    "from": 0.5,
    "to": 0.5,
    "comma": 2.0,
    "and": 2.0,
}
_NEAR = 1.0
"""A cue nearer than this governs by itself, whatever list or total the count stands in."""
_LOST = {"possession": "none", "life": "killed"}
"""What befell those of whom "lost" is said, by what stands behind them as lost."""
_JOINING = frozenset({"and", "comma", "part", "share", "break"})
_LIST_GAP = 7
"""Most items between two counts of one list."""
_PART_REACH = 45
"""Most items between a total and "including" its part."""


class Governed(NamedTuple):
    """What befell the counted; `part_of` is the index of the count that this is part of."""

    of: str | None
    part_of: int | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    cost: float
    of: str


def govern(
    items: Sequence[Item], counts: Sequence[Count], language: Language
) -> tuple[Governed, ...]:
    """What befell those of each count, in the same order."""
    found: list[Governed] = []
    for index in range(len(counts)):
        found.append(_govern(items, counts, index, found, language))
    return tuple(found)


def _govern(
    items: Sequence[Item],
    counts: Sequence[Count],
    index: int,
    earlier: Sequence[Governed],
    language: Language,
) -> Governed:
    count = counts[index]
    if (count.kind is not None and not count.is_people) or _is_subject(counts, index, items):
        return Governed(None)
    part_of = _part_of(items, counts, index, earlier)
    own = _cheapest(items, count, language)
    if count.kind is not None and count.kind.of in HARMS:
        return Governed(_worst(count.kind.of, own), part_of)
    if part_of is not None and (own is None or own.cost > _NEAR / 2):
        return Governed(earlier[part_of].of, part_of)
    if own is None or own.cost >= _NEAR:
        before = _listed_with(items, counts, index, earlier)
        if before is not None:
            return Governed(earlier[before].of, earlier[before].part_of)
    return Governed(_befell(own, count), part_of)


def _is_subject(counts: Sequence[Count], index: int, items: Sequence[Item]) -> bool:
    """The officer of "قتل ضابط ثلاثة أشخاص": whoever is followed by those he killed."""
    if not counts[index].is_single or index + 1 >= len(counts):
        return False
    following = counts[index + 1]
    between = items[counts[index].last : following.first]
    joined = items[following.first].joined or any(i.kind in _JOINING for i in between)
    return len(between) <= _LIST_GAP and not following.is_single and not joined


def _worst(noun: str, own: _Candidate | None) -> str:
    """Nine detainees are detained, but "nine detainees were killed" are killed."""
    if own is not None and own.cost <= _NEAR and own.of in ("killed", "injured"):
        return own.of if noun in ("detained", "displaced") else noun
    return noun


def _befell(own: _Candidate | None, count: Count) -> str | None:
    """Fighters that fled are not displaced; whoever took part in a march came to no harm."""
    if own is None or own.of == "none":
        return None
    if own.of == "fled":
        civilian = count.kind is not None and count.kind.of in ("people", "children", "women")
        return "displaced" if civilian else None
    return own.of


def _cheapest(items: Sequence[Item], count: Count, language: Language) -> _Candidate | None:
    reach = REACH_PERSON if count.is_people else REACH_BARE
    if not count.sure and count.is_people:
        reach = REACH_SINGLE if count.is_single else REACH_UNSURE
    before, after = _before(items, count, reach), _after(items, count, reach)
    if after is not None and after.of in _LOST:
        if before is not None and before.of == "missing":  # فقد 300 عامل وظائفهم
            return _Candidate(0.0, _LOST[after.of])
        after = None
    sides = [before, after]
    if language == "en":
        sides.reverse()
    candidates = [candidate for candidate in sides if candidate is not None]
    return min(candidates, key=lambda candidate: candidate.cost, default=None)


def _before(items: Sequence[Item], count: Count, reach: float) -> _Candidate | None:
    """The nearest cue before the count, with no other number between."""
    cost = 0.0
    for at in range(count.first - 1, -1, -1):
        item = items[at]
        cue = item.value.cue if item.kind == "word" else None
        if item.kind == "both" or (cue is not None and cue.before and _is_twofold(items, at)):
            return _Candidate(cost, "none")
        if cue is not None and cue.touching and _is_verb_next(items, at):
            cue = None
        if cue is not None and cue.before and cost <= _reach(cue, reach, count):
            return _Candidate(cost, cue.of)
        cost += _COSTS.get(item.kind, 1.0)
        if item.kind in ("break", "number") or cost > REACH_FAR:
            return None
    return None


def _reach(cue: Cue, reach: float, count: Count) -> float:
    if cue.far and not count.is_single:
        return REACH_FAR
    return min(reach, REACH_NEAR) if cue.near else reach


def _is_verb_next(items: Sequence[Item], at: int) -> bool:
    """Whether an unknown word follows: فقد زار المخيم is "so he visited the camp"."""
    following = items[at + 1]
    return following.kind == "word" and following.value.noun is None


def _is_twofold(items: Sequence[Item], at: int) -> bool:
    """مقتل وإصابة العشرات: how many were killed, and how many injured, isn't said."""
    if at == 0 or not items[at].joined or items[at - 1].kind != "word":
        return False
    before, here = items[at - 1].value.cue, items[at].value.cue
    if before is None or not before.before or before.after:  # قتلوا وأصيب: a verb of its own
        return False
    return bool(before.of != here.of)


def _after(items: Sequence[Item], count: Count, reach: float) -> _Candidate | None:
    """The nearest cue after the count; other numbers between only as a list goes on."""
    start = _past_parenthesis(items, count.last)
    is_passed = start < len(items) and _governs_before(items[start])
    cost = float(start - count.last) if is_passed else 0.0  # a verb before the count is nearer
    for at in range(start, len(items)):
        item = items[at]
        cue = item.value.cue if item.kind == "word" else None
        if cue is not None and cue.after:
            return _Candidate(cost, cue.of)
        if item.kind == "both":  # 23 شخصا بين قتيل وجريح: neither figure is known
            return _Candidate(cost, "none")
        ends = item.kind == "break" or (item.kind == "number" and not _is_listed(items, at))
        cost += _COSTS.get(item.kind, 1.0) + (1.5 if item.joined else 0)
        if ends or cue is not None or cost > reach:
            return None
    return None


def _is_listed(items: Sequence[Item], number: int) -> bool:
    """Whether a number goes on a list ("and five civilians") or names the whole ("six were
    among 20 dead")."""
    if items[number].joined:
        return True  # و12 مدنيا
    for at in range(number - 1, max(number - 4, -1), -1):
        if items[at].kind in ("and", "comma", "among"):
            return True
        if items[at].kind != "hedge":
            break
    return False


def _past_parenthesis(items: Sequence[Item], at: int) -> int:
    """Past ", including four children," between the counted and their verb.

    Without the first comma the part ends at the verb: "12 including four children were killed".
    """
    if at + 1 >= len(items) or items[at].kind not in ("comma", "dash", "part", "share"):
        return at
    is_open = items[at].kind in ("comma", "dash")
    inside = at + 1 if is_open else at
    if items[inside].kind not in ("part", "share"):
        return at
    for end in range(inside + 1, min(inside + 12, len(items))):
        if items[end].kind in ("comma", "dash"):
            return end + 1
        if items[end].kind == "break":
            break
        if not is_open and _governs_before(items[end]):
            return end
    return at


def _governs_before(item: Item) -> bool:
    """A word such as "killed" that tells of whoever was counted before it."""
    cue = item.value.cue if item.kind == "word" else None
    return cue is not None and cue.after


def _listed_with(
    items: Sequence[Item],
    counts: Sequence[Count],
    index: int,
    earlier: Sequence[Governed],
) -> int | None:
    """The count before, if this one goes on its list: "12 soldiers and five civilians"."""
    if index == 0 or earlier[index - 1].of is None:
        return None
    before, here = counts[index - 1], counts[index]
    between = items[before.last : here.first]
    if len(between) > _LIST_GAP or any(item.kind == "break" for item in between):
        return None
    if any(item.kind == "word" and item.value.cue is not None for item in between[1:]):
        return None
    if here.is_single and before.kind is not None and before.kind.form in ("one", "accusative"):
        return None  # 13 قياديا وعنصرا: thirteen in all
    return index - 1 if items[here.first].joined or _ends_in_joint(between) else None


def _ends_in_joint(between: Sequence[Item]) -> bool:
    """Whether a comma or "and" stands right before the next count, small words aside."""
    for item in reversed(between):
        if item.kind in ("comma", "and", "dash"):
            return True
        if item.kind not in ("hedge", "stop", "from", "share", "part"):
            return False
    return False


def _part_of(
    items: Sequence[Item],
    counts: Sequence[Count],
    index: int,
    earlier: Sequence[Governed],
) -> int | None:
    """The count that this one is part of: the last one of people before "including"."""
    here = counts[index]
    start = max(0, here.first - 4)
    marks = [at for at in range(start, here.first) if items[at].kind in ("part", "share")]
    if here.number + 1 < len(items) and items[here.number + 1].kind == "share":
        marks = [here.first]  # 30 of them children
    if not marks or (index and counts[index - 1].first > marks[-1]):
        return _part_with(items, counts, index, earlier)
    for back in range(index - 1, -1, -1):
        total = counts[back]
        far = marks[-1] - total.last > _PART_REACH
        if far or any(items[at].kind == "break" for at in range(total.last, marks[-1])):
            return None
        if total.is_people or earlier[back].of is not None:
            return back if _holds(total, here) else None
    return None


def _part_with(
    items: Sequence[Item],
    counts: Sequence[Count],
    index: int,
    earlier: Sequence[Governed],
) -> int | None:
    """The same total as the part before it on a list: "including four children and a woman"."""
    before = _listed_with(items, counts, index, earlier)
    return None if before is None else earlier[before].part_of


def _holds(total: Count, part: Count) -> bool:
    return total.high is None or part.low is None or part.low <= total.high
