"""How likely a pair of tiles has changed, by features that stay the same where nothing has; and the joint decision on both classes.

After kernel slow feature analysis: Wu, Zhang, Du 2017, doi:10.1109/TGRS.2016.2642125, here in the space that similarities to training
samples span. Decision: product of what is known of both dates and of the change between them.
"""
from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.linalg import eigh
from scipy.special import chdtr, expit

from ..errors import OptionError
from .support_vectors import FOLDS, folds, sigmoid

_RIDGE, _TINY = 1e-2, 1e-12
#: Training samples of a date whose similarities are looked at, and the features that are kept, at most.
LANDMARKS, FEATURES = 500, 30


@dataclass(frozen=True)
class SlowFeatures:
    """Features that vary between tiles but hardly between two dates of an unchanged one.

    Attributes:
        landmarks: numbers of the training pairs, (L,), whose histograms of both dates are the landmarks.
        centre: (2 L,) mean similarity; directions: (2 L, features); spread: (features,) variance of the difference where nothing changed.
        slope: (2,) from the logarithm of the distance to a probability; None: by the chi-squared distribution.
    """

    landmarks: np.ndarray
    centre: np.ndarray
    directions: np.ndarray
    spread: np.ndarray
    slope: np.ndarray | None = None

    def distance(self, before: np.ndarray, after: np.ndarray) -> np.ndarray:
        """(N,) of similarities (N, 2 L) of both dates: squared differences of features in units of what is usual."""
        return (((before - after) @ self.directions) ** 2 / self.spread).sum(1)

    def change(self, before: np.ndarray, after: np.ndarray) -> np.ndarray:
        """(N,) probability of change by similarities (N, 2 L) of both dates to the landmarks, first those before, then those after."""
        far = self.distance(before, after)
        if self.slope is None:
            return chdtr(len(self.spread), far)
        return expit(self.slope[0] * np.log(far + _TINY) + self.slope[1])


def landmarks(count: int, most: int = LANDMARKS, seed: int = 0) -> np.ndarray:
    """(L,) numbers of training pairs, at random, in order."""
    return np.sort(np.random.default_rng(seed).permutation(count)[:most])


def fit(before: np.ndarray, after: np.ndarray, changed: np.ndarray, chosen: np.ndarray, features: int = FEATURES) -> SlowFeatures:
    """Learn from training pairs.

    Args:
        before, after: (N, 2 L) similarities of both dates to the landmarks.
        changed: (N,) bool.
        chosen: (L,) see `landmarks`.
        features: how many, at most.

    Raises:
        OptionError: fewer than two pairs are unchanged.
    """
    same = ~np.asarray(changed, bool)
    if same.sum() < 2:
        raise OptionError(f"{same.sum()} of {len(same)} pairs are unchanged.", "Give pairs whose class is the same on both dates.")
    found = _slowest(before, after, same, chosen, features)
    if same.all():
        return found
    # Of pairs that directions were not made of: these are closer than others will ever be.
    far, place = np.zeros(len(same)), folds(same)
    for fold in range(FOLDS):
        out = place == fold
        if same[~out].any() and out.any():
            far[out] = _slowest(before[~out], after[~out], same[~out], chosen, features).distance(before[out], after[out])
    return replace(found, slope=sigmoid(np.log(far + _TINY), np.where(same, -1.0, 1.0)))


def _slowest(before: np.ndarray, after: np.ndarray, same: np.ndarray, chosen: np.ndarray, features: int) -> SlowFeatures:
    """The directions in which unchanged pairs differ least, for how much tiles differ."""
    centre = 0.5 * (before.mean(0) + after.mean(0))
    one, other, apart = before - centre, after - centre, (before - after)[same]
    varied = 0.5 * (one.T @ one + other.T @ other) / len(one)
    ridge = _RIDGE * np.trace(varied) / len(varied) * np.eye(len(varied))
    count = min(features, len(varied), int(same.sum()))
    slowness, directions = eigh(apart.T @ apart / len(apart), varied + ridge, subset_by_index=(0, count - 1))
    return SlowFeatures(chosen, centre, directions, np.maximum(slowness, max(_RIDGE * slowness.max(), _TINY)))


def joint(before: np.ndarray, after: np.ndarray, change: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Classes (N,) of both dates that are most probable together.

    Args:
        before, after: (N, classes) probabilities of each date by itself.
        change: (N,) probability that the classes differ.
    """
    classes = before.shape[1]
    same = np.eye(classes, dtype=bool)
    likely = before[:, :, None] * after[:, None, :] * np.where(same, 1.0 - change[:, None, None], change[:, None, None])
    best = likely.reshape(len(likely), -1).argmax(1)
    return best // classes, best % classes
