"""Train matcher: adapt the dense matcher, or the keypoints of cnn-matching, to rasters of one's own."""
from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from ..errors import OptionError, OutputError, TiepointError
from ..models import d2net_weights, device, weights
from ..models.card import as_text
from ..models.store import find, models
from ..options.training import TrainMatcherOptions
from ..outputs import atomic, refuse_unwritable, remove
from ..progress import Progress, Steps
from ..reporting.command import qgis_command
from ..reporting.page import write_page
from ..reporting.training import training_page
from ..training.card import card
from ..training.kinds import Kind, of_method
from ..training.loop import Trained, train
from ..training.state import BEST, CHECKPOINT, CURVE
from .imagery import Imagery, gather

# By kind: highest learning rate where a model is adapted and from scratch, samples of a step, of validation, side of places in pixels.
_RATES = {"dense": (3e-4, 2e-3), "d2net": (3e-4, 1e-3)}
_BATCH, _CHECKS = {"dense": 16, "d2net": 2}, {"dense": 256, "d2net": 48}
_PLACE_PX = {"dense": 96, "d2net": 192}
_SUFFIX = ".safetensors"


def trainmatcher(options: TrainMatcherOptions, progress: Progress) -> dict:
    """Train the network of a method on the layers of the options, from the model they name, and write it with its card.

    Returns:
        The results declared in ``TrainMatcherOptions.RESULTS``.

    Raises:
        TiepointError: bad input, nothing to train on, or a training that diverges; no output is written then.
        Cancelled: from ``progress``; the folder of the training keeps every step that was done.
    """
    started = time.monotonic()
    output = Path(options.output).absolute()
    if output.suffix != _SUFFIX:
        raise OptionError(f"OUTPUT {output.name} is no name for a model.", f"Let it end in {_SUFFIX}.")
    written = {"output": str(output), "card": str(output.with_suffix(".json")), **({"report": options.report} if options.report else {})}
    for path in written.values():
        refuse_unwritable(path)
    where, kind = device.choose(options.device), of_method(options.method)
    settings = _settings(options, kind, where.type == "cuda")
    # What is wrong with the model to begin with is told before the rasters are read.
    kind.learner([], [], settings).initial()
    progress.log(f"Training {'from scratch' if not settings.start else f'from the model {settings.start}'} on {where.type}.")
    imagery = gather(options, _PLACE_PX[kind.id], options.seed, Steps(progress, 0.0, 0.1))
    learner = kind.learner(imagery.train, imagery.held_out, settings)
    with _folder(options, output) as folder:
        seconds = 60.0 * options.minutes - (time.monotonic() - started)
        trained = train(learner, folder, seconds, where, Steps(progress, 0.1, 1.0), fit=True)
        if not trained.step:
            raise OptionError(f"{options.minutes:g} minutes were over before the first step.", "Give more MINUTES, or a smaller BATCH.")
        results = _results(output, trained, imagery)
        warnings = _warnings(results)
        for warning in warnings:
            progress.log(warning, "warning")
        command = qgis_command("trainmatcher", asdict(options))
        about = _card(options, kind, settings, trained, imagery, command)
        with ExitStack() as stack:
            inputs = (*imagery.files, *([find(settings.start, kind.id)] if settings.start else []))
            partial = {name: stack.enter_context(atomic(path, inputs)) for name, path in written.items()}
            Path(partial["card"]).write_text(as_text(about), encoding="utf-8")
            learner.save(Path(partial["output"]), trained.network)
            if "report" in partial:
                write_page(partial["report"], training_page({
                    "title": about["title"], "command": command, "start": about["begun with"], "seconds": time.monotonic() - started,
                    "steps": trained.step, "places": results["PLACES"], "validation_places": results["VALIDATION_PLACES"],
                    "warnings": warnings, "found": kind.found, "measured": kind.figures, "curve": trained.curve, "data": imagery.rows}))
    progress.step(1.0, "Done")
    return results


def _settings(options: TrainMatcherOptions, kind: Kind, half: bool):
    """The settings of the training, with the network of the model it starts from."""
    if options.from_scratch and options.start_model:
        raise OptionError("START_MODEL and FROM_SCRATCH contradict each other.", "Give one of them.")
    start = "" if options.from_scratch else options.start_model or _default(kind)
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


def _default(kind: Kind) -> str:
    """The id of the model that ships with the plugin; empty where there is none."""
    return next((model.id for model in models() if model.task == kind.id and not model.upstream), "")


@contextlib.contextmanager
def _folder(options: TrainMatcherOptions, output: Path) -> Iterator[Path]:
    """The folder of the training.

    Where the user named none it lies beside the model, and stays only where there is something to go on with: after a cancel, and where
    the model could not be written.
    """
    if options.run_folder:
        yield Path(options.run_folder).absolute()
        return
    folder = output.with_suffix(".training")
    existed = folder.exists()
    try:
        yield folder
    except TiepointError as error:
        if not existed and not isinstance(error, OutputError):
            _remove(folder)
        raise
    _remove(folder)


def _remove(folder: Path) -> None:
    for name in (CHECKPOINT, BEST, CURVE):
        remove(str(folder / name))
    with contextlib.suppress(OSError):
        folder.rmdir()


def _results(output: Path, trained: Trained, imagery: Imagery) -> dict:
    before, after = (trained.curve[index]["all"] for index in (0, -1))
    train, held_out = (sum(len(stack.layers) for stack in stacks) for stacks in (imagery.train, imagery.held_out))
    return {"MODEL": str(output), "STEPS": trained.step, "PLACES": train, "VALIDATION_PLACES": held_out,
            "WITHIN_1PX_BEFORE": before[0], "WITHIN_1PX": after[0], "WITHIN_3PX_BEFORE": before[1], "WITHIN_3PX": after[1]}


def _warnings(results: dict) -> list[str]:
    before, after = results["WITHIN_3PX_BEFORE"], results["WITHIN_3PX"]
    if after >= before:
        return []
    return [f"The model finds less than before ({after:.1%} within 3 px instead of {before:.1%}): give more rasters or time, "
            "or a lower RATE."]


def _card(options: TrainMatcherOptions, kind: Kind, settings, trained: Trained, imagery: Imagery, command: str) -> dict:
    base = next((model for model in models() if model.id == settings.start), None)
    licence = options.licence or "not stated" + (f"; begun with {base.id}: {base.licence}" if base else "")
    layers = [dict(zip(("use", "from", "places", "layers", "kinds"), row)) for row in imagery.rows]
    return card(trained, kind, settings, options.title or Path(options.output).stem, {"files": list(imagery.files), "layers": layers},
                command, licence)
