"""Pictures of a report: PNG inside the page, slider, flicker, checkerboard, edges and rows of crops.

Pictures are uint8 arrays, (rows, cols) grey or (rows, cols, 3) RGB.
"""
from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence

import cv2
import numpy as np

from ..errors import GridError, OutputError, RasterError
from ..language import mark, tr
from .page import escape

#: Modes of `viewer` in the order they are offered.
MODES = ("slider", "flicker", "checkerboard", "edges")
_TITLES = {"slider": mark("slider"), "flicker": mark("flicker"), "checkerboard": mark("checkerboard"), "edges": mark("reference edges")}
_CYAN = (0, 255, 255)
_STAGE_HEIGHT = 640


def png_uri(image: np.ndarray) -> str:
    """A uint8 picture, (rows, cols), (rows, cols, 3) RGB or (rows, cols, 4) RGBA, as a lossless data URI."""
    image = np.ascontiguousarray(image)
    if image.ndim == 3:
        image = cv2.cvtColor(image, cv2.COLOR_RGB2BGR if image.shape[2] == 3 else cv2.COLOR_RGBA2BGRA)
    return f"data:image/png;base64,{_encoded('.png', image, [cv2.IMWRITE_PNG_COMPRESSION, 6])}"


def picture_uri(image: np.ndarray, most_bytes: int | None = None) -> str:
    """A picture as a data URI: PNG where that fits, else JPEG, made smaller until it fits.

    Args:
        image: uint8 picture.
        most_bytes: limit for the URI's length; None: no limit, always PNG.
    """
    image = checked(image)
    uri = png_uri(image)
    quality = 92
    while most_bytes is not None and len(uri) > most_bytes and min(image.shape[:2]) > 1:
        bgr = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_RGB2BGR)
        uri = f"data:image/jpeg;base64,{_encoded('.jpg', bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])}"
        if quality > 80:
            quality -= 6
        else:
            image = cv2.resize(image, None, fx=0.8, fy=0.8, interpolation=cv2.INTER_AREA)
    return uri


def checked(image: np.ndarray) -> np.ndarray:
    """The picture itself; raises RasterError where it is not uint8 grey or RGB."""
    image = np.asarray(image)
    if image.dtype != np.uint8 or image.ndim not in (2, 3) or image.ndim == 3 and image.shape[2] != 3 or 0 in image.shape:
        raise RasterError(f"A picture of shape {image.shape} and type {image.dtype} cannot be shown.",
                          "Give uint8 (rows, cols) or (rows, cols, 3).")
    return image


def colour_ramp() -> np.ndarray:
    """(256, 3) uint8 RGB, dark blue to yellow, evenly spaced to the eye (viridis)."""
    return cv2.applyColorMap(np.arange(256, dtype=np.uint8)[:, None], cv2.COLORMAP_VIRIDIS)[:, 0, ::-1].copy()


