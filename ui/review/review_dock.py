"""What the docks of reviews have in common: a layer to review, and rasters that are remembered with it."""
from __future__ import annotations

from typing import ClassVar

from qgis.core import QgsProject
from qgis.gui import QgsDockWidget

from .map_view import MapView

_PREFIX = "tiepoint/"


class ReviewDock(QgsDockWidget):
    """A dock whose panel has a box ``layer`` and boxes of rasters.

    Args:
        title: of the dock.
        canvas: of the map.

    Attributes:
        RASTERS: names of the panel's boxes of rasters, and of the properties of the layer that remember what was chosen in them.
        panel: widgets.
        view: what the map shows; it is given back when the dock is closed, and stays while it is behind another tab.
    """

    RASTERS: ClassVar[tuple[str, ...]] = ()
    panel = None

    def __init__(self, title: str, canvas, parent=None):
        super().__init__(title, parent)
        self.view = MapView(canvas)
        # Behind another tab a dock is not hidden for Qt, but nobody sees it.
        self.is_seen = False
        self.visibilityChanged.connect(self._visibility_changed)

    def seen(self, on: bool) -> None:
        """The dock has come into sight, or has gone: closed, or behind another tab."""
        raise NotImplementedError

    def _visibility_changed(self, on: bool) -> None:
        if on != self.is_seen:
            self.is_seen = on
            self.seen(on)

    def hideEvent(self, event) -> None:
        """Qt hides what is closed, not what is behind another tab, and what hides with the window is not closed."""
        super().hideEvent(event)
        if self.isHidden():
            self.view.give_back()

    def review(self, layer, **rasters) -> None:
        """Show the dock with a layer and the rasters that are given."""
        self.setUserVisible(True)
        self.panel.layer.setLayer(layer)
        for name, raster in rasters.items():
            if raster is not None:
                getattr(self.panel, name).setLayer(raster)

    def choose_again(self, layer) -> None:
        """Choose the rasters this layer was reviewed with, where they are still there."""
        # All before any is chosen: choosing one remembers them all.
        known = {name: QgsProject.instance().mapLayer(str(layer.customProperty(_PREFIX + name, "") or "")) for name in self.RASTERS}
        for name, raster in known.items():
            if raster is not None:
                getattr(self.panel, name).setLayer(raster)

    def remember(self, layer) -> None:
        """Write down which rasters are chosen, so that they are chosen again with this layer."""
        for name in self.RASTERS:
            raster = getattr(self.panel, name).currentLayer()
            if raster is not None:
                layer.setCustomProperty(_PREFIX + name, raster.id())
