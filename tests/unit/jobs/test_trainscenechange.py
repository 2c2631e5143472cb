"""A scene-change model trained on what a user has: chunks, folders of tiles, polygons on rasters; tested apart; stopped, refused, used."""
from __future__ import annotations

import json
import os
from pathlib import Path

import cv2
import numpy as np
import pyogrio
import pytest
import rasterio
import shapely
import torch
from rasterio.transform import Affine
from tiepoint.core.errors import ModelError, OptionError, OutputError, RasterError, TiepointError
from tiepoint.core.jobs import scene_data
from tiepoint.core.models.corrfusion import weights
from tiepoint.core.options import jobs
from tiepoint.core.progress import Cancelled, Silent
from tiepoint.core.training.scene_change import chunk

torch.set_num_threads(1)                                  # the same sums in the same order, and nobody to wait for
QUICK = {"side": 16, "width": 8, "batch": 8, "steps": 12, "minutes": 10.0}
COLOURS = {"grass": (60, 160, 60), "roof": (190, 70, 60), "water": (40, 60, 170)}
NAMES = tuple(COLOURS)
SIZE, ROWS, COLS = 16, 12, 14


def run(progress=None, **options):
    spec = jobs.get("trainscenechange")
    given = {name: str(value) if isinstance(value, Path) else value for name, value in {**QUICK, **options}.items()}
    return jobs.load(spec.id)(spec.options(**given), progress or Silent())


