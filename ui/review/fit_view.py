"""The words for a fit."""
from __future__ import annotations

import html

from qgis.PyQt.QtWidgets import QLabel

from ..translation import tr


class FitView(QLabel):
    """Says what the tie points amount to, and what the last edit has changed."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("fit")
        self.setWordWrap(True)
        self._last: float | None = None
        self._before: float | None = None
        self.clear_fit(tr("Choose a tie-point layer and the raster to align."))

    def clear_fit(self, sentence: str) -> None:
        """There is no fit: say why."""
        self._last = self._before = None
        self.setEnabled(True)
        self.setText(sentence)

    def wait(self) -> None:
        """A fit is on its way; until it is there the last one is shown in grey."""
        self.setEnabled(False)
        if self._last is None:
            self.setText(tr("Fitting …"))

    def fail(self, sentence: str) -> None:
        """The tie points cannot be fitted."""
        self.setEnabled(True)
        self.setText(tr("<b>No fit.</b> {why}").format(why=html.escape(sentence)))

    def show_fit(self, figures: dict, total: int) -> None:
        """Say what the engine has said.

        Args:
            figures: results of a warp.
            total: number of tie points, enabled or not.
        """
        self.setEnabled(True)
        rmse = figures.get("RMSE_PX")
        if rmse != self._last:
            self._before, self._last = self._last, rmse
        if rmse is None:
            self.setText(tr("{used} of {total} tie points: too few to tell the accuracy.").format(
                used=figures["TIEPOINT_COUNT"], total=total))
            return
        before = "" if self._before is None else tr(" (before: {rmse:.2f} px)").format(rmse=self._before)
        self.setText(tr("<b>Held-out RMSE {rmse:.2f} px</b>{before}, {verdict}<br>CE90 {ce90:.4g} map units, transform {transform}, "
                        "{used} of {total} tie points").format(
            rmse=rmse, before=before, verdict=tr(figures["VERDICT"]), ce90=figures["CE90"], transform=figures["TRANSFORM_USED"],
            used=figures["TIEPOINT_COUNT"], total=total))
