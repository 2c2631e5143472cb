"""Support vector machines on a kernel that is given, with probabilities.

Sources: Fan, Chen, Lin 2005, JMLR 6, 1889-1918 (the solver); Lin, Lin, Weng 2007, doi:10.1007/s10994-007-5018-6 (probabilities of two
classes); Wu, Lin, Weng 2004, JMLR 5, 975-1005, their second approach (probabilities of several).
"""
from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.optimize import minimize
from scipy.spatial.distance import cdist
from scipy.special import expit

from ..errors import OptionError

#: Parts that samples are dealt out to, where probabilities are learnt of what was not shown before.
FOLDS = 3
_TINY, _TOLERANCE = 1e-12, 1e-3
_LEAST = 1e-7                 # probability of one of two classes


def intersection(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """(N, M) histogram intersections of (N, bins) and (M, bins): sums of the smaller of both shares."""
    return 0.5 * (one.sum(1)[:, None] + other.sum(1)[None] - cdist(one, other, "cityblock"))


@dataclass(frozen=True)
class Pairwise:
    """Machines that each tell two classes apart.

    Attributes:
        classes: (C,) labels in order.
        weights: (machines, N) of the training samples, 0 where one is of no account; offsets: (machines,).
        slopes: (machines, 2), which make probabilities of what the machines say.
    """

    classes: np.ndarray
    weights: np.ndarray
    offsets: np.ndarray
    slopes: np.ndarray

    def probabilities(self, kernel: np.ndarray) -> np.ndarray:
        """(M, C) by the kernel (M, N) between new samples and those of the training."""
        said = kernel @ self.weights.T + self.offsets
        count = len(self.classes)
        if count == 1:
            return np.ones((len(kernel), 1))
        first = np.zeros((len(kernel), count, count))
        for index, (one, other) in enumerate(combinations(range(count), 2)):
            likely = expit(self.slopes[index, 0] * said[:, index] + self.slopes[index, 1]).clip(_LEAST, 1 - _LEAST)
            first[:, one, other], first[:, other, one] = likely, 1 - likely
        return coupled(first)


def fit(kernel: np.ndarray, labels: np.ndarray, cost: float = 1.0) -> Pairwise:
    """Machines for samples.

    Args:
        kernel: (N, N) between them, positive semi-definite.
        labels: (N,) their classes.
        cost: of a sample on the wrong side.

    Raises:
        OptionError: there is nothing to learn from.
    """
    labels = np.asarray(labels)
    if not len(labels) or kernel.shape != (len(labels), len(labels)) or not cost > 0:
        raise OptionError(f"{len(labels)} labels and a kernel {kernel.shape} cannot be learnt from.", "Give a kernel between all samples.")
    classes = np.unique(labels)
    pairs = list(combinations(classes, 2))
    weights, offsets, slopes = np.zeros((len(pairs), len(labels))), np.zeros(len(pairs)), np.zeros((len(pairs), 2))
    for index, (one, other) in enumerate(pairs):
        chosen = np.flatnonzero((labels == one) | (labels == other))
        signs, part = np.where(labels[chosen] == one, 1.0, -1.0), kernel[np.ix_(chosen, chosen)]
        weights[index, chosen], offsets[index] = separate(part, signs, cost)
        slopes[index] = sigmoid(_held_out(part, signs, cost), signs)
    return Pairwise(classes, weights, offsets, slopes)


def separate(kernel: np.ndarray, signs: np.ndarray, cost: float) -> tuple[np.ndarray, float]:
    """One machine: weights (N,) and offset, so that ``kernel @ weights + offset`` is above 0 where signs (N,) are 1, below where -1.

    Two multipliers at a time are optimised: the one that violates the conditions most and the one that gains most with it.
    """
    alpha, slope, diagonal = np.zeros(len(signs)), -np.ones(len(signs)), np.diag(kernel)
    for _ in range(100 * len(signs) + 1000):
        up = np.where(signs > 0, alpha < cost, alpha > 0)
        down = np.where(signs > 0, alpha > 0, alpha < cost)
        ascent = -signs * slope
        if not up.any() or not down.any():
            break
        i = int(np.where(up, ascent, -np.inf).argmax())
        gap = ascent[i] - ascent
        if (gap * down).max() < _TOLERANCE:
            break
        bend = np.maximum(diagonal[i] + diagonal - 2 * kernel[i], _TINY)
        j = int(np.where(down & (gap > 0), gap**2 / bend, -1.0).argmax())
        step = gap[j] / bend[j]
        step = min(step, cost - alpha[i] if signs[i] > 0 else alpha[i], alpha[j] if signs[j] > 0 else cost - alpha[j])
        alpha[i] += signs[i] * step
        alpha[j] -= signs[j] * step
        slope += signs * step * (kernel[i] - kernel[j])
    ascent, free = -signs * slope, (alpha > _TINY) & (alpha < cost - _TINY)
    up, down = np.where(signs > 0, alpha < cost, alpha > 0), np.where(signs > 0, alpha > 0, alpha < cost)
    offset = ascent[free].mean() if free.any() else 0.5 * (ascent[up].max(initial=-1.0) + ascent[down].min(initial=1.0))
    return alpha * signs, float(offset)


def sigmoid(said: np.ndarray, signs: np.ndarray) -> np.ndarray:
    """(2,) slope and offset of a probability ``expit(slope * said + offset)`` that a sign is 1; targets keep away from 0 and 1."""
    positive, negative = (signs > 0).sum(), (signs < 0).sum()
    target = np.where(signs > 0, (positive + 1.0) / (positive + 2.0), 1.0 / (negative + 2.0))

    def loss(at):
        inside = at[0] * said + at[1]
        return np.logaddexp(0, inside).sum() - target @ inside, np.array([(expit(inside) - target) @ said, (expit(inside) - target).sum()])

    begun = np.array([0.0, np.log((positive + 1.0) / (negative + 1.0))])
    return minimize(loss, begun, jac=True, method="BFGS").x


def folds(kind: np.ndarray) -> np.ndarray:
    """(N,) a fold for each sample, from 0 to `FOLDS` - 1, with as many of both kinds (N,) bool as can be."""
    place = np.empty(len(kind), np.int64)
    for one in (True, False):
        place[kind == one] = np.arange((kind == one).sum()) % FOLDS
    return place


def coupled(first: np.ndarray) -> np.ndarray:
    """(M, C) probabilities of several classes by (M, C, C), those of the class of the row where there are only two; diagonals 0."""
    count = first.shape[1]
    matrix = -first.transpose(0, 2, 1) * first
    matrix[:, range(count), range(count)] = (first.transpose(0, 2, 1) ** 2).sum(2)
    system = np.zeros((len(first), count + 1, count + 1))
    system[:, :count, :count], system[:, :count, count], system[:, count, :count] = matrix, 1.0, 1.0
    wanted = np.zeros((len(first), count + 1, 1))
    wanted[:, count] = 1.0
    found = np.linalg.solve(system, wanted)[:, :count, 0].clip(0.0)
    return found / found.sum(1, keepdims=True)


def _held_out(kernel: np.ndarray, signs: np.ndarray, cost: float) -> np.ndarray:
    """What machines say of samples (N,) that they have not been shown."""
    place, said = folds(signs > 0), np.zeros(len(signs))
    for fold in range(FOLDS):
        out = place == fold
        if out.any() and len(np.unique(signs[~out])) == 2:
            weights, offset = separate(kernel[np.ix_(~out, ~out)], signs[~out], cost)
            said[out] = kernel[np.ix_(out, ~out)] @ weights + offset
    return said
