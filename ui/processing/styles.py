"""Styles of results: arrows for shifts, colours for residuals, displacements and change, adapted to the layer at hand."""
from __future__ import annotations

import math
import os
import statistics
from pathlib import Path

from qgis.core import (
    QgsExpressionContextUtils,
    QgsMapLayer,
    QgsProcessingLayerPostProcessorInterface,
    QgsRasterBandStats,
    QgsRasterLayer,
    QgsReadWriteContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtXml import QDomDocument

from ...core import outputs
from ...core.errors import OutputError
from . import legends, loading, systems
from .order import Run

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "styles"
# Layer variable of the arrows: how many times longer than the shift they are drawn. The user may change it.
EXAGGERATION = "arrow_exaggeration"
# Styles whose colours span what the raster holds; those of others have a meaning of their own.
_STRETCHED = ("heatmap",)

# Processing keeps a bare pointer to a post-processor; Python must not free it before the layer is loaded.
_alive: list[PostProcessor] = []


def style_of(layer: QgsMapLayer, name: str) -> str:
    """Give a layer the style ``resources/styles/<name>.qml``, adapted to its figures, or one of `legends`, and return it as QML text.

    Raises:
        OutputError: the style cannot be loaded.
    """
    if name in (legends.CLASSES, legends.TRANSITIONS):
        legends.show(layer, name)
    else:
        message, loaded = layer.loadNamedStyle(str(FOLDER / f"{name}.qml"))
        if not loaded:
            raise OutputError(f"The style {name} cannot be loaded: {message}.", "Install Tiepoint anew.")
    if QgsExpressionContextUtils.layerScope(layer).hasVariable(EXAGGERATION):
        QgsExpressionContextUtils.setLayerVariable(layer, EXAGGERATION, exaggeration(layer))
    elif name in _STRETCHED:
        _stretch(layer)
    return text_of(layer)


def text_of(layer: QgsMapLayer) -> str:
    """The style of a layer as QML text."""
    document = QDomDocument()
    layer.exportNamedStyle(document, QgsReadWriteContext())
    return document.toString()


def exaggeration(layer: QgsVectorLayer) -> float:
    """How many times longer than the shift an arrow is drawn so that arrows fill the gaps between points: 1, 2, 5, 10, 20 ..."""
    shifts = [value for value in (feature["shift"] for feature in layer.getFeatures()) if isinstance(value, (int, float)) and value > 0]
    if not shifts or layer.fields().indexOf("shift") < 0:
        return 1.0
    extent = layer.extent()
    gap = math.sqrt(max(extent.width() * extent.height(), 0.0) / len(shifts))
    ratio = gap / statistics.median(shifts)
    if ratio <= 1.0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(ratio))
    return max(step * power for step in (1, 2, 5) if step * power <= ratio)


def write_beside(path: str, qml: str) -> list[str]:
    """Write the style beside a file, where QGIS finds it; an existing one is the user's and stays.

    Returns:
        The file that was written, or nothing.

    Raises:
        OutputError: it cannot be written.
    """
    beside = os.path.splitext(path)[0] + ".qml"
    if os.path.exists(beside):
        return []
    with outputs.atomic(beside) as partial:
        Path(partial).write_text(qml, encoding="utf-8")
    return [beside]


class PostProcessor(QgsProcessingLayerPostProcessorInterface):
    """Styles a layer when QGIS has loaded it, makes its CRS anew, puts it into the group of its run, and says when it was taken.

    Args:
        qml: the style.
        algorithm_id, output_name: whose output it is.
        run, place: see `order.Run.add`.

    Attributes:
        group: name of the group; empty: none, or QGIS makes it.
    """

    def __init__(self, qml: str, algorithm_id: str, output_name: str, run: Run, place: int):
        super().__init__()
        self._qml, self._algorithm_id, self._output_name = qml, algorithm_id, output_name
        self._run, self._place = run, place
        self.group = ""
        _alive.append(self)

    def postProcessLayer(self, layer: QgsMapLayer, context, _feedback) -> None:
        """Called in the main thread."""
        from processing.gui.RenderingStyles import RenderingStyles

        systems.renew(layer)
        # A style that the user has chosen for this output of this algorithm comes first.
        if self._qml and not RenderingStyles.getStyle(self._algorithm_id, self._output_name):
            document = QDomDocument()
            document.setContent(self._qml)
            layer.importNamedStyle(document)
            layer.triggerRepaint()
        # After the style, which has a word on time as well.
        loading.show_time(layer)
        if context.project() is not None:
            loading.gather(layer, self.group, context.project())
        self._run.add(layer, self._place)


def forget() -> None:
    """Let go of the post-processors; called when the plugin is unloaded."""
    _alive.clear()


def _stretch(layer: QgsRasterLayer) -> None:
    """Stretch the colours of the first band from zero to its largest value."""
    largest = layer.dataProvider().bandStatistics(1, QgsRasterBandStats.Max).maximumValue
    renderer = layer.renderer()
    renderer.setClassificationMin(0.0)
    renderer.setClassificationMax(largest)
    shader = renderer.shader().rasterShaderFunction()
    renderer.createShader(shader.sourceColorRamp().clone(), shader.colorRampType(), shader.classificationMode())
