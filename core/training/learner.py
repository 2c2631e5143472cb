"""What is trained, to the loop that trains it."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from torch import nn

from ..models.preprocessing import Preprocessing


class Schedule(Protocol):
    """The settings of a training, a frozen dataclass of plain values.

    Attributes:
        steps: of the whole schedule; batch: samples of a step; seed: of everything random.
    """

    steps: int
    batch: int
    seed: int

    def learning_rate(self, share: float) -> float:
        """The learning rate where this share of the schedule is done, 0 to 1."""


class Learner(Protocol):
    """A kind of network with what it learns from.

    Attributes:
        settings: of the training.
        checksum: a number that differs for other data.
        preprocessing: of images, as the weights want it.
    """

    settings: Schedule
    checksum: int
    preprocessing: Preprocessing

    def blank(self) -> nn.Module:
        """A network of the right size, whatever its weights."""

    def initial(self) -> nn.Module:
        """The network a training begins with; ModelError where the weights to begin with cannot be used."""

    def save(self, path: Path, network: nn.Module) -> None:
        """Write weights as they are used."""

    def parameters(self, network: nn.Module) -> Iterable[nn.Parameter]:
        """Those that are trained."""

    def clip(self, parameters: Sequence[nn.Parameter]) -> None:
        """Limit the gradients before an update, see `core.training.clipping`."""

    def draw(self, rng: np.random.Generator, number: int = 0) -> Any:
        """A sample, of which so many have been drawn before it; OptionError where nothing usable is found."""

    def loss(self, network: nn.Module, samples: Sequence[Any], device, share: float) -> torch.Tensor:
        """What is to become small, where this share of the schedule is done."""

    def checks(self, alive: Callable[[], None]) -> list[Any]:
        """The samples that validate, the same for the same seed; ``alive`` is called between them."""

    def validate(self, network: nn.Module, samples: Sequence[Any], device, alive: Callable[[], None]) -> dict[str, tuple[float, ...]]:
        """Figures by pair of modalities and for ``all``, between 0 and 1; ``alive`` is called every few samples."""

    def told(self, figures: dict[str, tuple[float, ...]]) -> str:
        """What `validate` has found, for the log."""
