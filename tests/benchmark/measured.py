"""What a command costs: wall and CPU seconds, peak memory.

The command is started by this file run as a script, a process of a few MB: a child's peak memory counts from that of its parent.
"""
from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """A finished command; ``status`` is its exit code, -9 where it took too long."""

    status: int
    stdout: str
    stderr: str
    wall_s: float
    cpu_s: float
    rss_mb: float


def run(command: list[str], timeout_s: float = 600.0) -> Run:
    """Run a command to its end, or for ``timeout_s``."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "record.json"
        process = subprocess.Popen([sys.executable, "-I", "-S", __file__, str(record), *command], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True, start_new_session=True)
        try:
            stdout, stderr = process.communicate(timeout=timeout_s)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            stdout, stderr = process.communicate()
            return Run(-9, stdout, stderr, timeout_s, timeout_s, 0.0)
        return Run(process.returncode, stdout, stderr, **json.loads(record.read_text(encoding="utf-8")))


def _main(record: str, *command: str) -> int:
    started = time.monotonic()
    child = os.posix_spawn(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)
    figures = {"wall_s": time.monotonic() - started, "cpu_s": usage.ru_utime + usage.ru_stime, "rss_mb": usage.ru_maxrss / 1024}
    Path(record).write_text(json.dumps(figures), encoding="utf-8")
    return os.waitstatus_to_exitcode(status) & 255


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
