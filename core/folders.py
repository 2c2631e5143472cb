"""Rasters of a folder. Standard library only."""
from __future__ import annotations

from pathlib import Path

from .errors import OptionError, RasterError

#: Endings of files that are taken for rasters.
SUFFIXES = (".tif", ".tiff", ".vrt", ".jp2", ".img", ".png", ".jpg", ".jpeg")


def rasters_of(folder: str | Path) -> list[str]:
    """Paths of the rasters in a folder and those below it, sorted; hidden files are left out.

    Raises:
        OptionError: there is no such folder. RasterError: it holds no raster.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise OptionError(f"There is no folder {folder}.", "Check FOLDER.")
    found = sorted(str(path) for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and not path.name.startswith("."))
    if not found:
        raise RasterError(f"There is no raster in {folder}.", f"Give a folder with files such as {', '.join(SUFFIXES[:4])}.")
    return found
