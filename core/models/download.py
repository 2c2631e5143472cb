"""Fetches a published file: goes on where it was cut, verifies it, and gives it its name only then."""
from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import ModelError, OutputError
from ..progress import Progress, Steps
from . import checksum, connection, folders
from .connection import Interrupted, Refused
from .part import Part
from .stream import Stream

# Seconds before the next attempt, after so many that brought nothing.
_PAUSES_S = (1.0, 3.0, 10.0)
# What is still needed beside the file itself.
_SPARE_BYTES = 2**20
# Of the progress of a fetch; the rest verifies.
_FETCHING = 0.95


@dataclass(frozen=True)
class Wanted:
    """What is known of a file before it is fetched.

    Attributes:
        name: of the file.
        addresses: tried in order.
        bytes: its size; None: not known. sha256: 64 digits, or how it begins, or empty.
        beside: bytes that are needed on the disk beside it.
    """

    name: str
    addresses: Sequence[str]
    bytes: int | None = None
    sha256: str = ""
    beside: int = 0


@dataclass(frozen=True)
class Fetched:
    """A complete file: its sha256, and how many bytes came now, what was there already not counted."""

    digest: str
    received: int


def fetch(wanted: Wanted, path: Path, progress: Progress, pauses_s: Sequence[float] = _PAUSES_S,
          timeout_s: float = connection.TIMEOUT_S) -> Fetched:
    """Fetch a file from the first of its addresses that gives it.

    Args:
        wanted: what is known of it.
        path: what it is to be called; its folder is made where it is missing.
        progress: is told the megabytes; what it raises leaves the part for the next time.
        pauses_s: before further attempts at an address that brought nothing.
        timeout_s: how long a server may be silent.

    Raises:
        ModelError: no address gives the file; the message says why not, of each.
        OutputError: the disk is full or the folder cannot be written to.
    """
    folders.make(path.parent)
    said = []
    with Part(path) as part:
        if wanted.bytes is not None:
            _check_space(path, wanted.bytes - part.size, wanted)
        transfer = _Transfer(wanted, part, Steps(progress, 0.0, _FETCHING), timeout_s)
        if transfer.is_there(progress):
            part.complete()
            return Fetched(wanted.sha256, 0)
        for address in wanted.addresses:
            try:
                digest = transfer.run(address, pauses_s, Steps(progress, _FETCHING, 1.0))
                part.complete()
                return Fetched(digest, transfer.received)
            except Refused as error:
                said.append(str(error))
        kept = part.size
        if not kept:
            part.discard()
    there = f" {_megabytes(kept)} MB are kept, and the same again goes on from there." if kept else ""
    raise ModelError(f"{wanted.name} cannot be fetched: {'; '.join(dict.fromkeys(said)) or 'there is no address'}.{there}")


