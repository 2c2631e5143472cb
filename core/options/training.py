"""Options of the jobs that train a model: one frozen dataclass each, with its results."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .option import Result, option
from .registration import HTML

WEIGHTS = "Model files (*.safetensors)"
#: What every training results in, beside how well the model does.
TRAINED = (
    Result("MODEL", "string", "Model file, for MODEL of the other algorithms"),
    Result("STEPS", "number", "Steps it was trained for"),
    Result("PLACES", "number", "Places trained on"),
    Result("VALIDATION_PLACES", "number", "Places kept for validation"),
)


@dataclass(frozen=True)
class TrainingOptions:
    """How long a model is trained, on what device and from which random numbers."""

    minutes: float = option(30.0, "number", "Time budget in minutes", (
        "Reading and validating included. The schedule is shortened to what fits, so that a short training is a whole one."),
        minimum=0.05, maximum=100000.0)
    steps: int = option(2000, "integer", "Steps", "Updates of the network; reached where the time allows.", minimum=1, maximum=10_000_000)
    batch: int | None = option(None, "integer", "Batch", (
        "Samples of a step. More need more memory and time. Empty: 16, or 2 pairs of pictures for cnn-matching."), minimum=1, maximum=1024,
        optional=True, advanced=True)
    rate: float | None = option(None, "number", "Learning rate", (
        "The highest one of the schedule. Empty: 0.0003 where it continues from a model, 0.002 (0.001 for cnn-matching) from scratch."),
        minimum=1e-7, maximum=1.0, optional=True, advanced=True)
    checks: int | None = option(None, "integer", "Validation samples", (
        "Windows, or pairs of pictures, on which the model is measured before, during and after the training. Empty: 256, or 48."),
        minimum=8, maximum=100000, optional=True, advanced=True)
    device: str = option("auto", "enum", "Device", "Where networks run: auto takes CUDA when it is there.",
                         choices=("auto", "cpu", "cuda"), advanced=True)
    seed: int = option(0, "integer", "Random seed", "Same seed, same input, same steps: same model, bit for bit on a CPU.", minimum=0,
                       advanced=True)
    run_folder: str = option("", "folder", "Folder of the training", (
        "Keeps checkpoint and curve; a training found there goes on. Empty: a folder beside the model, removed when the training is "
        "complete, kept when it was stopped, so that the same again goes on."), optional=True, advanced=True)
    title: str = option("", "text", "Title of the model", "For its card. Empty: the name of the file.", optional=True, advanced=True)
    licence: str = option("", "text", "Licence of the model", "For its card.", optional=True, advanced=True)
    output: str = option("", "file_output", "Model", (
        "Weights (.safetensors); what they were trained on and how well they do is written beside them (.json)."), file_filter=WEIGHTS)
    report: str = option("", "file_output", "Report", "HTML page with the curve and the figures before and after.", optional=True,
                         file_filter=HTML)


@dataclass(frozen=True)
class TrainMatcherMethod:
    """Whose network is trained."""

    method: str = option("dense", "enum", "Method", (
        "The method whose network is trained: dense, which compares windows; or cnn-matching, the keypoints and descriptors of D2-Net."),
        choices=("dense", "cnn-matching"))


@dataclass(frozen=True)
class TrainingData:
    """What a model is trained on, and from where it starts."""

    rasters: tuple[str, ...] = option((), "rasters", "Rasters", (
        "Rasters of any kind. Georeferenced ones that show the same ground are laid on each other: dates, bands and sensors become "
        "pairs to learn from, so they have to be aligned with each other. A single raster is useful too: its bands, turned, scaled and "
        "with other contrast."), optional=True)
    folder: str = option("", "folder", "Folder of rasters", "All rasters in it and below are trained on as well.", optional=True)
    scenes: int = option(4, "integer", "Generated scenes", (
        "Generated landscapes as optical, infrared, radar, thermal and map layers, a fifth of all samples beside rasters. They keep a "
        "model general where rasters are few; without any raster it is trained on them alone."), minimum=0, maximum=1000)
    prepared: str = option("", "folder", "Prepared layers", (
        "A folder with the folders train and validate, of .npz files, as the command line of the training prepares them."),
        optional=True, advanced=True)
    cross_modal: bool = option(True, "boolean", "Across modalities", (
        "Pairs of different kinds of layers, and contrast inverted, folded and speckled as other sensors do. Off: only layers of one kind "
        "with another light, for a model of one sensor."))
    start_model: str = option("", "text", "Model to start from", (
        "The id of a model or the path of a file, which is adapted to the layers. Empty: the first one that is here."), optional=True)
    from_scratch: bool = option(False, "boolean", "From scratch", (
        "Begin with random weights, not with a model. Worth it with much imagery and many thousand steps only."), advanced=True)


@dataclass(frozen=True)
class TrainMatcherNetwork:
    """The network of the matcher."""

    channels: int | None = option(None, "integer", "Channels", (
        "Length of a descriptor of dense, from scratch. Empty: 16, or as the model has."), minimum=4, maximum=256, optional=True,
        advanced=True)
    width: int | None = option(None, "integer", "Width", (
        "Channels of the network's fine branch, or of its first block for cnn-matching, from scratch. Empty: 32 (16), or as the model "
        "has."), minimum=4, maximum=512, optional=True,
        advanced=True)
    last_layer: bool = option(False, "boolean", "Last layer only", (
        "Train only the last layer of cnn-matching's network, as D2-Net was: for its published weights."), advanced=True)


@dataclass(frozen=True)
class TrainMatcherOptions(TrainingOptions, TrainMatcherNetwork, TrainingData, TrainMatcherMethod):
    """Train matcher: adapt the network of a matching method to rasters of one's own."""

    RESULTS: ClassVar[tuple[Result, ...]] = (
        *TRAINED,
        Result("WITHIN_1PX_BEFORE", "number", "Share of validation windows found (cnn-matching: of matches right) within 1 px before it"),
        Result("WITHIN_1PX", "number", "Share of validation windows found (cnn-matching: of matches right) within 1 px after it"),
        Result("WITHIN_3PX_BEFORE", "number", "Share of validation windows found (cnn-matching: of matches right) within 3 px before it"),
        Result("WITHIN_3PX", "number", "Share of validation windows found (cnn-matching: of matches right) within 3 px after it"),
    )
