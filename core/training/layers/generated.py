"""Generated scenes as layers: land as several sensors show it on several dates."""
from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..scenes.distortion import Distortion
from ..scenes.pair import make_pair
from .stack import Stack, stretched

SIDE_PX = 448
_LAYERS = (("optical", 0), ("optical", 1), ("optical", 2), ("nir", 1), ("sar", 0), ("thermal", 2), ("map", 0))      # kind, date


def generated(seeds: range, share: float = 2.0, alive: Callable[[int], None] = lambda done: None) -> Stack:
    """Generated scenes in several modalities and dates.

    Args:
        seeds: one scene each.
        share: see `Stack`.
        alive: called before each scene's layer with how many scenes are done.
    """
    places = []
    for seed in seeds:
        layers = []
        for kind, date in _LAYERS:
            alive(len(places))
            modality = "rgb" if kind == "optical" else kind
            pair = make_pair(SIDE_PX, SIDE_PX, seed, Distortion(), "rgb", modality, 0, date, 0.0, oversample=1.0)
            layers.append(stretched(np.asarray(pair.target, np.float32)[:3].mean(0)))
        places.append(layers)
    layers = np.array(places)
    return Stack("generated", layers, np.ones((len(layers), *layers.shape[2:]), bool), tuple(kind for kind, _ in _LAYERS), share)
