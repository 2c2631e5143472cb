"""How often the network finds what it looks for, on places it was not trained on."""
from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch

from ...models.descriptors import STRIDE, DenseDescriptor
from ..layers.stack import Stack
from .objective import peak, stacked, surface
from .sample import Sample, draw
from .settings import Settings

_AT_ONCE = 16
_WITHIN_PX = np.array([1.0, 3.0])


def checks(held_out: list[Stack], settings: Settings, alive: Callable[[], None] = lambda: None) -> list[Sample]:
    """The samples that validate a training, the same for the same seed.

    Args:
        held_out: layers of places that are not trained on.
        settings: of the training.
        alive: called between the samples.

    Raises:
        OptionError: nothing usable was found.
    """
    found = []
    for index in range(settings.checks):
        alive()
        generator = np.random.default_rng([settings.seed, 1, index])
        found.append(draw(held_out, generator, settings.side, settings.reach, settings.cross_modal))
    return found


def validate(network: DenseDescriptor, samples: Sequence[Sample], settings: Settings, device,
             alive: Callable[[], None] = lambda: None) -> dict[str, tuple[float, ...]]:
    """Shares of windows found within 1 px and 3 px by pair of modalities, and ``all``.

    Radar and optical layers lie on each other to about 1 px only.

    Args:
        network: on ``device``.
        samples: from `checks`.
        settings: of the training.
        device: where the network is.
        alive: called every few samples.
    """
    network.eval()
    hits: dict[str, list[np.ndarray]] = {}
    with torch.no_grad():
        for start in range(0, len(samples), _AT_ONCE):
            alive()
            part = samples[start : start + _AT_ONCE]
            reference, target, offsets = stacked(part, device)
            found = peak(surface(network, reference, target, settings).cpu().numpy()) * STRIDE
            error = np.hypot(*(found - offsets.cpu().numpy()).T)
            for sample, one in zip(part, error):
                for key in (" - ".join(sorted(sample.kinds)), "all"):
                    hits.setdefault(key, []).append(one <= _WITHIN_PX)
    return {key: tuple(np.mean(values, axis=0).round(4).tolist()) for key, values in sorted(hits.items())}
