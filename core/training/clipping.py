"""How gradients are limited before an update."""
from __future__ import annotations

from collections.abc import Iterable

from torch import nn

_LONGEST = 1.0


def by_norm(parameters: Iterable[nn.Parameter]) -> None:
    """All gradients together at most 1 long, their direction kept."""
    nn.utils.clip_grad_norm_(parameters, _LONGEST)


def by_value(parameters: Iterable[nn.Parameter], most: float) -> None:
    """Every number between -``most`` and ``most``."""
    nn.utils.clip_grad_value_(parameters, most)
