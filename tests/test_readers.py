"""Files of many formats become reports: right, or refused by a name that says why."""

from __future__ import annotations

import gzip
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import chromium
import docx
import pypdfium2
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from takhrij import ingest
from takhrij.cli import main
from takhrij.document import digest
from takhrij.errors import UnreadableInput
from takhrij.ingest import bidi, ocr, pdf, unpack
from takhrij.ingest.glyphs import ligature
from takhrij.ingest.received import Reading, Unread

ARABIC = (
    "قال شهود عيان إن الحريق اندلع في المستودع فجر الخميس، وإن 14 عاملا أصيبوا بحروق. "
    "وأضاف متحدث باسم البلدية أن ٢٣ سيارة إطفاء وصلت بعد ساعة."
)
ENGLISH = "Witnesses said that the fire broke out in the warehouse at dawn. Three were hurt."
PAGE = (
    f"<html><head><title>حريق</title></head><body><article><p>{ARABIC}</p></article></body></html>"
)


def read(data: bytes, name: str = "file") -> list[Reading | Unread]:
    return list(unpack.readings(io.BytesIO(data), name))


def texts(data: bytes, name: str = "file") -> list[str]:
    """The text of each report in a file that must hold nothing unreadable."""
    found = read(data, name)
    assert all(isinstance(one, Reading) for one in found), found
    return [one.document.text for one in found if isinstance(one, Reading)]


def reasons(data: bytes, name: str = "file") -> list[str]:
    return [one.reason for one in read(data, name) if isinstance(one, Unread)]


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


# --- Word -------------------------------------------------------------------------------


def word_file(change: Callable[[docx.document.Document], None] = lambda _: None) -> bytes:
    file = docx.Document()
    file.add_paragraph("حريق في مستودع")
    file.add_paragraph(ARABIC)
    table = file.add_table(rows=2, cols=2)
    for cell, words in zip(
        (cell for row in table.rows for cell in row.cells),
        ("المكان", "المصابون", "المستودع", "١٤"),
        strict=True,
    ):
        cell.text = words
    file.add_paragraph("انتهى الخبر.")
    change(file)
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def test_a_word_file_is_read_in_order_with_its_table() -> None:
    data = word_file()
    document = ingest.read_bytes(data)
    assert document.text.splitlines() == [
        "حريق في مستودع",
        ARABIC,
        "المكان\tالمصابون",
        "المستودع\t١٤",
        "انتهى الخبر.",
    ]
    assert document.language == "ar"
    assert document.id == digest(data)


def test_tracked_insertions_are_read_and_deletions_left_out_and_both_said() -> None:
    def track(file: docx.document.Document) -> None:
        from docx.oxml.parser import parse_xml

        names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        changed = (
            f"<w:p {names}><w:r><w:t>أصيب </w:t></w:r><w:ins><w:r><w:t>15</w:t></w:r></w:ins>"
            f"<w:del><w:r><w:delText>14</w:delText></w:r></w:del></w:p>"
        )
        file.element.body.insert(0, parse_xml(changed))

    document = ingest.read_bytes(word_file(track))
    assert document.text.startswith("أصيب 15\n")
    assert any(problem.startswith("tracked-changes: ") for problem in document.metadata.problems)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (word_file()[:-400], "cut off"),
        (zipped({"word/document.xml": b"<w:document", "[Content_Types].xml": b"<x/>"}), "damaged"),
        (zipped({"word/document.xml": b"\0" * 9_000_000}), "ZIP bomb"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
    ids=["cut off", "damaged", "bomb", "password"],
)
def test_a_word_file_that_can_not_be_read_is_named(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableInput, match=words):
        ingest.read_bytes(data, "report.docx")


# --- e-mail -----------------------------------------------------------------------------


def message(body: str = ARABIC, subject: str = "حريق في المستودع") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "وكالة النهر <news@example.org>"
    made["Subject"] = subject
    made["Date"] = "Thu, 02 May 2030 23:30:00 +0300"
    made.set_content(body)
    return made


