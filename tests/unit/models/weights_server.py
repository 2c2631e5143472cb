"""A real HTTP server that behaves well or badly, file by file, and remembers what it was asked."""
from __future__ import annotations

import hashlib
import ssl
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Page:
    """What is served under one path.

    Attributes:
        data: the file.
        ranges: whether it sends parts.
        cuts: bytes after which each connection breaks, in order; later ones do not.
        claims: bytes it says that it sends more than it does, of the whole file; negative: fewer.
        statuses: what the first requests are answered with.
        kind: content type; tag: ETag; location: where it redirects to.
        hang_after: bytes after which it sends nothing until the server is released.
        quiet_length: no Content-Length; lingers: the connection stays open until the server is released.
    """

    data: bytes = b""
    ranges: bool = True
    cuts: list[int] = field(default_factory=list)
    claims: int = 0
    statuses: list[int] = field(default_factory=list)
    kind: str = "application/octet-stream"
    tag: str = '"one"'
    location: str = ""
    hang_after: int | None = None
    quiet_length: bool = False
    lingers: bool = False

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


class Server(ThreadingHTTPServer):
    """Serves `pages` on a port of its own; as a context it is there inside the block."""

    daemon_threads = True

    def __init__(self, pages: dict[str, Page] | None = None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages, self.asked, self.released = pages or {}, [], threading.Event()
        self.proxied_password, self.scheme = "", "http"

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.released.set()
        self.shutdown()
        self.server_close()

    @property
    def root(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_port}"

    def secure(self, certificate, key) -> None:
        """Speak https with this certificate."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.socket, self.scheme = context.wrap_socket(self.socket, server_side=True), "https"

    def ranges(self) -> list[str]:
        """The Range header of each request, in order."""
        return [headers.get("Range", "") for _, headers in self.asked]

    def handle_error(self, request, client_address):
        """A client that has gone away is no news."""


class Handler(BaseHTTPRequestHandler):
    """One request; a whole address is what a proxy is asked for."""

    def do_GET(self):  # noqa: N802
        server: Server = self.server
        server.asked.append((self.path, dict(self.headers)))
        if server.proxied_password and self.headers.get("Proxy-Authorization") != server.proxied_password:
            self.send_error(407)
            return
        page = server.pages.get("/" + self.path.split("/", 3)[3] if self.path.startswith("http://") else self.path)
        if page is None:
            self.send_error(404)
        elif page.statuses:
            self.send_error(page.statuses.pop(0))
        elif page.location:
            self.send_response(302)
            self.send_header("Location", page.location)
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self.give(page)

    def do_CONNECT(self):  # noqa: N802
        """What a proxy is asked for before https."""
        self.server.asked.append((self.path, dict(self.headers)))
        self.send_error(407 if self.server.proxied_password else 503)

    def give(self, page: Page) -> None:
        begin, asked = 0, self.headers.get("Range", "")
        if page.ranges and asked and self.headers.get("If-Range", page.tag) == page.tag:
            begin = int(asked.removeprefix("bytes=").rstrip("-"))
            if begin >= len(page.data):
                self.send_response(416)
                self.send_header("Content-Range", f"bytes */{len(page.data)}")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {begin}-{len(page.data) - 1}/{len(page.data)}")
        else:
            self.send_response(200)
        body = page.data[begin:]
        self.send_header("Content-Type", page.kind)
        if page.tag:
            self.send_header("ETag", page.tag)
        if not page.quiet_length:
            self.send_header("Content-Length", str(len(body) + (0 if begin else page.claims)))
        self.end_headers()
        cut = page.cuts.pop(0) if page.cuts else len(body)
        if page.hang_after is not None and page.hang_after < len(body):
            self.wfile.write(body[:page.hang_after])
            self.wfile.flush()
            self.server.released.wait()
            return
        self.wfile.write(body[:cut])
        if page.lingers:
            self.wfile.flush()
            self.server.released.wait()

    def log_message(self, *_):
        pass
