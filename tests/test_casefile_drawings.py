"""What the report draws: the tree of who told whom, the map, the timeline."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from casefile_example import example
from hypothesis import given, settings
from hypothesis import strategies as st

from takhrij.casefile import outlines
from takhrij.casefile.chain_graph import MOST_HANDS, tree
from takhrij.casefile.json import case
from takhrij.casefile.labels import Label, placed
from takhrij.casefile.map import maps
from takhrij.casefile.outlines import Box
from takhrij.casefile.projection import Projection, bearing, compass, framed, nice
from takhrij.casefile.spots import distances, spots, together
from takhrij.casefile.timeline import timeline

# --- who told whom ----------------------------------------------------------------------------


def chained(*chains: str) -> dict[str, Any]:
    """A case whose claims have the chains written as "source > agency > author"."""
    claims = []
    for number, chain in enumerate(chains, 1):
        links = [
            {"who": who, "kind": "media", "knowledge": "unknown", "attribution": None}
            for who in chain.split(" > ")
        ]
        claims.append({"id": f"c{number}", "chain": links})
    return {"claims": claims}


def drawn(*chains: str) -> list[str]:
    return [
        "  " * hand.depth + hand.who + "".join(f" {claim}" for claim in hand.claims)
        for hand in tree(chained(*chains)).hands
    ]


def test_chains_that_end_alike_share_their_branch() -> None:
    assert drawn("officer > agency > author", "witness > agency > author", "author") == [
        "author c3",
        "  agency",
        "    officer c1",
        "    witness c2",
    ]


def test_a_hand_counts_every_claim_that_passes_through_it() -> None:
    hands = tree(chained("a > b > c", "b > c", "c")).hands
    assert [(hand.who, hand.passing) for hand in hands] == [("c", 3), ("b", 2), ("a", 1)]


def test_levels_opened_are_levels_closed() -> None:
    hands = tree(chained("a > b > c", "d > c", "e", "f > g > h > i")).hands
    assert sum(hand.opens for hand in hands) == sum(hand.closes for hand in hands)


def test_a_very_long_chain_loses_its_middle_and_nothing_breaks() -> None:
    long = " > ".join(f"hand {n}" for n in range(5000))
    names = [hand.who for hand in tree(chained(long)).hands]
    assert names[0] == "hand 4999"
    assert names[-1] == "hand 0"
    assert "…" in names


def test_what_is_too_much_to_draw_is_counted() -> None:
    drawing = tree(chained(*(f"source {n} > author" for n in range(MOST_HANDS + 10))))
    assert (len(drawing.hands), drawing.left_out) == (MOST_HANDS, 11)


# --- the map ----------------------------------------------------------------------------------


def at(*places: tuple[str, float, float, int]) -> dict[str, Any]:
    """A case with places (name, latitude, longitude, precision), each mentioned once."""
    return {
        "entities": [
            {
                "id": f"e{n}",
                "type": "place",
                "name": name,
                "names": {},
                "lat": lat,
                "lon": lon,
                "precision": precision,
            }
            for n, (name, lat, lon, precision) in enumerate(places, 1)
        ],
        "mentions": [
            {"id": f"m{n}", "entity": f"e{n}", "type": "place", "value": {}}
            for n in range(1, len(places) + 1)
        ],
        "findings": [],
    }


HAMA = (("Hama", 35.13, 36.75, 1), ("Halfaya", 35.26, 36.61, 1), ("Suran", 35.29, 36.74, 1))
DAMASCUS = ("Damascus", 33.51, 36.29, 1)
SYRIA = ("Syria", 35.0, 38.5, 6)


@pytest.mark.parametrize(
    ("places", "framed_names"),
    [
        (HAMA, ["Hama", "Halfaya", "Suran"]),
        ((*HAMA, DAMASCUS), ["Hama", "Halfaya", "Suran"]),
        ((*HAMA, SYRIA), ["Hama", "Halfaya", "Suran"]),
        ((HAMA[0], DAMASCUS), ["Hama", "Damascus"]),
        ((SYRIA,), ["Syria"]),
        ((DAMASCUS, ("New York", 40.7, -74.0, 1)), ["Damascus", "New York"]),
        ((), []),
    ],
)
def test_the_map_frames_the_places_that_lie_together(places: Any, framed_names: list[str]) -> None:
    row = at(*places)
    names = {one["id"]: one["name"] for one in row["entities"]}
    assert [names[spot.key] for spot in together(spots(row))] == framed_names


def test_a_name_that_stands_for_a_government_is_not_drawn() -> None:
    row = at(("Moscow", 55.75, 37.6, 1), *HAMA)
    row["mentions"][0]["value"] = {"metonym": True}
    assert [spot.key for spot in spots(row)] == ["e2", "e3", "e4"]


def test_distances_and_bearings_are_those_of_the_sphere() -> None:
    (one,) = distances(at(*HAMA[:2]), spots(at(*HAMA[:2])))
    assert (one.km, one.bearing, one.wind) == (19.3, 319, "NW")


def test_a_distance_that_a_check_measured_comes_first_and_is_drawn() -> None:
    row = at(*HAMA)
    finding = {"check": "distance", "outcome": "consistent", "data": {"start": "m1", "end": "m3"}}
    row["findings"] = [finding]
    found = distances(row, spots(row))
    assert [(d.start.key, d.end.key, d.finding is not None) for d in found] == [
        ("e1", "e3", True),
        ("e2", "e3", False),
        ("e1", "e2", False),
    ]
    drawing = maps(row, "en").main
    assert drawing is not None
    assert [measure.outcome for measure in drawing.measures] == ["consistent"]


def test_places_at_one_point_share_a_pin() -> None:
    row = at(HAMA[0], ("Hama governorate", 35.13, 36.75, 4), HAMA[1])
    drawing = maps(row, "en").main
    assert drawing is not None
    assert [(pin.number, pin.keys) for pin in drawing.pins] == [
        ("1·2", ("e1", "e2")),
        ("3", ("e3",)),
    ]


def test_the_doubt_about_a_place_is_drawn_as_a_circle_of_its_size() -> None:
    row = at(("near Hama", 35.13, 36.75, 2), HAMA[1])
    drawing = maps(row, "en").main
    assert drawing is not None
    ((_, _, radius),) = drawing.circles
    assert radius / drawing.bar * drawing.bar_km == pytest.approx(25, abs=0.2)


@given(
    st.lists(
        st.tuples(st.just("x"), st.floats(-90, 90), st.floats(-180, 180), st.integers(1, 7)),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=25, deadline=None)
def test_any_places_on_earth_make_a_map(places: list[Any]) -> None:
    drawing = maps(at(*places), "ar").main
    assert drawing is not None
    assert drawing.height > 0
    assert drawing.pins


def test_borders_are_cut_to_the_box_and_neighbours_meet() -> None:
    box = Box(35.5, 34.5, 36.5, 35.5)
    rings = outlines.clipped(box)
    assert rings
    assert all(box.grown(1e-9).holds(lon, lat) for ring in rings for lon, lat in ring)


def test_land_that_crosses_the_antimeridian_draws_no_line_across_the_world() -> None:
    fiji_and_chukotka = outlines.clipped(Box(-180.0, -20.0, 180.0, 72.0))
    steps = [
        abs(a[0] - b[0])
        for ring in fiji_and_chukotka
        for a, b in pairwise(ring)
        if a[1] not in (-20.0, 72.0)
    ]
    assert max(steps) < 60


def test_a_frame_keeps_its_shape_and_holds_its_circles() -> None:
    box = framed([(36.0, 35.0, 10.0), (36.5, 35.2, 10.0)], least_km=24.0, aspect=1.3)
    view = Projection(box)
    assert view.height == pytest.approx(1000 / 1.3, rel=0.01)
    assert box.holds(35.9, 34.92)
    assert box.holds(36.6, 35.28)


@pytest.mark.parametrize(
    ("degrees", "wind"), [(0, "N"), (44, "NE"), (234, "SW"), (359, "N"), (292.6, "NW")]
)
def test_a_bearing_has_the_name_of_its_wind(degrees: float, wind: str) -> None:
    assert compass(degrees) == wind


def test_due_south_is_180_degrees() -> None:
    assert bearing(35.0, 36.0, 34.0, 36.0) == pytest.approx(180)


@pytest.mark.parametrize(("value", "step"), [(7.3, 5), (2.0, 2), (0.13, 0.1), (999, 500)])
def test_scales_step_by_one_two_and_five(value: float, step: float) -> None:
    assert nice(value) == pytest.approx(step)


def test_no_name_stands_on_another() -> None:
    crowd = [Label(f"p{n}", "a long name", (50.0, 50.0 + n * 0.4)) for n in range(8)]
    sides = placed(crowd, 600, 400)
    assert sides["p0"] == "e"
    assert list(sides.values()).count("none") >= 4


def test_names_keep_clear_of_the_edge() -> None:
    assert placed([Label("p", "right edge", (99.0, 50.0))], 600, 400)["p"] == "w"


# --- the timeline -----------------------------------------------------------------------------


def dated(*times: tuple[str | None, str | None], published: str | None = None) -> dict[str, Any]:
    mentions = [
        {
            "id": f"m{n}",
            "type": "time",
            "text": f"time {n}",
            "value": {"earliest": first, "latest": last, "precision": "day", "kind": "date"},
        }
        for n, (first, last) in enumerate(times, 1)
    ]
    return {"mentions": mentions, "document": {"published": published}}


def test_times_stand_in_order_earliest_first() -> None:
    line = timeline(dated(("2019-03-01", "2019-03-31"), ("2017-08-01", "2017-08-31")))
    assert [bar.mentions for bar in line.bars] == [("m2",), ("m1",)]
    assert line.bars[0].left < line.bars[1].left


def test_times_of_the_same_days_share_a_row() -> None:
    line = timeline(dated(("2019-03-01", "2019-03-31"), ("2019-03-01", "2019-03-31")))
    assert [bar.mentions for bar in line.bars] == [("m1", "m2")]


def test_a_long_stretch_without_any_time_is_drawn_short_and_said_to_be() -> None:
    line = timeline(dated(("2011-03-01", "2011-03-31"), ("2023-03-13", "2023-03-14")))
    ((_, width),) = line.breaks
    assert width == pytest.approx(5)


def test_the_day_of_publication_stands_on_the_axis() -> None:
    line = timeline(dated(("2023-03-01", "2023-03-01"), published="2023-03-14"))
    assert line.published is not None
    assert line.bars[0].left < line.published < 100


def test_a_time_that_could_not_be_reckoned_is_listed_apart() -> None:
    line = timeline(dated((None, None), (None, "2019-01-01")))
    assert (line.unplaced, [bar.mentions for bar in line.bars]) == (("m1",), [("m2",)])


def test_no_times_give_no_rows() -> None:
    assert timeline(dated()).bars == ()


@given(
    st.lists(st.tuples(*[st.none() | st.dates().map(str)] * 2), max_size=8),
    st.none() | st.dates().map(str),
)
@settings(max_examples=150, deadline=None)
def test_any_dates_stay_on_the_axis(times: list[Any], published: str | None) -> None:
    line = timeline(dated(*times, published=published))
    for bar in line.bars:
        assert 0 <= bar.left <= 100
        assert bar.left + bar.width <= 100.8
    labels = [tick.at for tick in line.ticks]
    assert labels == sorted(labels)
    assert all(b - a >= 17 for a, b in pairwise(labels))


def test_the_example_has_its_two_stretches_of_time() -> None:
    line = timeline(case(example()))
    assert [bar.earliest for bar in line.bars] == ["2011-03-01", "2023-03-13", "2023-03-14"]
    assert len(line.breaks) == 1
