"""Two pictures on one canvas with lines between their matches, as pixels: for documents, notebooks and thousands of lines."""
from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ..errors import RasterError
from .pictures import checked

#: Where the second picture stands: to the right of the first, or below it.
LAYOUTS = ("horizontal", "vertical")
#: White pixels between the pictures; thickness of the lines; length of the strokes of a marker.
GAP, LINE_PX, MARKER_PX = 10, 0.4, 8
_WHITE, _KEYPOINT = 255, (255, 210, 0)
# Positions are drawn to a sixteenth of a pixel.
_SHIFT = 4
# OpenCV's smoothed line of one pixel covers as much as one so thick, measured over directions: 1.13 to 1.41.
_SMOOTHED_PX = 1.35


@dataclass(frozen=True, eq=False)
class Canvas:
    """Two pictures on white.

    Attributes:
        picture: (rows, cols, 3) uint8 RGB.
        origins: (2, 2) x and y of the upper left corner of either picture on the canvas.
    """

    picture: np.ndarray
    origins: np.ndarray


def join(first: np.ndarray, second: np.ndarray, layout: str = "horizontal", gap: int = GAP) -> Canvas:
    """Place two pictures beside each other or one above the other, at the top or left; white where the smaller one ends.

    Args:
        first, second: uint8 pictures, grey or RGB, of any sizes.
        layout: one of LAYOUTS.
        gap: white pixels between them.

    Raises:
        RasterError: something is no picture, or there is no such layout.
    """
    if layout not in LAYOUTS:
        raise RasterError(f"There is no layout '{layout}'.", f"Choose one of: {', '.join(LAYOUTS)}.")
    pictures = [image if image.ndim == 3 else cv2.cvtColor(image, cv2.COLOR_GRAY2RGB) for image in (checked(first), checked(second))]
    sizes = np.array([image.shape[1::-1] for image in pictures])
    along = LAYOUTS.index(layout)
    origins = np.zeros((2, 2), dtype=np.int64)
    origins[1, along] = sizes[0, along] + gap
    width, height = (origins + sizes).max(axis=0)
    picture = np.full((height, width, 3), _WHITE, np.uint8)
    for image, (left, top) in zip(pictures, origins):
        picture[top : top + image.shape[0], left : left + image.shape[1]] = image
    return Canvas(picture, origins)


def match_picture(first: np.ndarray, second: np.ndarray, first_xy, second_xy, layout: str = "horizontal",
                  colour: tuple[int, int, int] | None = None, seed: int = 0, line: float = LINE_PX, marker: int = MARKER_PX,
                  keypoints: tuple | None = None, gap: int = GAP) -> np.ndarray:
    """Draw matches: a line each, and a '+' at either end.

    Args:
        first, second: uint8 pictures, grey or RGB.
        first_xy, second_xy: (M, 2) matches as x and y, each in pixels of its picture, counted from the outer corner of the first one; those
            off their picture are not drawn.
        layout: one of LAYOUTS.
        colour: RGB of all matches; None: a random bright one for each.
        seed: of the random colours.
        line: thickness in pixels, 0 to 1; 0: no lines.
        marker: length of the strokes of a '+' in pixels; 0: none.
        keypoints: positions (N1, 2) and (N2, 2) of all keypoints, drawn as dots below the matches; None: none.
        gap: white pixels between the pictures.

    Returns:
        (rows, cols, 3) uint8 RGB; the same for the same arguments.

    Raises:
        RasterError: something is no picture, positions are not in pairs, or there is no such layout.
    """
    canvas = join(first, second, layout, gap)
    picture, sizes = canvas.picture, [np.asarray(image).shape[1::-1] for image in (first, second)]
    ends = [np.asarray(xy, dtype=np.float64).reshape(-1, 2) for xy in (first_xy, second_xy)]
    if len(ends[0]) != len(ends[1]):
        raise RasterError(f"{len(ends[0])} and {len(ends[1])} positions are no matches.", "Give both of every match.")
    seen = _on(ends[0], sizes[0]) & _on(ends[1], sizes[1])
    colours = (_random(len(seen), seed) if colour is None else np.tile(colour, (len(seen), 1)))[seen].tolist()
    starts, stops = (_fixed(xy[seen] + origin) for xy, origin in zip(ends, canvas.origins))
    for xy, origin, size in zip(keypoints or (), canvas.origins, sizes):
        xy = np.asarray(xy, dtype=np.float64).reshape(-1, 2)
        for place in _fixed(xy[_on(xy, size)] + origin):
            cv2.circle(picture, place, 1 << _SHIFT, _KEYPOINT, -1, cv2.LINE_AA, _SHIFT)
    if line > 0:
        lined = picture.copy()
        for start, stop, rgb in zip(starts, stops, colours):
            cv2.line(lined, start, stop, rgb, 1, cv2.LINE_AA, _SHIFT)
        # A line thinner than a pixel covers a part of it.
        opacity = min(line, 1.0) / _SMOOTHED_PX
        cv2.addWeighted(lined, opacity, picture, 1.0 - opacity, 0.0, dst=picture)
    if marker > 0:
        for places in (starts, stops):
            for (x, y), rgb in zip(places, colours):
                _plus(picture, x, y, marker << _SHIFT >> 1, rgb)
    return picture


def _plus(picture: np.ndarray, x: int, y: int, half: int, rgb) -> None:
    cv2.line(picture, (x - half, y), (x + half, y), rgb, 1, cv2.LINE_AA, _SHIFT)
    cv2.line(picture, (x, y - half), (x, y + half), rgb, 1, cv2.LINE_AA, _SHIFT)


def _on(xy: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """(N,) bool: which positions lie on a picture (width, height); NaN does not."""
    return ((xy >= 0) & (xy <= size)).all(axis=1)


def _fixed(xy: np.ndarray) -> list[tuple[int, int]]:
    """Positions for OpenCV's drawing: fixed-point, the centre of the first pixel at 0."""
    return [tuple(place) for place in np.rint((xy - 0.5) * (1 << _SHIFT)).astype(int).tolist()]


def _random(count: int, seed: int) -> np.ndarray:
    """(count, 3) RGB of any hue, bright and full."""
    hsv = np.full((1, count, 3), 255, np.uint8)
    hsv[0, :, 0] = np.random.default_rng(seed).integers(0, 180, count)
    return cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)[0].astype(int) if count else np.zeros((0, 3), int)
