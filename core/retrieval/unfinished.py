"""What has been encoded of an index that is not finished, beside its file: nothing is encoded twice after an interruption."""
from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator

import numpy as np

from .. import outputs
from ..errors import OutputError
from .bits import row_bytes

SUFFIX = ".building"
_MEMORY = ":memory:"
# Of the table; what an older version has left unfinished is begun again.
_FORM = 2


class Unfinished:
    """Codes of groups of tiles; a context manager.

    Args:
        path: of the index; empty: they are kept in memory.
        settings: record of what the index is made with; what was encoded with others is forgotten.
        bits: of a code.

    Raises:
        OutputError: the file cannot be written.
    """

    def __init__(self, path: str, settings: str, bits: int):
        self.path, self._bytes = os.path.abspath(path) + SUFFIX if path else _MEMORY, row_bytes(bits)
        with self._errors():
            try:
                self._db = self._open(settings)
            except sqlite3.DatabaseError:
                # A half-written file of a crash: start again.
                self.forget()
                self._db = self._open(settings)

    def __enter__(self):
        return self

    def __exit__(self, *_) -> None:
        self._db.close()

    def add(self, groups: list[tuple[str, int, int, np.ndarray, np.ndarray, int, np.ndarray]]) -> None:
        """Keep groups of tiles: (key of the source, number of the first tile, of the next group, windows, codes, skipped, detail) each."""
        rows = [(key, first, following, np.ascontiguousarray(windows, "<i4").tobytes(), codes.tobytes(), skipped, detail.tobytes())
                for key, first, following, windows, codes, skipped, detail in groups]
        with self._errors(), self._db:
            self._db.executemany("INSERT OR REPLACE INTO groups VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def start(self, key: str) -> int:
        """Number of the first tile of a source that is not there yet."""
        with self._errors():
            return self._db.execute("SELECT coalesce(max(following), 0) FROM groups WHERE source = ?", (key,)).fetchone()[0]

    def tiles(self, key: str) -> tuple[np.ndarray, np.ndarray, int]:
        """Windows (N, 4), codes (N, bytes) and number of tiles that were skipped of a source."""
        with self._errors():
            rows = self._db.execute("SELECT windows, codes, skipped FROM groups WHERE source = ? ORDER BY first", (key,)).fetchall()
        windows = np.frombuffer(b"".join(row[0] for row in rows), "<i4").reshape(-1, 4)
        codes = np.frombuffer(b"".join(row[1] for row in rows), np.uint8).reshape(-1, self._bytes)
        return windows.astype(np.int32), codes, sum(row[2] for row in rows)

    def details(self, key: str) -> np.ndarray:
        """(N,) how much there is to see in the tiles of a source, see `core.retrieval.plainness`."""
        with self._errors():
            rows = self._db.execute("SELECT detail FROM groups WHERE source = ? ORDER BY first", (key,)).fetchall()
        return np.frombuffer(b"".join(row[0] for row in rows), np.uint8)

    def forget(self) -> None:
        """Delete the file."""
        with contextlib.suppress(AttributeError):
            self._db.close()
        if self.path != _MEMORY:
            for suffix in ("", *outputs.SIDECARS):
                outputs.remove(self.path + suffix)

    def _open(self, settings: str) -> sqlite3.Connection:
        db = sqlite3.connect(self.path)
        try:
            with db:
                db.execute("CREATE TABLE IF NOT EXISTS about (settings TEXT)")
                kept = f"{_FORM} {settings}"
                if db.execute("SELECT settings FROM about").fetchall() != [(kept,)]:
                    db.execute("DELETE FROM about")
                    db.execute("DROP TABLE IF EXISTS groups")
                    db.execute("CREATE TABLE groups (source TEXT, first INTEGER, following INTEGER, windows BLOB, codes BLOB, "
                               "skipped INTEGER, detail BLOB, PRIMARY KEY (source, first))")
                    db.execute("INSERT INTO about VALUES (?)", (kept,))
        except sqlite3.Error:
            db.close()
            raise
        return db

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if outputs.is_full(self.path):
                raise outputs.disk_full(self.path) from error
            raise OutputError(f"{self.path} cannot be written: {error}.", "Choose an output in a folder you may write to.") from error
