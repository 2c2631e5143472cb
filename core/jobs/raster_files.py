"""Rasters that are named, or lie in folders."""
from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from ..errors import OptionError, RasterError

SUFFIXES = (".tif", ".tiff", ".vrt", ".jp2", ".img", ".png", ".jpg", ".jpeg", ".bmp", ".webp")


def raster_files(given: Iterable[str], folder: str = "") -> tuple[list[str], list[str]]:
    """(rasters that were named, others that were found in folders), absolute paths, each file once.

    Args:
        given: paths of rasters and of folders; folder: one more.

    Raises:
        OptionError: a folder is not there. RasterError: there is no raster in any of them.
    """
    named, folders = [], [folder] if folder else []
    for path in given:
        (folders if os.path.isdir(path) else named).append(path)
    taken = {os.path.realpath(path): _absolute(path) for path in named}
    named, listed = list(taken.values()), []
    for one in folders:
        if not os.path.isdir(one):
            raise OptionError(f"There is no folder {one}.", "Check FOLDER.")
        for path in sorted(Path(one).rglob("*")):
            real = os.path.realpath(path)
            if path.suffix.lower() in SUFFIXES and not path.name.startswith(".") and real not in taken and path.is_file():
                taken[real] = _absolute(path)
                listed.append(taken[real])
    if folders and not listed and not named:
        raise RasterError(f"There is no raster in {folders[0]}.", f"Give a folder with files such as {', '.join(SUFFIXES[:4])}.")
    return named, listed


def _absolute(path: str | os.PathLike) -> str:
    """An absolute path, where it is that of a file."""
    return os.path.abspath(path) if os.path.exists(path) else os.fspath(path)
