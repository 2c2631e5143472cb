"""The results of the registration benchmark as a line, tables and a file."""
from __future__ import annotations

import importlib.metadata
import os
import platform
from pathlib import Path

import numpy as np

LIMITS_PX = (1, 3, 5)
FAMILIES = {"syn": "Pictures and warped copies of themselves in other light (syn)",
            "near": "Two sensors or dates, nearly aligned (near)",
            "rotations": "Two sensors or dates, turned, without georeferencing (rotations)",
            "real": "Scenes with published check points (real)",
            "GEO": "Georeferenced rasters (GEO)",
            "generated": "Generated pairs (generated)"}
MARK = "<!-- Below this line the file is written by bench_registration.py; above it stands what was made of the figures. -->"
CHOICE = "auto"
NOWHERE_PX = 1e9               # the RMSE of no pair at all
TIE = 0.1                      # relative difference of median errors below which they are equal
NOTES = f"""\
Methods: auto, dense, cnn-registration, phase and sift are Tiepoint's. opencv-sift: SIFT, ratio test, homography by MAGSAC.
opencv-phase: one phase correlation of everything. gradients: oriented-gradient channels made by hand, template correlation on a grid
with a search of 24 px, MAGSAC and a spline. arosics-global, arosics-local: AROSICS with a largest shift of 30 px.

Errors are RMSE at check points in pixels of the coarser raster. Shares of pairs within 1, 3 and 5 px are over all pairs, so a refusal is
no success. RMSE: median over pairs within {LIMITS_PX[-1]} px. Claimed / true: median over accepted pairs; 1 is honest, below it too
confident; the phase correlation and AROSICS claim nothing. Wrong: accepted and over {LIMITS_PX[-1]} px; not told: of them those not called
poor. Start: error before. Truth: how well the truth itself is known (0: exactly); a group is judged within the first of 1, 3 and 5 px that
is more than twice that. CPU seconds are medians and contain the start of the process; ours write the aligned raster, the peers write
nothing. MB: the largest peak."""


def line(row: dict) -> str:
    """One run in short."""
    true, claimed = row.get("true_px"), row.get("claimed_px")
    chosen = " ".join(row.get(key, "") for key in ("verdict", "method_used", "transform"))
    told = f"true {_number(true)} claimed {_number(claimed)} {chosen}"
    return (f"{row['group']} | {row['name']} | {row['method']}: {row['status']} {told if row['status'] == 'ok' else row['message'][:110]} "
            f"[{row['wall_s']:.1f} s, {row['cpu_s']:.1f} CPU s, {row['rss_mb']} MB]")


def save(out: Path, rows: list[dict], ours: tuple[str, ...], peers: tuple[str, ...], absent: dict[str, str]) -> None:
    """Write OUT.md, under what a person wrote above the mark.

    Args:
        out: path without suffix.
        rows: all runs.
        ours, peers: methods in the order of the columns.
        absent: what was not measured, and why.
    """
    text = out.with_suffix(".md")
    above = text.read_text(encoding="utf-8").split(MARK)[0] if text.is_file() else "# Co-registration against known truth\n\n"
    missing = "".join(f"Not measured: {what}: {why}.\n\n" for what, why in absent.items())
    text.write_text(f"{above}{MARK}\n\n{_setting(rows)}\n\n{NOTES}\n\n{missing}{tables(rows, ours, peers)}",
                    encoding="utf-8")


def tables(rows: list[dict], ours: tuple[str, ...], peers: tuple[str, ...]) -> str:
    """Overview, wins and losses, mismatches, then every group."""
    methods = tuple(method for method in (*ours, *peers) if any(row["method"] == method for row in rows))
    related, unrelated = [row for row in rows if not row["mismatch"]], [row for row in rows if row["mismatch"]]
    groups = {group: [row for row in related if row["group"] == group] for family in FAMILIES
              for group in dict.fromkeys(row["group"] for row in related if row["group"].split(":")[0] == family)}
    parts = [f"## Overview\n\nPer cent of pairs within 1 / 3 / 5 px.\n\n{_overview(groups, methods)}"] if groups else []
    if unrelated:
        parts.append(f"## Mismatches\n\nRasters of different ground. Accepting one is wrong.\n\n{_refusals(unrelated, methods)}")
    if any(row["method"] == CHOICE for row in related):
        parts.append(f"## Wins and losses of {CHOICE}\n\nAgainst the best peer of each group, within the limit the truth allows; where "
                     "shares are equal within the wider ones, and then by the median RMSE, "
                     f"if it differs by more than {TIE:.0%}.\n\n{_duels(groups, peers)}")
    for family, title in FAMILIES.items():
        members = {group: found for group, found in groups.items() if group.split(":")[0] == family}
        if members:
            parts.append(f"## {title}\n\n{_details(members, methods)}")
    return "\n".join(parts)


def _overview(groups: dict[str, list[dict]], methods: tuple[str, ...]) -> str:
    lines = [["group", "pairs", *methods], ["---", "--:"] + ["--:"] * len(methods)]
    for family in FAMILIES:
        members = {group: rows for group, rows in groups.items() if group.split(":")[0] == family}
        for group, rows in members.items():
            lines.append([group, _pairs(rows), *(_shares(rows, method) for method in methods)])
        if len(members) > 1:
            together = [row for rows in members.values() for row in rows]
            lines.append([f"**{family}, all**", _pairs(together), *(f"**{_shares(together, method)}**" for method in methods)])
    return _markdown(lines)


def _shares(rows: list[dict], method: str) -> str:
    mine = [row for row in rows if row["method"] == method]
    return " / ".join(f"{100 * _within(mine, limit):.0f}" for limit in LIMITS_PX) if mine else "-"


