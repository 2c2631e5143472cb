"""Chunks of pairs of tiles: npz files with ``image_t1``, ``image_t2`` (N, side, side, 3) uint8 and ``label_t1``, ``label_t2`` (N,) from 1.

The format of the data published with CorrFusionNet: Ru, Du, Wu 2021, doi:10.1109/TIP.2020.3039328.
"""
from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...errors import OptionError
from ...outputs import atomic

IMAGES, LABELS = ("image_t1", "image_t2"), ("label_t1", "label_t2")
SUFFIX = ".npz"
#: Pairs of a file, as published.
LENGTH = 5000
_HEADER = struct.Struct("<26xHH")


@dataclass(frozen=True)
class Chunk:
    """Pairs of tiles of one file.

    Attributes:
        before, after: (N, side, side, 3) uint8, in the file where it is not compressed.
        labels: (N,) int64 of both dates, from 0.
    """

    before: np.ndarray
    after: np.ndarray
    labels: tuple[np.ndarray, np.ndarray]

    def __len__(self) -> int:
        return len(self.before)


def read(path: Path, classes: int) -> Chunk:
    """A chunk.

    Args:
        path: of the file.
        classes: how many there may be.

    Raises:
        OptionError: the file is damaged, lacks an array, or one is not as it has to be; labels that are 0, not known, are refused.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            missing = [name for name in (*IMAGES, *LABELS) if f"{name}.npy" not in archive.namelist()]
            if missing:
                raise OptionError(f"{path} lacks the array {missing[0]}.", f"It needs {', '.join((*IMAGES, *LABELS))}.")
            arrays = {name: _array(path, archive, f"{name}.npy") for name in (*IMAGES, *LABELS)}
    except (OSError, ValueError, EOFError, KeyError, struct.error, zipfile.BadZipFile) as error:
        raise OptionError(f"{path} cannot be read: {error}.", "Get the file again, or write it with numpy.savez.") from error
    before, after = (arrays[name] for name in IMAGES)
    if before.ndim != 4 or before.shape != after.shape or before.shape[1] != before.shape[2] or before.shape[3] != 3 or (
            {before.dtype, after.dtype} != {np.dtype(np.uint8)}):
        raise OptionError(f"{path} holds images {before.shape} of {before.dtype} and {after.shape} of {after.dtype}.",
                          "They have to be (N, side, side, 3) of uint8 on both dates.")
    labels = tuple(_labels(path, name, arrays[name], len(before), classes) for name in LABELS)
    return Chunk(before, after, labels)


def write(folder: Path, samples: Iterable[tuple[np.ndarray, np.ndarray, int, int]], length: int = LENGTH) -> list[Path]:
    """Write pairs into files called ``START-END.npz``, not compressed, so that they need not be read as a whole.

    Args:
        folder: is made where it is missing.
        samples: tile before, tile after, (side, side, 3) uint8; class before, class after, from 0. One file of them is held at a time.
        length: of a file.

    Returns:
        The files.

    Raises:
        OptionError: tiles differ in size. OutputError: the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    held, paths, start = [], [], 0

    def put() -> None:
        nonlocal start
        shapes = {one.shape for sample in held for one in sample[:2]}
        if len(shapes) > 1:
            raise OptionError(f"Tiles have the shapes {', '.join(map(str, sorted(shapes)[:3]))}.", "Give tiles of one size.")
        paths.append(folder / f"{start}-{start + len(held)}{SUFFIX}")
        before, after, one, other = zip(*held)
        labels = (np.array(some, np.int64) + 1 for some in (one, other))
        arrays = dict(zip((*IMAGES, *LABELS), (np.stack(before), np.stack(after), *labels)))
        with atomic(paths[-1]) as partial:
            np.savez(partial, **arrays)
        start += len(held)
        held.clear()

    for sample in samples:
        held.append(sample)
        if len(held) == length:
            put()
    if held:
        put()
    return paths


def _array(path: Path, archive: zipfile.ZipFile, name: str) -> np.ndarray:
    """An array of the file: left there where it is not compressed, else read."""
    member = archive.getinfo(name)
    if member.compress_type != zipfile.ZIP_STORED:
        with archive.open(name) as file:
            return np.lib.format.read_array(file, allow_pickle=False)
    with open(path, "rb") as file:
        file.seek(member.header_offset)
        # The name and what else stands between the header of a member and its content.
        file.seek(member.header_offset + 30 + sum(_HEADER.unpack(file.read(_HEADER.size))))
        version = np.lib.format.read_magic(file)
        reader = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        shape, fortran, dtype = reader(file)
        if dtype.hasobject:
            raise ValueError(f"{name} holds Python objects")
        if not all(shape):
            return np.empty(shape, dtype)
        return np.memmap(path, dtype, "r", file.tell(), shape, "F" if fortran else "C")


def _labels(path: Path, name: str, values: np.ndarray, count: int, classes: int) -> np.ndarray:
    """From 0; one column will do as well."""
    values = np.array(values).reshape(-1) if values.ndim == 2 and values.shape[1] == 1 else np.array(values)
    if values.shape != (count,) or values.dtype.kind not in "iu":
        raise OptionError(f"{path} holds {name} {values.shape} of {values.dtype} for {count} pairs.", "Give a whole number for each pair.")
    if count and not (values.min() >= 1 and values.max() <= classes):
        raise OptionError(f"{path}: {name} goes from {values.min()} to {values.max()}, but there are {classes} classes.",
                          f"Labels are 1 to {classes}; leave out what is not known, which is 0.")
    return values.astype(np.int64) - 1
