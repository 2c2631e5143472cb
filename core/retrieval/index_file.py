"""The file of an index: one GeoPackage.

Its layer ``tiles`` holds the footprints with what a person wants to know of them, for maps. What a search needs lies packed in tables of
names that GDAL does not list as layers: ``vgpkg_tiepoint_index`` (settings), ``vgpkg_tiepoint_sources`` (rasters) and
``vgpkg_tiepoint_tiles`` (ids, windows, codes and detail, many tiles a row). A tile whose feature has been deleted from the layer is no
longer found.
"""
from __future__ import annotations

import contextlib
import os
import sqlite3
import warnings
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyogrio
import shapely

from ..errors import OptionError, OutputError
from ..outputs import atomic, disk_full, is_full
from ..progress import Progress, Silent, Steps
from . import source as sources
from .bits import as_text, row_bytes
from .index import VERSION, Index, Settings, settings_from
from .plainness import UNKNOWN

LAYER = "tiles"
#: Columns of the layer, which a result of a search has too. ``tile`` is the id, ``code`` hexadecimal.
FIELDS = ("tile", "source", "col", "row", "width", "height", "date", "code", "model")
_AT_ONCE = 2**17
_TILES = "SELECT count, tile, source, windows, detail, codes FROM vgpkg_tiepoint_tiles ORDER BY id"
# As indexes of older versions have it.
_TILES_BEFORE = "SELECT count, tile, source, windows, NULL, codes FROM vgpkg_tiepoint_tiles ORDER BY id"
_TABLES = (
    "CREATE TABLE vgpkg_tiepoint_index (key TEXT PRIMARY KEY, value TEXT)",
    "CREATE TABLE vgpkg_tiepoint_sources (id INTEGER PRIMARY KEY, record TEXT)",
    "CREATE TABLE vgpkg_tiepoint_tiles (id INTEGER PRIMARY KEY, count INTEGER, tile BLOB, source BLOB, windows BLOB, codes BLOB, "
    "detail BLOB)",
)


def save(path: str | os.PathLike, index: Index, progress: Progress | None = None) -> None:
    """Write an index; it appears whole or not at all.

    Raises:
        OutputError: it cannot be written. Cancelled: from ``progress``.
    """
    progress = progress or Silent()
    with atomic(path) as partial:
        try:
            write_footprints(partial, LAYER, index, np.arange(len(index)), {}, Steps(progress, 0.0, 0.9))
            with contextlib.closing(sqlite3.connect(partial)) as db, db:
                _fill(db, index, progress)
        except sqlite3.Error as error:
            if is_full(str(path)):
                raise disk_full(str(path)) from error
            raise OutputError(f"{path} cannot be written: {error}.", "Check the folder and the space on the disk.") from error
        progress.step(1.0, "Writing the index")


def write_footprints(path: str, layer: str, index: Index, rows: np.ndarray, more: dict[str, np.ndarray], progress: Progress) -> None:
    """Write tiles of an index as a polygon layer of a new GeoPackage.

    Args:
        path: of the file; layer: its name.
        index, rows: which tiles, in order.
        more: further columns of as many values, which come first.
        progress: told for every part.

    Raises:
        OutputError: it cannot be written. Cancelled: from ``progress``.
    """
    names = np.array([source.path for source in index.sources], object)
    dates = np.array([source.date for source in index.sources], object)
    # At least once, so that an empty layer is a layer.
    for first in range(0, max(len(rows), 1), _AT_ONCE):
        progress.step(first / max(len(rows), 1), "Writing footprints")
        part = rows[first : first + _AT_ONCE]
        numbers = index.source[part]
        columns = [*(values[first : first + _AT_ONCE] for values in more.values()), index.tile[part], names[numbers],
                   *index.windows[part].T, dates[numbers], as_text(index.codes[part], index.settings.bits),
                   np.full(len(part), index.settings.model, object)]
        shapes = shapely.to_wkb(_polygons(index.footprints(part)))
        try:
            with warnings.catch_warnings():
                # Pictures without a position have no CRS, which is nothing to warn of.
                warnings.filterwarnings("ignore", "'crs' was not provided", UserWarning)
                # GeoPackage 1.2 is the newest that GDAL 3.6 reads without a warning.
                pyogrio.raw.write(path, shapes, columns, [*more, *FIELDS], driver="GPKG", layer=layer, geometry_type="Polygon",
                                  crs=index.crs, append=first > 0, **({} if first else {"dataset_options": {"VERSION": "1.2"}}))
        except (pyogrio.errors.DataSourceError, pyogrio.errors.FeatureError, pyogrio.errors.GeometryError) as error:
            if is_full(path):
                raise disk_full(path) from error
            raise OutputError(f"{path} cannot be written: {error}.", "Check the folder and the space on the disk.") from error


