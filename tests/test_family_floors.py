"""Floors that may rise and never fall: planted changes found and named, origins as coded.

The texts are invented; the figures on real ones are in docs/families.md.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

from takhrij.bench.mutations import planted_changes, reset
from takhrij.bench.origins import measure
from takhrij.corpus.changes import changes
from takhrij.corpus.particulars import read
from takhrij.document import Document, Language, document_of

NAMED, ONE, MANY = 0.95, 1.0, 0.95
SENTENCES: dict[Language, tuple[str, ...]] = {
    "en": (
        "{body} said that {n} workers were injured in a fire in {place} on Tuesday.",
        "Doctor Karim Mansour reportedly treated {m} of them at the hospital of {place}.",
        "The roof of the depot fell in, according to {body}, and the road was closed.",
    ),
    "ar": (
        "قال {body} إن {n} عاملا أصيبوا في حريق في {place} يوم الثلاثاء.",
        "وعالج الطبيب كريم منصور {m} منهم على ما يبدو في مشفى {place}.",
        "وانهار سقف المستودع، بحسب {body}، وأغلق الطريق.",
    ),
}
BODIES: dict[Language, tuple[str, ...]] = {
    "en": ("the Civil Defence", "the Interior Ministry", "Reuters"),
    "ar": ("الدفاع المدني", "المرصد السوري لحقوق الإنسان", "المجلس المحلي"),
}
PLACES: dict[Language, tuple[str, ...]] = {
    "en": ("Latakia", "Homs", "Idlib"),
    "ar": ("اللاذقية", "حمص", "إدلب"),
}


def _articles() -> Iterator[Document]:
    for language in SENTENCES:
        for number, (body, place) in enumerate(
            zip(BODIES[language], PLACES[language], strict=True)
        ):
            words = {"body": body, "place": place, "n": 12 + number, "m": 3 + number}
            yield read(document_of(" ".join(SENTENCES[language]).format(**words), language))


def test_planted_changes_are_found_and_named_and_none_where_nothing_changed() -> None:
    named: list[bool] = []
    for article in _articles():
        dice = random.Random(article.id)
        for same in (article.text, reset(article.text, dice)):
            assert changes(article, document_of(same, article.language)) == ()
        for one in planted_changes(article, dice):
            before = document_of(one.before, article.language) if one.before else article
            found = changes(before, document_of(one.text, article.language))
            named.append(bool(one.names & {change.kind for change in found}))
    assert len(named) > 30
    assert sum(named) / len(named) >= NAMED


def test_events_go_back_to_as_many_origins_as_their_chains_name(tmp_path: Path) -> None:
    bodies = ("SOHR", "SNHR", "VDC", "SANA")
    offices = ("AFP", "Reuters", "The Lantern", "Daily Harbour")
    dice = random.Random(3)
    rows = []
    for _ in range(200):
        coded = dice.sample(bodies, dice.choice((1, 1, 1, 2)))
        heads = dice.sample(offices, max(len(coded), dice.randint(1, 4)))
        rows.append({"source_off": ";".join(heads), "source_ori": ", ".join(coded)})
    (tmp_path / "records").mkdir()
    with (tmp_path / "records" / "ucdp_ged_syria.csv").open("w", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["source_off", "source_ori"])
        writer.writeheader()
        writer.writerows(rows)
    found = measure(tmp_path)
    assert found["events"] == len(rows)
    assert found["one_origin_where_the_chain_says_so"] >= ONE
    assert found["as_many_origins_as_coded"] >= MANY
