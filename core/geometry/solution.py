"""A fitted transform with what is needed to use it again: the content of a solution file."""
from __future__ import annotations

import json
from dataclasses import dataclass, fields

from ..errors import GeometryError
from .transform import Transform, from_dict

_FORMAT, _VERSION = "tiepoint-solution", 1


@dataclass(frozen=True, eq=False)
class Solution:
    """A transform and the grids it belongs to.

    Attributes:
        transform: nominal working positions to true ones.
        prior: how nominal positions follow from target pixels: ``georeferenced`` (bool) by the target's own georeferencing, else
            its pixels times ``scale``.
        reference_grid: the working grid; target_grid: that of the raster it was made for; records of a grid.
        accuracy: held-out figures, working pixels.
        method: id of the method that found the tie points.
    """

    transform: Transform
    prior: dict
    reference_grid: dict
    target_grid: dict
    accuracy: dict
    method: str = ""

    def to_json(self) -> str:
        """Text of a solution file."""
        record = {field.name: getattr(self, field.name) for field in fields(self)}
        return json.dumps({"format": _FORMAT, "version": _VERSION, **record, "transform": self.transform.to_dict()}, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Solution:
        """The solution of a file's text; raises GeometryError where it is none."""
        hint = "Give a JSON file written by 'Co-register raster'."
        try:
            record = json.loads(text)
            if record["format"] != _FORMAT:
                raise GeometryError("The file is not a solution.", hint)
            if record["version"] > _VERSION:
                raise GeometryError(f"The solution has version {record['version']}, this Tiepoint reads up to {_VERSION}.",
                                    "Update Tiepoint.")
            return cls(from_dict(record["transform"]), dict(record["prior"]), dict(record["reference_grid"]), dict(record["target_grid"]),
                       dict(record["accuracy"]), str(record.get("method", "")))
        except (KeyError, TypeError, ValueError) as error:
            if isinstance(error, GeometryError):
                raise
            raise GeometryError("The solution file is damaged.", hint) from error
