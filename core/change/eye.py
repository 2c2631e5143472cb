"""A trained network that looks at two dates: what it sees there, block by block."""
from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
import torch

from ..models import change_weights
from ..models import device as devices
from ..models.change_network import ALIGNMENT, REACH_PX, ChangeNetwork
from ..models.store import find
from .block import Block
from .evidence import BOTH
from .smoothing import reach
from .view import View

_TILE_PX = 512
_AROUND_PX = 9                # evidence so near to a pixel is evidence of it
_LEAST = 0.3                  # evidence below which the network is believed less
_ENOUGH = 1.5                 # times the share of evidence that is left by the tolerance is how far the network is believed
_MOST = 0.98                  # evidence beyond which there is no more
_SIGMA_PX = 2.0


@dataclass(frozen=True)
class Eye:
    """A network ready to look at images of any size.

    Attributes:
        network: in evaluation mode, on ``device``.
        device: where it runs.
    """

    network: ChangeNetwork
    device: torch.device

    def __call__(self, before: np.ndarray, after: np.ndarray, evidence: np.ndarray, inner: tuple[slice, slice]) -> np.ndarray:
        """Probabilities of change (rows, cols) float32 in the inner part, NaN around it; tile by tile, which fit together exactly.

        Args:
            before, after: (3, rows, cols); evidence: (`EVIDENCE`, rows, cols). They begin at a multiple of `ALIGNMENT` of the raster.
            inner: rows and columns that are asked for, which begin at one too.
        """
        rows, cols = before.shape[1:]
        found = np.full((rows, cols), np.nan, np.float32)
        for top in range(inner[0].start, inner[0].stop, _TILE_PX):
            for left in range(inner[1].start, inner[1].stop, _TILE_PX):
                bottom, right = min(top + _TILE_PX, inner[0].stop), min(left + _TILE_PX, inner[1].stop)
                first = max(top - REACH_PX, 0), max(left - REACH_PX, 0)
                # To a multiple of the alignment, or further than the network sees: what follows makes no difference.
                area = (slice(None), *(slice(start, -(-end // ALIGNMENT) * ALIGNMENT + REACH_PX)
                                       for start, end in zip(first, (bottom, right))))
                part = self._run([_padded(values[area]) for values in (before, after, evidence)])
                found[top:bottom, left:right] = part[top - first[0]:bottom - first[0], left - first[1]:right - first[1]]
        return found

    @torch.inference_mode()
    def _run(self, parts: list[np.ndarray]) -> np.ndarray:
        seen = [torch.from_numpy(part)[None].to(self.device).contiguous(memory_format=torch.channels_last) for part in parts]
        half = devices.half(self.device)
        with torch.autocast(self.device.type, half, enabled=half is not None):
            odds = self.network(*seen)
        return torch.sigmoid(odds)[0].cpu().numpy()


def opened(model: str, device: str) -> Eye:
    """The network of these weights, by id or file, on a device; ModelError, OptionError as for `Means`."""
    where = devices.choose(device)
    network, _ = change_weights.load(find(model, "change"))
    return Eye(network.to(where, memory_format=torch.channels_last).eval(), where)


@dataclass(frozen=True)
class Look:
    """A network that looks at two rasters.

    Attributes:
        eye: what looks; view: what it sees.
        tolerance: misregistration that is allowed for, pixels.
    """

    eye: Eye
    view: View
    tolerance: float = 0.0

    @property
    def margin(self) -> int:
        """Pixels around a block that have a say, a multiple of `source.ALIGNED_PX`."""
        return self.view.margin(REACH_PX, self.view.tolerant(self.tolerance))

    def __call__(self, block: Block) -> np.ndarray:
        """(3, rows, cols) float32, 0 to 1, of the inner part of a block; NaN where it is not valid.

        0: the probability of change by the network; 1: how far it is believed: not where there is no evidence of change nearby, and less
        where misregistration explains most of it; 2: what `Both` says, 0.5 at its threshold.
        """
        evidence = self.view.evidence(block, REACH_PX, self.view.tolerant(self.tolerance))
        near = block.within(REACH_PX)
        found = self.eye(*self.view.images(near), evidence, near.inner)
        some = cv2.dilate(evidence[1], np.ones((_AROUND_PX, _AROUND_PX), np.uint8))
        believed = np.minimum(some / np.float32(_LEAST), 1.0)
        if self.tolerance > 0:
            straight, left = (_evened(part) for part in evidence[:2])
            believed *= np.minimum(np.float32(_ENOUGH) * left / np.maximum(straight, np.float32(1e-3)), 1.0)
        maps = np.stack([values[near.inner] for values in (found, believed, evidence[BOTH])])
        return np.where(near.valid[near.inner], maps, np.float32(np.nan))

    def tolerant(self, tolerance: float) -> Look:
        """The same with another tolerance; the evidence allows for it, and the network has learned to."""
        return replace(self, tolerance=tolerance)


def surrounded(values: np.ndarray, block: Block) -> np.ndarray:
    """Values (rows, cols) of the inner part of a block, with NaN around them as far as it reaches."""
    whole = np.full(block.shape, np.nan, np.float32)
    whole[block.inner] = values
    return whole


def _padded(values: np.ndarray) -> np.ndarray:
    """Values (K, rows, cols) to a multiple of `ALIGNMENT`."""
    rows, cols = values.shape[1:]
    return np.pad(values, ((0, 0), (0, -rows % ALIGNMENT), (0, -cols % ALIGNMENT)), mode="edge")


def _evened(evidence: np.ndarray) -> np.ndarray:
    """Evidence (rows, cols), 0 to 1, as ratios to noise, averaged over the nearest pixels."""
    bounded = np.minimum(evidence, np.float32(_MOST))
    side = 2 * reach(_SIGMA_PX) + 1
    return cv2.GaussianBlur(bounded / (1.0 - bounded), (side, side), _SIGMA_PX, borderType=cv2.BORDER_REPLICATE)
