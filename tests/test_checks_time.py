"""Weekdays, order, lengths of time, and the delay of the first telling."""

# ruff: noqa: E501 - a case a line reads better than a tidy margin

from __future__ import annotations

import pytest
from marked import marked

from takhrij.annotations import Claim, Incident
from takhrij.checks import case_of
from takhrij.checks.calendar import calendar
from takhrij.checks.chronology import chronology
from takhrij.checks.delay import delay
from takhrij.claims.claims import claims
from takhrij.claims.incidents import incidents


def outcomes(check, text, language="en", **options):
    document = marked(text, language, **options)
    document = document.with_layer(Claim, claims(document), "test")
    document = document.with_layer(Incident, incidents(document), "test")
    return [draft.outcome for draft in check(case_of(document))]


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ("2017-03-14 weekday=1", ["consistent"]),
        ("2017-03-14 weekday=2", ["inconsistent"]),
        ("2017-03-14 weekday=2 anchor=published", ["undetermined"]),
        ("2017-03-14 weekday=2 calendar=hijri doubt=1", ["undetermined"]),
        ("2017-03-14 weekday=4 calendar=hijri doubt=1", ["inconsistent"]),
        ("2017-03-14", []),
        ("2017-03-01..2017-03-31 weekday=2", []),
    ],
)
def test_the_weekday_of_a_date_is_held_against_the_calendar(facts, outcome):
    assert outcomes(calendar, f"It burned on [that day|time {facts}].") == outcome


def test_day_and_month_may_have_been_meant_the_other_way_round():
    # 3/4/2017: the third of April was a Monday, the fourth of March a Saturday.
    text = "It burned on [Saturday 3/4/2017|time 2017-04-03 weekday=5]."
    assert outcomes(calendar, text) == ["undetermined"]
    text = "It burned on [Sunday 3/4/2017|time 2017-04-03 weekday=6]."
    assert outcomes(calendar, text) == ["inconsistent"]


EARLY = "[5 March 2017|time 2017-03-05]"
LATE = "[19 March 2017|time 2017-03-19]"


@pytest.mark.parametrize(
    ("text", "language", "outcome"),
    [
        (f"He died on {LATE} after the accident of {EARLY}.", "en", ["consistent"]),
        (f"He died on {EARLY} after the accident of {LATE}.", "en", ["inconsistent"]),
        (f"It closed on {LATE} before it reopened on {EARLY}.", "en", ["inconsistent"]),
        (f"After the roof fell in on {LATE}, people left on {EARLY}.", "en", ["inconsistent"]),
        (f"After a year of work it opened on {LATE}, and he died on {EARLY}.", "en", []),
        (f"It opened on {LATE} and he died on {EARLY}.", "en", []),
        (f"توفي في {EARLY} بعد الحادث الذي وقع في {LATE}.", "ar", ["inconsistent"]),
        (f"توفي في {LATE} عقب الحادث الذي وقع في {EARLY}.", "ar", ["consistent"]),
    ],
)
def test_dates_are_held_against_the_order_that_the_words_give_them(text, language, outcome):
    assert outcomes(chronology, text, language) == outcome


@pytest.mark.parametrize(
    ("text", "language", "outcome"),
    [
        ("He worked there [from 2019 to 2016|time 2016-01-01..2019-12-31].", "en", ["inconsistent"]),
        ("He worked there [from 2016 to 2019|time 2016-01-01..2019-12-31].", "en", []),
        ("عمل فيها [من 2019 إلى 2016|time 2016-01-01..2019-12-31].", "ar", ["inconsistent"]),
    ],
)  # fmt: skip
def test_a_range_that_runs_backwards_is_found(text, language, outcome):
    assert outcomes(chronology, text, language) == outcome


PERIOD = "[from 2018 to 2019|time 2018-01-01..2019-12-31]"
DECADE = "[from 2010 to 2019|time 2010-01-01..2019-12-31]"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (f"He served {PERIOD}, for [a year and a half|length 548].", ["consistent"]),
        (f"He served {PERIOD}, for [five years|length 1826].", ["inconsistent"]),
        (f"He served {DECADE}, for [nine years|length 3287].", ["consistent"]),
        (f"He served {DECADE}, for [a year and a half|length 548].", ["inconsistent"]),
        (f"He served {DECADE}, and the war took [a year and a half|length 548].", []),
        (f"He served {PERIOD}. The war went on for [five years|length 1826].", ["undetermined"]),
        (f"He was sentenced to [ten years|length 3652] in prison for thefts {PERIOD}.", []),
        (f"He served {PERIOD}, and the last fight took [an hour|length 0.04].", []),
    ],
)
def test_a_length_of_time_is_held_against_its_period(text, outcome):
    assert outcomes(chronology, text) == outcome


def test_a_length_since_a_date_ends_with_the_report():
    text = "He has run it since [2011|time 2011-01-01..2011-12-31], for [20 years|length 7305]."
    assert outcomes(chronology, text, published="2017-05-01") == ["inconsistent"]


DEAD = "Shelling killed [three people|count 3 killed] at [Samra|place 35,36 village]"


@pytest.mark.parametrize(
    ("when", "outcome"),
    [
        ("[3 March 2017|time 2017-03-03]", ["consistent"]),
        ("[3 March 2012|time 2012-03-03]", ["undetermined"]),
        ("[3 May 2017|time 2017-05-03]", ["consistent", "inconsistent"]),
    ],
)
def test_the_day_of_the_event_is_held_against_the_day_of_publication(when, outcome):
    assert outcomes(delay, f"{DEAD} on {when}.", published="2017-03-10") == outcome


def test_what_is_planned_may_lie_ahead():
    text = "People are due to be evacuated on [3 May 2017|time 2017-05-03] after shelling."
    assert "inconsistent" not in outcomes(delay, text, published="2017-03-10")


def test_without_a_day_of_publication_there_is_no_delay():
    assert outcomes(delay, f"{DEAD} on [3 March 2012|time 2012-03-03].") == []
