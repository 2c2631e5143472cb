"""Keypoints of an image: where, how large, how strong, and what describes them; and their files."""
from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import io

from ..errors import OptionError

#: Kinds of files.
FORMATS = ("npz", "mat")
_FIELDS = ("keypoints", "scores", "descriptors")
# Files count from the centre of the first pixel, we from its outer corner.
_HALF_PX = 0.5
_UNIT_TOLERANCE = 1e-2


@dataclass(frozen=True, eq=False)
class Keypoints:
    """Keypoints of one image.

    Attributes:
        xy: (N, 2) float64 pixels, x = column, y = row, from the outer corner of the first pixel, whose centre is (0.5, 0.5).
        scale: (N,) float64, pixels of the image to one of the level a keypoint was found in.
        scores: (N,) float32; the larger, the stronger.
        descriptors: (N, C) float32 of unit length.
    """

    xy: np.ndarray
    scale: np.ndarray
    scores: np.ndarray
    descriptors: np.ndarray

    def __len__(self) -> int:
        return len(self.xy)

    def __getitem__(self, chosen) -> Keypoints:
        """Those of an index array, a mask or a slice."""
        return Keypoints(self.xy[chosen], self.scale[chosen], self.scores[chosen], self.descriptors[chosen])

    @classmethod
    def none(cls, channels: int) -> Keypoints:
        """No keypoints, with descriptors of so many channels."""
        return cls(np.zeros((0, 2)), np.zeros(0), np.zeros(0, np.float32), np.zeros((0, channels), np.float32))

    @classmethod
    def concatenated(cls, parts: Sequence[Keypoints]) -> Keypoints:
        """All of them, one part after the other; there is at least one part."""
        if len(parts) == 1:
            return parts[0]
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("xy", "scale", "scores", "descriptors")))

    def best(self, count: int | None) -> Keypoints:
        """The ``count`` strongest (None: all), strongest first; equal ones by x, y and scale: the order before does not matter."""
        order = np.lexsort((self.scale, self.xy[:, 1], self.xy[:, 0], -self.scores))
        return self[order[:count]]

    def save(self, path: str | Path) -> None:
        """Write a file of numpy (``.npz``) or MATLAB (``.mat``).

        It holds ``keypoints`` (N, 3), ``scores`` (N,) and ``descriptors`` (N, C), as the reference implementation names them. As there, a
        keypoint is (x, y, scale) with x and y counted from the **centre** of the first pixel: half a pixel less than ``xy``.

        Raises:
            OptionError: the name ends in something else.
        """
        fields = dict(zip(_FIELDS, (np.column_stack((self.xy - _HALF_PX, self.scale)), self.scores, self.descriptors)))
        if _kind(path) == "npz":
            with open(path, "wb") as file:
                np.savez(file, **fields)
        else:
            io.savemat(path, fields, appendmat=False, oned_as="column")

    @classmethod
    def load(cls, path: str | Path) -> Keypoints:
        """Read what `save` has written; ``xy`` counts from the outer corner of the first pixel again.

        Raises:
            OptionError: there is no such file, or it holds no keypoints.
        """
        kind, path = _kind(path), Path(path)
        try:
            if kind == "npz":
                with np.load(path, allow_pickle=False) as file:
                    fields = [file[name] for name in _FIELDS]
            else:
                content = io.loadmat(path, appendmat=False)
                fields = [content[name] for name in _FIELDS]
            return _checked(*(np.asarray(field) for field in fields))
        # A damaged file makes its reader fail in many ways.
        except (OSError, EOFError, KeyError, ValueError, TypeError, IndexError, NotImplementedError, zipfile.BadZipFile,
                io.matlab.MatReadError) as error:
            said = (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
            why = f"it has no {said}" if isinstance(error, KeyError) else said
            raise OptionError(f"{path} holds no keypoints: {why}.", "Give a file that the extraction of keypoints has written.") from error


def _kind(path: str | Path) -> str:
    kind = Path(path).suffix.lower().lstrip(".")
    if kind not in FORMATS:
        raise OptionError(f"{path} is no name of a file of keypoints.", f"Give one that ends in .{' or .'.join(FORMATS)}.")
    return kind


def _checked(keypoints: np.ndarray, scores: np.ndarray, descriptors: np.ndarray) -> Keypoints:
    if any(field.dtype.kind not in "fiu" for field in (keypoints, scores, descriptors)):
        raise ValueError("its fields are no numbers")
    count = len(keypoints)
    if keypoints.shape != (count, 3) or scores.size != count or descriptors.ndim != 2 or len(descriptors) != count:
        raise ValueError(f"its fields have the shapes {keypoints.shape}, {scores.shape} and {descriptors.shape}")
    keypoints, scores, descriptors = keypoints.astype(np.float64), scores.reshape(-1).astype(np.float32), descriptors.astype(np.float32)
    if not all(np.isfinite(field).all() for field in (keypoints, scores, descriptors)):
        raise ValueError("some of its numbers are not finite")
    if (keypoints[:, 2] <= 0).any() or (np.abs(np.linalg.norm(descriptors, axis=1) - 1) > _UNIT_TOLERANCE).any():
        raise ValueError("some scales are not above 0, or some descriptors have no unit length")
    return Keypoints(np.ascontiguousarray(keypoints[:, :2]) + _HALF_PX, keypoints[:, 2].copy(), scores, descriptors)
