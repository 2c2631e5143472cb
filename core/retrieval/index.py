"""An index in memory: tiles of rasters with their codes."""
from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

import numpy as np

from ..errors import GridError, ModelError
from ..raster.io import same_crs
from .bits import row_bytes
from .plainness import UNKNOWN
from .source import LONGITUDES, Source

VERSION = 1


@dataclass(frozen=True)
class Settings:
    """How an index was made.

    Attributes:
        model: name of the hash model; checksum: sha256 of its file; encoder: its encoder's name; bits: of a code.
        given: how the model was asked for, so that it can be found again.
        size, stride: of tiles in pixels where they were asked for; None: of each raster's own.
        least_valid: share of a tile that has to carry data.
        bands: that were asked for; empty: each raster's own.
        version: of the form of the file.
    """

    model: str
    checksum: str
    encoder: str
    bits: int
    given: str = ""
    size: int | None = None
    stride: int | None = None
    least_valid: float = 0.5
    bands: tuple[int, ...] = ()
    version: int = VERSION

    def record(self) -> str:
        """Everything as JSON text."""
        return json.dumps(asdict(self), sort_keys=True)

    def check(self, coder, path: str) -> None:
        """Raise ModelError where codes of a coder cannot be compared with those of an index, whose file is ``path``."""
        if coder.checksum != self.checksum or coder.bits != self.bits:
            same = " of the same name" if coder.model == self.model else ""
            raise ModelError(f"The index {path} was made with the model {self.model} ({self.bits} bits), not with {coder.model}{same} "
                             f"({coder.bits} bits).", f"Give MODEL={self.model}, or build the index anew.")


def settings_from(text: str) -> Settings:
    """The inverse of `Settings.record`."""
    values = json.loads(text)
    return Settings(**{**values, "bands": tuple(values["bands"])})


@dataclass(frozen=True, eq=False)
class Index:
    """Tiles of rasters.

    Attributes:
        settings: how they were made.
        sources: the rasters.
        tile: (N,) int64 ids, which a tile keeps as long as it is in the index.
        source: (N,) int32, which raster; windows: (N, 4) int32 col, row, width, height in it.
        codes: (N, bytes) uint8, see `bits`.
        detail: (N,) uint8, how much there is to see, see `plainness`; not given: not known.
    """

    settings: Settings
    sources: tuple[Source, ...]
    tile: np.ndarray
    source: np.ndarray
    windows: np.ndarray
    codes: np.ndarray
    detail: np.ndarray | None = None

    def __post_init__(self):
        if self.detail is None:
            object.__setattr__(self, "detail", np.full(len(self.tile), UNKNOWN, np.uint8))

    def __len__(self) -> int:
        return len(self.tile)

    @property
    def crs(self) -> str | None:
        """Of the footprints: that of all rasters, longitude and latitude where they differ; None where none has one."""
        known = [source.crs for source in self.sources if source.crs]
        if not known:
            return None
        return known[0] if all(same_crs(known[0], other) for other in dict.fromkeys(known)) else LONGITUDES

    def footprints(self, rows: np.ndarray) -> np.ndarray:
        """(M, 4, 2) corners of tiles in the index's CRS; NaN where they have no place in it."""
        return self._corners(rows, self.crs)

    def boxes(self, rows: np.ndarray) -> np.ndarray:
        """(M, 4) west, south, east, north of tiles in degrees; NaN of rasters without CRS."""
        corners = self._corners(rows, LONGITUDES)
        return np.concatenate([corners.min(1), corners.max(1)], 1)

    def part(self, rows: np.ndarray) -> Index:
        """The index with some of its tiles only; its rasters stay."""
        return Index(self.settings, self.sources, self.tile[rows], self.source[rows], self.windows[rows], self.codes[rows],
                     self.detail[rows])

    def without(self, gone: Iterable[int]) -> Index:
        """The index without rasters of these numbers."""
        gone = set(gone)
        kept = [number for number in range(len(self.sources)) if number not in gone]
        renumbered = np.full(len(self.sources) + 1, -1, np.int32)
        renumbered[kept] = np.arange(len(kept))
        rows = np.flatnonzero(renumbered[self.source] >= 0)
        return Index(self.settings, tuple(self.sources[number] for number in kept), self.tile[rows], renumbered[self.source[rows]],
                     self.windows[rows], self.codes[rows], self.detail[rows])

    def with_source(self, source: Source, windows: np.ndarray, codes: np.ndarray) -> Index:
        """The index with a raster more; see `with_sources`."""
        return self.with_sources([(source, windows, codes, np.full(len(codes), UNKNOWN, np.uint8))])

    def with_sources(self, added: Iterable[tuple[Source, np.ndarray, np.ndarray, np.ndarray]]) -> Index:
        """The index with more rasters: (source, windows (M, 4), codes (M, bytes), detail (M,)) each. Tiles get ids of their own."""
        added = list(added)
        sources = (*self.sources, *(source for source, *_ in added))
        counts = [len(codes) for _, _, codes, _ in added]
        first = int(self.tile.max()) + 1 if len(self.tile) else 1
        numbers = np.repeat(np.arange(len(self.sources), len(sources), dtype=np.int32), counts)
        return Index(self.settings, sources, np.concatenate([self.tile, np.arange(first, first + sum(counts))]),
                     np.concatenate([self.source, numbers]),
                     np.concatenate([self.windows, *(np.asarray(windows, np.int32).reshape(-1, 4) for _, windows, _, _ in added)]),
                     np.concatenate([self.codes, *(codes for _, _, codes, _ in added)]),
                     np.concatenate([self.detail, *(detail for *_, detail in added)]))

    def _corners(self, rows: np.ndarray, crs: str | None) -> np.ndarray:
        rows = np.asarray(rows)
        found = np.full((len(rows), 4, 2), np.nan)
        for number in np.unique(self.source[rows]):
            mine = np.flatnonzero(self.source[rows] == number)
            try:
                found[mine] = self.sources[number].corners(self.windows[rows[mine]], crs)
            except GridError:
                continue          # a CRS that is not related to the other: no place in it
        return found


def empty(settings: Settings) -> Index:
    """An index without rasters."""
    return Index(settings, (), np.empty(0, np.int64), np.empty(0, np.int32), np.empty((0, 4), np.int32),
                 np.empty((0, row_bytes(settings.bits)), np.uint8))
