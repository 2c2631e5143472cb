"""What the dock offers: which algorithm, which of its parameters are shown, what it makes."""
from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..map_tools.tile_layers import is_index
from ..words import mark


@dataclass(frozen=True)
class Task:
    """One task of the dock.

    Attributes:
        algorithm: id of the Processing algorithm; where it is not registered, the task is not shown.
        title: of its tab; button: on its button.
        shown: parameters that are asked for; all others have their defaults.
        named_by: the shown parameter whose layer names the results.
        outputs: outputs that are made -> how their files' names end.
        page: the output that is a page to read.
        needed: shown parameters that the task needs although the algorithm can do without.
        accepts: shown parameters that take only some layers -> which.
    """

    algorithm: str
    title: str
    button: str
    shown: tuple[str, ...]
    named_by: str
    outputs: Mapping[str, str]
    page: str
    needed: tuple[str, ...] = ()
    accepts: Mapping[str, Callable[[object], bool]] = field(default_factory=dict)


TASKS = (
    Task("tiepoint:coregister", mark("Align"), mark("Align"), ("REFERENCE", "TARGET"), "TARGET",
         {"OUTPUT": "aligned.tif", "TIEPOINTS": "tiepoints.gpkg", "REPORT": "alignment.html"}, "REPORT"),
    Task("tiepoint:findtiepoints", mark("Tie points"), mark("Find tie points"), ("REFERENCE", "TARGET"), "TARGET",
         {"OUTPUT": "tiepoints.gpkg", "REPORT": "tiepoints.html"}, "REPORT"),
    Task("tiepoint:changemap", mark("Change"), mark("Map change"), ("BEFORE", "AFTER", "ALIGN", "MIN_AREA"), "AFTER",
         {"OUTPUT": "change.tif", "MAGNITUDE": "magnitude.tif", "POLYGONS": "changes.gpkg", "REPORT": "change.html"}, "REPORT"),
    Task("tiepoint:findsimilartiles", mark("Similar tiles"), mark("Find similar tiles"),
         ("INDEX", "QUERY_RASTER", "QUERY_EXTENT", "COUNT"), "QUERY_RASTER",
         {"OUTPUT": "similar.gpkg", "GALLERY": "similar.html"}, "GALLERY", ("QUERY_RASTER", "QUERY_EXTENT"), {"INDEX": is_index}),
)


def destinations(task: Task, folder: str, name: str, temporary: str, exists: Callable[[str], bool] = os.path.exists) -> dict[str, str]:
    """Where each output goes: into a folder, under names that are free, or to temporary places where there is no folder.

    Args:
        name: what the files' names begin with.
        temporary: what Processing calls a temporary output.
    """
    if not folder:
        return dict.fromkeys(task.outputs, temporary)
    stem = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in name).strip("._")[:60] or "result"
    number = 1
    while True:
        beginning = stem if number == 1 else f"{stem}_{number}"
        paths = {key: os.path.join(folder, f"{beginning}_{ending}") for key, ending in task.outputs.items()}
        if not any(exists(path) for path in paths.values()):
            return paths
        number += 1
