"""Options of the jobs that index tiles and find similar ones: one frozen dataclass each, with its results."""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ..errors import OptionError
from .option import Result, option

GALLERY = "Contact sheets (*.html *.png)"


def parse_date(text: str) -> str:
    """The text itself, a day as YYYY-MM-DD, a month as YYYY-MM or a year; raises OptionError."""
    text = text.strip()
    try:
        if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text):
            raise ValueError
        date(*(int(part) for part in (text.split("-") + ["1", "1"])[:3]))
    except ValueError:
        raise OptionError(f"'{text}' is no date.", "Write it as YYYY-MM-DD, YYYY-MM or YYYY.") from None
    return text


def parse_bands(text: str) -> tuple[int, ...]:
    """One or three band numbers from 1, separated by commas or spaces; raises OptionError."""
    try:
        bands = tuple(int(part) for part in re.split("[,; ]+", text.strip()) if part)
    except ValueError:
        bands = ()
    if len(bands) not in (1, 3) or min(bands) < 1:
        raise OptionError(f"'{text}' are no bands.", "Write three numbers, such as 4,3,2, or one.")
    return bands


@dataclass(frozen=True)
class BuildTileIndexOptions:
    """Build tile index: codes of all tiles of many rasters in one file."""

    rasters: tuple[str, ...] = option((), "rasters", "Rasters", (
        "Rasters to index, or a folder of which all are taken, also from folders in it: any CRS, pixel size, data type and band count, "
        "also pictures without a position. With APPEND, empty: those of the index are looked at again."), optional=True, folders=True)
    folder: str = option("", "folder", "Folder", "All rasters in this folder and those in it, beside those named above.", optional=True)
    tile_size: int | None = option(None, "integer", "Tile size", (
        "Side of a tile in pixels. Empty: as much ground as the model was trained on, where that and the size of a pixel are known, else "
        "the side of the pictures its encoder sees. A raster less wide or high than that has tiles of its shorter side."),
        minimum=8, maximum=16384, optional=True)
    stride: int | None = option(None, "integer", "Stride", (
        "Pixels from one tile to the next; smaller than the tile size, tiles overlap. The last tile of a row ends with the raster. Empty: "
        "the tile size."), minimum=1, maximum=16384, optional=True)
    model: str = option("", "text", "Model", (
        "Hash model: the id of a model or the path of a file, such as 'Train hash model' writes. Empty: what 'List models' shows for it; "
        "with APPEND, that of the index."), optional=True)
    encoder: str = option("", "text", "Encoder", (
        "Id of the encoder that the hash model must belong to. Empty: whichever it belongs to."), optional=True, advanced=True)
    append: bool = option(False, "boolean", "Append", (
        "Add to the index that OUTPUT is already: new rasters are encoded, changed ones again, the others stay as they are. Otherwise "
        "OUTPUT is written anew."))
    remove_missing: bool = option(False, "boolean", "Remove what is gone", (
        "With APPEND: rasters whose file is no longer there leave the index."), advanced=True)
    bands: str = option("", "text", "Bands", (
        "Numbers of red, green and blue, such as 4,3,2, or of one band that is shown as grey, of every raster. Empty: by colour or name, "
        "else the first three; with APPEND, those of the index. Values that are not bytes are stretched between percentiles of the raster, "
        "all bands alike."), optional=True, advanced=True, parse=parse_bands)
    least_valid: float = option(0.5, "number", "Smallest share of data", (
        "Share of a tile, above 0 and up to 1, that has to carry data; tiles with less are left out. What is missing in others is shown in "
        "their mean colour."), minimum=0.01, maximum=1.0, advanced=True)
    assigned_crs: str = option("", "text", "Assigned CRS", (
        "CRS of rasters whose file has none, such as EPSG:32633; or a JSON object of paths and CRS, also where a file has a wrong one. "
        "What is assigned to a layer in QGIS is taken without this. The index keeps it, also when it is appended to."), optional=True,
        advanced=True)
    device: str = option("auto", "enum", "Device", "Where networks run: auto takes CUDA when it is there.",
                         choices=("auto", "cpu", "cuda"), advanced=True)
    output: str = option("", "vector_output", "Tile index", (
        "GeoPackage that opens as a layer of footprints (tile, source, window, date, code, model) and holds the packed codes for 'Find "
        "similar tiles'. Interrupted, the same again goes on where it was: what has been encoded is kept beside it in a file that ends in "
        ".building."))
    RESULTS: ClassVar[tuple[Result, ...]] = (
        Result("TILES", "number", "Tiles in the index"),
        Result("RASTERS_INDEXED", "number", "Rasters in the index"),
        Result("ENCODED", "number", "Tiles encoded now"),
        Result("UNCHANGED", "number", "Rasters that were there already and have not changed"),
        Result("REMOVED", "number", "Rasters that were removed"),
        Result("UNREADABLE", "number", "Rasters of folders that were left out because they cannot be read or hold no data"),
        Result("SKIPPED", "number", "Tiles left out for lack of data"),
        Result("BITS", "number", "Bits of a code"),
        Result("MODEL_USED", "string", "Model used"),
    )


