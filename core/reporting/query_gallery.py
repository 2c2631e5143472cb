"""Queries and what was found: five rows of four tiles, the query first, framed blue, and wrong ones framed red."""
from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from .lettering import drawable

#: Rows and columns of a gallery, of which the first tile is the query.
ROWS, COLUMNS = 5, 4
FOUND = ROWS * COLUMNS - 1
_SIDE, _GAP, _TEXT, _FRAME = 96, 8, 18, 3
_BLUE, _RED, _INK = (30, 90, 220), (220, 40, 40), (30, 35, 48)


def gallery(query: tuple[np.ndarray, str], found: Sequence[tuple[np.ndarray, str, bool]]) -> np.ndarray:
    """One query and what was found.

    Args:
        query: tile (side, side, 3) uint8 and name of its class.
        found: the same of the nearest tiles, nearest first, and whether they are right; at most `FOUND` are shown.

    Returns:
        (rows, cols, 3) uint8 RGB, as large for any number of tiles.
    """
    step, height = _SIDE + _GAP, _SIDE + _TEXT + _GAP
    sheet = np.full((ROWS * height + _GAP, COLUMNS * step + _GAP, 3), 255, np.uint8)
    shown = [(*query, _BLUE), *((tile, name, None if right else _RED) for tile, name, right in found[:FOUND])]
    for number, (tile, name, frame) in enumerate(shown):
        row, column = divmod(number, COLUMNS)
        top, left = _GAP + row * height, _GAP + column * step
        sheet[top : top + _SIDE, left : left + _SIDE] = cv2.resize(tile, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
        if frame:
            cv2.rectangle(sheet, (left - 1, top - 1), (left + _SIDE, top + _SIDE), frame, _FRAME)
        text = f"{number} {name}" if number else name
        text = drawable(text, _SIDE // 6)
        cv2.putText(sheet, text, (left, top + _SIDE + 13), cv2.FONT_HERSHEY_SIMPLEX, 0.36, frame or _INK, 1, cv2.LINE_AA)
    return sheet


def sheet(galleries: Sequence[np.ndarray], columns: int = 3) -> np.ndarray:
    """Galleries side by side, (rows, cols, 3) uint8; white where none is left."""
    rows = [galleries[first : first + columns] for first in range(0, len(galleries), columns)]
    white = np.full_like(galleries[0], 255)
    return np.vstack([np.hstack([*row, *[white] * (min(columns, len(galleries)) - len(row))]) for row in rows])
