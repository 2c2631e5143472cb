"""Where the engine's Python interpreter is. No QGIS here: everything that varies is an argument."""
from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ...core.errors import EngineError
from ..words import mark

VARIABLE = "TIEPOINT_PYTHON"
SETTING = "tiepoint/python"
NOT_SET_UP = mark("Tiepoint's engine is not set up: no Python environment was found.")
SETUP_HINT = mark("Set it up in Settings > Options > Tiepoint; or create a Python environment with the packages of requirements.txt and "
                  "name its interpreter in the environment variable TIEPOINT_PYTHON or in the setting tiepoint/python.")
UNFINISHED = mark("The environment of Tiepoint's engine is not finished.")
UNFINISHED_HINT = mark("Wait until it is made; if nothing makes it, create it in Settings > Options > Tiepoint.")


@dataclass(frozen=True)
class Interpreter:
    """A Python interpreter and where it was named; ``origin`` completes "... from"."""

    path: Path
    origin: str


def layouts(platform: str = sys.platform) -> tuple[str, ...]:
    """Where an environment keeps its interpreter, relative to its folder, likeliest first.

    Args:
        platform: as in ``sys.platform``; ``win32`` has Scripts (venv) or the folder itself (conda), Linux and macOS have bin.
    """
    return ("Scripts/python.exe", "python.exe") if platform == "win32" else ("bin/python", "bin/python3")


def environment(profile: Path) -> Path:
    """Where the environment of a QGIS profile is, and where a new one is made."""
    return profile / "tiepoint" / "env"


def unfinished(folder: Path) -> Path:
    """The file that is there while an environment is made, and stays where that was broken off."""
    return folder.with_name(folder.name + ".unfinished")


def in_environment(folder: Path, platform: str = sys.platform) -> Path | None:
    """The interpreter of an environment folder; None if it has none."""
    for layout in layouts(platform):
        if (folder / layout).is_file():
            return folder / layout
    return None


def find(variables: Mapping[str, str], setting: str, profile: Path, checkout: Path, platform: str = sys.platform) -> Interpreter:
    """The interpreter to start. Never ``sys.executable``: inside QGIS that is QGIS itself on Windows and macOS.

    Args:
        variables: environment variables; ``TIEPOINT_PYTHON`` comes first.
        setting: the setting ``tiepoint/python``, empty if there is none; comes second.
        profile: folder of the QGIS profile; its ``tiepoint/env`` comes third.
        checkout: folder of the plugin; its ``.venv`` comes last.

    Raises:
        EngineError: what was named is no interpreter, or nothing was found.
    """
    for text, origin in ((variables.get(VARIABLE, ""), f"the environment variable {VARIABLE}"), (setting, f"the setting {SETTING}")):
        if text:
            return Interpreter(named(text, origin, platform), origin)
    own = environment(profile)
    half_made = unfinished(own).exists()
    for folder, origin in ((own, "the QGIS profile"), (checkout / ".venv", "the plugin folder")):
        path = in_environment(folder, platform)
        if path and not (half_made and folder == own):
            return Interpreter(path, origin)
    raise EngineError(UNFINISHED, UNFINISHED_HINT) if half_made else EngineError(NOT_SET_UP, SETUP_HINT)


def named(text: str, origin: str, platform: str = sys.platform) -> Path:
    """The interpreter a person named, by its file or by the folder of its environment; raises EngineError where it is none."""
    path = Path(os.path.expanduser(text))
    if path.is_dir():
        inside = in_environment(path, platform)
        if inside is None:
            wanted = " or ".join(layouts(platform))
            raise EngineError(f"The folder {path} from {origin} holds no Python interpreter ({wanted}).", SETUP_HINT)
        return inside
    if not path.is_file():
        raise EngineError(f"The engine's Python {path} from {origin} does not exist.", SETUP_HINT)
    if not os.access(path, os.X_OK):
        raise EngineError(f"The engine's Python {path} from {origin} is not executable.", "Make it executable or name another one.")
    return path
