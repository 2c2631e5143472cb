"""Options of the job that trains Deep Lucas-Kanade, with its results."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .option import Result, option
from .training import TRAINED, TrainingData, TrainingOptions


@dataclass(frozen=True)
class TrainDeepLKNetwork:
    """Samples of the published form, and what is trained on everything."""

    samples: str = option("", "folder", "Samples", (
        "A folder of samples of the published form: input, template and label, as 'python -m tiepoint.core.lucas_kanade generate' writes "
        "them, of which one pair of pictures in five is kept for validation; or a folder with the folders train and validate, each of them "
        "such a folder. They are half of all samples beside rasters and generated scenes; alone with SCENES 0."), optional=True)
    stretch: bool = option(False, "boolean", "Stretch templates", (
        "Each band of the templates of samples from its least to its largest value, as published for GoogleMap."), advanced=True)
    parts: str = option("", "text", "Parts", (
        "What is trained, separated by commas, of levels (the maps of all levels together), level-1, level-2, level-3 (one alone, from the "
        "finest), regression-1, regression-2 and regression-3 (networks that guess where the template lies). Each builds on those before "
        "it, which are used as they are where they are left out. Empty: all but levels, one after the other."), optional=True)
    reach: float = option(32.0, "number", "Reach", (
        "How far corners of a template are from where they would be if nothing had moved, at most, pixels; samples of the published "
        "form are as they are."), minimum=0.0, maximum=48.0, advanced=True)
    rgb: bool = option(False, "boolean", "Colours", (
        "The networks see red, green and blue, as published, not what is made of any single band. Layers are shown as grey."),
        advanced=True)
    regular: bool = option(False, "boolean", "Regular maps", (
        "Maps are a convolution, not how alike the features around a pixel are: the published network it was compared with."),
        advanced=True)
    compat: bool = option(False, "boolean", "Published losses", (
        "Homographies are compared by their entries, as published, not by where they put the corners; gradients are limited number by "
        "number."), advanced=True)
    width: int | None = option(None, "integer", "Width", (
        "Channels of the maps' networks, from scratch; published: 64. Empty: 16, or as the model has."), minimum=2, maximum=512,
        optional=True, advanced=True)
    regression_width: int | None = option(None, "integer", "Width of the guess", (
        "Channels of the first block of a network that guesses, from scratch; published: 32. Empty: 8, or as the model has."), minimum=1,
        maximum=256, optional=True, advanced=True)
    hidden: int | None = option(None, "integer", "Hidden layer of the guess", (
        "Numbers in the last layer but one of a network that guesses, from scratch; published: 1024. Empty: 256, or as the model has."),
        minimum=4, maximum=4096, optional=True, advanced=True)


@dataclass(frozen=True)
class TrainDeepLKOptions(TrainingOptions, TrainDeepLKNetwork, TrainingData):
    """Train Deep Lucas-Kanade: all levels and the networks that guess, in one run."""

    steps: int = option(8000, "integer", "Steps", "Updates, of all parts together; reached where the time allows.", minimum=1,
                        maximum=10_000_000)
    batch: int | None = option(None, "integer", "Batch", "Samples of a step. More need more memory and time. Empty: 8.", minimum=1,
                               maximum=1024, optional=True, advanced=True)
    rate: float | None = option(None, "number", "Learning rate", (
        "The highest one of every part. Empty: 0.0003 where it continues from a model, 0.001 from scratch, 0.0001 for published losses."),
        minimum=1e-7, maximum=1.0, optional=True, advanced=True)
    checks: int | None = option(None, "integer", "Validation samples", (
        "Templates on which the model is measured before, during and after the training. Empty: 96."), minimum=8, maximum=100000,
        optional=True, advanced=True)
    start_model: str = option("", "text", "Model to start from", (
        "The id of a model or the path of a file, which is adapted. Empty: the one that ships with the plugin, if there is one, else "
        "random weights."), optional=True)
    from_scratch: bool = option(False, "boolean", "From scratch", "Begin with random weights, not with a model.", advanced=True)
    RESULTS: ClassVar[tuple[Result, ...]] = (
        *TRAINED,
        *(Result(f"WITHIN_{limit}PX{when}", "number",
                 f"Share of validation templates whose corners are found within {limit} px on average, {told} it")
          for limit in (1, 3, 5) for when, told in (("_BEFORE", "before"), ("", "after"))),
    )
