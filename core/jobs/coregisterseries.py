"""Co-register a series: every raster by itself, one table about all of them."""
from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path

from ..environment import explain
from ..errors import AlignmentError, OptionError, OutputError
from ..options.option import described
from ..options.registration import CoregisterOptions, MatchingOptions, WritingOptions
from ..options.series import CoregisterSeriesOptions
from ..outputs import output_error, refuse_unwritable
from ..progress import Cancelled, Progress, Steps
from ..raster.io import open_raster
from ..reporting.command import qgis_command
from ..reporting.page import write_page
from ..reporting.series import series_page
from .coregister import coregister
from .raster_files import raster_files
from .series_table import ALIGNED, FAILED, REFUSED, Row, read_table, write_table

SUMMARY, PAGE = "summary.csv", "summary.html"
_BESIDE = {"tiepoints": ("tiepoints", "_tiepoints.gpkg"), "solutions": ("solution", "_solution.json"),
           "reports": ("report", "_report.html")}
_SHARED = tuple(name for name, _, _ in described(MatchingOptions) + described(WritingOptions) if name != "target_band")


def coregisterseries(options: CoregisterSeriesOptions, progress: Progress) -> dict:
    """Align every raster of ``options.targets`` with ``options.reference``.

    The table is written anew after every raster, so that whatever ends the work leaves a true one.

    Returns:
        The results declared in ``CoregisterSeriesOptions.RESULTS``.

    Raises:
        TiepointError: bad input, the folder cannot be written to, or not one raster could be aligned (the table then says why).
        Cancelled: from ``progress``; what has been aligned by then stays, and ``options.resume`` goes on.
    """
    started, folder = time.monotonic(), Path(options.output).absolute()
    progress.step(0.0, "Opening the rasters")
    with open_raster(options.reference):
        pass                    # what is wrong with it is not to be told once for every raster
    targets = _targets(options, folder)
    _made(folder)
    before = read_table(str(folder / SUMMARY)) if options.resume else {}
    rows, skipped, names = {}, 0, _names(targets, before)
    kept = {target: before[target] for target in targets if target in before}
    for number, target in enumerate(targets):
        part = Steps(progress, number / len(targets), (number + 1) / len(targets))
        part.step(0.0, f"{os.path.basename(target)} ({number + 1} of {len(targets)})")
        row = Row(target, names[target], FAILED, signature=_signature(options, target))
        old = kept.pop(target, None)
        if old and _is_done(old, row.signature, folder):
            rows[target], skipped = old, skipped + 1
        else:
            rows[target] = _aligned(options, row, folder, part)
        # Rows of rasters that have not been looked at again yet are still true.
        _write(folder, [*rows.values(), *kept.values()], options, time.monotonic() - started)
        progress.log(f"{number + 1} of {len(targets)}, {os.path.basename(target)}: {_told(rows[target])}",
                     "info" if rows[target].state == ALIGNED else "warning")
    return _results(folder, list(rows.values()), skipped, progress)


def _aligned(options: CoregisterSeriesOptions, row: Row, folder: Path, progress: Progress) -> Row:
    """The row of a raster, after it has been tried."""
    started, stem = time.monotonic(), folder / Path(row.output).stem
    beside = {name: f"{stem}{ending}" for wanted, (name, ending) in _BESIDE.items() if getattr(options, wanted)}
    one = CoregisterOptions(**{name: getattr(options, name) for name in _SHARED}, reference=options.reference, target=row.target,
                            target_band=options.target_band or 0, output=str(folder / row.output), **beside)
    try:
        found = coregister(one, Steps(progress, 0.0, 1.0, os.path.basename(row.target)))
    except (Cancelled, OutputError):
        raise                   # a full disk is no fault of this raster
    except AlignmentError as error:
        made = {"state": REFUSED, "reason": str(error)}
    except Exception as error:  # whatever is wrong with one raster, the others are to be aligned
        made = {"state": FAILED, "reason": str(explain(error))}
    else:
        made = {"state": ALIGNED, "verdict": found["VERDICT"], "method": found["METHOD_USED"], "transform": found["TRANSFORM_USED"],
                "tiepoints": str(found["TIEPOINT_COUNT"]), "rmse_px": f"{found['RMSE_PX']:.4g}", "rmse": f"{found['RMSE']:.6g}",
                "ce90": f"{found['CE90']:.6g}", "shift_x": f"{found['MEDIAN_SHIFT_X']:.6g}", "shift_y": f"{found['MEDIAN_SHIFT_Y']:.6g}"}
    return replace(row, seconds=f"{time.monotonic() - started:.1f}", **made)


