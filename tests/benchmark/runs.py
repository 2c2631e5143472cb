"""The runs of a benchmark: one JSON object a line, written as they are made, so that a stopped benchmark goes on."""
from __future__ import annotations

import json
import threading
from pathlib import Path

KEYS = ("group", "name", "method")


class Runs:
    """What is in a file, and what is added to it."""

    def __init__(self, path: Path):
        self.path, self._lock = path, threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        self.rows = [row for row in map(_parsed, lines) if row]
        self._done = {_key(row) for row in self.rows}
        if lines and not _parsed(lines[-1]):              # cut off while it was written
            path.write_text("".join(json.dumps(row) + "\n" for row in self.rows), encoding="utf-8")

    def has(self, group: str, name: str, method: str) -> bool:
        """Whether that run has been made."""
        return (group, name, method) in self._done

    def add(self, row: dict) -> None:
        """Keep a run, on the disk too."""
        with self._lock:
            self.rows.append(row)
            self._done.add(_key(row))
            with open(self.path, "a", encoding="utf-8") as file:
                file.write(json.dumps(row) + "\n")


def _key(row: dict) -> tuple:
    return tuple(row[key] for key in KEYS)


def _parsed(line: str) -> dict | None:
    try:
        return json.loads(line)
    except ValueError:
        return None
