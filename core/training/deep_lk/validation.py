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

#: Mean distances of corners from where they should be, pixels.
WITHIN_PX = (1.0, 3.0, 5.0)
#: Under which the shares are found that go on from the guess of the regression networks.
OWN_GUESS = "from its own guess"
_BATCH = 8
_MOST_PAIRS = 20              # of modalities that the log names
_NEAR_PX = 8.0                # corners of the guess that levels are validated from, at most, in x and y


@torch.inference_mode()
def validate(network: DeepLK, samples: Sequence[Sample], device, alive: Callable[[], None] = lambda: None,
             near: float = _NEAR_PX, own: bool = False) -> dict[str, tuple[float, ...]]:
    """Share of samples whose corners come to lie within `WITHIN_PX`, by pair of modalities and for ``all``.

    Args:
        network: on ``device``.
        samples: what it is shown; alive: called before every batch.
        near: how far the guess is off that the levels begin with.
        own: they begin with the guess of the regression networks instead; else that is told beside, for all samples.
    """
    network.eval()
    found: dict[str, list[float]] = {}
    for first in range(0, len(samples), _BATCH):
        alive()
        some = samples[first : first + _BATCH]
        shown = images(some, device)
        maps = [pyramid(part) for pyramid, part in zip((network.input, network.template), shown)]
        given = np.stack([guessed(one, near) for one in some])
        guesses = [guess(network, *shown) if own else given] + ([guess(network, *shown)] if network.regression and not own else [])
        for number, begun in enumerate(guesses):
            for sample, aligned in zip(some, align(*maps, begun, alive=alive)):
                error = float(corner_error(aligned.homography, sample.corners))
                if number:
                    found.setdefault(OWN_GUESS, []).append(error)
                else:
                    note(found, sample, error)
    return shares(found)


def note(found: dict[str, list[float]], sample: Sample, error: float) -> None:
    """Add the error of a sample, pixels, under its pair of modalities and under ``all``."""
    for key in (" - ".join(sorted(sample.kinds)), "all"):
        found.setdefault(key, []).append(error)


def shares(found: Mapping[str, Sequence[float]]) -> dict[str, tuple[float, ...]]:
    """Shares of errors within `WITHIN_PX`."""
    return {key: tuple(round(float((np.array(errors) < limit).mean()), 4) for limit in WITHIN_PX) for key, errors in sorted(found.items())}


def told(figures: Mapping[str, Sequence[float]]) -> str:
    """Shares for the log."""
    return f"corners within {', '.join(f'{limit:g}' for limit in WITHIN_PX)} px: " + "; ".join(
        f"{key} {' '.join(f'{value:.0%}' for value in values)}" for key, values in figures.items()
        if key in ("all", OWN_GUESS) or len(figures) < _MOST_PAIRS)


def guessed(sample: Sample, near: float) -> np.ndarray:
    """(3, 3) the truth with corners moved at random by up to so many pixels in x and y."""
    rng = np.random.default_rng(sample.noise)
    return homography(template_corners(), sample.corners + rng.uniform(-near, near, (4, 2)))
