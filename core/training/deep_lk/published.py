"""The published training of Deep Lucas-Kanade: part after part, each with a schedule of its own, on samples in files."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ...models.deep_lk import PUBLISHED, PUBLISHED_REGRESSION, RGB, DeepLK
from . import schedules
from .sample_files import SampleFiles
from .sample_learner import SampleLearner
from .settings import Settings


@dataclass(frozen=True)
class PublishedSettings(Settings):
    """The settings of one part.

    Attributes:
        preset: id of `schedules.PRESETS`.
        schedule: whose it is: the part, or `schedules.ORIGINAL`.
    """

    preset: str = "google-earth"
    schedule: str = ""

    def learning_rate(self, share: float) -> float:
        """That of the epoch, by the published schedule."""
        return schedules.rate(schedules.phases(self.preset, self.schedule, self.special), share)


#: What is published of the networks and the losses.
NETWORK = {"by_entries": True, "width": PUBLISHED, "bands": RGB, "regression_width": PUBLISHED_REGRESSION, "hidden": 1024}


def settings(preset: str, part: str, count: int, start: str = "", **more) -> PublishedSettings:
    """The published settings of a part.

    Args:
        preset: id of `schedules.PRESETS`.
        part: of `schedules.PUBLISHED_PARTS`, or `schedules.ORIGINAL`.
        count: samples there are to train on; of the last ones of an epoch, an incomplete step is left out.
        start: the file of the weights that the part before it has left; empty: none.
        more: other settings.

    Raises:
        OptionError: there is no such preset or part.
    """
    own, kind = schedules.preset(preset), part.partition("-")[0]
    epochs = sum(phase.epochs for phase in schedules.phases(preset, part, more.get("special", True)))
    size = min(schedules.batch(preset, part), count)
    further = kind == "level" and int(part.partition("-")[2]) in own.further
    return PublishedSettings(**{
        **NETWORK, "parts": "regression-1" if part == schedules.ORIGINAL else part, "batch": size, "steps": epochs * (count // size),
        "rate": schedules.phases(preset, part)[0].rate, "constant": True, "draws": own.draws, "weight": own.weight, "further": further,
        "preset": preset, "schedule": part, "start": start, **more})


class PublishedLearner(SampleLearner):
    """A part of the published training, see `core.training.learner.Learner`; see `SampleLearner` for the arguments."""

    def __init__(self, told: PublishedSettings, files: tuple[SampleFiles, SampleFiles]):
        super().__init__([], [], told, files)

    def initial(self) -> DeepLK:
        """The second and third regression network begin as the one before them was trained."""
        network = super().initial()
        kind, _, number = self.settings.parts.partition("-")
        if kind == "regression" and int(number) > 1:
            before, begun = (network.regression[int(number) - offset] for offset in (2, 1))
            begun.load_state_dict(before.state_dict())
        return network


def begun_with(folder: Path, part: str, start: str) -> str:
    """The file that a part of the training begins with: what the last one before it has left, or else what was named."""
    names = list(schedules.PUBLISHED_PARTS)
    before = names[: names.index(part)] if part in names else names[: names.index("regression-1")]
    left = [weights_of(folder, one) for one in before if weights_of(folder, one).is_file()]
    return str(left[-1]) if left else start


def weights_of(folder: Path, part: str) -> Path:
    """The file that a part of the training leaves in the folder of all of them."""
    return folder / f"{part}.safetensors"
