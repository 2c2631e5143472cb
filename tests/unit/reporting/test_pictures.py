"""Pictures come out of the page as they went in."""
import cv2
import numpy as np
import pytest
from tiepoint.core.errors import GridError, RasterError
from tiepoint.core.reporting import pictures

RNG = np.random.default_rng(7)
GREY = RNG.integers(0, 256, (40, 60), dtype=np.uint8)
RGB = RNG.integers(0, 256, (40, 60, 3), dtype=np.uint8)


def sources(seen):
    return [attrs["src"] for attrs in seen.all("img")]


@pytest.mark.parametrize("image", [GREY, RGB, RGB[:, ::2], np.asfortranarray(GREY), np.dstack([RGB, GREY])])
def test_png_holds_the_same_pixels(pixels, image):
    np.testing.assert_array_equal(pixels(pictures.png_uri(image)), image)


def test_picture_that_is_too_large_is_compressed_then_shrunk(pixels):
    image = RNG.integers(0, 256, (300, 400, 3), dtype=np.uint8)
    assert pictures.picture_uri(image, 10**6).startswith("data:image/png")
    for most in (100_000, 20_000, 2_000):
        uri = pictures.picture_uri(image, most)
        assert uri.startswith("data:image/jpeg") and len(uri) <= most
        height, width = pixels(uri).shape[:2]
        assert width / height == pytest.approx(4 / 3, rel=0.1)


def test_checkerboard_takes_alternate_squares():
    board = pictures.checkerboard_image(np.zeros((40, 60), np.uint8), np.full((40, 60), 9, np.uint8), cells=6)
    assert board[0, 0] == 0 and board[0, 10] == 9 and board[10, 0] == 9 and board[10, 10] == 0
    np.testing.assert_array_equal(np.unique(board), [0, 9])
    mixed = pictures.checkerboard_image(GREY, RGB, cells=6)
    np.testing.assert_array_equal(mixed[:10, 10:20], RGB[:10, 10:20])
    np.testing.assert_array_equal(mixed[:10, :10], np.repeat(GREY[:10, :10, None], 3, axis=2))


def test_checkerboard_and_overlay_pages_hold_their_pictures(read, pixels):
    uri, = sources(read(pictures.checkerboard(GREY, GREY[::-1])))
    np.testing.assert_array_equal(pixels(uri), pictures.checkerboard_image(GREY, GREY[::-1]))
    uri, = sources(read(pictures.edges_overlay(GREY, RGB)))
    np.testing.assert_array_equal(pixels(uri), pictures.edges_image(GREY, RGB))


def test_edges_follow_the_outline_of_a_square():
    image = np.full((80, 80), 60, np.uint8)
    image[20:60, 30:70] = 200
    mask = pictures.edge_mask(image)
    outline = np.zeros_like(mask)
    outline[20:60, 30:70] = True
    outline[21:59, 31:69] = False
    distance = cv2.distanceTransform((~outline).astype(np.uint8), cv2.DIST_L2, 5)
    assert distance[mask].max() <= 1.5                  # every edge pixel lies on the outline
    assert mask.sum() >= 0.9 * outline.sum()            # and nearly all of the outline is found


def test_constant_picture_has_no_edges():
    assert not pictures.edge_mask(np.full((30, 30, 3), 7, np.uint8)).any()


def test_edges_image_changes_only_edge_pixels():
    image = np.zeros((40, 60), np.uint8)
    image[10:30, 20:40] = 255
    mask, shown = pictures.edge_mask(image), pictures.edges_image(image, RGB)
    np.testing.assert_array_equal(shown[~mask], RGB[~mask])
    assert mask.any() and (shown[mask] == (0, 255, 255)).all()


@pytest.mark.parametrize("make", [pictures.slider, pictures.flicker])
def test_slider_and_flicker_hold_both_pictures_once(read, pixels, make):
    seen = read(make(GREY, RGB, ("<a>", "b & c")))
    first, second = sources(seen)
    np.testing.assert_array_equal(pixels(first), GREY)
    np.testing.assert_array_equal(pixels(second), RGB)
    assert "<a>" in seen.text and "b & c" in seen.text
    assert seen.all("form", "viewer")[0]["data-mode"] == make.__name__
    assert len(seen.all("input")) == (make is pictures.slider)


def test_viewer_offers_every_mode_and_holds_each_picture_once(read, pixels):
    seen = read(pictures.viewer(RGB, {"Before": GREY, "After": RGB[::-1]}))
    found = sources(seen)
    assert len(found) == len(set(found)) == 4
    for uri, image in zip(found[:3], (RGB, GREY, RGB[::-1]), strict=True):
        np.testing.assert_array_equal(pixels(uri), image)
    edges = pixels(found[3])
    np.testing.assert_array_equal(edges[..., 3] > 0, pictures.edge_mask(RGB))
    radios = [(attrs["name"], attrs["value"], "checked" in attrs) for attrs in seen.all("input") if attrs["type"] == "radio"]
    assert radios == [("show", "before", False), ("show", "after", True), ("mode", "slider", True), ("mode", "flicker", False),
                      ("mode", "checkerboard", False), ("mode", "edges", False)]


def test_crops_are_cut_at_their_places_and_pushed_inside(read, pixels):
    seen = read(pictures.crops(RGB, GREY, RGB[::-1], [(30, 20), (0, 0), (60, 40)], ["middle", "<corner>", "end"], size=10))
    figures = [uri for uri, attrs in zip(sources(seen), seen.all("img"), strict=True) if "edges" not in attrs.get("class", "")]
    assert len(figures) == 9
    for number, (row, col) in enumerate([(15, 25), (0, 0), (30, 50)]):
        window = np.s_[row:row + 10, col:col + 10]
        for uri, image in zip(figures[3 * number:3 * number + 3], (RGB, GREY, RGB[::-1]), strict=True):
            np.testing.assert_array_equal(pixels(uri), image[window])
    assert "<corner>" in seen.text


def test_crop_rows_leave_missing_pictures_out(read):
    seen = read(pictures.crop_rows([{"label": "a", "reference": GREY, "before": GREY}, {"label": "b", "before": RGB}]))
    assert len(seen.all("figure", "reference")) == 1 and len(seen.all("figure", "moved")) == 2
    assert not read(pictures.crop_rows([{"before": RGB}])).all("input")


@pytest.mark.parametrize("image", [GREY.astype(np.uint16), GREY[None], RGB[..., :2], np.zeros((0, 5), np.uint8), GREY / 255])
def test_other_arrays_are_refused(image):
    with pytest.raises(RasterError, match="cannot be shown"):
        pictures.picture_uri(image)


def test_pictures_of_different_size_are_refused():
    for make in (pictures.slider, pictures.checkerboard, pictures.edges_overlay):
        with pytest.raises(GridError, match="60 x 40 and 60 x 39"):
            make(GREY, GREY[1:])
