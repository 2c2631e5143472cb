"""Widgets for parameters of an algorithm; labels, help, choices and defaults are those of the parameter."""
from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsMapLayerProxyModel,
    QgsProcessingContext,
    QgsProcessingParameterDefinition,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsExtentWidget, QgsGui, QgsMapLayerComboBox, QgsProcessingContextGenerator, QgsProcessingGui
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QLineEdit, QWidget

try:
    from qgis.core import Qgis

    _FILTERS = Qgis.LayerFilter
except AttributeError:  # before QGIS 3.34
    _FILTERS = QgsMapLayerProxyModel

# Type of a parameter -> layers that are offered for it.
_LAYERS = {"raster": "RasterLayer", "vector": "VectorLayer", "source": "VectorLayer"}


class Field(QObject):
    """One parameter with its widget.

    Signals:
        changed: another value may have been chosen.
    """

    changed = pyqtSignal()

    def __init__(self, parameter: QgsProcessingParameterDefinition, widget: QWidget, parent: QObject, is_needed: bool = False):
        super().__init__(parent)
        self.name, self.widget = parameter.name(), widget
        self.title, self.help = parameter.description(), parameter.help()
        self.is_optional = bool(parameter.flags() & QgsProcessingParameterDefinition.FlagOptional) and not is_needed
        widget.setToolTip(self.help)
        widget.setObjectName(self.name)

    def value(self):
        """What Processing is given; None for nothing."""
        raise NotImplementedError

    def layer_name(self) -> str:
        """Name of the chosen layer; empty where there is none."""
        return ""


class LayerField(Field):
    """A layer of the project."""

    def __init__(self, parameter, parent: QWidget, is_needed: bool = False):
        box = QgsMapLayerComboBox(parent)
        super().__init__(parameter, box, parent, is_needed)
        box.setFilters(getattr(_FILTERS, _LAYERS[parameter.type()]))
        box.setAllowEmptyLayer(self.is_optional)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        if self.is_optional:
            box.setLayer(None)
        box.layerChanged.connect(lambda layer: self.changed.emit())

    def value(self):
        """Id of the layer."""
        layer = self.widget.currentLayer()
        return layer.id() if layer else None

    def offer(self, accepts) -> None:
        """Offer only layers that ``accepts`` is true of."""
        self.widget.setExceptedLayerList([layer for layer in QgsProject.instance().mapLayers().values() if not accepts(layer)])

    def layer_name(self) -> str:
        """Its name."""
        layer = self.widget.currentLayer()
        return layer.name() if layer else ""


class ExtentField(Field):
    """An area, which can be drawn on the canvas."""

    def __init__(self, parameter, parent: QWidget, canvas, is_needed: bool = False):
        area = QgsExtentWidget(parent)
        super().__init__(parameter, area, parent, is_needed)
        area.setNullValueAllowed(True, "")
        if canvas is not None:
            area.setMapCanvas(canvas)
        area.extentChanged.connect(lambda extent: self.changed.emit())

    def value(self):
        """Extent and CRS as Processing writes them."""
        if not self.widget.isValid():
            return None
        extent, crs = self.widget.outputExtent(), self.widget.outputCrs()
        corners = extent.xMinimum(), extent.xMaximum(), extent.yMinimum(), extent.yMaximum()
        return ",".join(map(repr, corners)) + (f" [{crs.authid()}]" if crs.authid() else "")

    def show(self, extent: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> None:
        """Take an area."""
        self.widget.setOutputCrs(crs)
        self.widget.setOutputExtentFromUser(extent, crs)
        for line in self.widget.findChildren(QLineEdit):
            line.setCursorPosition(0)

    def clear(self) -> None:
        """Take no area."""
        self.widget.clear()


class _Context(QgsProcessingContextGenerator):
    def __init__(self):
        super().__init__()
        self._context = QgsProcessingContext()
        self._context.setProject(QgsProject.instance())

    def processingContext(self) -> QgsProcessingContext:
        return self._context


class ProcessingField(Field):
    """Any other parameter, with Processing's own widget."""

    def __init__(self, parameter, parent: QWidget):
        kind = getattr(QgsProcessingGui, "Standard", None)
        kind = kind if kind is not None else QgsProcessingGui.WidgetType.Standard
        self._context = _Context()
        self._wrapper = QgsGui.processingGuiRegistry().createParameterWidgetWrapper(parameter, kind)
        self._wrapper.registerProcessingContextGenerator(self._context)
        super().__init__(parameter, self._wrapper.createWrappedWidget(self._context.processingContext()), parent)
        self._wrapper.setParameterValue(parameter.defaultValue(), self._context.processingContext())
        self._wrapper.widgetValueHasChanged.connect(lambda wrapper: self.changed.emit())

    def value(self):
        """As the widget says it."""
        return self._wrapper.parameterValue()

    def show(self, value) -> None:
        """Take a value."""
        self._wrapper.setParameterValue(value, self._context.processingContext())


def field(parameter: QgsProcessingParameterDefinition, parent: QWidget, canvas=None, is_needed: bool = False) -> Field:
    """The field of a parameter; an extent is drawn on ``canvas``; ``is_needed``: also where the algorithm does without."""
    if parameter.type() in _LAYERS:
        return LayerField(parameter, parent, is_needed)
    if parameter.type() == "extent":
        return ExtentField(parameter, parent, canvas, is_needed)
    return ProcessingField(parameter, parent)
