"""Phase correlation as a matcher: local, sub-pixel, on a tie-point grid."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..progress import Progress
from .correlation import at_once, boxes, farthest, hann, peaks_in
from .fields import FIELDS, MARGIN_PX, NAMES, Fields, only
from .fusion import SHARPNESS
from .matcher import Means
from .measurement import Measurement
from .pair import Backward, Pair
from .placement import Placement, place
from .voting import Votes
from .windows import Corners, Offsets, Surfaces, Views, Windows, squares

_REACH = 0.3                  # of a window
_LEAST_VALID = 0.45           # share of a window's weight that must lie on data
_LEAST_SCORE = 0.08           # sharpness below which a peak is no better than its rival
# The error of a peak in pixels is about the noise of the surface over the height of the peak, which its rival tells: measured on
# generated pairs as one minus the score. What parallax, change or shadow add does not show in the score.
_SYSTEMATIC_PX = 0.1
_REMEMBERED = 24              # surfaces of so many sets of windows


class Phase:
    """Windows of a field are correlated by phase; see `correlation` and `fields`.

    Args:
        field: one of `fields.FIELDS`.
    """

    id = "phase"
    repeatable = True
    searches = (False, True)
    settled_px = None
    apart = 1.0
    doubt = (1.0, 1.0)

    @classmethod
    def variants(cls, _means: Means) -> list[Phase]:
        """One for each field; what is seen of a raster is seen for all."""
        views = Views()
        return [cls(field, views) for field in FIELDS]

    def __init__(self, field: str = "orientation", views: Views | None = None):
        self.field = field
        self._windows = Windows(_Comparison(field), beyond=False, views=views)

    @property
    def title(self) -> str:
        """Name for the log."""
        return f"phase ({self.field})"

    def place(self, pair: Pair, progress: Progress, thorough: bool) -> list[Placement]:
        """Placements to try, best first: by shift alone, or with ``thorough`` over rotations and scales too."""
        return place(pair, progress, thorough)

    def measure(self, pair: Pair, centres: np.ndarray, scale: float, backward: Backward, size: int, progress: Progress,
                reach: int | None = None) -> Measurement:
        """Offsets of windows around working positions; see `Windows.measure`.

        Args:
            reach: largest offset looked for, patch pixels; None = what the window allows.
        """
        return self._windows.measure(pair, centres, scale, backward, size, reach or int(_REACH * size), progress)

    def votes(self, pair: Pair, centres: np.ndarray, scale: float, backward: Backward, size: int, progress: Progress) -> Votes:
        """What windows around working positions say of every offset; see `Voting`."""
        return self._windows.votes(pair, centres, scale, backward, size, int(_REACH * size), progress)


class _View:
    """What is seen of a patch, and the surfaces last made of it with another: variants that look at the same one share them."""

    def __init__(self, image: np.ndarray, valid: np.ndarray):
        self.fields, self.valid = Fields(image, valid), valid
        self._other, self._made = None, {}

    def boxes(self, other: _View, name: str, corner: np.ndarray, size: int, reach: int, both: np.ndarray) -> np.ndarray:
        """See `correlation.boxes`, of one field."""
        if self._other is not other or len(self._made) >= _REMEMBERED:
            self._other, self._made = other, {}
        key = name, corner.tobytes(), size, reach
        if key not in self._made:
            self._made[key] = boxes(*(only(squares(getattr(view.fields, name), corner, size), both) for view in (self, other)), reach)
        return self._made[key]


@dataclass(frozen=True)
class _Comparison:
    field: str
    stride: int = 1
    margin: int = MARGIN_PX
    spared: int = 0

    def view(self, image: np.ndarray, valid: np.ndarray, _rim: int = 0) -> _View:
        """The fields of a patch; see `Comparison`."""
        return _View(image, valid)

    def at_once(self, size: int) -> int:
        """See `Comparison`."""
        return at_once(size)

    def compare(self, one: _View, two: _View, corners: Corners, size: int, reach: int) -> Offsets:
        """Offsets by the sum of the fields' surfaces; see `Comparison`."""
        index, box, middle = self._boxes(one, two, corners[0], size, reach)
        if not len(index):
            empty = np.zeros((0, 2))
            return Offsets(index, empty, np.zeros(0), np.zeros(0), empty, empty)
        found = peaks_in(box)
        good = found.scores > _LEAST_SCORE
        return Offsets(index[good], found.offsets[good], found.scores[good], _SYSTEMATIC_PX**2 + (1.0 - found.scores[good]) ** 2,
                       found.rivals[good].astype(np.float64), middle[good])

    def surfaces(self, one: _View, two: _View, corners: Corners, size: int, reach: int) -> Surfaces:
        """What windows say of all offsets; see `Comparison`."""
        index, box, middle = self._boxes(one, two, corners[0], size, reach)
        return Surfaces(index, SHARPNESS * box[:, 1:-1, 1:-1], middle)

    def _boxes(self, one: _View, two: _View, corner: np.ndarray, size: int, reach: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Which windows can be compared, the sum of the fields' boxes (see `correlation.boxes`), and what of the windows can be seen."""
        weight = hann(size) ** 2                                  # both patches of a pair are weighted
        weight /= weight.sum()
        line = np.arange(size) + 0.5 - size / 2
        both = squares(one.valid & two.valid, corner, size)
        shares = both * weight
        share = shares.sum((1, 2))
        index, reach = np.flatnonzero(share >= _LEAST_VALID), farthest(size, reach)
        if not len(index):
            return index, np.zeros((0, 2 * reach + 3, 2 * reach + 3), np.float32), np.zeros((0, 2))
        box = sum(one.boxes(two, name, corner[index], size, reach, both[index]) for name in NAMES[self.field])
        # What is measured is the offset of what can be seen, which at the edge of the data is not around the centre.
        return index, box, np.stack([shares.sum(1) @ line, shares.sum(2) @ line], 1)[index] / share[index, None]
