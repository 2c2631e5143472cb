"""Progress of long work: a fraction, a message, and the place where Cancel takes effect."""
from __future__ import annotations

import time
from typing import Protocol


class Cancelled(Exception):
    """The user asked to stop. Not an error: outside the error tree."""


class Progress(Protocol):
    """What every job is given. ``step`` is called at least once a second of work."""

    def step(self, fraction: float, message: str = "") -> None:
        """Report the finished share, 0 to 1; raises Cancelled when told to stop."""

    def log(self, message: str, level: str = "info") -> None:
        """Tell the user something; level is ``info`` or ``warning``."""


class Silent:
    """A Progress that reports nothing and is never cancelled."""

    def step(self, fraction: float, message: str = "") -> None:
        """Do nothing."""

    def log(self, message: str, level: str = "info") -> None:
        """Do nothing."""


class Steps:
    """A sub-range of a parent progress.

    Args:
        parent: the progress to report to.
        start, stop: the share of the parent this part covers, 0 to 1.
        message: used where ``step`` gives none.
    """

    def __init__(self, parent: Progress, start: float, stop: float, message: str = ""):
        self.parent, self.start, self.stop, self.message = parent, start, stop, message

    def step(self, fraction: float, message: str = "") -> None:
        """Report a share of this part to the parent."""
        share = min(max(fraction, 0.0), 1.0)
        self.parent.step(self.start + (self.stop - self.start) * share, message or self.message)

    def log(self, message: str, level: str = "info") -> None:
        """Pass the message on."""
        self.parent.log(message, level)


class Heard(Steps):
    """A parent progress, and what it is warned of on the way.

    Attributes:
        warnings: in order.
    """

    def __init__(self, parent: Progress):
        super().__init__(parent, 0.0, 1.0)
        self.warnings: list[str] = []

    def log(self, message: str, level: str = "info") -> None:
        """Pass the message on, and keep it if it is a warning."""
        if level == "warning":
            self.warnings.append(message)
        super().log(message, level)


class Remaining:
    """Estimates the seconds left from the fraction reported over time."""

    def __init__(self, clock=time.monotonic):
        self._clock = clock
        self._started = clock()

    def seconds(self, fraction: float) -> float | None:
        """Seconds left at this fraction (0 to 1); None while too little is done to tell."""
        elapsed = self._clock() - self._started
        if fraction < 0.02 or elapsed < 1.0:
            return None
        return elapsed * (1.0 - fraction) / fraction
