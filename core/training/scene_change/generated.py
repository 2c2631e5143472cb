"""Pairs of tiles of generated scenes: the same land on two dates, with what has truly changed between them."""
from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from ..scenes.change import change_scene
from ..scenes.render import render
from ..scenes.scene import STYLES, make_scene
from . import general

_SIDE, _DATES, _MOST = 6, 12, 0.4


def samples(seeds: Iterable[int], side: int, pixel_m: float) -> Iterator[tuple[np.ndarray, np.ndarray, int, int]]:
    """Tiles and classes, as `chunk.write` wants them, of one scene after another; tiles without a dominating class are left out.

    Args:
        seeds: of the scenes.
        side: of a tile, pixels; pixel_m: of a pixel, metres.
    """
    for seed in seeds:
        rng = np.random.default_rng([seed, 91])
        whole = _SIDE * side
        before = make_scene(whole, whole, seed, pixel_m, STYLES[seed % len(STYLES)])
        after, _ = change_scene(before, seed, float(rng.uniform(0.1, _MOST)))
        dates = rng.choice(_DATES, 2, replace=False)
        pictures = [render(scene, "rgb", int(date), 2 * seed + index, oversample=1.5)
                    for index, (scene, date) in enumerate(zip((before, after), dates))]
        for row in range(0, whole, side):
            for col in range(0, whole, side):
                part = np.s_[row : row + side, col : col + side]
                one, other = (general.class_of(scene.classes[part]) for scene in (before, after))
                if min(one, other) >= 0:
                    yield *(np.ascontiguousarray(picture[(slice(None), *part)].transpose(1, 2, 0)) for picture in pictures), one, other
