"""The same training with several seeds, each judged on the test once, after it has been chosen by its validation."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ...progress import Progress, Silent, Steps
from ...scene_change.accuracy import summary
from .. import checkpoint
from ..loop import train
from ..state import BEST
from .learner import SceneLearner
from .objective import Pupil
from .pairs import Pairs
from .validation import NAMED, Evaluation, evaluate


@dataclass(frozen=True)
class Repeats:
    """Runs of a training.

    Attributes:
        runs: of each seed.
        summary: mean and deviation over the runs, by the names of `Accuracy`.
    """

    runs: tuple[Evaluation, ...]
    summary: dict[str, tuple[float, float]]


def best(learner: SceneLearner, folder: Path) -> Pupil:
    """The network of a training that validated best, in evaluation mode; OptionError where there is none."""
    pupil = learner.blank()
    checkpoint.load(folder / BEST, pupil, learner.optimiser(learner.parameters(pupil)))
    return pupil.eval()


def repeated(make: Callable[[int], SceneLearner], folder: Path, seeds: Iterable[int], test: Pairs, seconds: float, device="cpu",
             progress: Progress | None = None, workers: int = 1, fit: bool = False) -> Repeats:
    """Train with each seed, in a folder of its own, and judge what validated best.

    Args:
        make: the learner of a seed.
        folder: gets ``seed-N`` for each.
        seeds: of the runs; test: what they are judged on.
        seconds: for each; device, workers, fit: see `core.training.loop.train`.
        progress: told of all.

    Raises:
        TiepointError: as `core.training.loop.train` does. Cancelled: from ``progress``; runs that are done stay.
    """
    progress, seeds, runs = progress or Silent(), list(seeds), []
    for index, seed in enumerate(seeds):
        part = Steps(progress, index / len(seeds), (index + 1) / len(seeds))
        learner, where = make(seed), folder / f"seed-{seed}"
        train(learner, where, seconds, device, part, workers, fit)
        runs.append(evaluate(learner.model(best(learner, where)), test, device, lambda part=part: part.step(1.0, "Evaluating")))
        shown = ", ".join(f"{name} {getattr(runs[-1].accuracy, field):.4f}" for name, field in NAMED.items() if name.startswith("OA"))
        progress.log(f"Seed {seed}: {shown}")
    return Repeats(tuple(runs), summary([run.accuracy for run in runs]))
