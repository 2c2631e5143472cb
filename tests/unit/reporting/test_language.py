"""Reports in another language: no text of them is left out, in no page and in no line of the source."""
import ast
import re
from collections import namedtuple
from pathlib import Path

import numpy as np
import pytest
from tiepoint.core import language
from tiepoint.core.reporting import (
    change,
    corner_errors,
    gallery,
    models,
    registration,
    scene_change,
    scene_training,
    search,
    series,
    theme,
    training,
)
from tiepoint.core.reporting import template as one_template
from tiepoint.core.reporting.lettering import drawable
from tiepoint.core.reporting.page import page_html
from tiepoint.core.retrieval.evaluation import RECALLS, Coded, evaluate
from tiepoint.core.retrieval.folds import deviations

ROOM = Path(registration.__file__).parent
# What is the same in all languages: units, figures of merit, columns of the tie-point layer, and the name of the plugin.
SAME = {"px", "m", "s", "h", "min", "ms", "x", "y", "id", "RMSE", "CE90", "CE", "mAP", "MB", "Tiepoint"}
# What comes from the record: in these tests it is told from texts by being this word.
DATA = "DATA"


class Bracketed(dict):
    """A catalogue of a language in which every text is itself in brackets."""

    def get(self, text, _default=None):
        return "xx" if text == "en" else f"\u27e6{text}\u27e7"


@pytest.fixture
def bracketed(monkeypatch):
    monkeypatch.setattr(language, "_catalogue", lambda code: Bracketed())


@pytest.fixture
def german(monkeypatch):
    monkeypatch.setenv(language.VARIABLE, "de")


def noise(*shape):
    return np.random.default_rng(3).integers(0, 256, shape, dtype=np.uint8)


def raster():
    return {"name": DATA, "crs": DATA, "pixel_size": (1.5, 1.5), "size": (9, 6), "dtype": DATA}


def shown():
    maps = [noise(8, 8).astype(float)] * 2
    trace = [(2, np.eye(3)), (2, np.array([[1, 0, 2.0], [0, 1, 1.0], [0, 0, 1]])), (1, np.array([[1, 0, 2.5], [0, 1, 1.0], [0, 0, 1]]))]
    return {"image": noise(24, 24, 3), "template": noise(16, 16, 3), "trace": trace, "image_maps": maps, "template_maps": maps, "why": DATA,
            "place": 7, "refined": True}


def alignment(**more):
    rng = np.random.default_rng(5)
    count, xy = 60, rng.uniform(0, 900, (60, 2))
    errors = rng.normal(0, 0.4, (count, 2))
    return {
        "title": DATA, "verdict": "usable", "method": "phase", "method_reason": DATA, "transform": "affine", "transform_reason": DATA,
        "version": "", "command": DATA, "map_unit": "m", "seconds": 83.0, "warnings": [DATA],
        "candidates": [{"id": "affine", "rmse_px": 0.4, "reason": DATA}, {"id": "shift", "rmse_px": None, "reason": DATA}],
        "tie_points": {"map_xy": xy, "dxy_map": rng.normal(9, 1, (count, 2)), "residual": np.hypot(*errors.T) / 2,
                       "loo_residual": np.hypot(*errors.T), "loo_dxy_map": errors, "score": rng.random(count),
                       "inlier": np.arange(count) % 9 > 0, "enabled": np.ones(count, bool)},
        "rmse_px": 0.4, "rmse": 0.8, "rmse_raw_px": 0.5, "ce90": 1.1, "median_shift": (9.0, 9.0), "extent": (0, 0, 900, 900),
        "reference": raster(), "target": raster(),
        "pictures": {"reference": noise(40, 40), "before": noise(40, 40), "after": noise(40, 40)},
        "crops": [{"label": DATA, "reference": noise(16, 16), "before": noise(16, 16), "after": noise(16, 16)}],
        "matches": {"reference": noise(50, 50), "target": noise(50, 50), "reference_xy": xy / 20, "target_xy": xy / 20},
        "demonstration": shown(), "heat_map": rng.random((9, 9)), **more}


def few_points():
    """Points that are too few to tell errors that were held out, and errors beyond the axes."""
    record = alignment(verdict="poor", rmse_px=None, rmse=None, ce90=None, demonstration={**shown(), "why": "", "refined": False})
    for name in ("loo_residual", "loo_dxy_map"):
        record["tie_points"].pop(name)
    record["tie_points"]["residual"][:2] = 40.0
    record["tie_points"]["inlier"][:] = True
    return record


def changed():
    return {"title": DATA, "command": DATA, "method": "irmad+deep", "notes": [DATA], "before": raster(), "after": raster(),
            "pictures": {"before": noise(20, 20), "after": noise(20, 20, 3)}, "magnitude": noise(20, 20) / 255.0, "extent": (0, 0, 20, 20),
            "changed": noise(20, 20) > 200, "threshold": 0.5, "area": 12.0, "share": 0.1, "tolerance_px": 0.0, "seconds": 7200.0,
            "misregistration_px": None, "regions": 3}


