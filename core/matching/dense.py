"""Learned dense features, correlated over windows around tie-point grid points.

How far the features of a window agree at every offset is read as a probability, as they were trained to give it. They know the place but
see two pixels as one; directions of edges at full resolution, correlated by phase, say where in it.
"""
from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import torch

from ..models.descriptors import STRIDE, correlate
from ..models.features import HALO_PX, FeatureMap, Features
from ..progress import Progress
from .correlation import hann, quadratic, surfaces
from .fields import orientation
from .measurement import Measurement
from .pair import Backward, Pair
from .placement import Placement, Sizes, place

_BATCH = 64
_TILE_PX = 1152               # at most, along a side of what is described at once
_MARGIN_PX = 48 + HALO_PX     # what the normalisation and the network see around a window
_LEAST_VALID = 0.45           # share of a window's weight that must lie on data
_LEAST_SCORE = 0.3            # probability of the place of the peak
_NEAR_PX = 4
_EDGES = 0.5                  # logarithm of the probability ratio for a standard deviation of the surface of edges: most likely value
                              # on places kept from training
_HELD = 2                     # described tiles of the reference that are kept
_RESOLUTION_PX = 1.0          # within which features cannot tell offsets apart
_SYSTEMATIC_PX = 0.1
_REACH = 0.25                 # of a window
_SIZES = Sizes(shift=256, rough=144, close=224)


@dataclass(frozen=True)
class _Tile:
    """Part of the region: its patch has ``side`` pixels around ``centre``."""

    centre: np.ndarray
    side: int
    points: np.ndarray


@dataclass(frozen=True)
class _View:
    """What is seen of a tile: learned features, and directions of edges (rows, cols) complex64."""

    features: FeatureMap
    edges: np.ndarray


