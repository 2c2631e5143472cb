"""The protocols of the three sets, on pictures drawn here."""
from __future__ import annotations

import itertools

import cv2
import numpy as np
import pytest
from tiepoint.core.errors import OptionError, RasterError
from tiepoint.core.lucas_kanade import published, sample_folder
from tiepoint.core.lucas_kanade.__main__ import main
from tiepoint.core.lucas_kanade.corners import mapped, template_corners


def save(path, image):
    assert cv2.imwrite(str(path), image[..., ::-1])


def ramp(rows, cols, blue=0):
    """Red tells the column and green the row, in 1/8 of their place."""
    image = np.full((rows, cols, 3), blue, np.uint8)
    image[..., 0], image[..., 1] = np.arange(cols) // 8, np.arange(rows)[:, None] // 8
    return image


@pytest.fixture
def earth(tmp_path):
    """Two pairs of 1400 x 1000 pixels."""
    folder = tmp_path / "earth"
    folder.mkdir()
    for name in ("one", "two"):
        save(folder / f"{name}_old_day.png", ramp(1000, 1400, 10))
        save(folder / f"{name}_new.png", ramp(1000, 1400, 200))
    save(folder / "other.png", ramp(10, 10))
    return folder


def test_windows_of_pairs_lie_within_the_margins_and_both_pictures_agree(earth):
    samples = list(published.of_pairs(earth, published.GOOGLE_EARTH, validation=True))
    assert len(samples) == 100
    assert [sample.name for sample in samples[48:52]] == ["one_398", "one_399", "two_350", "two_351"]
    places = []
    for sample in samples:
        assert np.ptp(sample.input[..., 2]) == 0 and sample.input[0, 0, 2] * 255 == pytest.approx(10)
        assert sample.template[60, 60, 2] * 255 == pytest.approx(200, abs=1)
        columns = sample.input[..., 0] * 255 * 8
        assert columns[:, 96].mean() - columns[:, 0].mean() == pytest.approx(96 * 700 / 192, abs=8)
        # What the template shows lies where the label says, in the window of the input: values are whole steps of 8 pixels.
        centre = mapped(sample.homography, np.array([[64.0, 64.0]]))[0]
        for band, at in ((0, centre[0]), (1, centre[1])):
            values = sample.input[:, :, band].mean(axis=band)
            assert sample.template[64, 64, band] * 255 == pytest.approx(np.interp(at, np.arange(192), values * 255), abs=1.01)
        places.append([sample.input[100, 0, 0] * 255 * 8, sample.input[0, 100, 1] * 255 * 8])
    places = np.array(places)
    # From 50 to 1400 - 750 = 650 across and from 50 to 250 down, to 8 pixels.
    assert places.min() >= 42 and (places.max(axis=0) <= [658, 258]).all()
    assert (np.ptp(places, axis=0) > [500, 150]).all()


def test_training_and_validation_have_the_published_counts_and_differ(earth):
    train = list(itertools.islice(published.of_pairs(earth, published.GOOGLE_EARTH), 351))
    assert [train[0].name, train[349].name, train[350].name] == ["one_000", "one_349", "two_000"]
    assert len(list(published.of_pairs(earth, published.own_pairs(published.GOOGLE_MAP, ("_old_day", "_new"))))) == 22
    again = next(published.of_pairs(earth, published.GOOGLE_EARTH))
    other = next(published.of_pairs(earth, published.GOOGLE_EARTH, seed=1))
    np.testing.assert_array_equal(again.template, train[0].template)
    assert (other.corners != again.corners).any()


def test_a_sample_does_not_depend_on_other_pairs(earth):
    before = list(itertools.islice(published.of_pairs(earth, published.GOOGLE_EARTH), 350, 352))
    for path in earth.glob("one_*"):
        path.unlink()
    after = list(itertools.islice(published.of_pairs(earth, published.GOOGLE_EARTH), 2))
    for one, two in zip(before, after):
        assert one.name == two.name
        np.testing.assert_array_equal(one.corners, two.corners)
        np.testing.assert_array_equal(one.input, two.input)


