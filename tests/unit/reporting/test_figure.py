"""The before/after sheet."""
import cv2
import numpy as np
import pytest
from tiepoint.core.errors import GridError, OutputError
from tiepoint.core.reporting.figure import before_after_sheet, write_png

RNG = np.random.default_rng(4)


def picture(*shape):
    return RNG.integers(0, 256, shape, dtype=np.uint8)


@pytest.mark.parametrize("crops", [0, 1, 3])
def test_sheet_has_its_width_and_shows_every_picture(crops):
    details = [{"label": "d\u00e9tail", **{name: picture(16, 20) for name in ("reference", "before", "after")}} for _ in range(crops)]
    sheet = before_after_sheet(picture(60, 80, 3), picture(60, 80), picture(60, 80, 3), details, width=640)
    assert sheet.dtype == np.uint8 and sheet.shape[1:] == (640, 3)
    side = (640 - 36) // 2
    height = 38 + round(60 * side / 80)
    rows = (crops + 1) // 2
    columns = 3 * min(crops, 2)
    height += rows * (38 + round(16 * ((640 - 12 * (columns + 1)) // max(columns, 1)) / 20))
    assert sheet.shape[0] == height


def test_sheet_shows_reference_on_itself_without_seams():
    image = picture(50, 50, 3)
    sheet = before_after_sheet(image, 255 - image, image, width=12 * 3 + 200)
    np.testing.assert_array_equal(sheet[26:126, 124:224], cv2.resize(image, (100, 100), interpolation=cv2.INTER_NEAREST))


def test_png_file_holds_the_same_pixels(tmp_path):
    for image in (picture(20, 30), picture(20, 30, 3)):
        write_png(tmp_path / "s.png", image)
        read = cv2.imread(str(tmp_path / "s.png"), cv2.IMREAD_UNCHANGED)
        np.testing.assert_array_equal(read if read.ndim == 2 else read[..., ::-1], image)


def test_errors_are_told(tmp_path):
    with pytest.raises(OutputError):
        write_png(tmp_path / "no" / "s.png", picture(5, 5))
    with pytest.raises(GridError):
        before_after_sheet(picture(5, 5), picture(5, 6), picture(5, 5))
