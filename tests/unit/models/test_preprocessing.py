"""Images are prepared as the records say: against the published figures, in the right order of bands, and without what is no data."""
from __future__ import annotations

import json
from dataclasses import asdict

import numpy as np
import pytest
from tiepoint.core.errors import ModelError
from tiepoint.core.models import store
from tiepoint.core.models.preprocessing import Preprocessing

PUBLISHED = {one.id: one.preprocessing for one in store.models() if one.task == "vgg16"}


def test_the_records_prepare_as_published():
    image = np.stack([np.full((2, 3), value, np.uint8) for value in (200, 100, 50)])
    caffe, torchvision = (PUBLISHED[name](image) for name in ("vgg16-caffe", "vgg16-torchvision"))
    assert np.allclose(caffe[:, 0, 0], [50 - 103.939, 100 - 116.779, 200 - 123.68], atol=1e-4)
    expected = [(200 / 255 - 0.485) / 0.229, (100 / 255 - 0.456) / 0.224, (50 / 255 - 0.406) / 0.225]
    assert np.allclose(torchvision[:, 0, 0], expected, atol=1e-6)
    assert caffe.dtype == np.float32 and caffe.shape == (3, 2, 3) and PUBLISHED["vgg16-partial"] == PUBLISHED["vgg16-caffe"]


@pytest.mark.parametrize("preprocessing", PUBLISHED.values(), ids=PUBLISHED.keys())
def test_a_grey_band_is_all_three(preprocessing):
    grey = np.random.default_rng(0).uniform(0, 255, (1, 8, 6))
    assert np.array_equal(preprocessing(grey), preprocessing(np.repeat(grey, 3, axis=0)))


@pytest.mark.parametrize("preprocessing", PUBLISHED.values(), ids=PUBLISHED.keys())
def test_pixels_without_data_do_not_enter(preprocessing):
    image, valid = np.random.default_rng(0).uniform(0, 255, (3, 8, 8)), np.ones((8, 8), bool)
    valid[2:4, 5] = False
    other = image.copy()
    other[:, ~valid] = np.nan
    prepared = preprocessing(image, valid)
    assert np.array_equal(prepared, preprocessing(other, valid)) and not prepared[:, ~valid].any()
    assert np.array_equal(prepared[:, valid], preprocessing(image)[:, valid])


def test_without_mean_and_deviation_values_are_only_scaled():
    image = np.arange(12.0).reshape(3, 2, 2)
    assert np.array_equal(Preprocessing("BGR", 2.0)(image), 2 * image[::-1])


@pytest.mark.parametrize("shape", [(4, 8, 8), (2, 8, 8), (8, 8), (0, 8, 8)])
def test_other_numbers_of_bands_are_refused(shape):
    with pytest.raises(ModelError, match="three bands"):
        PUBLISHED["vgg16-caffe"](np.zeros(shape))


def test_what_is_not_said_in_figures_cannot_be_done():
    for preprocessing in (store.get("dense-1").preprocessing, Preprocessing("any", 1.0), Preprocessing("RGB", note="as they say")):
        with pytest.raises(ModelError, match="No figures say how"):
            preprocessing(np.zeros((3, 8, 8)))


def test_a_preprocessing_travels_as_json():
    for one in (*PUBLISHED.values(), store.get("dense-1").preprocessing):
        assert Preprocessing(**json.loads(json.dumps(asdict(one)))) == one
    assert PUBLISHED["vgg16-caffe"].text() == "BGR; scale 1; mean 103.939, 116.779, 123.68"
    assert Preprocessing("any", note="grey").text() == "any; grey"


@pytest.mark.parametrize("record", [
    {}, {"bands": "GBR"}, {"bands": "RGB", "std": [1, 0, 1]}, {"bands": "RGB", "mean": [1, 2]}, {"bands": "any", "mean": [1, 2, 3]},
    {"bands": "RGB", "scale": float("nan")}, {"bands": "RGB", "scale": "1"}, {"bands": "RGB", "mean": 3}, {"bands": "RGB", "more": 1},
])
def test_what_is_none_is_refused(record):
    with pytest.raises((TypeError, ValueError)):
        Preprocessing(**record)
