"""Single windows of places kept from training, as the matchers see a pair: how well one window is found, without any fit."""
from __future__ import annotations

from dataclasses import dataclass
from unittest import mock

import numpy as np
from tiepoint.core.progress import Silent
from tiepoint.core.training.layers.stack import Stack
from tiepoint.core.training.matcher import sample

SIZE_PX, REACH_PX = 64, 16


@dataclass(frozen=True, eq=False)
class Window:
    """A `core.matching.pair.Pair` of two pictures (rows, cols).

    Attributes:
        one, two: (grey, valid) of the reference and of the target.
        offset: (x, y) pixels: what is in the middle of the reference is there in the target.
        kinds: modality of each.
    """

    one: tuple[np.ndarray, np.ndarray]
    two: tuple[np.ndarray, np.ndarray]
    offset: np.ndarray
    kinds: str

    overview_scale, has_prior, max_shift, seed = 1.0, True, float(REACH_PX), 0

    @property
    def region(self) -> tuple[float, float, float, float]:
        """All of it."""
        rows, cols = self.one[0].shape
        return (0.0, 0.0, float(cols), float(rows))

    @property
    def target_region(self) -> tuple[float, float, float, float]:
        """The same."""
        return self.region

    def reference(self, centres: np.ndarray, size: int, scale: float) -> tuple[np.ndarray, np.ndarray]:
        """Patches; see `Pair`."""
        return _cut(self.one, centres, size)

    def target(self, centres: np.ndarray, size: int, scale: float, backward) -> tuple[np.ndarray, np.ndarray]:
        """Patches, which no estimate has moved; see `Pair`."""
        return _cut(self.two, centres, size)

    def usable(self, centres: np.ndarray, backward) -> np.ndarray:
        """All are; see `Pair`."""
        return np.ones(len(centres), bool)


def validation(stacks: list[Stack], count: int, seed: int = 0) -> list[Window]:
    """The windows that validate a training: the same stacks, seeds, offsets and light, before a network's channels are made of them."""
    found = []
    with mock.patch.object(sample, "channels", lambda image, valid: np.stack([image, valid])):
        for index in range(count):
            drawn = sample.draw(stacks, np.random.default_rng([seed, 1, index]), SIZE_PX + 2 * REACH_PX, REACH_PX)
            one, two = ((image.astype(np.float32), valid > 0) for image, valid in (drawn.reference, drawn.target))
            found.append(Window(one, two, drawn.offset, " - ".join(sorted(drawn.kinds))))
    return found


def errors(windows: list[Window], matcher) -> np.ndarray:
    """(N,) distance in pixels from where each window belongs; infinite where the matcher finds no peak."""
    found = np.full(len(windows), np.inf)
    for index, window in enumerate(windows):
        middle = np.array([window.region[2:]]) / 2.0
        measured = matcher.measure(window, middle, 1.0, lambda xy: xy, SIZE_PX, Silent(), REACH_PX)
        if len(measured):
            found[index] = np.hypot(*(measured.nominal_xy - measured.reference_xy - window.offset)[0])
    return found


def _cut(picture: tuple[np.ndarray, np.ndarray], centres: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Squares around whole positions; outside of the picture nothing is valid."""
    padded = [np.pad(part, size) for part in picture]
    corners = np.rint(np.asarray(centres) - size / 2).astype(int) + size
    return tuple(np.stack([part[y : y + size, x : x + size] for x, y in corners]) for part in padded)
