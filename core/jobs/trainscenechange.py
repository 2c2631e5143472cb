"""Train scene-change model: CorrFusionNet on labelled pairs of tiles, judged on a part of the land it has never seen."""
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from ..errors import OptionError
from ..models import store, tensors
from ..models.corrfusion import backbones, imagenet, weights
from ..models.corrfusion.legend import WUHAN
from ..options.scene_training import TrainSceneChangeOptions
from ..progress import Progress
from ..reporting.scene_training import scene_training_page
from ..training.kinds import KINDS
from ..training.loop import Trained
from ..training.scene_change import begin
from ..training.scene_change.learner import SceneLearner
from ..training.scene_change.repeats import best
from ..training.scene_change.settings import Settings
from ..training.scene_change.validation import Evaluation, evaluate
from .judging import Judge, Judged
from .scene_data import SceneData, check, gather
from .training import Plan, run

_KIND = KINDS["scenechange"]
_ADAPTING, _ANEW = 3e-4, 1e-3
_BATCH, _CHECKS = 32, 1000
_FIGURES = {"OA_T1": "before", "OA_T2": "after", "OA_BI": "change", "OA_TR": "transition", "KAPPA_T1": "kappa_before",
            "KAPPA_T2": "kappa_after"}
_SAME = ("backbone", "fusion", "shared", "side", "width", "ratio", "temperature", "objective", "correlation", "optimiser", "constant",
         "balanced", "turned", "jitter", "steps", "seed")


def trainscenechange(options: TrainSceneChangeOptions, progress: Progress) -> dict:
    """Train a scene-change model on what the options name and write what validated best, with its card.

    Returns:
        The results declared in ``TrainSceneChangeOptions.RESULTS``.

    Raises:
        TiepointError: bad input, nothing to train on, or a training that diverges; no output is written then.
        Cancelled: from ``progress``; the folder of the training keeps every step that was done.
    """
    def plan(device: torch.device) -> Plan:
        check(options)
        begun = _begun(options)
        settings = _settings(options, begun)
        return Plan("trainscenechange", _KIND, settings, lambda told: gather(options, settings.side or options.side, options.seed, told),
                    lambda data: _learner(data, settings), _judge(device), () if begun is None else (begun,),
                    lambda: begin.begin(settings, WUHAN))

    return run(options, plan, progress)


def _begun(options: TrainSceneChangeOptions) -> Path | None:
    """The file of the model to begin with; None where there is none, or the weights published for the backbone are."""
    if options.start_model in ("", begin.PUBLISHED):
        return None
    return store.find(options.start_model, weights.FAMILY.kind, imagenet.TASK)


def _settings(options: TrainSceneChangeOptions, begun: Path | None) -> Settings:
    """The settings of the training, with the network of the model it starts from."""
    start = options.start_model
    given = Settings(average=not options.flatten, batch=options.batch or _BATCH, rate=options.rate or (_ADAPTING if start else _ANEW),
                     checks=options.checks or _CHECKS, start=start, **{name: getattr(options, name) for name in _SAME})
    if begun and store.task_of(tensors.about(begun)) != imagenet.TASK:
        has = weights.load(begun).network.settings
        given = replace(given, **{name: value for name, value in has.items() if name != "classes"})
    if given.objective == "corrfusion" and not given.fusion:
        raise OptionError("The objective corrfusion needs the fusion.", "Choose another OBJECTIVE, such as plain.")
    if given.side:
        # Raises where tiles are too small for the backbone.
        backbones.maps_of(given.backbone, given.side)
    return given


def _learner(data: SceneData, settings: Settings) -> SceneLearner:
    train, held_out, _ = data.parts
    return SceneLearner(train, held_out, replace(settings, ground=float(data.ground)))


def _judge(device: torch.device) -> Judge:
    """A judge of what validated best, on the test, or on the validation where there is no test."""
    def judge(data: SceneData, learner: SceneLearner, trained: Trained, folder: Path, progress: Progress) -> Judged:
        _, held_out, test = data.parts
        pupil = best(learner, folder)
        after = [line for line in trained.curve if line["step"]]
        step = max(after, key=lambda line: (line["all"][1], line["step"]))["step"]
        kept = Trained(pupil, step, [line for line in trained.curve if line["step"] <= step])
        found = evaluate(learner.model(pupil), test if len(test) else held_out, device, lambda: progress.step(0.5, "Testing"))
        results = {"TEST_PLACES": len(test), **_figures(found)}
        progress.log(f"Step {step}, which validated best, on {found.pairs} tiles of the {'test' if len(test) else 'validation'}: "
                     + ", ".join(f"{name} {value:.3f}" for name, value in _figures(found).items()))
        warnings = [] if len(test) else ["There is no test: the figures are of the validation, by which the model was chosen."]
        unseen = [name for name, count in zip(learner.legend.names, _counts(data)) if not count]
        if unseen:
            warnings.append(f"Nothing was trained on of {', '.join(unseen)}: the model will not know it.")
        return Judged(kept, results, warnings, lambda record: scene_training_page(
            {**record, "results": results, "confusion": found.confusion, "names": learner.legend.names, "kept": step}),
            {"test" if len(test) else "validation": {name.lower(): round(value, 4) for name, value in _figures(found).items()},
             "classes": list(learner.legend.names)})

    return judge


def _figures(found: Evaluation) -> dict[str, float]:
    return {name: getattr(found.accuracy, field) for name, field in _FIGURES.items()}


def _counts(data: SceneData) -> np.ndarray:
    """How many pairs of the training have each class on either date."""
    train = data.parts[0]
    return np.bincount(np.concatenate(train.labels), minlength=len(train.legend))
