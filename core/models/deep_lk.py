"""The networks of Deep Lucas-Kanade: one-channel maps of three levels on which a homography is found, and what guesses it first.

Source: Zhao, Huang, Zhang 2021, arXiv:2104.11693. The published networks have 64 channels (features) and 32 to 256 (regression); those
trained here are narrower, the code is the same. Layers have the names of the published ones.
"""
from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from ..errors import ModelError
from .channels import COUNT

#: Channels of feature networks, and of the first block of regression networks, as published.
PUBLISHED, PUBLISHED_REGRESSION = 64, 32
LEVELS = (1, 2, 3)
#: Sides of the input and of the template, pixels; where the template lies in the input if nothing has moved.
INPUT_PX, TEMPLATE_PX, INSET_PX = 192, 128, 32
#: Pixels of the image beyond which nothing matters to a pixel of the map of a level, in either direction.
RECEPTIVE = {1: 10, 2: 28, 3: 64}
#: Bands of images as published.
RGB = 3
_SLOPE = 0.2
_EPSILON, _MOMENTUM = 1e-3, 0.01
_TRACE = 1e-8
_GREY = (0.2989, 0.5870, 0.1140)
_CONVOLUTIONS, _REGRESSION_WIDTHS = "abcdef", (1, 2, 2, 4, 4, 8)


