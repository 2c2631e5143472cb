"""Galleries of queries and the pages that say how right a search is."""
from __future__ import annotations

import numpy as np
from tiepoint.core.reporting.page import page_html
from tiepoint.core.reporting.query_gallery import COLUMNS, FOUND, ROWS, gallery, sheet
from tiepoint.core.reporting.search import search_page, training_page
from tiepoint.core.retrieval.evaluation import RECALLS, Coded, evaluate
from tiepoint.core.retrieval.folds import deviations


def tile(value):
    return np.full((40, 40, 3), value, np.uint8)


def of_colour(image, colour):
    """(rows, columns) where a picture has a colour."""
    return np.argwhere((image == colour).all(2))


def test_the_query_is_blue_and_what_is_wrong_is_red():
    found = [(tile(100), "river", True), (tile(150), "beach <b>", False), (tile(100), "river", True)]
    picture = gallery((tile(50), "river"), found)
    assert FOUND == 19 and ROWS * COLUMNS == 20 and picture.dtype == np.uint8
    blue, red = of_colour(picture, (30, 90, 220)), of_colour(picture, (220, 40, 40))
    step = picture.shape[1] // COLUMNS
    assert len(blue) and blue[:, 1].max() < step + 8, "the first tile"
    assert len(red) and 2 * step - 8 < red[:, 1].min() and red[:, 1].max() < 3 * step + 8, "the third tile"
    centres = [int(picture[40, 8 + column * step + step // 2, 0]) for column in range(COLUMNS)]
    assert centres == [50, 100, 150, 100]
    many = gallery((tile(50), "a"), [(tile(9), "b", True)] * 40)
    assert many.shape == picture.shape
    assert sheet([picture] * 4, 3).shape == (2 * picture.shape[0], 3 * picture.shape[1], 3)


def page_record():
    labels = np.repeat(np.arange(3), 8)
    rng = np.random.default_rng(0)
    codes = (np.eye(3).repeat(8, 1)[labels] * 0.8 + 0.1 + rng.normal(0, 0.02, (24, 24))).astype(np.float32)
    found = evaluate(Coded(codes, rng.random((24, 5)), labels), count=7)
    return {"evaluation": found, "names": ("<one>", "two", "three"), "recalls": RECALLS, "galleries": [gallery((tile(5), "one"), [])],
            "title": "How right", "command": "qgis_process run", "warnings": ["A warning."], "about": [("Model", "tiles-64")],
            "archives": [("the others <all>", (found, found), found, deviations([found, found]))]}


def test_a_page_says_how_right_a_search_is():
    text = page_html(search_page(page_record()))
    assert "mAP@7" in text and "1.000" in text and "&lt;one&gt;" in text and "<one>" not in text and "A warning." in text
    assert text.count("<img") == 1 and "tiles-64" in text and "Precision and recall" in text
    assert "the others &lt;all&gt;" in text and "fold 2" in text and "1.000 ± 0.000" in text


def test_a_page_of_a_training_tells_what_was_kept():
    curve = [{"step": 0, "loss": None, "all": [0.1, 0.2, 0.2, 0.5]}, {"step": 50, "loss": 0.4, "all": [0.8, 0.9, 0.9, 0.8]}]
    record = {**page_record(), "curve": curve, "kept": 50, "tested": 24, "steps": 50, "places": 60, "validation_places": 12, "seconds": 3.0,
              "measured": "what is measured", "data": [("training", "archive", 60, 8, "one, two")]}
    text = page_html(training_page(record))
    assert "kept is step 50" in text and "60, 12 and 24" in text and "archive" in text and "What is measured." in text