@dataclass(frozen=True)
class FindSimilarTilesOptions:
    """Find similar tiles: those of an index that look like examples."""

    index: str = option("", "vector", "Tile index", "GeoPackage that 'Build tile index' has written, or its layer.")
    query_raster: str = option("", "raster", "Query raster", (
        "Raster on which QUERY_EXTENT marks what is searched for; it need not be in the index."), optional=True)
    query_extent: str = option("", "extent", "Query area", (
        "What is searched for, on the query raster. It is looked at in tiles of the index's size; a smaller area, with what is around it."),
        optional=True, parent="query_raster")
    query_image: str = option("", "file", "Query picture", (
        "Picture or raster that is searched for, instead of an area. One that lies on the ground is looked at in tiles of the index's "
        "size, another as a whole, the largest square in its middle."), optional=True)
    query_tiles: str = option("", "polygons", "Tiles that are alike", (
        "Tiles of the index, or of earlier results: all that are given, or the selected ones, are positive examples, beside or instead of "
        "the others."), optional=True, attributes=True)
    negative_tiles: str = option("", "polygons", "Tiles that are not", "Tiles of the index, or of earlier results, that are not wanted.",
                                 optional=True, attributes=True)
    combination: str = option("mean", "enum", "Several examples", (
        "How several examples are combined. mean: what they have in common, on average. nearest: tiles like any one of them."),
        choices=("mean", "nearest"), advanced=True)
    count: int = option(20, "integer", "Number of results", "How many tiles are wanted; fewer where the index holds fewer.", minimum=1,
                        maximum=1_000_000)
    max_distance: int | None = option(None, "integer", "Largest distance", (
        "In bits: tiles whose code differs in more from that of every positive example are left out. Empty: no limit."), minimum=0,
        maximum=1024, optional=True, advanced=True)
    exclude_radius: float = option(0.0, "number", "Radius without results", (
        "In metres, from middle to middle: tiles so near to an example are left out. 0: only the examples themselves are."), minimum=0.0)
    exclude_same_place: bool = option(False, "boolean", "Leave out the same place", (
        "Leave out tiles that show ground of an example, on other dates too."))
    spread: float = option(0.0, "number", "Distance of results", (
        "In metres, from middle to middle: of tiles nearer to each other only the best is kept."), minimum=0.0, advanced=True)
    diversity: float = option(0.0, "number", "Diversity", (
        "0: the most similar tiles. Towards 1: ever more unlike each other (maximal marginal relevance)."), minimum=0.0, maximum=1.0,
        advanced=True)
    merge_neighbours: bool = option(False, "boolean", "One of neighbours", (
        "Of tiles that touch or overlap each other, on whatever date, and whose codes differ in a sixteenth of the bits at most, only the "
        "best is listed, so that a forest is one result."), advanced=True)
    featureless: str = option("auto", "enum", "Tiles without features", (
        "Tiles in which there is nothing to see, such as open water, snow or a border without data. auto: results like others; where the "
        "examples themselves are such, neighbours that show the same are one, as above. keep: results like others. leave-out: no "
        "results."), choices=("auto", "keep", "leave-out"), advanced=True)
    extent: str = option("", "extent", "Search area", "Only tiles whose middle lies here.", optional=True, advanced=True, parent="index")
    date_from: str = option("", "text", "First date", "YYYY-MM-DD, YYYY-MM or YYYY: earlier tiles, and those without a date, are left out.",
                            optional=True, advanced=True, parse=parse_date)
    date_to: str = option("", "text", "Last date", "YYYY-MM-DD, YYYY-MM or YYYY: later tiles, and those without a date, are left out.",
                          optional=True, advanced=True, parse=parse_date)
    sources: str = option("", "text", "Rasters to search", (
        "Names of files, with * and ?, separated by commas, such as *_2018*.tif. Empty: all."), optional=True, advanced=True)
    model: str = option("", "text", "Model", "Hash model, where it is no longer found by the name that the index says.", optional=True,
                        advanced=True)
    device: str = option("auto", "enum", "Device", "Where networks run: auto takes CUDA when it is there.",
                         choices=("auto", "cpu", "cuda"), advanced=True)
    engine: str = option("auto", "enum", "Search engine", (
        "What compares the codes; the answers are the same. auto: FAISS where faiss-cpu is installed beside the engine's packages, else "
        "NumPy."), choices=("auto", "numpy", "faiss"), advanced=True)
    assigned_crs: str = option("", "text", "Assigned CRS", (
        "CRS of rasters whose file has none, such as EPSG:32633; or a JSON object of paths and CRS, also where a file has a wrong one. "
        "What is assigned to a layer in QGIS, and what the index has, is taken without this."), optional=True, advanced=True)
    heatmap_raster: str = option("", "raster", "Raster of the heat map", "Empty: the query raster, else that of the first example.",
                                 optional=True, advanced=True)
    output: str = option("", "polygons_output", "Similar tiles", (
        "Polygon layer, best first: rank, distance (bits in which the code differs from that of the nearest positive example), similarity "
        "(0 to 1, the share of bits that agree, weighed by how sure the model is of them, less what negative examples take), and what the "
        "index says of the tile."))
    gallery: str = option("", "file_output", "Contact sheet", "HTML page or PNG picture of the examples and the tiles that were found.",
                          optional=True, file_filter=GALLERY)
    heatmap: str = option("", "raster_output", "Heat map", (
        "GeoTIFF of the similarity of every tile of a raster, 0 to 1, one pixel a stride. A raster that is not in the index is encoded "
        "first."), optional=True, by_default=False)
    RESULTS: ClassVar[tuple[Result, ...]] = (
        Result("FOUND", "number", "Tiles found"),
        Result("EXAMPLES", "number", "Positive examples"),
        Result("FEATURELESS_EXAMPLES", "number", "Positive examples in which there is nothing to see"),
        Result("SEARCHED", "number", "Tiles searched"),
        Result("BEST_SOURCE", "string", "Raster of the most similar tile"),
        Result("BEST_DISTANCE", "number", "Its distance in bits"),
        Result("BEST_SIMILARITY", "number", "Its similarity, 0 to 1"),
    )
