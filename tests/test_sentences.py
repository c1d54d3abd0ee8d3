"""Where sentences end, and where they don't though a full stop stands there."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takhrij.document import document_of
from takhrij.language.sentences import sentences

ARABIC = [
    ("وصل الوفد إلى المدينة.وقال رئيسه إنه متفائل.", 2, "no space after the full stop"),
    ("نقلت أ.ف.ب. عن مصدر أن النار أخمدت. ثم عاد الهدوء.", 2, "an agency's initials"),
    ("أفادت قناة (بي.بي.سي) بذلك. وانتهى.", 2, "Latin letters by name"),
    ("قال د. سامر الحلو إن المصابين بخير.", 1, "a doctor"),
    ("حضر أ. د. سامر الحلو. ثم خرج.", 2, "two titles"),
    ("ارتفع السعر 3.5 في المئة. وبلغ 1.250 ليرة.", 2, "full stops inside numbers"),
    ("انتظرنا... ثم رحلنا. وانتهى الأمر.", 2, "dots that trail off"),
    ("وقع ذلك سنة 1440 هـ. وبعدها بعام عادوا.", 2, "an era ends the sentence"),
    ("قال: «لن نرحل». ثم صمت.", 2, "the full stop after the quotation mark"),
    ('قال: "لن نرحل. سنبقى هنا." ثم صمت.', 3, "speech of several sentences"),
    ("هل هذا صحيح؟ نعم! لا.", 3, "question and exclamation"),
    ("قال إنه نصر (!) كبير.", 1, "an aside in brackets"),
    ("العنوان\nالنص الأول. والثاني", 3, "a line end"),
    ("انظر example.com ثم عد. انتهى.", 2, "an address"),
]
ENGLISH = [
    ("He did it... The end came.", 2, "dots, then a capital"),
    ("Gen. Ali met Dr. Smith on Jan. 5. They talked.", 2, "titles and months"),
    ("The U.S. army left. It was 3.5 km away.", 2, "initials and a number"),
    ('He said "No." She left.', 2, "the full stop inside the quotation mark"),
    ("They spoke at 5 p.m. Monday. Then they left.", 2, "an hour and a day"),
    ("Fire.The crew left.", 2, "no space after the full stop"),
]


@pytest.mark.parametrize(("text", "count", "why"), ARABIC)
def test_arabic_sentences_end_where_a_reader_ends_them(text: str, count: int, why: str) -> None:
    assert len(sentences(document_of(text))) == count, why


@pytest.mark.parametrize(("text", "count", "why"), ENGLISH)
def test_english_sentences_end_where_a_reader_ends_them(text: str, count: int, why: str) -> None:
    assert len(sentences(document_of(text, "en"))) == count, why


MARKS = st.text(alphabet=st.sampled_from("اب د.…!؟?\n ؛\"“”«»()3a.A'"), max_size=60)


@given(MARKS)
@settings(deadline=None, max_examples=150)
def test_no_mark_makes_sentences_overlap_or_lose_a_letter(text: str) -> None:
    for language in ("ar", "en"):
        spans = [s.span for s in sentences(document_of(text, language))]  # type: ignore[arg-type]
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
        assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())


@pytest.mark.parametrize("unit", ["a", ".", "a.", "؛ ", '."', "قال. ", "…"])
def test_a_line_of_a_million_marks_is_read_to_its_end(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    for language in ("ar", "en"):
        found = sentences(document_of(text, language))  # type: ignore[arg-type]
        assert found[-1].span.end == len(text.rstrip())
