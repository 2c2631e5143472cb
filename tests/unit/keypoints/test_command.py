"""``python -m tiepoint.core.keypoints``, called as a function."""
from __future__ import annotations

import cv2
import numpy as np
import pytest
from tiepoint.core.keypoints.__main__ import main
from tiepoint.core.keypoints.describer import load_describer
from tiepoint.core.keypoints.extraction import extract
from tiepoint.core.keypoints.image_file import read
from tiepoint.core.keypoints.keypoints import Keypoints
from tiepoint.core.models import tensors
from tiepoint.core.models.d2net import SLIM, D2Net

PREPARED = {"bands": "BGR", "scale": 1.0, "mean": [103.939, 116.779, 123.68], "std": []}


@pytest.fixture
def model(tmp_path):
    path = tmp_path / "weights.safetensors"
    path.write_bytes(tensors.content(D2Net.random(0, SLIM).state_dict(), {"kind": "d2net", "preprocessing": PREPARED}))
    return str(path)


@pytest.fixture
def images(tmp_path, picture):
    """Grey of 16 and 8 bits, colours of 8, 16 and with an alpha band; the names of their files."""
    grey = np.clip(picture(120, 150), 0, 1000)
    bgr = np.stack([np.clip(picture(120, 150, seed), 0, 1000) for seed in range(3)], -1)
    alpha = np.full((120, 150, 1), 1000.0)
    alpha[:, 80:] = 0
    for name, values in {"deep.png": (grey * 60).astype(np.uint16), "grey.tif": (grey / 4).astype(np.uint8),
                         "colour.png": (bgr / 4).astype(np.uint8), "colour16.tif": (bgr * 60).astype(np.uint16),
                         "clear.png": (np.concatenate((bgr, alpha), -1) / 4).astype(np.uint8)}.items():
        assert cv2.imwrite(str(tmp_path / name), values)
    return tmp_path


def test_images_become_files_of_keypoints(images, model, capsys):
    names = ["deep.png", "grey.tif", "colour.png", "colour16.tif", "clear.png"]
    (images / "list.txt").write_text("\n".join(str(images / name) for name in names[2:]) + "\n\n")
    out = images / "new" / "out"
    assert main([*(str(images / name) for name in names[:2]), "--list", str(images / "list.txt"), "--model", model, "--out", str(out),
                 "--device", "cpu"]) == 0
    assert sorted(path.name for path in out.iterdir()) == sorted(f"{name}.npz" for name in names)
    describer = load_describer(model, "cpu")
    for name in names:
        found, wanted = Keypoints.load(out / f"{name}.npz"), extract(describer, *read(images / name))
        assert len(found) == len(wanted) > 5 and np.allclose(found.xy, wanted.xy) and np.array_equal(found.descriptors, wanted.descriptors)
    assert Keypoints.load(out / "clear.png.npz").xy[:, 0].max() < 80
    assert capsys.readouterr().out.count("keypoints\n") == 5


def test_matlab_files_few_levels_and_the_strongest(images, model):
    assert main([str(images / "deep.png"), "--model", model, "--out", str(images / "out"), "--format", "mat", "--levels", "0.5", "1",
                 "--count", "7"]) == 0
    found = Keypoints.load(images / "out" / "deep.png.mat")
    assert len(found) == 7 and set(found.scale) <= {1.0, 2.0} and (np.diff(found.scores) <= 0).all()


def test_colours_are_red_green_blue(images):
    pixels, valid = read(images / "colour.png")
    assert valid is None and np.array_equal(pixels[0], cv2.imread(str(images / "colour.png"))[..., 2])
    deep, _ = read(images / "colour16.tif")
    assert deep.min() == 0 and deep.max() == 255 and np.corrcoef(deep[0].ravel(), pixels[0].ravel())[0, 1] > 0.98
    assert np.array_equal(read(images / "clear.png")[1], np.broadcast_to(np.arange(150) < 80, (120, 150)))


def test_a_file_that_cannot_be_read_fails_and_the_others_are_done(images, model, capsys):
    (images / "text.png").write_text("nothing of the kind")
    (images / "empty.png").touch()
    np.save(images / "real.npy", np.zeros(3))
    cv2.imwrite(str(images / "real.tif"), np.zeros((50, 50), np.float32))
    cv2.imwrite(str(images / "small.png"), np.zeros((9, 50), np.uint8))
    bad = ["text.png", "empty.png", "missing.png", "real.npy", "real.tif", "small.png"]
    (images / "other").mkdir()
    cv2.imwrite(str(images / "other" / "grey.tif"), np.zeros((50, 50), np.uint8))
    out = images / "out"
    assert main([*(str(images / name) for name in [*bad, "grey.tif"]), str(images / "other" / "grey.tif"), str(images / "deep.png"),
                 "--model", model, "--out", str(out)]) == 1
    assert sorted(path.name for path in out.iterdir()) == ["deep.png.npz", "grey.tif.npz"]
    said = capsys.readouterr().err
    assert all(f"{name}: " in said for name in bad) and "both would be written" in said and "Traceback" not in said
    assert len(Keypoints.load(out / "grey.tif.npz"))


def test_what_else_is_wrong_is_said(images, model, capsys):
    deep = str(images / "deep.png")
    (images / "file").touch()
    for arguments, said in (([deep, "--model", "nothing", "--out", str(images / "out")], "no model"),
                            (["--model", model, "--out", str(images / "out")], "No images"),
                            (["--list", "missing.txt", "--model", model, "--out", str(images / "out")], "list missing.txt"),
                            ([deep, "--model", model, "--out", str(images / "file")], "file"),
                            ([deep, "--model", model, "--out", str(images / "out"), "--count", "0"], "count is 0")):
        assert main(arguments) == 1
        assert said in capsys.readouterr().err
