"""The names of the parties are exchanged: claims, findings, stances and verdicts stay. How often
they do on real articles is measured by `takhrij bench neutrality`."""

from __future__ import annotations

import pytest

from takhrij.bench.neutrality import changed, exchanged, reading, swapped
from takhrij.document import Language, document_of

REPORTS: tuple[tuple[Language, str], ...] = (
    (
        "ar",
        "قتل خمسة مدنيين في قصف على مدينة سراقب يوم 4 آذار 2019."
        " وقال ناشطون إن قوات النظام قصفت المدينة، وإن الجيش الروسي نفى ذلك."
        " وذكر طبيب أن ثلاثة مدنيين قتلوا في قصف قوات النظام على المدينة.",
    ),
    (
        "en",
        "Five civilians were killed when the town of Saraqib was shelled on 4 March 2019."
        " Activists said regime forces shelled the town, and a Russian official denied it."
        " A doctor said that three civilians were killed by regime forces in the town.",
    ),
)


@pytest.mark.parametrize(("language", "text"), REPORTS)
def test_names_exchanged_twice_give_the_text_again(language: Language, text: str) -> None:
    once = swapped(text, language)
    assert once != text
    assert swapped(once, language) == text


def test_prefixes_and_endings_stay_with_the_adjective() -> None:
    assert swapped("والقوات الروسية وبالطيران الروسي وروسيا", "ar") == (
        "والقوات الأمريكية وبالطيران الأمريكي وأمريكا"
    )


@pytest.mark.parametrize(("language", "text"), REPORTS)
def test_nothing_changes_when_names_are_exchanged(language: Language, text: str) -> None:
    report = document_of(text, language)
    one, other = reading(report), reading(exchanged(report))
    assert one.claims
    assert list(changed("a", one, other)) == []


def test_every_spelling_of_a_party_becomes_the_same_other() -> None:
    assert swapped("داعش وتنظيم الدولة وأميركا وأمريكا", "ar") == (
        "حزب العمال الكردستاني وحزب العمال الكردستاني وروسيا وروسيا"
    )
