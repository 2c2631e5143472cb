"""What is done to an image before a network sees it; it belongs to the weights, not to the network."""
from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ..errors import ModelError

_COLOURS = 3


@dataclass(frozen=True)
class Preprocessing:
    """``(value * scale - mean) / std`` for values 0 to 255, band by band.

    Attributes:
        bands: ``any`` (one band of any kind), ``RGB`` or ``BGR``.
        scale: factor; None where ``note`` says what is done instead.
        mean, std: of the scaled values, one number for each band, in the order of ``bands``; empty: 0 and 1. Lists become tuples.
        note: what the figures do not say.

    Raises:
        TypeError, ValueError: as from a record that somebody wrote by hand.
    """

    bands: str
    scale: float | None = None
    mean: tuple[float, ...] = ()
    std: tuple[float, ...] = ()
    note: str = ""

    def __post_init__(self):
        if self.bands not in ("any", "RGB", "BGR"):
            raise ValueError(f"the bands '{self.bands}' are none of any, RGB, BGR")
        for name in ("mean", "std"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        if any(len(values) not in (0, 1 if self.bands == "any" else _COLOURS) for values in (self.mean, self.std)):
            raise ValueError(f"mean {self.mean} or std {self.std} has not one number for each band of {self.bands}")
        numbers = (*(() if self.scale is None else (self.scale,)), *self.mean, *self.std)
        if not all(map(math.isfinite, numbers)) or min(self.std, default=1.0) <= 0:
            raise ValueError(f"{numbers} are not finite numbers, deviations above 0")

    def __call__(self, image: np.ndarray, valid: np.ndarray | None = None) -> np.ndarray:
        """(3, rows, cols) float32 in the network's order of bands.

        Args:
            image: (3, rows, cols) red, green, blue, or (1, rows, cols) grey, which is all three; 0 to 255.
            valid: (rows, cols) bool; elsewhere the result is 0, the mean colour, whatever is in the image. None: everywhere.

        Raises:
            ModelError: the image has another number of bands, or this is not preprocessing of colours by figures.
        """
        if self.bands == "any" or self.scale is None:
            raise ModelError(f"No figures say how to prepare an image for this network: {self.text()}.", "Choose another model.")
        if np.ndim(image) != 3 or len(image) not in (1, _COLOURS):
            raise ModelError(f"The network sees three bands, the image has the shape {np.shape(image)}.",
                             "Give red, green and blue, or one grey band.")
        colours = np.broadcast_to(image, (_COLOURS, *np.shape(image)[1:]))
        bands = colours[:: 1 if self.bands == "RGB" else -1].astype(np.float32)
        mean, std = (np.array(values or [default], np.float32)[:, None, None] for values, default in ((self.mean, 0.0), (self.std, 1.0)))
        prepared = (bands * np.float32(self.scale) - mean) / std
        return prepared if valid is None else np.where(valid, prepared, np.float32(0))

    def text(self) -> str:
        """The same for a reader, in one line."""
        parts = [self.bands, "" if self.scale is None else f"scale {self.scale:.6g}"]
        for name, values in (("mean", self.mean), ("std", self.std)):
            parts.append(f"{name} {', '.join(f'{value:g}' for value in values)}" if values else "")
        return "; ".join(part for part in (*parts, self.note) if part)