def test_a_message_is_a_report_with_its_title_sender_and_day() -> None:
    made = message()
    made.add_alternative("<html><body><p>غير هذا</p></body></html>", subtype="html")
    document = ingest.read_bytes(made.as_bytes())
    meta = document.metadata
    assert document.text == f"حريق في المستودع\n\n{ARABIC}"
    assert meta.title == "حريق في المستودع"
    assert document.text[meta.body_start :] == ARABIC
    assert (meta.byline, meta.published) == ("وكالة النهر", date(2030, 5, 2))


def test_a_message_in_html_alone_is_read_as_a_page() -> None:
    made = EmailMessage()
    made["From"], made["Message-ID"] = "news@example.org", "<1@example.org>"
    made.set_content(PAGE, subtype="html")
    document = ingest.read_bytes(made.as_bytes())
    assert ARABIC in document.text
    assert "<" not in document.text


@pytest.mark.parametrize("charset", ["windows-1256", "iso-8859-6", "utf-8"])
def test_the_charset_that_a_message_states_is_believed(charset: str) -> None:
    made = EmailMessage()
    made["From"], made["Date"] = "news@example.org", "Thu, 02 May 2030 23:30:00 +0300"
    body = ARABIC.replace("٢٣", "23")
    made.set_content(body.encode(charset), "text", "plain")
    made.replace_header("Content-Type", f'text/plain; charset="{charset}"')
    assert ingest.read_bytes(made.as_bytes()).text == body


def test_attachments_and_forwarded_messages_are_reports_of_their_own() -> None:
    made = message()
    attached = word_file()
    made.add_attachment(attached, "application", "msword", filename="../../report.docx")
    made.add_attachment(message("خبر آخر عن الحريق.", "تال"))
    found = read(made.as_bytes(), "mail.eml")
    assert [one.document.metadata.source for one in found if isinstance(one, Reading)] == [
        "mail.eml",
        "mail.eml!../../report.docx",
        "mail.eml!part 3",
    ]
    assert isinstance(found[1], Reading)
    assert found[1].original == attached
    assert isinstance(found[2], Reading)
    assert found[2].document.metadata.title == "تال"


def test_every_message_of_a_box_is_a_report() -> None:
    box = b"".join(
        b"From news@example.org Thu May  2 23:30:00 2030\n" + message(body).as_bytes() + b"\n"
        for body in (ARABIC, "From the port came smoke.\nThe fire was put out by noon.", ENGLISH)
    )
    found = texts(box, "news.mbox")
    assert len(found) == 3
    assert "From the port came smoke." in found[1]


def test_a_text_that_begins_like_a_letter_is_no_message() -> None:
    text = f"From: the port\n\n{ENGLISH}"
    assert ingest.read_bytes(text.encode()).text == text


# --- archives ---------------------------------------------------------------------------


def test_the_members_of_an_archive_are_read_by_the_same_readers() -> None:
    members = {
        "one.txt": ARABIC.encode(),
        "deep/two.html": PAGE.encode(),
        "three.docx": word_file(),
        "four.eml": message().as_bytes(),
        "five.zip": zipped({"inner.txt": ENGLISH.encode()}),
        "six.jsonl": json.dumps({"text": ARABIC, "title": "حريق"}).encode(),
        "__MACOSX/one.txt": b"\0\0",
    }
    found = read(zipped(members), "all.zip")
    assert [one.document.metadata.source for one in found if isinstance(one, Reading)] == [
        "all.zip!one.txt",
        "all.zip!deep/two.html",
        "all.zip!three.docx",
        "all.zip!four.eml",
        "all.zip!five.zip!inner.txt",
        "all.zip!six.jsonl:1",
    ]
    assert isinstance(found[0], Reading)
    assert found[0].original == ARABIC.encode()


def locked() -> bytes:
    """An archive whose one member says that it is encrypted."""
    data = bytearray(zipped({"secret.txt": ARABIC.encode()}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def nested(depth: int) -> bytes:
    data = ENGLISH.encode()
    for _ in range(depth):
        data = zipped({"inner.zip": data})
    return data


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (zipped({"zeros.txt": bytes(9_000_000)}), "ZIP bomb"),
        (locked(), "password"),
        (zipped({"a.txt": ARABIC.encode()})[:-30], "cut off"),
        (nested(9), "deep"),
        (zipped({"picture.png": b"\x89PNG\r\n\x1a\n" + bytes(99)}), "PNG"),
        (zipped({"mimetype": b"application/vnd.oasis", "content.xml": b"<x/>"}), "OpenDocument"),
    ],
    ids=["bomb", "password", "cut off", "nested", "picture", "open document"],
)
def test_an_archive_that_can_not_be_read_is_named(data: bytes, words: str) -> None:
    (reason,) = reasons(data, "evil.zip")
    assert words in reason
    assert reason.startswith("evil.zip")


