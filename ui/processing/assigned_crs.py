"""What QGIS knows of the CRS of rasters and their files do not say, for jobs that keep the paths of files."""
from __future__ import annotations

import json
from collections.abc import Sequence

from qgis.core import QgsCoordinateReferenceSystem

from ...core.errors import OptionError
from .rasters import Source


def assigned(given: Sequence[Source], text: str, appends: bool, feedback) -> str:
    """The option ``assigned_crs``: what layers say of the CRS of their files, beside what the user has written.

    Args:
        given: rasters; of those that have no file nothing is said.
        text: one CRS, or a JSON object of paths and CRS.
        appends: whether something else may have been assigned before, which is taken back where a layer of the project has its own.
        feedback: is told of every CRS that is not the file's own.

    Raises:
        OptionError: the text means nothing.
    """
    told = {}
    for raster in given:
        if raster.path and not raster.has_own_crs:
            told[raster.path] = raster.crs.toWkt(QgsCoordinateReferenceSystem.WKT_PREFERRED)
            feedback.pushInfo(f"{raster.title} is read with the CRS assigned to its layer, {raster.crs.userFriendlyIdentifier()}.")
        elif appends and raster.path and raster.is_open and raster.crs.isValid():
            told[raster.path] = ""
    if not told:
        return text
    try:
        written = json.loads(text) if text.startswith("{") else {"": text} if text else {}
    except ValueError as error:
        raise OptionError(f"ASSIGNED_CRS is no JSON object: {error}.", "Write one CRS, or {\"path\": \"EPSG:32633\"}.") from None
    return json.dumps({**told, **written})