def tile(label, rng):
    noise = rng.normal(0, 12, (SIZE, SIZE, 3))
    return np.clip(np.array(COLOURS[NAMES[label]]) + noise, 1, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def truth():
    """(rows, cols) classes from 0 of both dates, a third of which change."""
    rng = np.random.default_rng(0)
    before = rng.integers(0, 3, (ROWS, COLS))
    return before, np.where(rng.random(before.shape) < 0.35, rng.integers(0, 3, before.shape), before)


@pytest.fixture(scope="module")
def images(truth):
    """(3, rows, cols) uint8 of both dates."""
    rng = np.random.default_rng(1)
    return [np.concatenate([np.concatenate([tile(label, rng) for label in row], 1) for row in labels], 0).transpose(2, 0, 1)
            for labels in truth]


@pytest.fixture(scope="module")
def folders(tmp_path_factory, truth, images):
    """Class folders of both dates, tiles called COL_ROW."""
    found = []
    for name, labels, image in zip(("2014", "2016"), truth, images):
        root = tmp_path_factory.mktemp(name)
        for (row, col), label in np.ndenumerate(labels):
            (root / NAMES[label]).mkdir(exist_ok=True)
            part = image[:, row * SIZE : (row + 1) * SIZE, col * SIZE : (col + 1) * SIZE].transpose(1, 2, 0)
            cv2.imwrite(str(root / NAMES[label] / f"{col + 1}_{row + 1}.png"), part[..., ::-1])
        found.append(root)
    return found


@pytest.fixture(scope="module")
def chunks(tmp_path_factory, truth, images):
    """A folder of chunks without parts, with classes.txt."""
    root = tmp_path_factory.mktemp("chunks")
    (root / "classes.txt").write_text("; ".join(NAMES), encoding="utf-8")
    cut = [image.reshape(3, ROWS, SIZE, COLS, SIZE).transpose(1, 3, 2, 4, 0).reshape(-1, SIZE, SIZE, 3) for image in images]
    chunk.write(root, [(one, other, int(a), int(b)) for one, other, a, b in zip(*cut, *(labels.ravel() for labels in truth))], 100)
    return root


@pytest.fixture(scope="module")
def drawn(tmp_path_factory, truth, images):
    """Two rasters of 2 m pixels, and polygons in another CRS, one for each tile, a little smaller than it."""
    root = tmp_path_factory.mktemp("drawn")
    for name, image in zip(("before", "after"), images):
        with rasterio.open(root / f"{name}.tif", "w", driver="GTiff", width=image.shape[2], height=image.shape[1], count=3, dtype="uint8",
                           crs="EPSG:32633", transform=Affine(2, 0, 500000, 0, -2, 5500000)) as file:
            file.write(image)
    places = [(row, col) for row in range(ROWS) for col in range(COLS)]
    boxes = np.array([shapely.box(500000 + 32 * col + 2, 5500000 - 32 * row - 30, 500000 + 32 * col + 30, 5500000 - 32 * row - 2)
                      for row, col in places])
    fields = [np.array([NAMES[labels[place]] for place in places], object) for labels in truth]
    fields[1][5] = None
    pyogrio.raw.write(root / "areas.gpkg", shapely.to_wkb(boxes), fields, ["was", "Is"], geometry_type="Polygon", crs="EPSG:32633")
    return {"polygons": root / "areas.gpkg", "field_before": "was", "field_after": "is", "before": root / "before.tif",
            "after": root / "after.tif", "tile_size": SIZE}


@pytest.fixture(scope="module")
def trained(drawn, tmp_path_factory, watching):
    """(results, folder of what was written, what was told) of a training on polygons."""
    folder, told = tmp_path_factory.mktemp("trained"), watching()
    results = run(told, **drawn, steps=120, output=folder / "mine.safetensors", report=folder / "report.html", licence="CC0", title="Mine")
    return results, folder, told


def test_polygons_become_a_model_that_is_tested_apart(trained, drawn, truth):
    results, folder, told = trained
    assert sorted(os.listdir(folder)) == ["mine.json", "mine.safetensors", "report.html"]
    assert set(results) == {result.name for result in jobs.get("trainscenechange").options.RESULTS}
    counts = results["PLACES"], results["VALIDATION_PLACES"], results["TEST_PLACES"]
    assert sum(counts) == ROWS * COLS - 1 and results["STEPS"] == 120, "one polygon has no class after"
    assert all(abs(count / sum(counts) - share) < 0.05 for count, share in zip(counts, (0.7, 0.1, 0.2)))
    assert results["OA_TR"] > 0.9 and results["OA_TR"] <= min(results["OA_T1"], results["OA_T2"], results["OA_BI"])
    assert results["KAPPA_T1"] > 0.85 and results["KAPPA_T2"] > 0.85
    model = weights.load(results["MODEL"])
    assert model.legend.names == NAMES and model.ground_m == pytest.approx(32, rel=0.005)
    card = json.loads((folder / "mine.json").read_text())
    assert (card["title"], card["licence"], card["begun with"], card["classes"]) == ("Mine", "CC0", "random weights", list(NAMES))
    assert card["test"]["oa_tr"] == pytest.approx(results["OA_TR"], abs=1e-4) and str(drawn["before"]) in card["data"]["files"]
    assert "qgis_process run tiepoint:trainscenechange" in card["command"] and "FIELD_BEFORE=was" in card["command"]
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 2 and "truth / found" in page and "grass" in page and "%)</td>" in page
    assert told.shares == sorted(told.shares) and told.shares[-1] == 1.0


def test_the_model_tells_scenes_apart(trained, drawn, truth, job, out):
    found = job("scenechange", before=drawn["before"], after=drawn["after"], model=trained[0]["MODEL"], output=out / "tiles.gpkg",
                classes_before=out / "b.tif", classes_after=out / "a.tif")
    assert found["TILE_SIZE_USED"] == SIZE
    for name, labels in zip(("b", "a"), truth):
        with rasterio.open(out / f"{name}.tif") as file:
            assert (file.read(1) == labels + 1).mean() > 0.9


def test_tiles_of_polygons_are_those_of_the_rasters(drawn, truth, images):
    options = jobs.get("trainscenechange").options(**{name: value if name == "tile_size" else str(value) for name, value in drawn.items()})
    data = scene_data.gather(options, SIZE, 0, Silent())
    cut = [image.reshape(3, ROWS, SIZE, COLS, SIZE).transpose(1, 3, 2, 4, 0).reshape(-1, SIZE, SIZE, 3) for image in images]
    known = {one.tobytes() + other.tobytes(): (a, b) for one, other, a, b in zip(*cut, *(labels.ravel() for labels in truth))}
    found = [(one.tobytes() + other.tobytes(), (a, b)) for part in data.parts
             for (one, other), a, b in zip(map(part.pair, range(len(part))), *part.labels)]
    assert len({content for content, _ in found}) == len(found) == ROWS * COLS - 1, "each in one part"
    assert all(known[content] == labels for content, labels in found)


def test_a_single_class_is_nothing_to_learn(drawn, out, tmp_path):
    field = [np.array(["water"], object)] * 2
    pyogrio.raw.write(tmp_path / "one.gpkg", shapely.to_wkb([shapely.box(500000, 5499700, 500100, 5500000)]), field, ["was", "is"],
                      geometry_type="Polygon", crs="EPSG:32633")
    with pytest.raises(OptionError, match="was and is name 1 of the two classes"):
        run(**{**drawn, "polygons": tmp_path / "one.gpkg"}, output=out / "m.safetensors")
    assert os.listdir(out) == []


def test_folders_of_tiles_are_enough(folders, out):
    results = run(tiles_before=folders[0], tiles_after=folders[1], ground=30.0, output=out / "mine.safetensors")
    assert results["PLACES"] + results["VALIDATION_PLACES"] + results["TEST_PLACES"] == ROWS * COLS
    model = weights.load(results["MODEL"])
    assert (model.legend.names, model.ground_m, model.network.settings["side"]) == (NAMES, 30.0, 16)


def test_chunks_are_divided_or_come_divided(chunks, truth, images, out, tmp_path, watching):
    told = watching()
    results = run(told, chunks=chunks, output=out / "mine.safetensors")
    assert (results["PLACES"], results["VALIDATION_PLACES"], results["TEST_PLACES"]) == (117, 16, 35)
    assert any("divided at random" in line for line in told.warnings)
    parts = tmp_path / "parts"
    parts.mkdir()
    (parts / "classes.txt").write_text("; ".join(NAMES), encoding="utf-8")
    first = sorted(chunks.glob("*.npz"))
    for name, path in zip(("trn", "val"), first):
        (parts / name).mkdir()
        (parts / name / path.name).write_bytes(path.read_bytes())
    told = watching()
    results = run(told, chunks=parts, output=out / "other.safetensors", report=out / "other.html", fusion=False, objective="plain")
    assert (results["PLACES"], results["VALIDATION_PLACES"], results["TEST_PLACES"]) == (100, 68, 0)
    assert any("There is no test" in line for line in told.warnings) and "There is no test" in (out / "other.html").read_text()
    assert not weights.load(results["MODEL"]).network.settings["fusion"]


def test_a_cancelled_training_goes_on_where_it_was_stopped(chunks, out, watching):
    whole = run(chunks=chunks, output=out / "whole.safetensors")
    with pytest.raises(Cancelled):
        run(watching(10), chunks=chunks, output=out / "mine.safetensors")
    assert sorted(os.listdir(out)) == ["mine.training", "whole.json", "whole.safetensors"]
    again = run(chunks=chunks, output=out / "mine.safetensors")
    assert sorted(os.listdir(out)) == ["mine.json", "mine.safetensors", "whole.json", "whole.safetensors"]
    one, other = (weights.load(path["MODEL"]).network.state_dict() for path in (whole, again))
    assert all(torch.equal(value, other[name]) for name, value in one.items())
    assert {**whole, "MODEL": ""} == {**again, "MODEL": ""}


def test_it_begins_with_a_model(trained, chunks, out):
    """Whose network it takes, whatever the options say."""
    results = run(chunks=chunks, start_model=trained[0]["MODEL"], width=32, steps=1, output=out / "more.safetensors")
    assert weights.load(results["MODEL"]).network.settings["width"] == 8 and results["OA_TR"] > 0.9
    assert json.loads((out / "more.json").read_text())["begun with"] == trained[0]["MODEL"]


@pytest.mark.parametrize(("options", "expected", "told"), [
    ({}, OptionError, "nothing to train on"), ({"chunks": "{tmp}"}, OptionError, "no pairs of tiles in"),
    ({"chunks": "{tmp}/none"}, OptionError, "no folder"), ({"chunks": "{chunks}", "tiles_before": "{tmp}"}, OptionError, "different kinds"),
    ({"tiles_before": "{tmp}"}, OptionError, "TILES_AFTER is missing"), ({"tiles_before": "{tmp}", "tiles_after": "{tmp}"}, OptionError,
                                                                         "no tiles in"),
    ({**dict.fromkeys(("polygons", "before", "after", "field_before", "field_after"), "{drawn}"), "field_after": ""}, OptionError,
     "FIELD_AFTER is missing"),
    ({"field": "none"}, OptionError, "have no field 'none'"), ({"tile_size": 300}, OptionError, "No tile of 300 px"),
    ({"after": "{tmp}/none.tif"}, RasterError, "no file"), ({"block": 50}, OptionError, "lie in 1 blocks"),
    ({"chunks": "{chunks}", "start_model": "magic"}, ModelError, "no model 'magic'"),
    ({"chunks": "{chunks}", "start_model": "imagenet"}, ModelError, "slim"),
    ({"chunks": "{chunks}", "start_model": "imagenet", "backbone": "vgg16", "side": 32}, ModelError, "vgg16-features-torchvision"),
    ({"chunks": "{chunks}", "start_model": __file__}, ModelError, "test_trainscenechange.py"),
    ({"chunks": "{chunks}", "fusion": False}, OptionError, "needs the fusion"),
    ({"chunks": "{chunks}", "ratio": 16}, ModelError, "cannot be squeezed"),
    ({"chunks": "{chunks}", "backbone": "vgg16"}, ModelError, "cannot see images of 16 pixels"),
    ({"chunks": "{chunks}", "output": "{out}/m.pt"}, OptionError, "no name for a model"),
    ({"chunks": "{chunks}", "output": "{out}/none/m.safetensors"}, OutputError, "folder does not exist"),
])
def test_what_makes_no_sense_is_refused(chunks, drawn, out, tmp_path, options, expected, told):
    folder = tmp_path / "empty"
    folder.mkdir()
    names = {"tmp": folder, "chunks": chunks, "out": out, "drawn": drawn["before"]}
    given = {key: value.format(**names) if isinstance(value, str) else value for key, value in options.items()}
    if {"field", "tile_size", "after", "block"} & set(options) and "polygons" not in options:
        given = {**drawn, **{("field_after" if key == "field" else key): value for key, value in given.items()}}
    with pytest.raises(TiepointError) as caught:
        run(**{"output": out / "m.safetensors", "report": out / "r.html", **given})
    error = caught.value
    assert isinstance(error, expected) and told in error.message, (type(error), str(error))
    assert error.message.endswith(".") and error.hint.endswith(".") and os.listdir(out) == []
