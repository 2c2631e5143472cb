"""What moves the weights of a training."""
from __future__ import annotations

from collections.abc import Iterable

import torch

from .learner import Learner

_DECAY = 1e-4


def optimiser_of(learner: Learner, parameters: Iterable[torch.nn.Parameter]) -> torch.optim.Optimizer:
    """The learner's own, where it has a method ``optimiser``, or Adam with decoupled decay."""
    own = getattr(learner, "optimiser", None)
    return own(parameters) if own else torch.optim.AdamW(parameters, lr=learner.settings.learning_rate(0.0), weight_decay=_DECAY)
