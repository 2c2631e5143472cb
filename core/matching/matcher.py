"""What a matching method is to the jobs that use it."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np

from ..progress import Progress
from .measurement import Measurement
from .pair import Backward, Pair
from .placement import Placement


@dataclass(frozen=True)
class Means:
    """By what means methods work.

    Attributes:
        model: id or file of the weights; empty = those the method takes by itself.
        device: where networks run: auto, cpu or cuda.
        compat: published methods keep the slips of their reference implementations.
    """

    model: str = ""
    device: str = "auto"
    compat: bool = False


class Matcher(Protocol):
    """A matching method, or one variant of it.

    Attributes:
        id: in the list of methods.
        title: for the log; tells variants apart.
        repeatable: whether its windows can be measured again from another start.
        searches: the searches `place` has, by the values of ``thorough``.
        settled_px: how far it need look, patch pixels, where a sample of windows has told the place; None: as far as ever, and what it
            finds leans towards where it begins.
        apart: sides of a window between neighbouring ones that need not lie closer, where most of a sample agree.
        doubt: by what its figure is multiplied before it is compared with others', where something agrees within a pixel and where
            nothing does.
    """

    id: ClassVar[str]
    title: str
    repeatable: ClassVar[bool]
    searches: ClassVar[tuple[bool, ...]]
    settled_px: ClassVar[int | None]
    apart: ClassVar[float]
    doubt: ClassVar[tuple[float, float]]

    @classmethod
    def variants(cls, means: Means) -> list[Matcher]:
        """The variants of the method, the one that places first."""

    def place(self, pair: Pair, progress: Progress, thorough: bool) -> list[Placement]:
        """Placements to try, best first."""

    def measure(self, pair: Pair, centres: np.ndarray, scale: float, backward: Backward, size: int, progress: Progress,
                reach: int | None = None) -> Measurement:
        """Correspondences around working positions (N, 2); see `Windows.measure`. ``reach``: None = what the window allows."""
