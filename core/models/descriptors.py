"""A small fully convolutional network: what a place looks like whatever the sensor, and how far that is to be trusted."""
from __future__ import annotations

import cv2
import numpy as np
import torch
from torch import nn

#: Feature cells are this many pixels wide.
STRIDE = 2
_LOCAL_PX = 12.0              # over which grey values are normalised
_LEAST_SHARE = 0.05           # of valid pixels around, below which nothing is known


def normalised(image: np.ndarray, valid: np.ndarray, noise: float | None = None) -> np.ndarray:
    """(2, rows, cols) float32: grey values less their local mean over their local deviation, clipped at 3, and the validity, 0 or 1.

    Means are over the valid pixels of a Gaussian neighbourhood: what lies 50 px away makes no difference, so tiles agree.

    Args:
        image: (rows, cols) grey values; valid: (rows, cols) bool.
        noise: deviation of grey values that is nothing, so that flat places stay flat; None: a hundredth of that of this image.
    """
    weight = valid.astype(np.float32)
    grey = np.where(valid, image, 0).astype(np.float32)
    share = cv2.GaussianBlur(weight, (0, 0), _LOCAL_PX)
    known = np.maximum(share, _LEAST_SHARE)
    mean = cv2.GaussianBlur(grey, (0, 0), _LOCAL_PX) / known
    centred = np.where(valid, grey - mean, 0).astype(np.float32)
    deviation = np.sqrt(cv2.GaussianBlur(centred * centred, (0, 0), _LOCAL_PX) / known)
    if noise is None:
        noise = 0.01 * float(np.sqrt((centred[valid] ** 2).mean())) if valid.any() else 0.0
    rounding = 1e-4 * np.abs(mean) + 1e-6
    return np.stack([np.clip(centred / (deviation + noise + rounding), -3.0, 3.0), weight])


class DenseDescriptor(nn.Module):
    """Unit descriptors and reliability, one for every `STRIDE` x `STRIDE` pixels.

    Args:
        channels: length of a descriptor.
        width: channels inside.
        dilations: of the residual blocks.
    """

    def __init__(self, channels: int = 16, width: int = 32, dilations: tuple[int, ...] = (1, 2, 4)):
        super().__init__()
        self.settings = {"channels": channels, "width": width, "dilations": list(dilations)}
        self.stem = nn.Sequential(nn.Conv2d(2, width // 2, 5, padding=2), nn.ReLU(),
                                  nn.Conv2d(width // 2, width, 4, stride=STRIDE, padding=1), nn.ReLU())
        self.blocks = nn.ModuleList(nn.Sequential(nn.Conv2d(width, width, 3, padding=d, dilation=d), nn.ReLU(),
                                                  nn.Conv2d(width, width, 3, padding=1)) for d in dilations)
        self.descriptor, self.reliability = nn.Conv2d(width, channels, 1), nn.Conv2d(width, 1, 1)
        self.sharpness = nn.Parameter(torch.tensor(4.0))

    def forward(self, images: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Features of normalised images.

        Args:
            images: (N, 2, rows, cols) from `normalised`; rows and cols even.

        Returns:
            descriptors (N, channels, rows / 2, cols / 2) of unit length and reliability (N, 1, rows / 2, cols / 2), 0 to 1, both 0
            where a cell is not valid.
        """
        seen = (nn.functional.avg_pool2d(images[:, 1:], STRIDE) > 0.99).to(images.dtype)
        inside = self.stem(images)
        for block in self.blocks:
            inside = torch.relu(inside + block(inside))
        return (nn.functional.normalize(self.descriptor(inside), dim=1) * seen, torch.sigmoid(self.reliability(inside)) * seen)


def correlate(template: tuple[torch.Tensor, torch.Tensor], scene: tuple[torch.Tensor, torch.Tensor], window: torch.Tensor) -> torch.Tensor:
    """Mean agreement of a template with a larger scene at every offset, weighted by reliability.

    Args:
        template: descriptors (N, C, n, n) and reliability (N, 1, n, n) of the reference.
        scene: the same of the target, (N, C, m, m), m - n even.
        window: (n, n) weights of the template's cells.

    Returns:
        (N, m - n + 1, m - n + 1) float32, -1 to 1: how well the template agrees with the scene at offsets (dx, dy), rows first, the
        middle being no offset.
    """
    (first, trust), (second, other) = ((described.float(), reliability.float()) for described, reliability in (template, scene))
    trust = trust * window
    span, size = second.shape[-1] - first.shape[-1] + 1, second.shape[-2:]

    def spectrum(values, weights=None):
        return torch.fft.rfft2(values if weights is None else values * weights, s=size)

    agreement = (spectrum(first, trust).conj() * spectrum(second, other)).sum(1)
    weight = (spectrum(trust).conj() * spectrum(other))[:, 0]
    found, total = (torch.fft.irfft2(product, s=size)[:, :span, :span] for product in (agreement, weight))
    # Offsets at which little can be trusted say little.
    return found / (total + 0.1 * trust.sum((2, 3)).amax(1)[:, None, None] + 1e-6)
