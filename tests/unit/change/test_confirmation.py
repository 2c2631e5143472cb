"""Radiometry and structure asked about each other, where it is known which of them is right."""
import cv2
import numpy as np
import pytest
from tiepoint.core.change.array_source import ArraySource
from tiepoint.core.change.confirmation import confirmed, seen
from tiepoint.core.change.irmad import Irmad
from tiepoint.core.progress import Silent

ENOUGH = 0.5


def dates(seed, noise, most=True):
    """Ground on two dates, between which it has ``noise`` (strong, weak) deviations of itself; and where that is strong."""
    rng = np.random.default_rng(seed)
    ground = np.stack([cv2.GaussianBlur(rng.normal(size=(128, 128)), (0, 0), 3) for _ in range(3)])
    ground /= ground.std()
    area = cv2.GaussianBlur(rng.normal(size=(128, 128)), (0, 0), 8)
    strong = area > (np.median(area) if most else np.quantile(area, 0.8))
    return ground.astype(np.float32), (ground + rng.normal(0, 1, ground.shape) * np.where(strong, *noise)).astype(np.float32), strong


def asked(before, after, structure):
    block = next(ArraySource(before, after).blocks())
    radiometry = Irmad().fit(ArraySource(before, after), Silent())
    return radiometry, confirmed(radiometry, seen(block).reshape(12, -1), 3, structure.astype(np.float32).ravel(), ENOUGH)


@pytest.mark.parametrize("seed", range(3))
def test_structure_that_knows_where_dates_are_alike_is_believed_and_radiometry_is_fitted_there(seed):
    before, after, strong = dates(seed, (8.0, 3.0))
    radiometry, found = asked(before, after, np.where(strong, 2.0, 0.1))
    assert found.trust == 1.0
    assert found.radiometry.discriminability > radiometry.discriminability + 0.2
    assert found.radiometry.differences.alteration.correlations[0] > radiometry.differences.alteration.correlations[0]


@pytest.mark.parametrize("noise", [(6.0, 3.0), (12.0, 6.0)])
@pytest.mark.parametrize("seed", range(3))
def test_structure_that_is_wrong_counts_as_much_as_radiometry_does_not_tell(seed, noise):
    before, after, strong = dates(seed, noise)
    radiometry, found = asked(before, after, np.where(strong, 0.1, 2.0))
    assert found.trust == pytest.approx(max(1.0 - radiometry.discriminability / ENOUGH, 0.0), abs=0.02)
    assert found.radiometry is radiometry


@pytest.mark.parametrize("right", [True, False])
def test_nothing_is_asked_where_radiometry_tells_what_looks_alike_anyway(right):
    before, after, strong = dates(4, (1.0, 0.5), most=False)
    radiometry, found = asked(before, after, np.where(strong == right, 2.0, 0.1))
    assert found.radiometry is radiometry
    assert found.trust == 1.0


def test_few_pixels_are_not_fitted():
    before, after, strong = dates(5, (8.0, 3.0))
    some = slice(0, 40)
    radiometry, found = asked(before[:, some, some], after[:, some, some], np.where(strong[some, some], 2.0, 0.1))
    assert found.radiometry is radiometry
    assert found.trust == 1.0
