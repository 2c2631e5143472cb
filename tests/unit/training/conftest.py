"""Layers of random texture."""
from __future__ import annotations

import cv2
import numpy as np
import pytest
from tiepoint.core.training.layers.stack import Stack


def texture(side, seed):
    """(side, side) uint8 of several scales."""
    rng = np.random.default_rng(seed)
    image = sum(weight * cv2.resize(rng.normal(size=(side // step,) * 2), (side, side), interpolation=cv2.INTER_CUBIC)
                for step, weight in ((4, 0.7), (10, 1.0), (40, 1.5)))
    return np.clip(128 + 40 * image, 0, 255).astype(np.uint8)


@pytest.fixture(scope="session")
def drawn():
    """The function `texture`."""
    return texture


def noisy(seeds, grain=0.0):
    """Places whose second layer is the inverse of the first under noise as strong as it, with grains of so many pixels."""
    places = []
    for seed in seeds:
        image = texture(300, seed)
        noise = np.random.default_rng(seed).normal(size=image.shape)
        noise = cv2.GaussianBlur(noise, (0, 0), grain) if grain else noise
        places.append([image, np.clip(255.0 - image + noise / noise.std() * 110, 0, 255).astype(np.uint8)])
    return Stack("noisy", np.array(places), np.ones((len(places), 300, 300), bool), ("optical", "nir"))


@pytest.fixture(scope="session")
def places():
    """The function `noisy`."""
    return noisy


@pytest.fixture(scope="session")
def stack():
    """Two places in two modalities, one the inverse of the other; to read only."""
    layers = np.array([[texture(300, seed), 255 - texture(300, seed)] for seed in (0, 1)])
    return Stack("texture", layers, np.ones((2, 300, 300), bool), ("optical", "nir"))
