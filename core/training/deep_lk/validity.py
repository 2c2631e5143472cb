"""Whether settings make sense, and a model fits them."""
from __future__ import annotations

from ...errors import ModelError, OptionError
from ...models.channels import COUNT
from ...models.deep_lk import RGB, DeepLK
from .. import limits
from ..turns import chosen
from .settings import LIMITS, OBJECTIVES, PARTS, Settings

# Settings that a model has of its own -> what a person calls them.
_OWN = {"width": "a width of", "special": "special maps:", "bands": "bands:", "regression_width": "a width of regression networks of",
        "hidden": "a hidden layer of"}


def check(settings: Settings) -> None:
    """Raise OptionError where a number is out of its range, or a part, an objective or a number of bands does not exist."""
    limits.check(settings, LIMITS)
    if settings.bands not in (RGB, COUNT):
        raise OptionError(f"BANDS is {settings.bands}.", f"Choose {RGB}, colours, or {COUNT}, what is made of any band.")
    if settings.objective not in OBJECTIVES:
        raise OptionError(f"There is no objective '{settings.objective}'.", f"Choose one of: {', '.join(OBJECTIVES)}.")
    chosen(settings.parts, tuple(PARTS))


def check_fit(settings: Settings, network: DeepLK) -> None:
    """Raise ModelError where a network that a training begins with is another one than the settings tell, or lacks a part to be trained."""
    regressions = bool(network.regression)
    for name, told in _OWN.items():
        has, wanted = network.settings[name], getattr(settings, name)
        if has != wanted and (regressions or name not in ("regression_width", "hidden")):
            raise ModelError(f"The model {settings.start} has {told} {has}, not {wanted}.", "Choose the same, or train from scratch.")
    lacking = [part for part in settings.chosen if part.startswith("regression-") and int(part.split("-")[1]) > len(network.regression)]
    if lacking:
        raise ModelError(f"The model {settings.start} has no part {lacking[0]}.", "Name the parts it has, or train from scratch.")
