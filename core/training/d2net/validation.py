"""How many of the matches are right, on places a network was not trained on."""
from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch

from ...keypoints.detection import detect
from ...keypoints.localisation import describe, locate
from ...keypoints.mma import accuracy
from ...keypoints.pairing import pair
from ...models.d2net import OFFSET, STRIDE, D2Net
from ...models.preprocessing import Preprocessing
from .sample import Sample

#: Distances from where a match should be, pixels.
WITHIN_PX = (1.0, 3.0, 5.0, 10.0)


def validate(network: D2Net, samples: Sequence[Sample], preprocessing: Preprocessing, device,
             alive: Callable[[], None] = lambda: None) -> dict[str, tuple[float, ...]]:
    """Mean matching accuracy within `WITHIN_PX` by pair of modalities, and ``all``: of mutual nearest keypoints of one level.

    Args:
        network: on ``device``.
        samples: with an affine map each.
        preprocessing: of their pictures.
        device: where the network is.
        alive: called before every picture.
    """
    network.eval()
    found: dict[str, list[np.ndarray]] = {}
    for sample in samples:
        (one_xy, one), (two_xy, two) = (_keypoints(network, preprocessing(picture), device, alive)
                                        for picture in (sample.reference, sample.target))
        index = pair(one, two, "mutual", device=device).index
        shares = accuracy(one_xy[index[:, 0]], two_xy[index[:, 1]], lambda xy, m=sample.matrix: xy @ m[:, :2].T + m[:, 2], WITHIN_PX)
        for key in (" - ".join(sorted(sample.kinds)), "all"):
            found.setdefault(key, []).append(shares)
    return {key: tuple(np.mean(values, axis=0).round(4).tolist()) for key, values in sorted(found.items())}


@torch.inference_mode()
def _keypoints(network: D2Net, picture: np.ndarray, device, alive: Callable[[], None]) -> tuple[np.ndarray, torch.Tensor]:
    """(N, 2) x, y in pixels, the centre of the first one at 0, and (N, C) descriptors."""
    alive()
    features = network(torch.from_numpy(picture[None]).to(device).contiguous(memory_format=torch.channels_last))[0].float()
    positions, sharp = locate(features, detect(features))
    positions = positions[sharp]
    descriptors, inside = describe(features, positions)
    return positions[inside].cpu().numpy()[:, ::-1] * STRIDE + OFFSET, descriptors
