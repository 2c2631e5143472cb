"""Pairs of windows of one place with a known offset, cut from stacks of layers."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...errors import OptionError
from ...models.channels import channels
from ..layers.cut import any_two, cut, linear, usable
from ..layers.radiometry import disturbed
from ..layers.stack import Stack

_TRIES = 300


@dataclass(frozen=True)
class Sample:
    """Two windows.

    Attributes:
        reference, target: (6, size, size) float32 as from `channels`.
        offset: (x, y) pixels: what is at the centre of the reference is at the centre + offset in the target.
        kinds: modality of each.
        name: of the stack.
    """

    reference: np.ndarray
    target: np.ndarray
    offset: np.ndarray
    kinds: tuple[str, str]
    name: str


def draw(stacks: list[Stack], rng: np.random.Generator, size: int, reach: float, cross_modal: bool = True, tilt: float = 1.0) -> Sample:
    """A random sample.

    Args:
        stacks: what to draw from.
        rng: of everything random.
        size: side of the windows, pixels.
        reach: largest offset in x and y, pixels.
        cross_modal: see `disturbed`; False also keeps to layers of one kind.
        tilt: times the random rotation, scale and shear between the two, which stand for what is left of a first estimate.

    Raises:
        OptionError: nothing usable was found.
    """
    for _ in range(_TRIES):
        stack, place, one, two = any_two(stacks, rng, cross_modal)
        rows, cols = stack.valid.shape[1:]
        centre = np.array([rng.uniform(0.3 * size, max(cols - 0.3 * size, 0.31 * size)),
                           rng.uniform(0.3 * size, max(rows - 0.3 * size, 0.31 * size))])
        offset = rng.uniform(-reach, reach, 2)
        turn = linear(rng.uniform(0, 2 * np.pi), np.exp(rng.uniform(-0.35, 0.3)), rng.choice([-1.0, 1.0]))
        residual = linear(tilt * rng.normal(0, 0.03), np.exp(tilt * rng.normal(0, 0.02)), 1.0)
        residual = residual @ np.array([[1.0, tilt * rng.normal(0, 0.01)], [0.0, 1.0]])
        first = cut(stack, place, one, centre, turn, np.zeros(2), size)
        second = cut(stack, place, two, centre, turn @ np.linalg.inv(residual), offset, size)
        if usable(first, second):
            pictures = [channels(disturbed(image, rng, cross_modal), valid) for image, valid in (first, second)]
            return Sample(*pictures, offset, (stack.kinds[one], stack.kinds[two]), stack.name)
    raise OptionError(f"No usable window of {size} pixels was found in {_TRIES} tries: the layers are too small or mostly empty.",
                      "Train on larger layers, or on ones with fewer gaps.")
