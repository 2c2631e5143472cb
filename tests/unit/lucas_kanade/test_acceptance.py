"""The shipped weights of Deep Lucas-Kanade on a change of modality that they have not been trained on."""
from __future__ import annotations

import cv2
import numpy as np
import pytest
import torch
from tiepoint.core.lucas_kanade import estimators
from tiepoint.core.lucas_kanade.corners import corner_error, unmoved
from tiepoint.core.lucas_kanade.generator import draw
from tiepoint.core.models import deep_lk_weights
from tiepoint.core.models.store import find
from tiepoint.core.training.scenes.distortion import Distortion
from tiepoint.core.training.scenes.pair import make_pair

#: Scenes beyond those of the training; windows of each.
SEEDS, WINDOWS, SIDE = range(2001, 2003), 12, 384
# Corners this far off in x and y are at most 10 px off.
REACH_PX = 7


@pytest.fixture(scope="module")
def weights():
    """Networks that ship with the plugin."""
    return deep_lk_weights.load(find("deep-lk-1", "deep-lk"))[0]


def otherwise(image):
    """(rows, cols, 3) 0 to 1 as another sensor might see it: inverted, brightened, blurred."""
    return np.ascontiguousarray(cv2.GaussianBlur((1.0 - image) ** 0.6, (0, 0), 1.0))


@pytest.fixture(scope="module")
def samples():
    """Inputs as they are and templates of the other kind, corners at most 10 px from where they are if nothing has moved."""
    found = []
    for seed in SEEDS:
        pair = make_pair(SIDE, SIDE, seed, Distortion(), "rgb", "rgb", 0, 0, 0.0, oversample=1.0)
        scene = np.clip(np.asarray(pair.reference, np.float32)[:3].transpose(1, 2, 0) / 255.0, 0, 1)
        other = otherwise(scene)
        for number in range(WINDOWS):
            rng = np.random.default_rng([seed, number])
            x, y = rng.integers(0, SIDE - 192, 2)
            part = np.s_[y : y + 192, x : x + 192]
            found.append(draw(scene[part], other[part], rng, REACH_PX, whole=False))
    return found


def share(place, samples):
    """Of samples whose corners come to lie within a pixel."""
    return np.mean([corner_error(place(sample.input, sample.template).homography, sample.corners) < 1.0 for sample in samples])


def test_plain_intensities_fail_on_it(samples):
    assert max(corner_error(unmoved(), sample.corners) for sample in samples) < 10
    assert share(estimators.intensities(), samples) < 0.2


def test_learned_maps_do_not(weights, samples):
    assert share(estimators.placing(estimators.learned(weights, torch.device("cpu"), "vanilla")), samples) > 0.6
