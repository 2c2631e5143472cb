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
from ..progress import Progress
from . import view
from .auto import Auto
from .block import Block
from .evidence import AUTO
from .method import Detector, Means
from .smoothing import reach
from .source import Source
from .view import View

_TILE_PX = 512
_AROUND_PX = 9                # evidence so near to a pixel is evidence of it
_LEAST = 0.3                  # evidence below which the network is believed less
_ENOUGH = 1.5                 # times the share of evidence that is left by the tolerance is how far the network is believed
_MOST = 0.98                  # evidence beyond which there is no more
_SIGMA_PX = 2.0
_AUTO = 2                     # how often what `auto` says counts beside what the network says
_ROUNDING = 1e-5


class Network:
    """A trained network; see `models.change_network`."""

    id = "network"

    def __init__(self, means: Means = Means()):  # noqa: B008 (frozen)
        where = devices.choose(means.device)
        network, _ = change_weights.load(find(means.model, "change"))
        self._auto = Auto(Means(device=means.device))
        self._eye = Eye(network.to(where, memory_format=torch.channels_last).eval(), where)

    def fit(self, source: Source, progress: Progress) -> Detector:
        """Nothing is learned; light and noise are those of the whole."""
        seen = view.fit(source, self._auto, progress)
        if not isinstance(seen, View):
            return seen
        told = f"A trained network, which is told of noise by this: {seen.both.radiometry.told.split('; threshold')[0]}; threshold 0.5."
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


def _padded(values: np.ndarray) -> np.ndarray:
    """Values (K, rows, cols) to a multiple of `ALIGNMENT`."""
    rows, cols = values.shape[1:]
    return np.pad(values, ((0, 0), (0, -rows % ALIGNMENT), (0, -cols % ALIGNMENT)), mode="edge")


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
        return self.view.margin(REACH_PX, self.view.tolerant(self.tolerance))

    def magnitude(self, block: Block) -> np.ndarray:
        """See `method.Detector`; NaN outside of the inner part, too.

        None where there is no evidence of change nearby, and less where misregistration explains most of it.
        """
        evidence = self.view.evidence(block, REACH_PX, self.view.tolerant(self.tolerance))
        near = block.within(REACH_PX)
        found = _agreed(self.eye(*self.view.images(near), evidence, near.inner), evidence[AUTO])
        some = cv2.dilate(evidence[1], np.ones((_AROUND_PX, _AROUND_PX), np.uint8))
        found = found * np.minimum(some / np.float32(_LEAST), 1.0)
        if self.tolerance > 0:
            straight, left = (_evened(part) for part in evidence[:2])
            found = found * np.minimum(np.float32(_ENOUGH) * left / np.maximum(straight, np.float32(1e-3)), 1.0)
        whole = np.full(block.shape, np.nan, np.float32)
        whole[block.inner] = np.where(near.valid, found, np.float32(np.nan))[near.inner]
        return whole

    def tolerant(self, tolerance: float) -> NetworkDetector:
        """The evidence allows for misregistration, and the network has learned to; see `discount.discounted`."""
        return replace(self, tolerance=tolerance)


def _agreed(found: np.ndarray, auto: np.ndarray) -> np.ndarray:
    """Probabilities (rows, cols) as they are once the odds of `auto` (rows, cols), which nothing has trained, are multiplied with them.

    What is trained on change that was made up is less sure of real change; it is sure of seasons, which `auto` is not.
    """
    odds = found / np.maximum(1.0 - found, np.float32(_ROUNDING)) * (auto / np.maximum(1.0 - auto, np.float32(_ROUNDING))) ** _AUTO
    return odds / (1.0 + odds)


def _evened(evidence: np.ndarray) -> np.ndarray:
    """Evidence (rows, cols), 0 to 1, as ratios to noise, averaged over the nearest pixels."""
    bounded = np.minimum(evidence, np.float32(_MOST))
    side = 2 * reach(_SIGMA_PX) + 1
    return cv2.GaussianBlur(bounded / (1.0 - bounded), (side, side), _SIGMA_PX, borderType=cv2.BORDER_REPLICATE)
