"""Files that tell where a template's corners lie in its input, in the published format.

``{"location": [{"top_left_u": 3, "top_left_v": 60}, {"top_right_u": ...}, {"bottom_left_u": ...}, {"bottom_right_u": ...}]}``, where u are
columns and v are rows of the input, counted from the centre of its first pixel. The bottom left corner comes before the right one.
"""
from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from ..errors import OptionError
from ..outputs import atomic

ENDING = "_label.txt"
_KEYS = ("top_left", "top_right", "bottom_left", "bottom_right")
# Between the order of the file and top left, top right, bottom right, bottom left; it is its own inverse.
_ORDER = [0, 1, 3, 2]


def write(path: str | os.PathLike, corners: np.ndarray, inputs: Iterable[str | os.PathLike] = ()) -> None:
    """Write corners (4, 2), top left, top right, bottom right, bottom left; whole numbers as such. OutputError where that fails."""
    places = [{f"{key}_{axis}": int(value) if value == int(value) else float(value) for axis, value in zip("uv", corner)}
              for key, corner in zip(_KEYS, np.asarray(corners, np.float64)[_ORDER])]
    with atomic(path, inputs) as partial, open(partial, "w", encoding="utf-8") as file:
        json.dump({"location": places}, file)


def read(path: str | os.PathLike) -> np.ndarray:
    """Corners (4, 2) float64 of a file: top left, top right, bottom right, bottom left.

    Raises:
        OptionError: the file cannot be read, or is no label; it says what is wrong.
    """
    try:
        held = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise OptionError(f"The label {path} cannot be read: {str(error).splitlines()[0]}.", _HINT) from error
    places = held.get("location") if isinstance(held, dict) else None
    if not isinstance(places, list) or len(places) != len(_KEYS):
        raise OptionError(f"The label {path} has no list 'location' of {len(_KEYS)} corners.", _HINT)
    return np.array([[_number(path, place, f"{key}_{axis}") for axis in "uv"] for key, place in zip(_KEYS, places)])[_ORDER]


_HINT = "Give the text files that belong to the samples, as `generate` writes them."


def _number(path, place: object, key: str) -> float:
    value = place.get(key) if isinstance(place, dict) else None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not np.isfinite(value):
        raise OptionError(f"The label {path} has no number '{key}' where it is expected.", _HINT)
    return float(value)
