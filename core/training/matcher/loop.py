"""The training loop: resumable, within a time budget, the same again for the same seed."""
from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch

from ...errors import OptionError
from ...models.descriptors import STRIDE, DenseDescriptor, correlate
from . import checkpoint
from .sample import Sample, draw
from .stack import Stack

CHECKPOINT, CURVE = "checkpoint.safetensors", "curve.jsonl"
_CLIP = 1.0
_CHECK_EVERY = 250
_WITHIN_PX = np.array([1.0, 3.0])


@dataclass(frozen=True)
class Settings:
    """What is trained and how.

    Attributes:
        size, reach: side of the template and how far it is looked for, pixels; both multiples of the stride.
        batch: samples of a step; steps: of the whole schedule.
        rate: highest learning rate; it rises over the first fiftieth and then falls as a cosine.
        seed: of everything random.
        cross_modal: see `draw`; reliable: let the network weigh its cells.
        half: convolutions in bfloat16.
        channels, width: of the network.
        checks: how many samples validate it.
    """

    size: int = 64
    reach: int = 16
    batch: int = 24
    steps: int = 20000
    rate: float = 2e-3
    seed: int = 0
    cross_modal: bool = True
    reliable: bool = True
    half: bool = True
    channels: int = 16
    width: int = 32
    checks: int = 512


def hann(cells: int, device=None) -> torch.Tensor:
    """(cells, cells) window without zero rows."""
    line = torch.hann_window(cells + 2, periodic=False, device=device)[1:-1]
    return line[:, None] * line[None]


def surface(network: DenseDescriptor, reference: torch.Tensor, target: torch.Tensor, settings: Settings) -> torch.Tensor:
    """Agreement of the middle of the references with the targets, as from `correlate`."""
    images = torch.cat([reference, target]).contiguous(memory_format=torch.channels_last)
    with torch.autocast(images.device.type, torch.bfloat16, enabled=settings.half):
        both, trust = network(images)
    if not settings.reliable:
        trust = (both.detach().abs().sum(1, keepdim=True) > 0).to(both.dtype)
    (one, two), (first, second) = both.chunk(2), trust.chunk(2)
    cells = settings.size // STRIDE
    edge = (one.shape[-1] - cells) // 2
    middle = slice(edge, edge + cells)
    return correlate((one[..., middle, middle], first[..., middle, middle]), (two, second), hann(cells, one.device))


