"""What jobs that train a model have in common: a training that goes on, the model with its card and report, or nothing."""
from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from ..errors import OptionError, OutputError, TiepointError
from ..models import device
from ..models.card import as_text
from ..models.store import find, models
from ..options.training import TrainingOptions
from ..outputs import atomic, refuse_unwritable, remove
from ..progress import Progress, Steps
from ..reporting.command import qgis_command
from ..reporting.page import write_page
from ..training.card import card
from ..training.kinds import Kind
from ..training.learner import Learner
from ..training.loop import Trained, train
from ..training.state import BEST, CHECKPOINT, CURVE
from .imagery import Imagery
from .judging import Judge, by_shares

_SUFFIX = ".safetensors"


@dataclass(frozen=True)
class Plan:
    """What a job trains.

    Attributes:
        job: its id.
        kind: of network; settings: of the training.
        imagery: reads what is trained on.
        learner: of it.
        judge: says what has become of it.
        begun: files it begins with; None: that of the model the settings name.
        check: finds what is wrong with the model to begin with; None: a learner without data does.
    """

    job: str
    kind: Kind
    settings: object
    imagery: Callable[[Progress], Imagery]
    learner: Callable[[Imagery], Learner]
    judge: Judge = by_shares()
    begun: tuple[Path, ...] | None = None
    check: Callable[[], object] | None = None


def run(options: TrainingOptions, plan: Callable[[torch.device], Plan], progress: Progress) -> dict:
    """Train as planned and write the model with its card.

    Args:
        options: of the job.
        plan: made for a device; looks at all options that need no file to be read.
        progress: told at least once a second.

    Returns:
        The results: MODEL, STEPS, PLACES, VALIDATION_PLACES, and what the judge has found.

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
    where = device.choose(options.device)
    given = plan(where)
    kind, start = given.kind, given.settings.start
    # What is wrong with the model to begin with is told before the rasters are read.
    (given.check or (lambda: kind.learner([], [], given.settings).initial()))()
    progress.log(f"Training {'from scratch' if not start else f'from the model {start}'} on {where.type}.")
    imagery = given.imagery(Steps(progress, 0.0, 0.1))
    learner = given.learner(imagery)
    with _folder(options, output) as folder:
        seconds = 60.0 * options.minutes - (time.monotonic() - started)
        trained = train(learner, folder, seconds, where, Steps(progress, 0.1, 0.98), fit=True)
        if not trained.step:
            raise OptionError(f"{options.minutes:g} minutes were over before the first step.", "Give more MINUTES, or a smaller BATCH.")
        judged = given.judge(imagery, learner, trained, folder, Steps(progress, 0.98, 1.0))
        places, kept = imagery.places
        results = {"MODEL": str(output), "STEPS": trained.step, "PLACES": places, "VALIDATION_PLACES": kept, **judged.results}
        for warning in judged.warnings:
            progress.log(warning, "warning")
        command = qgis_command(given.job, asdict(options))
        about = {**_card(options, given, judged.trained, imagery, command), **judged.about}
        with ExitStack() as stack:
            begun = [find(start, kind.id)] if start and given.begun is None else given.begun or ()
            inputs = (*imagery.files, *begun)
            partial = {name: stack.enter_context(atomic(path, inputs)) for name, path in written.items()}
            Path(partial["card"]).write_text(as_text(about), encoding="utf-8")
            learner.save(Path(partial["output"]), judged.trained.network)
            if "report" in partial:
                write_page(partial["report"], judged.page({
                    "title": about["title"], "command": command, "start": about["begun with"], "seconds": time.monotonic() - started,
                    "steps": trained.step, "places": places, "validation_places": kept, "warnings": judged.warnings,
                    "found": kind.found, "measured": kind.figures, "curve": trained.curve, "data": imagery.rows}))
    progress.step(1.0, "Done")
    return results


def start_of(options, kind: Kind) -> str:
    """The model a training begins with: what the options name, else the one that ships with the plugin; empty: none.

    Raises:
        OptionError: the options contradict each other.
    """
    if options.from_scratch and options.start_model:
        raise OptionError("START_MODEL and FROM_SCRATCH contradict each other.", "Give one of them.")
    shipped = next((model.id for model in models() if model.task == kind.id and not model.upstream), "")
    return "" if options.from_scratch else options.start_model or shipped


@contextlib.contextmanager
def _folder(options: TrainingOptions, output: Path) -> Iterator[Path]:
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


def _card(options: TrainingOptions, plan: Plan, trained: Trained, imagery: Imagery, command: str) -> dict:
    base = next((model for model in models() if model.id == plan.settings.start), None)
    licence = options.licence or "not stated" + (f"; begun with {base.id}: {base.licence}" if base else "")
    layers = [dict(zip(("use", "from", "places", "layers", "kinds"), row)) for row in imagery.rows]
    return card(trained, plan.kind, plan.settings, options.title or Path(options.output).stem,
                {"files": list(imagery.files), "layers": layers}, command, licence)
