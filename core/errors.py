"""The errors of Tiepoint: one tree, each class also the built-in it refines.

A message says what happened, with the numbers; ``hint`` says what to try.
"""
from __future__ import annotations


class TiepointError(Exception):
    """Root of every error that is told to the user.

    Args:
        message: one sentence: what is wrong, with the figures that show it.
        hint: one sentence: what to do about it; may be empty.
    """

    def __init__(self, message: str, hint: str = ""):
        super().__init__(message)
        self.message = message
        self.hint = hint

    @property
    def kind(self) -> str:
        """Class name, the ``kind`` of an error message on the wire."""
        return type(self).__name__

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class OptionError(TiepointError, ValueError):
    """An option has a value that cannot be used."""


class RasterError(TiepointError, OSError):
    """A raster cannot be read, or has no usable content."""


class GridError(TiepointError, ValueError):
    """Grids or coordinate systems cannot be brought together."""


class OutputError(TiepointError, OSError):
    """An output cannot be written."""


class GeometryError(TiepointError, ValueError):
    """Points do not determine the transform that was asked for."""


class AlignmentError(TiepointError, RuntimeError):
    """The evidence does not support an alignment; nothing is written."""


class RepetitionError(AlignmentError):
    """The rasters match at several places, so that none can be told from the others."""


class ModelError(TiepointError, RuntimeError):
    """A trained model is missing, damaged or does not fit."""


class EngineError(TiepointError, RuntimeError):
    """The engine process cannot be started, broke off or cannot be understood."""


_BY_KIND = {cls.__name__: cls for cls in (TiepointError, OptionError, RasterError, GridError, OutputError, GeometryError, AlignmentError,
                                          RepetitionError, ModelError, EngineError)}


def from_record(record: dict) -> TiepointError:
    """The error a worker reported as ``{"kind", "message", "hint"}``."""
    cls = _BY_KIND.get(record.get("kind", ""), EngineError)
    return cls(record.get("message", "The engine reported an error without saying which."), record.get("hint", ""))
