"""Ways to find where a template lies in its input: by learned maps, by networks that guess, by plain intensities.

All take pictures: the input (192, 192, 3) and the template (128, 128, 3), float32 red, green, blue, 0 to 1.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
import torch

from ..models.channels import channels
from ..models.deep_lk import RGB, DeepLK, grey
from ..models.deep_lk_maps import ready
from .alignment import Aligned, align, doubt
from .corners import template_corners, unmoved
from .guess import GUESSES
from .guess import guess as guessed
from .keypoint_baseline import estimate as by_keypoints

#: Where to begin: wherever of nothing moved, what networks say and what keypoints say leads to the best agreement; or one of `GUESSES`.
BEST = "best"
BEGINNINGS = (BEST, *GUESSES)
#: Of the pyramid of plain intensities, as of learned maps.
LEVELS = 3
_SMOOTH_PX = 1.0              # of a level, before every other pixel of it is left out
_FLAT = 1e-6


class Placer(Protocol):
    """What places a template in its input."""

    def __call__(self, image: np.ndarray, template: np.ndarray, initial: np.ndarray | None = None) -> Aligned:
        """Begin from a homography (3, 3), template to input pixels; None: from a guess of its own."""


@dataclass(frozen=True, eq=False)
class Explained:
    """Where a template lies, and on what maps that was found.

    Attributes:
        aligned: the outcome.
        input_maps, template_maps: (rows, cols) float32 of levels 1, 2, 3, each half the size of the one before.
    """

    aligned: Aligned
    input_maps: tuple[np.ndarray, ...]
    template_maps: tuple[np.ndarray, ...]


def learned(network: DeepLK, device: torch.device, guess: str = BEST, compat: bool = False,
            traced: bool = False) -> Callable[..., Explained]:
    """Deep Lucas-Kanade, with the maps that it saw; `placing` leaves them out.

    Args:
        network: is brought to ``device``.
        device: where it runs.
        guess: one of `BEGINNINGS`, where no homography is given to begin with.
        compat: see `align`.
        traced: keep the homography of every iteration.

    Returns:
        What takes input, template and, if wanted, a homography to begin from; ModelError where the network cannot guess as it should.
    """
    network = ready(network, device)

    @torch.inference_mode()
    def place(image: np.ndarray, template: np.ndarray, initial: np.ndarray | None = None) -> Explained:
        shown = [prepared(network, picture).to(device) for picture in (image, template)]
        if initial is not None:
            begun = np.asarray(initial, np.float64)[None]
        elif guess == BEST:
            begun = _beginnings(network, image, template, shown, compat)
        else:
            begun = guessed(network, *shown, guess, compat)
        maps = [branch(one.contiguous(memory_format=torch.channels_last)) for branch, one in
                zip((network.input, network.template), shown)]
        several = [level.expand(len(begun), -1, -1, -1) for level in maps[1]]
        aligned = min(align(maps[0], several, begun, compat, traced=traced), key=_disagreement)
        return Explained(aligned, *(tuple(level[0, 0].cpu().numpy() for level in levels) for levels in maps))

    return place


def _beginnings(network: DeepLK, image: np.ndarray, template: np.ndarray, shown, compat: bool) -> np.ndarray:
    """(N, 3, 3) all guesses there are."""
    found = [unmoved(compat)]
    if network.regression:
        found.append(guessed(network, *shown, "multi", compat)[0])
    matched = by_keypoints(image, template)
    if matched is not None and not doubt(found[0], matched, template_corners(), 1.0, 0.0):
        found.append(matched)
    return np.stack(found)


def _disagreement(aligned: Aligned) -> float:
    """Of where a template was found; where a guess was kept nothing is known."""
    return np.inf if aligned.kept_initial else aligned.residual[1]


def placing(place: Callable[..., Explained]) -> Placer:
    """What `learned` makes, without its maps."""
    return lambda image, template, initial=None: place(image, template, initial).aligned


def regressed(network: DeepLK, device: torch.device, guess: str = "multi") -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """The networks that guess, alone: input and template to the homography (3, 3); ModelError where there are none."""
    network = ready(network, device)

    def estimate(image: np.ndarray, template: np.ndarray) -> np.ndarray:
        return guessed(network, *(prepared(network, picture).to(device) for picture in (image, template)), guess)[0]

    return estimate


def intensities(traced: bool = False) -> Placer:
    """The Lucas-Kanade algorithm on grey values as they are, levels, aligner and stop rule as of learned maps; from where nothing moved."""

    @torch.inference_mode()
    def place(image: np.ndarray, template: np.ndarray, initial: np.ndarray | None = None) -> Aligned:
        begun = unmoved() if initial is None else np.asarray(initial, np.float64)
        return align(*(intensity_levels(picture) for picture in (image, template)), begun[None], traced=traced)[0]

    return place


def homographies(place: Placer) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """What places as an estimator of `evaluation.evaluate`."""
    return lambda image, template: place(image, template).homography


def prepared(network: DeepLK, picture: np.ndarray) -> torch.Tensor:
    """(1, bands, rows, cols) what a network wants to see of a picture (rows, cols, 3) 0 to 1."""
    bands = torch.from_numpy(np.ascontiguousarray(picture.transpose(2, 0, 1)[None], np.float32))
    if network.settings["bands"] == RGB:
        return bands
    values = grey(bands)[0, 0].numpy()
    return torch.from_numpy(channels(values, np.ones(values.shape, bool)))[None]


def intensity_levels(picture: np.ndarray) -> list[torch.Tensor]:
    """Grey values (1, 1, rows, cols) of mean 0 and deviation 1 at three levels; 0 where all are equal.

    Pixel i of a level is centred on pixel 2 i + 1 of the one before, as of learned maps.

    Args:
        picture: (rows, cols, 3), 0 to 1.
    """
    values = grey(torch.from_numpy(np.ascontiguousarray(picture.transpose(2, 0, 1)[None], np.float32)))[0, 0].numpy()
    spread = float(values.std())
    levels = [(values - values.mean()) / spread if spread > _FLAT else np.zeros_like(values)]
    for _ in range(LEVELS - 1):
        levels.append(np.ascontiguousarray(cv2.GaussianBlur(levels[-1], (0, 0), _SMOOTH_PX)[1::2, 1::2]))
    return [torch.from_numpy(level)[None, None] for level in levels]
