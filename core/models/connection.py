"""A file on a server, over https, http or from the disk, read from any place on. Standard library only.

Proxies are those of the environment (``https_proxy``, ``no_proxy``) or of the system, as urllib knows them.
"""
from __future__ import annotations

import contextlib
import http.client
import os
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import urlsplit

_SCHEMES = ("https", "http", "file")
TIMEOUT_S = 30.0
# What may be over in a moment: time-outs, too many requests, a server out of order.
_PASSING = (408, 425, 429, 500, 502, 503, 504)
_REASONS = {401: "asks for a password", 403: "does not give it to this computer", 404: "does not have it", 410: "does not have it any more",
            407: "is behind a proxy that asks for a user name and password", 429: "is asked too often", 503: "is out of order"}


class Refused(Exception):
    """The address will not give the file, however often it is asked."""


class Interrupted(Exception):
    """The connection failed; another attempt may go on."""


@dataclass
class Answer:
    """What a server has begun to send.

    Attributes:
        stream: gives the bytes.
        offset: index of its first byte in the file.
        size: bytes of the whole file as the server claims; None where it does not.
        version: tells one version of the file from another; empty where the server gives nothing of the kind.
        left: bytes that this answer still claims to bring; None where it does not say.
    """

    stream: BinaryIO | http.client.HTTPResponse
    offset: int
    size: int | None
    version: str
    left: int | None = None

    def read(self, count: int) -> bytes:
        """Up to so many bytes, as soon as there are some; none at the end. Raises Interrupted."""
        if self.left == 0:
            # A server that keeps the connection open would be waited for.
            return b""
        try:
            data = self.stream.read1(count if self.left is None else min(count, self.left))
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Interrupted(_said(error)) from error
        self.left = None if self.left is None else self.left - len(data)
        return data

    def close(self) -> None:
        """End the connection."""
        with contextlib.suppress(OSError, ValueError):
            self.stream.close()


def host_of(address: str) -> str:
    """Whom a message names."""
    return urlsplit(address).hostname or address


def check(address: str) -> None:
    """Raise Refused for an address that is none, or of another scheme."""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise Refused(f"'{address}' is no address ({error})") from error
    if parts.scheme.lower() not in _SCHEMES or not (parts.hostname or parts.scheme.lower() == "file"):
        raise Refused(f"'{address}' is no address that begins with {'://, '.join(_SCHEMES)}://")


def ask(address: str, offset: int, version: str = "", timeout_s: float = TIMEOUT_S) -> Answer:
    """Ask for a file from a place on; the answer may begin earlier, see its offset.

    Args:
        address: with https, http or file.
        offset: first byte that is wanted.
        version: of the file whose first bytes are there; where the server has another one now it sends all of it.
        timeout_s: how long the server may be silent.

    Raises:
        Refused, Interrupted: see there.
    """
    check(address)
    if urlsplit(address).scheme.lower() == "file":
        return _local(address, offset)
    headers = [("User-Agent", "Tiepoint"), ("Accept-Encoding", "identity")]
    if offset:
        headers += [("Range", f"bytes={offset}-"), *([("If-Range", version)] if version else [])]
    try:
        response = _opener(address, headers).open(address, timeout=timeout_s)
    except urllib.error.HTTPError as error:
        with error:
            if error.code == 416:
                # There is nothing behind what is there already: the file has another size than thought.
                return Answer(_Nothing(), offset, _size_in(error.headers.get("Content-Range", "")), version)
            raise _failure(address, error) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _failure(address, error) from error
    return _answer(address, response, offset)


