"""The match drawing of a report: its lines end on the pixels that were matched."""
import base64
import re

import cv2
import numpy as np
import pyogrio
import pytest
import rasterio

_LINE = r'<g class="match (\w+)"><title>Tie point (\d+): [^<]*</title>.*? class="line" d="M(\S+) (\S+)L(\S+) (\S+)"'
_IMAGE = r'<image x="(\S+)" y="(\S+)" width="(\S+)" height="(\S+)"[^>]*href="([^"]*)"'


def drawn(report):
    """Pictures of the match drawing, and by number of the tie point: class and ends (2, 2) in pixels of the pictures."""
    html = report.read_text(encoding="utf-8").split("<h2>Matches</h2>")[1].split("</section>")[0]
    pictures, boxes, lines = [], [], {}
    for *box, uri in re.findall(_IMAGE, html):
        data = np.frombuffer(base64.b64decode(uri.split(",", 1)[1]), np.uint8)
        pictures.append(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE).astype(np.float32))
        boxes.append(np.array(box, dtype=float))
    for kind, number, *ends in re.findall(_LINE, html):
        places = np.array(ends, dtype=float).reshape(2, 2)
        lines[int(number)] = (kind, np.array([(end - box[:2]) / box[2:] * picture.shape[::-1]
                                              for end, box, picture in zip(places, boxes, pictures)]))
    return pictures, lines


def tie_points(path):
    """Columns of a layer of tie points."""
    meta, _, _, values = pyogrio.raw.read(path)
    return dict(zip(meta["fields"], values))


def grey(path):
    """Luminance of a raster, (rows, cols)."""
    with rasterio.open(path) as file:
        image = file.read().astype(np.float32)
    weights = (0.299, 0.587, 0.114) if len(image) in (3, 4) else (1,)
    return sum(weight * band for weight, band in zip(weights, image))


def around(image, xy, scale):
    """(N, 25) values of an image at 5 x 5 places around positions, 1.5 * ``scale`` pixels apart."""
    smooth = cv2.GaussianBlur(image, (0, 0), 0.8 * scale)
    offsets = 1.5 * scale * np.stack(np.meshgrid(*[np.arange(-2.0, 3.0)] * 2), -1).reshape(-1, 2)
    at = (xy[:, None] + offsets - 0.5).astype(np.float32)
    return cv2.remap(smooth, at[..., 0], at[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)


def alike(picture, ends, image, xy, scale):
    """Correlation of a picture around the ends of the lines with a raster around the tie points."""
    return float(np.corrcoef(around(picture, ends, 1.0).ravel(), around(image, xy, scale).ravel())[0, 1])


def checked(reference, target, folder, points):
    """Compare a drawing with its rasters; returns its pictures and how many raster pixels one of theirs is."""
    pictures, lines = drawn(folder / "report.html")
    table = tie_points(folder / points)
    chosen = np.array(sorted(lines)) - 1
    used = table["inlier"][chosen].astype(bool)
    assert [lines[i + 1][0] == "cx" for i in chosen] == (~used).tolist()
    assert used.sum() == min(60, table["inlier"].sum()) and (~used).sum() == min(20, (table["inlier"] == 0).sum())
    with rasterio.open(reference) as file:
        at = np.column_stack(~file.transform * (table["reference_x"], table["reference_y"]))[chosen]
    scales = []
    for side, (path, xy) in enumerate(((reference, at), (target, np.column_stack([table["target_px"], table["target_py"]])[chosen]))):
        ends = np.array([lines[i + 1][1][side] for i in chosen])
        scale = float(np.hypot(*np.ptp(xy, axis=0)) / np.hypot(*np.ptp(ends, axis=0)))
        scales.append(scale)
        # Its own orientation: nothing but a scale and a shift lies between the picture and the raster.
        assert np.abs((ends - ends[0]) * scale - (xy - xy[0])).max() < 0.5 * scale
        image = grey(path)
        right = alike(pictures[side], ends, image, xy, scale)
        assert right > 0.97
        for step in ([1, 0], [-1, 0], [0, 1], [0, -1]):
            assert alike(pictures[side], ends + step, image, xy, scale) < right - 0.002, "no other place is as like"
    return pictures, scales


def test_lines_end_on_what_was_matched(bent, solved):
    _, folder = solved
    pictures, scales = checked(bent.reference, bent.target, folder, "points.gpkg")
    assert scales == pytest.approx([1.0, 1.0], abs=0.01)


def test_target_without_position_is_drawn_in_its_own_orientation(turned, job, out, rewritten, identity):
    with rasterio.open(turned.target) as file:
        turns = rewritten(turned.target, "t.tif", change=lambda image: np.ascontiguousarray(np.rot90(image, axes=(1, 2))), crs=None,
                          transform=identity, width=file.height, height=file.width)
    job("findtiepoints", reference=turned.reference, target=turns, method="auto", output=out / "p.gpkg", report=out / "report.html")
    checked(turned.reference, turns, out, "p.gpkg")


def test_pictures_of_large_rasters_are_bounded_and_of_one_scale(generate, job, out, tmp_path):
    pair = generate(tmp_path / "pair", "shift", 800, 5, (0, 0), change=0.0, oversample=1.0)
    job("assessalignment", reference=pair.reference, target=pair.target, method="phase", output=out / "p.gpkg", report=out / "report.html")
    pictures, scales = checked(pair.reference, pair.target, out, "p.gpkg")
    assert 690 <= max(max(picture.shape) for picture in pictures) <= 700
    assert scales[0] > 1.08 and scales[0] == pytest.approx(scales[1], rel=0.003)
