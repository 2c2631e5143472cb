"""What has become of a training: the figures of its results, warnings, and the page that shows them."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..progress import Progress
from ..reporting.page import Page
from ..reporting.training import training_page
from ..training.learner import Learner
from ..training.loop import Trained


@dataclass(frozen=True)
class Judged:
    """What is known of a trained network.

    Attributes:
        trained: what is kept of the training.
        results: figures of the job beside those of every training.
        warnings: what the user should know.
        page: of the report, of the record that `core.jobs.training` makes.
        about: figures for the card.
    """

    trained: Trained
    results: dict
    warnings: list[str] = field(default_factory=list)
    page: Callable[[Mapping], Page] = training_page
    about: dict = field(default_factory=dict)


#: (what was learned from, learner, training, its folder, progress) -> what has become of it.
Judge = Callable[[Any, Learner, Trained, Path, Progress], Judged]


def by_shares(within: tuple[int, ...] = (1, 3), places: bool = False) -> Judge:
    """A judge by the shares found within some pixels, before the training and after it.

    Args:
        within: pixels within which the first figures of `Learner.validate` find something; 3 is one of them.
        places: whether the model places templates, for the warning; else it finds windows.
    """
    def judge(_imagery, _learner: Learner, trained: Trained, _folder: Path, _progress: Progress) -> Judged:
        before, after = (trained.curve[index]["all"] for index in (0, -1))
        results = {}
        for index, limit in enumerate(within):
            results |= {f"WITHIN_{limit}PX_BEFORE": before[index], f"WITHIN_{limit}PX": after[index]}
        had, has = results["WITHIN_3PX_BEFORE"], results["WITHIN_3PX"]
        warning = (f"The model places less than before ({has:.1%} within 3 px instead of {had:.1%}): give more rasters or time, or a "
                   "lower RATE." if places else
                   f"The model finds less than before ({has:.1%} within 3 px instead of {had:.1%}): give more rasters or time, or a lower "
                   "RATE.")
        return Judged(trained, results, [] if has >= had else [warning])

    return judge
