"""Scene change: land use of two dates, tile by tile, and what has become of what."""
from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from ..errors import OptionError, RasterError
from ..models import device
from ..models.corrfusion import weights
from ..models.store import find
from ..options.scene_change import SceneChangeOptions
from ..progress import Progress, Steps
from ..raster.colours import colours
from ..raster.dates import period_tags
from ..raster.io import open_raster
from ..raster.mask import read_polygons
from ..raster.raster import Raster
from ..scene_change.predictor import Predictor, batch_of
from ..scene_change.scan import Scan, scan, shape_of
from ..scene_change.transition import as_csv, counts
from . import scene_rasters, scene_report
from .common_grid import common_grid, lay_by_pixels
from .scene_attention import write_attention
from .scene_layer import write_tiles
from .scene_pair import ScenePair, tile_size
from .solving import together

_OUTPUTS = ("output", "classes_before", "classes_after", "transitions", "gradcam", "matrix", "report")
_MOST_TILES = 2**22           # that are held at once, with all their probabilities


def scenechange(options: SceneChangeOptions, progress: Progress) -> dict:
    """Tell the land use of ``options.before`` and ``options.after`` tile by tile and write what the options ask for.

    Returns:
        The results declared in ``SceneChangeOptions.RESULTS``.

    Raises:
        TiepointError: bad input, no model, or nothing to look at; nothing is written then.
        Cancelled: from ``progress``; nothing is left behind.
    """
    started = time.monotonic()
    progress.step(0.0, "Opening the model and the rasters")
    with ExitStack() as stack:
        written = stack.enter_context(together(options, *_OUTPUTS))
        path = find(options.model, weights.FAMILY.kind)
        predictor = Predictor(weights.load(path), device.choose(options.device))
        before, after = (stack.enter_context(open_raster(path)) for path in (options.before, options.after))
        pair, notes = _pair(options, before, after)
        size, told = tile_size(options.tile_size, predictor.model, pair.grid)
        notes += [*pair.told, told]
        for note in notes:
            progress.log(note)
        found = _scanned(options, predictor, pair, size, Steps(progress, 0.02, 0.75 if options.gradcam else 0.9))
        cells = scene_rasters.grid_of(found, pair.grid)
        results = _results(found, pair.grid.window.shape, cells.pixel_area)
        progress.log(f"{results['CHANGED_TILES']} of {results['TILES']} tiles have changed ({results['CHANGED_SHARE']:.2%}).")
        tags = {"MODEL": path.name, "LEGEND": predictor.model.legend.text(), "BEFORE": options.before, "AFTER": options.after,
                "TILE_SIZE_PX": found.size, "STRIDE_PX": found.stride, **period_tags(before, after)}
        table = counts(found.before, found.after, len(predictor.model.legend))
        if "gradcam" in written:
            write_attention(written["gradcam"], predictor, pair, found, tags, Steps(progress, 0.75, 0.9))
        scene_rasters.write_rasters(written, found, cells, predictor.model.legend, tags)
        if "matrix" in written:
            Path(written["matrix"]).write_text(as_csv(table, predictor.model.legend), encoding="utf-8")
        write_tiles(written["output"], found, cells, predictor.model.legend, Steps(progress, 0.9, 0.97))
        if "report" in written:
            scene_report.write_scene(written["report"], options, pair, found, predictor.model, table, results, notes,
                                     time.monotonic() - started)
    progress.step(1.0, "Done")
    return results


def _pair(options: SceneChangeOptions, before: Raster, after: Raster) -> tuple[ScenePair, list[str]]:
    """(the rasters on their common grid, what was done)."""
    notes = []
    if lay_by_pixels(before, after, False):
        notes.append("Neither raster has a position: they are compared pixel by pixel.")
    ignored = read_polygons(options.mask, before.grid.crs) if options.mask else None
    bands = colours(before, options.before_bands), colours(after, options.after_bands)
    common = common_grid(before, after)
    was, is_now = (", ".join(map(str, chosen)) for chosen in bands)
    notes += [common.told, f"Bands {was} before and {is_now} after are shown as red, green and blue."]
    return ScenePair(before, after, bands, common, ignored), notes


def _scanned(options: SceneChangeOptions, predictor: Predictor, pair: ScenePair, size: int, progress: Progress) -> Scan:
    """What is found on the grid of tiles; at least one of them was looked at."""
    stride, (rows, cols) = options.stride or size, pair.grid.window.shape
    if stride > size:
        raise OptionError(f"STRIDE is {stride} px, more than the tile size of {size} px: the ground between tiles would not be looked at.",
                          "Give a STRIDE up to the tile size.")
    if np.prod(shape_of(rows, cols, stride), dtype=np.int64) > _MOST_TILES:
        raise OptionError(f"There would be more than {_MOST_TILES} tiles, {stride} px apart.", "Give a larger STRIDE.")

    end = ((rows - size) // stride + 1) * stride

    def look(top: int, left: int, high: int, wide: int):
        return pair.look(top, left, high, wide, lambda: progress.step(top / end, "Reading the rasters"))

    found = scan(predictor, look, rows, cols, size, stride, options.least_valid, batch_of(predictor), progress)
    if not (found.before > 0).any():
        raise RasterError(f"No tile of {size} px carries data in both rasters throughout.",
                          "Give a smaller TILE_SIZE, or allow gaps with LEAST_VALID.")
    return found


def _results(found: Scan, shape: tuple[int, int], area: float) -> dict:
    known = found.before > 0
    whole = np.prod([(side - found.size) // found.stride + 1 for side in shape])
    tiles, changed = int(known.sum()), int(found.changed[known].sum())
    return {"TILES": tiles, "SKIPPED": int(whole) - tiles, "CHANGED_TILES": changed, "CHANGED_SHARE": changed / tiles,
            "CHANGED_AREA": changed * area, "TILE_SIZE_USED": found.size, "STRIDE_USED": found.stride}
