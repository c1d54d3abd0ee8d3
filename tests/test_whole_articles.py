"""The stance of whole articles: what is read of one, and folds that never teach themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from takhrij.bench.whole_articles import LABELS, columns_of, measure, pairs

pytest.importorskip("sklearn")
CLAIM = "قصفت الطائرات سوق المدينة وقتلت عشرة مدنيين"


def test_the_nearest_sentence_counts_wherever_it_stands() -> None:
    about = f"افتتح المعرض أمس. حضر كثيرون. {CLAIM}. انتهى الخبر هنا."
    other = "افتتح المعرض أمس. حضر كثيرون. غادر الزوار بعد الظهر. انتهى الخبر هنا."
    assert columns_of(CLAIM, about)[0] > columns_of(CLAIM, other)[0]
    assert len(columns_of(CLAIM, "")) == len(columns_of(CLAIM, about))


def test_folds_are_judged_by_what_the_others_teach(tmp_path: Path) -> None:
    for fold in (1, 2, 3):
        at = tmp_path / "baly2018" / f"Fold_{fold}"
        at.mkdir(parents=True)
        told = {
            "claim": CLAIM,
            "article": [CLAIM + " أمس.", "افتتح المعرض أمس وحضره كثيرون من الزوار."] * 6,
            "stance": ["agree", "unrelated"] * 6,
        }
        (at / "c.json").write_text(json.dumps(told), encoding="utf-8")
    assert len(list(pairs(tmp_path))) == 36
    found = measure(tmp_path)
    assert sorted(found["folds"]) == ["1", "2", "3"]
    assert found["all"]["accuracy"] == 1.0
    assert found["commonest"]["accuracy"] == 0.5
    assert set(found["all"]["f1"]) == set(LABELS)
