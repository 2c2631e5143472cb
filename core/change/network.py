"""Change as a network has learned it: a siamese network looks at both dates, and at how far their pixels are from noise."""
from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
import torch

from ..models import change_weights
from ..models import device as devices
from ..models.change_network import ALIGNMENT, REACH_PX, ChangeNetwork
from ..models.store import find
from ..progress import Progress, Steps
from . import view
from .block import Block
from .method import Detector, Means
from .source import ALIGNED_PX, Source
from .threshold import NONE
from .view import View

_TILE_PX = 384
_AROUND_PX = 9                # evidence so near to a pixel is evidence of it
_LEAST = 0.3                  # evidence below which the network is believed less


class Network:
    """A trained network; see `models.change_network`."""

    id = "network"

    def __init__(self, means: Means = Means()):  # noqa: B008 (frozen)
        where = devices.choose(means.device)
        network, _ = change_weights.load(find(means.model, "change"))
        self._eye = Eye(network.to(where, memory_format=torch.channels_last).eval(), where)

    def fit(self, source: Source, progress: Progress) -> Detector:
        """Nothing is learned; light and noise are those of the whole."""
        seen = view.fit(source, Steps(progress, 0.0, 1.0))
        if seen.radiometry.threshold is not None and seen.radiometry.threshold >= NONE.value:
            return seen.radiometry
        told = f"A trained network, which is told of noise by this: {seen.radiometry.told.split('; threshold')[0]}; threshold 0.5."
        return NetworkDetector(seen, self._eye, told, 0.5)


@dataclass(frozen=True)
class Eye:
    """A network ready to look at images of any size.

    Attributes:
        network: in evaluation mode, on ``device``.
        device: where it runs.
    """

    network: ChangeNetwork
    device: torch.device

    def __call__(self, before: np.ndarray, after: np.ndarray, evidence: np.ndarray) -> np.ndarray:
        """Probabilities (rows, cols) float32 of change, tile by tile; tiles fit together exactly.

        Args:
            before, after: (3, rows, cols); evidence: (2, rows, cols). They begin at a multiple of `ALIGNMENT` of the raster.
        """
        rows, cols = before.shape[1:]
        whole = np.concatenate([before, after, evidence])
        whole = np.pad(whole, ((0, 0), (0, -rows % ALIGNMENT), (0, -cols % ALIGNMENT)), mode="edge")
        height, width = whole.shape[1:]
        found = np.empty((height, width), np.float32)
        for top in range(0, height, _TILE_PX):
            for left in range(0, width, _TILE_PX):
                last = min(top + _TILE_PX, height), min(left + _TILE_PX, width)
                first = max(top - REACH_PX, 0), max(left - REACH_PX, 0)
                part = whole[:, first[0]:min(last[0] + REACH_PX, height), first[1]:min(last[1] + REACH_PX, width)]
                found[top:last[0], left:last[1]] = self._run(part)[top - first[0]:last[0] - first[0], left - first[1]:last[1] - first[1]]
        return found[:rows, :cols]

    @torch.inference_mode()
    def _run(self, part: np.ndarray) -> np.ndarray:
        tensor = torch.from_numpy(np.ascontiguousarray(part))[None].to(self.device).contiguous(memory_format=torch.channels_last)
        half = devices.half(self.device)
        with torch.autocast(self.device.type, half, enabled=half is not None):
            odds = self.network(tensor[:, :3], tensor[:, 3:6], tensor[:, 6:])
        return torch.sigmoid(odds)[0].cpu().numpy()


@dataclass(frozen=True)
class NetworkDetector:
    """A detector by a trained network; see `method.Detector`.

    Attributes:
        view: what it sees; eye: what looks.
        told, threshold: see `method.Detector`.
        tolerance: misregistration that is allowed for, pixels.
    """

    view: View
    eye: Eye
    told: str
    threshold: float | None
    tolerance: float = 0.0

    @property
    def margin(self) -> int:
        """See `method.Detector`; a multiple of `ALIGNED_PX`."""
        straight = self.view.tolerant(self.tolerance) or self.view
        return -(-(REACH_PX + straight.margin) // ALIGNED_PX) * ALIGNED_PX

    def magnitude(self, block: Block) -> np.ndarray:
        """See `method.Detector`; none where there is no evidence of change nearby."""
        evidence = self.view.evidence(block, self.view.tolerant(self.tolerance))
        found = self.eye(*self.view.images(block), evidence)
        near = cv2.dilate(evidence[1], np.ones((_AROUND_PX, _AROUND_PX), np.uint8))
        return np.where(block.valid, found * np.minimum(near / np.float32(_LEAST), 1.0), np.float32(np.nan))

    def tolerant(self, tolerance: float) -> NetworkDetector:
        """The evidence allows for misregistration, and the network has learned to; see `discount.discounted`."""
        return replace(self, tolerance=tolerance)