class Dense:
    """Windows of learned features; see `Phase` for what the methods mean."""

    id = "dense"
    title = "dense"
    repeatable = True

    def __init__(self, features: Features):
        self.features = features
        self._held: dict[tuple, _View] = {}

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
        reach = reach or int(_REACH * size)
        found = []
        tiles = _tiles(pair, np.asarray(centres, np.float64), scale, size + 2 * (reach + _MARGIN_PX))
        for index, tile in enumerate(tiles):
            progress.step(index / max(len(tiles), 1))
            one = self._reference(pair, tile, scale)
            progress.step((index + 0.25) / len(tiles))
            two = self._view(*(part[0] for part in pair.target(tile.centre[None], tile.side, scale, backward)))
            at = (centres[tile.points] - tile.centre) / scale + tile.side / 2
            first = np.rint((at - size / 2) / STRIDE).astype(int)
            for start in range(0, len(at), _BATCH):
                progress.step((index + 0.5 + 0.5 * start / len(at)) / len(tiles))
                batch = slice(start, start + _BATCH)
                measured = self._windows(one, two, first[batch], size, reach)
                middle = first[batch][measured["index"]] * STRIDE + size / 2 - tile.side / 2
                measured["middle"] = tile.centre + (middle + measured["middle"]) * scale
                measured["centre"] = np.asarray(centres)[tile.points[batch][measured.pop("index")]]
                found.append(measured)
        if not found:
            empty = np.zeros((0, 2))
            return Measurement(empty, empty, np.zeros(0), np.zeros(0), len(centres), reach * scale, size * scale, empty, empty)
        joined = {name: np.concatenate([part[name] for part in found]) for name in found[0]}
        weights = 1.0 / (_SYSTEMATIC_PX**2 + joined["variance"])
        return Measurement(joined["middle"], backward(joined["middle"] + joined["offset"] * scale), joined["score"], weights,
                           len(centres), reach * scale, size * scale, joined["centre"], joined["rival"] * scale)

    def _reference(self, pair: Pair, tile: _Tile, scale: float) -> _View:
        key = (pair, *tile.centre, tile.side, scale)             # holds the pair, so that no other can be taken for it
        if key not in self._held:
            if len(self._held) >= _HELD:
                self._held.clear()
            self._held[key] = self._view(*(part[0] for part in pair.reference(tile.centre[None], tile.side, scale)))
        return self._held[key]

    def _view(self, image: np.ndarray, valid: np.ndarray) -> _View:
        return _View(self.features(image, valid), orientation(image, valid))

    @torch.inference_mode()
    def _windows(self, one: _View, two: _View, first: np.ndarray, size: int, reach: int) -> dict[str, np.ndarray]:
        """What is found in windows of ``size`` pixels that start at cells (N, 2) x, y; lengths in pixels."""
        cells, span = size // STRIDE, -(-reach // STRIDE) + 2
        template, scene = _cut(one.features, first, cells), _cut(two.features, first - span, cells + 2 * span)
        window = torch.from_numpy(hann(cells)).to(self.features.device)
        inner = scene[1][..., span : span + cells, span : span + cells]
        weight = ((template[1] > 0) & (inner > 0))[:, 0] * window**2                    # both are weighted
        share = weight.sum((1, 2)) / (window**2).sum()
        agreement = correlate(template, scene, window) * torch.exp(self.features.network.sharpness)
        weight = weight.cpu().numpy().astype(np.float64)
        line = (np.arange(cells) + 0.5 - cells / 2) * STRIDE
        total = np.maximum(weight.sum((1, 2)), 1e-9)
        middle = np.stack([weight.sum(1) @ line, weight.sum(2) @ line], 1) / total[:, None]
        by_edges = surfaces(*(_patches(view.edges, first * STRIDE, size) for view in (one, two)))
        reach = min(reach, size // 2 - 2)
        logits = _finer(agreement.cpu().numpy(), reach + 1)
        logits += _EDGES * np.roll(by_edges, (reach + 1,) * 2, (1, 2))[:, : 2 * reach + 3, : 2 * reach + 3]
        peaks = _peaks(logits)
        good = (share.cpu().numpy() >= _LEAST_VALID) & (peaks["score"] > _LEAST_SCORE)
        return {name: values[good] for name, values in {**peaks, "middle": middle, "index": np.arange(len(first))}.items()}


def _finer(agreement: np.ndarray, reach: int) -> np.ndarray:
    """Surfaces over cells (N, k, k), the middle being no offset, at whole pixels up to ``reach``: (N, 2 reach + 1, 2 reach + 1)."""
    line = (np.arange(-reach, reach + 1) / STRIDE + agreement.shape[1] // 2).astype(np.float32)
    col, row = np.meshgrid(line, line)
    return np.stack([cv2.GaussianBlur(cv2.remap(one, col, row, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE), (0, 0), _RESOLUTION_PX)
                     for one in agreement])


def _peaks(logits: np.ndarray) -> dict[str, np.ndarray]:
    """The best offset of each surface (N, k, k) of log probabilities up to a constant, over pixels, the middle being no offset.

    Returns:
        offset (N, 2) x, y; score (N,) the probability near it; variance (N,) of it along an axis; rival (N, 2) from it to the best
        place elsewhere; lengths in pixels.
    """
    count, side, _ = logits.shape
    index = np.arange(count)
    place = logits[:, 1:-1, 1:-1].reshape(count, -1).argmax(1)
    row, col = place // (side - 2) + 1, place % (side - 2) + 1
    near = np.stack([[logits[index, row + dy, col + dx] for dx in (-1, 0, 1)] for dy in (-1, 0, 1)]).astype(np.float64)
    offset = np.stack([col, row], 1) - side // 2 + quadratic(near)
    curvature = np.stack([near[1, 0] - 2 * near[1, 1] + near[1, 2], near[0, 1] - 2 * near[1, 1] + near[2, 1]])
    chance = np.exp(logits - near[1, 1].astype(np.float32)[:, None, None])
    rows, cols = np.ogrid[:side, :side]
    away = (np.abs(rows[None] - row[:, None, None]) > _NEAR_PX) | (np.abs(cols[None] - col[:, None, None]) > _NEAR_PX)
    others = np.where(away, chance, 0.0).reshape(count, -1)
    second = others.argmax(1)
    score = 1.0 - others.sum(1) / chance.sum((1, 2))
    score = np.where((np.abs(offset) > side // 2 - 1.5).any(1), 0.0, score)            # the true peak may lie outside
    return {"offset": offset, "score": score, "variance": (1.0 / np.maximum(-curvature, 0.05)).mean(0),
            "rival": np.stack([second % side - col, second // side - row], 1).astype(np.float64)}


def _patches(field: np.ndarray, corner: np.ndarray, size: int) -> np.ndarray:
    """Squares (N, size, size) of a field (rows, cols) from corners (N, 2) x, y; 0 outside of it."""
    low, high = np.minimum(corner.min(0), 0), np.maximum(corner.max(0) + size - field.shape[::-1], 0)
    padded = np.pad(field, ((-low[1], high[1]), (-low[0], high[0])))
    line = np.arange(size)
    col, row = (corner - low).T[..., None] + line
    return padded[row[:, :, None], col[:, None]]


def _cut(features: FeatureMap, first: np.ndarray, cells: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Squares of a feature map that start at cells (N, 2) x, y: (N, C, cells, cells) and (N, 1, cells, cells); 0 outside of it."""
    rows, cols = features.reliability.shape
    line = np.arange(cells)
    row, col = first[:, 1, None] + line, first[:, 0, None] + line
    inside = ((row >= 0) & (row < rows))[:, :, None] & ((col >= 0) & (col < cols))[:, None]
    device = features.reliability.device
    row, col = (torch.from_numpy(index.clip(0, limit - 1)).to(device) for index, limit in ((row, rows), (col, cols)))
    trust = features.reliability[row[:, :, None], col[:, None]] * torch.from_numpy(inside).to(device)
    return features.descriptors[:, row[:, :, None], col[:, None]].movedim(0, 1), trust[:, None]


def _tiles(pair: Pair, centres: np.ndarray, scale: float, window: float) -> list[_Tile]:
    """The patches that show the windows around all points: few large ones, or one each where the points lie far apart.

    Args:
        window: pixels along the side of what has to be seen around a point.
    """
    if len(centres) == 0:
        return []
    x0, y0, x1, y1 = pair.region
    low = np.array([x0, y0])
    extent = np.array([x1 - x0, y1 - y0]) / scale
    if extent.prod() > len(centres) * window**2:
        even = int(np.ceil(window / 4.0)) * 4
        return [_Tile(centre, even, np.array([index])) for index, centre in enumerate(centres)]
    at = (centres - low) / scale
    count = np.maximum(np.ceil(extent / _TILE_PX), 1)
    cell = np.floor(at / extent * count).clip(0, count - 1).astype(int)
    tiles = []
    for part in np.unique(cell, axis=0):
        points = np.flatnonzero((cell == part).all(1))
        begin, end = np.maximum(at[points].min(0) - window / 2, -4.0), np.minimum(at[points].max(0) + window / 2, extent + 4.0)
        centre = np.rint(low + (begin + end) / 2 * scale)
        tiles.append(_Tile(centre, int(np.ceil(((end - begin).max() / 2 + 1.0) / 2.0)) * 4, points))
    return tiles
