"""Pictures and networks to look at them with."""
from __future__ import annotations

import cv2
import numpy as np
import pytest
import torch
from tiepoint.core.keypoints.describer import Describer
from tiepoint.core.models.d2net import SLIM, D2Net
from tiepoint.core.models.preprocessing import Preprocessing

CAFFE = Preprocessing("BGR", 1.0, (103.939, 116.779, 123.68))


def texture(rows: int, cols: int, seed: int = 0) -> np.ndarray:
    """Float32 grey values of several scales with sharp blocks."""
    rng = np.random.default_rng(seed)
    image = np.zeros((rows, cols), np.float32)
    for step, weight in ((3, 0.5), (8, 1.0), (30, 2.0)):
        coarse = rng.normal(size=(rows // step + 2, cols // step + 2)).astype(np.float32)
        image += weight * cv2.resize(coarse, (cols, rows), interpolation=cv2.INTER_CUBIC)
    for _ in range(rows * cols // 2500):
        (x, y), (w, h) = rng.integers(0, (cols, rows)), rng.integers(8, 40, 2)
        image[y : y + h, x : x + w] += rng.normal() * 2
    return 500 + 60 * image


@pytest.fixture(scope="session")
def picture():
    """`texture`."""
    return texture


@pytest.fixture(scope="session")
def slim():
    """An untrained network of the small kind."""
    return Describer(D2Net.random(0, SLIM), CAFFE, torch.device("cpu"))


@pytest.fixture(scope="session")
def passing():
    """A network that passes on its first band: all its kernels are 1 in the middle of one channel."""
    network = D2Net(SLIM)
    with torch.no_grad():
        for layer in network.convolutions():
            layer.weight.zero_()
            layer.bias.zero_()
            layer.weight[0, 0, 1, 1] = 1.0
    return Describer(network, Preprocessing("RGB", 1.0), torch.device("cpu"))
