"""Co-registered layers of many places: what the matcher is trained on."""
from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...errors import OptionError


@dataclass(frozen=True)
class Stack:
    """Layers (dates, bands, sensors) of places, which lie on each other.

    Attributes:
        name: of the file it comes from.
        layers: (places, layers, rows, cols) uint8.
        valid: (places, rows, cols) bool.
        kinds: modality of each layer, such as optical, nir, thermal, sar.
        share: how often it is drawn, relative to the others.
    """

    name: str
    layers: np.ndarray
    valid: np.ndarray
    kinds: tuple[str, ...]
    share: float = 1.0

    def save(self, path: str | Path) -> None:
        """Write an ``.npz`` file."""
        np.savez_compressed(path, layers=self.layers, valid=np.packbits(self.valid), kinds=np.array(self.kinds), share=self.share)


def stretched(band: np.ndarray, least: float = 1e-6) -> np.ndarray:
    """uint8 of a band, from percentile 1 to 99 of what is not NaN; these are taken to lie at least ``least`` apart."""
    low, high = np.nanpercentile(band, (1, 99)) if np.isfinite(band).any() else (0.0, 1.0)
    return np.nan_to_num(np.clip((band - low) / max(high - low, least) * 255, 0, 255)).astype(np.uint8)


def checksum(stacks: list[Stack]) -> int:
    """A number that differs for other layers."""
    value = 0
    for stack in stacks:
        for part in (str((stack.layers.shape, stack.kinds, stack.share)).encode(), stack.layers, stack.valid):
            value = zlib.crc32(np.ascontiguousarray(part) if isinstance(part, np.ndarray) else part, value)
    return value


def load(path: str | Path) -> Stack:
    """Read an ``.npz`` file; OptionError where it is none of `Stack.save`."""
    try:
        with np.load(path, allow_pickle=False) as file:
            layers, kinds, share = file["layers"], tuple(str(kind) for kind in file["kinds"]), float(file["share"])
            places, count, rows, cols = layers.shape
            valid = np.unpackbits(file["valid"], count=places * rows * cols).reshape(places, rows, cols).astype(bool)
    except (OSError, KeyError, ValueError) as error:
        raise OptionError(f"{path} is no file of training layers.", "Give .npz files that `prepare` has written.") from error
    if len(kinds) != count:
        raise OptionError(f"{path} names {len(kinds)} kinds for {count} layers.", "Write the file anew.")
    return Stack(Path(path).stem, layers, valid, kinds, share)


def load_folder(folder: str | Path) -> list[Stack]:
    """All stacks of a folder, by name."""
    found = [load(path) for path in sorted(Path(folder).glob("*.npz"))]
    if not found:
        raise OptionError(f"There are no .npz files in {folder}.", "Give the folder of prepared training layers.")
    return found


def load_parts(folder: str | Path) -> tuple[list[Stack], list[Stack]]:
    """(to train on, to validate on): the stacks of the folders that `prepare` has written."""
    train, validate = (load_folder(Path(folder) / part) for part in ("train", "validate"))
    return train, validate
