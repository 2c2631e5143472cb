import numpy as np
import pytest
from tiepoint.core.change.array_source import ArraySource
from tiepoint.core.change.discount import discounted, shifts
from tiepoint.core.errors import OptionError


class Difference:
    margin, told, threshold = 0, "Difference.", 0.5

    def magnitude(self, block):
        return np.where(block.valid, np.abs(block.after[0] - block.before[0]), np.nan)


def test_no_tolerance_changes_nothing():
    detector = Difference()
    assert discounted(detector, 0) is detector


@pytest.mark.parametrize("tolerance", [-1, 9, np.nan])
def test_a_tolerance_out_of_range_is_refused(tolerance):
    with pytest.raises(OptionError):
        discounted(Difference(), tolerance)


@pytest.mark.parametrize("tolerance", [0.5, 1.0, 1.5, 3.0])
def test_every_shift_within_the_tolerance_has_one_nearby(tolerance):
    found = np.vstack([shifts(tolerance), [[0, 0]]])
    assert np.hypot(*found.T).max() == pytest.approx(tolerance)
    angle, radius = np.meshgrid(np.linspace(0, 2 * np.pi, 90), np.linspace(0, tolerance, 20))
    wanted = np.column_stack([(radius * np.cos(angle)).ravel(), (radius * np.sin(angle)).ravel()])
    assert np.linalg.norm(wanted[:, None] - found, axis=2).min(1).max() < 0.65


def test_an_edge_a_pixel_off_is_explained_and_a_new_point_is_not():
    before, after = np.zeros((2, 1, 60, 60), np.float32)
    before[0, :, 20:] = after[0, :, 21:] = 1
    after[0, 30, 5], before[0, 40, 50] = 1, 0
    block = next(ArraySource(before, after).blocks())
    plain, tolerant = (one.magnitude(block) for one in (Difference(), discounted(Difference(), 1.0)))
    assert plain[10, 20] == 1
    assert tolerant[5:25, 20].max() < 0.05
    assert tolerant[30, 5] > 0.9
    assert tolerant[40, 50] > 0.9
    assert (tolerant <= plain).all()


def test_nothing_is_explained_by_what_is_not_known():
    before, after = np.zeros((2, 1, 40, 40), np.float32)
    after[0, :, :20] = 1
    valid = np.ones((40, 40), bool)
    valid[:, 20:] = False
    found = discounted(Difference(), 2.0).magnitude(next(ArraySource(before, after, valid).blocks()))
    assert (found[:, :20] == 1).all()
    assert np.isnan(found[:, 20:]).all()
