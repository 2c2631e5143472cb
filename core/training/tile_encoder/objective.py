"""What an encoder is told to make small: how unlike two views of one place are, or how wrong the class is."""
from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from ...models.hashing.tile_encoder import TileEncoder

_PROJECTED, _SHARPNESS = 128, 16.0


class Pupil(nn.Module):
    """An encoder, and what judges it while it learns.

    Args:
        encoder: is trained. classes: how many there are; 0: views are compared.
    """

    def __init__(self, encoder: TileEncoder, classes: int):
        super().__init__()
        self.encoder, width = encoder, encoder.settings["features"]
        if classes:
            self.prototypes = nn.Parameter(torch.randn(classes, width) / width**0.5)
        else:
            self.projection = nn.Sequential(nn.Linear(width, width), nn.BatchNorm1d(width), nn.ReLU(), nn.Linear(width, _PROJECTED))

    @property
    def settings(self) -> dict:
        """Of the encoder."""
        return self.encoder.settings

    def scores(self, features: torch.Tensor) -> torch.Tensor:
        """(N, classes): cosines with the prototypes of classes, sharpened; so classes are told apart as a search tells them apart."""
        return _SHARPNESS * functional.normalize(features) @ functional.normalize(self.prototypes).T


def class_loss(scores: torch.Tensor, labels: torch.Tensor, others: torch.Tensor, share: float, smoothing: float) -> torch.Tensor:
    """Cross-entropy of tiles of which ``share`` is of ``labels`` (N,) and the rest of ``others`` (N,)."""
    first, second = (functional.cross_entropy(scores, wanted, label_smoothing=smoothing) for wanted in (labels, others))
    return share * first + (1.0 - share) * second


def views_loss(projected: torch.Tensor, places: torch.Tensor, temperature: float) -> torch.Tensor:
    """How hard it is to tell which view is of the same place among all others.

    Args:
        projected: (2 N, width), the second views behind the first ones.
        places: (N,) their numbers; other views of a place are neither right nor wrong.
        temperature: of similarities.

    Source: Chen, Kornblith, Norouzi, Hinton 2020, arXiv:2002.05709.
    """
    count = len(places)
    unit = functional.normalize(projected)
    alike = unit @ unit.T / temperature
    both = places.repeat(2)
    partner = torch.arange(2 * count, device=places.device).roll(count)
    masked = both[:, None] == both[None]
    masked[torch.arange(2 * count), partner] = False
    return functional.cross_entropy(alike.masked_fill(masked, float("-inf")), partner)