def test_a_damaged_member_does_not_keep_the_next_from_being_read() -> None:
    data = bytearray(zipped({"one.txt": ARABIC.encode(), "two.txt": ENGLISH.encode()}))
    at = data.index(b"one.txt") + 20
    data[at : at + 20] = bytes(20)
    found = read(bytes(data), "half.zip")
    assert [type(one) for one in found] == [Unread, Reading]


def test_the_name_of_a_member_never_becomes_a_path(tmp_path: Path) -> None:
    archive = tmp_path / "in" / "evil.zip"
    archive.parent.mkdir()
    archive.write_bytes(zipped({"../../../outside.txt": ARABIC.encode(), "/abs\n.txt": b"x y z"}))
    before = sorted(tmp_path.rglob("*.txt"))
    found = list(unpack.readings(io.BytesIO(archive.read_bytes()), "evil.zip"))
    assert sorted(tmp_path.rglob("*.txt")) == before
    assert isinstance(found[1], Reading)
    assert "\n" not in found[1].document.metadata.source


def test_more_than_one_file_may_hold_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack.Allowance, "__init__", _poor)
    (reason,) = reasons(zipped({f"{n}.txt": ENGLISH.encode() for n in range(9)}), "many.zip")
    assert "the rest was not read" in reason


def _poor(allowance: unpack.Allowance, apart: None = None, known: None = None) -> None:
    allowance.left, allowance.apart, allowance.seconds = 5_000, apart, unpack.LONGEST
    allowance.known = known


# --- PDF --------------------------------------------------------------------------------


def drawn(*operations: bytes, pages: int = 1, end: bytes = b"%%EOF\n") -> bytes:
    """The smallest PDF that draws these operations on every page, in Helvetica."""
    content = b"\n".join(operations)
    kids = b" ".join(b"%d 0 R" % (4 + n) for n in range(pages))
    page = b"<</Type/Page/Parent 1 0 R/MediaBox[0 0 600 800]/Contents 3 0 R"
    page += b"/Resources<</Font<</F 2 0 R>>>>>>"
    objects = [
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        *[page] * pages,
        b"<</Type/Catalog/Pages 1 0 R>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n"
    return data + trailer % (size, table, size, size - 1, len(data)) + end


def line(text: bytes, x: int = 50, y: int = 700) -> bytes:
    return b"BT /F 12 Tf %d %d Td (%s) Tj ET" % (x, y, text)


def test_a_pdf_is_read_line_by_line_and_its_lines_joined() -> None:
    document = ingest.read_bytes(
        drawn(
            line(b"Three workers of the warehouse were hurt on 14 March", y=700),
            line(b"and 1,250 sacks of grain were lost in the fire there.", y=685),
            line(b"The cause is not known.", y=640),
        )
    )
    assert document.text.splitlines() == [
        "Three workers of the warehouse were hurt on 14 March "
        "and 1,250 sacks of grain were lost in the fire there.",
        "The cause is not known.",
    ]
    assert document.metadata.problems == ()


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [line(b"The fire broke out at the port%d" % n, 50, 700 - 15 * n) for n in range(5)]
    right = [line(b"Nobody knows the cause of it %d" % n, 330, 700 - 15 * n) for n in range(5)]
    text = ingest.read_bytes(drawn(*left, *right)).text
    assert text.index("port4") < text.index("Nobody")


def under_a_password() -> bytes:
    """A PDF with a security handler whose keys fit no empty password."""
    handler = b"/Encrypt<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>/ID[<%s><%s>]" % (
        (b"41" * 32, b"42" * 32, b"43" * 16, b"43" * 16)
    )
    return drawn(line(ENGLISH.encode())).replace(b"trailer<<", b"trailer<<" + handler)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (drawn(line(ENGLISH.encode()))[:60], "damaged or cut off"),
        (under_a_password(), "protected by a password"),
        (drawn(line(ENGLISH.encode()), pages=500), "pages"),
        (b"%PDF-1.7\n" + bytes(500), "damaged or cut off"),
    ],
    ids=["cut off", "password", "too long", "empty"],
)
def test_a_pdf_that_can_not_be_read_is_named(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableInput, match=words):
        ingest.read_bytes(data)


