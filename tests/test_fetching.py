"""A page is fetched when its address is named, and nothing in the user's own network ever is."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from takhrij.cli import UNUSABLE, main
from takhrij.errors import EnvironmentFault, UsageError
from takhrij.secrecy.fetching import Bounds, Fetcher, is_public

PAGE = "حريق في الميناء".encode()


class Server(BaseHTTPRequestHandler):
    """Answers by path; what it was asked is kept."""

    asked: list[tuple[str, str]] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Host"]))
        where, _, rest = self.path.lstrip("/").partition("/")
        if where == "to":
            self.send_response(302)
            self.send_header("Location", rest)
            self.end_headers()
            return
        if where == "drip":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            with suppress(OSError):
                for n in range(30):
                    self.wfile.write(b"X-%d: 1\r\n" % n)
                    threading.Event().wait(0.2)
            return
        self.send_response(404 if where == "gone" else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        if where == "endless":
            try:
                while True:
                    self.wfile.write(b"x" * 65536)
            except OSError:
                return
        self.wfile.write(PAGE)
        if where == "slow":
            threading.Event().wait(5)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()


class Names:
    """A resolver whose names are public in our tests, but for those that begin with `inside`."""

    def __init__(self) -> None:
        self.resolved: list[str] = []

    def resolve(self, host: str, port: int) -> list[str]:
        self.resolved.append(host)
        if host.startswith("inside"):
            return ["127.0.0.1", "10.0.0.7"]
        if host == "turncoat" and self.resolved.count(host) > 1:
            return ["10.0.0.7"]
        return ["127.0.0.1"]


def fetcher(port: int, names: Names | None = None, seconds: float = 20.0) -> Fetcher:
    """A fetcher for which our own server's address counts as public."""
    chosen = (names or Names()).resolve
    bounds = Bounds(100_000, seconds, frozenset({port}))
    return Fetcher(chosen, lambda address: address == "127.0.0.1", bounds)


def test_a_page_comes_byte_for_byte_from_where_it_was_asked(port: int) -> None:
    page = fetcher(port).fetch(f"http://news.example:{port}/a?b=c#d")
    assert (page.data, page.charset) == (PAGE, "utf-8")
    assert page.url == f"http://news.example:{port}/a?b=c"
    assert Server.asked[-1] == ("/a?b=c", f"news.example:{port}")


def test_redirects_are_followed_and_counted(port: int) -> None:
    there = f"http://news.example:{port}"
    assert fetcher(port).fetch(f"{there}/to//to//to//page").data == PAGE
    with pytest.raises(EnvironmentFault, match="over 5 times"):
        fetcher(port).fetch(f"{there}{'/to/' * 7}page")


INSIDE = ("http://inside.example:{port}/", "http://news.example:{port}/to/http://inside:{port}/x")


@pytest.mark.parametrize("url", INSIDE)
def test_an_address_inside_is_not_asked_not_even_by_a_redirect(url: str, port: int) -> None:
    before = len([one for one in Server.asked if "inside" in one[1]])
    with pytest.raises(UsageError, match="inside a private network"):
        fetcher(port).fetch(url.format(port=port))
    assert len([one for one in Server.asked if "inside" in one[1]]) == before


def test_a_name_is_resolved_once_and_its_address_kept(port: int) -> None:
    names = Names()
    assert fetcher(port, names).fetch(f"http://turncoat:{port}/").data == PAGE
    assert names.resolved == ["turncoat"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("gone", "404"),
        ("endless", "over the limit"),
        ("slow", "timed out|long"),
        ("drip", "fetched"),
    ],
)
def test_what_goes_wrong_is_one_line(path: str, said: str, port: int) -> None:
    with pytest.raises(EnvironmentFault, match=said):
        fetcher(port, seconds=1.0 if path in ("slow", "drip") else 20).fetch(
            f"http://x.example:{port}/{path}"
        )


REFUSED = (
    "file:///etc/passwd",
    "ftp://news.example/",
    "gopher://news.example/",
    "news.example/page",
    "http://",
    "http://user:secret@news.example/",
    "http://news.example:22/",
    "http://news.example:99999/",
    "http://news.example/a\r\nHost: other",
    "http://[::1/",
)


@pytest.mark.parametrize("url", REFUSED)
def test_other_than_plain_addresses_of_pages_are_refused(url: str) -> None:
    with pytest.raises(UsageError):
        Fetcher(Names().resolve).fetch(url)


CLOSED = (
    "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "0.0.0.0", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "::", "::1",
    "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2001:db8::1", "not an address",
)  # fmt: skip


@pytest.mark.parametrize("address", CLOSED)
def test_no_address_of_a_private_network_is_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1"])
def test_others_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f000001", "[::1]", "0"])
def test_the_machine_itself_is_not_asked_by_whatever_name(
    host: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "page.html"
    status = main(["fetch", f"http://{host}/", "--out", str(out)])
    assert status != 0
    assert "inside a private network" in capsys.readouterr().err or status != UNUSABLE
    assert not out.exists()
