"""What a report of a fault should begin with. No QGIS here."""
from __future__ import annotations

from collections.abc import Mapping


def markdown(versions: Mapping[str, str], interpreter: str, origin: str, report: dict, models: dict, error: str, log: str) -> str:
    """The state of the engine as Markdown.

    Args:
        versions: of Tiepoint, QGIS, Qt, the system and the like, by name.
        interpreter, origin: of the engine, and how it was found.
        report: of ``core/environment.py``; models: of ``listmodels``; either may be empty.
        error: what went wrong, if something did.
        log: end of the log of the last set-up; may be empty.
    """
    lines = ["## Tiepoint diagnostics", "", *(f"- {name}: {value}" for name, value in versions.items())]
    lines += [f"- Engine: `{interpreter}` (from {origin})" if interpreter else "- Engine: none was found"]
    if error:
        lines.append(f"- Error: {error}")
    if report:
        usable = "yes" if report.get("usable") else "no"
        lines += [f"- Engine's Python: {report.get('python')}", f"- Device: {report.get('device')}", f"- Usable: {usable}", "",
                  "| Package | Installed | Needed | Problem |", "|---|---|---|---|"]
        lines += [f"| {package['name']} | {package['version'] or '-'} | {package['minimum'] or 'any'} | {package['problem']} |"
                  for package in report.get("packages", ())]
    if models:
        lines += ["", f"Models here: {models.get('PRESENT') or 'none'}", "", f"Models missing: {models.get('MISSING') or 'none'}"]
        if models.get("DAMAGED"):
            lines += ["", f"Models damaged: {models['DAMAGED']}"]
    if log.strip():
        lines += ["", "```", *log.strip().splitlines()[-60:], "```"]
    return "\n".join(lines) + "\n"
