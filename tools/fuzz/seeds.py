"""Inputs to start from: one small, sound file of every kind that is read."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from email.message import EmailMessage

ARABIC = (
    "حريق في مستودع\nبيروت - 4 أيار 2031\n\nقال شهود عيان لوكالة محلية إن حريقا اندلع في المستودع "
    "قرب الميناء فجر الخميس، وإن 14 عاملا أصيبوا بحروق. وأضاف متحدث باسم البلدية أن ٢٣ سيارة "
    "إطفاء وصلت بعد ساعة، على بعد 5 كم شمال حلب. «لم نر شيئا» قالت أم أحمد.\n"
)
ENGLISH = (
    "Fire at the port\nBEIRUT, May 4, 2031\n\nWitnesses told the agency that at least 14 workers "
    'were hurt on Thursday, two of them seriously. "We saw nothing," said Omar Haddad, who '
    "spoke to AFP by phone. The ministry denied that 5 shells fell 12 km north of Aleppo.\n"
)
HTML = (
    "<!DOCTYPE html><html lang=ar><head><meta charset=utf-8><title>حريق</title>"
    '<meta property="article:published_time" content="2031-05-04">'
    '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2031-05-04",'
    '"author":{"name":"س"}}</script></head><body><article><h1>حريق</h1>'
    f"<p>{ARABIC}</p><table><tr><td>1</td></tr></table></article></body></html>"
)


def word_file(body: bytes | None = None) -> bytes:
    """A Word file, uncompressed, so that changes reach its XML."""
    import docx

    file = docx.Document()
    file.add_paragraph(ARABIC)
    file.add_table(rows=1, cols=2).rows[0].cells[0].text = "١٤"
    packed = io.BytesIO()
    file.save(packed)
    plain = io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(plain, "w") as new:
        for name in old.namelist():
            if not name.startswith(("docProps", "word/theme", "word/styles", "customXml")):
                data = old.read(name)
                new.writestr(name, body if body and name == "word/document.xml" else data)
    return plain.getvalue()


def message() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.org", "b@example.org", "حريق"
    mail["Date"] = "Sun, 04 May 2031 06:07:08 +0300"
    mail.set_content(ARABIC)
    mail.add_alternative(HTML, subtype="html")
    mail.add_attachment(ENGLISH.encode(), maintype="text", subtype="plain", filename="x.txt")
    return mail.as_bytes()


def web_archive() -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    file = io.BytesIO()
    writer = WARCWriter(file, gzip=False)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], "HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(
            "https://example.org/", "response", io.BytesIO(HTML.encode()), http_headers=headers
        )
    )
    return file.getvalue()


def pdf() -> bytes:
    """The least PDF with a line of text, its cross-references right."""
    stream = b"BT /F1 12 Tf 72 700 Td (A fire at the port hurt 14 people, witnesses said.) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, held in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, held)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        data + b"xref\n0 6\n0000000000 65535 f \n" + table
        + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(data)
    )  # fmt: skip


def archive() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("a/report.txt", ARABIC)
        file.writestr("page.html", HTML)
        file.writestr("mail.eml", message())
    return packed.getvalue()


def readers() -> dict[str, bytes]:
    line = json.dumps({"title": "حريق", "text": ARABIC, "date": "2031-05-04"}, ensure_ascii=False)
    box = b"From a@example.org Sun May  4 06:07:08 2031\n" + message() + b"\n"
    return {
        "arabic.txt": ARABIC.encode(),
        "windows.txt": ARABIC.encode("windows-1256", "ignore"),
        "utf16.txt": ENGLISH.encode("utf-16"),
        "page.html": HTML.encode(),
        "line.jsonl": line.encode(),
        "word.docx": word_file(),
        "mail.eml": message(),
        "box.mbox": box + box,
        "web.warc": web_archive(),
        "web.warc.gz": gzip.compress(web_archive()),
        "file.pdf": pdf(),
        "files.zip": archive(),
    }


def language() -> dict[str, bytes]:
    return {"arabic": ARABIC.encode(), "english": ENGLISH.encode()}


def api() -> dict[str, bytes]:
    """A request to most routes: pages to be read, forms, and the API."""
    case, form = "/cases/{key}", "csrf={csrf}"
    told = {
        f"POST /api{case}/decisions": {"action": "comment", "why": "seen"},
        f"POST /api{case}/decisions?": {"action": "accept", "kind": "claim", "key": "c1"},
        f"POST /api{case}/decisions?2": {
            "action": "correct", "kind": "claim", "key": "c1", "value": {"polarity": "denied"},
        },
        f"POST /api{case}/decisions?3": {"action": "undo", "number": 1},
        f"PUT /api{case}/access": {"readers": ["admin"]},
        "POST /api/cases": {"text": ARABIC, "published": "2031-05-04", "language": "ar"},
        "POST /api/sources/grades": {"source": "وكالة", "grade": "C", "why": "wrong twice"},
        "PATCH /api/people/amal": {"role": "reader", "active": True},
    }  # fmt: skip
    forms = {
        f"POST {case}/claim/c1": "action=correct&polarity=denied&why=x",
        f"POST {case}/attribution/a1": "action=correct&part=source&start=3&end=9&quote=x",
        f"POST {case}/decide": "action=close",
        "POST /sources/one": "name=x&grade=C&why=x",
    }
    read = [
        "/", "/queue?status=open", "/search?q=حريق&since=2031-01-01", "/families", "/records?q=x",
        "/families/diff?one=sha256:0&other=sha256:1", "/sources/one?name=x", "/people",
        "/show?language=ar&digits=arabic&to=/", case, f"{case}?reading=machine&version=1",
        f"{case}/map?event=other", f"{case}/timeline?since=2011-01-01", f"{case}/history",
        f"{case}/exports/package", f"{case}/exports/csv", f"{case}/mention/m1?start=3&end=9",
        f"/api{case}", f"/api{case}/exports/judged", f"/api{case}/waiting",
        "/api/search?words=x&language=ar", "/api/sources?words=x", "/api/openapi.json",
    ]  # fmt: skip
    sent = [f"{head}\n{json.dumps(body)}" for head, body in told.items()]
    sent += [f"{head}\n{form}&{body}" for head, body in forms.items()]
    sent += [f"GET {address}\n" for address in read]
    return {one: one.encode() for one in sent}
