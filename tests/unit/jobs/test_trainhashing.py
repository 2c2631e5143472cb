"""A hash model trained on what a user has: folders of classes, polygons on rasters, rasters alone; tested apart, refused, used."""
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
from tiepoint.core.errors import ModelError, OptionError, TiepointError
from tiepoint.core.jobs import tile_rasters
from tiepoint.core.models.hashing import encoders, weights
from tiepoint.core.models.hashing.tile_encoder import TileEncoder
from tiepoint.core.options import jobs
from tiepoint.core.options.hashing import TrainHashingOptions
from tiepoint.core.progress import Silent
from tiepoint.core.retrieval.coder import load_coder

torch.set_num_threads(1)
SIDE, EACH = 32, 20
COLOURS = {"grass": (60, 160, 60), "roof": (190, 70, 60), "water": (40, 60, 170)}
NAMES = tuple(COLOURS)


def run(job, progress=None, **options):
    spec = jobs.get(job)
    given = {name: str(value) if isinstance(value, Path) else value for name, value in options.items()}
    return jobs.load(spec.id)(spec.options(**given), progress or Silent())


def tile(label, rng):
    return np.clip(np.array(COLOURS[NAMES[label]]) + rng.normal(0, 25, (SIDE, SIDE, 3)), 1, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory):
    """Random weights tell colours apart well enough."""
    torch.manual_seed(3)
    network = TileEncoder(width=2, features=16, side=SIDE)
    path = tmp_path_factory.mktemp("encoder") / "tiny.safetensors"
    encoders.save(path, network, 32.0)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Class folders."""
    root, rng = tmp_path_factory.mktemp("classes"), np.random.default_rng(0)
    for label, name in enumerate(NAMES):
        (root / name).mkdir()
        for number in range(EACH):
            cv2.imwrite(str(root / name / f"{name}{number:02d}.png"), tile(label, rng)[..., ::-1])
    return root


@pytest.fixture(scope="module")
def quick(encoder):
    return {"encoder": encoder, "bits": 16, "hidden": 32, "narrow": 16, "steps": 150, "views": 3, "minutes": 10.0, "rate": 0.003,
            "batch": 24, "device": "cpu"}


@pytest.fixture(scope="module")
def trained(folder, quick, tmp_path_factory):
    """(results, folder of what was written) of a training on class folders."""
    out = tmp_path_factory.mktemp("trained")
    results = run("trainhashing", tiles=folder, **quick, output=out / "mine.safetensors", report=out / "report.html",
                  split_output=out / "split.json", title="Mine")
    return results, out


@pytest.fixture(scope="module")
def rasters(tmp_path_factory):
    """Two dates of a land of 12 x 12 tiles, the second with half the pixels, and polygons of their classes."""
    root, rng = tmp_path_factory.mktemp("land"), np.random.default_rng(1)
    labels = rng.integers(0, 3, (12, 12))
    for name, step in (("one.tif", 1), ("two.tif", 2)):
        image = np.concatenate([np.concatenate([tile(label, rng) for label in row], 1) for row in labels], 0)[::step, ::step]
        with rasterio.open(root / name, "w", driver="GTiff", width=image.shape[1], height=image.shape[0], count=3, dtype="uint8",
                           crs="EPSG:32633", transform=Affine(step, 0, 500000, 0, -step, 5500000)) as file:
            file.write(image.transpose(2, 0, 1))
    boxes = np.array([shapely.box(500001 + 32 * col, 5499969 - 32 * row, 500031 + 32 * col, 5499999 - 32 * row)
                      for row, col in np.ndindex(12, 12)])
    pyogrio.raw.write(root / "areas.gpkg", shapely.to_wkb(boxes), [np.array([NAMES[label] for label in labels.ravel()], object)], ["use"],
                      geometry_type="Polygon", crs="EPSG:32633")
    return root, labels


def test_folders_of_classes_become_a_model_that_finds_them(trained, folder, encoder):
    results, out = trained
    assert sorted(os.listdir(out)) == ["mine.json", "mine.safetensors", "report.html", "split.json"]
    assert set(results) == {result.name for result in TrainHashingOptions.RESULTS}
    assert (results["PLACES"], results["VALIDATION_PLACES"], results["TEST_PLACES"], results["BITS"]) == (30, 6, 24, 16)
    assert results["MAP"] > 0.85 and results["PRECISION"] > 0.3 and 0.25 < results["CHANCE"] < 0.36
    model = weights.load(out / "mine.safetensors")
    assert model.classes == NAMES and model.encoder == "tiny" and model.ground_m == 32.0 and model.training["alpha"] == 0.2
    split = json.loads((out / "split.json").read_text(encoding="utf-8"))
    assert not set(split["train"]) & set(split["test"]) and len(split["test"]) == 24
    assert all(int(Path(name).stem[-2:]) >= 12 for name in split["test"]), "the last of each class"
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "mAP@20" in page and page.count("<img") == 6 and "tiles kept for validation" in page
    card = json.loads((out / "mine.json").read_text(encoding="utf-8"))
    assert "qgis_process run tiepoint:trainhashing" in card["command"] and card["test"]["map"] == round(results["MAP"], 4)


def test_a_model_of_ones_own_codes_tiles(trained, encoder):
    coder = load_coder(str(trained[1] / "mine.safetensors"))
    rng = np.random.default_rng(5)
    tiles = np.stack([tile(label, rng).transpose(2, 0, 1) for label in (0, 0, 1, 1)])
    codes = coder.hashed(coder.features(tiles)) > 0.5
    assert coder.bits == 16 and coder.side == SIDE and len(coder.checksum) == 64
    assert (codes[0] != codes[1]).sum() < (codes[0] != codes[2]).sum()
    with pytest.raises(ModelError, match=r"Tiles of shape \(4, 3, 16, 32\)"):
        coder.features(tiles[:, :, ::2])
    with pytest.raises(ModelError, match="trained on the encoder tiny"):
        load_coder(str(trained[1] / "mine.safetensors"), "tiles-1")


def test_another_encoder_of_the_same_name_is_refused(trained, encoder, tmp_path):
    path = tmp_path / "mine.safetensors"
    model = weights.load(trained[1] / "mine.safetensors")
    weights.save(path, weights.HashModel(model.network, model.encoder, "0" * 64, str(encoder)))
    with pytest.raises(ModelError, match="another version of the encoder tiny"):
        load_coder(str(path))


def test_the_same_seed_gives_the_same_model(trained, folder, quick, tmp_path):
    run("trainhashing", tiles=folder, **quick, output=tmp_path / "mine.safetensors")
    assert (tmp_path / "mine.safetensors").read_bytes() == (trained[1] / "mine.safetensors").read_bytes()


def test_labels_by_lot_find_nothing(folder, quick, tmp_path):
    """The detector of leaks: where classes mean nothing, what is found is chance."""
    rng = np.random.default_rng(2)
    for number in range(3 * 60):
        name = NAMES[int(rng.integers(3))]
        (tmp_path / "lot" / name).mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(tmp_path / "lot" / name / f"t_{number}.png"), tile(int(rng.integers(3)), rng)[..., ::-1])
    results = run("trainhashing", tiles=tmp_path / "lot", **quick, output=tmp_path / "mine.safetensors")
    assert abs(results["PRECISION"] - results["CHANCE"]) < 0.08 and results["MAP"] < 0.6


def test_polygons_on_rasters_are_divided_by_blocks(rasters, quick, tmp_path):
    root, labels = rasters
    results = run("trainhashing", rasters=(str(root / "one.tif"),), polygons=root / "areas.gpkg", field="use", tile_size=32,
                  **{**quick, "steps": 60}, output=tmp_path / "mine.safetensors", split_output=tmp_path / "split.json")
    assert results["PLACES"] + results["VALIDATION_PLACES"] + results["TEST_PLACES"] == 144 and results["MAP"] > 0.75
    split = json.loads((tmp_path / "split.json").read_text(encoding="utf-8"))
    assert {name.split()[0] for name in split["train"]} == {"one.tif"}
    options = TrainHashingOptions(rasters=(str(root / "one.tif"),), polygons=str(root / "areas.gpkg"), field="use", tile_size=32)
    found = tile_rasters.labelled(options, SIDE, 0.0, Silent())
    assert [found.classes[label] for label in found.labels] == [NAMES[label] for label in labels.ravel()]


def test_dates_of_one_place_are_paired_without_classes(rasters, quick, tmp_path):
    root, labels = rasters
    options = TrainHashingOptions(rasters=(str(root / "one.tif"), str(root / "two.tif")))
    found = tile_rasters.placed(options, SIDE, 32.0, 0, Silent())
    # Two dates of 144 places, each as it is and moved by a quarter.
    assert len(found.labels) == 4 * 144 and (np.bincount(found.labels) == 4).all() and found.classes == ()
    assert found.ground == pytest.approx(32.0, rel=0.01)
    means = found.tiles.mean((2, 3))
    whole = [index for index, name in enumerate(found.names) if name.startswith("two.tif") and int(name.split()[1]) % 16 == 0
             and int(name.split()[2]) % 16 == 0]
    assert len(whole) == 144
    wanted = np.array([COLOURS[NAMES[labels.ravel()[found.labels[index]]]] for index in whole])
    assert np.abs(means[whole] - wanted).max() < 12, "a tile of the second date shows the colour of its place"
    results = run("trainhashing", rasters=options.rasters, **{**quick, "steps": 40}, output=tmp_path / "mine.safetensors")
    assert results["MAP"] > 3 * results["CHANCE"] and weights.load(tmp_path / "mine.safetensors").classes == ()


def test_a_search_is_evaluated(trained, folder, tmp_path):
    results = run("evaluatesearch", tiles=folder, model=trained[1] / "mine.safetensors", split=trained[1] / "split.json",
                  report=tmp_path / "r.html", gallery=tmp_path / "g.png", output=tmp_path / "f.json", device="cpu", count=5)
    assert set(results) == {result.name for result in jobs.get("evaluatesearch").options.RESULTS}
    assert results["QUERIES"] == results["ARCHIVE_TILES"] == 24 and results["MAP"] > 0.9 and results["PRECISION"] > 0.8
    assert results["CHANCE"] == pytest.approx(7 / 23) and results["RECALL"] == pytest.approx(5 / 7 * results["PRECISION"])
    told = json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))
    assert set(told["classes"]) == set(NAMES) and len(told["curve"]) == 21 and len(told["activation"]) == 16
    picture = cv2.imread(str(tmp_path / "g.png"))
    assert picture is not None and picture.shape[1] % 3 == 0
    asked = run("evaluatesearch", tiles=folder, model=trained[1] / "mine.safetensors", split=trained[1] / "split.json", archive="train",
                device="cpu")
    assert asked["ARCHIVE_TILES"] == 30 and asked["CHANCE"] == pytest.approx(1 / 3) and asked["MAP"] > 0.8


def test_what_flatters_is_told(trained, folder, watching):
    told = watching()
    run("evaluatesearch", told, tiles=folder, model=trained[1] / "mine.safetensors", device="cpu")
    assert any("nobody knows whether the model was trained on these" in message for message in told.warnings)


@pytest.mark.parametrize(("job", "changes", "kind", "told"), [
    ("trainhashing", {}, OptionError, "There are no tiles"),
    ("trainhashing", {"tiles": "{folder}", "rasters": ("a.tif",)}, OptionError, "different kinds"),
    ("trainhashing", {"tiles": "/none"}, OptionError, "no folder /none"),
    ("trainhashing", {"rasters": ("a.tif",), "polygons": "a.gpkg"}, OptionError, "FIELD is missing"),
    ("trainhashing", {"tiles": "{folder}", "bits": 8}, OptionError, "BITS is 8"),
    ("trainhashing", {"tiles": "{folder}", "batch": 10}, OptionError, "no multiple of 3"),
    ("trainhashing", {"tiles": "{folder}", "encoder": "magic"}, ModelError, "no model 'magic'"),
    ("trainhashing", {"tiles": "{folder}", "train_share": 0.8, "validation_share": 0.3}, OptionError, "more than all"),
    ("trainhashing", {"tiles": "{folder}", "split": __file__}, OptionError, "no split file"),
    ("evaluatesearch", {"rasters": ("a.tif",)}, OptionError, "classes of tiles are not known"),
    ("evaluatesearch", {"tiles": "{folder}", "model": "magic"}, ModelError, "no model 'magic'"),
    ("evaluatesearch", {"tiles": "{folder}", "model": "{model}", "archive": "train"}, OptionError, "no SPLIT that says"),
])
def test_what_makes_no_sense_is_told(job, changes, kind, told, folder, trained, encoder, tmp_path):
    given = {name: value.format(folder=folder, model=trained[1] / "mine.safetensors") if isinstance(value, str) else value
             for name, value in changes.items()}
    more = {"encoder": str(encoder), **given} if job == "trainhashing" else given
    output = {"output": str(tmp_path / "out.safetensors")} if job == "trainhashing" else {"report": str(tmp_path / "out.html")}
    with pytest.raises(kind, match=told):
        run(job, **more, **output)
    assert os.listdir(tmp_path) == []


def test_a_tile_in_two_parts_is_refused(folder, encoder, tmp_path):
    (tmp_path / "split.json").write_text(json.dumps({"format": "tiepoint-split-1", "train": ["grass/grass00.png"], "validate": [],
                                                     "test": ["grass/grass00.png"]}), encoding="utf-8")
    with pytest.raises(TiepointError, match="grass00.png is in train and in test"):
        run("trainhashing", tiles=folder, encoder=encoder, split=tmp_path / "split.json", output=tmp_path / "out.safetensors")
