"""Deep Lucas-Kanade as what the loop trains, on samples of the published form, beside layers or alone."""
from __future__ import annotations

import zlib
from collections.abc import Callable

import numpy as np

from ..layers.stack import Stack
from . import sample_files
from .learner import DeepLKLearner
from .sample import Sample
from .sample_files import SampleFiles
from .settings import Settings

_BESIDE = 0.5                 # share of the samples that are of files, where there are layers too


class SampleLearner(DeepLKLearner):
    """See `core.training.learner.Learner`.

    Files alone are gone through epoch by epoch, each in another order; what would be left over for an incomplete step is left out of it.

    Args:
        stacks: to train on, may be none; held_out: of other places, to validate on.
        settings: of the training.
        files: samples to train on, and to validate on.

    Raises:
        OptionError: the settings make no sense, or a label is none.
        ModelError: the weights to begin with cannot be used.
    """

    def __init__(self, stacks: list[Stack], held_out: list[Stack], settings: Settings, files: tuple[SampleFiles, SampleFiles]):
        super().__init__(stacks, held_out, settings)
        self._files, self._kept = files
        self.checksum = zlib.crc32(str((self.checksum, *map(sample_files.checksum, files))).encode())

    @property
    def epoch(self) -> int:
        """Samples of an epoch of files alone: full steps only, and at least one sample."""
        count, batch = len(self._files.names), self.settings.batch
        return count // batch * batch or count

    def draw(self, rng: np.random.Generator, number: int = 0) -> Sample:
        """The one whose turn it is; beside layers, one of either at random."""
        if not self._stacks:
            epoch, place = divmod(number, self.epoch)
            order = np.random.default_rng([self.settings.seed, 2, epoch]).permutation(len(self._files.names))
            return self._read(self._files, int(order[place]), rng)
        if rng.random() >= _BESIDE:
            return super().draw(rng, number)
        return self._read(self._files, int(rng.integers(len(self._files.names))), rng)

    def checks(self, alive: Callable[[], None]) -> list[Sample]:
        """Samples that are not trained on, spread over the files, and of layers, as many of either as they are drawn of."""
        wanted = self.settings.checks
        of_files = min(round(wanted * _BESIDE) if self._held_out else wanted, len(self._kept.names))
        found = super().checks(alive)[of_files:] if self._held_out else []
        for index in np.linspace(0, len(self._kept.names) - 1, of_files).astype(np.int64):
            alive()
            found.append(self._read(self._kept, int(index), np.random.default_rng([self.settings.seed, 1, int(index)])))
        return found

    def _read(self, files: SampleFiles, index: int, rng: np.random.Generator) -> Sample:
        return sample_files.read(files, index, self.settings.published_bands, int(rng.integers(2**31)))
