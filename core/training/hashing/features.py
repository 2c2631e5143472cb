"""Features of tiles that hashing learns from, with classes or with places, and the encoder that made them."""
from __future__ import annotations

import json
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...errors import OptionError

_FORMAT = "tiepoint-features-1"


@dataclass(frozen=True)
class Features:
    """What an encoder has seen.

    Attributes:
        values: (N, views, features) float32; the first view is the tile as it is, others are as it might as well have been.
        labels: (N,) int64 numbers of classes; where there are none, of places: tiles of one number show the same.
        files: names of the tiles, N of them.
        classes: names; none where labels are places.
        encoder, checksum: id and sha256 of the model that saw them; encoder_file: where it lies.
        ground: side of a tile, metres; 0: not known.
        split: sha256 of the split file; empty: none.
    """

    values: np.ndarray
    labels: np.ndarray
    files: tuple[str, ...]
    classes: tuple[str, ...]
    encoder: str
    checksum: str
    encoder_file: str = ""
    ground: float = 0.0
    split: str = ""

    def __len__(self) -> int:
        return len(self.values)

    @property
    def plain(self) -> np.ndarray:
        """(N, features) of the tiles as they are."""
        return self.values[:, 0]

    @property
    def digest(self) -> int:
        """A number that differs for other features."""
        return zlib.crc32(np.ascontiguousarray(self.labels), zlib.crc32(np.ascontiguousarray(self.values)))

    def save(self, path: str | Path) -> None:
        """Write an ``.npz`` file; its name ends so."""
        about = {"format": _FORMAT, "files": list(self.files), "classes": list(self.classes), "encoder": self.encoder,
                 "encoder_sha256": self.checksum, "encoder_file": self.encoder_file, "ground_m": self.ground, "split": self.split}
        with open(path, "wb") as file:
            np.savez(file, values=self.values, labels=self.labels, about=np.array(json.dumps(about)))


def load(path: str | Path) -> Features:
    """Read a file of `Features.save`; OptionError where it is none."""
    try:
        with np.load(path, allow_pickle=False) as file:
            values, labels, about = file["values"].astype(np.float32), file["labels"].astype(np.int64), json.loads(str(file["about"]))
        if about.get("format") != _FORMAT or values.ndim != 3 or not len(values) == len(labels) == len(about["files"]):
            raise ValueError(f"values of shape {values.shape}")
        return Features(values, labels, tuple(about["files"]), tuple(about["classes"]), about["encoder"], about["encoder_sha256"],
                        about["encoder_file"], float(about["ground_m"]), about["split"])
    except (OSError, KeyError, TypeError, ValueError, AttributeError, zipfile.BadZipFile) as error:
        raise OptionError(f"{path} is no file of features: {error}.", "Give one that the preparation has written.") from error


def load_parts(folder: str | Path) -> tuple[Features, Features]:
    """(to train on, to validate on): ``train.npz`` and ``validate.npz`` of a folder; OptionError where they do not belong together."""
    train, validate = (load(Path(folder) / f"{part}.npz") for part in ("train", "validate"))
    if (train.checksum, train.classes) != (validate.checksum, validate.classes):
        raise OptionError(f"What is trained on and validated on in {folder} was seen by other encoders, or is of other classes.",
                          "Prepare them together.")
    both = sorted(set(train.files) & set(validate.files))
    if both:
        raise OptionError(f"{len(both)} tiles in {folder} are trained on and validated on, such as {both[0]}.", "Prepare them anew.")
    return train, validate
