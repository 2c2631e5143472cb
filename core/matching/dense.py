"""Learned dense features, correlated over windows around tie-point grid points.

How far the features of a window agree at every offset is read as a probability, as they were trained to give it. They know the place but
see two pixels as one; directions of edges at full resolution, correlated by phase, say where in it.
"""
from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import torch
from torch import nn

from ..models import device as devices
from ..models import weights
from ..models.descriptors import STRIDE, correlate, transformed
from ..models.features import HALO_PX, Features
from ..models.store import find
from ..progress import Progress
from .correlation import NEAR_PX, at_once, boxes, hann, quadratic, rivals_in
from .fields import only, parts
from .fusion import fused
from .matcher import Means
from .measurement import Measurement
from .pair import Backward, Pair
from .placement import Placement, Sizes, place
from .voting import Votes
from .windows import Corners, Offsets, Surfaces, Views, Windows, squares

_NORMALISED_PX = 48           # around what the network sees
_MARGIN_PX = _NORMALISED_PX + HALO_PX
_LEAST_VALID = 0.45           # share of a window's weight that must lie on data
_LEAST_SCORE = 0.3            # probability of the place of the peak
_PRIORS = (0.7, 0.2)          # probability that directions of edges, and grey values, tell the place
_RESOLUTION_PX = 1.0          # within which features cannot tell offsets apart
_SYSTEMATIC_PX = 0.1
_AT_ONCE = 64
_HELD_PX = 10**7              # of the reference, around windows by themselves: 500 of 128 pixels
_VALUES_AT_ONCE = 2**18       # that are transformed: they stay in the processor's own memory
_LEAST_PEAK, _FLOOR = 1.0, 0.02    # of sharp surfaces, for a Gaussian to be fitted
_REACH = 0.235                # of a window; what has to be transformed of one of 128 pixels is 96 cells wide then
_SIZES = Sizes(shift=256, rough=144, close=224)


