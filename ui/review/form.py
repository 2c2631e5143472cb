"""Processing's own form of an algorithm, filled in."""
from __future__ import annotations

from ...core.errors import OptionError
from ..translation import tr


class Form:
    """One form at a time: the last one that is still open makes room."""

    def __init__(self):
        self.dialog = None

    def open(self, algorithm: str, given: dict) -> None:
        """Open the form; raises OptionError where Processing is not there."""
        import processing  # QGIS's plugin, which is there when this one has an interface

        self.close()
        self.dialog = processing.createAlgorithmDialog(algorithm, given)
        if self.dialog is None:
            raise OptionError(tr("Processing cannot open the form."), tr("Enable its plugin."))
        self.dialog.show()

    def close(self) -> None:
        """Close the form, if it is still there."""
        dialog, self.dialog = self.dialog, None
        if dialog is None:
            return
        try:
            dialog.close()
            dialog.deleteLater()
        except RuntimeError:  # Qt has deleted it, as its window was closed
            self.dialog = None
