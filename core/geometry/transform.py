"""What a transform is, its serialised form, and one transform after another."""
from __future__ import annotations

from typing import Protocol

import numpy as np

from ..errors import GeometryError, OptionError
from ..methods import TRANSFORMS
from .lattice import Lattice, lattice

__all__ = ["Chain", "Lattice", "Transform", "from_dict", "lattice"]


class Transform(Protocol):
    """A mapping of the plane, source to destination.

    Attributes:
        id: its name in the list of transforms.
        min_points: least number of points that determine it.
        parameters: degrees of freedom of both coordinates; effective ones for a spline.

    `fit(source_xy, destination_xy, weights=None, **options)` is a class method; it raises GeometryError where the points do not
    determine the transform.
    """

    id: str
    min_points: int
    parameters: float

    def forward(self, xy) -> np.ndarray:
        """Destination (N, 2) of source points (N, 2)."""

    def inverse(self, xy) -> np.ndarray:
        """Source (N, 2) of destination points (N, 2); NaN where there is none."""

    def jacobian(self, xy) -> np.ndarray:
        """(N, 2, 2) derivative of the destination by the source."""

    def to_dict(self) -> dict:
        """JSON-able record, read by `from_dict`."""


def from_dict(record: dict) -> Transform:
    """The transform of a record of `to_dict`; raises GeometryError for a record that is not one."""
    try:
        if record["transform"] == Chain.id:
            return Chain.from_dict(record)
        return TRANSFORMS.load(record["transform"]).from_dict(record)
    except OptionError as error:
        raise GeometryError(error.message, error.hint) from error
    except (KeyError, TypeError, ValueError, IndexError) as error:
        if isinstance(error, GeometryError):
            raise
        raise GeometryError(f"The record of the transform is damaged ({type(error).__name__}: {error}).",
                            "Fit it again from tie points.") from error


class Chain:
    """One transform after another, itself a transform.

    Args:
        first: applied first by `forward`; second: applied to its result.
    """

    id = "chain"
    min_points = 0

    def __init__(self, first: Transform, second: Transform):
        self.first, self.second = first, second

    @property
    def parameters(self) -> float:
        """Sum of both."""
        return self.first.parameters + self.second.parameters

    @property
    def matrix(self) -> np.ndarray:
        """(3, 3) where both transforms have one; AttributeError elsewhere, as for any transform that is not linear."""
        return self.second.matrix @ self.first.matrix

    def forward(self, xy) -> np.ndarray:
        """Destination (N, 2) of source points (N, 2)."""
        return self.second.forward(self.first.forward(xy))

    def inverse(self, xy) -> np.ndarray:
        """Source (N, 2) of destination points (N, 2); NaN where there is none."""
        return self.first.inverse(self.second.inverse(xy))

    def jacobian(self, xy) -> np.ndarray:
        """(N, 2, 2) derivative of the destination by the source."""
        return self.second.jacobian(self.first.forward(xy)) @ self.first.jacobian(xy)

    def to_dict(self) -> dict:
        """JSON-able record, read by `from_dict`."""
        return {"transform": self.id, "first": self.first.to_dict(), "second": self.second.to_dict()}

    @classmethod
    def from_dict(cls, record: dict) -> Chain:
        """The chain of a record of `to_dict`."""
        return cls(from_dict(record["first"]), from_dict(record["second"]))