def _answer(address: str, response, offset: int) -> Answer:
    if response.headers.get_content_type() in ("text/html", "application/xhtml+xml"):
        response.close()
        raise Refused(f"{host_of(address)} sends a web page instead of the file, as a login page or a proxy does")
    version = response.headers.get("ETag", "")
    # A weak tag does not promise the same bytes.
    version = response.headers.get("Last-Modified", "") if version.startswith("W/") or not version else version
    text = response.headers.get("Content-Length", "")
    length = int(text) if text.isdigit() else None
    if response.status != 206:
        return Answer(response, 0, length, version, length)
    told = response.headers.get("Content-Range", "")
    begin = told.lower().removeprefix("bytes").strip().split("-")[0]
    if not begin.isdigit() or int(begin) != offset:
        response.close()
        raise Refused(f"{host_of(address)} sends another part of the file than it was asked for")
    return Answer(response, offset, _size_in(told), version, length)


def _size_in(content_range: str) -> int | None:
    size = content_range.rpartition("/")[2].strip()
    return int(size) if size.isdigit() else None


def _local(address: str, offset: int) -> Answer:
    path = urllib.request.url2pathname(urlsplit(address).path)
    try:
        file = open(path, "rb")         # the answer closes it
        status = os.fstat(file.fileno())
        file.seek(min(offset, status.st_size))
    except (OSError, ValueError) as error:
        raise Refused(f"{path} cannot be read ({_said(error)})") from error
    return Answer(file, offset, status.st_size, f"{status.st_size}-{status.st_mtime_ns}")


class _Nothing:
    """A stream at its end."""

    def read1(self, _count: int) -> bytes:
        return b""

    def close(self) -> None:
        """Nothing is open."""


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows to http and https only, and never from https to http."""

    def redirect_request(self, request, response, code, message, headers, address):
        """The request to follow with."""
        scheme = urlsplit(address).scheme.lower()
        if scheme not in ("https", "http") or scheme == "http" and request.type == "https":
            raise Refused(f"{host_of(request.full_url)} redirects to {address}, which is not safe")
        return super().redirect_request(request, response, code, message, headers, address)


def _opener(address: str, headers: Iterable[tuple[str, str]]) -> urllib.request.OpenerDirector:
    """Knows nothing but http and https: no ftp, no data, no files."""
    proxies = urllib.request.getproxies()
    proxy = proxies.get(urlsplit(address).scheme.lower(), proxies.get("all", ""))
    if proxy.lower().startswith("socks") and not urllib.request.proxy_bypass(host_of(address)):
        raise Refused(f"{host_of(address)} is behind the SOCKS proxy {host_of(proxy)}, which Tiepoint cannot use")
    opener = urllib.request.OpenerDirector()
    for handler in (urllib.request.ProxyHandler(), urllib.request.HTTPHandler(),
                    urllib.request.HTTPSHandler(context=ssl.create_default_context()), urllib.request.HTTPDefaultErrorHandler(),
                    _Redirects(), urllib.request.HTTPErrorProcessor(), urllib.request.UnknownHandler()):
        opener.add_handler(handler)
    opener.addheaders = list(headers)
    return opener


def _failure(address: str, error: Exception) -> Refused | Interrupted:
    """What an error of urllib means."""
    host = host_of(address)
    if isinstance(error, urllib.error.HTTPError):
        text = f"{host} {_REASONS.get(error.code, 'refuses it' if error.code < 500 else 'has failed')} (HTTP {error.code})"
        return Interrupted(text) if error.code in _PASSING else Refused(text)
    reason = getattr(error, "reason", error)
    if isinstance(reason, ssl.SSLCertVerificationError):
        return Refused(f"the certificate of {host} is not trusted here ({reason.verify_message}); where a proxy of yours puts its own "
                       "in place, name that in the environment variable SSL_CERT_FILE")
    if "407" in str(reason):
        return Refused(f"{host} {_REASONS[407]} ({reason})")
    if isinstance(error, (ValueError, http.client.InvalidURL)):
        return Refused(f"'{address}' is no address ({error})")
    return Interrupted(f"{host} cannot be reached ({_said(reason)})")


def _said(error: object) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).splitlines()[0].rstrip(".")
