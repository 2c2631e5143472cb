"""When a raster was taken, where it says so."""
from __future__ import annotations

import os
import re
from datetime import date

from .raster import Raster

# GDAL's metadata domain of satellite imagery, and what other software calls it.
_TAGS = (("IMAGERY", "ACQUISITIONDATETIME"), (None, "ACQUISITIONDATETIME"), (None, "ACQUISITION_DATE"), (None, "DATE_ACQUIRED"))
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?=\d{6}(?!\d)|(?!\d))")


def acquired(raster: Raster) -> str:
    """The date of a raster as YYYY-MM-DD: from its metadata, else from its file name; empty where neither says it."""
    said = [raster.source.dataset.tags(ns=domain).get(name, "") for domain, name in _TAGS]
    return next(filter(None, map(_date, [*said, os.path.basename(raster.path)])), "")


def day_tags(raster: Raster) -> dict[str, str]:
    """Tag of a result that shows what this raster shows: DATE, where that is known."""
    day = acquired(raster)
    return {"DATE": day} if day else {}


def period_tags(before: Raster, after: Raster) -> dict[str, str]:
    """Tags of a result that compares two rasters: DATE_BEFORE and DATE_AFTER, where both are known."""
    days = acquired(before), acquired(after)
    return dict(zip(("DATE_BEFORE", "DATE_AFTER"), days)) if all(days) else {}


def _date(text: str) -> str:
    """The first calendar date in a text, or nothing."""
    for year, _, month, day in _DATE.findall(text):
        try:
            return date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            continue
    return ""
