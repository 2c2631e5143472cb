"""Pairs of real rasters: dates and sensors of one place, the second displaced by a known distortion of its pixels.

The folder of the imagery is given by the user; of what it does not hold, nothing is measured.
"""
from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from cases import Case, Truth, seen_by_both
from rasterio.windows import Window
from scipy.ndimage import map_coordinates
from tiepoint.core.training.scenes.distortion import Distortion, random_distortion

DATES = ((0, 1), (1, 2), (3, 2), (4, 5), (6, 5), (7, 8), (8, 9), (0, 9))
KINDS = ("shift", "affine", "affine+local")
WARPS = 6                      # of the only pair of its kind
TITLES = {"shift": "shift", "affine": "affine", "affine+local": "affine + local 4 px"}


@dataclass(frozen=True)
class Source:
    """Two rasters of one place with equal pixels.

    Attributes:
        title, place: see `cases.Case`.
        reference, target: paths below the folder of the imagery.
        truth_px: how well they lie on each other.
        bands: (of the reference, of the target), from 1; None = all.
        window: (col, row, width, height) that is used; None = all.
        fill: value that means no data besides the declared one.
        georeference: (CRS, pixel size) for pictures that have none.
    """

    title: str
    place: str
    reference: str
    target: str
    truth_px: float
    bands: tuple = (None, None)
    window: tuple[int, int, int, int] | None = None
    fill: float = -9999.0
    georeference: tuple[str, float] | None = None


_OPEN = "open"
_TERRAMIND = {"282D_485L_3_3": "Brazil", "38D_378R_2_3": "Tanzania", "433D_629L_3_1": "Chile", "609U_541L_3_0": "Hudson Bay",
              "637U_59R_1_3": "Denmark"}
_SEN12 = (33, 300, 498, 804, 919)
SOURCES = (
    Source("Landsat 7, July - November", "Pennsylvania", f"{_OPEN}/landsat7_pa_july_nov_2002/july.tif",
           f"{_OPEN}/landsat7_pa_july_nov_2002/nov.tif", 1.0),
    Source("Landsat 5, 15 years apart", "Costa Rica", f"{_OPEN}/landsat5_costarica_2dates/L5TSR_1986.tif",
           f"{_OPEN}/landsat5_costarica_2dates/L5TSR_2001.tif", 0.1),
    Source("Landsat 7, wet - dry season, clouds", "Guatemala", f"{_OPEN}/landsat7_p022r049_2dates/LE70220491999322EDC01_stack.tif",
           f"{_OPEN}/landsat7_p022r049_2dates/LE70220492002106EDC00_stack.tif", 0.1, bands=((1, 2, 3, 4, 5, 6), (1, 2, 3, 4, 5, 6))),
    Source("Landsat 8, red - thermal, clouds", "Long Island", f"{_OPEN}/landsat8_013031_thermal/LC80130312015295LGN00_B4_toa.tif",
           f"{_OPEN}/landsat8_013031_thermal/LC80130312015295LGN00_B10_toa.tif", 1.5, fill=0.0),
    Source("Sentinel-2, red - near infrared, islands", "Cape Lookout", f"{_OPEN}/sentinel2_nc_2018/2018-10-13_Sentinel-2B_L1C_B04.tiff",
           f"{_OPEN}/sentinel2_nc_2018/2018-10-13_Sentinel-2B_L1C_B08.tiff", 0.2, window=(700, 150, 1300, 1100)),
    Source("Landsat 8 - Sentinel-1", "Rondonia", f"{_OPEN}/landsat8_s1_rondonia/L8_optical.tif",
           f"{_OPEN}/landsat8_s1_rondonia/S1_radar.tif", 0.8),
    *(Source("Sentinel-2 - Sentinel-1, five places", place, f"{_OPEN}/terramind_s1s2_dem_lulc/S2RGB__{tile}.tif",
             f"{_OPEN}/terramind_s1s2_dem_lulc/S1RTC__{tile}.tif", 1.5, bands=(None, (1,))) for tile, place in _TERRAMIND.items()),
    *(Source("Sentinel-2 - Sentinel-1, farmland", "SEN1-2 farmland", f"{_OPEN}/sen12_pairs/op_ims__ROIs1158_spring_s2_90_p{tile}.png",
             f"{_OPEN}/sen12_pairs/sar_ims__ROIs1158_spring_s1_90_p{tile}.png", 0.9, georeference=("EPSG:32633", 10.0)) for tile in _SEN12),
)


