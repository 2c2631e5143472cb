"""What a few terms can tell of values, and what is left of them: the two parts of an orthogonal basis that is never formed.

It is a product of reflections, one for each term, so that it costs no more to apply than to read the values (Schreiber, Van Loan 1989,
doi:10.1137/0910005).
"""
from __future__ import annotations

import numpy as np
from scipy.linalg.lapack import dgeqrf


class Contrasts:
    """The basis (Q1 Q2) of terms X = Q1 R.

    Args:
        terms: (N, t), N not below t.

    Attributes:
        triangle: (t, t) R.
    """

    def __init__(self, terms: np.ndarray):
        self._terms = terms.shape[1]
        packed, tau, _, _ = dgeqrf(terms)
        self.triangle = np.triu(packed[: self._terms])
        # The product of the reflections is I - V T V'.
        self._v = np.tril(packed, -1)
        self._v[np.diag_indices(self._terms)] = 1.0
        self._t = np.diag(tau)
        for index in range(1, self._terms):
            self._t[:index, index] = -tau[index] * self._t[:index, :index] @ (self._v[:, :index].T @ self._v[:, index])

    def apart(self, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What the terms can tell of values (N, c), (t, c), and what they cannot, (N - t, c): Q1' v and Q2' v."""
        turned = values - self._v @ (self._t.T @ (self._v.T @ values))
        return turned[: self._terms], turned[self._terms :]

    def flat(self) -> np.ndarray:
        """(N, t) Q1."""
        return np.eye(*self._v.shape) - self._v @ (self._t @ self._v[: self._terms].T)

    def bent(self, values: np.ndarray) -> np.ndarray:
        """Q2 v, (N, c), of (N - t, c)."""
        found = -self._v @ (self._t @ (self._v[self._terms :].T @ values))
        found[self._terms :] += values
        return found
