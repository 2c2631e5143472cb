"""Samples as files: ``input/NAME.png``, ``template/NAME.png`` and ``label/NAME_label.txt`` of one folder."""
from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from ..errors import OptionError, OutputError, RasterError
from ..models.deep_lk import INPUT_PX, TEMPLATE_PX
from . import labels, picture_file
from .sample import Sample, eight_bits, unit

INPUT, TEMPLATE, LABEL = "input", "template", "label"
_LEAST = 1e-6


def write(folder: str | os.PathLike, sample: Sample) -> None:
    """Write a sample, its pictures as PNG of 8 bits; the label comes last, so that a sample with a label is complete.

    Raises:
        OutputError: a file cannot be written.
    """
    for kind, picture in ((INPUT, sample.input), (TEMPLATE, sample.template)):
        picture_file.write(Path(folder) / kind / f"{sample.name}.png", eight_bits(picture))
    labels.write(Path(folder) / LABEL / f"{sample.name}{labels.ENDING}", sample.corners)


def create(folder: str | os.PathLike) -> None:
    """Make the folders that samples are written to; OutputError where that fails."""
    try:
        for kind in (INPUT, TEMPLATE, LABEL):
            (Path(folder) / kind).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"The folder {folder} cannot be made: {error.strerror}.", "Choose another folder.") from error


def names(folder: str | os.PathLike) -> list[str]:
    """The names of a folder's samples in order; OptionError where there are none."""
    found = sorted(path.name[: -len(labels.ENDING)] for path in (Path(folder) / LABEL).glob(f"*{labels.ENDING}"))
    if not found:
        raise OptionError(f"There are no labels in {Path(folder) / LABEL}.", "Give a folder of samples, as `generate` writes them.")
    return found


def load(folder: str | os.PathLike, stretch: bool = False, most: int | None = None) -> Iterator[Sample]:
    """The samples of a folder by name, one after the other.

    Args:
        folder: see above; pictures may have another suffix than ``.png``.
        stretch: whether each band of a template is stretched from its least to its largest value, as published for GoogleMap.
        most: how many of them; None: all.

    Raises:
        OptionError: there are no samples, or a label is none.
        RasterError: a picture is missing, cannot be read, or has another size.
    """
    listed = pictures(folder)
    for name in names(folder)[:most]:
        yield one(folder, name, listed, stretch)


def pictures(folder: str | os.PathLike) -> dict[str, dict[str, Path]]:
    """The picture files of `INPUT` and `TEMPLATE` by name; RasterError where a folder cannot be read."""
    return {kind: picture_file.by_stem(Path(folder) / kind) for kind in (INPUT, TEMPLATE)}


def one(folder: str | os.PathLike, name: str, listed: Mapping[str, Mapping[str, Path]], stretch: bool = False) -> Sample:
    """The sample of a name, see `load`; ``listed``: see `pictures`."""
    shown = {}
    for kind, side in ((INPUT, INPUT_PX), (TEMPLATE, TEMPLATE_PX)):
        if name not in listed[kind]:
            raise RasterError(f"The sample '{name}' has no picture in {Path(folder) / kind}.", "Complete the folder.")
        shown[kind] = unit(picture_file.read(listed[kind][name])[0])
        if shown[kind].shape != (side, side, 3):
            raise RasterError(f"{listed[kind][name]} has {shown[kind].shape[1]} x {shown[kind].shape[0]} pixels instead of "
                              f"{side} x {side}.", "Write the samples anew with `generate`.")
    template = stretched(shown[TEMPLATE]) if stretch else shown[TEMPLATE]
    return Sample(shown[INPUT], template, labels.read(Path(folder) / LABEL / f"{name}{labels.ENDING}"), name)


def stretched(picture: np.ndarray) -> np.ndarray:
    """(rows, cols, bands) float32, each band from 0 to nearly 1; one without contrast becomes 0."""
    low, high = picture.min(axis=(0, 1)), picture.max(axis=(0, 1))
    return ((picture - low) / (high - low + _LEAST)).astype(np.float32)
