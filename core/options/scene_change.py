"""Options of the job that tells land use of two dates, with its results."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .option import Result, option
from .registration import HTML

CSV = "CSV files (*.csv)"


@dataclass(frozen=True)
class SceneChangeOptions:
    """Scene change: the land use of both dates, tile by tile."""

    before: str = option("", "raster", "Raster before", (
        "The earlier raster. Tiles are cut from its pixels, from the upper left corner of what both rasters cover; where the pixels of the "
        "other are more than 1.5 times as long, from its ground in pixels of that length."))
    after: str = option("", "raster", "Raster after", (
        "The later raster, aligned with the other: any CRS, pixel size, data type, band count and rotation. Two rasters of one size "
        "without CRS are compared pixel by pixel."))
    model: str = option("", "text", "Model", (
        "A scene-change model: the id of a model or the path of a file, such as 'Train scene-change model' writes. It says which classes "
        "there are. Empty: what 'List models' shows for the task scenechange."), optional=True)
    tile_size: int | None = option(None, "integer", "Tile size", (
        "Side of a tile in pixels. Empty: as much ground as the model's own tiles show, where that and the size of a pixel are known, else "
        "the model's side in pixels."), minimum=8, maximum=8192, optional=True)
    stride: int | None = option(None, "integer", "Stride", (
        "Pixels from one tile to the next, and the size of a cell of the results. Smaller than the tile size, tiles overlap, and a cell "
        "is the middle of its tile. Empty: the tile size."), minimum=1, maximum=8192, optional=True)
    mask: str = option("", "polygons", "Areas to ignore", "Polygons of water, cloud or other areas: tiles that touch them are left out.",
                       optional=True)
    before_bands: tuple[int, ...] = option((), "bands", "Bands before", (
        "Numbers of red, green and blue, or of one band that is shown as grey. Empty: by colour or name, else the first three."), minimum=1,
        optional=True, advanced=True, parent="before")
    after_bands: tuple[int, ...] = option((), "bands", "Bands after", "The same of the raster after.", minimum=1, optional=True,
                                          advanced=True, parent="after")
    least_valid: float = option(1.0, "number", "Smallest share of data", (
        "Share of a tile, above 0 and up to 1, that has to carry data in both rasters; tiles with less are left out. What is missing in "
        "others is shown in their mean colour."), minimum=0.01, maximum=1.0, advanced=True)
    device: str = option("auto", "enum", "Device", "Where networks run: auto takes CUDA when it is there.",
                         choices=("auto", "cpu", "cuda"), advanced=True)
    output: str = option("", "polygons_output", "Tiles", (
        "Polygon layer of all tiles that were looked at: number and name of the class before and after, their probabilities, whether they "
        "differ, the transition (100 times the class before plus the class after), gate (how far the network finds the dates to agree, 0 "
        "to 1; empty where it does not compare them) and confidence (product of both probabilities)."))
    classes_before: str = option("", "raster_output", "Classes before", (
        "GeoTIFF of one pixel a tile: classes from 1, in the colours of the model; 0 no data."), optional=True)
    classes_after: str = option("", "raster_output", "Classes after", "The same of the later date.", optional=True)
    transitions: str = option("", "raster_output", "Transitions", (
        "GeoTIFF of one pixel a tile: 100 times the class before plus the class after; 0 no data."), optional=True)
    gradcam: str = option("", "raster_output", "Attention", (
        "GeoTIFF of the pixels of the raster before, one band for each date: where in its tile the network has seen the class it names "
        "(Grad-CAM), 0 to 1."), optional=True, advanced=True)
    matrix: str = option("", "file_output", "From-to table", "CSV file: how many tiles went from which class to which.", optional=True,
                         file_filter=CSV)
    report: str = option("", "file_output", "Report", "HTML page with maps, the from-to table and figures.", optional=True,
                         file_filter=HTML)
    RESULTS: ClassVar[tuple[Result, ...]] = (
        Result("TILES", "number", "Tiles that were looked at"),
        Result("SKIPPED", "number", "Whole tiles that were left out for lack of data"),
        Result("CHANGED_TILES", "number", "Tiles whose class has changed"),
        Result("CHANGED_SHARE", "number", "The same as a share of those looked at, 0 to 1"),
        Result("CHANGED_AREA", "number", "Their area in square map units"),
        Result("TILE_SIZE_USED", "number", "Side of a tile, pixels"),
        Result("STRIDE_USED", "number", "Distance of tiles, pixels"),
    )