def _duels(groups: dict[str, list[dict]], peers: tuple[str, ...]) -> str:
    lines = [["group", "judged at", CHOICE, "best peer", "its share", "RMSE", "its RMSE", "outcome"],
             ["---", "--:", "--:", "---"] + ["--:"] * 4]
    counts = {"won": 0, "equal": 0, "lost": 0}
    for group, rows in groups.items():
        truth = max(row["truth_px"] for row in rows)
        limit = next((limit for limit in LIMITS_PX[:-1] if truth < limit / 2), LIMITS_PX[-1])
        found = {method: [row for row in rows if row["method"] == method] for method in (CHOICE, *peers)}
        wider = [other for other in LIMITS_PX if other >= limit]
        scores = {method: (*(_within(mine, other) for other in wider), -(_rmse(mine) or NOWHERE_PX))
                  for method, mine in found.items() if mine}
        mine = scores.pop(CHOICE, None)
        if mine is None or not scores:
            continue
        best = max(scores, key=scores.get)
        other = scores[best]
        close = mine[:-1] == other[:-1] and abs(mine[-1] - other[-1]) <= TIE * -min(mine[-1], other[-1])
        outcome = "equal" if close else "won" if mine > other else "lost"
        counts[outcome] += 1
        errors = [_number(_rmse(found[method])) for method in (CHOICE, best)]
        told = f"**{outcome}**" if outcome == "lost" else outcome
        lines.append([group, f"{limit} px", f"{mine[0]:.0%}", best, f"{other[0]:.0%}", *errors, told])
    told = ", ".join(f"{name} {count}" for name, count in counts.items())
    return f"Groups: {told}.\n\n{_markdown(lines)}"


def _details(groups: dict[str, list[dict]], methods: tuple[str, ...]) -> str:
    header = ["group", "method", "pairs", *(f"<= {limit} px" for limit in LIMITS_PX), "RMSE", "claimed / true", "wrong", "not told",
              "refused", "failed", "CPU s", "MB"]
    lines = [header, ["---"] * 2 + ["--:"] * (len(header) - 2)]
    for title, rows in groups.items():
        start, truth = _median(rows, "start_px"), max(row["truth_px"] for row in rows)
        for number, method in enumerate(method for method in methods if any(row["method"] == method for row in rows)):
            mine = [row for row in rows if row["method"] == method]
            told = f"{title.split(': ', 1)[1]} (start {_number(start)}, truth {truth:g})" if number == 0 else ""
            lines.append([told, method, *_figures(mine)])
    return _markdown(lines)


def _figures(rows: list[dict]) -> list:
    accepted = [row for row in rows if row["status"] == "ok"]
    ratios = [row["claimed_px"] / max(row["true_px"], 1e-6) for row in accepted if row.get("claimed_px")]
    wrong = [row for row in accepted if row["true_px"] > LIMITS_PX[-1]]
    within = [f"{100 * _within(rows, limit):.0f} %" for limit in LIMITS_PX]
    return [len(rows), *within, _number(_rmse(rows)), _number(float(np.median(ratios)) if ratios else None), len(wrong),
            sum(row.get("verdict") != "poor" for row in wrong), *_ends(rows), *_cost(rows)]


def _refusals(rows: list[dict], methods: tuple[str, ...]) -> str:
    lines = [["group", "method", "pairs", "accepted", "of them good", "usable", "poor", "refused", "failed", "CPU s", "MB"],
             ["---"] * 2 + ["--:"] * 9]
    for group in dict.fromkeys(row["group"] for row in rows):
        for method in methods:
            mine = [row for row in rows if row["method"] == method and row["group"] == group]
            accepted = [row for row in mine if row["status"] == "ok"]
            judged = not accepted or any("verdict" in row for row in accepted)
            verdicts = [sum(row.get("verdict") == verdict for row in accepted) if judged else "-" for verdict in ("good", "usable", "poor")]
            if mine:
                share = f"{len(accepted)} ({100 * len(accepted) / len(mine):.0f} %)"
                lines.append([group.split(": ", 1)[1], method, len(mine), share, *verdicts, *_ends(mine), *_cost(mine)])
    return _markdown(lines)


def _within(rows: list[dict], limit: float) -> float:
    return sum(row["status"] == "ok" and row["true_px"] <= limit for row in rows) / len(rows)


def _rmse(rows: list[dict]) -> float | None:
    return _median([row for row in rows if row["status"] == "ok" and row["true_px"] <= LIMITS_PX[-1]], "true_px")


def _pairs(rows: list[dict]) -> int:
    return len({(row["group"], row["name"]) for row in rows})


def _ends(rows: list[dict]) -> list[int]:
    return [sum(row["status"] == status for row in rows) for status in ("refused", "failed")]


def _cost(rows: list[dict]) -> list[str]:
    return [f"{_median(rows, 'cpu_s'):.1f}", str(max(row["rss_mb"] for row in rows))]


def _median(rows: list[dict], name: str) -> float | None:
    values = [row[name] for row in rows if row.get(name) is not None]
    return float(np.median(values)) if values else None


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f}" if value >= 100 else f"{value:.3g}" if value >= 1 else f"{value:.2f}"


def _markdown(lines: list[list]) -> str:
    return "".join(f"| {' | '.join(str(cell) for cell in cells)} |\n" for cells in lines)


def _setting(rows: list[dict]) -> str:
    names = ("numpy", "scipy", "opencv-python-headless", "rasterio", "torch")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names)
    commits = ", ".join(dict.fromkeys(row["commit"] for row in rows))
    return (f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {versions}; one thread of linear algebra. "
            f"Commit {commits}.")
