"""Which models there are and where their files lie.

Shipped models are described by ``resources/models/manifest.json``; what a user trains or imports lies in the folder of the environment
variable TIEPOINT_MODELS.
"""
from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..errors import ModelError

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "models"


@dataclass(frozen=True)
class Model:
    """One model.

    Attributes:
        id: what MODEL is set to.
        task: what it is for: ``dense``.
        title: what a person reads.
        file: name in the folder of models.
        bytes: its size; sha256: of the file, in groups of eight, so that nobody takes it for a secret.
        licence: of the weights.
        preprocessing: what is done to an image before the network sees it.
    """

    id: str
    task: str
    title: str
    file: str
    bytes: int
    sha256: str
    licence: str
    preprocessing: str


@lru_cache(maxsize=1)
def models() -> tuple[Model, ...]:
    """All models of the manifest; the first of a task is its default."""
    return tuple(Model(**record) for record in json.loads((SHIPPED / "manifest.json").read_text(encoding="utf-8")))


def find(model: str, task: str) -> Path:
    """The file of a model.

    Args:
        model: an id, the path of a file, or empty for the default.
        task: what it is for.

    Raises:
        ModelError: there is no such model, or its file is missing or damaged.
    """
    known = {record.id: record for record in models() if record.task == task}
    record = known.get(model) if model else next(iter(known.values()), None)
    if record is None:
        path = Path(model)
        if model and path.is_file():
            return path
        raise ModelError(f"There is no model '{model}' for {task}, nor a file of that name." if model else f"There is no model for {task}.",
                         f"Choose one of: {', '.join(known)}, or give the path of a file." if known else "Give the path of a file.")
    folders = [SHIPPED, *([Path(os.environ["TIEPOINT_MODELS"])] if os.environ.get("TIEPOINT_MODELS") else [])]
    path = next((folder / record.file for folder in folders if (folder / record.file).is_file()), None)
    if path is None:
        raise ModelError(f"The file {record.file} of the model {record.id} is missing.", "Install the plugin again.")
    if hashlib.sha256(path.read_bytes()).hexdigest() != record.sha256.replace(" ", ""):
        raise ModelError(f"The file {path} of the model {record.id} is damaged.", "Remove it and install the plugin again.")
    return path
