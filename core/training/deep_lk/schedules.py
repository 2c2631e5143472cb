"""The published schedules of Deep Lucas-Kanade.

Source: the published training of Zhao, Huang, Zhang 2021, arXiv:2104.11693. GoogleMap's regression networks have none of their own: they
were trained for as many epochs as GoogleEarth's.
"""
from __future__ import annotations

from dataclasses import dataclass

from ...errors import OptionError
from .settings import EVERY

#: A single regression network, to be used without the others, has another schedule than the first of three.
ORIGINAL = "original"
#: Those of three, after three levels, each alone.
PUBLISHED_PARTS = EVERY
_LEVEL_RATE, _LEVEL_BATCH = 1e-5, 4


@dataclass(frozen=True)
class Phase:
    """Some epochs.

    Attributes:
        rate: learning rate at first; epochs: how many.
        halved: after so many epochs the rate is half as high; 0: never.
    """

    rate: float
    epochs: int
    halved: int = 0


@dataclass(frozen=True)
class Preset:
    """How the networks of a published set were trained.

    Attributes:
        epochs: of the three levels with special maps, and with regular ones.
        draws: of changed homographies of a sample; weight: of what they add to the loss.
        further: levels on which those twice as far have a say too.
        batch: of regression networks; phases: of each, and of `ORIGINAL`.
        stretched: bands of templates are.
    """

    epochs: tuple[tuple[int, int, int], tuple[int, int, int]]
    draws: int
    weight: float
    further: tuple[int, ...]
    batch: dict[str, int]
    phases: dict[str, tuple[Phase, ...]]
    stretched: bool = False


_GOOGLE_BATCH = dict.fromkeys(("regression-1", "regression-2", "regression-3", ORIGINAL), 16)
_GOOGLE_FIRST = Phase(1e-4, 40, 10), Phase(4e-6, 45, 15), Phase(4e-7, 15, 5)
_GOOGLE = {"regression-1": _GOOGLE_FIRST, "regression-2": (Phase(6.4e-5, 100, 10),), "regression-3": (Phase(4e-6, 80, 10),),
           ORIGINAL: _GOOGLE_FIRST}
PRESETS = {
    "mscoco": Preset(
        ((1, 3, 3), (1, 3, 3)), 2, 0.1, (1,), {"regression-1": 32, "regression-2": 16, "regression-3": 32, ORIGINAL: 32},
        {"regression-1": (Phase(1e-4, 30, 6), Phase(4e-6, 11, 5), Phase(4e-7, 9, 3)), "regression-2": (Phase(6.4e-5, 50, 5),),
         "regression-3": (Phase(4e-6, 40, 5),), ORIGINAL: (Phase(1e-4, 40, 5), Phase(4e-7, 10, 2))}),
    "google-earth": Preset(((20, 20, 20), (10, 10, 10)), 4, 0.2, (1, 2, 3), _GOOGLE_BATCH, _GOOGLE),
    "google-map": Preset(((3, 10, 10), (3, 10, 10)), 4, 0.2, (1, 2, 3), _GOOGLE_BATCH, _GOOGLE, stretched=True),
}


def preset(name: str) -> Preset:
    """How the networks of a set were trained; OptionError where there is no such set."""
    if name not in PRESETS:
        raise OptionError(f"There is no preset '{name}'.", f"Choose one of: {', '.join(PRESETS)}.")
    return PRESETS[name]


def phases(name: str, part: str, special: bool = True) -> tuple[Phase, ...]:
    """The phases of a part's training.

    Args:
        name: of the preset.
        part: one of `PUBLISHED_PARTS`, or `ORIGINAL`.
        special: see `core.models.deep_lk.FeatureNetwork`.

    Raises:
        OptionError: there is no such preset or part.
    """
    if part not in (*PUBLISHED_PARTS, ORIGINAL):
        raise OptionError(f"There is no part '{part}' to train.", f"Choose some of: {', '.join((*PUBLISHED_PARTS, ORIGINAL))}.")
    kind, _, number = part.partition("-")
    if kind == "level":
        return (Phase(_LEVEL_RATE, preset(name).epochs[0 if special else 1][int(number) - 1]),)
    return preset(name).phases[part]


def batch(name: str, part: str) -> int:
    """Samples of a step of a part's training."""
    return preset(name).batch.get(part, _LEVEL_BATCH)


def rate(of: tuple[Phase, ...], share: float) -> float:
    """The learning rate where this share of all epochs is done, 0 to 1."""
    epoch = int(share * sum(phase.epochs for phase in of) + 1e-6)            # a share is rounded
    for phase in of[:-1]:
        if epoch < phase.epochs:
            break
        epoch -= phase.epochs
    else:
        phase = of[-1]
    epoch = min(epoch, phase.epochs - 1)
    return phase.rate * 0.5 ** (epoch // phase.halved if phase.halved else 0)
