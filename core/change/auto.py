"""The change method that suits two rasters."""
from __future__ import annotations

from ..progress import Progress
from .method import Detector, Means
from .source import Source


class Auto:
    """Looks at the rasters and takes one of the methods; its detector's ``told`` says which, and why."""

    id = "auto"

    def __init__(self, means: Means = Means()):  # noqa: B008 (frozen)
        self._means = means

    def fit(self, source: Source, progress: Progress) -> Detector:
        """See `ChangeMethod`."""
        raise NotImplementedError
