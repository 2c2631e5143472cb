"""The card of trained weights: what is to be known about them, as JSON beside the file."""
from __future__ import annotations

from ..language import mark
from .kinds import Kind
from .loop import Trained


def card(trained: Trained, kind: Kind, settings, title: str, data: dict, command: str, licence: str, remark: str = "") -> dict:
    """What is to be known about trained weights.

    Args:
        trained: the training.
        kind: of network; settings: the training was told.
        title: what a person reads.
        data: what it was trained on and validated on.
        command: that repeats it.
        licence: of the weights.
        remark: what else is to be known.
    """
    last = trained.curve[-1]
    metrics = {kind.figures: _figures(last), "loss": last["loss"]}
    if settings.start:
        metrics["the same before this training"] = _figures(trained.curve[0])
    return {"title": title, "architecture": kind.architecture, "settings": trained.network.settings,
            "parameters": sum(value.numel() for value in trained.network.parameters()),
            "begun with": settings.start or mark("random weights"),
            "data": data, "command": command, "seed": settings.seed, "steps": trained.step, "remark": remark, "metrics": metrics,
            "licence": licence}


def _figures(line: dict) -> dict:
    return {name: value for name, value in line.items() if isinstance(value, (list, tuple))}
