"""Openly licensed imagery as pairs: real images with change put into them.

Of one image, both dates are made: another light, air and sensor, a slight misregistration, and change that is known exactly. Of a place
that was seen on two dates nobody knows what has changed besides; those pixels are `pair.UNKNOWN`, and the training leaves out the worst.
"""
from __future__ import annotations

import re
from pathlib import Path

import cv2
import numpy as np

from ...raster.io import open_raster
from . import weather
from .ageing import aged
from .alteration import altered
from .pair import UNCHANGED, UNKNOWN, Pair
from .sources import Source

_STILL = 0.15                 # share of pairs into which no change is put
_TWO_DATES = 0.6              # share of pairs of two dates, where there are some
_YOUNG, _BOTH = 0.2, 0.5      # share of pairs of one date on which nothing has grown; of the others, where it has on both
_FEWER = 0.12                 # share of pairs of which one lacks bands
_NUMBER = re.compile(r".*?(\d+)")


class Archive:
    """What of a source there is in a folder.

    Args:
        folder: of the imagery.
        source: that is looked for.
    """

    def __init__(self, folder: Path, source: Source):
        self.source = source
        listed = [sorted(Path(folder).glob(pattern)) for pattern in source.files]
        if source.numbers is not None:
            listed = [[path for path in paths if int(_NUMBER.fullmatch(path.stem)[1]) in source.numbers] for paths in listed]
        self._files = list(zip(*listed))
        self._kept: dict[int, np.ndarray] = {}

    def __len__(self) -> int:
        return len(self._files)

    def pair(self, seed: int, side: int) -> Pair:
        """The pair of a seed, a square of so many pixels."""
        rng = np.random.default_rng([seed, 92])
        number, other = (int(rng.integers(len(self))) for _ in range(2))
        two = self.source.dates and rng.random() < _TWO_DATES
        images = [self._image(number), self._image(other if two else number)]
        images = [image.copy() for image in _cut(images, side, rng)]
        donor = _cut([self._image(int(rng.integers(len(self))))], side, rng)[0]
        if self.source.speckle == "decibels":
            band = int(rng.integers(len(donor)))
            images, donor = [image[band:band + 1] for image in images], donor[band:band + 1]
        elif len(donor) > 1 and rng.random() < 0.6:
            chosen = np.sort(rng.choice(len(donor), int(rng.integers(1, len(donor) + 1)), replace=False))
            images, donor = [image[chosen] for image in images], donor[chosen]
        unchanged = UNKNOWN if two and number != other else UNCHANGED
        truth = np.full((side, side), unchanged, np.uint8)
        if rng.random() > _STILL:
            images[1], put = altered(images[1], donor, rng, self.source.fine)
            truth = np.where(put == UNCHANGED, truth, put)
        moved = weather.shift(rng)
        images[1] = weather.displaced(images[1], moved, rng)
        images = self._weathered(images, unchanged == UNKNOWN, rng)
        if rng.random() < 0.5:
            images = images[::-1]
        if len(images[0]) > 1 and rng.random() < _FEWER:
            one = int(rng.integers(2))
            images[one] = images[one][:int(rng.integers(1, len(images[one])))]
        return Pair(self.source.name, *images, truth, float(np.hypot(*moved)))

    def _weathered(self, images: list[np.ndarray], dates: bool, rng: np.random.Generator) -> list[np.ndarray]:
        if self.source.speckle == "amplitude":
            looks = weather.looks(rng)
            return [weather.respeckled(image, count, rng) * np.float32(rng.uniform(0.7, 1.4)) for image, count in zip(images, looks)]
        if self.source.speckle == "decibels":
            if not dates:
                images = [images[0], images[1] + rng.normal(0, 150, images[1].shape).astype(np.float32)]
            return [10 ** (image / 2000) * 1000 for image in images] if rng.random() < 0.5 else images
        strength = 0.5 if dates else float(rng.uniform(0.2, 1.0))
        older = 0.0 if dates or rng.random() < _YOUNG else float(rng.uniform(0.3, 1.3))
        return [weather.lit(aged(image, rng, older if index == 0 or rng.random() < _BOTH else 0.0), rng, strength)
                for index, image in enumerate(images)]

    def _image(self, number: int) -> np.ndarray:
        """(B, rows, cols) float32; what carries no data is the median."""
        if number not in self._kept:
            parts = []
            for path in self._files[number]:
                with open_raster(str(path)) as raster:
                    values, valid = raster.read(self.source.bands if self.source.bands and len(self._files[number]) == 1 else None)
                values = values.astype(np.float32)
                seen = (valid if valid.ndim == 2 else valid.all(0)) & np.isfinite(values).all(0)
                parts.append(np.stack([np.where(seen, band, np.median(band[seen]) if seen.any() else 0) for band in values]))
            self._kept[number] = np.concatenate(parts).astype(np.float32)
        return self._kept[number]


def _cut(images: list[np.ndarray], side: int, rng: np.random.Generator) -> list[np.ndarray]:
    """The same square of images of one place; small ones go on as in a mirror, and some are seen smaller or larger than they are."""
    rows, cols = (min(image.shape[axis] for image in images) for axis in (1, 2))
    wide = min(int(side * np.exp(rng.uniform(-0.5, 0.35))), max(rows, cols)) if rng.random() < 0.5 else side
    images = [np.pad(image[:, :rows, :cols], ((0, 0), (0, max(wide - rows, 0)), (0, max(wide - cols, 0))), mode="symmetric")
              for image in images]
    top, left = (int(rng.integers(length - wide + 1)) for length in images[0].shape[1:])
    images = [image[:, top:top + wide, left:left + wide] for image in images]
    if wide == side:
        return images
    how = cv2.INTER_AREA if wide > side else cv2.INTER_CUBIC
    return [np.stack([cv2.resize(band, (side, side), interpolation=how) for band in image]) for image in images]

