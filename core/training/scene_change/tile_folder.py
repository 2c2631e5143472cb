"""Pairs of tiles from two trees of folders, one for each date: ``CLASS/TILE.png``; tiles of the same name show the same place.

As published for CorrFusionNet: ``YEAR/sure/ID-NAME/COL_ROW.png``, ID the number of the class, COL and ROW from 1.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from ...errors import OptionError
from ...models.corrfusion import legend as legends
from ...models.corrfusion.legend import WUHAN, Legend

_SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp")
_SURE = "sure"
_NUMBERED, _PLACED = re.compile(r"(\d+)[-_ ](.+)"), re.compile(r"(\d+)_(\d+)")
#: Number of a class folder that holds what is not known.
_UNDEFINED = 0


@dataclass(frozen=True)
class Listed:
    """Places that are labelled on both dates.

    Attributes:
        paths: (before, after) of each.
        labels: (N,) int64 of both dates, from 0.
        positions: (N, 2) int64 column and row; None where names do not tell.
        legend: of the classes.
    """

    paths: tuple[tuple[Path, Path], ...]
    labels: tuple[np.ndarray, np.ndarray]
    positions: np.ndarray | None
    legend: Legend


def listed(before: Path, after: Path) -> Listed:
    """What both trees have in common; places in only one of them are left out.

    Raises:
        OptionError: there is nothing in common, a tree is none, or a place has two classes.
    """
    trees = [_tree(Path(folder)) for folder in (before, after)]
    names = _classes({name for tree in trees for name in tree.values() for name in [name[0]]})
    common = sorted(trees[0].keys() & trees[1].keys(), key=lambda name: [int(part) if part.isdigit() else part for part in name.split("_")])
    if not common:
        raise OptionError(f"{before} and {after} have no tile of the same name.", "The same name means the same place.")
    order = list(names)
    labels = tuple(np.array([order.index(tree[name][0]) for name in common], np.int64) for tree in trees)
    matches = [_PLACED.fullmatch(name) for name in common]
    positions = np.array([(int(match[1]), int(match[2])) for match in matches], np.int64) if all(matches) else None
    return Listed(tuple((trees[0][name][1], trees[1][name][1]) for name in common), labels, positions, _legend(list(names.values())))


def samples(found: Listed, indices: Iterable[int]) -> Iterator[tuple[np.ndarray, np.ndarray, int, int]]:
    """The tiles (rows, cols, 3) uint8 and classes of some places, as `chunk.write` wants them."""
    for index in indices:
        before, after = (read(path) for path in found.paths[index])
        yield before, after, int(found.labels[0][index]), int(found.labels[1][index])


def read(path: Path) -> np.ndarray:
    """(rows, cols, 3) uint8 red, green, blue of an image file of 8 bits; OptionError where it is none."""
    try:
        # Through the bytes: the library cannot open every name on every system.
        image = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    except (OSError, cv2.error) as error:
        raise OptionError(f"{path} cannot be read: {str(error).splitlines()[-1]}.", "Check the file.") from error
    if image is None:
        raise OptionError(f"{path} is no image that can be read.", "Give PNG, JPEG or TIFF files of 8 bits.")
    return np.ascontiguousarray(image[..., ::-1])


def _tree(folder: Path) -> dict[str, tuple[str, Path]]:
    """Name of a tile -> name of its class, and its file."""
    folder = folder / _SURE if (folder / _SURE).is_dir() else folder
    if not folder.is_dir():
        raise OptionError(f"There is no folder {folder}.", "Give a folder with a folder for each class.")
    found: dict[str, tuple[str, Path]] = {}
    for path in sorted(folder.glob("*/*")):
        numbered = _NUMBERED.fullmatch(path.parent.name)
        if path.suffix.lower() not in _SUFFIXES or (numbered and int(numbered[1]) == _UNDEFINED):
            continue
        if path.stem in found:
            raise OptionError(f"The tile {path.stem} in {folder} is of {found[path.stem][0]} and of {path.parent.name}.",
                              "Leave it in one of them.")
        found[path.stem] = path.parent.name, path
    if not found:
        raise OptionError(f"There are no tiles in {folder}.", "Give a folder with a folder for each class, and tiles in these.")
    return found


def _classes(folders: set[str]) -> dict[str, str]:
    """Names of folders -> of classes: by their numbers where all have one, or else in order of the alphabet."""
    numbered = {folder: _NUMBERED.fullmatch(folder) for folder in folders}
    if all(numbered.values()):
        return {folder: numbered[folder][2] for folder in sorted(folders, key=lambda folder: int(numbered[folder][1]))}
    return {folder: folder for folder in sorted(folders)}


def _legend(names: list[str]) -> Legend:
    """Those of Wuhan where all are known, in its order of numbers only if none is missing."""
    return WUHAN if tuple(names) == WUHAN.names else legends.named(names)
