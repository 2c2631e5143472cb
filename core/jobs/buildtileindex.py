"""Build tile index: codes of all tiles of many rasters, in one file."""
from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..errors import OptionError, OutputError, RasterError
from ..options.retrieval import BuildTileIndexOptions, parse_bands
from ..outputs import refuse_inputs, refuse_unwritable
from ..progress import Progress, Steps
from ..raster.colours import colouring
from ..raster.dates import acquired
from ..raster.io import open_raster
from ..retrieval import index_file
from ..retrieval.coder import load_coder
from ..retrieval.encoding import encode
from ..retrieval.index import Index, Settings, empty
from ..retrieval.source import Source, state_of
from ..retrieval.tiles import layout, size_of
from ..retrieval.unfinished import Unfinished
from .assigned_crs import AssignedCRS
from .raster_files import raster_files

_SUFFIX = ".gpkg"
_TOLD = 5                     # rasters that are named one by one in the log


@dataclass(frozen=True)
class _Plan:
    """What is to be done.

    Attributes:
        kept: the index without what changes or goes; new: rasters to encode.
        unchanged: rasters of the index that stay as they are; removed: that leave it.
        unreadable: rasters of folders that cannot be read.
    """

    kept: Index
    new: list[Source]
    unchanged: int
    removed: int
    unreadable: int


def buildtileindex(options: BuildTileIndexOptions, progress: Progress) -> dict:
    """Encode the tiles of rasters and write the index.

    Returns:
        The results declared in ``BuildTileIndexOptions.RESULTS``.

    Raises:
        TiepointError: bad input, no model, another model than that of the index, or nothing to index; the output is as it was then.
        Cancelled: from ``progress``; what has been encoded is kept beside the output, which is as it was.
    """
    progress.step(0.0, "Opening the model")
    if os.path.splitext(options.output)[1].lower() != _SUFFIX:
        raise OutputError(f"The output {options.output} is no GeoPackage.", f"Let its name end in {_SUFFIX}.")
    refuse_unwritable(options.output)
    old = _old(options, progress)
    named, listed = raster_files(options.rasters, options.folder)
    if not named and not listed and old is None:
        raise OptionError("There is nothing to index.", "Give RASTERS, or a FOLDER of rasters.")
    refuse_inputs(options.output, named)
    coder = load_coder(options.model or (old.settings.given if old is not None else ""), options.encoder, options.device)
    settings = _settings(options, coder, old)
    settings.check(coder, options.output)
    plan = _planned(options, named, listed, old if old is not None else empty(settings), coder, Steps(progress, 0.0, 0.1))
    with Unfinished(options.output, settings.record(), settings.bits) as unfinished:
        before = [len(unfinished.details(source.key)) for source in plan.new]
        if any(before):
            progress.log(f"{sum(before)} tiles were encoded before an interruption and are kept.")
        failed = encode(plan.new, coder, unfinished, settings.least_valid, Steps(progress, 0.1, 0.9))
        added, encoded, skipped, lost = [], 0, 0, 0
        for number, source in enumerate(plan.new):
            if number in failed:
                _unreadable(failed[number], source.path in named, progress)
                lost += 1
                continue
            windows, codes, left_out = unfinished.tiles(source.key)
            added.append((replace(source, skipped=left_out), windows, codes, unfinished.details(source.key)))
            encoded, skipped = encoded + len(codes) - before[number], skipped + left_out
        index = plan.kept.with_sources(added)
        if not len(index):
            unfinished.forget()
            raise RasterError("No tile carries enough data." if skipped else "No raster holds a tile.",
                              "Give other rasters, a smaller TILE_SIZE, or a smaller LEAST_VALID.")
        bare = [source.path for source, _, codes, _ in added if not len(codes)]
        _tell(bare, "holds no tile with enough data", progress)
        index_file.save(options.output, index, Steps(progress, 0.9, 1.0))
        unfinished.forget()
    progress.step(1.0, "Done")
    return {"TILES": len(index), "RASTERS_INDEXED": len(index.sources), "ENCODED": encoded, "UNCHANGED": plan.unchanged,
            "REMOVED": plan.removed, "UNREADABLE": plan.unreadable + lost, "SKIPPED": sum(source.skipped for source in index.sources),
            "BITS": settings.bits, "MODEL_USED": settings.model}


def _old(options: BuildTileIndexOptions, progress: Progress) -> Index | None:
    """The index that is appended to."""
    if not options.append:
        if options.remove_missing:
            raise OptionError("REMOVE_MISSING is about an index that is there already.", "Give APPEND too, or leave it out.")
        return None
    if not os.path.exists(options.output):
        progress.log(f"There is no {options.output} yet: it is begun.")
        return None
    return index_file.load(options.output)