def _targets(options: CoregisterSeriesOptions, folder: Path) -> list[str]:
    """Absolute paths of the rasters to align, each once, sorted; the reference and what lies in the output folder are none."""
    if any(os.path.isdir(given) and Path(given).resolve() == folder.resolve() for given in options.targets):
        raise OptionError(f"The output folder {folder} is a folder of rasters to align.", "Choose another output folder.")
    named, listed = raster_files(options.targets)
    reference, below = os.path.realpath(options.reference), os.path.join(os.path.realpath(folder), "")
    found = [os.path.abspath(path) for path in named + listed
             if os.path.realpath(path) != reference and not os.path.realpath(path).startswith(below)]
    if not found:
        raise OptionError("There is no raster to align but the reference and what lies in the output folder." if options.targets else
                          "TARGETS is missing.", "Give rasters to align, or a folder of them.")
    return sorted(found)


def _names(targets: Iterable[str], before: dict[str, Row]) -> dict[str, str]:
    """Target -> name of its output: its own, numbered where several have the same; those of an earlier table stay."""
    names = {target: before[target].output for target in targets if target in before}
    taken = {name.lower() for name in names.values()}
    for target in targets:
        if target in names:
            continue
        stem, number = Path(target).stem, 1
        while (name := f"{stem}.tif" if number == 1 else f"{stem}_{number}.tif").lower() in taken:
            number += 1
        names[target] = name
        taken.add(name.lower())
    return names


def _signature(options: CoregisterSeriesOptions, target: str) -> str:
    """What decides the result: the options, and size and time of both files."""
    told = {name: getattr(options, name) for name in (*_SHARED, "target_band", *_BESIDE)}
    files = [(os.path.abspath(path), os.path.getsize(path), os.stat(path).st_mtime_ns) if os.path.exists(path) else path
             for path in (options.reference, target)]
    return hashlib.sha256(json.dumps([told, files], sort_keys=True).encode()).hexdigest()[:16]


def _is_done(row: Row, signature: str, folder: Path) -> bool:
    """Whether doing a raster again would give what is there; what failed may have failed for a reason that has gone."""
    there = row.state == REFUSED or row.state == ALIGNED and (folder / row.output).exists()
    return there and row.signature == signature


def _made(folder: Path) -> None:
    """Make the folder; OutputError where it cannot be written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise output_error(str(folder), error) from error
    refuse_unwritable(str(folder / SUMMARY))


def _write(folder: Path, rows: list[Row], options: CoregisterSeriesOptions, seconds: float) -> None:
    write_table(str(folder / SUMMARY), rows)
    record = {"reference": options.reference, "command": qgis_command("coregisterseries", asdict(options)), "seconds": seconds}
    write_page(str(folder / PAGE), series_page(record, [asdict(row) for row in rows]))


def _results(folder: Path, rows: list[Row], skipped: int, progress: Progress) -> dict:
    aligned = [row for row in rows if row.state == ALIGNED]
    if not aligned:
        raise AlignmentError(f"None of the {len(rows)} rasters could be aligned. {os.path.basename(rows[0].target)}: {rows[0].reason}",
                             f"The table {folder / SUMMARY} says why.")
    counts = {state: sum(row.state == state for row in rows) for state in (ALIGNED, REFUSED, FAILED)}
    progress.step(1.0, "Done")
    return {"OUTPUT_LAYERS": [str(folder / row.output) for row in aligned], "ALIGNED_COUNT": counts[ALIGNED],
            "REFUSED_COUNT": counts[REFUSED], "FAILED_COUNT": counts[FAILED], "SKIPPED_COUNT": skipped,
            "WORST_RMSE_PX": max(float(row.rmse_px) for row in aligned), "SUMMARY": str(folder / SUMMARY), "REPORT": str(folder / PAGE)}


def _told(row: Row) -> str:
    if row.state != ALIGNED:
        return f"{row.state}. {row.reason}"
    return f"{row.verdict}, {row.rmse_px} px by {row.method} and {row.transform}."