def georeferenced(data: Path, seed: int = 0) -> list[Case]:
    """The cases whose rasters are below ``data``."""
    cases = [Case("GEO: NAIP, made elsewhere", path.name.removesuffix("_truth.json"), "NAIP", _given(data, path), 0.6)
             for path in sorted((data / "georef_misreg").glob("*_truth.json"))]
    dates = sorted((data / "georef" / "naip_nd_timeseries").glob("*.tif"))
    years = [path.stem[-8:-4] for path in dates]
    naip = [Source("NAIP, two dates", "NAIP", str(dates[one].relative_to(data)), str(dates[two].relative_to(data)), 0.6)
            for one, two in DATES if max(one, two) < len(dates)]
    warp_seed = 300 + 1000 * seed
    for kind in KINDS:
        for source, (one, two) in zip(naip, DATES):
            cases.append(Case(f"GEO: {source.title}, {TITLES[kind]}", f"{years[one]} - {years[two]}", source.place,
                              _writer(data, source, kind, warp_seed), source.truth_px))
            warp_seed += 1
    for source in SOURCES:
        alone = sum(other.title == source.title for other in SOURCES) == 1
        for number in range(WARPS if alone else 1):
            warp_seed += 1
            if (data / source.reference).is_file() and (data / source.target).is_file():
                kind = KINDS[(warp_seed if alone else 1 + warp_seed % 2) % len(KINDS)]
                name = f"{source.place} {number if alone else Path(source.reference).stem}, {TITLES[kind]}"
                cases.append(Case(f"GEO: {source.title}", name, source.place, _writer(data, source, kind, warp_seed), source.truth_px))
    return cases


def groups() -> list[str]:
    """Of all cases, whether their rasters are there or not."""
    dates = [f"GEO: NAIP, two dates, {TITLES[kind]}" for kind in KINDS]
    return ["GEO: NAIP, made elsewhere", *dates, *dict.fromkeys(f"GEO: {source.title}" for source in SOURCES)]


def _given(data: Path, path: Path) -> Callable[[Path], Truth]:
    """A pair whose truth lies beside it: 0-based pixel centres of the target, places in the CRS of the reference."""
    def write(_folder: Path) -> Truth:
        record = json.loads(path.read_text(encoding="utf-8"))
        columns = {name: index for index, name in enumerate(record["columns"])}
        points = np.array(record["points"], dtype=np.float64)
        reference = data / record["suggested_reference"]
        with rasterio.open(reference) as dataset:
            inverse = ~dataset.transform
        places = points[:, [columns["true_map_x"], columns["true_map_y"]]]
        return seen_by_both(Truth(reference, path.parent / record["mov"], points[:, [columns["mov_px"], columns["mov_py"]]] + 0.5,
                                  np.column_stack(inverse @ tuple(places.T))))
    return write


