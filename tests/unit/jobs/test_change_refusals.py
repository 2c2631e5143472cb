"""What cannot be compared is refused: one sentence, one hint, nothing left; and so it is when the user cancels."""
import os

import numpy as np
import pytest
import rasterio
from rasterio.transform import Affine
from tiepoint.core import outputs
from tiepoint.core.errors import GridError, OptionError, OutputError, RasterError, TiepointError
from tiepoint.core.options import jobs
from tiepoint.core.options.change import ChangeMapOptions
from tiepoint.core.options.option import from_record
from tiepoint.core.progress import Cancelled, Silent

pytestmark = pytest.mark.usefixtures("differences")
FILES = {"output": "mask.tif", "magnitude": "magnitude.tif", "polygons": "areas.gpkg", "report": "report.html"}


@pytest.fixture
def refuse(job, out):
    """Make a change map that must be refused, with every output; the error."""
    def refused(expected, before, after, **options):
        with pytest.raises(TiepointError) as caught:
            job("changemap", before=before, after=after, **{**{name: out / file for name, file in FILES.items()}, "method": "cva",
                                                            "align": "off", **options})
        error = caught.value
        assert isinstance(error, expected), (type(error), str(error))
        assert error.message.endswith(".") and error.message.count("\n") == 0 and len(error.message) < 400 and error.hint.endswith(".")
        assert os.listdir(out) == []
        return error.message

    return refused




def test_no_overlap(changed, rewritten, refuse):
    after = rewritten(changed.after, "a.tif", transform=Affine(1, 0, 590000, 0, -1, 5500000))
    for align in ("off", "check"):
        assert "do not overlap: they lie 89700" in refuse(GridError, changed.before, after, align=align)


def test_hardly_any_overlap(changed, rewritten, refuse):
    after = rewritten(changed.after, "a.tif", transform=Affine(1, 0, 500295, 0, -1, 5500000))
    assert "overlap by only 5 x 260 pixels" in refuse(GridError, changed.before, after)


def test_one_without_crs(changed, rewritten, refuse, identity):
    plain = rewritten(changed.after, "a.tif", crs=None, transform=identity)
    assert "a.tif has no CRS" in refuse(GridError, changed.before, plain)
    assert "a.tif has no CRS" in refuse(GridError, plain, changed.before)


def test_no_position_and_other_sizes(changed, rewritten, refuse, identity):
    before = rewritten(changed.before, "b.tif", crs=None, transform=identity)
    after = rewritten(changed.after, "a.tif", lambda image: image[:, :200], crs=None, transform=identity)
    assert "300 x 260 and 300 x 200" in refuse(GridError, before, after)


def test_no_data_in_common(changed, rewritten, refuse):
    left, right = (rewritten(path, f"{name}.tif", lambda image, cut=cut: image * cut, nodata=0)
                   for name, path, cut in (("b", changed.before, np.arange(300) < 100), ("a", changed.after, np.arange(300) >= 100)))
    assert "too little data" in refuse(RasterError, left, right)


@pytest.mark.parametrize(("options", "expected", "told"), [
    ({"threshold": "high"}, OptionError, "THRESHOLD is 'high'"), ({"threshold": "1.5"}, OptionError, "THRESHOLD is '1.5'"),
    ({"threshold": "nan"}, OptionError, "THRESHOLD is 'nan'"), ({"before_bands": (4,)}, RasterError, "no band 4; it has 3"),
    ({"mask": "none.gpkg"}, RasterError, "none.gpkg cannot be read"), ({"before": "none.tif"}, RasterError, "There is no file none.tif"),
    ({"output": "/nowhere/mask.tif"}, OutputError, "the folder does not exist"),
    ({"magnitude": "{out}/m.png"}, OutputError, "not a GeoTIFF"),
])
def test_options_that_make_no_sense(changed, refuse, out, options, expected, told):
    options = {name: value.format(out=out) if isinstance(value, str) else value for name, value in options.items()}
    assert told in refuse(expected, **{"before": changed.before, "after": changed.after, **options})


def test_an_input_is_no_output(changed, rewritten, refuse):
    copy = rewritten(changed.after, "copy.tif")
    whole = open(copy, "rb").read()
    for name in ("output", "magnitude"):
        assert "is also an input" in refuse(OutputError, changed.before, copy, **{name: copy})
    assert open(copy, "rb").read() == whole


@pytest.mark.parametrize(("record", "told"), [
    ({"threshold": "2"}, "THRESHOLD"), ({"tolerance": 9}, "TOLERANCE is 9.0, outside 0 ... 8"), ({"min_area": -1}, "MIN_AREA is -1"),
    ({"before_bands": "0"}, "BEFORE_BANDS is 0"), ({"after_bands": "red"}, "AFTER_BANDS is 'red'"), ({"align": "perhaps"}, "ALIGN"),
])
def test_the_dialog_says_so_at_once(record, told):
    with pytest.raises(OptionError, match=told.replace("'", "."))as caught:
        from_record(ChangeMapOptions, {"before": "a", "after": "b", "output": "c", **record})
    assert caught.value.hint


class Stopped(Silent):
    """Cancels at a step, counting all."""

    def __init__(self, last):
        self.last, self.count = last, 0

    def step(self, fraction, message=""):
        self.count += 1
        if self.count == self.last:
            raise Cancelled


@pytest.mark.parametrize("magnitude", [True, False])
def test_cancelled_anywhere_leaves_nothing(changed, out, magnitude):
    wanted = {name: str(out / file) for name, file in FILES.items() if magnitude or name != "magnitude"}
    options = ChangeMapOptions(before=changed.before, after=changed.after, method="cva", align="off", **wanted)
    counter, opened = Stopped(None), []

    def remember(event, path):
        opened.append(path) if event == "open" else opened.remove(path)

    jobs.load("changemap")(options, counter)
    for path in out.iterdir():
        path.unlink()
    outputs.listeners.append(remember)
    try:
        for last in range(1, counter.count):
            with pytest.raises(Cancelled):
                jobs.load("changemap")(options, Stopped(last))
            assert os.listdir(out) == [] and opened == [], f"step {last} of {counter.count}"
    finally:
        outputs.listeners.remove(remember)


def test_no_file_is_read_by_its_palette(changed, rewritten, job, out):
    """Classes are compared as they are: nothing is averaged between them."""
    palette = {value: (value, value, value, 255) for value in range(256)}
    classes = [rewritten(path, name, lambda image: image[:1] // 50, colormap=palette, photometric="palette")
               for name, path in (("b.tif", changed.before), ("a.tif", changed.after))]
    job("changemap", before=classes[0], after=classes[1], method="cva", align="off", output=out / "mask.tif", threshold="0.004")
    with rasterio.open(out / "mask.tif") as file:
        assert np.array_equal(file.read(1), changed.truth)
