"""The results of the registration benchmark as a line, a table and files."""
from __future__ import annotations

import importlib.metadata
import json
import os
import platform
from pathlib import Path

import numpy as np

LIMITS_PX = (1, 3, 5)
HONEST = 1.5
MARK = "<!-- Below this line the file is written by bench_registration.py; above it stands what was made of the figures. -->"
LEAST_PX = 0.05                # what a truth is taken to be wrong by at least
NOTES = f"""\
Errors are RMSE at check points in pixels of the coarser raster: median over the accepted pairs. Rates are over all pairs of a group, so
a refusal is no success. Start: error before. Truth: how well the truth itself is known (0: exactly). Honest: accepted pairs whose
claimed error is within a factor {HONEST} of the true one, give or take what the truth may be wrong by, at least {LEAST_PX} px. False
accept: accepted, not called poor, and the true error is over {LIMITS_PX[-1]} px; among mismatches any accepted pair. Of the peers, the
keypoints claim the RMSE of their inliers and refuse below 10 of them; the phase correlation claims nothing and refuses nothing. Wall and
CPU seconds are medians and contain the start of the process; ours write the aligned raster, the peers write nothing. MB: the largest
peak of a group."""


def line(row: dict) -> str:
    """One run in short."""
    true, claimed = row.get("true_px"), row.get("claimed_px")
    told = f"true {_number(true)} claimed {_number(claimed)} {row.get('verdict', '')} {row.get('transform', '')}"
    return (f"{row['group']} | {row['name']} | {row['method']}: {row['status']} {told if row['status'] == 'ok' else row['message'][:110]} "
            f"[{row['wall_s']:.1f} s, {row['cpu_s']:.1f} CPU s, {row['rss_mb']} MB]")


def earlier(out: Path) -> list[dict]:
    """The runs of OUT.json, none where it is not there."""
    path = out.with_suffix(".json")
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []


def save(out: Path, rows: list[dict]) -> None:
    """Write OUT.json with every run and OUT.md with the tables, under what a person wrote above the mark."""
    out.parent.mkdir(parents=True, exist_ok=True)
    text = out.with_suffix(".md")
    above = text.read_text(encoding="utf-8").split(MARK)[0] if text.is_file() else "# Co-registration against known truth\n\n"
    text.write_text(f"{above}{MARK}\n\n{_setting()}\n\n{NOTES}\n\n{tables(rows)}", encoding="utf-8")
    lines = ",\n".join(json.dumps(row) for row in rows)
    out.with_suffix(".json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def tables(rows: list[dict]) -> str:
    """Summary of all pairs with truth and without, then every group."""
    related, unrelated = [row for row in rows if not row["mismatch"]], [row for row in rows if row["mismatch"]]
    parts = []
    for title, kind in (("All generated pairs", "generated: "), ("All real pairs", "real: ")):
        chosen = [row for row in related if row["group"].startswith(kind)]
        parts += [f"## {title}\n\n{_table([(title, chosen)])}"] if chosen else []
    if unrelated:
        parts.append(f"## Mismatches\n\nRasters of different ground, the target laid on the reference. Accepting one is wrong.\n\n"
                     f"{_refusals(unrelated)}")
    for kind, title in (("generated: ", "Generated pairs by group"), ("real: ", "Real pairs by group")):
        groups = dict.fromkeys(row["group"] for row in related if row["group"].startswith(kind))
        if groups:
            members = [(group.removeprefix(kind), [row for row in related if row["group"] == group]) for group in groups]
            parts.append(f"## {title}\n\n{_table(members)}")
    return "\n".join(parts)


def _table(groups: list[tuple[str, list[dict]]]) -> str:
    header = ["group", "method", "pairs", *(f"<= {limit} px" for limit in LIMITS_PX), "true px", "claimed px", "honest", "refused",
              "failed", "false accepts", "wall s", "CPU s", "MB"]
    lines = [header, ["---"] * 2 + ["--:"] * (len(header) - 2)]
    for title, rows in groups:
        start, truth = _median(rows, "start_px"), max(row["truth_px"] for row in rows)
        for number, method in enumerate(dict.fromkeys(row["method"] for row in rows)):
            mine = [row for row in rows if row["method"] == method]
            told = f"{title} (start {_number(start)}, truth {truth:g})" if number == 0 else ""
            lines.append([told, method, *_figures(mine)])
    return "".join(f"| {' | '.join(str(cell) for cell in cells)} |\n" for cells in lines)


def _figures(rows: list[dict]) -> list:
    accepted = [row for row in rows if row["status"] == "ok"]
    claiming = [row for row in accepted if row.get("claimed_px")]
    honest = [_is_honest(row) for row in claiming]
    false = sum(row["true_px"] > LIMITS_PX[-1] and row.get("verdict") != "poor" for row in accepted)
    within = [f"{sum(row['true_px'] <= limit for row in accepted)}" for limit in LIMITS_PX]
    return [len(rows), *within, _number(_median(accepted, "true_px")), _number(_median(claiming, "claimed_px")),
            f"{sum(honest)}/{len(honest)}" if honest else "-", *_ends(rows), false, *_cost(rows)]


def _is_honest(row: dict) -> bool:
    doubt = max(row["truth_px"], LEAST_PX)
    return (row["true_px"] - doubt) / HONEST <= row["claimed_px"] <= (row["true_px"] + doubt) * HONEST


def _refusals(rows: list[dict]) -> str:
    lines = [["method", "pairs", "accepted", "of them good", "usable", "poor", "refused", "failed", "wall s", "CPU s", "MB"],
             ["---"] + ["--:"] * 10]
    for method in dict.fromkeys(row["method"] for row in rows):
        mine = [row for row in rows if row["method"] == method]
        accepted = [row for row in mine if row["status"] == "ok"]
        judged = not accepted or any("verdict" in row for row in accepted)
        verdicts = [sum(row.get("verdict") == verdict for row in accepted) if judged else "-" for verdict in ("good", "usable", "poor")]
        share = f"{len(accepted)} ({100 * len(accepted) / len(mine):.0f} %)"
        lines.append([method, len(mine), share, *verdicts, *_ends(mine), *_cost(mine)])
    return "".join(f"| {' | '.join(str(cell) for cell in cells)} |\n" for cells in lines)


def _ends(rows: list[dict]) -> list[int]:
    return [sum(row["status"] == status for row in rows) for status in ("refused", "failed")]


def _cost(rows: list[dict]) -> list[str]:
    return [f"{_median(rows, 'wall_s'):.1f}", f"{_median(rows, 'cpu_s'):.1f}", str(max(row["rss_mb"] for row in rows))]


def _median(rows: list[dict], name: str) -> float | None:
    values = [row[name] for row in rows if row.get(name) is not None]
    return float(np.median(values)) if values else None


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f}" if value >= 100 else f"{value:.3g}" if value >= 1 else f"{value:.2f}"


def _setting() -> str:
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("numpy", "scipy", "opencv-python-headless", "rasterio"))
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {versions}; one thread of linear algebra."
