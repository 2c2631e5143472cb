"""How far corners are off, on places the networks were not trained on."""
from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch

from ...lucas_kanade.alignment import align
from ...lucas_kanade.corners import corner_error, homography, template_corners
from ...lucas_kanade.guess import guess
from ...models.deep_lk import DeepLK
from .sample import Sample

#: Mean distances of corners from where they should be, pixels: of what levels find from a guess that is nearly right, and of the guess
#: of regression networks.
WITHIN_PX, GUESSED_WITHIN_PX = (1.0, 3.0, 5.0), (5.0, 10.0, 20.0)
_BATCH = 8
_NEAR_PX = 8.0                # corners of the guess that levels are validated from, at most, in x and y


@torch.inference_mode()
def validate(network: DeepLK, samples: Sequence[Sample], device, alive: Callable[[], None] = lambda: None,
             near: float = _NEAR_PX) -> dict[str, tuple[float, ...]]:
    """Share of samples whose corners come to lie within `WITHIN_PX`, by pair of modalities and for ``all``.

    Where there are regression networks, the shares that these alone bring within `GUESSED_WITHIN_PX` follow.

    Args:
        network: on ``device``.
        samples: what it is shown; alive: called before every batch.
        near: how far the guess is off.
    """
    network.eval()
    errors: dict[str, list[tuple[float, float]]] = {}
    for first in range(0, len(samples), _BATCH):
        alive()
        some = samples[first : first + _BATCH]
        inputs, templates = (torch.from_numpy(np.stack(images)).to(device).contiguous(memory_format=torch.channels_last)
                             for images in ([one.input for one in some], [one.template for one in some]))
        found = align(network.input(inputs), network.template(templates), np.stack([guessed(one, near) for one in some]), alive=alive)
        guesses = guess(network, inputs, templates) if network.regression else [None] * len(some)
        for sample, aligned, begun in zip(some, found, guesses):
            pair = corner_error(aligned.homography, sample.corners), np.inf if begun is None else corner_error(begun, sample.corners)
            for key in (" - ".join(sorted(sample.kinds)), "all"):
                errors.setdefault(key, []).append(pair)
    limits = (WITHIN_PX, GUESSED_WITHIN_PX) if network.regression else (WITHIN_PX,)
    return {key: tuple(round(float((np.array(pairs)[:, index] < limit).mean()), 4) for index, of in enumerate(limits) for limit in of)
            for key, pairs in sorted(errors.items())}


def guessed(sample: Sample, near: float) -> np.ndarray:
    """(3, 3) the truth with corners moved at random by up to so many pixels in x and y."""
    rng = np.random.default_rng(sample.noise)
    return homography(template_corners(), sample.corners + rng.uniform(-near, near, (4, 2)))
