"""What the numbers of a training's settings may be."""
from __future__ import annotations

from collections.abc import Mapping

from ..errors import OptionError


def check(settings, limits: Mapping[str, tuple[float, float]]) -> None:
    """Raise OptionError for a number that makes no sense.

    Args:
        settings: of a training.
        limits: smallest and largest value by name, both allowed.
    """
    for name, (low, high) in limits.items():
        value = getattr(settings, name)
        # What is not a number lies in no range.
        if not low <= value <= high:
            raise OptionError(f"{name.upper()} is {value}, outside {low:g} ... {high:g}.", "Choose a value inside these limits.")
