"""Options of the job that trains a scene-change model, with its results."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .option import Result, option
from .training import TRAINED, TrainingOptions

BACKBONES = ("slim", "vgg16", "resnet50", "inceptionv3", "densenet121")
OBJECTIVES = ("corrfusion", "plain", "dcca", "soft-dcca")
TEMPERATURES = ("root", "none", "learned")
OPTIMISERS = ("adamw", "nesterov")


@dataclass(frozen=True)
class TrainSceneChangeData:
    """Pairs of tiles whose classes are known: one of three kinds."""

    chunks: str = option("", "folder", "Chunks", (
        "A folder of .npz files with image_t1, image_t2 (N, side, side, 3) and label_t1, label_t2 (N) from 1, as published with "
        "CorrFusionNet; or with the folders train, validate and test (trn, val, tst) of such files. A line of classes in classes.txt, "
        "'water #87ceeb; road', names them; without it they are the fourteen of Wuhan."), optional=True)
    tiles_before: str = option("", "folder", "Tiles before", (
        "A folder with a folder for each class, of tiles as PNG, JPEG or TIFF files of 8 bits. Tiles called COLUMN_ROW are divided in "
        "blocks."), optional=True)
    tiles_after: str = option("", "folder", "Tiles after", "The same of the later date: a tile of the same name shows the same place.",
                              optional=True)
    polygons: str = option("", "polygons", "Polygons", (
        "Areas whose class is known on both dates, drawn on BEFORE and AFTER. Tiles of which one class covers more than half on either "
        "date are learned from."), optional=True, attributes=True)
    field_before: str = option("", "text", "Field before", "Field of the polygons with the class on the earlier date.", optional=True)
    field_after: str = option("", "text", "Field after", "Field of the polygons with the class on the later date.", optional=True)
    before: str = option("", "raster", "Raster before", "The earlier raster under the polygons.", optional=True)
    after: str = option("", "raster", "Raster after", "The later raster, aligned with the other.", optional=True)
    tile_size: int | None = option(None, "integer", "Tile size", "Side of the tiles that are cut from the rasters, pixels. Empty: SIDE.",
                                   minimum=8, maximum=4096, optional=True)
    ground: float = option(0.0, "number", "Ground", (
        "Side of the tiles of CHUNKS or folders in metres on the ground, which the model keeps for 'Scene change'; of rasters it is "
        "measured. 0: not known."), minimum=0.0, maximum=100000.0)
    block: int | None = option(None, "integer", "Block", (
        "Side of the blocks of land, in tiles, that are trained on, validated on (a tenth) or kept for the test (a fifth) as a whole. "
        "Empty: up to 8, so that there are at least twenty of them."), minimum=1, maximum=10000, optional=True, advanced=True)


@dataclass(frozen=True)
class TrainSceneChangeNetwork:
    """The network and its training. With a model to start from, the network is that model's."""

    backbone: str = option("slim", "enum", "Backbone", (
        "What sees a tile: slim, small enough for a computer without GPU; or one of those CorrFusionNet was published with, which can "
        "start from ImageNet."), choices=BACKBONES)
    fusion: bool = option(True, "boolean", "Fusion", "With the CorrFusion block, by which each date uses what both have in common.")
    objective: str = option("corrfusion", "enum", "Objective", (
        "What is learned beside the classes: corrfusion, that unchanged pairs are alike; plain, nothing; dcca and soft-dcca, that the "
        "features of both dates correlate."), choices=OBJECTIVES)
    side: int = option(128, "integer", "Side", "Side of the tiles as the network sees them, pixels; published: 200. Others are resampled.",
                       minimum=16, maximum=1024)
    shared: bool = option(False, "boolean", "Shared weights", "Both dates are seen by the same weights; published: each has its own.",
                          advanced=True)
    flatten: bool = option(False, "boolean", "Flatten", "The backbone's maps are flattened, as published, not averaged.", advanced=True)
    width: int = option(128, "integer", "Width", "Features of a date; published: 1024.", minimum=2, maximum=8192, advanced=True)
    ratio: int = option(2, "integer", "Ratio", "By so many times fewer features the dates are compared.", minimum=1, maximum=64,
                        advanced=True)
    temperature: str = option("root", "enum", "Temperature", (
        "How the distance of the dates closes the gate: divided by the root of the number of features; none, as published; or learned."),
        choices=TEMPERATURES, advanced=True)
    correlation: float = option(1e-3, "number", "Weight of correlation", "Of the objectives dcca and soft-dcca.", minimum=0.0,
                                maximum=100.0, advanced=True)
    optimiser: str = option("adamw", "enum", "Optimiser", "adamw, with a rate that rises and falls; or nesterov, as published.",
                            choices=OPTIMISERS, advanced=True)
    constant: bool = option(False, "boolean", "Constant rate", "The learning rate stays as it is, as published.", advanced=True)
    balanced: bool = option(False, "boolean", "Balanced", "Rare classes count as much as frequent ones.", advanced=True)
    turned: bool = option(True, "boolean", "Turn tiles", "Pairs are turned, mirrored and seen under other light.", advanced=True)
    jitter: float = option(0.2, "number", "Jitter", "How much the light of each date varies where tiles are turned, 0 to 1.", minimum=0.0,
                           maximum=1.0, advanced=True)
    start_model: str = option("", "text", "Model to start from", (
        "imagenet: the published weights of the backbone, if they are here. Or the id or file of a scene-change model, which is adapted; "
        "its classes may be others. Empty: random weights."), optional=True)


@dataclass(frozen=True)
class TrainSceneChangeOptions(TrainingOptions, TrainSceneChangeNetwork, TrainSceneChangeData):
    """Train scene-change model: classes of two dates from labelled pairs of tiles."""

    steps: int = option(8000, "integer", "Steps", "Updates of the network; reached where the time allows.", minimum=1, maximum=10_000_000)
    batch: int | None = option(None, "integer", "Batch", "Pairs of a step, at least 2. Empty: 32.", minimum=2, maximum=1024, optional=True,
                               advanced=True)
    rate: float | None = option(None, "number", "Learning rate", "The highest one of the schedule. Empty: 0.001, or 0.0003 from a model.",
                                minimum=1e-7, maximum=1.0, optional=True, advanced=True)
    checks: int | None = option(None, "integer", "Validation samples", (
        "Pairs on which the model is measured before, during and after the training. Empty: all that are kept for it, 1000 at most."),
        minimum=1, maximum=100000, optional=True, advanced=True)
    RESULTS: ClassVar[tuple[Result, ...]] = (
        *TRAINED,
        Result("TEST_PLACES", "number", "Places kept for the test; 0 where there are none, and the figures are of the validation"),
        Result("OA_T1", "number", "Share of test tiles whose class before is right"),
        Result("OA_T2", "number", "Share of test tiles whose class after is right"),
        Result("OA_BI", "number", "Share of test tiles of which it is right whether the class has changed"),
        Result("OA_TR", "number", "Share of test tiles whose classes of both dates are right"),
        Result("KAPPA_T1", "number", "Agreement of the classes before beyond chance"),
        Result("KAPPA_T2", "number", "Agreement of the classes after beyond chance"),
    )
