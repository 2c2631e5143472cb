"""How an alignment went, step by step: the input with the outline of the template, and both brought onto each other."""
from __future__ import annotations

import base64
import os
from collections.abc import Iterable, Sequence

import cv2
import numpy as np

from ..errors import RasterError
from ..language import tr
from ..outputs import atomic
from .gif import animated_gif
from .lettering import drawable
from .page import escape, figure
from .pictures import checked, checkerboard_image

#: How input and template are brought onto each other.
BLENDS = ("checkerboard", "red-cyan")
#: Limit of a file, and of what stands in a page.
MOST_BYTES = 1_000_000
STEP_SECONDS, END_SECONDS = 0.12, 1.5
_SIDE, _GAP, _HEAD = 192, 10, 22
_WHITE, _INK, _OUTLINE, _TOP_EDGE = 255, (30, 35, 48), (255, 210, 0), (255, 80, 60)
# Positions of outlines are drawn to a sixteenth of a pixel.
_SHIFT = 4


def alignment_frames(image: np.ndarray, template: np.ndarray, trace: Sequence[tuple[int, np.ndarray]],
                     blend: str = BLENDS[0]) -> list[np.ndarray]:
    """A frame for each step.

    Args:
        image: uint8 RGB, the input.
        template: uint8 RGB.
        trace: level and homography (3, 3), from pixels of the template to pixels of the input, both counted from the centre of the first
            one; begins with the initial guess.
        blend: one of BLENDS; ``red-cyan``: the template in red, the input in cyan, grey where they agree.

    Returns:
        uint8 RGB frames (214, 394, 3): left the input, in which the template's upper edge is red; right the input as the homography brings
        it onto the template, black outside, with the template. The line above tells level, step, and how far the corners are on average
        from where they come to rest, in pixels of the input.

    Raises:
        RasterError: something is no picture, there is no step, or no such blend.
    """
    if blend not in BLENDS or not len(trace):
        raise RasterError(f"{len(trace)} steps cannot be shown as '{blend}'.", f"Give a step at least, and one of: {', '.join(BLENDS)}.")
    shown = [_colours(picture) for picture in (image, template)]
    quads = np.array([_corners(matrix, template.shape) for _, matrix in trace])
    apart = np.linalg.norm(quads - quads[-1], axis=-1).mean(-1)
    below = cv2.resize(shown[0], (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
    beside = cv2.resize(shown[1], (_SIDE, _SIDE), interpolation=cv2.INTER_LINEAR)
    frames = []
    for (text, (_, matrix)), quad, left in zip(zip(_texts(trace), trace), quads, apart):
        frame = np.full((_HEAD + _SIDE, 2 * _SIDE + _GAP, 3), _WHITE, np.uint8)
        frame[_HEAD:, :_SIDE] = _outlined(below, (quad + 0.5) * _SIDE / np.array(image.shape[1::-1]) - 0.5)
        frame[_HEAD:, -_SIDE:] = _blended(beside, _seen(shown[0], matrix, template.shape), blend)
        cv2.putText(frame, drawable(text), (2, 15), cv2.FONT_HERSHEY_SIMPLEX, 0.42, _INK, 1, cv2.LINE_AA)
        away = drawable(tr("{distance:.2f} px from the end", distance=left))
        cv2.putText(frame, away, (_SIDE + _GAP, 15), cv2.FONT_HERSHEY_SIMPLEX, 0.42, _INK, 1, cv2.LINE_AA)
        frames.append(frame)
    return frames


def write_animation(path: str | os.PathLike, frames: Sequence[np.ndarray], inputs: Iterable[str | os.PathLike] = ()) -> None:
    """Write frames as an animated GIF of at most a megabyte, if it can be; raises OutputError where that is not possible."""
    content = _animated(frames)
    with atomic(path, inputs) as partial, open(partial, "wb") as file:
        file.write(content)


def animation_html(frames: Sequence[np.ndarray], caption: str = "") -> str:
    """HTML of frames as an animation that stands in the page, with a plain caption; it runs without script."""
    uri = base64.b64encode(_animated(frames)).decode("ascii")
    said = tr("Animation of an alignment in {count} steps", count=len(frames))
    return figure(f'<img class="plain" src="data:image/gif;base64,{uri}" alt="{escape(said)}">', caption)


def _animated(frames: Sequence[np.ndarray]) -> bytes:
    return animated_gif(frames, [STEP_SECONDS] * (len(frames) - 1) + [END_SECONDS], MOST_BYTES * 3 // 4)


def _texts(trace: Sequence[tuple[int, np.ndarray]]) -> list[str]:
    """What each step is; a level that begins where the one before has ended begins with step 0."""
    texts, count = [tr("initial guess")], 0
    for (before, last), (level, matrix) in zip(trace, trace[1:]):
        count = count + 1 if level == before else int(not np.allclose(matrix, last, rtol=1e-9))
        texts.append(tr("level {level}, step {step}", level=level, step=count))
    return texts


def _colours(picture: np.ndarray) -> np.ndarray:
    return picture if checked(picture).ndim == 3 else cv2.cvtColor(picture, cv2.COLOR_GRAY2RGB)


def _corners(matrix: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """(4, 2) top left, top right, bottom right, bottom left of the template in the input."""
    right, bottom = shape[1] - 1, shape[0] - 1
    return cv2.perspectiveTransform(np.array([[[0, 0], [right, 0], [right, bottom], [0, bottom]]], np.float64), np.float64(matrix))[0]


def _seen(image: np.ndarray, matrix: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """(_SIDE, _SIDE, 3) the input on the grid of the template, enlarged in one go."""
    across, down = shape[1] / _SIDE, shape[0] / _SIDE
    enlarged = np.array([[across, 0, (across - 1) / 2], [0, down, (down - 1) / 2], [0, 0, 1]])
    return cv2.warpPerspective(image, np.float64(matrix) @ enlarged, (_SIDE, _SIDE), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)


def _blended(template: np.ndarray, seen: np.ndarray, blend: str) -> np.ndarray:
    if blend == "checkerboard":
        return checkerboard_image(template, seen, 6)
    red, cyan = (cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY) for picture in (template, seen))
    return np.dstack([red, cyan, cyan])


def _outlined(picture: np.ndarray, corners: np.ndarray) -> np.ndarray:
    """A copy with the outline of a quadrilateral, its first side in another colour."""
    picture = picture.copy()
    if not np.isfinite(corners).all() or np.abs(corners).max() > 100 * _SIDE:
        return picture
    places = np.rint(corners * (1 << _SHIFT)).astype(np.int32)
    cv2.polylines(picture, [places], True, _OUTLINE, 1, cv2.LINE_AA, _SHIFT)
    cv2.line(picture, tuple(places[0].tolist()), tuple(places[1].tolist()), _TOP_EDGE, 1, cv2.LINE_AA, _SHIFT)
    return picture
