"""What others publish as a folder of TensorFlow's checkpoints: whose it is, its files, and the network made of it."""
from __future__ import annotations

from pathlib import Path

from torch import nn

from ..errors import ModelError
from . import deep_lk_conversion
from .corrfusion import conversion as corrfusion_conversion

# Conversion of a record -> what reads such folders.
_READERS = {"deep-lk": deep_lk_conversion, "corrfusion": corrfusion_conversion}


def is_published(folder: Path, conversion: str = "") -> bool:
    """Whether a folder is one that is read by a conversion, or by any."""
    return any(reader.is_published(folder) for name, reader in _READERS.items() if conversion in ("", name))


def files(folder: Path) -> list[Path]:
    """All files that are read in a folder, in order of their names; ModelError where one is missing."""
    readers = (reader for reader in _READERS.values() if reader.is_published(folder))
    return next(readers, deep_lk_conversion).files(folder)


def read(folder: Path, conversion: str) -> nn.Module:
    """The network of a folder, made by a conversion; ModelError where it is not there, damaged or another one."""
    if conversion not in _READERS:
        raise ModelError(f"There is no conversion '{conversion}'.", f"The conversions of folders are: {', '.join(_READERS)}.")
    return _READERS[conversion].read(folder)