def _writer(data: Path, source: Source, kind: str, seed: int) -> Callable[[Path], Truth]:
    def write(folder: Path) -> Truth:
        rng = np.random.default_rng([seed, 3])
        arrays, masks, profiles = zip(*(_read(data / path, bands, source) for path, bands in zip((source.reference, source.target),
                                                                                                source.bands)))
        one, two = (profile["transform"] for profile in profiles)
        if max(abs(one.a - two.a), abs(one.e - two.e)) > 1e-6 * abs(one.a):
            raise SystemExit(f"{source.title}: the rasters have different pixels")
        offset = np.array(~two @ (one.c, one.f))           # target pixel = reference pixel + offset
        height, width = masks[0].shape
        distortion = random_distortion(kind, seed, (width, height), shift_px=rng.uniform(3, 12), rotation_deg=1.0, scale=0.01, shear=0.005,
                                       local_px=4.0)
        _write(folder / "reference.tif", arrays[0], masks[0], profiles[0])
        x, y = np.meshgrid(np.linspace(0, 1, 41) * width, np.linspace(0, 1, 41) * height)
        everywhere = np.column_stack([x.ravel(), y.ravel()])
        margin = int(np.ceil(np.abs(distortion.inverse(everywhere) - everywhere).max())) + 2
        moved, mask = _moved(arrays[1], masks[1], distortion, offset, margin)
        profile = {**profiles[1], "transform": profiles[1]["transform"] @ rasterio.Affine.translation(margin, margin)}
        _write(folder / "target.tif", moved, mask, profile)
        x, y = np.meshgrid(np.linspace(0.03, 0.97, 15) * width, np.linspace(0.03, 0.97, 15) * height)
        points = np.column_stack([x.ravel(), y.ravel()])
        return seen_by_both(Truth(folder / "reference.tif", folder / "target.tif", distortion.forward(points) + offset - margin, points))
    return write


def _read(path: Path, bands, source: Source) -> tuple[np.ndarray, np.ndarray, dict]:
    """Bands, where all of them have data, and the profile of a copy."""
    with rasterio.open(path) as dataset:
        window = Window(*source.window) if source.window else Window(0, 0, dataset.width, dataset.height)
        array = dataset.read(bands, window=window)
        transform = dataset.transform @ rasterio.Affine.translation(window.col_off, window.row_off)
        crs, nodata = dataset.crs, dataset.nodata
    if source.georeference:
        crs, transform = source.georeference[0], rasterio.Affine(source.georeference[1], 0, 300000, 0, -source.georeference[1], 5100000)
    values = array.astype(np.float64)
    missing = ~np.isfinite(values) | (values == source.fill) | (values == (np.nan if nodata is None else nodata))
    if nodata is None and missing.any():
        nodata = np.nan if array.dtype.kind == "f" else source.fill
    valid = ~missing.all(axis=0) if array.dtype.kind != "f" else ~missing.any(axis=0)
    return array, valid, {"crs": crs, "transform": transform, "nodata": nodata, "dtype": array.dtype}


def _moved(array: np.ndarray, valid: np.ndarray, distortion: Distortion, offset: np.ndarray,
           margin: int) -> tuple[np.ndarray, np.ndarray]:
    """The bands displaced by a distortion of reference pixels, without the margin, by cubic splines; and where they have data."""
    height, width = valid.shape
    x, y = np.meshgrid(np.arange(margin, width - margin) + 0.5, np.arange(margin, height - margin) + 0.5)
    at = (distortion.inverse(np.column_stack([x.ravel(), y.ravel()]) - offset) + offset)[:, ::-1].T - 0.5
    mask = map_coordinates(valid.astype(np.float32), at, order=1, mode="nearest") > 0.999
    filled = (np.where(valid, band, np.median(band[valid])).astype(np.float64) for band in array)
    bands = [map_coordinates(band, at, order=3, mode="mirror") for band in filled]
    return np.stack(bands).reshape(len(array), *x.shape), mask.reshape(x.shape)


def _write(path: Path, array: np.ndarray, valid: np.ndarray, profile: dict) -> None:
    dtype, nodata = np.dtype(profile["dtype"]), profile["nodata"]
    if dtype.kind in "iu":
        limits = np.iinfo(dtype)
        lowest = max(limits.min, nodata + 1) if nodata is not None and nodata <= 0 else limits.min
        array = np.clip(np.rint(array), lowest, limits.max)
    if nodata is not None:
        array = np.where(valid, array, nodata)
    with rasterio.open(path, "w", driver="GTiff", count=len(array), height=array.shape[1], width=array.shape[2], **profile) as copy:
        copy.write(array.astype(dtype))
