"""What CLKN finds: the Lucas-Kanade algorithm on maps of four levels, the baseline of the published comparison.

Source: Chang, Chou, Chang 2017, "CLKN: Cascaded Lucas-Kanade Networks for Image Alignment".
"""
from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch

from ..models.clkn import STRIDES, Clkn
from . import warp
from .corners import unmoved
from .solver import prepare, solve

#: Mean step of the corners that ends a level, pixels of the input, the coarsest level first; the most iterations of one.
TOLERANCE_PX, MOST = (1.0, 0.5, 0.1, 0.01), 30


def fineness(level: int) -> int:
    """The level of `warp.to_level` of a level of CLKN, whose coarsest one is 1 and whose finest is the image itself."""
    return len(STRIDES) + 1 - level


@torch.inference_mode()
def find(network: Clkn, inputs: torch.Tensor, templates: torch.Tensor, initial: np.ndarray | None = None,
         alive: Callable[[], None] = lambda: None) -> np.ndarray:
    """Homographies (N, 3, 3) float64, template to input pixels; NaN where too little of a template comes to lie on its input.

    Args:
        network: in evaluation mode, on the device of the images.
        inputs: (N, 3, 192, 192); templates: (N, 3, 128, 128); red, green, blue, 0 to 1.
        initial: (N, 3, 3) guesses; None: nothing has moved.
        alive: called before every iteration.
    """
    begun = np.repeat(unmoved()[None], len(inputs), 0) if initial is None else np.asarray(initial, np.float64)
    matrix = torch.from_numpy(begun).to(inputs.device)
    for level, tolerance in zip(STRIDES, TOLERANCE_PX):
        scale = fineness(level)
        solution = solve(prepare(network(templates, level)), network(inputs, level), warp.to_level(matrix, scale),
                         tolerance / 2.0 ** (scale - 1), MOST, alive=alive)
        matrix = warp.of_level(solution.matrix, scale)
    matrix[~torch.isfinite(solution.residual)] = torch.nan
    return matrix.cpu().numpy()


def estimator(network: Clkn, device: torch.device | str = "cpu") -> Callable[[np.ndarray, np.ndarray], np.ndarray | None]:
    """What `evaluation.evaluate` asks: input (192, 192, 3) and template (128, 128, 3), 0 to 1, to the homography or None."""
    network = network.to(device).eval()

    def estimate(image: np.ndarray, template: np.ndarray) -> np.ndarray | None:
        shown = (np.ascontiguousarray(picture.transpose(2, 0, 1)[None], np.float32) for picture in (image, template))
        found = find(network, *(torch.from_numpy(picture).to(device) for picture in shown))[0]
        return found if np.isfinite(found).all() else None

    return estimate
