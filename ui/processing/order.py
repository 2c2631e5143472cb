"""The order of the layers of one run: outlines and points above rasters, these in the order in which the dialog names them.

Processing adds layers in the order of their file names, so that a raster without holes may hide all others.
"""
from __future__ import annotations

from dataclasses import dataclass, field

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer


@dataclass
class Run:
    """Layers of a run that have been loaded.

    Attributes:
        ranks: id of a layer -> what it is sorted by, smallest on top.
    """

    ranks: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, layer: QgsMapLayer, place: int) -> None:
        """Sort a layer that has just been added to its project's tree among those of the run.

        Args:
            layer: is left alone where it lies in no tree.
            place: of its output in the dialog, from 0.
        """
        self.ranks[layer.id()] = (int(not isinstance(layer, QgsVectorLayer)), place)
        root = (layer.project() or QgsProject.instance()).layerTreeRoot()
        mine = root.findLayer(layer.id())
        if mine is None:
            return
        group = mine.parent()
        nodes = [node for node in (root.findLayer(name) for name in self.ranks) if node is not None and node.parent() == group]
        nodes.sort(key=lambda node: self.ranks[node.layerId()])
        if [node.layerId() for node in nodes] == [node.layerId() for node in group.children() if node in nodes]:
            return
        first = min(group.children().index(node) for node in nodes)
        for index, node in enumerate(nodes):
            group.insertChildNode(first + index, node.clone())
        for node in nodes:
            group.removeChildNode(node)
