"""The match drawing: reference and target beside each other, lines between what was found to be the same place in both."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..language import tr
from .charts import BREAKS, class_names, title_room
from .frame import number
from .page import figure
from .pictures import checked, picture_uri
from .svg import circle, drawing, group, image, path, rect, text

#: More lines than this hide each other and the pictures below.
MOST_ACCEPTED, MOST_REJECTED = 60, 20
_WIDTH, _HEIGHT, _GAP, _TITLE, _LEGEND = 1000.0, 640.0, 24.0, 28.0, 44.0
_STEP = 0.1     # of the reference: how far the target is moved down, or to the right
_STACKED = 1.5  # so much larger the pictures have to become before one is placed below the other


def match_drawing(reference: np.ndarray, target: np.ndarray, reference_xy, target_xy, accepted, residual, scores=None, ids=None,
                  label: str = "", most_bytes: int | None = None) -> str:
    """HTML of two pictures joined by lines between their tie points.

    Args:
        reference, target: uint8 pictures, grey or RGB; one drawing unit is as many pixels in either.
        reference_xy, target_xy: (N, 2) tie points, each in pixels of its picture, counted from the outer corner of the first one; points
            off their picture are not drawn.
        accepted: (N,) bool; the others are drawn dashed and grey.
        residual: (N,) pixels; NaN where unknown.
        scores: (N,) 0 to 1, or None.
        ids: (N,) numbers of the points; None: from 1.
        label: what the residuals are; empty: held-out errors.
        most_bytes: limit for both pictures together, see `picture_uri`.
    """
    label = label or tr("held-out error")
    pictures = checked(reference), checked(target)
    ends = [np.asarray(xy, dtype=np.float64).reshape(-1, 2) for xy in (reference_xy, target_xy)]
    accepted, residual = np.asarray(accepted, dtype=bool).ravel(), np.asarray(residual, dtype=np.float64).ravel()
    seen = _on(pictures[0], ends[0]) & _on(pictures[1], ends[1])
    shown = [np.flatnonzero(seen & chosen)[evenly(ends[0][seen & chosen], most)]
             for chosen, most in ((~accepted, MOST_REJECTED), (accepted, MOST_ACCEPTED))]
    corners, scale, bottom = _layout(*(picture.shape[:2] for picture in pictures))
    share = None if most_bytes is None else most_bytes // 2
    parts, titles = [rect(0, 0, _WIDTH, bottom + _LEGEND, "ground")], []
    for picture, (left, top), title in zip(pictures, corners, (tr("Reference"), tr("Target, as it came"))):
        width, height = scale * picture.shape[1], scale * picture.shape[0]
        parts += [image(left, top, width, height, picture_uri(picture, share), smooth=True), rect(left, top, width, height, "shade")]
        titles.append(text(left, top - 7, title, "halo"))
    starts, stops = (corner + scale * xy for corner, xy in zip(corners, ends))
    kinds = _kinds(accepted, residual)
    worst_last = shown[1][np.argsort(np.nan_to_num(residual[shown[1]]), kind="stable")]
    for i in (*shown[0], *worst_last):
        hint = [tr("Tie point {number}: {label} {length}", number=i + 1 if ids is None else ids[i], label=label,
                   length=f"{number(residual[i])}{' px' if np.isfinite(residual[i]) else ''}")]
        hint += [] if scores is None or not np.isfinite(scores[i]) else [tr("score {value}", value=number(scores[i]))]
        parts.append(_line(starts[i], stops[i], kinds[i], ", ".join(hint if accepted[i] else [*hint, tr("not used")])))
    parts += [*titles, _legend(bottom + 28, kinds, label)]
    counts = {"used": len(shown[1]), "all_used": int(accepted.sum())}
    if accepted.all():
        drawn = tr("Reference and target with lines between {used} of {all_used} used tie points", **counts)
        caption = tr("Drawn are {used} of {all_used} used tie points, spread evenly over the reference; the numbers in brackets count all "
                     "of them.", **counts)
    else:
        counts |= {"rejected": len(shown[0]), "all_rejected": int((~accepted).sum())}
        drawn = tr("Reference and target with lines between {used} of {all_used} used and {rejected} of {all_rejected} rejected tie "
                   "points", **counts)
        caption = tr("Drawn are {used} of {all_used} used and {rejected} of {all_rejected} rejected tie points, spread evenly over the "
                     "reference; the numbers in brackets count all of them.", **counts)
    return figure(drawing(_WIDTH, bottom + _LEGEND, group("".join(parts), "matches"), drawn), caption)


def evenly(xy: np.ndarray, count: int) -> np.ndarray:
    """Indices of at most ``count`` of the positions (N, 2), spread evenly over them; the same for the same positions.

    Farthest-point sampling (Gonzalez 1985): the position nearest the middle first, then always the one farthest from all before.
    """
    xy = np.asarray(xy, dtype=np.float64).reshape(-1, 2)
    if len(xy) <= count:
        return np.arange(len(xy))
    chosen = [int(np.argmin(np.hypot(*(xy - (xy.min(0) + xy.max(0)) / 2).T)))]
    distance = np.full(len(xy), np.inf)
    while len(chosen) < count:
        distance = np.minimum(distance, np.hypot(*(xy - xy[chosen[-1]]).T))
        distance[chosen[-1]] = -1.0  # never twice, though others lie on the same place
        chosen.append(int(np.argmax(distance)))
    return np.sort(chosen)


def _on(picture: np.ndarray, xy: np.ndarray) -> np.ndarray:
    """(N,) bool: which positions lie on a picture; NaN does not."""
    return ((xy >= 0) & (xy <= picture.shape[1::-1])).all(axis=1)


def _layout(reference: Sequence[int], target: Sequence[int]) -> tuple[np.ndarray, float, float]:
    """Upper left corners (2, 2) of the two pictures, drawing units per pixel, lower end; of their (rows, cols).

    The target stands beside the reference and a little lower, or below it and a little to the right: tie points lie on a grid, and the
    lines of a whole row would lie on each other.
    """
    rows, cols = np.array([reference, target], dtype=np.float64).T
    low, right = max(rows[0], rows[1] + _STEP * rows[0]), max(cols[0], cols[1] + _STEP * cols[0])
    beside = min((_WIDTH - 3 * _GAP) / cols.sum(), _HEIGHT / low)
    below = min((_WIDTH - 2 * _GAP) / right, (_HEIGHT - _TITLE) / rows.sum())
    if below > _STACKED * beside:
        left, second = (_WIDTH - below * right) / 2, 2 * _TITLE + below * rows[0]
        return np.array([[left, _TITLE], [left + _STEP * below * cols[0], second]]), below, second + below * rows[1]
    left = (_WIDTH - beside * cols.sum() - _GAP) / 2
    return np.array([[left, _TITLE], [left + beside * cols[0] + _GAP, _TITLE + _STEP * beside * rows[0]]]), beside, _TITLE + beside * low


def _kinds(accepted: np.ndarray, residual: np.ndarray) -> list[str]:
    """Class of the theme for each point: c0 ... c4 by residual, cn where it is unknown, cx where the point is rejected."""
    classes = np.searchsorted(BREAKS, residual, side="left")
    return [("cn" if np.isnan(value) else f"c{rank}") if used else "cx" for rank, value, used in zip(classes, residual, accepted)]


def _line(start: np.ndarray, stop: np.ndarray, kind: str, hint: str) -> str:
    """A line with its dark edge and a ring at either end; around it some room in which the pointer finds it."""
    d = f"M{start[0]:.1f} {start[1]:.1f}L{stop[0]:.1f} {stop[1]:.1f}"
    return group(path(d, "near") + path(d, "edge") + path(d, "line") + "".join(circle(x, y, 2.5, "") for x, y in (start, stop)),
                 f"match {kind}", hint)


def _legend(y: float, kinds: Sequence[str], label: str) -> str:
    """Colours of the lines with the number of all points that have them."""
    names = dict(zip((f"c{rank}" for rank in range(len(BREAKS) + 1)), class_names(BREAKS)))
    names.update({kind: name for kind, name in (("cn", tr("unknown")), ("cx", tr("rejected"))) if kind in kinds})
    title = tr("{label} in {unit}", label=label, unit="px")
    room = title_room(title) + 6
    parts, step = [text(_GAP, y, title)], (_WIDTH - _GAP - room) / len(names)
    for rank, (kind, name) in enumerate(names.items()):
        x = _GAP + room + step * rank
        parts.append(group(path(f"M{x:.1f} {y - 4:.1f}h24", "line"), f"match {kind}") + text(x + 30, y, f"{name} ({kinds.count(kind)})"))
    return "".join(parts)
