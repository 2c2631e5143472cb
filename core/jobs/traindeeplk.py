"""Train Deep Lucas-Kanade: the maps of all levels and the networks that guess, on rasters or samples of one's own."""
from __future__ import annotations

from dataclasses import replace
from typing import Any

import torch

from ..models import deep_lk_weights
from ..models.channels import COUNT
from ..models.deep_lk import INPUT_PX, RGB
from ..models.store import find
from ..options.deep_lk import TrainDeepLKOptions
from ..progress import Progress
from ..training.deep_lk import sample_files
from ..training.deep_lk.sample_learner import SampleLearner
from ..training.deep_lk.settings import EVERY, Settings
from ..training.kinds import KINDS
from ..training.learner import Learner
from .imagery import Imagery, gather, names_any
from .judging import by_shares
from .training import Plan, run, start_of

_KIND = KINDS["deep-lk"]
# Highest learning rate where a model is adapted, from scratch, and of the published losses.
_ADAPTING, _ANEW, _PUBLISHED = 3e-4, 1e-3, 1e-4
_BATCH, _CHECKS = 8, 96
_WITHIN_PX = (1, 3, 5)
# Options that are a model's own where a training begins with one.
_SIZES = ("width", "regression_width", "hidden")


def traindeeplk(options: TrainDeepLKOptions, progress: Progress) -> dict:
    """Train the networks of Deep Lucas-Kanade on what the options name, from the model they name, and write them with their card.

    Returns:
        The results declared in ``TrainDeepLKOptions.RESULTS``.

    Raises:
        TiepointError: bad input, nothing to train on, or a training that diverges; no output is written then.
        Cancelled: from ``progress``; the folder of the training keeps every step that was done.
    """
    def plan(device: torch.device) -> Plan:
        settings = _settings(options, device.type == "cuda")
        return Plan("traindeeplk", _KIND, settings, lambda told: _imagery(options, told), lambda imagery: _learner(imagery, settings),
                    by_shares(_WITHIN_PX, places=True))

    return run(options, plan, progress)


def _settings(options: TrainDeepLKOptions, half: bool) -> Settings:
    """The settings of the training, with the networks of the model it starts from."""
    start = start_of(options, _KIND)
    has = _has(start)
    parts = Settings(parts=options.parts).chosen
    if not options.parts.strip(" ,"):
        parts = tuple(part for part in parts if _exists(part, has["regressions"]))
    rate = _PUBLISHED if options.compat else _ADAPTING if start else _ANEW
    return Settings(
        parts=",".join(parts), batch=options.batch or _BATCH, steps=options.steps, rate=options.rate or rate, seed=options.seed,
        cross_modal=options.cross_modal, reach=options.reach, by_entries=options.compat, special=has["special"] and not options.regular,
        bands=RGB if options.rgb else has["bands"], checks=options.checks or _CHECKS, start=start, half=half,
        **{name: getattr(options, name) or has[name] for name in _SIZES})


def _exists(part: str, regressions: int) -> bool:
    kind, _, number = part.partition("-")
    return kind != "regression" or int(number) <= regressions


def _has(start: str) -> dict[str, Any]:
    """The settings of the networks a training begins with."""
    if start:
        return deep_lk_weights.load(find(start, _KIND.id))[0].settings
    anew = Settings()
    return {**{name: getattr(anew, name) for name in _SIZES}, "special": True, "bands": COUNT, "regressions": len(EVERY)}


def _imagery(options: TrainDeepLKOptions, progress: Progress) -> Imagery:
    """Layers, samples or both."""
    if not options.samples:
        return gather(options, INPUT_PX, options.seed, progress)
    files = sample_files.parts(options.samples, options.seed, options.stretch)
    progress.log(f"{len(files[0].names)} samples to train on, {len(files[1].names)} kept for validation.")
    layers = gather(options, INPUT_PX, options.seed, progress) if names_any(options) else Imagery([], [], ())
    return replace(layers, samples=files)


def _learner(imagery: Imagery, settings: Settings) -> Learner:
    if imagery.samples:
        return SampleLearner(imagery.train, imagery.held_out, settings, imagery.samples)
    return _KIND.learner(imagery.train, imagery.held_out, settings)