def test_a_pdf_without_its_end_is_read_and_that_is_said() -> None:
    document = ingest.read_bytes(drawn(line(ENGLISH.encode()), end=b""))
    assert any(problem.startswith("truncated: ") for problem in document.metadata.problems)


def test_a_pdf_without_text_says_what_would_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "program", lambda: None)
    with pytest.raises(UnreadableInput, match="OCR with tesseract"):
        ingest.read_bytes(drawn(b"0 0 100 100 re f"))


def scanned(data: bytes) -> bytes:
    """The first page of a PDF as a picture in a PDF."""
    with pypdfium2.PdfDocument(data) as source, pypdfium2.PdfDocument.new() as made:
        picture = pypdfium2.PdfImage.new(made)
        picture.set_bitmap(source[0].render(scale=200 / 72, grayscale=True))
        width, height = source[0].get_size()
        picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        page = made.new_page(width, height)
        page.insert_obj(picture)
        page.gen_content()
        buffer = io.BytesIO()
        made.save(buffer)
        return buffer.getvalue()


@pytest.mark.skipif(ocr.program() is None, reason="needs tesseract: apt-get install tesseract-ocr")
def test_a_scan_is_read_by_ocr_and_its_digits_are_called_unreliable() -> None:
    document = ingest.read_bytes(scanned(drawn(line(b"Witnesses saw the fire in the port."))))
    assert "Witnesses saw the fire" in document.text
    assert document.metadata.problems[0].startswith("ocr: page 1 read by OCR; its digits are")


def _dots(data: bytes) -> tuple[int, int, bytes]:
    """Width, height and grey dots of the first page of a PDF, white round it."""
    with pypdfium2.PdfDocument(data) as source:
        grey = source[0].render(scale=200 / 72, grayscale=True).to_numpy()
    return grey.shape[1], grey.shape[0], grey.tobytes()


def png(data: bytes) -> bytes:
    width, height, dots = _dots(data)
    rows = b"".join(b"\0" + dots[n * width : (n + 1) * width] for n in range(height))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
            (b"IDAT", zlib.compress(rows)),
            (b"IEND", b""),
        )
    )


def tiff(data: bytes) -> bytes:
    width, height, dots = _dots(data)
    tags = [(256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, 200), (277, 1),
            (278, height), (279, len(dots))]  # fmt: skip
    head = struct.pack("<2sHIH", b"II", 42, 8, len(tags))
    body = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return (head + body).ljust(200, b"\0") + dots


@pytest.mark.parametrize("picture_of", [png, tiff])
@pytest.mark.skipif(ocr.program() is None, reason="needs tesseract: apt-get install tesseract-ocr")
def test_a_picture_of_text_is_read_by_ocr(picture_of: Callable[[bytes], bytes]) -> None:
    data = picture_of(drawn(line(b"Witnesses saw the fire in the port.")))
    document = ingest.read_bytes(data)
    assert "Witnesses saw the fire" in document.text
    assert document.metadata.problems[0].startswith("ocr: a picture read by OCR")
    assert document.id == digest(data)


@pytest.mark.skipif(ocr.program() is None, reason="needs tesseract: apt-get install tesseract-ocr")
def test_a_picture_without_words_is_named() -> None:
    with pytest.raises(UnreadableInput, match="PNG image in which OCR found no text"):
        ingest.read_bytes(png(drawn(b"0 0 100 100 re f")))


def test_a_picture_says_what_would_help_where_there_is_no_ocr(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr, "program", lambda: None)
    with pytest.raises(UnreadableInput, match="is a PNG image; OCR with tesseract"):
        ingest.read_bytes(png(drawn(line(b"Witnesses"))))


