"""Procedural pairs with known change, and magnitudes of whole images."""
import functools

import numpy as np
import pytest
from tiepoint.core.change.array_source import ArraySource
from tiepoint.core.progress import Silent
from tiepoint.core.training.scenes import pair
from tiepoint.core.training.scenes.distortion import Distortion
from tiepoint.core.training.scenes.scene import make_scene

# Laid out once for all modalities and shifts that it is seen in.
_land = functools.cache(make_scene)


@functools.cache
def _scene(seed, shift, modality, pixel_size, change, size):
    distortion = Distortion(np.array([[1, 0, 0.8 * shift], [0, 1, 0.6 * shift]]))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pair, "make_scene", _land)
        return pair.make_pair(size, size, seed, distortion, modality, modality, 0, 0, change=change, oversample=1.0, pixel_size=pixel_size)


@pytest.fixture(scope="session")
def scene():
    """Factory: a pair of one day, whose second image lies ``shift`` pixels off."""
    return lambda seed, shift=0.0, modality="rgbn", pixel_size=1.0, change=0.06, size=320: _scene(seed, shift, modality, pixel_size,
                                                                                                 change, size)


@pytest.fixture(scope="session")
def whole():
    """Function: (rows, cols) magnitudes, put together from the inner parts of blocks."""
    def put_together(detector, before, after, side=512, valid=None):
        source = ArraySource(before, after, valid, side)
        found, cols = np.full(source.shape, np.nan, np.float32), -(-source.shape[1] // side)
        for number, block in enumerate(source.blocks(detector.margin)):
            inner = detector.magnitude(block)[block.inner]
            top, left = (side * part for part in divmod(number, cols))
            found[top:top + inner.shape[0], left:left + inner.shape[1]] = inner
        return found
    return put_together


@pytest.fixture(scope="session")
def fitted():
    """Function: the detector of a method for two images."""
    return lambda method, before, after, valid=None: method.fit(ArraySource(before, after, valid), Silent())


@pytest.fixture(scope="session")
def f1():
    """Function: harmonic mean of precision and recall."""
    return lambda found, truth: 2 * (found & truth).sum() / (found.sum() + truth.sum())
