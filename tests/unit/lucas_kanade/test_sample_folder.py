"""Samples written to a folder and read again."""
from __future__ import annotations

import cv2
import numpy as np
import pytest
from tiepoint.core.errors import OptionError, RasterError
from tiepoint.core.lucas_kanade import sample_folder
from tiepoint.core.lucas_kanade.generator import draw


@pytest.fixture
def folder(picture, tmp_path):
    sample_folder.create(tmp_path)
    for number in range(3):
        rng = np.random.default_rng(number)
        sample_folder.write(tmp_path, draw(picture(192, 192, number), picture(192, 192, 9), rng, name=f"n{number}"))
    return tmp_path


def test_samples_come_back_as_they_were(folder, picture):
    found = list(sample_folder.load(folder))
    assert [sample.name for sample in found] == ["n0", "n1", "n2"]
    for number, sample in enumerate(found):
        meant = draw(picture(192, 192, number), picture(192, 192, 9), np.random.default_rng(number))
        np.testing.assert_array_equal(sample.input, meant.input)
        np.testing.assert_array_equal(sample.template, meant.template)
        np.testing.assert_array_equal(sample.corners, meant.corners)
    assert [sample.name for sample in sample_folder.load(folder, most=2)] == ["n0", "n1"]
    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == sorted(
        name for n in range(3) for name in (f"n{n}.png", f"n{n}.png", f"n{n}_label.txt"))


def test_templates_are_stretched_band_by_band_on_demand(folder):
    plain, stretched = (next(sample_folder.load(folder, stretch)) for stretch in (False, True))
    np.testing.assert_array_equal(plain.input, stretched.input)
    assert plain.template.min() > 0.02
    for band in range(3):
        values = plain.template[..., band].astype(float)
        meant = (values - values.min()) / (values.max() - values.min() + 1e-6)
        np.testing.assert_allclose(stretched.template[..., band], meant, atol=1e-6)
    assert (sample_folder.stretched(np.full((4, 4, 3), 0.5, np.float32)) == 0).all()


def test_pictures_of_another_format_and_grey_ones_are_read(folder):
    path = folder / "template" / "n1.png"
    image = cv2.imread(str(path))
    path.unlink()
    cv2.imwrite(str(path.with_suffix(".jpg")), cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), [cv2.IMWRITE_JPEG_QUALITY, 95])
    found = list(sample_folder.load(folder))[1].template
    np.testing.assert_array_equal(found[..., 0], found[..., 2])
    assert np.abs(found[..., 1] * 255 - cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)).mean() < 3


def test_what_is_missing_or_wrong_is_told(folder, tmp_path):
    (folder / "input" / "n2.png").unlink()
    with pytest.raises(RasterError, match="'n2' has no picture"):
        list(sample_folder.load(folder))
    cv2.imwrite(str(folder / "input" / "n2.png"), np.zeros((190, 192, 3), np.uint8))
    with pytest.raises(RasterError, match="192 x 190 pixels instead of 192 x 192"):
        list(sample_folder.load(folder))
    with pytest.raises(OptionError, match="no labels"):
        sample_folder.names(tmp_path / "elsewhere")
    with pytest.raises(RasterError, match="cannot be read"):
        list(sample_folder.load(tmp_path / "elsewhere"))
