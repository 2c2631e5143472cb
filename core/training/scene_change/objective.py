"""What is to become small in training CorrFusionNet, and the networks it was compared with.

Sources: Ru, Du, Wu 2021, doi:10.1109/TIP.2020.3039328, and the code published with it in December 2019; Chang, Xiang, Hospedales 2018,
doi:10.1109/CVPR.2018.00159 (``soft-dcca``).
"""
from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from ...models.corrfusion.network import CorrFusionNet, Seen
from .canonical import correlation_loss
from .moments import Moments, decorrelation

#: What is learnt beside the classes: nothing; that unchanged pairs are alike in features that tell different things; that features of both
#: dates correlate; the same with soft decorrelation.
OBJECTIVES = ("plain", "corrfusion", "dcca", "soft-dcca")
ALIKE, DECORRELATED, DECAY = 0.1, 1e-4, 1e-4
_TINY = 1e-3


class Pupil(nn.Module):
    """A network with what its training has to remember.

    Args:
        network: that is trained.
        objective: one of `OBJECTIVES`.
    """

    def __init__(self, network: CorrFusionNet, objective: str):
        super().__init__()
        self.network, self.objective = network, objective
        given = network.settings
        width = {"corrfusion": given["width"] // given["ratio"], "soft-dcca": given["width"]}.get(objective, 0)
        self.moments = nn.ModuleList(Moments(width) for _ in range(2 if width else 0))

    @property
    def settings(self) -> dict:
        """Of the network."""
        return self.network.settings

    def relation(self, seen: Seen, same: torch.Tensor, weight: float) -> torch.Tensor:
        """The loss beside that of the classes.

        Args:
            seen: N pairs.
            same: (N,) bool, whose class is the same on both dates.
            weight: of correlation, for ``dcca`` and ``soft-dcca``.
        """
        if self.objective == "corrfusion":
            return alike_loss(seen.distance, same) + self._decorrelation(seen.squeezed)
        if self.objective == "plain":
            return seen.before.new_zeros(())
        one, other = (standardised(features) for features in seen.features)
        if self.objective == "dcca":
            return weight * correlation_loss(one, other).to(one.dtype)
        return weight * 0.5 * (one - other).square().sum(1).mean() + self._decorrelation((one, other))

    def _decorrelation(self, features: tuple[torch.Tensor, torch.Tensor]) -> torch.Tensor:
        return DECORRELATED * sum(decorrelation(moments(one)) for moments, one in zip(self.moments, features))


def alike_loss(distance: torch.Tensor, same: torch.Tensor) -> torch.Tensor:
    """A tenth of the distances (N,) of unchanged pairs (N,) bool, divided by the number of all pairs."""
    return (ALIKE * distance * same).mean()


def class_loss(seen: Seen, labels: tuple[torch.Tensor, torch.Tensor], weights: tuple | None = None) -> torch.Tensor:
    """Cross-entropy of both dates; labels (N,) from 0; ``weights`` (classes,) of both dates."""
    return sum(functional.cross_entropy(scores, wanted, None if weights is None else weights[date])
               for date, (scores, wanted) in enumerate(zip((seen.before, seen.after), labels)))


def decay(network: CorrFusionNet) -> torch.Tensor:
    """Half the squares of the weights of the dense layers, times 1e-4."""
    layers = [layer for branch in dict.fromkeys(network.branches) for layer in (branch.dense1, branch.dense2)]
    return DECAY * 0.5 * sum(layer.weight.square().sum() for layer in layers)


def standardised(features: torch.Tensor) -> torch.Tensor:
    """Features (N, width) with mean 0 and deviation 1 over their batch."""
    return functional.batch_norm(features, None, None, training=True, eps=_TINY)
