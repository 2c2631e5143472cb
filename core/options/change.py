"""Options of the change-detection jobs: one frozen dataclass each, with its results."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..errors import OptionError
from ..methods import CHANGE_METHODS
from .option import Result, option
from .registration import HTML

ALIGN = ("check", "coregister", "off")
_METHOD_HELP = "How change is told. " + " ".join(f"{spec.id}: {spec.summary}" for spec in CHANGE_METHODS) + (
    " auto: the one that suits the two rasters; the reason is logged.")


def parse_threshold(text: str) -> float | None:
    """The magnitude of a threshold, 0 to 1; None for ``auto``. Raises OptionError."""
    if text.strip().lower() == "auto":
        return None
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= 1.0:
        raise OptionError(f"THRESHOLD is '{text}', neither auto nor a number from 0 to 1.", "Write auto, or a magnitude such as 0.5.")
    return value


@dataclass(frozen=True)
class ChangeMapOptions:
    """Change map: where two rasters of one place differ."""

    before: str = option("", "raster", "Raster before", (
        "The earlier raster. The results lie on its pixels, cut to what both cover; where those of the other are more than 1.5 times as "
        "long, on its ground in pixels of that length."))
    after: str = option("", "raster", "Raster after", (
        "The later raster: any CRS, pixel size, data type, band count and rotation. Two rasters of one size without CRS are compared pixel "
        "by pixel."))
    method: str = option("auto", "enum", "Change method", _METHOD_HELP, choices=("auto", *CHANGE_METHODS.ids()))
    align: str = option("check", "enum", "Alignment", (
        "What is done about misregistration, which looks like change. check: it is measured, and more than a pixel (or TOLERANCE) of it is "
        "refused, with the measured offset. coregister: the raster after is resampled to where it belongs. off: nothing is measured."),
        choices=ALIGN)
    mask: str = option("", "polygons", "Areas to ignore", "Polygons of water, cloud or other areas where nothing is to be compared.",
                       optional=True)
    threshold: str = option("auto", "text", "Threshold", (
        "Magnitude, 0 to 1, above which a pixel has changed. auto: found from the magnitudes of the whole; nothing has changed where they "
        "hold no evidence of it."), parse=parse_threshold)
    min_area: float = option(0.0, "number", "Smallest area", (
        "In square map units: connected changed pixels that cover less count as unchanged. 0: all are kept."), minimum=0.0)
    tolerance: float | None = option(None, "number", "Tolerance", (
        "Misregistration in pixels that is discounted: a difference that a shift so small explains is no change. Empty: what ALIGN has "
        "left, from half a pixel on, or none where that is not known."), minimum=0.0, maximum=8.0, optional=True, advanced=True)
    before_bands: tuple[int, ...] = option((), "bands", "Bands before", (
        "Bands to compare, from 1. Empty: those that both rasters have, by name, else by number."), minimum=1, optional=True, advanced=True,
        parent="before")
    after_bands: tuple[int, ...] = option((), "bands", "Bands after", (
        "Bands to compare, from 1, in the order of those before. Empty: those that both rasters have."), minimum=1, optional=True,
        advanced=True, parent="after")
    model: str = option("", "text", "Model", (
        "Weights of the change method: the id of a model or the path of a file. Empty: what 'List models' shows for it."), optional=True,
        advanced=True)
    device: str = option("auto", "enum", "Device", "Where networks run: auto takes CUDA when it is there.",
                         choices=("auto", "cpu", "cuda"), advanced=True)
    seed: int = option(0, "integer", "Random seed", "Same seed, same input: same result.", minimum=0, advanced=True)
    output: str = option("", "raster_output", "Change mask", "GeoTIFF: 1 changed, 0 unchanged, 255 no data.")
    magnitude: str = option("", "raster_output", "Magnitude", "GeoTIFF: evidence of change, 0 to 1.", optional=True)
    polygons: str = option("", "polygons_output", "Changed areas", (
        "Polygon layer of connected changed pixels: area, mean magnitude, confidence, dates where they are known, and a status for review "
        "(accept, reject or unsure)."), optional=True)
    report: str = option("", "file_output", "Report", "HTML page with pictures, histogram and figures.", optional=True, file_filter=HTML)
    RESULTS: ClassVar[tuple[Result, ...]] = (
        Result("CHANGED_AREA", "number", "Changed area in square map units"),
        Result("CHANGED_SHARE", "number", "Changed share of what could be compared, 0 to 1"),
        Result("THRESHOLD_USED", "number", "Threshold used"),
        Result("METHOD_USED", "string", "Change method used; joined by + where several have a say"),
        Result("MISREGISTRATION_PX", "number", "Misregistration, RMSE in pixels of the result: measured where it was checked, left over "
               "where it was repaired, empty where it is not known"),
    )
