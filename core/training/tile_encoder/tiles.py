"""Tiles that an encoder learns from: what they show, of which class they are where that is known, and which show one place."""
from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...errors import OptionError

#: Label of a tile of no known class.
UNKNOWN = -1


@dataclass(frozen=True)
class Tiles:
    """Square tiles.

    Attributes:
        images: (N, side, side, 3) uint8 red, green, blue.
        labels: (N,) int64, numbers of classes or `UNKNOWN`.
        places: (N,) int64; tiles of one number show the same place on other dates.
        classes: names, in order of their numbers.
    """

    images: np.ndarray
    labels: np.ndarray
    places: np.ndarray
    classes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.images)

    @property
    def labelled(self) -> np.ndarray:
        """Numbers of the tiles whose class is known."""
        return np.flatnonzero(self.labels != UNKNOWN)

    @property
    def checksum(self) -> int:
        """A number that differs for other tiles."""
        value = 0
        for part in (self.images, self.labels, self.places):
            value = zlib.crc32(np.ascontiguousarray(part), value)
        return value

    def save(self, path: str | Path) -> None:
        """Write an ``.npz`` file."""
        np.savez(path, images=self.images, labels=self.labels, places=self.places, classes=np.array(self.classes, np.str_))


def load(path: str | Path) -> Tiles:
    """Read a file of `Tiles.save`; OptionError where it is none."""
    try:
        with np.load(path, allow_pickle=False) as file:
            found = Tiles(file["images"], file["labels"], file["places"], tuple(map(str, file["classes"])))
        images, counts = found.images, {len(found.images), len(found.labels), len(found.places)}
        if images.ndim != 4 or images.shape[3] != 3 or images.dtype != np.uint8 or len(counts) > 1:
            raise ValueError(f"tiles of shape {images.shape}")
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise OptionError(f"{path} is no file of tiles: {error}.", "Give .npz files as the preparation writes them.") from error
    return found


def joined(parts: Sequence[Tiles]) -> Tiles:
    """Tiles of several files, whose places are others; OptionError where sides or classes differ."""
    classes = {part.classes for part in parts if part.classes}
    if len(classes) > 1 or len({part.images.shape[1:] for part in parts}) > 1:
        raise OptionError("The files of tiles have other classes or other sides.", "Prepare them together.")
    places, first = [], 0
    for part in parts:
        places.append(part.places + first)
        first = int(places[-1].max(initial=-1)) + 1
    return Tiles(np.concatenate([part.images for part in parts]), np.concatenate([part.labels for part in parts]),
                 np.concatenate(places), next(iter(classes), ()))


def load_parts(folder: str | Path) -> tuple[Tiles, Tiles]:
    """(to train on, to validate on): all files of the folders train and validate; OptionError where one has none."""
    found = []
    for part in ("train", "validate"):
        files = sorted((Path(folder) / part).glob("*.npz"))
        if not files:
            raise OptionError(f"There are no .npz files in {Path(folder) / part}.", "Prepare the tiles first.")
        found.append(joined([load(file) for file in files]))
    return found[0], found[1]
