"""What the HTML report is told about the land use of two dates."""
from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import numpy as np

from ..language import tr
from ..models.corrfusion.weights import SceneModel
from ..reporting.command import qgis_command
from ..reporting.page import write_page
from ..reporting.scene_change import scene_page
from ..scene_change.scan import Scan
from .change_pair import Layer
from .report import described_raster
from .scene_pair import ScenePair

_PICTURE_PX = 900


def write_scene(path: str, options, pair: ScenePair, found: Scan, model: SceneModel, table: np.ndarray, results: dict, notes: list[str],
                seconds: float) -> None:
    """Write the report of a scene change."""
    scaled = pair.grid.scaled(max(1.0, max(pair.grid.width, pair.grid.height) / _PICTURE_PX))
    size, backbone = (scaled.height, scaled.width), model.network.settings["backbone"]
    write_page(path, scene_page({
        "title": tr("Scene change from {before} to {after}", before=Path(options.before).name, after=Path(options.after).name),
        "notes": notes,
        "before": described_raster(pair.pair.before.raster), "after": described_raster(pair.pair.after.raster),
        "pictures": {"before": _picture(pair, 0, pair.pair.before), "after": _picture(pair, 1, pair.pair.after)},
        "maps": {"before": _map(model, found.before, found, pair, size), "after": _map(model, found.after, found, pair, size),
                 "changed": _laid(np.where(found.before > 0, 1 + found.changed, 0).astype(np.uint8), found, pair, size)},
        "names": model.legend.names, "colours": model.legend.colours, "table": table, "results": results,
        "gate": (_mean(found.gate, ~found.changed), _mean(found.gate, found.changed)), "confidence": _mean(found.confidence),
        "model": tr("{backbone} with the fusion block", backbone=backbone) if model.network.settings["fusion"] else backbone,
        "seconds": seconds, "command": qgis_command("scenechange", asdict(options))}))


def _picture(pair: ScenePair, date: int, layer: Layer) -> np.ndarray:
    """A raster on the common grid, small, as the network was shown it."""
    array, valid = layer.small(pair.grid, layer.bands, _PICTURE_PX)
    shown = np.broadcast_to(pair.eight_bits(date, array, valid), (3, *valid.shape))
    return np.ascontiguousarray(np.moveaxis(shown, 0, -1))


def _map(model: SceneModel, labels: np.ndarray, found: Scan, pair: ScenePair, size: tuple[int, int]) -> np.ndarray:
    """(rows, cols, 3) uint8 of labels in their colours, where the tiles lie; white where there are none."""
    laid = _laid(labels, found, pair, size)
    shown = np.moveaxis(model.legend.coloured(laid), 0, -1)
    return np.ascontiguousarray(np.where(laid[..., None] > 0, shown, np.uint8(255)))


def _laid(values: np.ndarray, found: Scan, pair: ScenePair, size: tuple[int, int]) -> np.ndarray:
    """(rows, cols) of cells, of those of a picture of the whole grid; 0 where there are none."""
    rows, cols = ((np.arange(length) + 0.5) * (whole / length) - found.inset for length, whole in zip(size, pair.grid.window.shape))
    padded = np.pad(values, 1)
    picked = [np.clip(np.floor(places / found.stride).astype(int) + 1, 0, length + 1) for places, length in zip((rows, cols), values.shape)]
    return padded[np.ix_(*picked)]


def _mean(values: np.ndarray, where: np.ndarray | None = None) -> float | None:
    known = values[np.isfinite(values) if where is None else where & np.isfinite(values)]
    return float(known.mean()) if known.size else None
