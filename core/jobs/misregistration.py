"""What is done about misregistration before two rasters are compared."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import AlignmentError, GeometryError, GridError, RasterError
from ..progress import Progress
from ..raster.band_pairs import band_pairs
from ..raster.raster import Raster
from .alignment import Alignment, align
from .common_grid import CommonGrid, common_grid, same_pixels
from .displacement import displacement
from .pair import RasterPair
from .warping import Warping

_ACCEPTED_PX = 1.0            # what is not refused: smaller than the objects whose edges it would show
_DISCOUNTED_PX = 8.0          # the largest TOLERANCE
_TOLERATED_PX = 0.5           # less is the same pixel: discounting it would cost more than it brings


@dataclass(frozen=True)
class Registered:
    """Two rasters that may be compared.

    Attributes:
        common: their grid.
        misregistration: RMSE in its pixels: what was measured, or what a co-registration has left; None where it is not known.
        tolerance: how much of it is worth to be discounted, pixels.
        told: what was done, one sentence.
    """

    common: CommonGrid
    misregistration: float | None
    tolerance: float
    told: str


def registered(before: Raster, after: Raster, align_by: str, tolerance: float | None, ignored, seed: int, progress: Progress) -> Registered:
    """Check, or repair, how two rasters lie on each other.

    Args:
        before, after: open rasters with positions.
        align_by: ``check``, ``coregister`` or ``off``.
        tolerance: misregistration that will be discounted, pixels; None where the user does not say.
        ignored: polygons in the CRS of the raster before that are not to be looked at, or None.
        seed: of everything random.
        progress: 0 to 1 over all of it.

    Raises:
        AlignmentError: ``check`` finds more misregistration than a pixel or the tolerance; ``coregister`` finds no alignment.
        GridError: the rasters do not overlap, or their coordinate systems cannot be related.
    """
    if align_by == "off":
        return Registered(common_grid(before, after), None, 0.0, "The alignment was not checked, as asked.")
    if align_by == "coregister":
        found = _aligned(before, after, ignored, seed, progress)
        warping = Warping(found.pair.grid, found.choice.fit.transform, found.pair.nominal, found.pair.target_pixels)
        common = common_grid(before, after, warping)
        left = _in_pixels(found.choice.accuracy.rmse, found, common)
        moved, transform = _in_pixels(_rmse(displacement(found)), found, common), found.choice.id
        told = (f"The raster after was moved by {moved:.2f} px (RMSE) to where it belongs, by {transform} and {found.method}; held-out "
                f"error {left:.2f} px." if found.pair.has_prior else
                f"The raster after was moved to where it belongs, by {transform} and {found.method}; held-out error {left:.2f} px.")
        return Registered(common, left, _worth(left), told)
    common = common_grid(before, after)
    try:
        found = _aligned(before, after, ignored, seed, progress)
    except (AlignmentError, GeometryError, GridError, RasterError) as error:
        alike = "the two have the same pixels" if same_pixels(common, before, after) else "one of the two is resampled"
        progress.log(f"The misregistration cannot be measured ({error.message.rstrip('.')}). It is not known: {alike}, which is all that "
                     "speaks for their alignment.", "warning")
        return Registered(common, None, 0.0, "The misregistration could not be measured; it is not known.")
    measured, certain = _accepted(found, common, tolerance)
    return Registered(common, measured, _worth(certain), f"The rasters lie {measured:.2f} px apart (RMSE), measured by {found.method}.")


def _accepted(found: Alignment, common: CommonGrid, tolerance: float | None) -> tuple[float, float]:
    """(measured misregistration, what of it is no error of the measurement) in common pixels; AlignmentError where that is too much."""
    lengths = displacement(found)
    measured, error = _in_pixels(_rmse(lengths), found, common), _in_pixels(found.choice.accuracy.rmse, found, common)
    certain = float(np.sqrt(max(0.0, measured**2 - error**2)))
    if certain > max(_ACCEPTED_PX, tolerance or 0.0):
        ce90 = _in_pixels(float(np.percentile(lengths, 90)), found, common)
        discounted = ", TOLERANCE to the offset" if measured <= _DISCOUNTED_PX else ""
        raise AlignmentError(f"The rasters lie {measured:.2f} px apart (RMSE; {measured * _length(common):.4g} map units; "
                             f"CE90 {ce90:.2f} px), measured to {error:.2f} px: that would be taken for change.",
                             f"Set ALIGN to coregister{discounted}, or ALIGN to off to compare them as they lie.")
    return measured, certain


def _worth(misregistration: float) -> float:
    """What of a misregistration is worth to be discounted."""
    return min(misregistration, _DISCOUNTED_PX) if misregistration >= _TOLERATED_PX else 0.0


def _aligned(before: Raster, after: Raster, ignored, seed: int, progress: Progress) -> Alignment:
    bands = band_pairs(before, after)
    return align(RasterPair(before, after, *bands[0], ignored=ignored, seed=seed), "auto", "auto", None, progress, bands=bands)


def _in_pixels(length: float, found: Alignment, common: CommonGrid) -> float:
    """A length in working pixels as one in common pixels."""
    return float(length) * found.pair.pixel_size / _length(common)


def _length(common: CommonGrid) -> float:
    return float(np.sqrt(np.prod(common.grid.pixel_size)))


def _rmse(lengths: np.ndarray) -> float:
    return float(np.sqrt((lengths**2).mean()))
