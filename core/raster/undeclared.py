"""Values that look like no data and are not declared as such."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_LEAST_SHARE = 0.005          # of the pixels
_USUAL = (5.0, 95.0)          # percentiles of all other pixels
_APART = 2.0                  # of the range between these: from there on a value belongs to something else


@dataclass(frozen=True)
class Undeclared:
    """A value that may be a fill value.

    Attributes:
        value: which.
        share: of the pixels that carry data, 0 to 1.
    """

    value: float
    share: float


def undeclared(values: np.ndarray) -> Undeclared | None:
    """The least or largest of values (N,), where many are exactly that and it lies far from all others: -9999 in a height model."""
    for value in (values.min(), values.max()) if values.size else ():
        same = values == value
        if same.mean() < _LEAST_SHARE or same.all():
            continue
        low, high = np.percentile(values[~same], _USUAL)
        if high > low and max(low - value, value - high) > _APART * (high - low):
            return Undeclared(float(value), float(same.mean()))
    return None
