"""``python -m tiepoint.core.training.layers.prepare DATA OUT``: the openly licensed imagery as stacks of layers.

DATA is a folder with the imagery the recipe names; what it lacks is left out. OUT gets ``train`` and ``validate``, of different places.
"""
from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...raster.io import open_raster
from .generated import generated
from .stack import Stack, stretched

_OPEN = "open"


@dataclass(frozen=True)
class Source:
    """Layers of one or several places.

    Attributes:
        name: of the stack.
        layers: (path with {place}, bands from 1, kind of each band); a ``*`` stands for all files in order of their names.
        places: what {place} is replaced by; a ``*`` in it is looked up with the first path.
        share: see `Stack`.
        validate: kept for validation.
        step: every how many places are taken.
    """

    name: str
    layers: tuple[tuple[str, tuple[int, ...], str], ...]
    places: tuple[str, ...] = ("",)
    share: float = 1.0
    validate: bool = False
    step: int = 1


_SEN12 = f"{_OPEN}/sen12_pairs_5scenes"
RECIPE = (
    Source("naip_dates", (("georef/naip_nd_timeseries/*.tif", (1, 2, 3), "optical"),
                          ("georef/naip_nd_timeseries/*.tif", (4,), "nir")), share=3.0),
    Source("naip_virginia", tuple((f"{_OPEN}/rasterframes_l8_naip_va/NAIP-VA-b{band}.tiff", (1,), "nir" if band == 4 else "optical")
                                  for band in (1, 2, 3, 4)), share=0.5),
    *(Source(f"naip_{name[2:9]}", ((f"{_OPEN}/rasterframes_l8_naip_va/{name}_20160620_subset.tif", (1, 2, 3), "optical"),
                                   (f"{_OPEN}/rasterframes_l8_naip_va/{name}_20160620_subset.tif", (4,), "nir")), share=0.4)
      for name in ("m_3607717_sw_18_1", "m_3607824_se_17_1")),
    Source("landsat7_olinda", (("georef/landsat7_olinda/L7_ETMs.tif", (1, 2, 3), "optical"),
                               ("georef/landsat7_olinda/L7_ETMs.tif", (4, 5, 6), "nir")), share=0.7),
    Source("landsat5_amazon", ((f"{_OPEN}/landsat5_amazon_1988/LT5_1988227_7bands.tif", (1, 2, 3), "optical"),
                               (f"{_OPEN}/landsat5_amazon_1988/LT5_1988227_7bands.tif", (4, 5, 7), "nir")), share=0.5),
    Source("landsat5_costarica", ((f"{_OPEN}/landsat5_costarica_2dates/*.tif", (1, 2, 3), "optical"),
                                  (f"{_OPEN}/landsat5_costarica_2dates/*.tif", (4,), "nir")), share=0.5),
    Source("landsat8_elkton", (*((f"{_OPEN}/rasterframes_l8_naip_va/L8-B{band}-Elkton-VA.tiff", (1,), "optical") for band in (2, 3, 4)),
                               *((f"{_OPEN}/rasterframes_l8_naip_va/L8-B{band}-Elkton-VA.tiff", (1,), "nir") for band in (5, 6, 7)),
                               (f"{_OPEN}/rasterframes_l8_naip_va/L8-B10-Elkton-VA.tiff", (1,), "thermal")), share=0.7),
    Source("landsat_taizhou", (("change_detection/landsat_taizhou/t?.tif", (1, 2, 3), "optical"),
                               ("change_detection/landsat_taizhou/t?.tif", (4, 5, 6), "nir")), share=1.0),
    Source("sentinel2_amazon", ((f"{_OPEN}/sentinel2_amazon_srtm/S2_12bands.tif", (2, 3, 4), "optical"),
                                (f"{_OPEN}/sentinel2_amazon_srtm/S2_12bands.tif", (8, 11, 12), "nir")), share=0.5),
    Source("sentinel2_new_zealand", ((f"{_OPEN}/copernicusfm_s2_nz/*.tif", (2, 3, 4), "optical"),
                                     (f"{_OPEN}/copernicusfm_s2_nz/*.tif", (8, 12, 13), "nir")), share=0.5),
    Source("sentinel2_carolina", (*((f"{_OPEN}/sentinel2_nc_2018/*_B0{band}.tiff", (1,), "optical") for band in (2, 3, 4)),
                                  (f"{_OPEN}/sentinel2_nc_2018/*_B08.tiff", (1,), "nir")), share=0.7),
    Source("terramind", ((f"{_OPEN}/terramind_s1s2_dem_lulc/S2L2A__{{place}}.tif", (2, 3, 4), "optical"),
                         (f"{_OPEN}/terramind_s1s2_dem_lulc/S2L2A__{{place}}.tif", (8, 11), "nir"),
                         (f"{_OPEN}/terramind_s1s2_dem_lulc/S1RTC__{{place}}.tif", (1, 2), "sar")),
           ("433D_629L_3_1", "609U_541L_3_0"), share=1.0),
    Source("terramind_others", ((f"{_OPEN}/terramind_s1s2_dem_lulc/S2L2A__{{place}}.tif", (2, 3, 4), "optical"),
                                (f"{_OPEN}/terramind_s1s2_dem_lulc/S2L2A__{{place}}.tif", (8, 11), "nir"),
                                (f"{_OPEN}/terramind_s1s2_dem_lulc/S1RTC__{{place}}.tif", (1, 2), "sar")),
           ("282D_485L_3_3", "38D_378R_2_3", "637U_59R_1_3"), validate=True),
    *(Source(f"sen12_{scene}", ((f"{_SEN12}/{scene}/s2/train_op_{{place}}.jpg", (1,), "optical"),
                                (f"{_SEN12}/{scene}/s1/train_sar_{{place}}.jpg", (1,), "sar")),
             ("*",), share=1.5, validate=scene == "river", step=2) for scene in ("agriculture", "forest", "gorge", "resident", "river")),
    Source("landsat7_pennsylvania", ((f"{_OPEN}/landsat7_pa_july_nov_2002/july.tif", (1, 2, 3), "optical"),
                                     (f"{_OPEN}/landsat7_pa_july_nov_2002/july.tif", (4, 5), "nir"),
                                     (f"{_OPEN}/landsat7_pa_july_nov_2002/july.tif", (6,), "thermal")), validate=True, share=0.5),
    Source("landsat8_long_island", (*((f"{_OPEN}/landsat8_013031_thermal/*_B{band}_toa.tif", (1,), "optical") for band in (2, 3, 4)),
                                    (f"{_OPEN}/landsat8_013031_thermal/*_B5_toa.tif", (1,), "nir"),
                                    (f"{_OPEN}/landsat8_013031_thermal/*_B10_toa.tif", (1,), "thermal")), validate=True, share=0.7),
    Source("rondonia", ((f"{_OPEN}/landsat8_s1_rondonia/L8_optical.tif", (1, 2, 3), "optical"),
                        (f"{_OPEN}/landsat8_s1_rondonia/S1_radar.tif", (1,), "sar")), validate=True),
    Source("ucmerced", (("retrieval/ucmerced/{place}", (1, 2, 3), "optical"),), ("*/*",), share=1.5, step=8),
)
_SEEDS = {"train": range(900, 910), "validate": range(980, 983)}


