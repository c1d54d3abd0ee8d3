"""One page fetched because the user named its address; never anything inside the user's network.

The name is resolved once, every address it has must be public, and the connection goes to that
very address, so that a name can't change its meaning in between. Each redirect is a new address
and is looked at likewise. Sizes, times and redirects are bounded; proxies and cookies are not
used; nothing is sent but what a request needs.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urljoin, urlsplit

from takhrij.errors import EnvironmentFault, UsageError

MOST_REDIRECTS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
_PORTS = {"http": 80, "https": 443}

Resolve = Callable[[str, int], list[str]]
"""From a host's name and a port to all its addresses."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a page may cost: bytes, seconds for all of it, and the ports that may be asked."""

    bytes: int = 20_000_000
    seconds: float = 30.0
    ports: frozenset[int] = frozenset({80, 443})


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: its bytes, the address it came from in the end, the charset stated."""

    data: bytes
    url: str
    charset: str | None


@dataclass(frozen=True, slots=True)
class Fetcher:
    """How pages are fetched. `is_open` says of an address whether it may be asked."""

    resolve: Resolve = field(default_factory=lambda: resolved)
    is_open: Callable[[str], bool] = field(default_factory=lambda: is_public)
    bounds: Bounds = field(default_factory=Bounds)

    def fetch(self, url: str) -> Fetched:
        """The page at an address. Raises UsageError where the address is one that is not asked,
        EnvironmentFault where the network or the server fails or a bound is passed."""
        ends = time.monotonic() + self.bounds.seconds
        for _ in range(MOST_REDIRECTS + 1):
            at = _parts(url, self.bounds)
            try:
                answer = self._answer(at, ends)
            except (OSError, http.client.HTTPException) as error:
                raise EnvironmentFault(
                    f"{url} can't be fetched: {error or type(error).__name__}"
                ) from error
            if isinstance(answer, Fetched):
                return answer
            url = urljoin(url, answer)
        raise EnvironmentFault(f"{url} leads on over {MOST_REDIRECTS} times; give the last address")

    def _answer(self, at: SplitResult, ends: float) -> Fetched | str:
        """The page, or where it has moved to."""
        connection = self._connected(at, ends)
        last = threading.Timer(_left(ends), _hang_up, [connection])  # a server may drip for ever
        last.start()
        try:
            path = (at.path or "/") + (f"?{at.query}" if at.query else "")
            headers = {"Host": at.netloc, "User-Agent": "takhrij", "Accept-Encoding": "identity"}
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            if response.status in _MOVED and response.getheader("Location"):
                return str(response.getheader("Location"))
            if response.status != 200:
                raise EnvironmentFault(
                    f"{at.geturl()} answers {response.status}; see whether it opens in a browser"
                )
            data = self._body(response, connection, at, ends)
            return Fetched(data, at.geturl(), response.headers.get_content_charset())
        finally:
            last.cancel()
            connection.close()

    def _connected(self, at: SplitResult, ends: float) -> http.client.HTTPConnection:
        """A connection to an address that was looked at, under the name that was asked for."""
        host, port = str(at.hostname), at.port or _PORTS[at.scheme]
        addresses = self.resolve(host, port)
        closed = [one for one in addresses if not self.is_open(one)]
        if closed or not addresses:
            raise UsageError(
                f"{at.geturl()} lies at {', '.join(closed) or 'no address'}, inside a private "
                f"network; save the page and give the file"
            )
        plain = socket.create_connection((addresses[0], port), timeout=_left(ends))
        connection = http.client.HTTPConnection(host, port, timeout=_left(ends))
        if at.scheme == "https":
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(plain, server_hostname=host)
        else:
            connection.sock = plain
        return connection

    def _body(
        self,
        response: http.client.HTTPResponse,
        connection: http.client.HTTPConnection,
        at: SplitResult,
        ends: float,
    ) -> bytes:
        held = bytearray()
        while True:
            if connection.sock is not None:
                connection.sock.settimeout(_left(ends))
            piece = response.read1(1 << 16)
            held += piece
            if len(held) > self.bounds.bytes:
                raise EnvironmentFault(
                    f"{at.geturl()} is over the limit of {self.bounds.bytes:,} bytes"
                )
            if not piece:
                _left(ends)  # what was hung up on is not the whole of it
                return bytes(held)


def _hang_up(connection: http.client.HTTPConnection) -> None:
    with suppress(OSError):
        if connection.sock is not None:
            connection.sock.shutdown(socket.SHUT_RDWR)


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError("it took too long")
    return left


def _parts(url: str, bounds: Bounds) -> SplitResult:
    """The parts of an address. Raises UsageError for one that is not asked."""
    if any(one <= " " or one == "\x7f" for one in url):
        raise UsageError("an address holds no spaces or control characters; copy it again")
    try:
        at = urlsplit(url)
        port = at.port or _PORTS.get(at.scheme)
    except ValueError as error:
        raise UsageError(f"{url[:200]} is no address: {error}") from error
    if at.scheme not in _PORTS or not at.hostname:
        raise UsageError(f"{url[:200]} is no address of a web page; it begins with https://")
    if at.username is not None or at.password is not None:
        raise UsageError("an address with a name and a password is not asked; save the page")
    if port not in bounds.ports:
        raise UsageError(f"port {port} is not asked; pages lie at 80 and 443")
    return at._replace(fragment="")


def resolved(host: str, port: int) -> list[str]:
    """Every address of a host, as the system knows them. Raises OSError if it knows none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def is_public(address: str) -> bool:
    """Whether an address is on the public network: not loopback, private, link-local, shared,
    reserved or multicast, nor one of these in the clothes of IPv6."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if inner is not None:
            return is_public(str(inner))
        if found in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
    return found.is_global and not found.is_multicast and not found.is_reserved


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
