"""The engine's language: JSON lines, each with the protocol version. No QGIS here."""
from __future__ import annotations

import json

from ...core.errors import EngineError

VERSION = 1
MINIMUM_PYTHON = (3, 9)
_TYPES = ("ready", "progress", "log", "partial", "result", "error")
_VERSIONS_HINT = "The plugin was updated while QGIS was running: restart QGIS."


def request(request_type: str, **values) -> bytes:
    """One request as a line."""
    return json.dumps({"protocol": VERSION, "type": request_type, **values}).encode("ascii") + b"\n"


class Lines:
    """Cuts a stream of bytes into messages.

    Args:
        program: what is being listened to, for the error message.
    """

    def __init__(self, program: str):
        self._program = program
        self._rest = b""

    def feed(self, data: bytes) -> list[dict]:
        """The messages that are complete now; raises EngineError for what is none."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        return [self._message(line) for line in lines if line.strip()]

    def end(self) -> None:
        """The stream has ended: raise EngineError for an unfinished line."""
        if self._rest.strip():
            self._message(self._rest)

    def _message(self, line: bytes) -> dict:
        try:
            message = json.loads(line)
        except ValueError:
            message = None
        if not isinstance(message, dict) or "protocol" not in message:
            shown = line[:60].decode("utf-8", "replace").strip()
            raise EngineError(f"{self._program} does not answer like Tiepoint's engine but with '{shown}'.",
                              "Name a Python interpreter that has the packages of requirements.txt.")
        if message["protocol"] != VERSION:
            raise EngineError(f"The engine speaks protocol version {message['protocol']}, the plugin version {VERSION}.", _VERSIONS_HINT)
        if message.get("type") not in _TYPES:
            raise EngineError(f"The engine sent a message of unknown type '{message.get('type')}'.", _VERSIONS_HINT)
        return message


def check_python(ready: dict, program: str) -> None:
    """Raise EngineError when the engine that has announced itself runs on a Python that is too old."""
    version = str(ready.get("python", ""))
    try:
        numbers = tuple(int(part) for part in version.split(".")[:2])
    except ValueError:
        numbers = ()
    if numbers < MINIMUM_PYTHON:
        wanted = ".".join(map(str, MINIMUM_PYTHON))
        raise EngineError(f"{program} is Python {version or 'of unknown version'}, but the engine needs Python {wanted} or newer.",
                          "Create the engine's environment with a newer Python.")
