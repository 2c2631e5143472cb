"""How far corners are off, on places the networks were not trained on."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import torch

from ...lucas_kanade.alignment import align
from ...lucas_kanade.corners import corner_error, homography, template_corners
from ...lucas_kanade.guess import guess
from ...models.deep_lk import DeepLK
from .batch import images
from .sample import Sample

#: Mean distances of corners from where they should be, pixels: of what levels find from a guess that is nearly right, and of the guess
#: of regression networks.
WITHIN_PX, GUESSED_WITHIN_PX = (1.0, 3.0, 5.0), (5.0, 10.0, 20.0)
_BATCH = 8
_MOST_PAIRS = 20              # of modalities that the log names
_NEAR_PX = 8.0                # corners of the guess that levels are validated from, at most, in x and y


@torch.inference_mode()
def validate(network: DeepLK, samples: Sequence[Sample], device, alive: Callable[[], None] = lambda: None,
             near: float = _NEAR_PX, own: bool = False) -> dict[str, tuple[float, ...]]:
    """Share of samples whose corners come to lie within `WITHIN_PX`, by pair of modalities and for ``all``.

    Where there are regression networks, the shares that these alone bring within `GUESSED_WITHIN_PX` follow.

    Args:
        network: on ``device``.
        samples: what it is shown; alive: called before every batch.
        near: how far the guess is off that levels begin with.
        own: they begin with the guess of the regression networks instead.
    """
    network.eval()
    errors: dict[str, list[tuple[float, ...]]] = {}
    for first in range(0, len(samples), _BATCH):
        alive()
        some = samples[first : first + _BATCH]
        inputs, templates = images(some, device)
        guesses = guess(network, inputs, templates) if network.regression else None
        begun = guesses if own else np.stack([guessed(one, near) for one in some])
        found = align(network.input(inputs), network.template(templates), begun, alive=alive)
        for index, (sample, aligned) in enumerate(zip(some, found)):
            placed = (aligned.homography,) if guesses is None else (aligned.homography, guesses[index])
            note(errors, sample, *placed)
    return shares(errors)


def guessed(sample: Sample, near: float) -> np.ndarray:
    """(3, 3) the truth with corners moved at random by up to so many pixels in x and y."""
    rng = np.random.default_rng(sample.noise)
    return homography(template_corners(), sample.corners + rng.uniform(-near, near, (4, 2)))


def note(errors: dict[str, list[tuple[float, ...]]], sample: Sample, *found: np.ndarray) -> None:
    """Add the errors of homographies (3, 3) of a sample, pixels, under its pair of modalities and under ``all``."""
    for key in (" - ".join(sorted(sample.kinds)), "all"):
        errors.setdefault(key, []).append(tuple(float(corner_error(matrix, sample.corners)) for matrix in found))


def shares(errors: Mapping[str, Sequence[tuple[float, ...]]]) -> dict[str, tuple[float, ...]]:
    """Shares of errors within `WITHIN_PX`, and of the second ones, where there are such, within `GUESSED_WITHIN_PX`."""
    limits = (WITHIN_PX, GUESSED_WITHIN_PX)
    return {key: tuple(round(float((column < limit).mean()), 4) for column, of in zip(np.array(found).T, limits) for limit in of)
            for key, found in sorted(errors.items())}


def told(figures: Mapping[str, Sequence[float]]) -> str:
    """Shares for the log."""
    limits, others = (", ".join(f"{limit:g}" for limit in of) for of in (WITHIN_PX, GUESSED_WITHIN_PX))
    also = f" (guessed within {others})" if len(figures["all"]) > len(WITHIN_PX) else ""
    shown = {key: values for key, values in figures.items() if key == "all" or len(figures) < _MOST_PAIRS}
    return f"corners within {limits} px{also}: " + "; ".join(f"{key} {' '.join(f'{value:.0%}' for value in values)}"
                                                            for key, values in shown.items())
