"""Lets a file of this folder be started as a script, and keeps its stdout clean. Standard library only."""
from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import json
import os
import sys
from pathlib import Path
from typing import BinaryIO

PACKAGE = "tiepoint.core"
# Parameters of mallopt, and the largest block that is kept for the next use.
_MMAP_THRESHOLD, _TRIM_THRESHOLD, _KEPT_BYTES = -3, -1, 32 << 20


def bind() -> str:
    """Bind the name ``tiepoint`` to this checkout, whatever its folder is called, and return the package of this folder.

    A script's own folder comes first on ``sys.path``; it is taken out, or ``errors`` and ``progress`` would hide modules of that name.
    """
    _economise()
    core = Path(__file__).resolve().parent
    sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != core]
    if "tiepoint" not in sys.modules:
        root = core.parent
        spec = importlib.util.spec_from_file_location("tiepoint", root / "__init__.py", submodule_search_locations=[str(root)])
        module = importlib.util.module_from_spec(spec)
        sys.modules["tiepoint"] = module
        spec.loader.exec_module(module)
    return PACKAGE


def _economise() -> None:
    """Let libraries that are not loaded yet waste neither processors nor memory traffic."""
    # The matrices here are small: threads of the linear algebra library would cost more than they bring.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Threads of networks that have nothing to do sleep: turning in circles they slow down whatever else runs, themselves too.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    # Arrays of a few megabytes come and go. Given back to the system each time, they would have to be cleared by it each time.
    with contextlib.suppress(OSError, AttributeError, TypeError):          # the GNU C library has this, others do without
        allocator = ctypes.CDLL(None).mallopt
        allocator(_MMAP_THRESHOLD, _KEPT_BYTES)
        allocator(_TRIM_THRESHOLD, 16 * _KEPT_BYTES)


def claim_stdout() -> BinaryIO:
    """The process's stdout as a private stream; whatever else writes to stdout from now on, C libraries included, goes to stderr."""
    sys.stdout.flush()
    private = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return private


def as_json(record: dict, indent: int | None = None) -> bytes:
    """A record as JSON in ASCII with a line end; NumPy scalars become numbers, paths and the like text."""
    return json.dumps(record, default=_plain, indent=indent).encode("ascii") + b"\n"


def _plain(value):
    return value.item() if hasattr(value, "item") else str(value)
