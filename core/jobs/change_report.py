"""What the HTML report is told about a change map."""
from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import numpy as np

from ..language import tr
from ..raster.bands import default_band
from ..raster.raster import Raster
from ..raster.stretch import statistics, to_uint8
from ..reporting.change import change_page
from ..reporting.command import qgis_command
from ..reporting.page import write_page
from .change_mask import ChangeMask
from .change_pair import ChangePair, Layer
from .report import described_raster

_PICTURE_PX = 900


def write_change(path: str, options, pair: ChangePair, magnitude: Raster, mask: ChangeMask, results: dict, tolerance: float,
                 notes: list[str], seconds: float) -> None:
    """Write the report of a change map."""
    scaled = pair.grid.scaled(max(1.0, max(pair.grid.width, pair.grid.height) / _PICTURE_PX))
    shown, known = magnitude.read(1, shape=(scaled.height, scaled.width))
    values = np.where(known, shown[0], np.nan)
    write_page(path, change_page({
        "title": tr("Change from {before} to {after}", before=Path(options.before).name, after=Path(options.after).name), "notes": notes,
        "before": described_raster(pair.before.raster), "after": described_raster(pair.after.raster),
        "pictures": {"before": _picture(pair, pair.before), "after": _picture(pair, pair.after)},
        "magnitude": values, "changed": mask.small(scaled.height, scaled.width), "extent": pair.grid.bounds,
        "threshold": results["THRESHOLD_USED"], "area": results["CHANGED_AREA"], "share": results["CHANGED_SHARE"],
        "regions": len(mask.regions), "method": results["METHOD_USED"], "misregistration_px": results["MISREGISTRATION_PX"],
        "tolerance_px": tolerance, "seconds": seconds, "command": qgis_command("changemap", asdict(options))}))


def _picture(pair: ChangePair, layer: Layer) -> np.ndarray:
    """A raster on the common grid, small: uint8 grey or RGB."""
    array, valid = layer.small(pair.grid, default_band(layer.raster), _PICTURE_PX)
    if not valid.any():
        return np.zeros(array.shape[1:], np.uint8)
    bands = []
    for band in array:
        found = statistics(band, valid)
        bands.append(to_uint8(band, valid, found.low, found.high))
    return np.ascontiguousarray(np.moveaxis(np.stack(bands), 0, -1)) if len(bands) == 3 else bands[0]
