"""A network being trained, whole at every moment."""
from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError

from ..errors import OptionError, OutputError
from . import checkpoint
from .learner import Learner
from .optimiser import optimiser_of

CHECKPOINT, BEST, CURVE = "checkpoint.safetensors", "best.safetensors", "curve.jsonl"


class State:
    """Network, optimiser and step of a training, kept in a folder.

    `advance` runs in a thread of its own: whoever waits for it may be stopped at any moment, and `stop` and `save` then.

    Args:
        folder: of the training; a checkpoint found there is loaded.
        learner: what is trained; a checkpoint has settings and a checksum of its own, which must be equal.
        device: where the network is trained.

    Attributes:
        network: being trained; step: how many updates it has had; losses: of the steps since they were last looked at.

    Raises:
        OptionError: the checkpoint is damaged or of another training.
        ModelError: the weights it is to begin with cannot be used.
    """

    def __init__(self, folder: Path, learner: Learner, device):
        torch.manual_seed(learner.settings.seed)
        self._learner, self.device, self.step, self.losses = learner, device, 0, []
        self._path, self._curve = folder / CHECKPOINT, folder / CURVE
        self._lock, self._stopped = threading.Lock(), False
        if self._path.exists():
            _check(folder, learner)
        network = learner.blank() if self._path.exists() else learner.initial()
        self.network = network.to(device, memory_format=torch.channels_last)
        # What is not trained needs no gradients: they would pile up in it, and count where they are clipped.
        self.network.requires_grad_(False)
        self._trained = list(learner.parameters(self.network))
        for values in self._trained:
            values.requires_grad_(True)
        self.optimiser = optimiser_of(learner, self._trained)
        if self._path.exists():
            self.step = checkpoint.load(self._path, self.network, self.optimiser)
        else:
            self._curve.unlink(missing_ok=True)

    def advance(self, samples: Sequence, share: float) -> None:
        """One update where this share of the schedule is done, or none where it was told to stop meanwhile.

        Raises:
            OptionError: the loss is not a number, or the device has too little memory.
        """
        self.network.train()
        try:
            loss = self._learner.loss(self.network, samples, self.device, share)
            if self._stopped:
                return
            self.optimiser.zero_grad()
            loss.backward()
        except torch.cuda.OutOfMemoryError as error:
            raise OptionError(f"The device has too little memory for {len(samples)} samples at once.", "Lower BATCH.") from error
        self._learner.clip(self._trained)
        value = float(loss.detach())
        if not np.isfinite(value):
            raise OptionError(f"The training has diverged: at step {self.step} the loss is {value}.", "Lower RATE.")
        with self._lock:
            if not self._stopped:
                for group in self.optimiser.param_groups:
                    group["lr"] = self._learner.settings.learning_rate(share)
                self.optimiser.step()
                self.step += 1
                self.losses.append(value)

    def stop(self) -> None:
        """From now on nothing is updated."""
        with self._lock:
            self._stopped = True

    def save(self, name: str = CHECKPOINT) -> None:
        """Write the checkpoint, or the same under another name; OutputError where that is not possible."""
        path = self._path.with_name(name)
        with self._lock:
            try:
                checkpoint.save(path, self.network, self.optimiser, self.step, asdict(self._learner.settings),
                                self._learner.checksum)
            except (OSError, SafetensorError) as error:
                raise OutputError(f"The checkpoint {path} cannot be written: {error}.",
                                  "Check the folder and the space on the disk.") from error

    def record(self, shares: dict[str, tuple[float, ...]], seconds: float) -> dict:
        """Add a line to the curve: the mean loss since the last one (None where there was no step), and what `validate` has found."""
        line = {"step": self.step, "seconds": round(seconds, 1), "loss": float(np.mean(self.losses)) if self.losses else None, **shares}
        with open(self._curve, "a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        self.losses.clear()
        return line

    @property
    def at_its_best(self) -> bool:
        """Whether the last line of the curve has the highest of the second figures of all lines after a step."""
        figures = [line["all"][1] for line in self.curve if line["step"]]
        return bool(figures) and figures[-1] >= max(figures)

    @property
    def curve(self) -> list[dict]:
        """All lines of the curve, see `record`."""
        return read_curve(self._curve.parent)


def read_curve(folder: Path) -> list[dict]:
    """The lines of the curve of a training; none where there is no curve."""
    path = folder / CURVE
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def _check(folder: Path, learner: Learner) -> None:
    before, known = checkpoint.settings(folder / CHECKPOINT, type(learner.settings))
    other = ", ".join(f"{name} {value}" for name, value in asdict(before).items() if getattr(learner.settings, name) != value)
    if other:
        raise OptionError(f"The training in {folder} was begun with other settings: {other}.",
                          "Give the same, or another folder, or remove this one.")
    if known and known != learner.checksum:
        raise OptionError(f"The training in {folder} was begun on other layers.",
                          "Give the same rasters, or another folder, or remove this one.")
