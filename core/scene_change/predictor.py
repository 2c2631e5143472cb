"""A scene-change model at work on pairs of tiles."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import torch

from ..errors import ModelError
from ..models.corrfusion.weights import SceneModel

BATCH = 32
# Pixels of tiles that a core has seen in half a second, through the small backbone and through the others.
_SLIM_PX, _OTHERS_PX = 2**19, 2**15


@dataclass(frozen=True)
class Prediction:
    """What is found in N pairs of tiles.

    Attributes:
        before, after: (N, classes) float32 probabilities.
        gate: (N,) float32, how far a pair agrees, 0 to 1; NaN where the network does not compare dates.
    """

    before: np.ndarray
    after: np.ndarray
    gate: np.ndarray

    def __len__(self) -> int:
        return len(self.before)

    @property
    def classes(self) -> tuple[np.ndarray, np.ndarray]:
        """(N,) of both dates, from 0."""
        return self.before.argmax(1), self.after.argmax(1)

    @property
    def changed(self) -> np.ndarray:
        """(N,) bool: the classes differ."""
        one, other = self.classes
        return one != other

    @property
    def confidence(self) -> np.ndarray:
        """(N,) probability that both classes are right, were the dates independent: the product of the highest of both."""
        return self.before.max(1) * self.after.max(1)


class Predictor:
    """A model ready to look at tiles; what it says of a pair does not depend on which others it is shown with.

    Args:
        model: of `core.models.corrfusion.weights`.
        device: where it runs.
    """

    def __init__(self, model: SceneModel, device: torch.device | str = "cpu"):
        self.model, self.device = model, torch.device(device)
        self.network = model.network.to(self.device, memory_format=torch.channels_last).eval()

    @torch.inference_mode()
    def __call__(self, before: np.ndarray, after: np.ndarray, batch: int = BATCH, alive: Callable[[], None] = lambda: None) -> Prediction:
        """What is seen in pairs of tiles.

        Args:
            before, after: (N, rows, cols, 3) uint8 red, green, blue; N may be 0. Tiles of other sides than the network's are resampled.
            batch: tiles at a time; alive: called before every batch.

        Raises:
            ModelError: they have another shape.
        """
        if before.ndim != 4 or before.shape != after.shape or before.shape[3] != 3:
            raise ModelError(f"Tiles of the shapes {before.shape} and {after.shape} are no pairs.",
                             "Give (N, rows, cols, 3) of both dates.")
        count = self.network.settings["classes"]
        found = [np.empty((len(before), count), np.float32) for _ in range(2)]
        gate = np.full(len(before), np.nan, np.float32)
        for first in range(0, len(before), batch):
            alive()
            part = slice(first, first + batch)
            seen = self.network(*(self.prepared(tiles[part]) for tiles in (before, after)))
            for kept, scores in zip(found, (seen.before, seen.after)):
                kept[part] = scores.float().softmax(1).cpu().numpy()
            if seen.gate is not None:
                gate[part] = seen.gate.float().cpu().numpy()
        return Prediction(*found, gate)

    def prepared(self, tiles: np.ndarray) -> torch.Tensor:
        """(N, 3, side, side) on the device, of tiles (N, rows, cols, 3) uint8."""
        shown = prepared(tiles, self.model.preprocessing, self.network.settings["side"])
        return torch.from_numpy(shown).to(self.device).contiguous(memory_format=torch.channels_last)


def batch_of(predictor: Predictor) -> int:
    """Tiles at a time that leave room for a look at the progress every second, also without a GPU."""
    settings = predictor.network.settings
    if predictor.device.type != "cpu":
        return BATCH
    pixels = _SLIM_PX if settings["backbone"] == "slim" else _OTHERS_PX
    return max(1, min(BATCH, pixels // (settings["side"] or 200)**2))


def prepared(tiles: np.ndarray, preprocessing, side: int = 0) -> np.ndarray:
    """(N, 3, side, side) float32 as a network wants it, of tiles (N, rows, cols, 3) uint8; ``side`` 0: as they are."""
    if side and tiles.shape[1:3] != (side, side):
        tiles = np.stack([resampled(tile, side) for tile in tiles])
    return np.stack([preprocessing(tile) for tile in tiles.transpose(0, 3, 1, 2)])


def resampled(tile: np.ndarray, side: int) -> np.ndarray:
    """A tile (rows, cols, 3) uint8 as (side, side, 3): means of areas where it becomes smaller."""
    method = cv2.INTER_AREA if min(tile.shape[:2]) > side else cv2.INTER_LINEAR
    return cv2.resize(tile, (side, side), interpolation=method)
