"""The slider of how many times longer than the shift arrows are drawn."""
from __future__ import annotations

from qgis.core import QgsExpressionContextUtils
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from ..processing.styles import EXAGGERATION
from ..translation import tr

# Positions of the slider for a factor of ten, and the largest factor.
_TENFOLD, _MOST = 20, 1000


class ArrowSlider(QWidget):
    """Sets the variable of a layer that its arrows go by."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._layer = None
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("exaggeration")
        self.slider.setRange(0, 3 * _TENFOLD)
        self.slider.setToolTip(tr("How many times longer than the shift the arrows are drawn"))
        self.label = QLabel()
        self.label.setMinimumWidth(self.label.fontMetrics().horizontalAdvance(f"× {_MOST:.1f}"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.label)
        self.slider.valueChanged.connect(self._moved)

    def set_layer(self, layer) -> None:
        """Show and set the variable of this layer; None for no layer."""
        self._layer = None
        known = layer is not None and QgsExpressionContextUtils.layerScope(layer).hasVariable(EXAGGERATION)
        self.setEnabled(known)
        if known:
            factor = float(QgsExpressionContextUtils.layerScope(layer).variable(EXAGGERATION) or 1.0)
            self.slider.setValue(_position(factor))
            self.label.setText(_shown(factor))
            self._layer = layer
        else:
            self.label.setText("")

    def _moved(self, position: int) -> None:
        if self._layer is None:
            return
        factor = _factor(position)
        self.label.setText(_shown(factor))
        QgsExpressionContextUtils.setLayerVariable(self._layer, EXAGGERATION, factor)
        self._layer.triggerRepaint()


def _position(factor: float) -> int:
    return min(range(3 * _TENFOLD + 1), key=lambda position: abs(_factor(position) - factor))


def _factor(position: int) -> float:
    return float(f"{10.0 ** (position / _TENFOLD):.2g}")


def _shown(factor: float) -> str:
    return f"× {factor:g}"
