import numpy as np
import pytest
from scipy import stats
from tiepoint.core.change.array_source import ArraySource
from tiepoint.core.change.threshold import NONE, automatic, counted, decide, of_ratios, otsu, outlined
from tiepoint.core.progress import Silent


def ratios(count, degrees, seed=0):
    return stats.chi.rvs(degrees, size=count, random_state=seed) / stats.chi.ppf(0.99, degrees)


@pytest.mark.parametrize("degrees", [1, 3, 6])
@pytest.mark.parametrize("rule", [otsu, outlined])
def test_noise_alone_is_no_change(degrees, rule):
    found = ratios(200_000, degrees)
    threshold = of_ratios(found, degrees, rule)
    assert (found / (1 + found) > threshold.value).mean() < 1e-4


@pytest.mark.parametrize("share", [0.001, 0.02, 0.3])
def test_change_beside_noise_is_cut_off(share):
    found = ratios(200_000, 4)
    changed = np.arange(200_000) < share * 200_000
    found[changed] = np.random.default_rng(1).uniform(3, 9, changed.sum())
    above = found / (1 + found) > of_ratios(found, 4).value
    assert above[changed].mean() > 0.6
    assert above[~changed].mean() < 0.02 * max(share, 0.01)


def test_what_lies_far_beyond_does_not_pull_the_threshold_up():
    # Otsu's own answer moves by 0.2.
    near, far = np.r_[ratios(9000, 3), np.full(500, 3.0)], np.r_[ratios(9000, 3), np.full(497, 3.0), np.full(3, 40.0)]
    one, two = (of_ratios(values, 3).value for values in (near, far))
    assert two == pytest.approx(one, abs=0.03)


def test_one_value_everywhere_is_no_change():
    assert decide(counted(np.zeros(100)), None, otsu) == NONE


class Told:
    margin, told = 0, ""

    def __init__(self, threshold):
        self.threshold = threshold

    def magnitude(self, block):
        return block.before[0]


def test_the_histogram_is_streamed_and_a_known_threshold_is_kept():
    rng = np.random.default_rng(1)
    image = np.where(rng.random((1, 300, 300)) < 0.1, 0.9, 0.2) + rng.normal(0, 0.02, (1, 300, 300))
    whole, blocks = (automatic(Told(None), ArraySource(image, image, side=side), Silent()) for side in (512, 64))
    assert whole == blocks
    assert 0.3 < whole.value < 0.85
    assert automatic(Told(0.7), ArraySource(image, image), Silent()).value == 0.7
