"""Where in a tile the network has seen the class it names.

Source: Selvaraju et al. 2017, doi:10.1109/ICCV.2017.74, as in the code published with CorrFusionNet. That takes slopes of the
cross-entropy; here they are of the logarithm of the probability, its opposite, so that what is high speaks for the class.
"""
from __future__ import annotations

import cv2
import numpy as np
import torch

from .predictor import Predictor

_TINY = 1e-5
_IMAGE, _MAP = 0.4, 0.6


def gradcam(predictor: Predictor, before: np.ndarray, after: np.ndarray,
            classes: tuple[np.ndarray, np.ndarray] | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Maps of pairs of tiles.

    Args:
        predictor: with the network.
        before, after: (N, rows, cols, 3) uint8.
        classes: (N,) from 0, of both dates; None: those that are most probable.

    Returns:
        (N, rows, cols) float32 of both dates, 0 to 1.
    """
    rows, cols = before.shape[1:3]
    maps: list[torch.Tensor] = []

    def keep(_module, _given, made: torch.Tensor) -> torch.Tensor:
        maps.append(made)
        made.requires_grad_(True)
        # What follows may write where it reads.
        return made.clone()

    hooks = [branch.backbone.last.register_forward_hook(keep) for branch in dict.fromkeys(predictor.network.branches)]
    try:
        with torch.enable_grad():
            seen = predictor.network(*(predictor.prepared(tiles) for tiles in (before, after)))
            found = []
            for index, scores in enumerate((seen.before, seen.after)):
                chosen = scores.argmax(1) if classes is None else torch.as_tensor(classes[index], device=scores.device).long()
                likely = scores.log_softmax(1).gather(1, chosen[:, None]).sum()
                slopes, = torch.autograd.grad(likely, maps[index], retain_graph=True)
                found.append(_weighed(maps[index].detach(), slopes))
    finally:
        for hook in hooks:
            hook.remove()
    return tuple(np.stack([cv2.resize(one, (cols, rows), interpolation=cv2.INTER_LINEAR) for one in some.cpu().numpy()])
                 for some in found)


def _weighed(maps: torch.Tensor, slopes: torch.Tensor) -> torch.Tensor:
    """(N, rows, cols) 0 to 1 of maps and slopes (N, channels, rows, cols); begins with ones, as published."""
    slopes = slopes / (slopes.square().mean((1, 2, 3), keepdim=True).sqrt() + _TINY)
    weighed = torch.relu(1.0 + (slopes.mean((2, 3), keepdim=True) * maps).sum(1))
    return (weighed / weighed.amax((1, 2), keepdim=True).clamp(min=_TINY)).float()


def overlaid(tile: np.ndarray, heat: np.ndarray) -> np.ndarray:
    """(rows, cols, 3) uint8: a tile under its map (rows, cols) 0 to 1, from blue to red."""
    colours = cv2.applyColorMap(np.round(heat * 255).astype(np.uint8), cv2.COLORMAP_JET)[..., ::-1]
    return np.round(_IMAGE * tile + _MAP * colours).clip(0, 255).astype(np.uint8)
