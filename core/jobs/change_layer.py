"""Changed areas as a vector layer for review."""
from __future__ import annotations

from itertools import islice

import numpy as np
import pyogrio
import shapely

from ..errors import OutputError
from ..outputs import atomic, disk_full, is_full
from ..progress import Progress
from ..raster.grid import NO_CRS
from .change_mask import ChangeMask

#: Columns. ``area`` is in square map units; ``magnitude`` the mean of the area; ``confidence`` how far that lies above the threshold, from
#: 0 at it to 1 at the largest magnitude there can be; ``status`` is for whoever reviews it: accept, reject, unsure, or empty.
FIELDS = ("id", "area", "magnitude", "confidence", "status", "date_before", "date_after")
_AT_ONCE = 4096


def write_areas(path: str, mask: ChangeMask, threshold: float, dates: tuple[str, str], progress: Progress) -> None:
    """Write the regions of a mask as multipolygons.

    Args:
        path: GeoPackage to write.
        mask: of the change.
        threshold: what it was cut by.
        dates: when the two rasters were taken, YYYY-MM-DD or empty.
        progress: of the reading and writing.

    Raises:
        OutputError: the layer cannot be written; nothing is left behind.
        Cancelled: from ``progress``; nothing is left behind.
    """
    found = mask.polygons(progress)
    with atomic(path) as partial:
        batch, append = list(islice(found, _AT_ONCE)), False
        # Also without any area: a layer that is empty says so.
        while batch or not append:
            numbers = np.array([number for number, _ in batch], np.int32)
            try:
                # GeoPackage 1.2 is the newest that GDAL 3.6 reads without a warning.
                pyogrio.raw.write(partial, shapely.to_wkb([outline for _, outline in batch]), _columns(mask, numbers, threshold, dates),
                                  list(FIELDS), driver="GPKG", layer="changes", geometry_type="MultiPolygon",
                                  crs=mask.grid.crs or NO_CRS, append=append, **({} if append else {"dataset_options": {"VERSION": "1.2"}}))
            except (pyogrio.errors.DataSourceError, pyogrio.errors.FeatureError, pyogrio.errors.GeometryError) as error:
                if is_full(path):
                    raise disk_full(path) from error
                raise OutputError(f"{path} cannot be written: {error}.", "Check the folder and the space on the disk.") from error
            batch, append = list(islice(found, _AT_ONCE)), True


def _columns(mask: ChangeMask, numbers: np.ndarray, threshold: float, dates: tuple[str, str]) -> list[np.ndarray]:
    regions, magnitude = mask.regions, mask.regions.magnitude[numbers]
    confidence = np.clip((magnitude - threshold) / max(1.0 - threshold, 1e-9), 0.0, 1.0)
    texts = [np.full(len(numbers), text, dtype=object) for text in ("", *dates)]
    return [numbers, regions.pixels[numbers] * mask.grid.pixel_area, magnitude, confidence, *texts]