@pytest.mark.parametrize(
    ("data", "dots"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(4) + b"IHDR" + struct.pack(">II", 90_000, 90_000), "90,000"),
        (b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08" + struct.pack(">HH", 60_000, 50_000),
         "50,000 by 60,000"),
        (b"II*\0\x08\0\0\0\x02\0" + struct.pack("<HHIIHHII", 256, 4, 1, 1 << 30, 257, 3, 1, 2),
         "1,073,741,824 by 2"),
        (b"II*\0" + b"\xff" * 40, "0 by 0"),
        (b"\xff\xd8\xff", "0 by 0"),
    ],
    ids=["png", "jpeg", "tiff", "tiff pointing nowhere", "cut off"],
)  # fmt: skip
def test_a_picture_that_claims_too_many_dots_is_never_opened(data: bytes, dots: str) -> None:
    with pytest.raises(UnreadableInput, match=f"{dots}.* dots"):
        ingest.read_bytes(data)


def test_a_number_on_which_two_readings_differ_is_named_with_its_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "page_text", lambda glyphs: "Some 41 people were hurt in the fire.")
    document = ingest.read_bytes(drawn(line(b"Some 14 people were hurt in the fire.")))
    (problem,) = document.metadata.problems
    assert problem.startswith("numbers: on page 1 two readings of the PDF differ on 14, 41;")


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("14 لتق", "قتل 14"),
        ("2017/03/14 يف", "في 2017/03/14"),
        ("Reuters ةلاكو تلاق", "قالت وكالة Reuters"),
        ("Mi-17 ةرئاط", "طائرة Mi-17"),
        ("(نآلا) لاق", "قال (الآن)"),
        ("٢٣ نم رثكأ", "أكثر من ٢٣"),
        ("٪٢٣ ةبسن", "نسبة ٢٣٪"),
        ("%12.5 ةبسن", "نسبة 12.5%"),
        ("15 14 نيب", "بين 14 15"),
        ("Fire in the port", "Fire in the port"),
    ],
)
def test_a_line_as_it_looks_becomes_the_line_as_it_is_read(seen: str, read: str) -> None:
    """`seen` is written from left to right, a character after the other, as on the page."""
    pieces = [ligature(piece) for piece in re.findall("لآ|.", seen)]
    assert bidi.logical(pieces, bidi.direction_of(seen)) == read


@pytest.mark.parametrize("letters", ["اهلل", "لهلا", "الله"])
def test_a_ligature_is_put_in_order(letters: str) -> None:
    assert ligature(letters) == "الله"
    assert ligature("ال") == ligature("لا") == ligature("ﻻ") == "لا"


PRINTED = (
    "قتل 14 شخصا في حريق وقع فجر الثلاثاء 14 آذار 2017 قرب المدينة القديمة.",
    "ونقل ٢٣ مصابا إلى المستشفى في ٥ نيسان ٢٠١٩.",
    "وأضاف عبد الله الأحمد أن الإنسان لا يعيش بلا ماء.",
    "بلغت الخسائر 1,250 دولارا أي ما نسبته 12.5% من الدخل عند الساعة 10:30.",
    "ونشرت وكالة Reuters تقريرا (حتى الآن) يوم 14/03/2017.",
)


@pytest.mark.browser
@pytest.mark.skipif(chromium.found() is None, reason="needs chromium: apt-get install chromium")
def test_an_arabic_page_printed_by_a_browser_is_read_in_logical_order(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in (*PRINTED, " ".join(PRINTED)))
    page = f'<html lang="ar" dir="rtl"><meta charset="utf-8"><body>{paragraphs}</body></html>'
    with chromium.chromium() as browser:
        (tmp_path / "page.html").write_text(page, encoding="utf-8")
        browser.open((tmp_path / "page.html").as_uri())
        browser.print(tmp_path / "page.pdf")
    document = ingest.read_file(tmp_path / "page.pdf")
    assert document.text.splitlines() == [*PRINTED, " ".join(PRINTED)]
    assert document.metadata.problems == ()


