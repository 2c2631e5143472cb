"""The published data of D2-Net: pairs of photographs of MegaDepth (Li and Snavely 2018, arXiv:1804.00607), or of any scenes like them.

The data folder holds ``train.txt`` and ``valid.txt`` with the name of a scene in each line, ``scenes/<name>.npz`` as `scene` describes
them, and the images and depth maps that these name. None of it is shipped.
"""
from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...errors import OptionError
from ...models.d2net import OFFSET, TRAINING_STRIDE
from .depth import TOLERANCE, View, correspondences
from .sample import LEAST_CELLS, Sample
from .scene import Photograph, Scene, read

#: Share of the points of one photograph that the other shows too, from and to.
OVERLAP = (0.5, 1.0)
#: Pairs of a scene in an epoch, and in the validation; seed of the latter.
PER_EPOCH, PER_VALIDATION, VALIDATION_SEED = 100, 25, 42
#: Smaller files of depth are masks of foreground and background. That tells them apart in compressed files only.
LEAST_BYTES = 100 * 1024
#: Side of the windows, pixels.
SIZE = 256


@dataclass(frozen=True)
class Pair:
    """Two photographs and the point, shown by both, around which they are cut."""

    reference: Photograph
    target: Photograph


def epoch(folder: str | Path, seed: int, number: int, count: int = PER_EPOCH, least_bytes: int = LEAST_BYTES) -> list[Pair]:
    """The pairs of an epoch of training in the order in which they are shown: the same for a seed and a number.

    Args:
        folder: of the data.
        seed: of everything random.
        number: of the epoch, from 0.
        count: pairs of each scene, drawn with replacement; scenes without a pair that overlaps enough give none.
        least_bytes: see LEAST_BYTES.

    Raises:
        OptionError: the folder lacks files, or no scene gives a pair.
    """
    rng = np.random.default_rng([seed, number])
    pairs = _drawn(Path(folder), "train", rng, count, least_bytes)
    return [pairs[index] for index in rng.permutation(len(pairs))]


def validation(folder: str | Path, count: int = PER_VALIDATION, least_bytes: int = LEAST_BYTES) -> list[Pair]:
    """The pairs to validate with, always the same; as `epoch`."""
    return _drawn(Path(folder), "valid", np.random.default_rng(VALIDATION_SEED), count, least_bytes)


def checksum(folder: str | Path) -> int:
    """A number that differs for other lists and scenes.

    Raises:
        OptionError: the folder lacks files.
    """
    folder, value = Path(folder), 0
    for part in ("train", "valid"):
        for name in _names(folder / f"{part}.txt"):
            path = folder / "scenes" / f"{name}.npz"
            try:
                value = zlib.crc32(path.read_bytes(), zlib.crc32(f"{part} {name}".encode(), value))
            except OSError as error:
                raise OptionError(f"{path} cannot be read: {error.strerror}.", "Write it, or leave the scene out of the list.") from error
    return value


def draw(pair: Pair, size: int = SIZE, least: int = LEAST_CELLS, tolerance: float = TOLERANCE) -> Sample | None:
    """The windows of a pair and their cells that correspond; None where there are too few, or a photograph is smaller than a window.

    Args:
        pair: from `epoch` or `validation`.
        size: side of the windows, pixels. They lie around the point, and as far from there as it takes to stay inside.
        least: fewest cells.
        tolerance: of `correspondences`.

    Raises:
        RasterError: a file cannot be read.
    """
    views = []
    for photograph in (pair.reference, pair.target):
        view = photograph.view()
        if min(view.depth.shape) < size:
            return None
        views.append(_window(view, photograph.point, size))
    cells, positions, _ = correspondences(*views, tolerance=tolerance)
    if len(cells) < least:
        return None
    # Beyond the centres of the outermost cells there is half a cell that is nearest to them.
    target_cells = np.clip((positions - OFFSET) / TRAINING_STRIDE, 0.0, size // TRAINING_STRIDE - 1)
    return Sample(*(np.moveaxis(view.image, -1, 0).astype(np.float32) for view in views), cells, target_cells)


def _window(view: View, point: np.ndarray, size: int) -> View:
    """The part of a view around a point."""
    x, y = (int(np.clip(np.floor(middle) - size // 2, 0, side - size)) for middle, side in zip(point, view.depth.shape[::-1]))
    return view.cut(x, y, size)


def _drawn(folder: Path, part: str, rng: np.random.Generator, count: int, least_bytes: int) -> list[Pair]:
    """So many pairs of each scene of a list."""
    pairs: list[Pair] = []
    for name in _names(folder / f"{part}.txt"):
        scene = read(folder / "scenes" / f"{name}.npz")           # one at a time: together they fill gigabytes
        pairs += _of_scene(scene, folder, rng, count, least_bytes)
    if not pairs:
        raise OptionError(f"No two photographs of the scenes in {folder / part}.txt share at least {OVERLAP[0]:.0%} of their points and "
                          f"have depth of at least {least_bytes} bytes.", "Check the paths in the scenes, and that depth is no mask.")
    return pairs


def _of_scene(scene: Scene, folder: Path, rng: np.random.Generator, count: int, least_bytes: int) -> list[Pair]:
    """So many pairs of a scene, with replacement; none where none overlaps enough."""
    usable, pairs = scene.pairs(folder, OVERLAP, least_bytes), []
    for chosen in rng.integers(len(usable), size=count) if len(usable) else ():
        first, second = usable[chosen]
        here, there = scene.shared(first, second)
        if not len(here):
            raise OptionError(f"The photographs {first} and {second} of the scene {scene.name} overlap by "
                              f"{scene.overlap[first, second]:.0%} but share no point.", "Write the file of the scene anew.")
        point = rng.integers(len(here))
        pairs.append(Pair(scene.photograph(folder, first, here[point]), scene.photograph(folder, second, there[point])))
    return pairs


def _names(path: Path) -> list[str]:
    """The lines of a list, without empty ones."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(f"The list of scenes {path} cannot be read.", "Write the name of a scene into each of its lines.") from error
    return [line.strip() for line in lines if line.strip()]
