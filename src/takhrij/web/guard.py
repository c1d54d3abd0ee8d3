"""What stands before every request: which hosts are answered, which origins may change things,
and what a browser is told to allow on our pages: nothing but what comes from here."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-Robots-Tag": "noindex",
}
SAFE = ("GET", "HEAD", "OPTIONS")


class Guard:
    """ASGI middleware. A page of another site can neither read from here nor write to it:
    names that resolve to this machine but aren't ours are refused (DNS rebinding), and so is
    any change that a browser says comes from elsewhere."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...]) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope["method"], Headers(scope=scope))

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        if refusal:
            await PlainTextResponse(refusal, 403)(scope, receive, told)
        else:
            await self.app(scope, receive, told)

    def _refusal(self, method: str, headers: Headers) -> str:
        host = headers.get("host", "")
        if _name(host) not in self.hosts:
            return "this workbench isn't reached under that name; see `takhrij serve --allow-host`"
        if method in SAFE:
            return ""
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return "changes are taken from the workbench's own pages only"
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return "changes are taken from the workbench's own pages only"
        return ""


def _name(host: str) -> str:
    """A Host header without its port."""
    name, _, port = host.lower().rpartition(":")
    return name if port.isdigit() and name else host.lower()