@pytest.mark.browser
@pytest.mark.skipif(ocr.program() is None, reason="needs tesseract: apt-get install tesseract-ocr")
def test_a_scanned_arabic_page_is_read_word_by_word_and_its_digits_doubted(tmp_path: Path) -> None:
    page = f'<html lang="ar" dir="rtl"><meta charset="utf-8"><body><p>{ARABIC}</p></body></html>'
    with chromium.chromium() as browser:
        (tmp_path / "page.html").write_text(page, encoding="utf-8")
        browser.open((tmp_path / "page.html").as_uri())
        browser.print(tmp_path / "page.pdf")
    document = ingest.read_bytes(scanned((tmp_path / "page.pdf").read_bytes()))
    words = ARABIC.replace(".", "").replace("،", "").split()
    assert sum(word in document.text for word in words) >= 0.7 * len(words)
    assert any("its digits are unreliable" in said for said in document.metadata.problems)


# --- web archives -----------------------------------------------------------------------


def web_archive(*pages: tuple[str, str, bytes, str], packed: bool = True) -> bytes:
    """A WARC of responses: address, type, body, status."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=packed)
    for url, kind, body, status in pages:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": "2030-05-04T10:00:00Z"},
        )
        writer.write_record(record)
    return buffer.getvalue()


NEWS = ("https://example.org/news/1", "text/html; charset=utf-8", PAGE.encode(), "200 OK")
PLAIN = (
    "https://example.org/2.txt",
    "text/plain; charset=windows-1256",
    ARABIC.replace("٢٣", "23").encode("windows-1256"),
    "200 OK",
)
STYLE = ("https://example.org/style.css", "text/css", b"p {}", "200 OK")
GONE = ("https://example.org/gone", "text/html", PAGE.encode(), "404 Not Found")


@pytest.mark.parametrize("packed", [True, False], ids=["gzip", "plain"])
def test_the_pages_of_a_web_archive_are_read_with_address_and_day(packed: bool) -> None:
    found = read(web_archive(NEWS, STYLE, GONE, PLAIN, packed=packed), "web.warc")
    assert [one.document.metadata.url for one in found if isinstance(one, Reading)] == [
        "https://example.org/news/1",
        "https://example.org/2.txt",
    ]
    assert len(found) == 2
    assert isinstance(found[0], Reading)
    assert found[0].original == PAGE.encode()
    assert ARABIC in found[0].document.text
    assert found[0].document.metadata.problems[0].startswith("captured: ")
    assert "2030-05-04" in found[0].document.metadata.problems[0]


def test_a_wacz_is_read_by_its_web_archives_alone() -> None:
    wacz = zipped(
        {
            "datapackage.json": b"{}",
            "pages/pages.jsonl": b'{"format": "json-pages-1.0"}',
            "archive/data.warc.gz": web_archive(NEWS),
        }
    )
    (one,) = read(wacz, "site.wacz")
    assert isinstance(one, Reading)
    assert one.document.metadata.source == (
        "site.wacz!archive/data.warc.gz!https://example.org/news/1"
    )


def test_what_a_cut_off_web_archive_still_holds_is_read() -> None:
    data = web_archive(NEWS, PLAIN, packed=False)
    found = read(data[: len(data) // 3] + b"\x00WARC?", "cut.warc")
    assert found
    assert not any("Traceback" in one.reason for one in found if isinstance(one, Unread))


def test_a_web_archive_that_is_a_bomb_is_named() -> None:
    zeros = ("https://example.org/zeros", "video/mp4", bytes(80_000_000), "200 OK")
    (reason,) = reasons(web_archive(zeros), "bomb.warc.gz")
    assert "bomb" in reason


# --- the corpus -------------------------------------------------------------------------


def test_a_folder_of_all_formats_goes_into_a_corpus(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.docx").write_bytes(word_file())
    (folder / "b.eml").write_bytes(message().as_bytes())
    (folder / "c.zip").write_bytes(zipped({"one.txt": ENGLISH.encode(), "bad.bin": bytes(99)}))
    (folder / "d.txt.gz").write_bytes(gzip.compress(ENGLISH.encode()))
    arguments = ["corpus", "add", str(folder), "--corpus", str(tmp_path / "corpus")]
    assert main(arguments) == 1
    assert "3 added, 0 already here, 2 could not be read" in capsys.readouterr().out
    assert main(arguments) == 1
    assert "0 added, 3 already here, 2 could not be read" in capsys.readouterr().out
    assert main(["corpus", "verify", "--corpus", str(tmp_path / "corpus")]) == 0
