"""The misalignment that is reported is the one that was made."""
import numpy as np
import pyogrio
import pytest
import rasterio
import shapely


@pytest.fixture(scope="module")
def assessed(bent, job, tmp_path_factory):
    folder = tmp_path_factory.mktemp("assessed")
    results = job("assessalignment", reference=bent.reference, target=bent.target, method="phase", output=folder / "points.gpkg",
                  shift_lines=folder / "lines.gpkg", heatmap=folder / "heat.tif", report=folder / "report.html")
    return results, folder


def test_the_figures_are_those_of_the_displacement(bent, assessed):
    results, _ = assessed
    moved = np.hypot(*(bent.map_xy - bent.nominal_xy).T)
    assert results["RMSE"] == pytest.approx(np.sqrt((moved**2).mean()), rel=0.05)
    assert results["CE90"] == pytest.approx(np.percentile(moved, 90), rel=0.05)
    assert results["RMSE_PX"] == pytest.approx(results["RMSE"], rel=1e-3), "pixels of one metre"
    assert results["VERDICT"] == "poor" and "TRANSFORM_USED" not in results


def test_the_heat_map_is_right_everywhere(bent, assessed):
    _, folder = assessed
    with rasterio.open(folder / "heat.tif") as file, rasterio.open(bent.reference) as reference:
        assert file.crs == reference.crs and file.dtypes == ("float32",)
        cols, rows = (~file.transform * tuple(bent.nominal_xy.T))
        inside = (cols >= 0) & (rows >= 0) & (cols < file.width) & (rows < file.height)
        heat = file.read(1)[rows[inside].astype(int), cols[inside].astype(int)]
    truth = np.hypot(*(bent.map_xy - bent.nominal_xy).T)[inside]
    assert inside.mean() > 0.9 and np.isfinite(heat).mean() > 0.9
    error = (heat - truth)[np.isfinite(heat)]
    assert np.sqrt((error**2).mean()) <= 0.3


def test_the_layers_show_the_measured_displacements(assessed):
    results, folder = assessed
    meta, _, geometry, values = pyogrio.raw.read(folder / "points.gpkg")
    shift = dict(zip(meta["fields"], values))["shift"]
    lines = shapely.from_wkb(pyogrio.raw.read(folder / "lines.gpkg")[2])
    assert len(shift) >= results["TIEPOINT_COUNT"] > 50
    assert np.allclose(shapely.length(lines), shift)
    assert (folder / "report.html").read_text(encoding="utf-8").count("<") > 100


def test_a_pair_that_fits_is_said_to_fit(shifted, job, out, rewritten):
    with rasterio.open(shifted.target) as target:
        moved = np.median(shifted.map_xy - shifted.nominal_xy, axis=0)
        right = rasterio.Affine.translation(*moved) * target.transform
    placed = rewritten(shifted.target, "t.tif", transform=right)
    results = job("assessalignment", reference=shifted.reference, target=placed, method="phase")
    assert results["VERDICT"] == "good" and results["RMSE_PX"] <= 0.15


def test_a_target_without_position_cannot_be_assessed(shifted, job, out, rewritten, identity):
    from tiepoint.core.errors import OptionError

    with pytest.raises(OptionError, match="no position"):
        job("assessalignment", reference=shifted.reference, target=rewritten(shifted.target, "t.tif", crs=None, transform=identity),
            method="phase", transform="shift", output=out / "p.gpkg")
    assert list(out.iterdir()) == []
