"""What fuzzing found: each input once broke something, and now gives a report or a reason."""

from __future__ import annotations

import io
import zipfile

import pytest

from takhrij.ingest import unpack
from takhrij.ingest.received import Reading


def nameless() -> bytes:
    """A ZIP archive whose only member has a name of no letters."""
    packed, member = io.BytesIO(), zipfile.ZipInfo("name")
    member.filename = ""
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(member, b"A fire broke out at the port on Thursday.")
    return packed.getvalue()


FOUND = {
    "a member of an archive without a name": nameless(),
    "a line that is a label and no more": "بقلم:\n\nاندلع حريق في الميناء فجر الخميس.".encode(),
    "a label of two words on a short line": b"By\n\nA fire broke out at the port on Thursday.",
    "a record of a web archive without an address": (
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 19\r\n"
        b"Content-Type: application/http; msgtype=response\r\n\r\nHTTP/1.1 200 OK\r\n\r\n\r\n\r\n"
    ),
}


@pytest.mark.parametrize("what", FOUND)
def test_what_fuzzing_found_gives_a_report_or_a_reason(what: str) -> None:
    items = list(unpack.readings(io.BytesIO(FOUND[what]), "found"))
    assert items
    assert all(isinstance(item, Reading) or item.reason for item in items)
