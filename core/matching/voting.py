"""One map from what many windows say together, where hardly any is sure of its own place.

A window says of every offset how likely it is. The sum over all windows, each asked for the offset that one similarity of everything gives
it there, is a generalised Hough transform with soft votes (Ballard 1981, doi:10.1016/0031-3203(81)90009-1): found on a grid of turns and
scales, then sharpened by expectation maximisation with a shrinking kernel, as in a mixture with a uniform part for windows that are wrong.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import cv2
import numpy as np

from ..progress import Progress
from .pair import Backward, Pair

_RIGHT = 0.4                  # probability that a window knows its place
_TURNS = np.radians(np.arange(-8.0, 8.1, 2.0))
_FACTORS = np.arange(0.92, 1.081, 0.04)
_CELL_PX, _BLUR_PX = 3, 3.0   # of the grid search
_KERNELS_PX, _ROUNDS = (8.0, 6.0, 4.0, 3.0, 2.0, 1.5), 3
_LEAST = 12                   # windows that can elect anything
_CONVINCING, _HOPELESS = 16.0, 7.0
_RIVAL = 0.5                  # share of the support from which on another place is as good
#: Of a footprint: side of the parts that are counted.
CELL = 0.75
_ELSEWHERE_PX = 12.0          # from what is elected, on the average over the windows


@dataclass(frozen=True)
class Votes:
    """What N windows say of every offset.

    Attributes:
        middles: (N, 2) working positions.
        logits: (N, k, k) logarithm of the probability of an offset, up to a constant; a patch pixel apart, the middle being no offset.
        scale: working pixels per patch pixel.
        footprint: side of a window, working pixels.
        backward: from where offsets count.
    """

    middles: np.ndarray
    logits: np.ndarray
    scale: float
    footprint: float
    backward: Backward


@runtime_checkable
class Voting(Protocol):
    """A matcher whose windows can say how likely every offset is."""

    def votes(self, pair: Pair, centres: np.ndarray, scale: float, backward: Backward, size: int, progress: Progress) -> Votes:
        """What windows of ``size`` patch pixels around working positions (N, 2) say of every offset."""


@dataclass(frozen=True)
class Elected:
    """The similarity that windows elect.

    Attributes:
        move: (2, 3) by how many working pixels x, y a working position (1, x, y) of the reference is moved before ``start`` is asked.
        start: the map that windows were looked for with.
        support: how much likelier it makes what all windows see than chance does, a natural logarithm, as if windows that overlap were one.
        rival: support of the best similarity elsewhere as a share of its own.
    """

    move: np.ndarray
    start: Backward
    support: float
    rival: float

    @property
    def convincing(self) -> bool:
        """Whether it is a place to build on: at the best of many places in 11 unrelated pairs the support reached 12."""
        return self.support >= _CONVINCING and not self.contested

    @property
    def contested(self) -> bool:
        """Whether another place is nearly as good."""
        return self.rival >= _RIVAL

    @property
    def hopeless(self) -> bool:
        """Whether a closer look is a waste: where windows knew the place at all the support was 9 and more."""
        return self.support < _HOPELESS

    def backward(self, xy: np.ndarray) -> np.ndarray:
        """Reference to nominal positions, both (N, 2)."""
        xy = np.asarray(xy, np.float64)
        return self.start(xy + self.move[:, 0] + xy @ self.move[:, 1:].T)


def elect(votes: Votes) -> Elected | None:
    """The similarity with the most support; None from too few windows."""
    count = len(votes.middles)
    if count < _LEAST:
        return None
    chance = np.exp(votes.logits - votes.logits.max((1, 2), keepdims=True)).astype(np.float32)
    chance /= chance.sum((1, 2), keepdims=True)
    middle = votes.middles.mean(0)
    xy = (votes.middles - middle) / votes.scale
    offset, turn, rival = _roughly(chance, xy)
    offset, turn = _sharpened(chance, xy @ [1.0, 1.0j], offset, turn)
    near = _near(chance, offset + turn * (xy @ [1.0, 1.0j]), _KERNELS_PX[-1])[0]
    parts = len(np.unique(np.floor(votes.middles / (CELL * votes.footprint)), axis=0))
    support = float(np.log1p(_RIGHT * (chance[0].size * near - 1.0)).mean() * parts)
    linear = np.array([[turn.real, -turn.imag], [turn.imag, turn.real]])
    shift = votes.scale * np.array([offset.real, offset.imag]) - linear @ middle
    return Elected(np.column_stack([shift, linear]), votes.backward, support, rival)


def _roughly(chance: np.ndarray, xy: np.ndarray) -> tuple[complex, complex, float]:
    """(offset, turn and scale less one) as complex numbers, in patch pixels, of the best on a grid, and the share of it that another has.

    Args:
        chance: (N, k, k) probabilities.
        xy: (N, 2) places, patch pixels from their middle.
    """
    first = (chance.shape[1] // 2) % _CELL_PX
    blurred = np.stack([cv2.GaussianBlur(one, (0, 0), _BLUR_PX)[first::_CELL_PX, first::_CELL_PX] for one in chance])
    told = np.log1p(_RIGHT * (chance[0].size * blurred - 1.0))
    side = told.shape[1]
    # What lies beyond the surface of a window is as likely as the rest of it.
    known = told.mean((1, 2))
    turns = np.array([factor * np.exp(1j * angle) - 1.0 for angle in _TURNS for factor in _FACTORS])
    moved = turns[:, None] * (xy @ [1.0, 1.0j]) / _CELL_PX
    right, down = (np.rint(part).astype(int).clip(-side, side) + side for part in (moved.real, moved.imag))
    more = np.pad(told - known[:, None, None], ((0, 0), (side, side), (side, side)))
    every, each = np.lib.stride_tricks.sliding_window_view(more, (side, side), (1, 2)), np.arange(len(told))
    totals = known.sum() + np.stack([every[each, row, col].sum(0, dtype=np.float64) for row, col in zip(down, right)])
    line = (np.arange(side) - side // 2) * _CELL_PX
    offsets = line[None, :] + 1j * line[:, None]
    index, row, col = np.unravel_index(totals.argmax(), totals.shape)
    best, offset, turn = totals[index, row, col], offsets[row, col], turns[index]
    # Root mean square of how far two similarities put the windows apart.
    apart = np.abs(turns - turn)[:, None, None] ** 2 * (xy**2).sum(1).mean() + np.abs(offsets - offset) ** 2
    other = totals[apart > _ELSEWHERE_PX**2].max(initial=0.0)
    return complex(offset), complex(turn), float(other / max(best, 1e-9))


def _sharpened(chance: np.ndarray, place: np.ndarray, offset: complex, turn: complex) -> tuple[complex, complex]:
    """(offset, turn) that windows at complex places (N,) elect near a rough one."""
    design = np.column_stack([np.ones(len(place)), place])
    for kernel in _KERNELS_PX:
        for _ in range(_ROUNDS):
            mass, mean = _near(chance, offset + turn * place, kernel)
            right = np.sqrt(_RIGHT * mass / (_RIGHT * mass + (1.0 - _RIGHT) / chance[0].size) + 1e-6)
            (offset, turn), *_ = np.linalg.lstsq(design * right[:, None], mean * right, rcond=None)
    return complex(offset), complex(turn)


def _near(chance: np.ndarray, offset: np.ndarray, kernel: float) -> tuple[np.ndarray, np.ndarray]:
    """Probability density of each window (N, k, k) around a complex offset (N,), and the mean offset there: (N,), (N,) complex."""
    line = (np.arange(chance.shape[1]) - chance.shape[1] // 2).astype(np.float32)
    along, down = (np.exp(-0.5 * ((line - at[:, None].astype(np.float32)) / np.float32(kernel)) ** 2) for at in (offset.real, offset.imag))
    rows = (chance @ np.stack([along, along * line], 2)) * down[:, :, None]              # (N, k, 2)
    mass, across = rows.sum(1, dtype=np.float64).T
    mass = np.maximum(mass, 1e-300)
    return mass / (2.0 * np.pi * kernel**2), (across + 1j * (rows[:, :, 0] @ line)) / mass
