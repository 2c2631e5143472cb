"""A progress that tests look at."""
from __future__ import annotations

import pytest
from tiepoint.core.progress import Cancelled


class Watching:
    """Remembers what it was told; asks to stop when training has been announced so many times."""

    def __init__(self, stop_after: int = 10**9):
        self.stop_after, self.announced, self.lines, self.warnings, self.shares = stop_after, 0, [], [], []

    def step(self, fraction, message=""):
        self.shares.append(fraction)
        self.announced += message.startswith("Training")
        if self.announced >= self.stop_after:
            raise Cancelled

    def log(self, message, level="info"):
        (self.warnings if level == "warning" else self.lines).append(message)


@pytest.fixture(scope="session")
def watching():
    """The class `Watching`."""
    return Watching