def scenes():
    results = {"CHANGED_SHARE": 0.5, "CHANGED_TILES": 2, "TILES": 4, "CHANGED_AREA": 8.0, "TILE_SIZE_USED": 32, "STRIDE_USED": 16,
               "SKIPPED": 1}
    maps = {"before": noise(20, 20, 3), "after": noise(20, 20, 3), "changed": np.full((20, 20), 2)}
    return {"title": DATA, "command": DATA, "model": DATA, "notes": [DATA], "before": raster(), "after": raster(),
            "pictures": {"before": noise(20, 20, 3), "after": noise(20, 20, 3)}, "maps": maps, "names": (DATA, DATA),
            "colours": ((1, 2, 3), (4, 5, 6)), "table": np.array([[1, 2], [0, 1]]), "results": results, "gate": (0.9, None),
            "confidence": 0.5, "seconds": 3.0}


def rows():
    row = {**dict.fromkeys(("target", "method", "transform", "reason"), DATA),
           **dict.fromkeys(("rmse", "ce90", "shift_x", "shift_y", "tiepoints"), "1")}
    aligned = [{**row, "state": "aligned", "verdict": "good", "rmse_px": str(value)} for value in (0.2, 0.3, 0.5, 0.9)]
    return [*aligned, *({**row, "state": state, "verdict": "", "rmse_px": ""} for state in ("refused", "failed"))]


def found_tiles():
    cells = [gallery.Cell(noise(9, 9, 3), (DATA,), gallery.EXAMPLE), gallery.Cell(None, (DATA,))]
    return {"title": DATA, "command": DATA, "model": DATA, "examples": cells, "found": cells, "total": 9, "searched": 40, "seconds": 1.0,
            "warnings": [DATA]}


def evaluated():
    labels = np.repeat(np.arange(2), 6)
    rng = np.random.default_rng(0)
    codes = (np.eye(2).repeat(8, 1)[labels] * 0.8 + 0.1 + rng.normal(0, 0.02, (12, 16))).astype(np.float32)
    found = evaluate(Coded(codes, rng.random((12, 5)), labels), count=4)
    return {"evaluation": found, "names": (DATA, DATA), "recalls": RECALLS, "galleries": [noise(30, 30, 3)], "title": DATA,
            "command": DATA, "warnings": [DATA], "about": [(DATA, DATA)], "shares": np.array([[0.5, 0.5], [0.1, 0.9]]),
            "archives": [(DATA, (found, found), found, deviations([found, found]))]}


def trained():
    curve = [{"step": 0, "loss": None, "all": [0.5, 0.7], DATA: [0.2, 0.5]}, {"step": 9, "loss": 2.5, "all": [0.6, 0.8], DATA: [0.3, 0.5]}]
    return {"title": DATA, "command": DATA, "start": "random weights", "seconds": 155.0, "steps": 9, "places": 12, "validation_places": 3,
            "found": "windows found", "measured": "mean matching accuracy within 1, 3, 5 and 10 px, by pair of modalities, on places not "
            "trained on", "warnings": [DATA], "curve": curve, "data": [("training", DATA, 12, 5, "not known")], "kept": 9, "tested": 4}


def trained_scenes(tests):
    names = ("OA_T1", "OA_T2", "OA_BI", "OA_TR", "KAPPA_T1", "KAPPA_T2")
    return {**trained(), "results": dict.fromkeys(names, 0.5) | {"TEST_PLACES": tests}, "confusion": np.array([[[1, 2], [0, 1]]] * 2),
            "names": (DATA, DATA)}


def listed():
    lines = [{"id": DATA, "task": DATA, "title": DATA, "licence": DATA, "state": state, "verified": state == "present", "why": DATA,
              "bytes": 1000, "preprocessing": DATA, "addresses": [DATA], "methods": [DATA], "path": ""}
             for state in ("present", "missing", "damaged")]
    return models.models_page(DATA, lines)


def placed():
    corners = np.arange(8.0).reshape(4, 2)
    told = {"corners": corners, "initial_corners": corners, "kept_initial": True, "iterations": {2: 1, 1: 1}, "residuals": [0.5, None]}
    return one_template.template_page(DATA, told, shown(), noise(9, 9, 3), [(DATA, DATA)], DATA)


def corners():
    errors = {DATA: np.array([0.5, 2.0, np.inf])}
    return corner_errors.corner_error_page(errors, ["estimator", "group", "< 1 px"], [["DATA", "all", "none"]], DATA)


Made = namedtuple("Made", "id page")
PAGES = [
    Made("registration", lambda: registration.registration_page(alignment())),
    Made("registration-few-points", lambda: registration.registration_page(few_points())),
    Made("assessment", lambda: registration.assessment_page(alignment())),
    Made("assessment-map-units", lambda: registration.assessment_page(few_points())),
    Made("change", lambda: change.change_page(changed())),
    Made("scene-change", lambda: scene_change.scene_page(scenes())),
    Made("series", lambda: series.series_page({"reference": DATA, "command": DATA, "seconds": 1.0}, rows())),
    Made("similar", lambda: gallery.similar_page(found_tiles())),
    Made("evaluation", lambda: search.search_page(evaluated())),
    Made("training-hashing", lambda: search.training_page({**evaluated(), **trained()})),
    Made("training", lambda: training.training_page(trained())),
    Made("training-scene-change", lambda: scene_training.scene_training_page(trained_scenes(4))),
    Made("training-scene-change-untested", lambda: scene_training.scene_training_page(trained_scenes(0))),
    Made("models", listed), Made("template", placed), Made("corner-errors", corners)]


