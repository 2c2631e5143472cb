"""What is done to an image before a network sees it; it belongs to the weights, not to the network."""
from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np

from ..errors import ModelError


@dataclass(frozen=True)
class Preprocessing:
    """``(value * scale - mean) / std``, band by band.

    Attributes:
        order: of the bands that the first convolution was trained on, ``RGB`` or ``BGR``.
        scale: factor of values from 0 to 255.
        mean, std: of the scaled values of each band, in that order.
    """

    order: str
    scale: float
    mean: tuple[float, float, float]
    std: tuple[float, float, float] = (1.0, 1.0, 1.0)

    def __post_init__(self):
        if self.order not in ("RGB", "BGR") or len(self.mean) != 3 or len(self.std) != 3 or not min(self.std) > 0:
            raise ModelError(f"No image can be prepared by {asdict(self)}.", "Give the order RGB or BGR, three means and three deviations.")

    def __call__(self, image: np.ndarray, valid: np.ndarray | None = None) -> np.ndarray:
        """(3, rows, cols) float32 in the network's order of bands.

        Args:
            image: (3, rows, cols) red, green, blue, 0 to 255.
            valid: (rows, cols) bool; elsewhere the result is 0, the mean colour, whatever is in the image. None: everywhere.

        Raises:
            ModelError: there are not three bands.
        """
        if np.ndim(image) != 3 or len(image) != 3:
            raise ModelError(f"The network sees three bands, the image has the shape {np.shape(image)}.", "Give red, green and blue.")
        bands = np.asarray(image, dtype=np.float32)[::1 if self.order == "RGB" else -1]
        mean, std = (np.array(values, dtype=np.float32)[:, None, None] for values in (self.mean, self.std))
        prepared = (bands * np.float32(self.scale) - mean) / std
        return prepared if valid is None else np.where(valid, prepared, np.float32(0))

    def to_dict(self) -> dict:
        """JSON-able record, read by `from_dict`."""
        return {"order": self.order, "scale": self.scale, "mean": list(self.mean), "std": list(self.std)}

    @classmethod
    def from_dict(cls, record: dict) -> Preprocessing:
        """The preprocessing of a record; ModelError where it is none."""
        try:
            return cls(record["order"], float(record["scale"]), tuple(map(float, record["mean"])), tuple(map(float, record["std"])))
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(f"The record {record} is no preprocessing: {error!r}.", "Give order, scale, mean and std.") from error


#: Of the weights that Caffe published (Simonyan, Zisserman 2015, arXiv:1409.1556).
CAFFE = Preprocessing("BGR", 1.0, (103.939, 116.779, 123.68))
#: Of the weights that torchvision trained.
TORCHVISION = Preprocessing("RGB", 1.0 / 255.0, (0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
