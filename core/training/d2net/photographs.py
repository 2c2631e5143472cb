"""The published training of D2-Net: conv4_3, on pairs of photographs with depth.

Source: Dusmanu et al. 2019, arXiv:1905.03561, section 5.
"""
from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from ...errors import OptionError
from ...models.d2net import PUBLISHED as WIDTHS
from ...models.d2net import TRAINING_STRIDE, D2Net
from . import megadepth
from .learner import D2NetLearner, features
from .megadepth import LEAST_BYTES, Pair
from .sample import LEAST_CELLS, Sample
from .settings import Settings

#: As published; the steps are ten epochs of its 117 scenes.
PUBLISHED = Settings(batch=1, steps=117_000, rate=1e-3, constant=True, seed=1, cross_modal=False, last_only=True, warm_up=0.0,
                     stride=TRAINING_STRIDE, between=False, safe=4, rectified=False, width=WIDTHS[0], start="d2-ots")
#: Settings that photographs have no use for.
UNASKED = ("cross_modal", "turn", "zoom", "stride")
#: Chebyshev distances from the right cell: it, those next to it, those that no cell is a wrong one within.
WITHIN_CELLS = (0, 1, 4)
#: What `PhotographLearner.validate` finds, for a card.
FIGURES = "share of cells whose most alike cell is the right one, at most 1 and at most 4 cells from it, on scenes not trained on"
_TRIES = 100


class PhotographLearner(D2NetLearner):
    """See `core.training.learner.Learner`.

    Args:
        folder: of the data, see `megadepth`.
        settings: of the training; at a stride of 8.
        least_bytes: see `megadepth.epoch`.

    Raises:
        OptionError: the folder lacks files, or no scene gives a pair.
        ModelError: the weights to begin with cannot be used.
    """

    def __init__(self, folder: Path, settings: Settings, least_bytes: int = LEAST_BYTES):
        super().__init__([], [], settings)
        self._folder, self._least_bytes, self._lock = Path(folder), least_bytes, threading.Lock()
        self.checksum = megadepth.checksum(folder)
        # Threads that draw ahead may be an epoch further.
        self._epoch = functools.lru_cache(2)(lambda number: megadepth.epoch(folder, settings.seed, number, least_bytes=least_bytes))
        self._length = len(self._epoch(0))

    def draw(self, rng: np.random.Generator, number: int = 0) -> Sample:
        """The pair whose turn it is in its epoch, or, where too little of it corresponds, another one of the epoch."""
        epoch, place = divmod(number, self._length)
        with self._lock:
            pairs = self._epoch(epoch)
        found = self._usable(pairs[index] for index in (place, *rng.integers(len(pairs), size=_TRIES)))
        sample = next(found, None)
        if sample is None:
            raise self._nothing()
        return sample

    def checks(self, alive: Callable[[], None]) -> list[Sample]:
        """Pairs of the scenes to validate with, spread over them."""
        pairs = megadepth.validation(self._folder, least_bytes=self._least_bytes)
        spread = np.unique(np.linspace(0, len(pairs) - 1, self.settings.checks).astype(np.int64))
        found = list(self._usable((pairs[index] for index in spread), alive))
        if not found:
            raise self._nothing()
        return found

    def _usable(self, pairs: Iterable[Pair], alive: Callable[[], None] = lambda: None) -> Iterator[Sample]:
        """The samples of pairs that show enough of the same."""
        for pair in pairs:
            alive()
            sample = megadepth.draw(pair, self.settings.size)
            if sample:
                yield sample

    def _nothing(self) -> OptionError:
        return OptionError(f"No pair of photographs in {self._folder} that was tried shows {LEAST_CELLS} cells in both.",
                           "Check cameras and depth of the scenes, and that the photographs are larger than SIZE.")

    def validate(self, network: D2Net, samples: Sequence[Sample], device, alive: Callable[[], None]) -> dict[str, tuple[float, ...]]:
        """Shares of cells whose most alike cell of the other photograph lies within `WITHIN_CELLS` of the right one."""
        network.eval()
        found = []
        with torch.no_grad():
            for sample in samples:
                alive()
                first, second = features(network, [sample], self.preprocessing, self.settings, device)[0]
                found.append(_shares(first, second, sample))
        return {"all": tuple(np.mean(found, axis=0).round(4).tolist())}

    def told(self, figures: dict[str, tuple[float, ...]]) -> str:
        """The shares for the log."""
        return f"cells found within {', '.join(map(str, WITHIN_CELLS))} cells: {' '.join(f'{value:.0%}' for value in figures['all'])}"


def _shares(first: torch.Tensor, second: torch.Tensor, sample: Sample) -> np.ndarray:
    one, two = (functional.normalize(found, dim=0).flatten(1) for found in (first, second))
    columns = second.shape[2]
    here = torch.from_numpy(sample.reference_cells[:, 0] * first.shape[2] + sample.reference_cells[:, 1]).to(first.device)
    chosen = (one[:, here].T @ two).argmax(1).cpu().numpy()
    right = np.floor(sample.target_cells + 0.5)
    apart = np.abs(np.stack([chosen // columns, chosen % columns], 1) - right).max(1)
    return (apart[:, None] <= WITHIN_CELLS).mean(0)
