"""In which bands two rasters agree best."""
from __future__ import annotations

import numpy as np

from ..errors import RasterError
from ..matching.refinement import Refinement
from ..progress import Progress, Steps
from ..raster.band_pairs import BandPair
from .choosing import CLOSE_PX, sample_windows, sampled
from .matchers import Matchers
from .pair import RasterPair

_METHOD = "phase"             # cheap, and exact where bands look alike
_POINTS = 49                  # of the sample
_EXACT_PX = 0.15              # figure that no other bands improve noticeably
_BETTER = 0.8                 # of the figure of the first bands: others are worth a change


def best_bands(pair: RasterPair, bands: list[BandPair], matchers: Matchers, coarse: Refinement, progress: Progress) -> RasterPair:
    """The pair in those bands whose tie points agree best on a sample of windows at full resolution.

    Args:
        pair: the two rasters; its bands are kept where no others look clearly more alike.
        bands: see `core.raster.band_pairs`.
        matchers: what is used.
        coarse: where to look.
    """
    centres, size = sample_windows(pair, coarse, _POINTS)
    best, figure = pair, np.inf
    bands = [pair.bands, *(names for names in bands if names != pair.bands)]
    for number, names in enumerate(bands):
        part = Steps(progress, number / len(bands), (number + 1) / len(bands), "Comparing bands")
        part.step(0.0)
        try:
            seen = pair.in_bands(names) if number else pair
        except RasterError:
            continue                                          # nothing to be seen in one of them
        found = min(sampled(matcher.measure(seen, centres, 1.0, coarse.backward, size, part), centres, coarse, size)[0]
                    for matcher in matchers.variants(_METHOD))
        if number == 0:
            figure = min(_BETTER * found, CLOSE_PX)                 # by edges and grey values nothing is told of bands less alike
            if found < _EXACT_PX:
                break
        elif found < figure:
            best, figure = seen, found
    return best
