"""What was found as a layer: ranked, styled, with the marks as a field."""
from __future__ import annotations

from qgis.core import (
    QgsFeedback,
    QgsField,
    QgsFillSymbol,
    QgsProject,
    QgsRuleBasedRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QVariant

from ...core import outputs
from ...core.errors import OutputError
from ..badge import BAD as RED
from ..badge import GOOD as GREEN
from ..processing import features, styles
from ..translation import tr
from .search import MARK, Search, layer_of
from .tile import BAD, GOOD

_NAME, _STYLE = "similar", "similar"
# Fields that come before the mark.
_FIRST = ("rank", "distance", "similarity")


def as_layer(search: Search) -> QgsVectorLayer:
    """A memory layer of all that was found or marked; `MARK` is ``good``, ``bad`` or empty."""
    own = [field for field in search.found[0].feature.fields() if field.name() != "fid"]
    first = [field for field in own if field.name() in _FIRST]
    fields = [*first, QgsField(MARK, QVariant.String), *(field for field in own if field not in first)]
    layer = layer_of([*search.found, *search.examples], search.crs, fields)
    values = {tile.key: {} for tile in (*search.found, *search.examples)}
    # What an earlier search said of an example is no rank among these.
    for tile in search.examples:
        values[tile.key].update((layer.fields().lookupField(field.name()), None) for field in first)
    for key, mark in search.marks.items():
        values[key][layer.fields().lookupField(MARK)] = mark
    keys = {feature["tile"]: feature.id() for feature in layer.getFeatures()}
    layer.dataProvider().changeAttributeValues({keys[key]: changed for key, changed in values.items() if changed})
    layer.setName(tr("Similar tiles"))
    _style(layer)
    return layer


def as_file(search: Search, path: str) -> QgsVectorLayer:
    """The same as a GeoPackage, with its style beside it; raises OutputError."""
    made = as_layer(search)
    with outputs.atomic(path) as partial:
        features.save(made, partial, True, QgsProject.instance().transformContext(), QgsFeedback(), _NAME)
    layer = QgsVectorLayer(path, made.name(), "ogr")
    if not layer.isValid():
        raise OutputError(f"{path} cannot be opened again.", "Choose another file.")
    styles.write_beside(path, _style(layer))
    return layer


def _style(layer: QgsVectorLayer) -> str:
    """Colours of the similarity as in results of the algorithm, and a broad outline for each mark."""
    styles.style_of(layer, _STYLE)
    renderer = QgsRuleBasedRenderer.convertFromRenderer(layer.renderer())
    for mark, colour, title in ((GOOD, GREEN, tr("Good example")), (BAD, RED, tr("Bad example"))):
        symbol = QgsFillSymbol.createSimple({"style": "no", "outline_color": colour, "outline_width": "1.2"})
        renderer.rootRule().appendChild(QgsRuleBasedRenderer.Rule(symbol, 0, 0, f"\"{MARK}\" = '{mark}'", title))
    layer.setRenderer(renderer)
    return styles.text_of(layer)