def _settings(options: BuildTileIndexOptions, coder, old: Index | None) -> Settings:
    if old is not None:
        return old.settings
    if (options.stride or 0) > (options.tile_size or options.stride or 0):
        raise OptionError(f"STRIDE is {options.stride} px, more than the tile size of {options.tile_size} px: the ground between tiles "
                          "would not be found.", "Give a STRIDE up to the tile size.")
    bands = parse_bands(options.bands) if options.bands else ()
    return Settings(coder.model, coder.checksum, options.encoder, coder.bits, options.model, options.tile_size, options.stride,
                    options.least_valid, bands)


def _planned(options: BuildTileIndexOptions, named: Sequence[str], listed: Sequence[str], old: Index, coder, progress: Progress) -> _Plan:
    """Look at every raster, and at what the index knows of it."""
    known = {os.path.realpath(source.path): number for number, source in enumerate(old.sources)}
    paths = [*named, *listed]
    if not paths:
        paths = [source.path for source in old.sources if os.path.exists(source.path)]
    gone, new, seen, unreadable, told, moved = set(), [], set(), 0, [], {}
    systems = AssignedCRS(options.assigned_crs)
    for done, path in enumerate(paths):
        progress.step(done / len(paths), f"Looking at raster {done + 1} of {len(paths)}")
        number = known.get(os.path.realpath(path))
        before = None if number is None else old.sources[number]
        try:
            if before is not None:
                seen.add(number)
                if _is_unchanged(options, old.settings, before):
                    if systems.stays(path, before):
                        continue
                    moved[number] = path
            source, why = _source(options, path, old.settings, coder, systems, before)
            if number in moved and source.key == before.key:
                # Other ground, the same tiles: their codes stay.
                moved[number] = replace(source, skipped=before.skipped)
                progress.log(f"{path} lies elsewhere than the index had it: its codes stay as they are.")
                continue
        except RasterError as error:
            moved.pop(number, None)
            _unreadable(error, path in named, progress)
            unreadable += 1
            continue
        moved.pop(number, None)
        new.append(source)
        told.append((source.size, source.stride, why))
        if number is not None:
            gone.add(number)
    for why in dict.fromkeys(why for _, _, why in told):
        sizes, strides = (sorted({one[column] for one in told if one[2] == why}) for column in range(2))
        progress.log(f"{sum(one[2] == why for one in told)} rasters with tiles of {_span(sizes)} px, one every {_span(strides)} px: {why}.")
    missing = set()
    if options.remove_missing:
        missing = {number for number, source in enumerate(old.sources) if number not in seen and not os.path.exists(source.path)}
        _tell([old.sources[number].path for number in missing], "is gone and leaves the index", progress)
    placed = replace(old, sources=tuple(moved.get(number, source) for number, source in enumerate(old.sources)))
    return _Plan(placed.without(gone | missing), new, len(seen) - len(gone), len(missing), unreadable)


def _span(numbers: Sequence[int]) -> str:
    return f"{numbers[0]}" if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]}"


def _is_unchanged(options: BuildTileIndexOptions, settings: Settings, source: Source) -> bool:
    """Whether what is in the index is what would be made again."""
    laid = source.layout
    if options.tile_size or options.stride:
        size = options.tile_size or settings.size or source.size
        laid = layout(source.grid, size, options.stride or settings.stride or size)
    return source.state == state_of(source.path) and laid == source.layout and (
        not options.bands or parse_bands(options.bands) == source.bands)


def _source(options: BuildTileIndexOptions, path: str, settings: Settings, coder, systems: AssignedCRS, known: Source | None
            ) -> tuple[Source, str]:
    """A raster as it is now, and why its tiles have the size they have."""
    with open_raster(path) as raster:
        shown = colouring(raster, parse_bands(options.bands) if options.bands else settings.bands)
        crs, assigned = systems.of(path, raster.grid.crs, known)
        grid = replace(raster.grid, crs=crs)
        size, why = size_of(options.tile_size or settings.size, coder.ground, coder.side, grid)
        stride = options.stride or settings.stride or size
        if stride > size:
            raise OptionError(f"STRIDE is {stride} px, more than the tile size of {size} px of {path}.",
                              "Give a STRIDE up to the tile size.")
        laid = layout(grid, size, stride)
        if laid.size < size:
            why = "the shorter side of the raster"
        return Source(path, state_of(path), acquired(raster), grid.crs, tuple(float(value) for value in tuple(grid.transform)[:6]),
                      grid.width, grid.height, laid.size, laid.stride, shown.bands, shown.limits, assigned=assigned), why


def _unreadable(error: RasterError, was_named: bool, progress: Progress) -> None:
    """One that was asked for by name has to be read; one that lies in a folder is told and left out."""
    if was_named:
        raise error
    progress.log(f"Left out: {error}", "warning")


def _tell(paths: Sequence[str], what: str, progress: Progress) -> None:
    for path in paths[:_TOLD]:
        progress.log(f"The raster {path} {what}.", "warning")
    if len(paths) > _TOLD:
        progress.log(f"So do {len(paths) - _TOLD} more rasters.", "warning")
