"""What two photographs with depth show of the same surface, cell by cell.

Two conventions meet here. Coordinates are (x, y) in pixels from the outer corner of the whole photograph, as in intrinsics. Indices are
(row, column) of the part at hand; a pixel's own index is its centre, so that cell i lies at the index 8 i + 3.5 and index i at i + 0.5.
"""
from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...errors import OptionError, RasterError
from ...models.d2net import OFFSET, TRAINING_STRIDE

#: How far the depth seen may be from the depth expected, in the units of the depth: published for MegaDepth, whose scenes have no scale.
TOLERANCE = 0.05


@dataclass(frozen=True)
class View:
    """A photograph, or a part of it, with the depth of every pixel.

    Attributes:
        image: (rows, cols, 3) uint8 red, green, blue, or (rows, cols).
        depth: (rows, cols) float32, distance along the optical axis in the units of the pose; 0 or less where it is not known.
        intrinsics: K (3, 3): camera coordinates to x, y of the whole photograph in pixels, (0, 0) its outer corner.
        pose: (4, 4) world to camera; the camera looks along +z, y down.
        origin: (x, y) whole pixels of the whole photograph left of and above this part.
    """

    image: np.ndarray
    depth: np.ndarray
    intrinsics: np.ndarray
    pose: np.ndarray
    origin: tuple[int, int] = (0, 0)

    def cut(self, x: int, y: int, size: int) -> View:
        """The square part of so many pixels a side that begins x pixels from the left and y from the top of this one."""
        place = slice(y, y + size), slice(x, x + size)
        return View(self.image[place], self.depth[place], self.intrinsics, self.pose, (self.origin[0] + x, self.origin[1] + y))


def correspondences(reference: View, target: View, cells: np.ndarray | None = None,
                    tolerance: float = TOLERANCE) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where the surface at the cells of one view is in another (Dusmanu et al. 2019, arXiv:1905.03561).

    The centre of a cell is projected with its depth. It is left out where depth is not known at one of the up to four pixels around it, in
    either view; where it falls outside the pixel centres of the target, on a cell that the map of the target does not have, or behind the
    camera; and where the depth that the target has there differs by the tolerance or more: something else hides it.

    Args:
        reference: where the cells are.
        target: where they are looked for.
        cells: (N, 2) rows and columns in the map of the reference, which has a cell for every 8 whole pixels; None: all of them.
        tolerance: in the units of the depth.

    Returns:
        (cells (M, 2) int64 of the reference, positions (M, 2) float64, target cells (M, 2) int64): rows and columns. Positions are
        indices of pixels in the target as given, target cells those whose centres are nearest; several cells may share one.
    """
    if cells is None:
        cells = np.argwhere(np.ones(np.array(reference.depth.shape) // TRAINING_STRIDE, bool))
    cells = np.asarray(cells, np.int64)
    places = TRAINING_STRIDE * cells + OFFSET
    depth, known = _interpolated(reference.depth, places)
    xy = places[:, ::-1] + 0.5 + reference.origin
    rays = np.c_[xy, np.ones(len(xy))] @ np.linalg.inv(reference.intrinsics.astype(np.float64)).T
    world = target.pose.astype(np.float64) @ np.linalg.inv(reference.pose.astype(np.float64))
    seen = np.c_[rays * depth[:, None], np.ones(len(xy))] @ world[:3].T
    known &= seen[:, 2] > 0
    ahead = np.where(known[:, None], seen, (0.0, 0.0, 1.0))
    projected = ahead @ target.intrinsics.astype(np.float64).T
    positions = (projected[:, :2] / projected[:, 2:] - target.origin - 0.5)[:, ::-1]
    there, visible = _interpolated(target.depth, positions)
    nearest = np.floor((positions - OFFSET) / TRAINING_STRIDE + 0.5).astype(np.int64)
    inside = ((nearest >= 0) & (nearest < np.array(target.depth.shape) // TRAINING_STRIDE)).all(1)
    kept = known & visible & inside & (np.abs(ahead[:, 2] - there) < tolerance)
    return cells[kept], positions[kept], nearest[kept]


def _interpolated(depth: np.ndarray, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(bilinear depth (N,) at rows and columns (N, 2), whether all pixels around are inside and known; 0 where not)."""
    last = np.array(depth.shape) - 1
    inside = ((places >= 0) & (places <= last)).all(1)
    places = np.where(inside[:, None], places, 0.0)
    (top, left), (bottom, right) = np.floor(places).astype(np.int64).T, np.ceil(places).astype(np.int64).T
    corners = np.stack([depth[top, left], depth[top, right], depth[bottom, left], depth[bottom, right]]).astype(np.float64)
    known = inside & (np.isfinite(corners) & (corners > 0)).all(0)
    down, across = (places - np.floor(places)).T
    weights = np.stack([(1 - down) * (1 - across), (1 - down) * across, down * (1 - across), down * across])
    return np.sum(np.where(known, corners, 0.0) * weights, axis=0), known


def read_depth(path: Path) -> np.ndarray:
    """(rows, cols) float32 of an ``.npy`` file, the array ``depth`` of an ``.npz`` file or, where h5py is installed, of an ``.h5`` file.

    Raises:
        OptionError: it is an HDF5 file and h5py is missing.
        RasterError: it cannot be read.
    """
    try:
        if path.suffix in (".h5", ".hdf5"):
            depth = _read_hdf5(path)
        else:
            found = np.load(path, allow_pickle=False)
            if isinstance(found, np.ndarray):
                depth = found
            else:
                with found:
                    depth = found["depth"]
        depth = depth.astype(np.float32)
    except OptionError:
        raise
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise RasterError(f"{path} is no depth map: {error}.", "Give .npy, .npz or .h5 files with one array of numbers, depth.") from error
    if depth.ndim != 2:
        raise RasterError(f"{path} holds a depth map of the shape {depth.shape}.", "It must have rows and columns.")
    return depth


def _read_hdf5(path: Path) -> np.ndarray:
    try:
        import h5py
    except ImportError as error:
        raise OptionError(f"{path} is an HDF5 file, which cannot be read without h5py.",
                          "Install h5py beside torch, or write the depth maps anew as .npz files with the array depth.") from error
    with h5py.File(path, "r") as file:
        return file["depth"][()]