def load(path: str | os.PathLike) -> Index:
    """Read an index.

    Raises:
        OptionError: the file is no index, is damaged, or was written by a newer version.
    """
    path = os.fspath(path)
    with _opened(path) as db:
        settings = _settings(db, path)
        found = tuple(sources.from_record(text) for text, in db.execute("SELECT record FROM vgpkg_tiepoint_sources ORDER BY id"))
        names = {row[1] for row in db.execute("PRAGMA table_info(vgpkg_tiepoint_tiles)")}
        parts = [_unpacked(row) for row in db.execute(_TILES if "detail" in names else _TILES_BEFORE)]
        columns = [np.concatenate(column) if len(column) > 1 else column[0] for column in zip(*parts)] if parts else [
            np.empty(0, np.int64), np.empty(0, np.int32), np.empty((0, 4), np.int32), np.empty((0, row_bytes(settings.bits)), np.uint8),
            np.empty(0, np.uint8)]
        index = Index(settings, found, *columns)
        return index.part(kept) if (kept := _kept(db, index)) is not None else index


def load_settings(path: str | os.PathLike) -> Settings:
    """How an index was made, without its tiles; see `load` for the errors."""
    with _opened(os.fspath(path)) as db:
        return _settings(db, os.fspath(path))


def _fill(db: sqlite3.Connection, index: Index, progress: Progress) -> None:
    for statement in _TABLES:
        db.execute(statement)
    db.execute("INSERT INTO vgpkg_tiepoint_index VALUES ('settings', ?)", (index.settings.record(),))
    db.executemany("INSERT INTO vgpkg_tiepoint_sources VALUES (?, ?)", enumerate(source.record() for source in index.sources))
    for number, first in enumerate(range(0, len(index), _AT_ONCE)):
        progress.step(0.9 + 0.1 * first / len(index), "Writing codes")
        part = slice(first, first + _AT_ONCE)
        packed = (zlib.compress(np.ascontiguousarray(values[part], dtype).tobytes(), 1)
                  for values, dtype in ((index.tile, "<i8"), (index.source, "<i4"), (index.windows, "<i4")))
        # Codes look like noise: they are kept as they are.
        db.execute("INSERT INTO vgpkg_tiepoint_tiles VALUES (?, ?, ?, ?, ?, ?, ?)",
                   (number, len(index.tile[part]), *packed, np.ascontiguousarray(index.codes[part]).tobytes(),
                    zlib.compress(np.ascontiguousarray(index.detail[part], np.uint8).tobytes(), 1)))


def _unpacked(row: tuple) -> tuple[np.ndarray, ...]:
    count, *packed, detail, codes = row
    columns = [np.frombuffer(zlib.decompress(blob), dtype) for blob, dtype in zip(packed, ("<i8", "<i4", "<i4"))]
    seen = np.full(count, UNKNOWN, np.uint8) if detail is None else np.frombuffer(zlib.decompress(detail), np.uint8)
    return columns[0], columns[1], columns[2].reshape(count, 4), np.frombuffer(codes, np.uint8).reshape(count, -1), seen


def _kept(db: sqlite3.Connection, index: Index) -> np.ndarray | None:
    """Rows whose features are still in the layer; None: all are."""
    counted = db.execute("SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = ?", (LAYER,)).fetchone()
    if counted and counted[0] == len(index):
        return None
    there = np.fromiter((tile for tile, in db.execute("SELECT tile FROM tiles") if tile is not None), np.int64)
    return np.flatnonzero(np.isin(index.tile, there))


def _settings(db: sqlite3.Connection, path: str) -> Settings:
    found = db.execute("SELECT value FROM vgpkg_tiepoint_index WHERE key = 'settings'").fetchone()
    settings = settings_from(found[0])
    if settings.version > VERSION:
        raise OptionError(f"The index {path} was written by a newer version of Tiepoint.", "Update Tiepoint, or build the index anew.")
    return settings


@contextlib.contextmanager
def _opened(path: str) -> Iterator[sqlite3.Connection]:
    """The file, for reading; whatever is wrong with it is said in one sentence."""
    if not os.path.isfile(path):
        raise OptionError(f"There is no index {path}.", "Check the path, or build one with 'Build tile index'.")
    try:
        with contextlib.closing(sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)) as db:
            if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'vgpkg_tiepoint_index'").fetchone():
                raise OptionError(f"{path} is no tile index.", "Give a GeoPackage that 'Build tile index' has written.")
            yield db
    except (sqlite3.Error, zlib.error, ValueError, TypeError, KeyError) as error:
        if isinstance(error, OptionError):
            raise
        raise OptionError(f"{path} is no tile index, or is damaged ({' '.join(str(error).split())}).",
                          "Give a GeoPackage that 'Build tile index' has written.") from error


def _polygons(corners: np.ndarray) -> np.ndarray:
    """(N,) polygons of (N, 4, 2) corners; empty where they are not known."""
    known = np.isfinite(corners).all((1, 2))
    found = np.full(len(corners), shapely.Polygon(), object)
    found[known] = shapely.polygons(corners[known])
    return found
