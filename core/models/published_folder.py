"""What others publish as a folder of TensorFlow's checkpoints: whose it is, its files, and the network made of it."""
from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from ..errors import ModelError

if TYPE_CHECKING:
    from torch import nn

# Conversion of a record -> what reads such folders; imported where there is one, as networks come with it.
_READERS = {"deep-lk": ".deep_lk_conversion", "corrfusion": ".corrfusion.conversion"}


def _reader(conversion: str) -> ModuleType:
    return import_module(_READERS[conversion], __package__)


def is_published(folder: Path, conversion: str = "") -> bool:
    """Whether a folder is one that is read by a conversion, or by any."""
    return folder.is_dir() and any(_reader(name).is_published(folder) for name in _READERS if conversion in ("", name))


def files(folder: Path) -> list[Path]:
    """All files that are read in a folder, in order of their names; ModelError where one is missing."""
    found = (name for name in _READERS if _reader(name).is_published(folder))
    return _reader(next(found, "deep-lk")).files(folder)


def read(folder: Path, conversion: str) -> nn.Module:
    """The network of a folder, made by a conversion; ModelError where it is not there, damaged or another one."""
    if conversion not in _READERS:
        raise ModelError(f"There is no conversion '{conversion}'.", f"The conversions of folders are: {', '.join(_READERS)}.")
    return _reader(conversion).read(folder)
