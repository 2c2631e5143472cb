"""Change map: where two rasters of one place differ."""
from __future__ import annotations

import time
from contextlib import ExitStack

from ..change.discount import discounted
from ..change.method import ChangeMethod, Detector, Means
from ..change.threshold import Threshold, automatic
from ..methods import CHANGE_METHODS
from ..options.change import ChangeMapOptions, parse_threshold
from ..outputs import scratch
from ..progress import Heard, Progress, Steps
from ..raster.bands import common_bands, listed
from ..raster.dates import acquired, period_tags
from ..raster.io import open_raster
from ..raster.mask import read_polygons
from ..raster.raster import Raster
from . import change_report
from .change_layer import write_areas
from .change_mask import ChangeMask
from .change_pair import ChangePair
from .common_grid import lay_by_pixels
from .magnitudes import Magnitudes, write_magnitudes
from .misregistration import Registered, registered
from .solving import together

_ROUNDED = 1 - 1e-9           # so that an area of whole pixels is not missed by a digit


def changemap(options: ChangeMapOptions, progress: Progress) -> dict:
    """Find where ``options.before`` and ``options.after`` differ and write what the options ask for.

    Returns:
        The results declared in ``ChangeMapOptions.RESULTS``.

    Raises:
        TiepointError: bad input, or misregistration that would be taken for change; nothing is written then.
        Cancelled: from ``progress``; nothing is left behind.
    """
    started, given = time.monotonic(), parse_threshold(options.threshold)
    progress.step(0.0, "Opening the rasters")
    with ExitStack() as stack:
        written = stack.enter_context(together(options, "output", "magnitude", "polygons", "report"))
        before, after = (stack.enter_context(open_raster(path)) for path in (options.before, options.after))
        pair, found, notes = _pair(options, before, after, Steps(progress, 0.0, 0.4))
        misregistration, tolerance = found.misregistration, found.tolerance if options.tolerance is None else options.tolerance
        heard = Heard(Steps(progress, 0.4, 0.55))
        method, detector = _fitted(options, pair, tolerance, heard)
        tags = {"METHOD": method, "ALIGN": options.align, "TOLERANCE_PX": f"{tolerance:.3g}", "BEFORE": options.before,
                "AFTER": options.after, "BEFORE_BANDS": listed(pair.before.bands), "AFTER_BANDS": listed(pair.after.bands),
                "SEED": options.seed, **period_tags(before, after),
                **({} if misregistration is None else {"MISREGISTRATION_PX": f"{misregistration:.3f}"})}
        path = written.get("magnitude") or stack.enter_context(scratch(options.output))
        write_magnitudes(path, pair, detector, tags, Steps(progress, 0.55, 0.8))
        magnitude = stack.enter_context(open_raster(path))
        threshold = _threshold(given, Magnitudes(magnitude, detector, pair.side), Steps(progress, 0.8, 0.85))
        progress.log(f"Threshold {threshold.value:.4g}: {threshold.told}")
        least = options.min_area / pair.grid.pixel_area * _ROUNDED
        mask = ChangeMask(magnitude, threshold.value, least, Steps(progress, 0.85, 0.9))
        area = mask.changed * pair.grid.pixel_area
        results = {"CHANGED_AREA": area, "CHANGED_SHARE": mask.changed / mask.compared, "THRESHOLD_USED": threshold.value,
                   "METHOD_USED": method, "MISREGISTRATION_PX": None if misregistration is None else round(misregistration, 4)}
        progress.log(f"{results['CHANGED_SHARE']:.2%} of what could be compared has changed, in {len(mask.regions)} areas.")
        tags.update(THRESHOLD=f"{threshold.value:.6g}", MIN_AREA=f"{options.min_area:.6g}")
        mask.write(written["output"], tags, [], Steps(progress, 0.9, 0.93))
        if "polygons" in written:
            write_areas(written["polygons"], mask, threshold.value, (acquired(before), acquired(after)), Steps(progress, 0.93, 0.97))
        if "report" in written:
            notes = [*notes, detector.told, *heard.warnings, f"Threshold {threshold.value:.4g}: {threshold.told}"]
            change_report.write_change(written["report"], options, pair, magnitude, mask, results, tolerance, notes,
                                       time.monotonic() - started)
    progress.step(1.0, "Done")
    return results


def _pair(options: ChangeMapOptions, before: Raster, after: Raster, progress: Progress) -> tuple[ChangePair, Registered, list[str]]:
    """(the pair on its common grid, what is known of its alignment, what was done)."""
    notes = []
    if lay_by_pixels(before, after, options.align == "coregister"):
        notes.append("Neither raster has a position: they are compared pixel by pixel.")
    ignored = read_polygons(options.mask, before.grid.crs) if options.mask else None
    found = registered(before, after, options.align, options.tolerance, ignored, options.seed, progress)
    bands = _bands(options, before, after)
    notes += [found.told, found.common.told, f"Bands {listed(bands[0])} before and {listed(bands[1])} after are compared."]
    for note in notes:
        progress.log(note)
    return ChangePair(before, after, bands, found.common, ignored), found, notes


def _bands(options: ChangeMapOptions, before: Raster, after: Raster) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Numbers of the bands to compare; where only those of one raster are named, their counterparts in the other."""
    common, given = common_bands(before, after), (options.before_bands, options.after_bands)
    chosen = [raster.bands(named) if named else () for raster, named in zip((before, after), given)]
    for index, other in ((0, 1), (1, 0)):
        if not chosen[index]:
            pairs = dict(zip(common[other], common[index]))
            known = chosen[other] and all(band in pairs for band in chosen[other])
            chosen[index] = tuple(pairs[band] for band in chosen[other]) if known else common[index]
    return tuple(chosen)


def _fitted(options: ChangeMapOptions, pair: ChangePair, tolerance: float, progress: Progress) -> tuple[str, Detector]:
    """(id of the method, its detector with the tolerance)."""
    method = _method(options.method)(Means(options.model, options.device))
    detector = method.fit(pair, progress)
    progress.log(detector.told)
    if tolerance > 0:
        progress.log(f"Differences that a shift of {tolerance:.2f} px explains are discounted.")
        detector = discounted(detector, tolerance)
    return method.used if options.method == "auto" else method.id, detector


def _method(method: str) -> type[ChangeMethod]:
    """The class of an id; networks are imported where it needs one."""
    if method != "auto":
        return CHANGE_METHODS.load(method)
    from ..change.auto import Auto

    return Auto


def _threshold(given: float | None, magnitudes: Magnitudes, progress: Progress) -> Threshold:
    if given is not None:
        return Threshold(given, "as asked.")
    return automatic(magnitudes, magnitudes, progress)
