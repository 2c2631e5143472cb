"""The openly licensed imagery that pairs are made of, and which of it is kept for validation."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """Images of one sensor.

    Attributes:
        name: of the source.
        files: (pattern of paths, ...); the files of several patterns are bands of one image, those of one are dates or places.
        bands: numbers from 1; empty: all.
        share: how often it is drawn, relative to the others.
        dates: its files show one place on several dates.
        speckle: amplitudes of radar, whose speckle can be replaced; decibels: of hundredths of them instead.
        numbers: of the files, where only some are taken.
        validate: kept for validation.
        fine: single houses can be seen.
    """

    name: str
    files: tuple[str, ...]
    bands: tuple[int, ...] = ()
    share: float = 1.0
    dates: bool = False
    speckle: str = ""
    numbers: range | None = None
    validate: bool = False
    fine: bool = False


_OPEN = "open"
_VA = f"{_OPEN}/rasterframes_l8_naip_va"
_SEN12 = f"{_OPEN}/sen12_pairs_5scenes"
SOURCES = (
    Source("ucmerced", ("retrieval/ucmerced/*/*",), share=8.0, numbers=range(40), fine=True),
    Source("ucmerced_others", ("retrieval/ucmerced/*/*",), share=3.0, numbers=range(40, 60), validate=True, fine=True),
    Source("naip_dates", ("georef/naip_nd_timeseries/*.tif",), share=2.5, dates=True),
    Source("naip_virginia", tuple(f"{_VA}/NAIP-VA-b{band}.tiff" for band in (1, 2, 3, 4)), share=0.6, fine=True),
    Source("naip_3607717", (f"{_VA}/m_3607717_sw_18_1_20160620_subset.tif",), share=0.6, fine=True),
    Source("naip_3607824", (f"{_VA}/m_3607824_se_17_1_20160620_subset.tif",), share=0.6, fine=True),
    Source("sentinel2_carolina", tuple(f"{_OPEN}/sentinel2_nc_2018/*_B0{band}.tiff" for band in (2, 3, 4, 8)), share=0.7),
    Source("sentinel2_amazon", (f"{_OPEN}/sentinel2_amazon_srtm/S2_12bands.tif",), (2, 3, 4, 8, 11, 12), share=0.5),
    Source("sentinel2_new_zealand", (f"{_OPEN}/copernicusfm_s2_nz/*.tif",), (2, 3, 4, 8, 12, 13), share=0.5),
    Source("landsat7_olinda", ("georef/landsat7_olinda/L7_ETMs.tif",), share=0.9),
    Source("landsat5_amazon", (f"{_OPEN}/landsat5_amazon_1988/LT5_1988227_7bands.tif",), (1, 2, 3, 4, 5, 7), share=0.7),
    Source("landsat5_costarica", (f"{_OPEN}/landsat5_costarica_2dates/*.tif",), share=0.6, dates=True),
    Source("landsat7_guatemala", (f"{_OPEN}/landsat7_p022r049_2dates/*.tif",), (1, 2, 3, 4, 5, 6), share=0.6, dates=True),
    Source("landsat8_elkton", tuple(f"{_VA}/L8-B{band}-Elkton-VA.tiff" for band in (2, 3, 4, 5, 6, 7)), share=0.7),
    Source("sen12_optical", (f"{_SEN12}/[afg]*/s2/*.jpg",), share=0.7),
    Source("sen12_radar", (f"{_SEN12}/[afg]*/s1/*.jpg",), share=1.4, speckle="amplitude"),
    Source("sentinel1_dates", (f"{_OPEN}/sentinel1_series_98dates/*.tif",), share=1.2, dates=True, speckle="decibels"),
    Source("landsat7_pennsylvania", (f"{_OPEN}/landsat7_pa_july_nov_2002/[jn]*.tif",), (1, 2, 3, 4, 5, 8), dates=True, validate=True),
    Source("rondonia", (f"{_OPEN}/landsat8_s1_rondonia/L8_optical.tif",), validate=True),
    Source("sen12_river_radar", (f"{_SEN12}/river/s1/*.jpg",), speckle="amplitude", validate=True),
)

#: Part -> what it is made of, for a card.
CARD = {part: [*(source.name for source in SOURCES if source.validate is held), "generated scenes"]
        for part, held in (("train", False), ("validate", True))}
