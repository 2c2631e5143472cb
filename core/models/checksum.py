"""SHA-256 of files; that of a large file is remembered as long as its size and time of change stay the same."""
from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path

from ..errors import OutputError
from ..outputs import atomic
from ..progress import Progress, Silent
from . import folders

_MEMORY = ".checksums.json"
_CHUNK = 4 * 2**20
# Below this, reading the memory is no faster than reading the file.
REMEMBERED_BYTES = 8 * 2**20


def sha256(path: Path, progress: Progress | None = None, name: str = "") -> str:
    """64 digits; always read from the file, which is called ``name`` in messages where it has another yet."""
    progress = progress or Silent()
    digest, done, size = hashlib.sha256(), 0, max(path.stat().st_size, 1)
    with open(path, "rb") as file:
        while True:
            block = file.read(_CHUNK)
            if not block:
                return digest.hexdigest()
            digest.update(block)
            done += len(block)
            progress.step(min(done / size, 1.0), f"Verifying {name or path.name}")


def remembered(path: Path, progress: Progress | None = None) -> str:
    """64 digits; taken from the memory of the user's folder where the file has not changed since."""
    status = path.stat()
    if status.st_size < REMEMBERED_BYTES:
        return sha256(path, progress)
    memory = folders.own() / _MEMORY
    known, key, state = _read(memory), str(path.resolve()), [status.st_size, status.st_mtime_ns]
    entry = known.get(key)
    if isinstance(entry, list) and entry[:2] == state and len(entry) == 3:
        return str(entry[2])
    digest = sha256(path, progress)
    # Where it cannot be written the file is read again next time.
    with contextlib.suppress(OSError, OutputError):
        memory.parent.mkdir(parents=True, exist_ok=True)
        kept = {name: value for name, value in known.items() if os.path.exists(name)}
        with atomic(memory) as partial:
            Path(partial).write_text(json.dumps({**kept, key: [*state, digest]}, indent=1), encoding="utf-8")
    return digest


def _read(memory: Path) -> dict:
    with contextlib.suppress(OSError, ValueError):
        known = json.loads(memory.read_text(encoding="utf-8"))
        return known if isinstance(known, dict) else {}
    return {}