class Dense:
    """Windows of learned features; see `Windows`."""

    id = "dense"
    title = "dense"
    repeatable = True
    searches = (False, True)
    settled_px = 12
    apart = 0.0
    doubt = (1.1, 0.67)       # where nothing agrees within a pixel features err less by what has changed

    @classmethod
    def variants(cls, means: Means) -> list[Dense]:
        """One; ModelError where its weights cannot be used, OptionError where the device cannot."""
        where = devices.choose(means.device)
        return [cls(Features(weights.load(find(means.model, "dense")), where, devices.half(where)))]

    def __init__(self, features: Features):
        self.features = features
        self._windows = Windows(_Comparison(features), beyond=True, views=Views(_HELD_PX))

    def place(self, pair: Pair, progress: Progress, thorough: bool) -> list[Placement]:
        """Placements to try, best first: by shift alone, or with ``thorough`` over rotations and scales too."""
        return place(pair, progress, thorough, self._fields, _SIZES)

    def _fields(self, image: np.ndarray, valid: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        features = self.features(image, valid)
        described, trust = features.descriptors.cpu().numpy(), features.reliability.cpu().numpy()
        mean = (described * trust).sum((1, 2)) / max(float(trust.sum()), 1e-9)
        return (described - mean[:, None, None]) * trust, (trust > 0).astype(np.float32)

    def measure(self, pair: Pair, centres: np.ndarray, scale: float, backward: Backward, size: int, progress: Progress,
                reach: int | None = None) -> Measurement:
        """Offsets of windows around working positions; see `Phase.measure`."""
        return self._windows.measure(pair, centres, scale, backward, size, reach or int(_REACH * size), progress)

    def votes(self, pair: Pair, centres: np.ndarray, scale: float, backward: Backward, size: int, progress: Progress) -> Votes:
        """What windows around working positions say of every offset; see `Voting`."""
        return self._windows.votes(pair, centres, scale, backward, size, int(_REACH * size), progress)


@dataclass(frozen=True)
class _View:
    """What is seen of a patch: features (C + 1, rows / 2, cols / 2) as from `weighted`; fields, and where there is data (rows, cols)."""

    features: torch.Tensor
    sharp: list[np.ndarray]
    valid: np.ndarray


@dataclass(frozen=True)
class _Comparison:
    features: Features
    stride: int = STRIDE
    margin: int = _MARGIN_PX
    spared: int = 3 * _NORMALISED_PX // 2

    def view(self, image: np.ndarray, valid: np.ndarray, rim: int) -> _View:
        """Features and fields of a patch; see `Comparison`."""
        features, arrays = self.features(image, valid, rim=rim).weighted, [*parts("both", image, valid), valid]
        if rim:
            cells = slice(rim // STRIDE, -rim // STRIDE)
            features, arrays = features[:, cells, cells].clone(), [array[rim:-rim, rim:-rim].copy() for array in arrays]
        return _View(features, arrays[:-1], arrays[-1])

    def at_once(self, _size: int) -> int:
        """See `Comparison`; how far surfaces agree is estimated from so many windows."""
        return _AT_ONCE

    def compare(self, one: _View, two: _View, corners: Corners, size: int, reach: int) -> Offsets:
        """Offsets by the probability that features and edges give them; see `Comparison`."""
        share, middle, logits, sharp = self._fused(one, two, corners, size, reach)
        peaks = _peaks(logits, sharp)
        good = (share >= _LEAST_VALID) & (peaks["score"] > _LEAST_SCORE)
        return Offsets(np.flatnonzero(good), middle=middle[good], **{name: values[good] for name, values in peaks.items()})

    def surfaces(self, one: _View, two: _View, corners: Corners, size: int, reach: int) -> Surfaces:
        """What windows say of all offsets; see `Comparison`."""
        share, middle, logits, _ = self._fused(one, two, corners, size, reach)
        index = np.flatnonzero(share >= _LEAST_VALID)
        return Surfaces(index, logits[index], middle[index])

    @torch.inference_mode()
    def _fused(self, one: _View, two: _View, corners: Corners, size: int,
               reach: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Of windows: share that lies on data, middle of that, and `fused` surfaces."""
        cells = size // STRIDE
        window = torch.from_numpy(hann(cells)).to(self.features.device)
        span = (transformed(cells + 2 * (-(-reach // STRIDE) + 1)) - cells) // 2
        seen, first = _around(one.features, corners[0] // STRIDE, cells)
        other, second = _around(two.features, corners[1] // STRIDE - span, cells + 2 * span)
        many = len(first) if window.is_cuda else max(1, _VALUES_AT_ONCE // (len(seen) * (cells + 2 * span) ** 2))
        batches = (slice(start, start + many) for start in range(0, len(first), many))
        agreement, weight = (torch.cat(parts) for parts in zip(*(
            self._agreement(_cut(seen, first[batch], cells), _cut(other, second[batch], cells + 2 * span), window) for batch in batches)))
        share = weight.sum((1, 2)) / (window**2).sum()
        weight = weight.cpu().numpy().astype(np.float64)
        line = (np.arange(cells) + 0.5 - cells / 2) * STRIDE
        total = np.maximum(weight.sum((1, 2)), 1e-9)
        middle = np.stack([weight.sum(1) @ line, weight.sum(2) @ line], 1) / total[:, None]
        reach = min(reach, size // 2 - 2)
        logits = _finer(agreement.cpu().numpy(), reach + 1)
        both = np.logical_and(*(squares(view.valid, corner, size) for view, corner in zip((one, two), corners)))
        parts = [slice(start, start + at_once(size)) for start in range(0, len(both), at_once(size))]
        sharp = [np.concatenate([boxes(*(only(squares(field, corner[part], size), both[part]) for field, corner in zip(fields, corners)),
                                       reach) for part in parts]) for fields in zip(one.sharp, two.sharp)]
        return share.cpu().numpy(), middle, *fused(logits, sharp, _PRIORS)

    def _agreement(self, template: torch.Tensor, scene: torch.Tensor, window: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Log probabilities of all offsets (N, k, k), up to a constant, and weights of the cells of windows (N, n, n); see `correlate`."""
        cells = len(window)
        span = (scene.shape[-1] - cells) // 2
        both = (template[:, -1] > 0) & (scene[:, -1, span : span + cells, span : span + cells] > 0)
        return correlate(template, scene, window) * torch.exp(self.features.network.sharpness), both * window**2     # both are weighted


def _finer(agreement: np.ndarray, reach: int) -> np.ndarray:
    """Surfaces over cells (N, k, k), the middle being no offset, at whole pixels up to ``reach``: (N, 2 reach + 1, 2 reach + 1)."""
    along = _interpolation(agreement.shape[1], reach)
    return along @ agreement @ along.T


@lru_cache(maxsize=16)
def _interpolation(cells: int, reach: int) -> np.ndarray:
    """(2 reach + 1, cells) float32: cubic interpolation along a line of cells and a blur by what they resolve."""
    row = (np.arange(-reach, reach + 1) / STRIDE + cells // 2).astype(np.float32)
    col, row = np.meshgrid(np.arange(cells, dtype=np.float32), row)
    fine = cv2.remap(np.eye(cells, dtype=np.float32), col, row, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    kernel = cv2.getGaussianKernel(2 * round(4.0 * _RESOLUTION_PX) + 1, _RESOLUTION_PX, cv2.CV_32F)
    return cv2.sepFilter2D(fine, cv2.CV_32F, np.ones(1, np.float32), kernel)


def _peaks(logits: np.ndarray, sharp: np.ndarray) -> dict[str, np.ndarray]:
    """The best offset of each surface (N, k, k) of log probabilities up to a constant, over pixels, the middle being no offset.

    The sharp part of them is a low-passed peak, close to a Gaussian: the quadratic is fitted to its logarithm, at the same curvature.

    Returns:
        offset (N, 2) x, y; score (N,) the probability near it; variance (N,) of an offset along an axis; rival (N, 2) from it to the best
        place elsewhere, see `rivals_in`; lengths in pixels.
    """
    count, side, _ = logits.shape
    index = np.arange(count)
    place = logits[:, 1:-1, 1:-1].reshape(count, -1).argmax(1)
    row, col = place // (side - 2) + 1, place % (side - 2) + 1
    near, peaked = (np.stack([[part[index, row + dy, col + dx] for dx in (-1, 0, 1)] for dy in (-1, 0, 1)]).astype(np.float64)
                    for part in (logits, sharp))
    height = np.maximum(peaked[1, 1], 1e-6)
    straight = near + np.where(height > _LEAST_PEAK, height * (1.0 + np.log(np.maximum(peaked / height, _FLOOR))) - peaked, 0.0)
    offset = np.stack([col, row], 1) - side // 2 + quadratic(straight)
    curvature = np.stack([near[1, 0] - 2 * near[1, 1] + near[1, 2], near[0, 1] - 2 * near[1, 1] + near[2, 1]])
    chance = np.exp(logits - near[1, 1].astype(np.float32)[:, None, None])
    rows, cols = np.ogrid[:side, :side]
    away = (np.abs(rows[None] - row[:, None, None]) > NEAR_PX) | (np.abs(cols[None] - col[:, None, None]) > NEAR_PX)
    others = np.where(away, chance, 0.0)
    score = 1.0 - others.sum((1, 2)) / chance.sum((1, 2))
    score = np.where((np.abs(offset) > side // 2 - 1.5).any(1), 0.0, score)            # the true peak may lie outside
    return {"offset": offset, "score": score, "variance": _SYSTEMATIC_PX**2 + (1.0 / np.maximum(-curvature, 0.05)).mean(0),
            "rival": rivals_in(chance, others, row, col)[1].astype(np.float64)}


def _around(field: torch.Tensor, first: np.ndarray, cells: int) -> tuple[torch.Tensor, np.ndarray]:
    """A map (C, rows, cols) with zeros around it as far as squares from cells (N, 2) x, y need them, and where those begin in it."""
    low, high = np.minimum(first.min(0), 0), np.maximum(first.max(0) + cells - field.shape[:0:-1], 0)
    return nn.functional.pad(field, (int(-low[0]), int(high[0]), int(-low[1]), int(high[1]))), first - low


def _cut(field: torch.Tensor, first: np.ndarray, cells: int) -> torch.Tensor:
    """Squares (N, C, cells, cells) of a map (C, rows, cols) that start at cells (N, 2) x, y in it."""
    return torch.stack([field[:, top : top + cells, left : left + cells] for left, top in first.tolist()])
