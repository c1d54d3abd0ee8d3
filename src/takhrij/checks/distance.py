"""Stated distances and directions against the gazetteer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from takhrij.annotations import Mention, Outcome, Quantity
from takhrij.checks.case import Case
from takhrij.checks.drafts import Draft, draft
from takhrij.checks.geometry import Leg, apart, is_a_point, legs
from takhrij.document import Span

_ROAD = 1.45
"""A distance by road may be so many times that in a straight line (mean circuity of road
networks 1.2 to 1.4: Boscoe, Henry and Zdeb 2012; Giacomin and Levinson 2015)."""
_FAR_OFF = 1.4
"""Beyond the tolerance by this factor a figure can't be rounding, road or a place's extent."""
_OTHER = 8.0
"""A place so many times as far as stated is more likely a namesake of the one meant."""
_CARDINAL, _BETWEEN = 45.0, 33.75
"""Doubt of a stated direction: half a quadrant for north, east, south, west; for the winds
between, a sixteenth of the compass more than their own half-width of 22.5."""
_AGAINST = 90.0
"""A direction is called wrong only if the place lies in the other half of the compass."""
_LIKELY, _SURE = 0.2, 0.5
"""Confidence in a pair of meanings from which it may spare an alarm, and may raise one."""
_REACH = 8
_NEAR = 5
"""Words between a figure and the names it stands between."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """A stated distance: the figure, from where, to where, and in which direction."""

    figure: Mention
    start: Mention
    end: Mention

    @property
    def quantity(self) -> Quantity:
        quantity: Quantity = self.figure.of
        return quantity


def distance(case: Case) -> Iterator[Draft]:
    """A stated distance (and direction) between two named places, against the gazetteer.

    Consistent if the straight line between them, or a road up to 1.45 times as long, fits the
    figure within its rounding (half of its last figure that is not nought, twice that after
    "about") and the extent of the places (6 km for a city, 2.5 km for a village), and if the
    direction is within 45 degrees of north, east, south or west, or 34 of a wind between.
    Inconsistent only if it misses by a further factor of 1.4 for every meaning of both names,
    or if the place lies in the opposite half of the compass. Undetermined in between, if the
    gazetteer isn't sure which places are meant, and if the place lies more than eight times as
    far off as stated: then the gazetteer more likely holds a namesake of the one meant.
    """
    for figure in case.quantities:
        if figure.of.value.of == "distance_km":
            for stated in _ends(case, figure):
                yield _measured(case, stated)


def _ends(case: Case, figure: Mention) -> Iterator[_Stated]:
    """The two places a distance is stated between, if the words make that plain."""
    between = _both_before(case, figure)
    if between is not None:
        yield _Stated(figure, *between)
        return
    start = _after_figure(case, figure)
    if start is not None:
        end = _before_figure(case, figure) or _after_start(case, start)
    else:
        start, end = _pointed_back(case, figure)
    if start is not None and end is not None and start.of.name != end.of.name:
        yield _Stated(figure, start, end)


def _both_before(case: Case, figure: Mention) -> tuple[Mention, Mention] | None:
    """ "The distance between X and Y is N km", تبعد X عن Y: both names just before the figure."""
    sentence = case.around(figure.span)
    before = [m for m in _points(case, sentence) if m.span.end <= figure.span.start][-2:]
    if len(before) < 2:
        return None
    lead = Span(sentence.start, before[0].span.start + 1)
    gap = Span(before[0].span.end, before[1].span.start + 1)
    off = _marked(case, lead, "lies") and _marked(case, gap, "from")  # تبعد X عن Y
    if not off and not _marked(case, lead, "between"):
        return None
    near = _words_between(case, before[1].span, figure.span) <= _REACH
    if not near:
        return None
    return (before[1], before[0]) if off else (before[0], before[1])


def _points(case: Case, span: Span) -> list[Mention]:
    return [m for m in case.mentions_in(span) if m.type == "place" and is_a_point(m.of)]


def _after_figure(case: Case, figure: Mention) -> Mention | None:
    """The place measured from: "N km (south-west) of X"."""
    sentence = case.around(figure.span)
    for mention in case.mentions_in(Span(figure.span.start, sentence.end)):
        if mention.type != "place" or mention.span.start < figure.span.end:
            continue
        gap = Span(figure.span.end, max(mention.span.start, figure.span.end + 1))
        near = _words_between(case, figure.span, mention.span) <= _NEAR
        plain = near and _marked(case, gap, "from") and not _marked(case, gap, "back")
        return mention if plain and is_a_point(mention.of) else None
    return None


def _before_figure(case: Case, figure: Mention) -> Mention | None:
    """The place that lies so far off: the last one named before the figure in its sentence."""
    sentence = case.around(figure.span)
    before = [
        m
        for m in case.mentions_in(sentence)
        if m.type == "place" and m.span.end <= figure.span.start
    ]
    if not before or not is_a_point(before[-1].of):
        return None
    last = before[-1]
    gap = Span(last.span.end, max(figure.span.start, last.span.end + 1))
    tied = _marked(case, gap, "lies") or _only_marks(case, gap)
    return last if tied and _words_between(case, last.span, figure.span) <= _REACH else None


def _after_start(case: Case, start: Mention) -> Mention | None:
    """ "Six km south of X lies Y": the place after the one measured from."""
    sentence = case.around(start.span)
    for mention in _points(case, Span(start.span.end, max(sentence.end, start.span.end + 1))):
        gap = Span(start.span.end, max(mention.span.start, start.span.end + 1))
        near = _words_between(case, start.span, mention.span) <= _NEAR
        return mention if near and _marked(case, gap, "lies") else None
    return None


def _pointed_back(case: Case, figure: Mention) -> tuple[Mention | None, Mention | None]:
    """ "Six kilometres south-west of them was ... in the town of Y": from the place before."""
    sentence = case.around(figure.span)
    after = [m for m in _points(case, sentence) if m.span.start >= figure.span.end]
    reach = Span(figure.span.start, min(len(case.text), figure.span.end + 30))
    if not after or not _marked(case, reach, "back"):
        return None, None
    at = case.sentence_at(figure.span.start)
    for index in range(at, max(-1, at - 2), -1):
        back = [m for m in _points(case, case.sentences[index]) if m.span.end <= figure.span.start]
        if back:
            return back[-1], after[0]
    return None, None


def _marked(case: Case, span: Span, label: str) -> bool:
    """A word of the given part stands in a span."""
    first, last = case.lookup.words_of(span)
    found = case.hits("distances", first, last)
    return any(hit.label == label for hit in found)


def _only_marks(case: Case, gap: Span) -> bool:
    return not any(character.isalnum() for character in case.quote(gap))


def _words_between(case: Case, one: Span, other: Span) -> int:
    return max(0, case.lookup.word_at(other.start) - case.lookup.word_at(one.end))


def _measured(case: Case, stated: _Stated) -> Draft:
    found = legs(stated.start.of, stated.end.of)
    words = [stated.figure.span, stated.start.span, stated.end.span]
    fields: dict[str, Any] = {
        "figure": stated.figure.span,
        "start": stated.start.span,
        "end": stated.end.span,
    }
    if not found:
        return draft(case, "distance.unknown", "undetermined", words, **fields)
    judged = [(_outcome(stated, one), one) for one in found]
    outcome, best = _best(judged)
    data = _data(stated, best)
    shown = {"km": round(best.km, 1), "bearing": round(best.bearing)}
    return draft(case, f"distance.{outcome}", outcome, words, data=data, **fields, **shown)


def _best(judged: list[tuple[Outcome, Leg]]) -> tuple[Outcome, Leg]:
    """Any meaning that fits decides; else a likely one that might; else the likeliest, if sure."""
    for outcome, one in judged:
        if outcome == "consistent":
            return outcome, one
    for outcome, one in judged:
        if outcome == "undetermined" and one.confidence >= _LIKELY:
            return outcome, one
    outcome, one = judged[0]
    return (outcome if one.confidence >= _SURE else "undetermined"), one


def _outcome(stated: _Stated, one: Leg) -> Outcome:
    """The length decides; a direction is judged only where the length fits."""
    value = stated.quantity.value
    length = _length_outcome(value.min, value.max, value.approximate, one)
    if value.bearing is None or length != "consistent":
        return length
    return direction_outcome(value.bearing, one)


def _length_outcome(
    least: float | None, most: float | None, approximate: bool, one: Leg
) -> Outcome:
    low = None if least is None else least - rounding(least) * (2 if approximate else 1)
    high = None if most is None else most + rounding(most) * (2 if approximate else 1)
    fits_low = low is None or one.km * _ROAD + one.doubt_km >= low
    fits_high = high is None or one.km - one.doubt_km <= high
    if fits_low and fits_high:
        return "consistent"
    misses_low = low is not None and (one.km * _ROAD + one.doubt_km) * _FAR_OFF < low
    misses_high = high is not None and high * _FAR_OFF < one.km - one.doubt_km < high * _OTHER
    return "inconsistent" if misses_low or misses_high else "undetermined"


def rounding(figure: float) -> float:
    """Half of the last place that is not nought: 6 is 5.5 to 6.5, 60 is 55 to 65."""
    if figure != int(figure):
        return 0.5
    step, rest = 1, int(abs(figure))
    while rest and rest % 10 == 0:
        step, rest = step * 10, rest // 10
    return step / 2


def direction_outcome(stated: float, one: Leg) -> Outcome:
    """A stated direction against a leg's bearing."""
    doubt = _CARDINAL if stated % 90 == 0 else _BETWEEN
    off = apart(stated, one.bearing)
    if off <= doubt + one.doubt_degrees:
        return "consistent"
    return "inconsistent" if off > _AGAINST + one.doubt_degrees else "undetermined"


def _data(stated: _Stated, best: Leg) -> dict[str, object]:
    value = stated.quantity.value
    return {
        "stated_min_km": value.min,
        "stated_max_km": value.max,
        "stated_bearing": value.bearing,
        "km": round(best.km, 1),
        "bearing": round(best.bearing),
        "tolerance_km": round(best.doubt_km + rounding(value.min or value.max or 0.0), 1),
        "start": stated.start.id,
        "end": stated.end.id,
    }
