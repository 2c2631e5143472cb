"""Options of the jobs that train a hash model and evaluate a search by codes, with their results."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .option import Result, option
from .registration import HTML
from .retrieval import parse_bands
from .training import TRAINED, TrainingOptions

SAMPLERS = ("batch-hard", "parity")
BALANCES = ("both", "sample", "bit")
PARTS = ("test", "validate", "train", "all")
ARCHIVES = ("same", "train", "all", "both")
JSON, PNG, NPZ = "JSON files (*.json)", "Pictures (*.png)", "NumPy files (*.npz)"


@dataclass(frozen=True)
class LabelledTiles:
    """Tiles whose classes are known: an archive of files, or polygons on rasters."""

    tiles: str = option("", "folder", "Folder of classes", (
        "A folder with a folder for each class, of tiles as PNG, JPEG or TIFF files of 8 bits; or of files whose names tell the class, as "
        "agricultural07.tif (UC Merced) or airport_12.jpg (AID)."), optional=True)
    rasters: tuple[str, ...] = option((), "rasters", "Rasters", (
        "Rasters to cut tiles from, in any CRS; or a folder of such. With POLYGONS, tiles of a known class; to train without, all."),
        optional=True, folders=True)
    polygons: str = option("", "polygons", "Polygons", (
        "Areas on RASTERS whose class is known. Tiles of which one class covers more than half are taken."), optional=True, attributes=True)
    field: str = option("", "text", "Class field", "Field of the polygons with the class.", optional=True)
    tile_size: int | None = option(None, "integer", "Tile size", (
        "Side of the tiles that are cut from rasters, pixels. Empty: as much ground as the encoder was trained on, or the side it sees."),
        minimum=8, maximum=16384, optional=True)
    bands: str = option("", "text", "Bands", (
        "Numbers of red, green and blue, such as 4,3,2, or of one band that is shown as grey, of every raster. Empty: by colour or name, "
        "else the first three."), optional=True, advanced=True, parse=parse_bands)
    assigned_crs: str = option("", "text", "Assigned CRS", (
        "CRS of rasters whose file has none, such as EPSG:32633; or a JSON object of paths and CRS, also where a file has a wrong one. "
        "What is assigned to a layer in QGIS is taken without this."), optional=True, advanced=True)


@dataclass(frozen=True)
class HashingSplit:
    """Which tiles are trained on, validated on and kept for the test."""

    split: str = option("", "file", "Split file", (
        "JSON with the files of train, validate and test, as this algorithm writes it: the same division for every model and for "
        "'Evaluate similar-tile search'. Empty: by the shares below."), optional=True, file_filter=JSON)
    train_share: float = option(0.5, "number", "Share trained on", "Of the tiles of each class, or of the blocks of land of rasters.",
                                minimum=0.05, maximum=0.95, advanced=True)
    validation_share: float = option(0.1, "number", "Share for validation", (
        "By which the best moment of the training is chosen; the rest is the test."), minimum=0.01, maximum=0.9, advanced=True)
    shuffled: bool = option(False, "boolean", "Shuffle", (
        "Divide files in a random order, by SEED, as published. Otherwise in the order of their names, since neighbours can be of one "
        "photograph."), advanced=True)


@dataclass(frozen=True)
class HashNetworkOptions:
    """The network and its losses; advanced ones are published values of MiLaN where not said otherwise."""

    encoder: str = option("", "text", "Encoder", (
        "What sees a tile: the id or file of an encoder. Empty: the one that ships. inceptionv3-2015-12-05 is the published one; it has "
        "to be fetched or imported."), optional=True)
    bits: int = option(64, "integer", "Bits", "Of a code. More tell more apart and need more room.", minimum=16, maximum=256)
    sampler: str = option("batch-hard", "enum", "Sampler", (
        "How triplets are made: batch-hard, the hardest ones of several classes; parity, at random of two classes, as published."),
        choices=SAMPLERS)
    balance: str = option("both", "enum", "Bit balance", (
        "What is to be half on and half off: sample, the bits of each code, as published; bit, each bit over all codes; both."),
        choices=BALANCES)
    alpha: float = option(0.2, "number", "Margin", "By which a tile of another class has to be farther.", minimum=0.0, maximum=4.0,
                          advanced=True)
    beta: float = option(0.001, "number", "Weight of decided bits", "How much is gained by values far from 0.5.", minimum=0.0,
                         maximum=100.0, advanced=True)
    gamma: float = option(1.0, "number", "Weight of balance", "How much unbalanced bits cost.", minimum=0.0, maximum=100.0, advanced=True)
    hidden: int = option(1024, "integer", "First layer", "Width of the first layer of the hash network.", minimum=1, maximum=8192,
                         advanced=True)
    narrow: int = option(512, "integer", "Second layer", "Width of the second layer.", minimum=1, maximum=8192, advanced=True)
    constant: bool = option(False, "boolean", "Constant rate", "The learning rate stays as it is, as published; otherwise it falls.",
                            advanced=True)
    views: int = option(8, "integer", "Views", (
        "How often each tile is seen, cut out, turned and under another light, to be trained on; 1: as it is only, as published."),
        minimum=1, maximum=256, advanced=True)
    start_model: str = option("", "text", "Model to start from", (
        "Id or file of a hash model of the same encoder, bits and widths. Empty: random weights."), optional=True, advanced=True)


@dataclass(frozen=True)
class TrainHashingOptions(TrainingOptions, HashNetworkOptions, HashingSplit, LabelledTiles):
    """Train hash model: codes that lie near where tiles are alike."""

    steps: int = option(3000, "integer", "Steps", "Updates of the network; published: 10000. Reached where the time allows.", minimum=1,
                        maximum=10_000_000)
    batch: int | None = option(None, "integer", "Batch", "Tiles of a step, a multiple of 3. Empty: 90, as published.", minimum=6,
                               maximum=8190, optional=True, advanced=True)
    rate: float | None = option(None, "number", "Learning rate", "Empty: 0.0001, as published.", minimum=1e-7, maximum=1.0, optional=True,
                                advanced=True)
    split_output: str = option("", "file_output", "Split", "The files of training, validation and test as JSON, for SPLIT.",
                               optional=True, file_filter=JSON, advanced=True)
    RESULTS: ClassVar[tuple[Result, ...]] = (
        *TRAINED,
        Result("TEST_PLACES", "number", "Tiles kept for the test; 0 where there are none, and the figures are of the validation"),
        Result("BITS", "number", "Bits of a code"),
        Result("MAP", "number", "Mean average precision of the 20 nearest, as published; NaN without classes"),
        Result("PRECISION", "number", "Share of the 20 nearest that is of the query's class; NaN without classes"),
        Result("EXPECTED_MAP", "number", "The first, over all orders of tiles that are equally far"),
        Result("REAL_MAP", "number", "The first by real values, before they become bits"),
        Result("CHANCE", "number", "Share of the archive that is of a query's class"),
    )


@dataclass(frozen=True)
class EvaluateSearchOptions(LabelledTiles):
    """Evaluate similar-tile search: how right codes are on tiles whose classes are known."""

    model: str = option("", "text", "Model", "Hash model: id or file. Empty: what 'List models' shows for it.", optional=True)
    encoder: str = option("", "text", "Encoder", "Id of the encoder that the hash model must belong to. Empty: whichever it belongs to.",
                          optional=True, advanced=True)
    split: str = option("", "file", "Split file", (
        "JSON with the files of train, validate and test, as 'Train hash model' writes it. Empty: all tiles are asked."), optional=True,
        file_filter=JSON)
    part: str = option("test", "enum", "Part", "Whose tiles are the queries, where there is a split file.", choices=PARTS)
    archive: str = option("same", "enum", "Archive", (
        "What is searched: same, the tiles that are the queries, each without itself; train, what the split calls so, or the other folds; "
        "all, every tile that is no query; both, same and train beside each other."), choices=ARCHIVES)
    count: int = option(20, "integer", "Count", "How many of the nearest tiles are looked at.", minimum=1, maximum=10000)
    folds: int = option(0, "integer", "Folds", (
        "The queries are divided into so many parts, class by class, tiles of rasters by blocks of the land; each part in turn asks itself "
        "(ARCHIVE same) or the other parts (train). Figures are means over folds, with their deviations. 0: no folds."), minimum=0,
        maximum=100, advanced=True)
    retrain: bool = option(False, "boolean", "Train for each fold", (
        "With FOLDS: a hash network with the settings of the model is trained anew for each fold, on the other ones, so that no tile was "
        "trained on by the network that codes it. The encoder stays as it is."), advanced=True)
    shuffled: bool = option(False, "boolean", "Shuffle", (
        "Folds of files are dealt out in a random order, by SEED; otherwise in the order of their names, since neighbours can be of one "
        "photograph."), advanced=True)
    seed: int = option(0, "integer", "Random seed", "Same seed, same input: same result.", minimum=0, advanced=True)
    galleries: int = option(9, "integer", "Galleries", "Queries that are shown with what was found, spread over all.", minimum=0,
                            maximum=100, advanced=True)
    device: str = option("auto", "enum", "Device", "Where networks run: auto takes CUDA when it is there.",
                         choices=("auto", "cpu", "cuda"), advanced=True)
    report: str = option("", "file_output", "Report", "HTML page with all figures, curves and galleries.", file_filter=HTML, optional=True)
    gallery: str = option("", "file_output", "Gallery", "The galleries as one picture.", optional=True, file_filter=PNG)
    output: str = option("", "file_output", "Figures", "All figures as JSON, also by class, by recall, by archive and by fold.",
                         file_filter=JSON, optional=True)
    codes: str = option("", "file_output", "Codes", (
        "NumPy file of the queries: codes (N, bits) of 0 and 1, values before they become bits, labels, classes, names, and thumbnails "
        "(N, 64, 64, 3)."), file_filter=NPZ, optional=True, advanced=True)
    RESULTS: ClassVar[tuple[Result, ...]] = (
        Result("QUERIES", "number", "Tiles that were asked"),
        Result("ARCHIVE_TILES", "number", "Tiles that were searched"),
        Result("BITS", "number", "Bits of a code"),
        Result("MAP", "number", "Mean average precision of the nearest COUNT, over the relevant ones found, as published"),
        Result("EXPECTED_MAP", "number", "The same over all orders of tiles that are equally far"),
        Result("PRECISION", "number", "Share of the nearest COUNT that is of the query's class"),
        Result("RECALL", "number", "Share of all tiles of the class that is among the nearest COUNT"),
        Result("FULL_MAP", "number", "Mean average precision of whole rankings, over all relevant ones"),
        Result("REAL_MAP", "number", "MAP by real values, before they become bits"),
        Result("ENCODER_MAP", "number", "MAP by the encoder's features alone, by their cosine"),
        Result("CHANCE", "number", "Share of the archive that is of a query's class"),
        Result("TRAIN_ARCHIVE_MAP", "number", "MAP in the archive train; NaN where that was not asked"),
        Result("TRAIN_ARCHIVE_PRECISION", "number", "PRECISION in the archive train; NaN where that was not asked"),
        Result("MAP_DEVIATION", "number", "Standard deviation of MAP over folds; NaN without"),
        Result("PRECISION_DEVIATION", "number", "Standard deviation of PRECISION over folds; NaN without"),
    )
