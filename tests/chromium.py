"""A headless chromium driven over a pipe (Chrome DevTools Protocol), network off.

Nothing beyond the standard library: commands go in on file descriptor 3 and answers come
out on 4, each a JSON message ended by a zero byte.
"""

from __future__ import annotations

import base64
import contextlib
import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--remote-debugging-pipe",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--no-proxy-server",
)
PATIENCE = 180.0
"""Seconds that a page may take where the machine does other work: no test is about that time."""


def found() -> str | None:
    """The path of an installed chromium, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _high(pair: tuple[int, int]) -> tuple[int, int]:
    """The two ends of a pipe, moved out of the way of descriptors 3 and 4."""
    moved = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in pair]
    for end in pair:
        os.close(end)
    return moved[0], moved[1]


class Chromium:
    """One page of one browser. `requests` holds the address of everything it asked for."""

    def __init__(self, path: str, folder: str) -> None:
        to_read, self._write = _high(os.pipe())
        self._read, to_write = _high(os.pipe())
        null = (os.POSIX_SPAWN_OPEN, os.devnull, os.O_RDWR, 0)
        self._process = os.posix_spawn(
            path,
            [path, *FLAGS, f"--user-data-dir={folder}"],
            dict(os.environ),
            file_actions=[
                (null[0], 1, *null[1:]),
                (null[0], 2, *null[1:]),
                (os.POSIX_SPAWN_DUP2, to_read, 3),
                (os.POSIX_SPAWN_DUP2, to_write, 4),
            ],
            setpgroup=0,
        )
        os.close(to_read)
        os.close(to_write)
        self._held, self._number, self._session = b"", 0, ""
        self.requests: list[str] = []
        self.console: list[str] = []
        target = self.command("Target.createTarget", url="about:blank")["targetId"]
        attached = self.command("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.command(f"{domain}.enable")

    def close(self) -> None:
        os.close(self._write)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._read)

    def command(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._held:
            ready, _, _ = select.select([self._read], [], [], PATIENCE)
            piece = os.read(self._read, 1 << 16) if ready else b""
            if not piece:
                raise RuntimeError("chromium closed its pipe or fell silent")
            self._held += piece
        message, self._held = self._held.split(b"\0", 1)
        answer: dict[str, Any] = json.loads(message)
        if answer.get("method") == "Network.requestWillBeSent":
            url = answer["params"]["request"]["url"]
            self.requests.append(url.partition(",")[0] if url.startswith("data:") else url)
        elif answer.get("method") == "Log.entryAdded":
            self.console.append(answer["params"]["entry"]["text"])
        return answer

    def size(self, width: int, height: int, *, mobile: bool = False, scale: float = 1) -> None:
        self.command(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=mobile,
        )

    def open(self, url: str) -> None:
        """Go to a page and wait until it and its fonts are there."""
        self.requests.clear()
        self.command("Page.navigate", url=url)
        end = time.monotonic() + PATIENCE
        while self.run("document.readyState") != "complete":
            if time.monotonic() > end:
                raise RuntimeError(f"{url} didn't load")
            time.sleep(0.05)
        self.run("document.fonts.ready.then(() => true)")

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        answer = self.command(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def follow(self, script: str) -> None:
        """Run a script that leads to another page, and wait until that one is there."""
        self.run("window.stillHere = true")
        self.run(script)
        end = time.monotonic() + PATIENCE
        while True:
            with contextlib.suppress(RuntimeError):  # between two pages there is none to ask
                gone = "document.readyState === 'complete' && !window.stillHere"
                if self.run(gone) and self.run("location.href !== 'about:blank'"):
                    return
            if time.monotonic() > end:
                raise RuntimeError(f"{script} led nowhere")
            time.sleep(0.05)

    def scripts(self, on: bool) -> None:
        """Whether pages opened from now on may run scripts."""
        self.command("Emulation.setScriptExecutionDisabled", value=not on)

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Press the mouse at one point of the page, let it go at another."""
        steps = (("mousePressed", start), ("mouseMoved", end), ("mouseReleased", end))
        for kind, (x, y) in steps:
            held = 0 if kind == "mouseReleased" else 1
            self.command(
                "Input.dispatchMouseEvent",
                type=kind, x=x, y=y, button="left", buttons=held, clickCount=1,
            )  # fmt: skip

    def key(self, key: str, *, shift: bool = False) -> None:
        """Press and let go a key by its name: Tab, Enter, ArrowLeft."""
        codes = {"Tab": 9, "Enter": 13, "ArrowLeft": 37, "ArrowRight": 39, " ": 32}
        for kind in ("keyDown", "keyUp"):
            text = {"text": "\r"} if key == "Enter" and kind == "keyDown" else {}
            self.command(
                "Input.dispatchKeyEvent",
                type=kind, key=key, code=key, modifiers=8 if shift else 0,
                windowsVirtualKeyCode=codes[key], **text,
            )  # fmt: skip

    def choose_file(self, selector: str, path: Path) -> None:
        """Put a file into a file field."""
        root = self.command("DOM.getDocument")["root"]["nodeId"]
        node = self.command("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.command("DOM.setFileInputFiles", nodeId=node, files=[str(path)])

    def picture(self, path: Path, *, whole: bool = False) -> None:
        held = self.command("Page.captureScreenshot", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(held["data"]))

    def print(self, path: Path) -> None:
        held = self.command("Page.printToPDF", printBackground=True, preferCSSPageSize=True)
        path.write_bytes(base64.b64decode(held["data"]))


@contextlib.contextmanager
def chromium() -> Iterator[Chromium]:
    path = found()
    if path is None:
        raise RuntimeError("no chromium is installed")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Chromium(path, folder)
        try:
            yield browser
        finally:
            browser.close()
