"""The training loop: resumable, within a time budget, stopped at any moment, the same again for the same seed."""
from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from torch import nn

from ..outputs import output_error
from ..progress import Cancelled, Progress, Silent
from .learner import Learner
from .state import BEST, State

_CHECKS, _CHECK_EVERY = 8, (25, 250)      # so many on the way, but at least and at most so many steps apart
_SAVE_EVERY_S = 30.0
_PACE_STEPS = 5               # from which the time a step takes is known
_TELL_EVERY_S = 0.5


@dataclass(frozen=True)
class Trained:
    """How far a training has come.

    Attributes:
        network: in evaluation mode.
        step: updates it has had.
        curve: what is known of it: dicts with step, seconds, loss (None at the beginning) and, by pair of modalities and for ``all``,
            the figures of `Learner.validate`.
    """

    network: nn.Module
    step: int
    curve: list[dict]


def train(learner: Learner, folder: Path, seconds: float, device="cpu", progress: Progress | None = None, workers: int = 1,
          fit: bool = False) -> Trained:
    """Train, or go on from the checkpoint in ``folder``, until the schedule or the time is over.

    Args:
        learner: what is trained, on what; a checkpoint has settings of its own, which must be equal.
        folder: gets checkpoint.safetensors, best.safetensors (the same where the second of the figures was highest) and curve.jsonl.
        seconds: time budget of this call.
        device: where the network is trained.
        progress: told at least once a second.
        workers: threads that draw samples.
        fit: shorten the schedule to what the time allows, so that it ends with a low learning rate.

    Raises:
        OptionError: the checkpoint is of another training, the layers are unusable, or the training diverges.
        OutputError: the folder cannot be written to.
        ModelError: the weights to begin with cannot be used.
        Cancelled: from ``progress``; the checkpoint holds every step that was done.
    """
    settings = learner.settings
    progress, begun = progress or Silent(), time.monotonic()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise output_error(str(folder), error) from error
    state = State(folder, learner, device)
    samples = learner.checks(lambda: progress.step(0.0, "Drawing what validates the training"))
    share = 0.0

    def record() -> float:
        """Validate, write everything down; returns how long that took."""
        at = time.monotonic()
        shares = learner.validate(state.network, samples, device, lambda: progress.step(share, "Validating"))
        if state.step:
            state.save()
        line = state.record(shares, time.monotonic() - begun)
        if state.at_its_best:
            state.save(BEST)
        loss = "" if line["loss"] is None else f"loss {line['loss']:.3f}; "
        progress.log(f"Step {line['step']}: {loss}{learner.told(shares)}")
        return time.monotonic() - at

    try:
        checking = record() if not state.curve else 0.0
        every = min(max(settings.steps // _CHECKS, _CHECK_EVERY[0]), _CHECK_EVERY[1])
        looped, saved, first, end = time.monotonic(), time.monotonic(), state.step, settings.steps
        with _ahead(learner, state.step, workers) as drawn, _thread() as thread:
            while state.step < end:
                now = time.monotonic()
                left = seconds - (now - begun)
                if fit and state.step - first >= _PACE_STEPS:
                    pace = (state.step - first) / (now - looped)
                    end = min(settings.steps, state.step + int(pace * max(left - checking, 0.0)))
                share = state.step / max(end, 1)
                if left <= 0 or state.step >= end:
                    break
                message = f"Training: step {state.step} of {end}" + (f", loss {state.losses[-1]:.3f}" if state.losses else "")
                update = thread.submit(state.advance, _waited(next(drawn), progress, share, message), share)
                _waited(update, progress, share, message)
                if state.step % every == 0:
                    checking = record()
                if time.monotonic() - saved > _SAVE_EVERY_S:
                    state.save()
                    saved = time.monotonic()
        if state.losses:
            record()
    except (Cancelled, KeyboardInterrupt):
        state.stop()
        if state.step:
            state.save()
        with contextlib.suppress(Cancelled):
            progress.log(f"Stopped at step {state.step}; {folder} keeps what has been learned.")
        raise
    return Trained(state.network.eval(), state.step, state.curve)


@contextlib.contextmanager
def _ahead(learner: Learner, step: int, workers: int) -> Iterator[Iterator[Future]]:
    """The samples of every step from ``step`` on, drawn a few steps ahead."""
    def samples(at: int) -> list:
        seed, batch = learner.settings.seed, learner.settings.batch
        return [learner.draw(np.random.default_rng([seed, 0, at, index]), at * batch + index) for index in range(batch)]

    def drawn(pool: ThreadPoolExecutor) -> Iterator[Future]:
        waiting = [pool.submit(samples, step + index) for index in range(workers + 1)]
        following = step + workers + 1
        while True:
            yield waiting.pop(0)
            waiting.append(pool.submit(samples, following))
            following += 1

    with _thread(workers) as pool:
        yield drawn(pool)


@contextlib.contextmanager
def _thread(count: int = 1) -> Iterator[ThreadPoolExecutor]:
    """Threads that nobody waits for when the block is left."""
    pool = ThreadPoolExecutor(count)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _waited(future: Future, progress: Progress, share: float, message: str):
    """The result of a future; the progress can cancel while it waits."""
    progress.step(share, message)
    while not wait([future], timeout=_TELL_EVERY_S).done:
        progress.step(share, message)
    return future.result()
