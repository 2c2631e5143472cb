"""Inputs and templates of one place with a known homography, cut from stacks of layers."""
from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ...errors import OptionError
from ...lucas_kanade.corners import homography, template_corners
from ...models.channels import channels
from ...models.deep_lk import INPUT_PX, INSET_PX, TEMPLATE_PX
from ..layers.cut import any_two, linear, usable
from ..layers.radiometry import disturbed
from ..layers.stack import Stack

_TRIES = 300
_PERCENTILES = (2.0, 98.0)


@dataclass(frozen=True)
class Sample:
    """An input and a template.

    Attributes:
        input: (bands, 192, 192) float32; template: (bands, 128, 128); as the networks want them.
        pictures: the same as grey values, (192, 192) and (128, 128), 0 to 1.
        corners: (4, 2) of the template in the input, pixels.
        noise: random number that belongs to the sample, for what is drawn while it is trained on.
        kinds: modality of each.
    """

    input: np.ndarray
    template: np.ndarray
    pictures: tuple[np.ndarray, np.ndarray]
    corners: np.ndarray
    noise: int
    kinds: tuple[str, str]

    @property
    def homography(self) -> np.ndarray:
        """(3, 3) template to input pixels."""
        return homography(template_corners(), self.corners)


def draw(stacks: list[Stack], rng: np.random.Generator, reach: float, rgb: bool = False, cross_modal: bool = True,
         plain: bool = False) -> Sample:
    """A random sample.

    Args:
        stacks: what to draw from.
        rng: of everything random.
        reach: of the corners in x and y, pixels; half of the samples have a smaller one, as what is georeferenced has.
        rgb: images are three equal bands from 0 to 1, not those of `channels`.
        cross_modal: see `disturbed`; False also keeps to layers of one kind.
        plain: layers are shown as they are, and all samples have the same reach.

    Raises:
        OptionError: nothing usable was found.
    """
    unmoved = template_corners() + INSET_PX
    for _ in range(_TRIES):
        stack, place, one, two = any_two(stacks, rng, cross_modal)
        rows, cols = stack.valid.shape[1:]
        scale = np.exp(rng.uniform(-0.2, 0.3)) * max(1.0, INPUT_PX / min(rows, cols))
        room = 0.5 * INPUT_PX / scale
        centre = np.array([rng.uniform(min(room, side / 2), max(side - room, side / 2)) for side in (cols, rows)])
        turn = linear(rng.uniform(0, 2 * np.pi), scale, rng.choice([-1.0, 1.0]))
        if min(rows, cols) * scale < 1.5 * INPUT_PX:
            # Small layers are turned by right angles: what lies beyond their edges would teach nothing.
            turn = linear(rng.integers(4) * np.pi / 2, scale, rng.choice([-1.0, 1.0]))
        there = np.eye(3)
        there[:2] = np.c_[turn, centre - 0.5 - turn @ np.full(2, (INPUT_PX - 1) / 2.0)]
        most = reach if plain or rng.random() < 0.5 else reach * rng.uniform(0.06, 0.5)
        corners = unmoved + rng.uniform(-most, most, (4, 2))
        first = _cut(stack, place, one, there, INPUT_PX)
        second = _cut(stack, place, two, there @ homography(template_corners(), corners), TEMPLATE_PX)
        if not usable(first, second):
            continue
        shown = [image if plain else disturbed(image, rng, cross_modal) for image, _ in (first, second)]
        valid = [seen for _, seen in (first, second)]
        pictures = tuple(_stretched(image, seen) for image, seen in zip(shown, valid))
        seen = (np.repeat(picture[None], 3, 0) if rgb else channels(image, inside)
                for picture, image, inside in zip(pictures, shown, valid))
        return Sample(*seen, pictures, corners, int(rng.integers(2**31)), (stack.kinds[one], stack.kinds[two]))
    raise OptionError(f"No usable pair of {INPUT_PX} pixels was found in {_TRIES} tries: the layers are too small or mostly empty.",
                      "Train on larger layers, or on ones with fewer gaps.")


def _cut(stack: Stack, place: int, layer: int, matrix: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """(image (size, size) 0 to 1, valid) seen through a homography (3, 3) to layer pixels."""
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    image = cv2.warpPerspective(stack.layers[place, layer], matrix, (size, size), flags=flags, borderMode=cv2.BORDER_REFLECT)
    seen = cv2.warpPerspective(stack.valid[place].astype(np.uint8), matrix, (size, size), flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP)
    return image.astype(np.float32) / 255.0, seen > 0


def _stretched(image: np.ndarray, valid: np.ndarray) -> np.ndarray:
    low, high = np.percentile(image[valid], _PERCENTILES)
    return np.where(valid, np.clip((image - low) / max(high - low, 1e-6), 0.0, 1.0), 0.5).astype(np.float32)
