"""What the dock offers: which algorithm, which of its parameters are shown, what it makes."""
from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..map_tools.tile_layers import is_index
from ..words import mark


@dataclass(frozen=True)
class Review:
    """The review that a result can be opened in.

    Attributes:
        kind: which one: ``alignment`` or ``change``.
        title: on its button; help: what it is good for; empty: what is told where its layer holds nothing.
        layer: the output that is reviewed.
        rasters: rasters of the review -> parameters or outputs that they are.
        needed: rasters without which there is little to review.
    """

    kind: str
    title: str
    help: str
    empty: str
    layer: str
    rasters: Mapping[str, str]
    needed: tuple[str, ...]


@dataclass(frozen=True)
class Task:
    """One task of the dock.

    Attributes:
        algorithm: id of the Processing algorithm; where it is not registered, the task is not shown.
        title: of its tab; button: on its button.
        shown: parameters that are asked for; all others have their defaults.
        named_by: the shown parameter whose layer names the results.
        outputs: outputs that are made and loaded -> how their files' names end; none: the task keeps its results to itself.
        page: the output that is a page to read.
        needed: shown parameters that the task needs although the algorithm can do without.
        accepts: shown parameters that take only some layers -> which.
        review: what its results can be reviewed in; None: nothing.
        again: whether one run is likely to follow another, so that the engine stays for a while.
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
    review: Review | None = None
    again: bool = False


#: The search for similar tiles, whose tab shows what it finds.
SIMILAR = "tiepoint:findsimilartiles"
_ALIGNMENT = {"reference": "REFERENCE", "target": "TARGET"}
_MENDING = (mark("Review alignment"), mark("Compare the rasters, switch wrong tie points off, add others, warp again."),
            mark("There is no tie point to review."))
_JUDGING = (mark("Review change"), mark("Go through the changed areas, before and after, and accept or reject each."),
            mark("No area has changed: there is nothing to review."))

TASKS = (
    Task("tiepoint:coregister", mark("Align"), mark("Align"), ("REFERENCE", "TARGET"), "TARGET",
         {"OUTPUT": "aligned.tif", "TIEPOINTS": "tiepoints.gpkg", "REPORT": "alignment.html"}, "REPORT",
         review=Review("alignment", *_MENDING, "TIEPOINTS", {**_ALIGNMENT, "aligned": "OUTPUT"}, tuple(_ALIGNMENT))),
    Task("tiepoint:findtiepoints", mark("Tie points"), mark("Find tie points"), ("REFERENCE", "TARGET"), "TARGET",
         {"OUTPUT": "tiepoints.gpkg", "REPORT": "tiepoints.html"}, "REPORT",
         review=Review("alignment", *_MENDING, "OUTPUT", _ALIGNMENT, tuple(_ALIGNMENT))),
    Task("tiepoint:changemap", mark("Change"), mark("Map change"), ("BEFORE", "AFTER", "ALIGN", "MIN_AREA"), "AFTER",
         {"OUTPUT": "change.tif", "MAGNITUDE": "magnitude.tif", "POLYGONS": "changes.gpkg", "REPORT": "change.html"}, "REPORT",
         review=Review("change", *_JUDGING, "POLYGONS", {"before": "BEFORE", "after": "AFTER"}, ("before", "after"))),
    Task(SIMILAR, mark("Similar tiles"), mark("Search"), ("INDEX", "QUERY_RASTER", "QUERY_EXTENT", "COUNT"),
         "QUERY_RASTER", {}, "", ("QUERY_RASTER", "QUERY_EXTENT"), {"INDEX": is_index}, again=True),
)
#: Makes what similar tiles are searched in; it is a page of their tab.
INDEX_TASK = Task("tiepoint:buildtileindex", mark("Tile index"), mark("Make the index"), ("RASTERS", "TILE_SIZE"), "RASTERS",
                  {"OUTPUT": "tiles.gpkg"}, "", ("RASTERS",))


def destinations(task: Task, folder: str, name: str, temporary: str, exists: Callable[[str], bool] = os.path.exists) -> dict[str, str]:
    """Where each output goes: into a folder, under names that are free, or to temporary places where there is no folder.

    Args:
        name: what the files' names begin with.
        temporary: what Processing calls a temporary output.
    """
    if not folder or not task.outputs:
        return dict.fromkeys(task.outputs, temporary)
    stem = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in name).strip("._")[:60] or "result"
    number = 1
    while True:
        beginning = stem if number == 1 else f"{stem}_{number}"
        paths = {key: os.path.join(folder, f"{beginning}_{ending}") for key, ending in task.outputs.items()}
        if not any(exists(path) for path in paths.values()):
            return paths
        number += 1
