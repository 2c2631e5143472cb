"""Samples of the published form to learn from: read one by one, as there may be more than fit into memory."""
from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from ...errors import OptionError
from ...lucas_kanade import labels, sample_folder
from ...lucas_kanade.sample import Sample as Shown
from ...models.channels import channels
from .sample import Sample

_PARTS = ("train", "validate")
_VALIDATED = 5                # one group of samples in so many, where nobody has told them apart
_KINDS = ("input", "template")


@dataclass(frozen=True, eq=False)
class SampleFiles:
    """Samples of a folder, see `core.lucas_kanade.sample_folder`.

    Attributes:
        folder: of them; names: of those that are used; listed: their pictures.
        stretch: whether each band of a template is stretched, as published for GoogleMap.
    """

    folder: Path
    names: tuple[str, ...]
    listed: Mapping[str, Mapping[str, Path]]
    stretch: bool = False


def parts(folder: str | Path, seed: int = 0, stretch: bool = False) -> tuple[SampleFiles, SampleFiles]:
    """(to train on, to validate on).

    Args:
        folder: with the folders train and validate, or of samples, of which some are kept: those called ``NAME_000``, ``NAME_001`` and so
            on are of one pair of pictures and stay together.
        seed: of the choice.
        stretch: see `SampleFiles`.

    Raises:
        OptionError: there are no samples, or too few to keep some.
        RasterError: a folder of pictures cannot be read.
    """
    inside = [Path(folder) / part for part in _PARTS]
    if all(part.is_dir() for part in inside):
        train, held_out = (SampleFiles(part, tuple(sample_folder.names(part)), sample_folder.pictures(part), stretch) for part in inside)
        return train, held_out
    names, listed = sample_folder.names(folder), sample_folder.pictures(folder)
    if len(names) < 2:
        raise OptionError(f"There is one sample in {folder}.", "Give more, some of which are kept for validation.")
    chosen = _kept(names, seed)
    train, held_out = (SampleFiles(Path(folder), tuple(name for name in names if (name in chosen) is held), listed, stretch)
                       for held in (False, True))
    return train, held_out


def _kept(names: list[str], seed: int) -> set[str]:
    """Names of the samples that validate: whole groups, unless there is one only."""
    groups: dict[str, list[str]] = {}
    for name in names:
        stem, _, number = name.rpartition("_")
        groups.setdefault(stem if stem and number.isdigit() else name, []).append(name)
    members = list(groups.values()) if len(groups) > 1 else [[name] for name in names]
    order = np.random.default_rng([seed, 4]).permutation(len(members))
    return {name for index in order[: max(1, round(len(members) / _VALIDATED))] for name in members[index]}


def checksum(files: SampleFiles) -> int:
    """A number that differs for other samples: of their names and labels."""
    value = 0
    for name in files.names:
        value = zlib.crc32(name.encode(), value)
        value = zlib.crc32(labels.read(files.folder / sample_folder.LABEL / f"{name}{labels.ENDING}").tobytes(), value)
    return value


def read(files: SampleFiles, index: int, rgb: bool, noise: int) -> Sample:
    """A sample as the networks want it.

    Args:
        files: which.
        index: of its name.
        rgb: colours as they are, not the bands of `channels` of their grey values.
        noise: see `Sample`.

    Raises:
        OptionError, RasterError: a file is missing or damaged.
    """
    shown: Shown = sample_folder.one(files.folder, files.names[index], files.listed, files.stretch)
    pictures = tuple(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY) for picture in (shown.input, shown.template))
    seen = (np.ascontiguousarray(picture.transpose(2, 0, 1)) if rgb else channels(grey, np.ones(grey.shape, bool))
            for picture, grey in zip((shown.input, shown.template), pictures))
    return Sample(*seen, pictures, shown.corners, noise, _KINDS)
