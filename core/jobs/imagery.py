"""What the options of a training name to train on: rasters, prepared layers, generated scenes."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..errors import OptionError, RasterError
from ..language import mark
from ..options.training import TrainingData
from ..progress import Progress, Steps
from ..training.deep_lk.sample_files import SampleFiles
from ..training.layers.generated import generated
from ..training.layers.stack import Stack, load_parts
from ..training.rasters.places import read_places
from .raster_files import raster_files

_GENERATED = 0.2              # of all samples beside others
_FIRST_SEED = 10_000          # the shipped weights were trained on scenes of lower ones
_SEEDS_APART = 2_000
_VALIDATED = 4                # one scene more for so many
_MADE = mark("generated scenes")


@dataclass(frozen=True)
class Imagery:
    """Layers of places.

    Attributes:
        train: to train on; held_out: of other places, to validate on.
        files: rasters and prepared files they come from.
        samples: of the published form, to train on and to validate on; None: there are none.
    """

    train: list[Stack]
    held_out: list[Stack]
    files: tuple[str, ...]
    samples: tuple[SampleFiles, SampleFiles] | None = None

    @property
    def places(self) -> tuple[int, int]:
        """How many are trained on, and how many are kept for validation; a sample is a place."""
        train, held_out = (len(files.names) for files in self.samples) if self.samples else (0, 0)
        return _count(self.train) + train, _count(self.held_out) + held_out

    @property
    def rows(self) -> list[tuple[str, str, int, int, str]]:
        """(use, name, places, layers, kinds) of every stack."""
        layers = [(use, stack.name, len(stack.layers), len(stack.kinds), ", ".join(sorted(set(stack.kinds))))
                  for use, stacks in ((mark("training"), self.train), (mark("validation"), self.held_out)) for stack in stacks]
        return layers + [(use, str(files.folder), len(files.names), 2, mark("input, template"))
                         for use, files in zip((mark("training"), mark("validation")), self.samples or ())]


def names_any(options: TrainingData) -> bool:
    """Whether the options name layers at all."""
    return bool(options.rasters or options.folder or options.prepared or options.scenes)


def gather(options: TrainingData, side: int, seed: int, progress: Progress) -> Imagery:
    """Read and generate everything the options name.

    Args:
        options: rasters, folders and number of scenes.
        side: of the windows that samples show, pixels.
        seed: of everything random.
        progress: told at least once a second.

    Raises:
        OptionError: nothing is named, or prepared layers cannot be read.
        RasterError: the rasters are unusable, or too few to keep some for validation.
        Cancelled: from ``progress``.
    """
    if not names_any(options):
        raise OptionError("There is nothing to train on.", "Give RASTERS, a FOLDER of rasters, or a number of SCENES to generate.")
    named, listed = raster_files(options.rasters, options.folder)
    train, held_out = load_parts(options.prepared) if options.prepared else ([], [])
    files = tuple(str(path) for path in sorted(Path(options.prepared).glob("*/*.npz"))) if options.prepared else ()
    if named or listed:
        own, kept = read_places(named, listed, side, seed, Steps(progress, 0.0, 0.5 if options.scenes else 1.0))
        progress.log(f"{len(named) + len(listed)} rasters: {_count(own)} places to train on, {_count(kept)} kept for validation.")
        train, held_out, files = [*train, *own], [*held_out, *kept], (*files, *named, *listed)
    if options.scenes:
        scenes = _scenes(options.scenes, seed, bool(train), not held_out, Steps(progress, 0.5, 1.0))
        if train and not held_out:
            progress.log("The rasters are too small to keep a part of them: the model is validated on generated scenes only.", "warning")
        share = sum(stack.share for stack in train) * _GENERATED / (1.0 - _GENERATED) or 1.0
        train = [*train, Stack(_MADE, scenes.layers[: options.scenes], scenes.valid[: options.scenes], scenes.kinds, share)]
        if not held_out:
            held_out = [Stack(_MADE, scenes.layers[options.scenes :], scenes.valid[options.scenes :], scenes.kinds)]
    if not held_out:
        raise RasterError("The rasters are too small to keep a part of them for validation: all of it is one block.",
                          f"Give larger or more rasters (at least {2 * side} x {side} pixels), or some SCENES.")
    return Imagery(train, held_out, files)


def _scenes(count: int, seed: int, beside: bool, validate: bool, progress: Progress) -> Stack:
    """Generated scenes; where they validate too, some more than ``count``."""
    first = _FIRST_SEED + _SEEDS_APART * seed
    total = count + (-(-count // _VALIDATED) if validate else 0)
    return generated(range(first, first + total), 1.0,
                     lambda done: progress.step(done / total, f"Generating scene {done + 1} of {total}"))


def _count(stacks: list[Stack]) -> int:
    return sum(len(stack.layers) for stack in stacks)