def objective(network: DenseDescriptor, agreement: torch.Tensor, offsets: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of the surface against the true offset, shared between the four cells around it.

    Args:
        agreement: (N, k, k) from `surface`.
        offsets: (N, 2) x, y in cells.
    """
    count, span = agreement.shape[:2]
    chance = torch.log_softmax(agreement.reshape(count, -1) * torch.exp(network.sharpness), dim=1).reshape(count, span, span)
    place = (offsets + (span - 1) // 2).clamp(0, span - 1.001)
    low, part = place.floor().long(), place - place.floor()
    index, loss = torch.arange(count, device=agreement.device), 0.0
    for dx in (0, 1):
        for dy in (0, 1):
            weight = (part[:, 0] if dx else 1 - part[:, 0]) * (part[:, 1] if dy else 1 - part[:, 1])
            loss = loss - weight * chance[index, low[:, 1] + dy, low[:, 0] + dx]
    return loss.mean()


def peak(agreement: np.ndarray) -> np.ndarray:
    """(N, 2) x, y of the highest value of surfaces (N, k, k) from the middle, in cells, by parabolas through the neighbours."""
    count, span = agreement.shape[:2]
    row, col = np.divmod(agreement.reshape(count, -1).argmax(1), span)
    index, found = np.arange(count), []
    for position, across in ((col, False), (row, True)):
        inner = position.clip(1, span - 2)
        before, at, after = (agreement[index, inner + step, col] if across else agreement[index, row, inner + step] for step in (-1, 0, 1))
        curve = before - 2 * at + after
        shift = np.where((position == inner) & (curve < 0), 0.5 * (before - after) / np.where(curve < 0, curve, -1.0), 0.0)
        found.append(position + shift.clip(-0.5, 0.5) - span // 2)
    return np.stack(found, 1)


def stacked(samples: Sequence[Sample], device) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """(reference (N, 6, size, size), target, offsets (N, 2) in pixels) on a device."""
    arrays = (np.stack([getattr(sample, name) for sample in samples]).astype(np.float32) for name in ("reference", "target", "offset"))
    return tuple(torch.from_numpy(array).to(device) for array in arrays)


def validate(network: DenseDescriptor, samples: Sequence[Sample], settings: Settings, device) -> dict[str, tuple[float, ...]]:
    """Shares of windows found within 1 px and 3 px by pair of modalities, and ``all``.

    Radar and optical layers lie on each other to about 1 px only.
    """
    network.eval()
    hits: dict[str, list[np.ndarray]] = {}
    with torch.no_grad():
        for start in range(0, len(samples), 64):
            part = samples[start : start + 64]
            reference, target, offsets = stacked(part, device)
            found = peak(surface(network, reference, target, settings).cpu().numpy()) * STRIDE
            error = np.hypot(*(found - offsets.cpu().numpy()).T)
            for sample, one in zip(part, error):
                for key in (" - ".join(sorted(sample.kinds)), "all"):
                    hits.setdefault(key, []).append(one <= _WITHIN_PX)
    return {key: tuple(np.mean(values, axis=0).round(4).tolist()) for key, values in sorted(hits.items())}


def train(stacks: list[Stack], held_out: list[Stack], folder: Path, settings: Settings, seconds: float, device: str = "cpu",
          tell: Callable[[str], None] = print, workers: int = 1) -> DenseDescriptor:
    """Train, or go on from the checkpoint in ``folder``, until the schedule or the time is over.

    Args:
        stacks: to train on; held_out: of other places, to validate on.
        folder: gets checkpoint.safetensors and curve.jsonl.
        settings: of a new training; a checkpoint has its own, which must be equal.
        seconds: time budget.
        tell: gets a line now and then.
        workers: threads that draw samples.

    Raises:
        OptionError: the checkpoint is of another training.
    """
    torch.manual_seed(settings.seed)
    folder.mkdir(parents=True, exist_ok=True)
    network = DenseDescriptor(settings.channels, settings.width).to(device, memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(network.parameters(), lr=settings.rate, weight_decay=1e-4)
    path, step = folder / CHECKPOINT, 0
    if path.exists():
        step, before = checkpoint.load(path, network, optimiser)
        if before != asdict(settings):
            other = ", ".join(f"{name} {before.get(name)}" for name, value in asdict(settings).items() if before.get(name) != value)
            raise OptionError(f"The training in {folder} was begun with other settings: {other}.", "Give the same, or another folder.")
    side = settings.size + 2 * settings.reach
    checks = [draw(held_out, np.random.default_rng([settings.seed, 1, index]), side, settings.reach) for index in range(settings.checks)]
    begun, recent = time.monotonic(), []

    def samples(at: int) -> list[Sample]:
        return [draw(stacks, np.random.default_rng([settings.seed, 0, at, index]), side, settings.reach, settings.cross_modal)
                for index in range(settings.batch)]

    def save() -> None:
        shares = validate(network, checks, settings, device)
        record = {"step": step, "seconds": round(time.monotonic() - begun, 1), "loss": float(np.mean(recent or [np.nan])), **shares}
        with open(folder / CURVE, "a", encoding="utf-8") as file:
            file.write(json.dumps(record) + "\n")
        checkpoint.save(path, network, optimiser, step, asdict(settings))
        shown = ", ".join(f"{key} {near:.0%} {far:.0%}" for key, (near, far) in shares.items())
        tell(f"step {step}: loss {record['loss']:.3f}; within 1 px, 3 px: {shown}")
        recent.clear()

    with ThreadPoolExecutor(workers) as pool:
        ahead = [pool.submit(samples, step + index) for index in range(workers + 1)]
        while step < settings.steps and time.monotonic() - begun < seconds:
            network.train()
            reference, target, offsets = stacked(ahead.pop(0).result(), device)
            ahead.append(pool.submit(samples, step + workers + 1))
            share = step / settings.steps
            for group in optimiser.param_groups:
                group["lr"] = settings.rate * (min(1.0, share / 0.02 + 0.02) * 0.5 * (1 + np.cos(np.pi * share)) + 1e-3)
            loss = objective(network, surface(network, reference, target, settings), offsets / STRIDE)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), _CLIP)
            optimiser.step()
            recent.append(float(loss.detach()))
            step += 1
            if step % _CHECK_EVERY == 0:
                save()
        for future in ahead:
            future.cancel()
    if recent:
        save()
    return network
