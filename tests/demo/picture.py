"""The before/after picture: checkerboards of the whole and crops at several places; and an animation that flickers."""
from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from view import Picture, View, whole

OVERVIEW, CROP, ZOOM, GAP, HEAD = 640, 84, 3, 8, 26
INK, MARK = (40, 40, 40), (60, 220, 255)
Image = np.ndarray


def compose(reference: Path, before: Path, after: Path, title: str, picture: Path, animation: Path) -> None:
    """Write the picture (PNG) and the animation (GIF).

    Args:
        reference: the raster that stays.
        before: the target where it claimed to lie; after: the aligned raster.
        title: first line of the picture.
    """
    stays, moved, aligned = Picture(reference, reference), Picture(before, reference), Picture(after, reference)
    view, full = whole(reference, OVERVIEW), whole(reference, 1 << 30)
    base, valid = stays.render(view)
    was, was_valid = moved.render(view)
    now, now_valid = aligned.render(view)
    boards = [checkerboard(base, was, valid & was_valid, 40), checkerboard(base, now, valid & now_valid, 40)]
    scale = full.width / view.width
    places = [(col * scale, row * scale) for col, row in interesting(base, valid & was_valid & now_valid, round(CROP / scale))]
    for board in boards:
        for number, (col, row) in enumerate(places, 1):
            mark(board, col / scale, row / scale, max(6, CROP / scale / 2), str(number))
    crops, frames = [], []
    for number, (col, row) in enumerate(places, 1):
        part = full.part(col, row, CROP, ZOOM)
        images = [image.render(part)[0] for image in (stays, moved, aligned)]
        everywhere = np.ones(images[0].shape[:2], bool)
        mixed = [checkerboard(images[0], images[i], everywhere, CROP * ZOOM // 4) for i in (1, 2)]
        names = (f"{number}: reference", "target before", "target after", "checkerboard before", "checkerboard after")
        crops.append(beside(*map(headed, [*images, *mixed], names)))
        frames.append(images)
    names = ("before: reference and target in turns", "after: reference and aligned raster in turns")
    top = beside(*map(headed, boards, names))
    cv2.imwrite(str(picture), below(heading(title, crops[0].shape[1]), top, *crops))
    cv2.imwriteanimation(str(animation), flicker(frames, (stays, moved, aligned), whole(reference, 420)))


def checkerboard(one: Image, other: Image, valid: Image, cell: int) -> Image:
    """Cells of two images in turns; pale where only one has data."""
    rows, cols = np.indices(valid.shape) // cell
    mixed = np.where(((rows + cols) % 2 == 0)[..., None], one, other)
    return np.where(valid[..., None], mixed, 255 - (255 - one) // 4).astype(np.uint8)


def interesting(image: Image, valid: Image, size: int) -> list[tuple[float, float]]:
    """(col, row) of windows with much detail, one in each quarter of the data, on detail of both directions."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.float32)
    size = max(size, 5)
    gx, gy = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
    xx, yy, xy = (cv2.boxFilter(product, -1, (size, size)) for product in (gx * gx, gy * gy, gx * gy))
    corner = (xx + yy) / 2 - np.sqrt(((xx - yy) / 2) ** 2 + xy**2)
    inner = cv2.erode(valid.astype(np.uint8), np.ones((size, size), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=0)
    corner[inner == 0] = -1
    rows, cols = np.nonzero(valid)
    if not len(rows):
        return [(image.shape[1] / 2, image.shape[0] / 2)]
    middle_row, middle_col = int(np.median(rows)), int(np.median(cols))
    places = []
    for upper, left in ((True, True), (True, False), (False, True), (False, False)):
        part = np.full_like(corner, -1)
        where = (slice(0, middle_row) if upper else slice(middle_row, None), slice(0, middle_col) if left else slice(middle_col, None))
        part[where] = corner[where]
        row, col = np.unravel_index(np.argmax(part), part.shape)
        if part[row, col] >= 0:
            places.append((col + 0.5, row + 0.5))
            # The next one shows another place.
            corner[max(row - 2 * size, 0):row + 2 * size, max(col - 2 * size, 0):col + 2 * size] = -1
    return places or [(middle_col, middle_row)]


def flicker(crops: list[list[Image]], pictures: tuple[Picture, ...], view: View) -> cv2.Animation:
    """Reference and target in turns, before on the left, after on the right: what is aligned stands still."""
    stays, moved, aligned = (picture.render(view)[0] for picture in pictures)
    animation, frames = cv2.Animation(), []
    for left, right, column in ((stays, stays, (0, 0)), (moved, aligned, (1, 2))):
        pairs = [(left, right), *[(crop[column[0]], crop[column[1]]) for crop in crops[:2]]]
        frames.append(below(*[beside(headed(one, "before"), headed(other, "after")) for one, other in pairs]))
    animation.frames = frames
    animation.durations = np.array([600, 600])
    return animation


def mark(image: Image, col: float, row: float, half: float, text: str) -> None:
    """A numbered square."""
    corners = [(int(col - half), int(row - half)), (int(col + half), int(row + half))]
    for colour, width in ((INK, 3), (MARK, 1)):
        cv2.rectangle(image, *corners, colour, width, cv2.LINE_AA)
        write(image, text, corners[0][0] + 2, corners[0][1] - 4, colour, width + 1)


def headed(image: Image, text: str) -> Image:
    """An image below its name."""
    return np.vstack([heading(text, image.shape[1], 0.45), image])


def heading(text: str, width: int, size: float = 0.6) -> Image:
    """A line of text, as wide as what stands below it."""
    strip = np.full((HEAD, width, 3), 255, np.uint8)
    write(strip, text, 3, HEAD - 9, INK, 1, size)
    return strip


def write(image: Image, text: str, x: int, y: int, colour: tuple, width: int, size: float = 0.5) -> None:
    """Text with its baseline at (x, y)."""
    cv2.putText(image, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, size, colour, width, cv2.LINE_AA)


def beside(*images: Image) -> Image:
    """Images in a row."""
    return _joined(images, 1)


def below(*images: Image) -> Image:
    """Images in a column."""
    return _joined(images, 0)


def _joined(images, axis):
    across = 1 - axis
    size = max(image.shape[across] for image in images)
    padded = []
    for image in images:
        room = [(0, 0), (0, 0), (0, 0)]
        room[across] = (0, size - image.shape[across])
        room[axis] = (0, GAP)
        padded.append(np.pad(image, room, constant_values=255))
    return np.concatenate(padded, axis)