def read(path: Path, bands: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """(bands, rows, cols) uint8, stretched from percentile 1 to 99 of what is valid, and validity (rows, cols)."""
    with open_raster(str(path)) as raster:
        values, valid = raster.read(tuple(band for band in bands if band <= raster.count))
    valid = valid if valid.ndim == 2 else valid.all(0)
    values = values.astype(np.float32)
    valid = valid & np.isfinite(values).all(0)
    return np.stack([stretched(np.where(valid, band, np.nan)) for band in values]), valid


def stacks(data: Path, source: Source) -> Stack | None:
    """The stack of a source, all places cut to the smallest; None where there is nothing of it."""
    names = []
    for place in source.places:
        if "*" in place:
            before, after = source.layers[0][0].split("{place}")
            files = sorted(str(path.relative_to(data)) for path in data.glob(before + place + after))
            names += [file[len(before) : len(file) - len(after)] for file in files][:: source.step]
        else:
            names.append(place)
    found = []
    for name in names:
        layers, kinds, valids = [], [], []
        for pattern, bands, kind in source.layers:
            wanted = pattern.replace("{place}", name)
            for path in sorted(data.glob(wanted)):
                values, valid = read(path, bands)
                layers += list(values)
                kinds += [kind] * len(values)
                valids.append(valid)
        if layers:
            found.append((layers, kinds, valids))
    if not found:
        return None
    rows = min(layer.shape[0] for layers, _, _ in found for layer in layers)
    cols = min(layer.shape[1] for layers, _, _ in found for layer in layers)
    values = np.stack([np.stack([layer[:rows, :cols] for layer in layers]) for layers, _, _ in found])
    valid = np.stack([np.logical_and.reduce([one[:rows, :cols] for one in valids]) for _, _, valids in found])
    return Stack(source.name, values, valid, tuple(found[0][1]), source.share)


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, write the stacks; returns the exit status."""
    parser = argparse.ArgumentParser(prog="tiepoint.core.training.layers.prepare", description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder of the imagery")
    parser.add_argument("out", type=Path, help="folder to write to")
    given = parser.parse_args(arguments)
    for part in ("train", "validate"):
        (given.out / part).mkdir(parents=True, exist_ok=True)
    for source in RECIPE:
        stack = stacks(given.data, source)
        if stack is None:
            sys.stdout.write(f"{source.name}: not there\n")
            continue
        stack.save(given.out / ("validate" if source.validate else "train") / f"{source.name}.npz")
        sys.stdout.write(f"{source.name}: {stack.layers.shape} {','.join(sorted(set(stack.kinds)))}\n")
    for part, seeds in _SEEDS.items():
        generated(seeds).save(given.out / part / "generated.npz")
    return 0


if __name__ == "__main__":
    sys.exit(main())
