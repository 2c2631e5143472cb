"""Train matcher: adapt the dense matcher, or the keypoints of cnn-matching, to rasters of one's own."""
from __future__ import annotations

import torch

from ..errors import OptionError
from ..models import d2net_weights, weights
from ..models.store import find
from ..options.training import TrainMatcherOptions
from ..progress import Progress
from ..training.kinds import Kind, of_method
from .imagery import gather
from .training import Plan, run, start_of

# By kind: highest learning rate where a model is adapted and from scratch, samples of a step, of validation, side of places in pixels.
_RATES = {"dense": (3e-4, 2e-3), "d2net": (3e-4, 1e-3)}
_BATCH, _CHECKS = {"dense": 16, "d2net": 2}, {"dense": 256, "d2net": 48}
_PLACE_PX = {"dense": 96, "d2net": 192}


def trainmatcher(options: TrainMatcherOptions, progress: Progress) -> dict:
    """Train the network of a method on the layers of the options, from the model they name, and write it with its card.

    Returns:
        The results declared in ``TrainMatcherOptions.RESULTS``.

    Raises:
        TiepointError: bad input, nothing to train on, or a training that diverges; no output is written then.
        Cancelled: from ``progress``; the folder of the training keeps every step that was done.
    """
    return run(options, lambda device: _plan(options, device), progress)


def _plan(options: TrainMatcherOptions, device: torch.device) -> Plan:
    kind = of_method(options.method)
    settings = _settings(options, kind, device.type == "cuda")
    return Plan("trainmatcher", kind, settings, lambda progress: gather(options, _PLACE_PX[kind.id], options.seed, progress),
                lambda imagery: kind.learner(imagery.train, imagery.held_out, settings))


def _settings(options: TrainMatcherOptions, kind: Kind, half: bool):
    """The settings of the training, with the network of the model it starts from."""
    start = start_of(options, kind)
    given = {"batch": options.batch or _BATCH[kind.id], "steps": options.steps, "seed": options.seed, "cross_modal": options.cross_modal,
             "rate": options.rate or _RATES[kind.id][0 if start else 1], "checks": options.checks or _CHECKS[kind.id], "start": start}
    if kind.id == "dense":
        if options.last_layer:
            raise OptionError("LAST_LAYER is given, but the network of dense is trained whole.", "Leave it out, or train cnn-matching.")
        has = weights.load(find(start, "dense")).settings if start else {"channels": 16, "width": 32}
        return kind.settings(**given, half=half, **{name: getattr(options, name) or has[name] for name in ("channels", "width")})
    if options.channels:
        raise OptionError("CHANNELS is given, but those of cnn-matching follow from WIDTH.", "Leave it empty.")
    width = d2net_weights.load(find(start, kind.id))[0].widths[0] if start else kind.settings.width
    # Descriptors that can tell cells apart have no need to learn that first.
    return kind.settings(**given, width=options.width or width, last_only=options.last_layer, warm_up=0.0 if start else 1.0)
