"""Passes what the engine reports on to a Processing feedback."""
from __future__ import annotations

import re
import time

from qgis.core import QgsProcessingFeedback

from ..translation import tr
from ..wording import told

# The dialog writes every progress text into its log: the same stage is mentioned again only this often.
REPEAT_S = 10.0


class Relay:
    """Receives the engine's progress and log messages.

    Args:
        feedback: of the algorithm.
        clock: seconds, increasing.
    """

    def __init__(self, feedback: QgsProcessingFeedback, clock=time.monotonic):
        self._feedback = feedback
        self._clock = clock
        self._stage = ""
        self._told = 0.0

    def __call__(self, message: dict) -> None:
        """Pass one message on."""
        if message["type"] == "progress":
            # What is being done before how far it is: between the two somebody may look.
            self._tell(str(message.get("message", "")), message.get("remaining"))
            self._feedback.setProgress(100.0 * float(message.get("fraction", 0.0)))
        elif message.get("level") == "warning":
            self._feedback.pushWarning(told(str(message.get("message", ""))))
        else:
            self._feedback.pushInfo(told(str(message.get("message", ""))))

    def _tell(self, text: str, remaining: float | None) -> None:
        # A stage whose counts have changed is the same stage.
        stage = re.sub(r"[\d.,]+", "", text)
        if not text or stage == self._stage and self._clock() - self._told < REPEAT_S:
            return
        self._stage, self._told = stage, self._clock()
        left = f" ({tr('{} left').format(duration(remaining))})" if remaining and remaining >= 1 else ""
        self._feedback.setProgressText(told(text) + left)


def duration(seconds: float) -> str:
    """A length of time in words: "about 40 s", "about 3 min", "about 1.5 h"."""
    if seconds < 90:
        return tr("about {} s").format(round(seconds))
    return tr("about {} min").format(round(seconds / 60)) if seconds < 5400 else tr("about {} h").format(f"{seconds / 3600:.1f}")
