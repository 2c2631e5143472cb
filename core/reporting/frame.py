"""Where things lie in a drawing: nice numbers, number texts, and the frame of a small map."""
from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ..language import tr
from .svg import path, rect, text


def nice(value: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that is not above ``value`` (> 0)."""
    power = 10.0 ** math.floor(math.log10(value))
    # A hair of rounding in the logarithm must not turn 5 into 2.
    return max(step for step in (0.5, 1.0, 2.0, 5.0, 10.0) if step == 0.5 or step * power <= value * (1 + 1e-9)) * power


def ticks(low: float, high: float, count: int) -> np.ndarray:
    """About ``count`` multiples of 1, 2 or 5 times a power of ten in [low, high]; empty where high <= low."""
    if not high > low:
        return np.empty(0)
    step = (high - low) / max(count, 1)
    lower = nice(step)
    step = next(wider for wider in (lower, 2 * lower, 2.5 * lower) if wider >= step * (1 - 1e-9) and nice(wider) > wider * (1 - 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return np.arange(first, last + 1) * step


def number(value: float, digits: int = 3) -> str:
    """A figure with ``digits`` significant digits, without exponent where a person would write none."""
    value = float(value)
    if not math.isfinite(value):
        return tr("unknown")
    if value == 0.0:
        return "0"
    exponent = math.floor(math.log10(abs(value)))
    if exponent < -5 or exponent > 9:
        return f"{value:.{digits - 1}e}"
    decimals = max(0, digits - 1 - exponent)
    return f"{value:.{decimals}f}"


def tick_text(value: float, step: float) -> str:
    """A tick's value with as many decimals as the step needs."""
    decimals = max(0, -math.floor(math.log10(step) + 1e-9)) if step > 0 else 0
    text = f"{value:.{decimals}f}"
    return text.replace("-", "\u2212") if float(text) else f"{0:.{decimals}f}"


@dataclass(frozen=True)
class MapFrame:
    """A rectangle of map coordinates drawn north up, equally scaled in x and y.

    Attributes:
        extent: (xmin, ymin, xmax, ymax), map units.
        left, top: position of the upper left corner in the drawing.
        scale: drawing units per map unit.
    """

    extent: tuple[float, float, float, float]
    left: float
    top: float
    scale: float

    @classmethod
    def fitted(cls, extent, left: float, top: float, width: float, height: float) -> MapFrame:
        """The largest frame for an extent in a box of this size; an extent without width or height is given some."""
        xmin, ymin, xmax, ymax = (float(value) for value in extent)
        side = max(xmax - xmin, ymax - ymin) or 1.0
        if xmax - xmin < side / 50:
            middle = (xmin + xmax) / 2
            xmin, xmax = middle - side / 50, middle + side / 50
        if ymax - ymin < side / 50:
            middle = (ymin + ymax) / 2
            ymin, ymax = middle - side / 50, middle + side / 50
        scale = min(width / (xmax - xmin), height / (ymax - ymin))
        return cls((xmin, ymin, xmax, ymax), left, top, scale)

    @property
    def width(self) -> float:
        """Width in drawing units."""
        return (self.extent[2] - self.extent[0]) * self.scale

    @property
    def height(self) -> float:
        """Height in drawing units."""
        return (self.extent[3] - self.extent[1]) * self.scale

    def place(self, xy: np.ndarray) -> np.ndarray:
        """Drawing positions (N, 2), y down, of map positions (N, 2)."""
        xy = np.asarray(xy, dtype=np.float64).reshape(-1, 2)
        return np.column_stack([self.left + (xy[:, 0] - self.extent[0]) * self.scale, self.top + (self.extent[3] - xy[:, 1]) * self.scale])

    def svg(self) -> str:
        """The frame's outline and a few labelled map coordinates along its lower and left edge."""
        xmin, ymin, xmax, ymax = self.extent
        left, top, right, bottom = self.left, self.top, self.left + self.width, self.top + self.height
        parts = [rect(left, top, self.width, self.height, "frame")]
        # About seven drawing units a letter: a label that would stick out past a corner is left away, its tick stays.
        for label, value in _labels(xmin, xmax, int(self.width / 150)):
            x = left + (value - xmin) * self.scale
            parts.append(path(f"M{x:.1f} {bottom:.1f}v5", "axis"))
            parts.append(text(x, bottom + 18, label, "soft mid") if 3.5 * len(label) <= min(x - left, right - x) else "")
        for label, value in _labels(ymin, ymax, int(self.height / 120)):
            y = top + (ymax - value) * self.scale
            parts.append(path(f"M{left:.1f} {y:.1f}h-5", "axis"))
            parts.append(text(left - 9, y, label, "soft mid", upwards=True) if 3.5 * len(label) <= min(y - top, bottom - y) else "")
        return "".join(parts)


def _labels(low: float, high: float, count: int) -> list[tuple[str, float]]:
    values = ticks(low, high, count)
    step = float(values[1] - values[0]) if len(values) > 1 else nice(high - low)
    return [(tick_text(float(value), step), float(value)) for value in values]
