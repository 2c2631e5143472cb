"""A before/after sheet as one picture file, for documents and terminals without a browser."""
from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence

import cv2
import numpy as np

from ..errors import OutputError
from ..language import tr
from ..outputs import atomic
from .lettering import drawable
from .pictures import checked, checkerboard_image, edges_image

_GAP, _HEAD, _GROUND, _INK = 12, 26, 255, (30, 35, 48)


def before_after_sheet(reference: np.ndarray, before: np.ndarray, after: np.ndarray, crops: Sequence[Mapping] = (), cells: int = 8,
                       width: int = 1280) -> np.ndarray:
    """Checkerboards of reference and target before and after, and below them details with the reference's edges in cyan.

    Args:
        reference, before, after: uint8 pictures of one size.
        crops: dicts with reference, before, after (uint8, one size) and optionally label; three columns each, two crops a row.
        cells: squares of the checkerboards along the longer side.
        width: of the sheet in pixels.

    Returns:
        (rows, width, 3) uint8 RGB.
    """
    rows = [[(tr("Before: checkerboard of reference and target"), checkerboard_image(reference, before, cells)),
             (tr("After: checkerboard of reference and target"), checkerboard_image(reference, after, cells))]]
    tiles = []
    for number, crop in enumerate(crops, 1):
        label = crop.get("label") or tr("detail {number}", number=number)
        tiles.append([(tr("{label}: reference", label=label), crop["reference"]),
                      (tr("before"), edges_image(crop["reference"], crop["before"])),
                      (tr("after"), edges_image(crop["reference"], crop["after"]))])
    rows += [sum(tiles[i:i + 2], []) for i in range(0, len(tiles), 2)]
    columns = max(len(row) for row in rows[1:]) if len(rows) > 1 else 0
    strips = [strip(row, 2 if i == 0 else columns, width) for i, row in enumerate(rows)]
    return np.vstack(strips)


def write_png(path: str | os.PathLike, image: np.ndarray, inputs: Iterable[str | os.PathLike] = ()) -> None:
    """Write a uint8 grey or RGB picture as PNG; raises OutputError where that is not possible."""
    image = checked(image)
    done, data = cv2.imencode(".png", image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_RGB2BGR))
    if not done:
        raise OutputError(f"A picture of shape {image.shape} could not be encoded.", "Make the picture smaller.")
    with atomic(path, inputs) as partial, open(partial, "wb") as file:
        file.write(data.tobytes())


def strip(row: Sequence[tuple[str, np.ndarray]], columns: int, width: int) -> np.ndarray:
    """Pictures side by side under their labels, all brought to one column width."""
    side = (width - _GAP * (columns + 1)) // columns
    shown = [(label, _fitted(image, side)) for label, image in row]
    height = max(image.shape[0] for _, image in shown)
    strip = np.full((height + _HEAD + _GAP, width, 3), _GROUND, np.uint8)
    for i, (label, image) in enumerate(shown):
        left = _GAP + i * (side + _GAP)
        cv2.putText(strip, drawable(label, side // 8), (left, _HEAD - 8), cv2.FONT_HERSHEY_SIMPLEX, 0.45, _INK, 1, cv2.LINE_AA)
        strip[_HEAD:_HEAD + image.shape[0], left:left + image.shape[1]] = image
    return strip


def _fitted(image: np.ndarray, side: int) -> np.ndarray:
    image = image if image.ndim == 3 else cv2.cvtColor(image, cv2.COLOR_GRAY2RGB)
    factor = side / image.shape[1]
    size = (side, max(1, round(image.shape[0] * factor)))
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_NEAREST)