def checkerboard_image(a: np.ndarray, b: np.ndarray, cells: int = 8) -> np.ndarray:
    """Two pictures in alternating squares, ``cells`` along the longer side, ``a`` in the upper left; RGB if either is."""
    a, b = _alike(a, b)
    side = max(1, -(-max(a.shape[:2]) // max(1, cells)))
    rows, cols = np.ogrid[: a.shape[0], : a.shape[1]]
    second = ((rows // side + cols // side) % 2).astype(bool)
    return np.where(second if a.ndim == 2 else second[..., None], b, a)


def edge_mask(image: np.ndarray, share: float = 0.08) -> np.ndarray:
    """(rows, cols) bool of the strongest edges, thinned to one pixel (Canny).

    Args:
        image: uint8 picture.
        share: of the pixels whose gradient may start an edge.
    """
    image = checked(image)
    grey = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    smooth = cv2.GaussianBlur(grey, (0, 0), 1.2)
    dx, dy = (cv2.Sobel(smooth, cv2.CV_16S, *order) for order in ((1, 0), (0, 1)))
    high = max(float(np.percentile(np.hypot(dx.astype(np.float32), dy), 100 * (1 - share))), 8.0)
    return cv2.Canny(dx, dy, 0.5 * high, high, L2gradient=True) > 0


def edges_image(reference: np.ndarray, moved: np.ndarray) -> np.ndarray:
    """(rows, cols, 3) RGB: ``moved`` with the edges of ``reference`` in cyan."""
    reference, moved = _alike(reference, moved)
    rgb = moved.copy() if moved.ndim == 3 else cv2.cvtColor(moved, cv2.COLOR_GRAY2RGB)
    rgb[edge_mask(reference)] = _CYAN
    return rgb


def checkerboard(a: np.ndarray, b: np.ndarray, cells: int = 8) -> str:
    """HTML of two pictures in alternating squares."""
    return _plain(checkerboard_image(a, b, cells), tr("Checkerboard of two pictures"))


def edges_overlay(reference: np.ndarray, moved: np.ndarray) -> str:
    """HTML of ``moved`` with the edges of ``reference`` in cyan."""
    return _plain(edges_image(reference, moved), tr("Picture with the reference's edges in cyan"))


def flicker(a: np.ndarray, b: np.ndarray, labels: Sequence[str] = (), most_bytes: int | None = None) -> str:
    """HTML of two pictures shown in turn, 0.8 s each."""
    first, second = labels or (tr("Reference"), tr("Target"))
    return viewer(a, {second: b}, first, ("flicker",), most_bytes)


def slider(a: np.ndarray, b: np.ndarray, labels: Sequence[str] = (), most_bytes: int | None = None) -> str:
    """HTML of two pictures under a dividing line that is dragged: ``a`` left of it, ``b`` right of it."""
    first, second = labels or (tr("Reference"), tr("Target"))
    return viewer(a, {second: b}, first, ("slider",), most_bytes)


def viewer(reference: np.ndarray, moved: Mapping[str, np.ndarray], reference_label: str = "", modes: Sequence[str] = MODES,
           most_bytes: int | None = None, cells: int = 8) -> str:
    """HTML of a picture compared with one or two others in several ways; each picture is in the page once.

    Args:
        reference: the picture that stays.
        moved: one or two pictures by label, e.g. ``{"Target before": ..., "Target after": ...}``; the last one shows first.
        reference_label: what ``reference`` is; empty: the reference.
        modes: of MODES; the first one shows first.
        most_bytes: limit for all pictures together, see `picture_uri`.
        cells: squares of the checkerboard along the longer side.
    """
    reference_label = reference_label or tr("Reference")
    for image in moved.values():
        _same_size(reference, image)
    share = None if most_bytes is None else most_bytes // (len(moved) + 1)
    states = ("before", "after")[-len(moved):]
    rows, cols = reference.shape[:2]
    stage = [_img(picture_uri(reference, share), reference_label)]
    for state, (label, image) in zip(states, moved.items()):
        stage.append(_img(picture_uri(image, share), label, f"over {state}"))
        stage.append(f'<span class="tag r {state}">{escape(label)}</span>')
    stage.insert(1, f'<span class="tag l">{escape(reference_label)}</span>')
    if "edges" in modes:
        stage.append(_img(_edges_uri(reference), tr("Edges of the reference"), "edges"))
    stage.append('<span class="cut"></span>')
    bars = []
    if len(moved) > 1:
        bars.append(f"<span>{escape(tr('Show'))}</span>" + _radios("show", states, moved, states[-1]))
    if len(modes) > 1:
        # "Show ... as ...": the second choice of the bar.
        bars.append(f"<span>{escape(tr('as'))}</span>" + _radios("mode", modes, [tr(_TITLES[mode]) for mode in modes], modes[0]))
    bar = f'<div class="bar">{"".join(bars)}</div>' if bars else ""
    cut = f'<input type="range" min="0" max="100" step="0.5" value="50" aria-label="{escape(tr("Dividing line"))}">'
    cut = cut if "slider" in modes else ""
    width = min(3.0 * cols, _STAGE_HEIGHT * cols / rows)
    tile = 200.0 / cells
    tiles = f"{tile * max(rows, cols) / cols:.3f}% {tile * max(rows, cols) / rows:.3f}%"
    return (f'<form class="viewer" data-mode="{modes[0]}" data-show="{states[-1]}" autocomplete="off">{bar}'
            f'<div class="stage" style="width:{width:.0f}px;aspect-ratio:{cols}/{rows};--tile:{tiles}">{"".join(stage)}</div>{cut}</form>')


def crops(reference: np.ndarray, before: np.ndarray | None, after: np.ndarray | None, places, labels: Sequence[str], size: int = 160,
          most_bytes: int | None = None) -> str:
    """HTML of details at several places, side by side: reference, before, after.

    Args:
        reference, before, after: pictures of the same size; None leaves a column out.
        places: (N, 2) centres (col, row) in the pictures; crops at the border are moved inside.
        labels: (N,) headings.
        size: side of a crop in pixels.
        most_bytes: limit for all crops together.
    """
    for image in (before, after):
        if image is not None:
            _same_size(reference, image)
    records = []
    for (x, y), label in zip(np.asarray(places, dtype=np.float64).reshape(-1, 2), labels):
        col = int(np.clip(round(x - size / 2), 0, max(0, reference.shape[1] - size)))
        row = int(np.clip(round(y - size / 2), 0, max(0, reference.shape[0] - size)))
        window = np.s_[row:row + size, col:col + size]
        records.append({"label": label, "reference": reference[window], "before": None if before is None else before[window],
                        "after": None if after is None else after[window]})
    return crop_rows(records, most_bytes)


def crop_rows(records: Sequence[Mapping], most_bytes: int | None = None) -> str:
    """HTML of ready crops, one row each.

    Args:
        records: dicts with ``label``, ``reference``, ``before``, ``after``, pictures of one size; missing ones are left out.
        most_bytes: limit for all crops together.
    """
    names = (("reference", tr("Reference")), ("before", tr("Target before")), ("after", tr("Target after")))
    total = sum(record.get(key) is not None for record in records for key, _ in names)
    share = None if most_bytes is None or not total else most_bytes // total
    rows = []
    for record in records:
        edges = "" if record.get("reference") is None else _img(_edges_uri(record["reference"]), tr("Edges of the reference"), "edges")
        cells = []
        for key, title in names:
            if record.get(key) is None:
                continue
            image = checked(record[key])
            if edges:
                _same_size(record["reference"], image)
            kind, lines = ("reference", "") if key == "reference" else ("moved", edges)
            cells.append(f'<figure class="{kind}"><div class="stage" style="aspect-ratio:{image.shape[1]}/{image.shape[0]}">'
                         f"{_img(picture_uri(image, share), title)}{lines}</div><figcaption>{escape(title)}</figcaption></figure>")
        rows.append(f"<h3>{escape(record.get('label', ''))}</h3><div class=\"row\">{''.join(cells)}</div>")
    edged = any(record.get("reference") is not None for record in records)
    choice = f'<label><input type="checkbox" checked> {escape(tr("reference edges in cyan"))}</label>' if edged else ""
    return f'<form class="crops edged" autocomplete="off">{choice}{"".join(rows)}</form>'


def _edges_uri(reference: np.ndarray) -> str:
    """The edges alone, cyan on transparent: small, and the picture below keeps its pixels."""
    mask = edge_mask(reference)
    return png_uri(np.where(mask[..., None], np.array([*_CYAN, 255], np.uint8), np.uint8(0)))


def _img(uri: str, alt: str, kind: str = "") -> str:
    name = f' class="{kind}"' if kind else ""
    return f'<img{name} src="{uri}" alt="{escape(alt)}" draggable="false">'


def _plain(image: np.ndarray, alt: str) -> str:
    return f'<img class="plain" src="{png_uri(image)}" alt="{escape(alt)}">'


def _radios(name: str, values: Sequence[str], labels, chosen: str) -> str:
    marks = ["" if value != chosen else " checked" for value in values]
    return "".join(f'<label><input type="radio" name="{name}" value="{value}"{mark}> {escape(label)}</label>'
                   for value, label, mark in zip(values, labels, marks))


def _same_size(a: np.ndarray, b: np.ndarray) -> None:
    if checked(a).shape[:2] != checked(b).shape[:2]:
        raise GridError(f"Pictures of {a.shape[1]} x {a.shape[0]} and {b.shape[1]} x {b.shape[0]} pixels cannot be compared.",
                        "Bring both onto the same grid first.")


def _alike(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Both pictures of one size, both grey or both RGB."""
    _same_size(a, b)
    a, b = checked(a), checked(b)
    if a.ndim == b.ndim:
        return a, b
    return tuple(image if image.ndim == 3 else cv2.cvtColor(image, cv2.COLOR_GRAY2RGB) for image in (a, b))


def _encoded(suffix: str, image: np.ndarray, options: list[int]) -> str:
    done, data = cv2.imencode(suffix, image, options)
    if not done:
        raise OutputError(f"A picture of shape {image.shape} could not be encoded as {suffix}.", "Report this as a defect.")
    return base64.b64encode(data.tobytes()).decode("ascii")
