"""A textured picture and an untrained network."""
from __future__ import annotations

import cv2
import numpy as np
import pytest
import torch
from tiepoint.core.models.descriptors import DenseDescriptor


@pytest.fixture
def picture():
    """(256, 256) float32."""
    rng = np.random.default_rng(0)
    coarse = sum(weight * cv2.resize(rng.normal(size=(256 // step,) * 2), (256, 256), interpolation=cv2.INTER_CUBIC)
                 for step, weight in ((2, 0.5), (8, 1.0), (32, 2.0)))
    return (100 + 20 * coarse).astype(np.float32)


@pytest.fixture
def network():
    torch.manual_seed(0)
    return DenseDescriptor().eval()