def _norm(width: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(width, eps=_EPSILON, momentum=_MOMENTUM)


def initialise(network: nn.Module, seed: int) -> None:
    """Glorot's uniform weights, no biases."""
    generator = torch.Generator().manual_seed(seed)
    for layer in network.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.xavier_uniform_(layer.weight, generator=generator)
            nn.init.zeros_(layer.bias)


class FeatureNetwork(nn.Module):
    """One level of one branch: an image, or the features of the finer level, to features and a map.

    Args:
        inside: channels that come in.
        width: of the features.
        stride: 1 for level 1, 2 for the others; a pixel i of the outcome is centred on the pixel 2 i + 1 of what comes in.
        special: the map tells how alike directions of features around a pixel are, see `eigen_ratio`; else it is a convolution.
        scrambled: the order in which published weights were trained, see `eigen_ratio`.
    """

    def __init__(self, inside: int, width: int, stride: int, special: bool = True, scrambled: bool = False):
        super().__init__()
        self.stride, self.special, self.scrambled = stride, special, scrambled
        self.conv1_pre = nn.Conv2d(inside, width, 3, stride, padding=1 if stride == 1 else 0)
        self.bn_1_pre = _norm(width)
        for name in _CONVOLUTIONS:
            setattr(self, f"conv1{name}", nn.Conv2d(width, width, 3, padding=1))
            setattr(self, f"bn_1{name}", _norm(width))
        self.conv1_aft, self.bn_1_aft = nn.Conv2d(width, width, 3, padding=1), _norm(width)
        self.conv1_forge = nn.Conv2d(width, width if special else 1, 3, padding=1)

    def forward(self, images: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """(N, inside, rows, cols), even sides for stride 2, to features (N, width, rows, cols) / stride and map (N, 1, ...)."""
        found = self._features(images)
        forged = self.conv1_forge(found)
        # Convolutions may be computed in a short type; ratios are not.
        return (forged, eigen_ratio(forged.float(), self.scrambled)) if self.special else (found, forged.float())

    def features(self, images: torch.Tensor) -> torch.Tensor:
        """The features alone."""
        found = self._features(images)
        return self.conv1_forge(found) if self.special else found

    def _features(self, images: torch.Tensor) -> torch.Tensor:
        found = functional.pad(images, (0, 1, 0, 1)) if self.stride == 2 else images
        found = self.bn_1_pre(self.conv1_pre(found))             # not rectified, as published
        for one, two in ("ab", "cd", "ef"):
            inner = functional.leaky_relu(self._layer(one, found), _SLOPE)
            found = functional.leaky_relu(self._layer(two, inner) + found, _SLOPE)
        return self.bn_1_aft(self.conv1_aft(found))

    def _layer(self, name: str, images: torch.Tensor) -> torch.Tensor:
        return getattr(self, f"bn_1{name}")(getattr(self, f"conv1{name}")(images))


def eigen_ratio(features: torch.Tensor, scrambled: bool = False) -> torch.Tensor:
    """Mean of the bounds that row sums set to the largest eigenvalue of a neighbourhood's covariance, over the sum of all eigenvalues.

    The nine feature vectors of the 3 x 3 pixels around a pixel, zero outside of the image, are each centred over the channels; V (9, 9)
    are their inner products. The map is (largest + smallest row sum of V) / 2 / trace V, and 0 where V is 0.

    Args:
        features: (N, C, rows, cols).
        scrambled: as published, position and channel are confused: of the neighbourhood as a list of 9 C numbers, position by position,
            number f is taken for channel f // 9 at position f % 9.

    Returns:
        (N, 1, rows, cols).
    """
    count, channels, rows, cols = features.shape
    if not scrambled:
        return _ordered(features)
    # unfold lists channel by channel: (N, C, 9, rows * cols).
    around = functional.unfold(features, 3, padding=1).view(count, channels, 9, rows * cols)
    columns = around.transpose(1, 2).reshape(count, channels, 9, rows * cols)
    centred = columns - columns.mean(1, keepdim=True)
    sums = centred.sum(2, keepdim=True)
    # Row sums of V = X'X are X' applied to the sum of the columns of X.
    row_sums, trace = (centred * sums).sum(1), centred.square().sum((1, 2))
    return _ratio(row_sums, trace).view(count, 1, rows, cols)


def _ordered(features: torch.Tensor) -> torch.Tensor:
    """`eigen_ratio` with position and channel kept apart: a pixel is centred once, whosever neighbour it is."""
    centred = features - features.mean(1, keepdim=True)
    rows, cols = features.shape[2:]
    sums = 9.0 * functional.avg_pool2d(centred, 3, 1, 1)                  # zeros outside count
    trace = 9.0 * functional.avg_pool2d(centred.square().sum(1, keepdim=True), 3, 1, 1)
    padded = functional.pad(centred, (1, 1, 1, 1))
    row_sums = torch.stack([(padded[..., dy : dy + rows, dx : dx + cols] * sums).sum(1) for dy in range(3) for dx in range(3)], 1)
    return _ratio(row_sums, trace[:, 0])[:, None]


def _ratio(row_sums: torch.Tensor, trace: torch.Tensor) -> torch.Tensor:
    """(N, 9, ...) and (N, ...) to (N, ...)."""
    return (row_sums.amax(1) + row_sums.amin(1)) / 2 / (trace + _TRACE)


class Pyramid(nn.Module):
    """The three levels of one branch.

    Args:
        width: of the features; special, scrambled: see `FeatureNetwork`; bands: of the images.
    """

    def __init__(self, width: int = PUBLISHED, special: bool = True, scrambled: bool = False, bands: int = RGB):
        super().__init__()
        self.levels = nn.ModuleList(FeatureNetwork(width if level > 1 else bands, width, 1 if level == 1 else 2, special, scrambled)
                                    for level in LEVELS)

    def forward(self, images: torch.Tensor, deepest: int = 3) -> list[torch.Tensor]:
        """Maps (N, 1, rows, cols) of levels 1 to ``deepest``, each half the size of the one before.

        Raises:
            ModelError: the sides of the images are no multiples of 4.
        """
        if images.ndim != 4 or images.shape[2] % 4 or images.shape[3] % 4:
            raise ModelError(f"The networks cannot see images of the shape {tuple(images.shape)}.",
                             "Give (N, bands, rows, cols) with sides that are multiples of 4.")
        maps, features = [], images
        for level in self.levels[:deepest]:
            features, found = level(features)
            maps.append(found)
        return maps


class RegressionNetwork(nn.Module):
    """Template and input, each with half of the bands, to the eight entries of a homography.

    Args:
        width: channels of the first block; those after it have 2, 2, 4, 4 and 8 times as many.
        hidden: of the layer before the last.
        bands: of both together.

    Attributes:
        scale, offset: (8,) buffers: entries are ``scale * network + offset``; 1 and 0 for published weights.
    """

    def __init__(self, width: int = PUBLISHED_REGRESSION, hidden: int = 1024, bands: int = 2):
        super().__init__()
        before = bands
        for block, times in enumerate(_REGRESSION_WIDTHS, 1):
            for name in "ab":
                setattr(self, f"conv{block}{name}", nn.Conv2d(before, width * times, 3, padding=1))
                setattr(self, f"bn_{block}{name}", _norm(width * times))
                before = width * times
        self.conv_final_pre = nn.Linear((INPUT_PX // 32) ** 2 * before, hidden)
        self.dropout = nn.Dropout(0.2)
        self.conv_final = nn.Linear(hidden, 8)
        self.register_buffer("scale", torch.ones(8))
        self.register_buffer("offset", torch.zeros(8))

    def forward(self, canvas: torch.Tensor) -> torch.Tensor:
        """(N, bands, 192, 192), see `DeepLK.canvas`, to (N, 8): h11, h12, h13, h21, ..., h32."""
        found = canvas
        for block in range(1, 7):
            for name in "ab":
                found = getattr(self, f"bn_{block}{name}")(getattr(self, f"conv{block}{name}")(found))
                found = functional.leaky_relu(found, _SLOPE)
            found = functional.max_pool2d(found, 2) if block < 6 else found
        found = self.dropout(self.conv_final_pre(found.flatten(1)))
        return self.conv_final(found) * self.scale + self.offset


def grey(images: torch.Tensor) -> torch.Tensor:
    """(N, 3, rows, cols) red, green, blue to (N, 1, rows, cols)."""
    weights = torch.tensor(_GREY, dtype=images.dtype, device=images.device)
    return (images * weights[:, None, None]).sum(1, keepdim=True)


class DeepLK(nn.Module):
    """All networks of Deep Lucas-Kanade.

    Args:
        width: of the features; special, scrambled: see `FeatureNetwork`.
        bands: of images: 3, red, green and blue from 0 to 1, as published; or 6, those of `channels`.
        regressions: how many networks guess a homography, one after the other; 0: there is no guess.
        regression_width, hidden: see `RegressionNetwork`.

    Attributes:
        input, template: a `Pyramid` each; regression: a list of `RegressionNetwork`; settings: what it was made with.
    """

    def __init__(self, width: int = PUBLISHED, special: bool = True, scrambled: bool = False, bands: int = RGB, regressions: int = 3,
                 regression_width: int = PUBLISHED_REGRESSION, hidden: int = 1024):
        super().__init__()
        if bands not in (RGB, COUNT):
            raise ModelError(f"The networks cannot see {bands} bands.", f"Choose {RGB}, red, green and blue, or {COUNT}.")
        self.settings = {"width": width, "special": special, "scrambled": scrambled, "bands": bands, "regressions": regressions,
                         "regression_width": regression_width, "hidden": hidden}
        self.input, self.template = (Pyramid(width, special, scrambled, bands) for _ in range(2))
        both = 2 if bands == RGB else 2 * bands
        self.regression = nn.ModuleList(RegressionNetwork(regression_width, hidden, both) for _ in range(regressions))

    @classmethod
    def random(cls, seed: int = 0, **settings) -> DeepLK:
        """Untrained, always the same for a seed; both branches begin alike."""
        network = cls(**settings)
        initialise(network, seed)
        network.template.load_state_dict(network.input.state_dict())
        return network.eval()

    def canvas(self, templates: torch.Tensor, inputs: torch.Tensor) -> torch.Tensor:
        """What regression networks see: templates (N, bands, 192, 192) on their canvas and inputs of that size; three bands become grey."""
        pictures = (templates, inputs)
        return torch.cat([grey(images) if images.shape[1] == RGB else images for images in pictures], 1)
