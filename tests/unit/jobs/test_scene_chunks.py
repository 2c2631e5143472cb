"""Folders of tiles and polygons become chunks of the published form; a model is judged on them as it is by hand."""
from __future__ import annotations

import json

import cv2
import numpy as np
import pyogrio
import pytest
import rasterio
import shapely
import torch
from rasterio.transform import Affine
from tiepoint.core.errors import OptionError, OutputError
from tiepoint.core.jobs import sceneaccuracy, scenechunks
from tiepoint.core.models.corrfusion import legend, weights
from tiepoint.core.models.corrfusion.network import CorrFusionNet
from tiepoint.core.models.corrfusion.weights import SceneModel
from tiepoint.core.options.scene_training import TrainSceneChangeData
from tiepoint.core.scene_change.predictor import Predictor
from tiepoint.core.training.scene_change import chunk, pairs

torch.set_num_threads(1)
NAMES, SIZE, ROWS, COLS = ("field", "roof", "water"), 16, 10, 12


@pytest.fixture(scope="module")
def land():
    """(rows, cols) classes of both dates, and (3, rows, cols) images whose tiles are of one colour each, all different."""
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 3, (2, ROWS, COLS))
    colours = rng.permutation(2 * ROWS * COLS).reshape(2, ROWS, COLS)
    shown = np.stack([colours % 16 * 16 + 5, colours // 16 * 16 + 5, labels * 100 + 20], 1).astype(np.uint8)
    return labels, shown.repeat(SIZE, 2).repeat(SIZE, 3)


@pytest.fixture(scope="module")
def folders(tmp_path_factory, land):
    found = []
    for labels, image in zip(*land):
        root = tmp_path_factory.mktemp("date")
        for (row, col), label in np.ndenumerate(labels):
            (root / NAMES[label]).mkdir(exist_ok=True)
            part = image[::-1, row * SIZE : (row + 1) * SIZE, col * SIZE : (col + 1) * SIZE]
            cv2.imwrite(str(root / NAMES[label] / f"{col + 1}_{row + 1}.png"), part.transpose(1, 2, 0))
        found.append(str(root))
    return found


@pytest.fixture(scope="module")
def drawn(tmp_path_factory, land):
    root = tmp_path_factory.mktemp("drawn")
    labels, images = land
    for name, image in zip("ba", images):
        with rasterio.open(root / f"{name}.tif", "w", driver="GTiff", width=COLS * SIZE, height=ROWS * SIZE, count=3, dtype="uint8",
                           crs="EPSG:32633", transform=Affine(1, 0, 500000, 0, -1, 5500000)) as file:
            file.write(image)
    places = list(np.ndindex(ROWS, COLS))
    boxes = np.array([shapely.box(500001 + SIZE * col, 5500001 - SIZE * (row + 1), 499999 + SIZE * (col + 1), 5499999 - SIZE * row)
                      for row, col in places])
    fields = [np.array([NAMES[one[place]] for place in places], object) for one in labels]
    pyogrio.raw.write(root / "areas.gpkg", shapely.to_wkb(boxes), fields, ["was", "is"], geometry_type="Polygon", crs="EPSG:32633")
    return {"polygons": str(root / "areas.gpkg"), "field_before": "was", "field_after": "is", "before": str(root / "b.tif"),
            "after": str(root / "a.tif")}


def seen(folder):
    """Every pair of chunks, as (colour before, colour after, class before, class after), by part."""
    found = {}
    for part in pairs.PARTS:
        data = pairs.load_part(folder, part)
        tiles = (tuple(tuple(tile[SIZE // 2, SIZE // 2].tolist()) for tile in data.pair(index)) for index in range(len(data)))
        found[part] = {(*both, int(one), int(other)) for both, one, other in zip(tiles, *data.labels)}
    return found


def expected(land):
    labels, images = land
    return {(*(tuple(image[:, row * SIZE, col * SIZE].tolist()) for image in images), *(int(one[row, col]) for one in labels))
            for row, col in np.ndindex(ROWS, COLS)}


@pytest.mark.parametrize("source", ["folders", "polygons"])
def test_every_tile_is_in_one_part_with_its_classes(land, folders, drawn, tmp_path, source, capsys):
    told = (["--tiles-before", folders[0], "--tiles-after", folders[1]] if source == "folders" else
            [text for name, value in drawn.items() for text in (f"--{name.replace('_', '-')}", value)])
    out = tmp_path / "chunks"
    assert scenechunks.main([str(out), *told, "--side", str(SIZE)]) == 0
    found = seen(out)
    assert set.union(*found.values()) == expected(land) and sum(map(len, found.values())) == ROWS * COLS
    assert capsys.readouterr().out.strip() == "; ".join(f"{part}: {len(one)} pairs" for part, one in found.items())
    assert len(found["train"]) > 0.6 * ROWS * COLS and pairs.legend_of(out).names == NAMES
    assert [path.name for path in (out / "test").iterdir()] == [f"0-{len(found['test'])}.npz"]
    assert scenechunks.main([str(out), *told]) == 1 and "not empty" in capsys.readouterr().err


def test_tiles_become_as_large_as_the_published_ones(folders, tmp_path):
    told = TrainSceneChangeData(tiles_before=folders[0], tiles_after=folders[1])
    written = scenechunks.write(told, tmp_path / "large", length=50)
    part = pairs.load_part(tmp_path / "large", "train")
    assert part.side == scenechunks.SIDE_PX == 200 and len(part) == written["train"]
    assert len(list((tmp_path / "large" / "train").iterdir())) == -(-written["train"] // 50)
    with pytest.raises(OutputError, match="not empty"):
        scenechunks.write(told, tmp_path / "large")
    with pytest.raises(OptionError, match="nothing to train on"):
        scenechunks.write(TrainSceneChangeData(), tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_model_is_judged_as_by_hand(tmp_path, capsys):
    model = SceneModel(CorrFusionNet.random(1, backbone="slim", classes=3, side=32, width=8), legend=legend.named(NAMES))
    weights.save(tmp_path / "mine.safetensors", model)
    rng = np.random.default_rng(0)
    tiles, labels = rng.integers(0, 256, (2, 20, 32, 32, 3), dtype=np.uint8), rng.integers(0, 3, (2, 20))
    told = Predictor(model)(*tiles).classes
    # A third is right by construction, so that no figure is 0 or 1 by chance.
    labels[:, :7] = np.stack(told)[:, :7]
    data = tmp_path / "data"
    chunk.write(data / "test", zip(*tiles, *labels))
    (data / pairs.CLASSES).write_text(legend.named(NAMES).text())
    arguments = ["--model", str(tmp_path / "mine.safetensors"), "--device", "cpu"]
    for folder in (data, data / "test"):
        (data / "test" / pairs.CLASSES).write_text(legend.named(NAMES).text())
        assert sceneaccuracy.main([str(folder), *arguments, "--out", str(tmp_path / "found.json")]) == 0
        found = json.loads((tmp_path / "found.json").read_text())
        right = [one == other for one, other in zip(told, labels)]
        assert (found["pairs"], found["OA_t1"], found["OA_t2"]) == (20, pytest.approx(right[0].mean()), pytest.approx(right[1].mean()))
        assert found["OA_tr"] == pytest.approx((right[0] & right[1]).mean())
        assert found["OA_bi"] == pytest.approx(((told[0] != told[1]) == (labels[0] != labels[1])).mean())
        for date, (one, other) in zip(("t1", "t2"), zip(told, labels)):
            table = [[(one[other == truth] == name).mean() if (other == truth).any() else 0 for name in range(3)] for truth in range(3)]
            assert np.allclose(found["confusion"][date], table, atol=1e-4)
    assert "20 pairs: OA_t1" in capsys.readouterr().out
    (data / pairs.CLASSES).write_text("a; b; c")
    assert sceneaccuracy.main([str(data), *arguments]) == 1 and "The model tells field, roof, water apart" in capsys.readouterr().err
