"""Bytes become a document: the right characters, and everything doubtful named."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takhrij import ingest
from takhrij.document import Document, Span, digest
from takhrij.errors import UnreadableInput, UsageError
from takhrij.ingest.articles import day_of, read_article

ARABIC = (
    "قال شهود عيان إن الحريق اندلع في المستودع فجر الخميس، وإن ثلاثة عمال أصيبوا بحروق.\n"
    "وأضاف متحدث باسم البلدية أن فرق الإطفاء وصلت بعد ساعة وأخمدت النار.\n"
)
ENGLISH = (
    "Witnesses said that the fire broke out in the warehouse at dawn on Thursday.\n"
    "A spokesman for the town said that the firemen were there in an hour.\n"
)


def text_of(data: bytes) -> str:
    return ingest.read_bytes(data).text


def problems_of(text: str | bytes) -> str:
    data = text if isinstance(text, bytes) else text.encode()
    return "\n".join(ingest.read_bytes(data).metadata.problems)


# --- encodings --------------------------------------------------------------------------


@pytest.mark.parametrize("text", [ARABIC, ENGLISH], ids=["arabic", "english"])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_unicode_is_read_with_or_without_a_mark(text: str, encoding: str) -> None:
    assert text_of(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-6"])
def test_old_arabic_encodings_are_read_and_named(encoding: str) -> None:
    document = ingest.read_bytes(ARABIC.encode(encoding))
    assert document.text == ARABIC
    assert any(problem.startswith("encoding: ") for problem in document.metadata.problems)
    assert any(encoding in problem for problem in document.metadata.problems)


def test_english_with_curly_quotes_from_windows_is_read() -> None:
    text = ENGLISH + "“The café’s roof is gone” – that is all they said.\n"
    assert text_of(text.encode("windows-1252")) == text


def test_plain_text_keeps_its_newlines_so_that_offsets_are_those_of_the_file() -> None:
    text = ARABIC.replace("\n", "\r\n") + "\n\n  آخر سطر \r"
    assert text_of(text.encode()) == text


@pytest.mark.parametrize("wrong", ["windows-1252", "windows-1256", "latin-1"])
def test_mojibake_is_put_right_where_that_is_certain_and_said(wrong: str) -> None:
    broken = "".join(
        bytes([byte]).decode(wrong, "ignore") or chr(byte) for byte in ARABIC.encode("utf-8")
    )
    document = ingest.read_bytes(broken.encode())
    assert document.text == ARABIC
    assert any(problem.startswith("mojibake: ") for problem in document.metadata.problems)
    assert document.id == digest(broken.encode())


def test_mojibake_beside_sound_arabic_is_named_and_left_as_it_is() -> None:
    text = ARABIC + "حريق كبير".encode().decode("latin-1")
    document = ingest.read_bytes(text.encode())
    assert document.text == text
    assert "could not be put right" in "".join(document.metadata.problems)


def test_text_cut_off_inside_a_character_is_read_up_to_it() -> None:
    data = (ARABIC + "حريق").encode()[:-1]
    document = ingest.read_bytes(data)
    assert document.text == data.decode("utf-8", "ignore")
    assert "truncated: " in "".join(document.metadata.problems)


def test_a_few_broken_bytes_are_shown_as_marks_and_counted() -> None:
    data = ARABIC.encode().replace("الخميس".encode(), b"\xff\xfe")
    assert "broken-bytes: 2 " in problems_of(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty: 0 bytes"),
        (b" \n\t ", "holds no words"),
        (b"\xef\xbb\xbf\n", "holds no words"),
        (b"\x7fELF ...", "is a program"),
        (b"PK\x03\x04 word/document.xml", "ZIP archive"),
        (b"\x89PNG\r\n\x1a\n....", "PNG image"),
        (b"\x00\x00\x00\x18ftypmp42", "MP4 video"),
        (bytes(range(32)) * 40, "is binary"),
        (ENGLISH.encode() + bytes(50), "is binary"),
        (b"1234 5678 -- 90", "no Arabic or Latin letters"),
        ("Пожар на складе, пострадали трое.".encode(), "no Arabic or Latin letters"),
    ],
)
def test_what_is_no_report_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableInput, match=said) as caught:
        ingest.read_bytes(data, "file.txt")
    assert str(caught.value).startswith("file.txt ")
    assert "\n" not in str(caught.value)


def test_input_over_the_limit_is_refused_and_the_limit_can_be_moved() -> None:
    data = ARABIC.encode()
    with pytest.raises(UnreadableInput, match="over the limit of 100 bytes"):
        ingest.read_bytes(data, limit=100)
    assert ingest.read_bytes(data, limit=len(data)).text == ARABIC


def test_a_missing_file_and_a_folder_are_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file"):
        ingest.read_file(tmp_path / "nothing.txt")
    with pytest.raises(UsageError, match="is a folder"):
        ingest.read_file(tmp_path)


def test_the_id_is_the_digest_of_the_bytes_as_received() -> None:
    data = ARABIC.encode("utf-16")
    assert ingest.read_bytes(data).id == digest(data)


@given(st.binary(max_size=400))
@settings(deadline=None, max_examples=200)
def test_any_bytes_give_a_document_or_one_clear_line(data: bytes) -> None:
    document, refusal = read_or_refused(data)
    assert (document is None) == bool(refusal)
    assert "\n" not in refusal
    if document is not None:
        assert document.text.strip()
        assert not any(0xD800 <= ord(letter) < 0xE000 for letter in document.text)


def read_or_refused(data: bytes) -> tuple[Document | None, str]:
    try:
        return ingest.read_bytes(data), ""
    except UnreadableInput as error:
        return None, str(error)


@given(st.text(alphabet="ابتقال وفي من، \n.ةىأab1", min_size=20, max_size=300))
@settings(deadline=None, max_examples=100)
def test_utf8_text_is_never_changed_and_spans_quote_it(text: str) -> None:
    try:
        document = ingest.read_bytes(text.encode())
    except UnreadableInput:
        return
    assert document.text == text
    assert 0 <= document.metadata.body_start <= len(text)
    if document.metadata.title_span:
        assert document.quote(document.metadata.title_span) == document.metadata.title


# --- language ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [(ARABIC, "ar"), (ENGLISH, "en"), ("قال John Smith شيئا عن النار والماء", "ar")],
)
def test_the_language_is_that_of_most_letters(text: str, language: str) -> None:
    assert ingest.read_bytes(text.encode()).language == language


def test_the_language_can_be_said() -> None:
    assert ingest.read_bytes(ENGLISH.encode(), language="ar").language == "ar"


@pytest.mark.parametrize(
    "text",
    [
        "Yangın gece saatlerinde depoda çıktı ve itfaiye ekipleri bir saat sonra geldi. " * 4,
        "آتش‌سوزی در انبار بزرگ شهر چهار کارگر را زخمی کرد و پلیس گفت که علت روشن نیست. " * 4,
    ],
    ids=["turkish", "persian"],
)
def test_another_language_in_the_same_letters_is_doubted(text: str) -> None:
    assert "may be another language" in problems_of(text)


# --- problems that the reader must be told ----------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ARABIC + "قال \u202eالشاهد\u202c ذلك", "bidi-controls: 2 "),
        (ARABIC + "ال\u200bمستودع", "zero-width: 1 "),
        (ENGLISH + "The m\u0430yor spoke.", "mixed-scripts: 1 word "),
        (ARABIC + "قال سميرov ذلك", "mixed-scripts: 1 word "),
        (ENGLISH + "The 𝐦𝐚𝐲𝐨𝐫 spoke.", "letter-forms: 5 "),
        (ENGLISH + "The m\ufffdyor", "lost-characters: 1 replacement mark"),
        (ARABIC * 2 + ENGLISH * 2, "mixed-directions: 4 lines"),
        (ENGLISH + "words " * 5000, "long-line: one line has 30,"),
        (ENGLISH + "<p>The <b>mayor</b></p>", "markup: 4 "),
        (ENGLISH * 50 + "bell \x07", "control-characters: 1 "),
    ],
)
def test_what_may_mislead_the_reader_is_named(text: str, said: str) -> None:
    assert said in problems_of(text)


@pytest.mark.parametrize(
    "text",
    [
        ARABIC,
        ENGLISH,
        ARABIC + "وقالت الـBBC إن شركة Nokia ردّت في بيانٍ بتاريخ 3/5/2024.",
        ARABIC + "می\u200cرود",  # a joiner that Persian spelling needs
        ENGLISH + "“He said: حريق,” she wrote.",
    ],
)
def test_ordinary_text_has_no_problems(text: str) -> None:
    assert problems_of(text) == ""


# --- title, byline, publisher -----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title", "byline", "publisher", "body"),
    [
        (
            "احتراق مستودع كبير في الميناء / سمير نجار\n"
            "سمير نجار ( تونس ) – الثلاثاء 1/10/2024 م …\n"
            "اندلع حريق في المستودع.",
            "احتراق مستودع كبير في الميناء", "سمير نجار", None, "اندلع",
        ),
        (
            "احتراق مستودع كبير\n\nعين الميناء اليوم – بورتو (البرتغال)\nاندلع حريق.",
            "احتراق مستودع كبير", None, "عين الميناء اليوم", "اندلع",
        ),
        (
            "احتراق مستودع كبير\nكتب: سمير نجار\n\nاندلع حريق في المستودع.",
            "احتراق مستودع كبير", "سمير نجار", None, "اندلع",
        ),
        (
            "احتراق مستودع كبير\nبقلم سمير نجار\n\nاندلع حريق في المستودع.",
            "احتراق مستودع كبير", "سمير نجار", None, "اندلع",
        ),
        (
            "احتراق مستودع كبير\n\nبورتو (رويترز) - اندلع حريق في المستودع.",
            "احتراق مستودع كبير", None, "رويترز", "بورتو",
        ),
        (
            "احتراق مستودع كبير\n\nبورتو – واس: اندلع حريق في المستودع.",
            "احتراق مستودع كبير", None, "واس", "بورتو",
        ),
        (
            "Fire guts warehouse\nBy Jane Doe\nPublished July 21 2015\n\n"
            "PORTO (AP) — A fire broke out.",
            "Fire guts warehouse", "Jane Doe", "AP", "PORTO",
        ),
        (
            "Fri 07 Apr 2017\nFire guts warehouse\n\nA fire broke out in the port.",
            "Fire guts warehouse", None, None, "A fire",
        ),
        (
            "Big Fire Guts Warehouse In Port.\n\nA fire broke out in the port.",
            "Big Fire Guts Warehouse In Port.", None, None, "A fire",
        ),
        (
            "Fire guts a warehouse in the port.\n\nPORTO, May 3 (AP) — A fire broke out.",
            "Fire guts a warehouse in the port.", None, "AP", "PORTO",
        ),
        (
            "Fire guts warehouse - Region - World - Harbour Times Online\n\nA fire broke out.",
            "Fire guts warehouse", None, "Harbour Times Online", "A fire",
        ),
        (
            "احتراق مستودع كبير | صحيفة الشراع\n\nاندلع حريق في المستودع.",
            "احتراق مستودع كبير", None, "صحيفة الشراع", "اندلع",
        ),
        ("A fire broke out in the port.\n\nIt was put out.", None, None, None, "A fire"),
        ("اندلع حريق كبير في الميناء.\nوأخمد بعد ساعة.", None, None, None, "اندلع"),
        ("اندلع حريق كبير في الميناء وأخمد بعد ساعة", None, None, None, "اندلع"),
        (
            "A fire broke out in the port on Monday, said the chief of the police and\n"
            "the mayor of the town, who were standing near the place where it began in\n"
            "the night.",
            None, None, None, "A fire",
        ),
        (
            "سمير يعود إلى بيته\n\nعاد سمير إلى بيته أمس.",
            "سمير يعود إلى بيته", None, None, "عاد",
        ),
        (
            "حريق في الميناء / تفاصيل جديدة\n\nاندلع حريق أمس.",
            "حريق في الميناء / تفاصيل جديدة", None, None, "اندلع",
        ),
    ],
)  # fmt: skip
def test_the_opening_lines_say_who_wrote_it_and_for_whom(
    text: str, title: str | None, byline: str | None, publisher: str | None, body: str
) -> None:
    found = ingest.read_bytes(text.encode()).metadata
    assert (found.title, found.byline, found.publisher) == (title, byline, publisher)
    assert text[found.body_start :].startswith(body)


# --- HTML -------------------------------------------------------------------------------

PAGE = """<!DOCTYPE html><html lang="ar"><head><meta charset="{charset}">
<title>احتراق مستودع كبير | صحيفة الشراع</title>
<meta property="og:title" content="احتراق مستودع كبير">
<meta property="og:site_name" content="صحيفة الشراع">
<meta name="author" content="سمير نجار">{date}
<style>p {{ color: red }}</style><script>var secret = "<p>كلام البرنامج</p>";</script></head>
<body><nav><a href="/">الرئيسية</a> <a href="/x">أخبار</a></nav>
<article><h1>احتراق مستودع كبير</h1>
<p>قال <b>شهود</b> عيان إن النار اندلعت في المستودع فجر الخميس 14 آذار 2017.</p>
<p onclick="alert(1)">وقال متحدث باسم البلدية إن "الحريق أُخمد".<script>alert(2)</script></p>
<!-- تعليق مخفي --><p>وعاد العمال إلى بيوتهم &amp; أغلق الميناء حتى المساء كما قال الحارس.</p>
</article><footer>جميع الحقوق محفوظة</footer></body></html>"""


def page(date_markup: str = "", charset: str = "utf-8") -> bytes:
    return PAGE.format(date=date_markup, charset=charset).encode(charset)


def test_a_page_gives_its_article_and_nothing_of_its_machinery() -> None:
    text = ingest.read_bytes(page(), "page.html").text
    assert text.startswith("احتراق مستودع كبير\n")
    assert "قال شهود عيان إن النار اندلعت" in text
    assert "الحقوق" not in text
    for alive in ("alert", "secret", "البرنامج", "color", "مخفي", "<", "onclick"):
        assert alive not in text


def test_a_page_says_who_published_it() -> None:
    found = ingest.read_bytes(page(), "page.html").metadata
    assert (found.title, found.byline) == ("احتراق مستودع كبير", "سمير نجار")
    assert found.publisher == "صحيفة الشراع"
    assert found.title_span == Span(0, len("احتراق مستودع كبير"))


@pytest.mark.parametrize("charset", ["windows-1256", "iso-8859-6", "utf-16"])
def test_a_page_in_another_encoding_reads_the_same(charset: str) -> None:
    assert text_of(page(charset=charset)) == text_of(page())


@pytest.mark.parametrize(
    "markup",
    [
        '<meta property="article:published_time" content="2017-03-15T08:00:00+03:00">',
        '<meta name="DC.date.issued" content="2017-03-15">',
        '<meta itemprop="datePublished" content="20170315">',
        '<script type="application/ld+json">{"@type":"NewsArticle",'
        '"datePublished":"2017-03-15"}</script>',
        '<script type="application/ld+json">{"@graph":[{"@type":"WebPage"},'
        '{"datePublished":"2017-03-15T00:00:00Z"}]}</script>',
        '<time itemprop="datePublished" datetime="2017-03-15">أمس</time>',
    ],
)
def test_the_date_of_a_page_is_the_one_it_states(markup: str) -> None:
    assert ingest.read_bytes(page(markup)).metadata.published == date(2017, 3, 15)


@pytest.mark.parametrize(
    "markup",
    [
        "",
        '<meta name="date" content="2017-13-45">',
        '<script type="application/ld+json">{{{</script>',
    ],
)
def test_no_date_of_a_page_is_guessed_from_its_words(markup: str) -> None:
    assert ingest.read_bytes(page(markup)).metadata.published is None


def test_a_date_given_by_the_user_stands_above_that_of_the_page() -> None:
    markup = '<meta property="article:published_time" content="2017-03-15">'
    given = date(2020, 1, 2)
    assert ingest.read_bytes(page(markup), published=given).metadata.published == given


def test_a_page_without_an_article_keeps_all_its_words_and_says_so() -> None:
    found = ingest.read_bytes(b"<html><body><div>Fire in the port, no more.</div></body></html>")
    assert "Fire in the port" in found.text


# --- lines of JSON ----------------------------------------------------------------------


def article(**fields: str) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode()


def test_an_article_of_a_line_has_its_title_above_its_text() -> None:
    line = article(title="احتراق مستودع", text=ARABIC, date="2015-08-08 06:18:31", source="شراع")
    document = read_article(line, "set.jsonl:1")
    assert document.text == f"احتراق مستودع\n\n{ARABIC}"
    found = document.metadata
    assert (found.title, found.publisher, found.published) == (
        "احتراق مستودع", "شراع", date(2015, 8, 8),
    )  # fmt: skip
    assert document.text[found.body_start :] == ARABIC


def test_the_outlet_at_the_end_of_a_title_is_the_publisher() -> None:
    line = article(title="Fire guts warehouse | Harbour Times", text=ENGLISH)
    document = read_article(line, "set.jsonl:1")
    assert document.text.startswith("Fire guts warehouse | Harbour Times\n\n")
    assert document.metadata.title == "Fire guts warehouse"
    assert document.metadata.publisher == "Harbour Times"
    assert document.text[document.metadata.body_start :] == ENGLISH


@pytest.mark.parametrize("line", [b"{", b"[]", b'{"title": "x"}', b'{"text": 3}', b"[" * 100_000])
def test_a_line_that_is_no_article_is_named(line: bytes) -> None:
    with pytest.raises(UnreadableInput, match=r"set\.jsonl:7"):
        read_article(line, "set.jsonl:7")


def test_an_escaped_lone_surrogate_does_no_harm() -> None:
    document = read_article(rb'{"text": "a fire \ud800 broke out"}', "set.jsonl:1")
    document.text.encode("utf-8")


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2015-08-08", date(2015, 8, 8)),
        ("2015-08-08T10:00:00Z", date(2015, 8, 8)),
        ("8/3/2015", date(2015, 3, 8)),
        ("yesterday", None),
        ("2015-02-30", None),
    ],
)
def test_days_are_read_in_the_forms_that_sets_use(stated: str, day: date | None) -> None:
    assert day_of(stated) == day
