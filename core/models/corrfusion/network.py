"""CorrFusionNet: classes of two dates of a tile, each helped by what the dates have in common.

Source: Ru, Du, Wu 2021, doi:10.1109/TIP.2020.3039328; the network that its published code trained in December 2019. What was published last
builds the block but classifies without it.
"""
from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional

from ...errors import ModelError
from . import backbones
from .block import TEMPERATURES, Fusion, distance, gate

#: Side of the tiles of the published data, pixels of about 1 m; features and ratio as published.
TILE_PX, WIDTH, RATIO = 200, 1024, 2


@dataclass(frozen=True)
class Seen:
    """What the network makes of N pairs of tiles.

    Attributes:
        before, after: (N, classes), whose softmax are the probabilities.
        features: of both dates, (N, width) each, before anything is added to them.
        squeezed: of both dates, (N, width / ratio) each; None without fusion.
        distance: (N,) of the squeezed features; None without fusion.
        gate: (N,) 0 to 1, see `block.gate`; None without fusion.
    """

    before: torch.Tensor
    after: torch.Tensor
    features: tuple[torch.Tensor, torch.Tensor]
    squeezed: tuple[torch.Tensor, torch.Tensor] | None = None
    distance: torch.Tensor | None = None
    gate: torch.Tensor | None = None


class Branch(nn.Module):
    """What sees one date."""

    def __init__(self, backbone: str, classes: int, fusion: bool, average: bool, side: int, width: int, ratio: int):
        super().__init__()
        self.backbone, self._average = backbones.make(backbone), average
        inside = self.backbone.channels
        if not average:
            channels, rows, cols = backbones.maps_of(backbone, side)
            inside = channels * rows * cols
        self.dense1, self.dense2 = nn.Linear(inside, width), nn.Linear(width, width)
        self.fusion = Fusion(width, width // ratio) if fusion else None
        self.head = nn.Linear(width, classes, bias=False)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """(N, 3, side, side) to features (N, width)."""
        maps = self.backbone(images)
        flat = maps.mean((2, 3)) if self._average else maps.flatten(1)
        return torch.relu(self.dense2(torch.relu(self.dense1(flat))))


class CorrFusionNet(nn.Module):
    """Tiles of two dates to classes.

    Args:
        backbone: name of one of `backbones.BACKBONES`.
        classes: how many.
        fusion: with the block; without it the dates do not know of each other.
        average: maps of the backbone are averaged; else flattened, as published.
        shared: both dates are seen by the same weights; else each has its own, as published.
        side: of tiles as they are shown, pixels; 0: any, which needs ``average``.
        width: features of a date; ratio: by so many times fewer they are compared.
        temperature: one of `block.TEMPERATURES`.
        inert: batch normalisation never looks at its batch, as where the published weights were trained.

    Attributes:
        settings: the arguments.

    Raises:
        ModelError: there is no such backbone or temperature, or the side does not suit it.
    """

    def __init__(self, backbone: str = "vgg16", classes: int = 14, fusion: bool = True, average: bool = True, shared: bool = False,
                 side: int = TILE_PX, width: int = WIDTH, ratio: int = RATIO, temperature: str = "none", inert: bool = False):
        super().__init__()
        self.settings = {"backbone": backbone, "classes": classes, "fusion": fusion, "average": average, "shared": shared, "side": side,
                         "width": width, "ratio": ratio, "temperature": temperature, "inert": inert}
        if temperature not in TEMPERATURES:
            raise ModelError(f"There is no temperature '{temperature}'.", f"Choose one of: {', '.join(TEMPERATURES)}.")
        if not (side or average):
            raise ModelError("Maps of tiles of any size cannot be flattened.", "Give their side, or let maps be averaged.")
        if ratio > width:
            raise ModelError(f"{width} features cannot be squeezed {ratio} times.", "Lower the ratio.")
        told = backbone, classes, fusion, average, side, width, ratio
        self.before = Branch(*told)
        if not shared:
            self.after = Branch(*told)
        if fusion and temperature == "learned":
            self.scale = nn.Parameter(torch.zeros(()))

    @classmethod
    def random(cls, seed: int = 0, **settings) -> CorrFusionNet:
        """An untrained network, always the same for a seed."""
        with torch.device("meta"):
            network = cls(**settings)
        network.to_empty(device="cpu")
        _initialise(network, seed)
        return network.eval()

    @property
    def branches(self) -> tuple[Branch, Branch]:
        """What sees the first and the second date."""
        return self.before, self.before if self.settings["shared"] else self.after

    def train(self, mode: bool = True) -> CorrFusionNet:
        """As every module; what is inert stays in evaluation mode."""
        super().train(mode)
        if self.settings["inert"]:
            for module in self.modules():
                if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
                    module.eval()
        return self

    def forward(self, before: torch.Tensor, after: torch.Tensor) -> Seen:
        """What is seen in pairs of tiles.

        Args:
            before, after: (N, 3, side, side), prepared as the weights want it.

        Raises:
            ModelError: they have another shape.
        """
        side = self.settings["side"]
        if before.ndim != 4 or before.shape != after.shape or before.shape[1] != 3 or (side and before.shape[2:] != (side, side)):
            raise ModelError(f"The network cannot see tiles of the shapes {tuple(before.shape)} and {tuple(after.shape)}.",
                             f"Give (N, 3, {side or 'side'}, {side or 'side'}) of both dates.")
        features = tuple(branch(images) for branch, images in zip(self.branches, (before, after)))
        return self.fused(features)

    def fused(self, features: tuple[torch.Tensor, torch.Tensor]) -> Seen:
        """What is seen in features (N, width) of both dates."""
        one, other = self.branches
        if one.fusion is None:
            return Seen(one.head(features[0]), other.head(features[1]), features)
        (first, excited), (second, excited_other) = (branch.fusion(found) for branch, found in zip((one, other), features))
        apart = distance(first, second)
        agree = gate(apart * self._sharpness(first))
        # Crosswise: each date is told what the other has seen.
        told = features[0] + agree[:, None] * excited_other, features[1] + agree[:, None] * excited
        return Seen(one.head(told[0]), other.head(told[1]), features, (first, second), apart, agree)

    def _sharpness(self, squeezed: torch.Tensor) -> torch.Tensor | float:
        if self.settings["temperature"] == "learned":
            return functional.softplus(self.scale)
        return squeezed.shape[1] ** -0.5 if self.settings["temperature"] == "root" else 1.0


def _initialise(network: nn.Module, seed: int) -> None:
    """Convolutions that keep the variance, Glorot's normal weights for what is dense, no biases."""
    generator = torch.Generator().manual_seed(seed)
    for layer in network.modules():
        if isinstance(layer, nn.Conv2d):
            nn.init.kaiming_normal_(layer.weight, mode="fan_in", nonlinearity="relu", generator=generator)
        elif isinstance(layer, nn.Linear):
            nn.init.xavier_normal_(layer.weight, generator=generator)
        elif isinstance(layer, (nn.BatchNorm1d, nn.BatchNorm2d)):
            layer.reset_parameters()
        if isinstance(layer, (nn.Conv2d, nn.Linear)) and layer.bias is not None:
            nn.init.zeros_(layer.bias)
    if hasattr(network, "scale"):
        with torch.no_grad():
            # What the softplus of it is, is the root's share.
            share = (network.settings["width"] // network.settings["ratio"]) ** -0.5
            network.scale.fill_(torch.log(torch.expm1(torch.tensor(share))))
