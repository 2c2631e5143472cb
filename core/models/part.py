"""A file that is being fetched: what is there of it lies beside it as ``.part`` and stays until it is complete."""
from __future__ import annotations

import contextlib
import json
import os
import time
from pathlib import Path

from .. import outputs
from ..errors import OutputError

try:
    import fcntl
except ImportError:         # Windows, where a file that is open cannot be renamed, so that two who fetch it cannot mix
    fcntl = None


class Part:
    """The beginning of a file, as a context: closed on exit, kept on the disk.

    Args:
        path: of the whole file.

    Attributes:
        path: of the part; size: its bytes.
        address, version: of the file it is a part of, as the server called it; empty where that is not known.
    """

    def __init__(self, path: Path):
        self.whole, self.path = path, path.with_name(path.name + ".part")
        self._note = path.with_name(path.name + ".part.json")
        self.address, self.version = self._told()
        self._file = None
        self.size = 0

    def __enter__(self) -> Part:
        self._do(self._open)
        try:
            self._claim()
        except OutputError:
            self._file.close()
            raise
        self.size = self._file.tell()
        return self

    def __exit__(self, *_exception) -> None:
        # A disk that has been full says so once more.
        with contextlib.suppress(OSError):
            self._file.close()

    def note(self, address: str, version: str) -> None:
        """Remember whose part it is, for the next time."""
        if (address, version) != (self.address, self.version):
            self.address, self.version = address, version
            self._do(lambda: self._note.write_text(json.dumps({"address": address, "version": version}), encoding="utf-8"))

    def append(self, data: bytes) -> None:
        """Add bytes; OutputError where the disk is full."""
        self._do(lambda: self._file.write(data))
        self.size += len(data)

    def clear(self) -> None:
        """Begin anew."""
        self._do(lambda: self._file.truncate(0))
        self.size = 0

    def flush(self) -> None:
        """Hand everything over to the system, so that another may read it."""
        self._do(self._file.flush)

    def complete(self) -> None:
        """Give it its own name, at once."""
        self._do(self._settle)

    def discard(self) -> None:
        """Remove it."""
        with contextlib.suppress(OSError):
            self._file.close()
        for path in (self.path, self._note):
            outputs.remove(str(path))

    def _open(self) -> None:
        self._file = open(self.path, "ab")  # closed on exit

    def _claim(self) -> None:
        """Two must not write into one file: another QGIS may be fetching it."""
        if fcntl is None:
            return
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            same = os.path.samestat(os.fstat(self._file.fileno()), os.stat(self.path))
        except (FileNotFoundError, BlockingIOError):
            taken = True        # the other is at work, or has finished in this moment
        except OSError:
            return              # a file system without locks
        else:
            taken = not same
        if taken:
            raise OutputError(f"{self.whole.name} is being fetched already, by another run.", "Wait until that is done, or cancel it.")

    def _settle(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        for pause_s in (0.1, 0.5, 2.0):
            try:
                os.replace(self.path, self.whole)
                break
            except PermissionError:
                # On Windows a virus scanner may hold what has just been written.
                time.sleep(pause_s)
        else:
            os.replace(self.path, self.whole)
        outputs.remove(str(self._note))

    def _do(self, action) -> None:
        try:
            action()
        except OSError as error:
            raise outputs.output_error(str(self.path), error) from error

    def _told(self) -> tuple[str, str]:
        with contextlib.suppress(OSError, ValueError, AttributeError):
            note = json.loads(self._note.read_text(encoding="utf-8"))
            return str(note.get("address", "")), str(note.get("version", ""))
        return "", ""
