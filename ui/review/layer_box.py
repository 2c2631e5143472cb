"""A box to choose a layer of the project from."""
from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsMapLayerProxyModel, QgsProject
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtWidgets import QSizePolicy

_LAYERS = {"point": QgsMapLayerProxyModel.PointLayer, "polygon": QgsMapLayerProxyModel.PolygonLayer,
           "raster": QgsMapLayerProxyModel.RasterLayer}


class LayerBox(QgsMapLayerComboBox):
    """Offers the layers of a kind; empty until one is chosen.

    Args:
        name: of the widget.
        kind: point, polygon or raster.
        tip: what the layer is for.
        wanted: whether a layer may be offered; None for all of the kind.
    """

    def __init__(self, name: str, kind: str, tip: str, wanted: Callable | None = None):
        super().__init__()
        self.setObjectName(name)
        self.setFilters(_LAYERS[kind])
        self.setAllowEmptyLayer(True)
        self.setToolTip(tip)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._wanted = wanted
        self.setLayer(None)
        if wanted is not None:
            QgsProject.instance().layersAdded.connect(self._sift)
            self._sift()

    def release(self) -> None:
        """Let go of the project."""
        if self._wanted is not None:
            QgsProject.instance().layersAdded.disconnect(self._sift)
            self._wanted = None

    def offers(self, layer) -> bool:
        """Whether a layer may be chosen."""
        return layer is not None and any(self.layer(index) is layer for index in range(self.count()))

    def _sift(self, *_added) -> None:
        layers = QgsProject.instance().mapLayers().values()
        self.setExceptedLayerList([layer for layer in layers if not self._wanted(layer)])