class _Transfer:
    """One file on its way, over as many connections as it takes."""

    def __init__(self, wanted: Wanted, part: Part, progress: Progress, timeout_s: float):
        self._wanted, self._part, self._progress, self._timeout_s = wanted, part, progress, timeout_s
        self._began_at = part.size
        self._size = wanted.bytes
        self.received = 0

    def is_there(self, progress: Progress) -> bool:
        """Whether the part is the whole file already, as after a cancel at the very end."""
        if len(self._wanted.sha256) < 64 or self._part.size != self._wanted.bytes:
            return False
        return self._digest(progress) == self._wanted.sha256

    def run(self, address: str, pauses_s: Sequence[float], verifying: Progress) -> str:
        """Everything from one address; the checksum of the complete file. Raises Refused."""
        failures, restarted = 0, False
        while True:
            before = self._part.size
            try:
                complete, reason = self._attempt(address), "the connection was cut"
            except Interrupted as error:
                complete, reason = False, str(error)
            if complete or self._may_be_complete():
                digest = self._digest(verifying)
                if digest.startswith(self._wanted.sha256):
                    return digest
                if complete and (restarted or not before):
                    self._part.clear()
                    raise Refused(f"{connection.host_of(address)} sends another file: its sha256 begins with {digest[:8]} instead of "
                                  f"{self._wanted.sha256[:8]}")
                if complete:
                    # What was there already may have been of another file.
                    self._part.clear()
                    restarted = True
                    continue
            failures = 0 if self._part.size > before else failures + 1
            if failures > len(pauses_s):
                raise Refused(f"{reason}, {_megabytes(self._part.size)} MB have come" if self._part.size else reason)
            pause = pauses_s[max(failures - 1, 0)] if pauses_s else 0.0
            self._progress.log(f"{reason[:1].upper()}{reason[1:]}; {_megabytes(self._part.size)} MB have come. Again in {pause:g} s.")
            self._pause(pause)

    def _attempt(self, address: str) -> bool:
        """Receive what one connection brings; whether the file is complete then."""
        part, same = self._part, self._part.address == address
        if not self._wanted.sha256 and not (same and part.version):
            # Nothing would tell whether the two halves belong together.
            part.clear()
        version = part.version if same else ""
        with Stream(lambda: connection.ask(address, part.size, version, self._timeout_s), self._tell) as stream:
            answer = stream.answer()
            if answer.size is not None and self._wanted.bytes is None:
                self._size = answer.size
                _check_space(part.whole, answer.size - part.size, self._wanted)
            if answer.offset and answer.size is not None and answer.size < part.size <= (self._wanted.bytes or 0):
                raise Refused(f"{connection.host_of(address)} has another file, of {_megabytes(answer.size)} MB")
            changed = part.size > 0 and version != "" and answer.version != version
            part.note(address, answer.version)
            if changed:
                part.clear()
                if answer.offset:
                    raise Interrupted(f"{connection.host_of(address)} has another file now")
            self._receive(stream, skip=part.size - answer.offset, host=connection.host_of(address))
            part.flush()
        whole = self._wanted.bytes if self._wanted.bytes is not None else answer.size
        return whole is None or part.size >= whole

    def _receive(self, stream: Stream, skip: int, host: str) -> None:
        """Append what comes; the first ``skip`` bytes are there already, from a server that always begins at the beginning."""
        limit = self._wanted.bytes
        while True:
            data = stream.chunk()
            if not data:
                return
            self.received += len(data)
            new, skip = data[skip:] if skip < len(data) else b"", max(skip - len(data), 0)
            if limit is not None and self._part.size + len(new) > limit:
                self._part.clear()
                raise Refused(f"{host} sends another file: it is larger than {_megabytes(limit)} MB")
            self._part.append(new)

    def _may_be_complete(self) -> bool:
        """Whether what was cut may be the whole file all the same: a server may claim any length."""
        return self._wanted.bytes is None and len(self._wanted.sha256) == 64 and self._part.size > 0

    def _digest(self, progress: Progress) -> str:
        self._part.flush()
        return checksum.sha256(self._part.path, progress, self._wanted.name)

    def _tell(self) -> None:
        # The share of what is left to do now, so that the time remaining is right where a part was there already.
        done, size = self._part.size, self._size
        share = (done - self._began_at) / max(size - self._began_at, 1) if size else 0.0
        of = f" of {_megabytes(size)}" if size else ""
        self._progress.step(min(max(share, 0.0), 1.0), f"Fetching {self._wanted.name}: {_megabytes(done)}{of} MB")

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while True:
            self._tell()
            left = until - time.monotonic()
            if left <= 0:
                return
            time.sleep(min(left, 0.1))


def _check_space(path: Path, missing: int, wanted: Wanted) -> None:
    needed = max(missing, 0) + wanted.beside + _SPARE_BYTES
    free = shutil.disk_usage(path.parent).free
    if needed > free:
        raise OutputError(f"{wanted.name} needs {_megabytes(needed)} MB in {path.parent}, where {_megabytes(free)} MB are free.",
                          "Free some space, or name a folder on another disk in the environment variable TIEPOINT_MODELS.")


def _megabytes(count: int) -> str:
    return f"{count / 1e6:,.1f}" if count < 100e6 else f"{count / 1e6:,.0f}"
