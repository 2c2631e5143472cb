"""Pairs of tiles made of an archive of single ones, such as UC Merced: what is the same place keeps its place.

An unchanged pair is one tile cut out twice, a few pixels apart as registration leaves it, each time under another light. A changed pair
is two tiles of different classes. So the network learns what classes look like and that light changes nothing; how land really changes
it does not learn from them.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np

from ...errors import OptionError
from ...scene_change.predictor import resampled
from . import general, tile_folder
from .augmentation import coloured

#: Numbers of tiles of a class -> part. Tiles that follow one another can be of one photograph, so parts are ranges.
RANGES = {"train": range(40), "validate": range(40, 50), "test": range(50, 60)}
#: Part -> what `preparation` puts into it, for a card.
SOURCES = {part: [f"UC Merced land use, tiles {numbers[0]} to {numbers[-1]} of each class", "generated scenes"]
           for part, numbers in RANGES.items() if part != "test"}
_NUMBER = re.compile(r".*?(\d+)")
_CROP, _SHIFT_PX, _LIGHT = (0.62, 1.0), 5, 0.35


def tiles(folder: Path, part: str) -> list[tuple[Path, int]]:
    """Files of a part and their classes, ours; folders that are not known are left out. OptionError where there are none."""
    found = [(path, general.UC_MERCED[path.parent.name]) for path in sorted(Path(folder).glob("*/*")) if path.parent.name in
             general.UC_MERCED and (match := _NUMBER.fullmatch(path.stem)) and int(match[1]) in RANGES[part]]
    if not found:
        raise OptionError(f"There are no tiles of {part} in {folder}.", f"It needs folders such as {next(iter(general.UC_MERCED))}.")
    return found


def samples(files: Sequence[tuple[Path, int]], side: int, draws: int, seed: int = 0) -> Iterator[tuple[np.ndarray, np.ndarray, int, int]]:
    """Tiles and classes, as `chunk.write` wants them; every second pair is changed.

    Args:
        files: of tiles, with their classes.
        side: of the tiles that are made, pixels.
        draws: pairs of each tile.
        seed: of everything random.
    """
    kinds = np.array([kind for _, kind in files])
    for number, (path, kind) in enumerate(files):
        image = tile_folder.read(path)
        for draw in range(draws):
            rng = np.random.default_rng([seed, number, draw])
            if draw % 2:
                other = int(rng.choice(np.unique(kinds[kinds != kind])))
                chosen = files[int(rng.choice(np.flatnonzero(kinds == other)))][0]
                pair = [(_cut(image, rng), kind), (_cut(tile_folder.read(chosen), rng), other)]
                pair = pair[:: int(rng.choice((-1, 1)))]
            else:
                pair = [(one, kind) for one in _twice(image, rng)]
            (before, one), (after, other) = pair
            yield *(_lit(resampled(tile, side), rng) for tile in (before, after)), one, other


def _cut(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A square out of a tile."""
    size = int(min(image.shape[:2]) * rng.uniform(*_CROP))
    top, left = (int(rng.integers(0, side - size + 1)) for side in image.shape[:2])
    return image[top : top + size, left : left + size]


def _twice(image: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The same square out of a tile, the second time not quite in its place."""
    size = int((min(image.shape[:2]) - 2 * _SHIFT_PX) * rng.uniform(*_CROP))
    corner = np.array([rng.integers(_SHIFT_PX, side - size - _SHIFT_PX + 1) for side in image.shape[:2]])
    moved = corner + rng.integers(-_SHIFT_PX, _SHIFT_PX + 1, 2)
    return tuple(image[top : top + size, left : left + size] for top, left in (corner, moved))


def _lit(tile: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Another day: light, haze, sharpness."""
    tile = coloured(tile, rng, _LIGHT)
    gamma = np.exp(rng.normal(0.0, 0.2))
    image = 255.0 * (tile.astype(np.float32) / 255.0) ** gamma
    if rng.random() < 0.3:
        image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.3, 0.9))
    haze = rng.uniform(0.0, 0.25) if rng.random() < 0.3 else 0.0
    image = image * (1.0 - haze) + 200.0 * haze + rng.normal(0.0, rng.uniform(0.0, 4.0), image.shape)
    return np.clip(np.round(image), 0, 255).astype(np.uint8)