def test_a_picture_may_be_just_as_large_as_a_window_with_its_margins(tmp_path):
    for ending in ("_old_day", "_new"):
        save(tmp_path / f"one{ending}.png", ramp(800, 800))
    samples = list(published.of_pairs(tmp_path, published.GOOGLE_EARTH, validation=True))
    assert len(samples) == 50 and all((sample.input == samples[0].input).all() for sample in samples)
    assert len({sample.corners.tobytes() for sample in samples}) == 50


def test_pairs_that_do_not_fit_are_told(earth, tmp_path):
    with pytest.raises(RasterError, match="end in '_satellite'"):
        next(published.of_pairs(earth, published.GOOGLE_MAP))
    with pytest.raises(RasterError, match="1400 x 1000 pixels, too few for windows of 1000"):
        next(published.of_pairs(earth, published.own_pairs(published.GOOGLE_EARTH, window=1000)))
    with pytest.raises(OptionError, match="no pairs"):
        published.own_pairs(published.GOOGLE_EARTH, ("_a", "_a"))
    save(earth / "one_new.png", ramp(1000, 1399))
    with pytest.raises(RasterError, match="1400 x 1000 and 1399 x 1000"):
        next(published.of_pairs(earth, published.GOOGLE_EARTH))
    (earth / "one_new.png").unlink()
    with pytest.raises(RasterError, match="has no partner"):
        next(published.of_pairs(earth, published.GOOGLE_EARTH))
    save(earth / "one_new.png", ramp(1000, 1400))
    save(earth / "one_new.jpg", ramp(1000, 1400))
    with pytest.raises(RasterError, match="one name"):
        next(published.of_pairs(earth, published.GOOGLE_EARTH))


def test_coco_gives_one_sample_of_every_picture_in_colours(tmp_path, picture):
    for number in range(40):
        save(tmp_path / f"{number:02d}.png", ramp(480, 640))
    cv2.imwrite(str(tmp_path / "05.png"), picture(480, 640)[..., 0])
    samples = list(published.of_coco(tmp_path))
    assert [sample.name for sample in samples] == [f"{number:02d}" for number in range(40) if number != 5]
    begun = []
    for sample in samples:
        # A picture of 640 is brought to 320 columns: 192 of them are 384 of its own, from twice 0 to 100 on.
        across, down = sample.input[0, :, 0] * 255 * 8 / 2, sample.input[:, 0, 1] * 255 * 8 / 2
        assert across[-1] - across[0] == pytest.approx(191, abs=5) and down[-1] - down[0] == pytest.approx(191, abs=5)
        begun.append([across[0], down[0]])
        np.testing.assert_allclose(mapped(sample.homography, template_corners()), sample.corners, atol=1e-4)
    begun = np.array(begun)
    assert (begun.max(axis=0) <= [100, 40]).all() and (begun.max(axis=0) > [80, 28]).all() and (begun.min(axis=0) < [16, 8]).all()


def test_the_command_writes_a_folder_that_can_be_read(earth, tmp_path, capsys):
    out = tmp_path / "samples"
    command = ["generate", "google-map", str(earth), str(out), "--endings", "_new", "_old_day", "--window", "300", "--seed", "3"]
    assert main([*command, "--validation"]) == 0
    assert "6 samples" in capsys.readouterr().out
    found = list(sample_folder.load(out))
    assert [sample.name for sample in found] == [f"{name}_{number:03d}" for name in ("one", "two") for number in (11, 12, 13)]
    meant = next(published.of_pairs(earth, published.own_pairs(published.GOOGLE_MAP, ("_new", "_old_day"), 300), 3, True))
    np.testing.assert_array_equal(found[0].input, meant.input)
    np.testing.assert_array_equal(found[0].template, meant.template)
    np.testing.assert_array_equal(found[0].corners, meant.corners)
    assert main([*command, "--most", "1"]) == 0
    assert "1 samples" in capsys.readouterr().out


@pytest.mark.parametrize(("arguments", "told"), [
    (("google-earth", "none", "out"), "cannot be read"), (("mscoco", ".", "out", "--window", "3"), "one picture each"),
    (("mscoco", ".", "out"), "no pictures"), (("mscoco", ".", "out", "--seed", "-1"), "seed of -1"), (("mscoco", ".", "."), "no folder")])
def test_the_command_tells_what_is_wrong(arguments, told, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["generate", *arguments]) == 1
    assert told in capsys.readouterr().err and not (tmp_path / "out").exists()
