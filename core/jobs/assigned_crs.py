"""Coordinate systems that somebody has assigned to rasters, because their files have none or a wrong one."""
from __future__ import annotations

import json
import os
from dataclasses import replace

from ..errors import OptionError, TiepointError
from ..raster.io import open_raster, same_crs
from ..raster.raster import Raster
from ..retrieval.source import LONGITUDES, Source

#: Path of what is said of every raster whose file has no CRS.
EVERY = ""


class AssignedCRS:
    """What is said of the CRS of rasters.

    Args:
        text: one CRS for every raster whose file has none; or a JSON object of paths and CRS, as WKT or authority codes, empty for that of
            the file itself, with the path "" for every other raster whose file has none.

    Raises:
        OptionError: the text means nothing.
    """

    def __init__(self, text: str):
        told = _told(text.strip())
        for crs in set(told.values()) - {""}:
            try:
                same_crs(crs, LONGITUDES)
            except TiepointError as error:
                raise OptionError(f"ASSIGNED_CRS: '{crs[:60]}' is no coordinate reference system.",
                                  "Write it as EPSG:32633, or as WKT.") from error
        self._rest = told.pop(EVERY, "") or None
        self._of = {os.path.realpath(path): crs for path, crs in told.items()}

    def of(self, path: str, own: str | None, known: Source | None = None) -> tuple[str | None, bool]:
        """(CRS of a raster, whether it was assigned).

        Args:
            path: of the raster. own: CRS of its file. known: the same raster in an index; what was assigned to it there stays, until
                something else is said of it.
        """
        told = self._of.get(os.path.realpath(path))
        if told:
            return told, True
        if told is None and known is not None and known.assigned:
            return known.crs, True
        if told is None and not own and self._rest:
            return self._rest, True
        return own, False

    def stays(self, path: str, known: Source) -> bool:
        """Whether a raster whose file has not changed lies where an index has it."""
        told = self._of.get(os.path.realpath(path))
        if told:
            return known.assigned and same_crs(told, known.crs)
        return not known.assigned if told is not None else bool(known.crs) or not self._rest

    def open(self, path: str, known: Source | None = None) -> Raster:
        """A raster, where it is said to lie; RasterError where it cannot be opened."""
        raster = open_raster(path)
        crs, _ = self.of(path, raster.grid.crs, known)
        raster.grid = replace(raster.grid, crs=crs)
        return raster


def _told(text: str) -> dict[str, str]:
    if not text.startswith("{"):
        return {EVERY: text} if text else {}
    try:
        told = json.loads(text)
    except ValueError as error:
        raise OptionError(f"ASSIGNED_CRS is no JSON object: {error}.", "Write one CRS, or {\"path\": \"EPSG:32633\"}.") from error
    if not all(isinstance(crs, str) for crs in told.values()):
        raise OptionError("ASSIGNED_CRS names a CRS that is no text.", "Write {\"path\": \"EPSG:32633\"}.")
    return told
