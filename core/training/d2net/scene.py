"""A scene: photographs of one place with depth, cameras and the points that they share.

An ``.npz`` file without pickled objects holds of N photographs and M sightings of points:

* ``image_paths``, ``depth_paths``: (N,) text, relative to the data folder, such as ``0022/images/a.jpg``; an empty depth path: none.
* ``intrinsics`` (N, 3, 3) and ``poses`` (N, 4, 4), world to camera, as `View` has them; image and depth have the same pixels.
* ``overlap`` (N, N): in row i and column j the share of the points of i that j shows too.
* ``points`` (M,) whole numbers that name the points, ``xy`` (M, 2) where they are seen, pixels from the outer corner of the image, and
  ``offsets`` (N + 1,): photograph i sees those from ``offsets[i]`` to before ``offsets[i + 1]``.

`write` makes it, for one, from the sparse models of COLMAP that come with MegaDepth, once their photographs are undistorted.
"""
from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from scipy import sparse

from ...errors import OptionError, RasterError
from .depth import View, read_depth

_ARRAYS = ("image_paths", "depth_paths", "intrinsics", "poses", "overlap", "points", "offsets", "xy")


@dataclass(frozen=True)
class Photograph:
    """Where a photograph with depth is, and one point that it shows.

    Attributes:
        image, depth: files.
        intrinsics, pose: as those of `View`.
        point: (x, y) pixels from the outer corner.
    """

    image: Path
    depth: Path
    intrinsics: np.ndarray
    pose: np.ndarray
    point: np.ndarray

    def view(self) -> View:
        """All of it, read from the files; RasterError where that cannot be done."""
        try:
            # Decoded from memory as OpenCV opens no path with other than ASCII letters on Windows; never turned, as the depth is not.
            image = cv2.imdecode(np.fromfile(self.image, np.uint8), cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)
        except (OSError, cv2.error) as error:
            raise RasterError(f"{self.image} cannot be read.", "Give the data folder that the paths of the scene begin in.") from error
        if image is None:
            raise RasterError(f"{self.image} is no image.", "Fetch it anew.")
        depth = read_depth(self.depth)
        if depth.shape != image.shape[:2]:
            raise RasterError(f"{self.image} has {image.shape[:2]} rows and columns and its depth {depth.shape}.",
                              "Resample the image to the pixels of the depth.")
        return View(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), depth, self.intrinsics, self.pose)


@dataclass(frozen=True)
class Scene:
    """What a file of a scene holds; see the module for shapes and units."""

    name: str
    image_paths: np.ndarray
    depth_paths: np.ndarray
    intrinsics: np.ndarray
    poses: np.ndarray
    overlap: np.ndarray
    points: np.ndarray
    offsets: np.ndarray
    xy: np.ndarray

    def pairs(self, folder: Path, overlap: tuple[float, float], least_bytes: int) -> np.ndarray:
        """(P, 2) indices of two photographs with depth that overlap as much as wanted.

        Args:
            folder: where the paths begin.
            overlap: smallest and largest share of the points of the first that the second shows too.
            least_bytes: smaller files of depth are taken for masks of foreground and background, and for missing.
        """
        usable = np.array([_bytes(folder / path) >= least_bytes if path else False for path in self.depth_paths], bool)
        wanted = (self.overlap >= overlap[0]) & (self.overlap <= overlap[1]) & usable[:, None] & usable
        np.fill_diagonal(wanted, False)
        return np.argwhere(wanted)

    def shared(self, first: int, second: int) -> tuple[np.ndarray, np.ndarray]:
        """(n, 2) x, y in each of two photographs of the points that both show."""
        one, two = (slice(*self.offsets[index:index + 2]) for index in (first, second))
        _, here, there = np.intersect1d(self.points[one], self.points[two], return_indices=True)
        return self.xy[one][here], self.xy[two][there]

    def photograph(self, folder: Path, index: int, point: np.ndarray) -> Photograph:
        """One of them, with a point that it shows."""
        return Photograph(folder / str(self.image_paths[index]), folder / str(self.depth_paths[index]), self.intrinsics[index],
                          self.poses[index], point)


def write(path: str | Path, image_paths: Sequence[str], depth_paths: Sequence[str], intrinsics: np.ndarray, poses: np.ndarray,
          seen: Sequence[tuple[np.ndarray, np.ndarray]]) -> None:
    """Write the file of a scene.

    Args:
        path: of the ``.npz`` file; image_paths, depth_paths, intrinsics, poses: see the module.
        seen: of every photograph the points (n,) that it shows and where, (n, 2) x, y.
    """
    counts = [len(points) for points, _ in seen]
    points, xy = (np.concatenate([np.asarray(one[part]).reshape(-1, *shape) for one in seen]) for part, shape in ((0, ()), (1, (2,))))
    names, column = np.unique(points.astype(np.int64), return_inverse=True)
    table = sparse.csr_array((np.ones(len(points)), (np.repeat(np.arange(len(seen)), counts), column)), shape=(len(seen), len(names)))
    table.data[:] = 1                      # a photograph may show a point twice, such as in a mirror
    overlap = (table @ table.T).toarray() / np.maximum(table.sum(1), 1)[:, None]
    np.savez_compressed(path, image_paths=np.array(image_paths, str), depth_paths=np.array(depth_paths, str), intrinsics=intrinsics,
                        poses=poses, overlap=overlap.astype(np.float32), points=points.astype(np.int64),
                        offsets=np.cumsum([0, *counts]), xy=xy.astype(np.float32))


def read(path: str | Path) -> Scene:
    """Read the file of a scene.

    Raises:
        OptionError: it is missing, holds pickled objects or is no such file.
    """
    hint = "Write it anew with write() of tiepoint.core.training.d2net.scene, which says what it holds."
    try:
        with np.load(path, allow_pickle=False) as file:
            scene = Scene(Path(path).stem, **{name: file[name] for name in _ARRAYS})
    except (OSError, KeyError, ValueError, EOFError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        if "pickle" in str(error):
            raise OptionError(f"{path} holds pickled objects, which are never read as they may run anything.", hint) from error
        raise OptionError(f"{path} is no file of a scene.", hint) from error
    count, sightings = len(scene.image_paths), len(scene.points)
    shapes = {"image_paths": (count,), "depth_paths": (count,), "intrinsics": (count, 3, 3), "poses": (count, 4, 4),
              "overlap": (count, count), "points": (sightings,), "offsets": (count + 1,), "xy": (sightings, 2)}
    for name, shape in shapes.items():
        if getattr(scene, name).shape != shape:
            raise OptionError(f"{path} has {name} of the shape {getattr(scene, name).shape} instead of {shape}.", hint)
    if scene.offsets[0] != 0 or scene.offsets[-1] != sightings or (np.diff(scene.offsets) < 0).any():
        raise OptionError(f"The offsets in {path} do not run from 0 to its {sightings} sightings.", hint)
    return scene


def _bytes(path: Path) -> int:
    """How large a file is; -1 where there is none."""
    return path.stat().st_size if path.is_file() else -1
