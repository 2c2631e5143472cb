"""Pairs of generated scenes: true change, seasons, sensors, speckle, misregistration."""
from __future__ import annotations

import numpy as np

from ..scenes import classes
from ..scenes.change import change_scene
from ..scenes.render import Sensor, expose
from ..scenes.scene import STYLES, make_scene
from .ageing import aged
from .pair import CHANGED, IGNORED, UNCHANGED, Pair
from .weather import looks, shift

#: Name of the source.
SOURCE = "generated"
_MODALITIES, _SHARES = ("rgb", "rgbn", "pan", "nir", "sar"), (0.42, 0.24, 0.1, 0.04, 0.2)
_STILL = 0.3                  # share of pairs without change
_ONE_DAY = 0.2                # share of pairs of one date
_COARSE = 0.15                # share of pairs of 5 to 30 m
_FEWER = 0.1                  # share of pairs of which one lacks bands
_YOUNG = 0.4                  # share of pairs on which nothing has grown but what dates make grow
_FINE_M = 1.5                 # pixels of less, on two dates: of new settlements, houses are judged, and what lies between them is not
_GROUND = (classes.PAVED, classes.BARE)
_DATES = 9


def generated(seed: int, side: int) -> Pair:
    """The pair of a seed, a square of so many pixels."""
    rng = np.random.default_rng([seed, 91])
    pixel = float(np.exp(rng.uniform(np.log(5), np.log(30)) if rng.random() < _COARSE else rng.uniform(np.log(0.3), np.log(5))))
    before = make_scene(side, side, seed, pixel, str(rng.choice(STYLES)))
    after, mask = before, np.zeros((side, side), bool)
    if rng.random() > _STILL:
        for part in range(rng.integers(1, 3)):
            after, _ = change_scene(after, seed + part, float(np.exp(rng.uniform(np.log(0.01), np.log(0.14)))))
        mask = after.classes != before.classes
    modality, moved = str(rng.choice(_MODALITIES, p=_SHARES)), shift(rng)
    dates = [int(rng.integers(_DATES))] * 2
    if rng.random() > _ONE_DAY:
        dates[1] = int(rng.integers(_DATES))
    noise, blur, looked = np.exp(rng.uniform(np.log(0.004), np.log(0.03))), rng.uniform(0.4, 0.75), looks(rng)
    images = []
    for number, (scene, date, offset) in enumerate(((before, dates[0], np.zeros(2)), (after, dates[1], moved))):
        sensor = Sensor(modality, date, 2 * seed + number, blur=blur * rng.uniform(0.85, 1.15), noise=noise * rng.uniform(0.7, 1.4),
                        looks=looked[number])
        images.append(expose(scene, sensor, lambda xy, offset=offset: (xy - offset) * pixel, side, side, np.float32, 1.0) * 255.0)
    if modality == "sar" and rng.random() < 0.5:
        # Amplitudes instead of decibels.
        images = [10 ** ((image / 255 * 28 - 25) / 20) * 400 for image in images]
    if modality != "sar" and rng.random() > _YOUNG:
        images[0] = aged(images[0].astype(np.float32), rng, float(rng.uniform(0.3, 1.3)))
    truth = np.where(mask, CHANGED, UNCHANGED).astype(np.uint8)
    if pixel < _FINE_M and dates[0] != dates[1]:
        truth[mask & np.isin(after.classes, _GROUND)] = IGNORED
    images = [image.astype(np.float32) for image in images]
    if rng.random() < 0.5:
        images = images[::-1]
    if len(images[0]) > 1 and rng.random() < _FEWER:
        one = int(rng.integers(2))
        images[one] = images[one][:int(rng.integers(1, len(images[one])))]
    return Pair(SOURCE, *images, truth, float(np.hypot(*moved)))
