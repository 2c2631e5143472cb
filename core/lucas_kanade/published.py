"""The three published sets of samples, drawn from folders of the pictures that they were made from.

Source: the published protocol of Deep Lucas-Kanade (Zhao, Huang, Zhang 2021, arXiv:2104.11693).
"""
from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from ..errors import OptionError, RasterError
from ..models.deep_lk import INPUT_PX
from . import picture_file
from .generator import draw
from .sample import Sample

#: What pictures of MSCOCO are brought to (columns, rows), where windows may begin in them, and how many pictures validate.
COCO_SIZE, COCO_BEGIN, COCO_VALIDATION = (320, 240), (100, 40), 6400


@dataclass(frozen=True)
class Pairs:
    """How samples are drawn from large pictures of two kinds that lie on each other.

    Attributes:
        input_ending, template_ending: of the names of the two pictures of a pair, before the suffix.
        window: side of what becomes 192 pixels.
        margin: pixels along the borders of the pictures that are left out.
        train, validation: samples of a pair. Windows of both may overlap, as published.
    """

    input_ending: str
    template_ending: str
    window: int
    margin: int
    train: int
    validation: int


GOOGLE_EARTH = Pairs("_old_day", "_new", 700, 50, 350, 50)
#: Nothing has been published about the names of its pictures.
GOOGLE_MAP = Pairs("_satellite", "_map", 400, 0, 11, 3)


def of_pairs(folder: str | os.PathLike, pairs: Pairs, seed: int = 0, validation: bool = False) -> Iterator[Sample]:
    """Samples of all pairs of a folder: ``NAME_old_day.jpg`` and ``NAME_new.jpg`` give ``NAME_000``, ``NAME_001``, ...

    Which window and corners a sample has depends on the seed, the name of its pair and its number only; those of the validation have the
    numbers after those of the training.

    Raises:
        RasterError: a picture has no partner, they are of different sizes, or smaller than a window with its margins; or there is none.
    """
    pictures = picture_file.by_stem(folder)
    names = [stem[: -len(pairs.input_ending)] for stem in pictures if stem.endswith(pairs.input_ending)]
    if not names:
        raise RasterError(f"There are no pictures in {folder} whose names end in '{pairs.input_ending}'.",
                          "Rename them, or say how they end.")
    numbers = range(pairs.train, pairs.train + pairs.validation) if validation else range(pairs.train)
    for name in names:
        partner = pictures.get(name + pairs.template_ending)
        if partner is None:
            raise RasterError(f"{pictures[name + pairs.input_ending]} has no partner.", f"Add one called {name}{pairs.template_ending}.")
        first, second = (picture_file.read(path)[0] for path in (pictures[name + pairs.input_ending], partner))
        room = _room(name, first, second, pairs)
        for number in numbers:
            rng = _rng(seed, name, number)
            x, y = pairs.margin + rng.integers(0, room, endpoint=True)
            window = np.s_[y : y + pairs.window, x : x + pairs.window]
            yield draw(_resized(first[window]), _resized(second[window]), rng, name=f"{name}_{number:03d}")


def of_coco(folder: str | os.PathLike, seed: int = 0, validation: bool = False) -> Iterator[Sample]:
    """One sample of each picture of a folder: input and template are of the same one; grey pictures are left out.

    Args:
        folder: of the pictures, such as ``train2014`` or ``val2014`` of MSCOCO.
        seed: of the windows and corners, which depend on it and on the picture's name only.
        validation: the first 6400 pictures by name only, as published for ``val2014``.

    Raises:
        RasterError: there is no picture, or one cannot be read.
    """
    pictures = picture_file.by_stem(folder)
    if not pictures:
        raise RasterError(f"There are no pictures in {folder}.", f"Give a folder of {', '.join(picture_file.SUFFIXES)} files.")
    for name, path in list(pictures.items())[: COCO_VALIDATION if validation else None]:
        picture, grey = picture_file.read(path)
        if grey:
            continue
        rng = _rng(seed, name)
        x, y = rng.integers(0, COCO_BEGIN, endpoint=True)
        window = _resized(picture, COCO_SIZE)[y : y + INPUT_PX, x : x + INPUT_PX]
        yield draw(window, window, rng, name=name)


def own_pairs(like: Pairs, endings: tuple[str, str] | None = None, window: int | None = None) -> Pairs:
    """The protocol of a set for pictures of one's own; OptionError where something cannot be.

    Args:
        like: of which set.
        endings: of the names of inputs and templates.
        window: see `Pairs`; margins keep their share of it.
    """
    first, second = endings or (like.input_ending, like.template_ending)
    side = like.window if window is None else window
    if first == second or side < 1:
        raise OptionError(f"Names that end in '{first}' and '{second}' with windows of {side} px make no pairs.",
                          "Give two different endings and a window of some pixels.")
    return Pairs(first, second, side, round(like.margin * side / like.window), like.train, like.validation)


def _room(name: str, first: np.ndarray, second: np.ndarray, pairs: Pairs) -> np.ndarray:
    """(2,) how far right and down the first window can be moved."""
    sizes = [f"{picture.shape[1]} x {picture.shape[0]}" for picture in (first, second)]
    if first.shape != second.shape:
        raise RasterError(f"The pictures of '{name}' have {sizes[0]} and {sizes[1]} pixels.", "Bring both onto the same grid first.")
    room = np.array(first.shape[1::-1]) - pairs.window - 2 * pairs.margin
    if room.min() < 0:
        raise RasterError(f"The pictures of '{name}' have {sizes[0]} pixels, too few for windows of {pairs.window} px with margins of "
                          f"{pairs.margin} px.", "Choose a smaller window.")
    return room


def _resized(picture: np.ndarray, size: tuple[int, int] = (INPUT_PX, INPUT_PX)) -> np.ndarray:
    """Brought to (columns, rows); what becomes smaller is averaged."""
    smaller = picture.shape[1] > size[0] and picture.shape[0] > size[1]
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA if smaller else cv2.INTER_LINEAR)


def _rng(seed: int, name: str, number: int = 0) -> np.random.Generator:
    return np.random.default_rng([seed, zlib.crc32(name.encode()), number])