def texts_of(page, reader):
    """Everything in a page that a person reads, sees when the pointer rests, or hears."""
    seen = reader(page)
    said = [attributes[name] for _, attributes in seen.elements for name in ("alt", "aria-label") if attributes.get(name)]
    return [text for text in (*seen.words, *said) if text.strip()]


@pytest.mark.parametrize("made", PAGES, ids=lambda made: made.id)
def test_every_text_of_a_page_is_translated(made, bracketed, read):
    page = page_html(made.page())
    assert '<html lang="xx">' in page
    left = []
    for text in texts_of(page, read):
        rest, was = text, ""
        while rest != was:
            rest, was = re.sub("\u27e6[^\u27e6\u27e7]*\u27e7", " ", rest), rest
        left += [text] if set(re.findall(r"[A-Za-z]+", rest)) - SAME - {DATA} else []
    assert not left


@pytest.mark.parametrize("made", PAGES, ids=lambda made: made.id)
def test_a_german_page_is_german(made, german, read):
    """Nothing is left in braces, and no text is the English one, but for words that are the same."""
    page = page_html(made.page())
    texts = texts_of(page, read)
    assert '<html lang="de">' in page and "Tiepoint" in texts and not [text for text in texts if re.search(r"[{}]", text)]
    english = r"\b(the|of|and|is|are|were|with|that|which|has|not|from|by)\b"
    assert not [text for text in texts if re.search(english, text)]


def test_english_is_what_is_written(read):
    seen = read(page_html(registration.registration_page(alignment())))
    assert ("html", {"lang": "en"}) in seen.elements
    for words in ("Held-out RMSE", "Tie points used", "53 of 60", "usable", "Phase correlation", "held-out error in px", "not used"):
        assert words in seen.text, words


def test_letters_that_cannot_be_drawn_are_spelled_out():
    assert drawable("Für Größe, Café, \u2192") == "Fuer Groesse, Cafe, ?" and drawable("u\u0308ber", 3) == "ueb"
    assert drawable("plain: 12.5 px") == "plain: 12.5 px"


# Constants that are no texts though they look like some.
NO_TEXTS = {"Tiepoint", "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'", "12px sans-serif"}
# Attributes and style sheets.
MARKUP = re.compile(r'="|:\S[^.]*;|^@')
CLASSES = set(re.findall(r"\.([a-z]\w*)", theme.CSS)) | {"l", "r", "over"}


def unmarked(source):
    """Texts of a file that are given to neither `tr` nor `mark`: what has two words, or begins as a sentence does."""
    tree = ast.parse(source)
    skipped = {id(part) for node in ast.walk(tree) if _is_no_text(node) for part in ast.walk(node)}
    found = []
    for node in ast.walk(tree):
        if id(node) in skipped or not isinstance(node, (ast.Constant, ast.JoinedStr)):
            continue
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in parts if isinstance(part, ast.Constant)}
        text = "".join(part.value if isinstance(part, ast.Constant) else "\0" for part in parts) if not isinstance(
            node, ast.Constant) or isinstance(node.value, str) else ""
        text = re.sub(r"<[^<>]*>", " ", text)
        words = re.findall(r"[A-Za-z][a-z-]+", text)
        if MARKUP.search(text) or text.strip(" \0") in NO_TEXTS or set(text.split()) <= CLASSES or not words:
            continue
        if re.search(r"[A-Za-z]{2,}[,.:;]? [A-Za-z]{2,}", text) or re.match(r"\s*[A-Z][a-z]{2,}", text):
            found.append(text)
    return found


def _is_no_text(node):
    if isinstance(node, ast.Raise):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("tr", "mark")


FILES = sorted(path for path in ROOM.glob("*.py") if path.stem not in ("theme", "__init__"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_text_of_the_source_is_marked(path):
    assert not unmarked(path.read_text(encoding="utf-8"))


def test_a_text_that_is_not_marked_is_found():
    for line in ('figures = [("Held-out RMSE", value)]', 'title = "Candidates"', 'said = f"{count} of {total} tie points"',
                 'html = f"<p class=\'a b\'>not there</p>"'):
        assert len(unmarked(line)) == 1, line
    for line in ('"""A docstring of words."""', 'parts = [text(x, y, label, "soft mid"), tr("Tie points used")]', 'key = "map_xy"',
                 'raise ValueError("This is no picture.")', 'd = f"M{x} {y}h{width}"', 'html = \'<figure class="plain big"></figure>\''):
        assert unmarked(line) == [], line
