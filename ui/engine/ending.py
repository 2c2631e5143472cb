"""What to tell the user when the engine process has ended without an answer. No QGIS here."""
from __future__ import annotations

import signal

from ...core.errors import EngineError

LOG_HINT = "What it wrote is in the message log, tab Tiepoint."
# Windows has no signals: its crashed processes have status codes such as 0xC0000005.
_SIGKILL = 9
_MEMORY_HINT = "Close other programs, use a smaller extent or a wider tie-point spacing."


def unanswered(program: str, ready: bool, exit_code: int, killed: bool) -> EngineError:
    """The error for a process that ended without an answer.

    Args:
        program: the interpreter.
        ready: whether it had announced itself.
        exit_code: its exit code; on Linux and macOS the number of the signal when it was killed.
        killed: whether it was killed or crashed rather than exited by itself.
    """
    if killed and exit_code == _SIGKILL:
        return EngineError("The engine was killed while it worked, most likely because memory ran out.", _MEMORY_HINT)
    if killed:
        return EngineError(f"The engine crashed{_signal_name(exit_code)}.", f"Try again on the CPU or with another method. {LOG_HINT}")
    if ready:
        return EngineError(f"The engine ended with exit code {exit_code} before it answered.", LOG_HINT)
    return EngineError(f"{program} ended with exit code {exit_code} instead of starting Tiepoint's engine.",
                       f"Name a Python interpreter, 3.9 or newer, that has the packages of requirements.txt. {LOG_HINT}")


def _signal_name(number: int) -> str:
    try:
        return f" ({signal.Signals(number).name})"
    except ValueError:
        return f" (status {number})"
