"""Help of an algorithm, made from what its job says about itself."""
from __future__ import annotations

import configparser
import html
from pathlib import Path

from qgis.PyQt.QtCore import QUrl

from ...core.options.jobs import JobSpec
from ...core.options.option import Option, described
from ..translation import tr

ROOT = Path(__file__).resolve().parents[2]
# metadata.txt marks what is decided at publication.
_UNDECIDED = "to-be-set"


def short_help(spec: JobSpec) -> str:
    """HTML: what the job does, and each of its options and results."""
    parts = [f"<p>{html.escape(tr(spec.summary))}</p>"]
    options = described(spec.options)
    for title, outputs in ((tr("Inputs"), False), (tr("Outputs"), True)):
        parts.append(f"<h3>{title}</h3>")
        parts += [f"<p><b>{html.escape(tr(option.title))}</b>: {_text(option)}</p>"
                  for _, _, option in options if option.kind.endswith("_output") == outputs]
    parts.append(f"<h3>{tr('Figures')}</h3>")
    parts += [f"<p><b>{result.name}</b>: {html.escape(tr(result.title))}</p>" for result in spec.options.RESULTS]
    return "".join(parts)


def _text(option: Option) -> str:
    """The help of an option as HTML, with each choice on a line of its own."""
    text = html.escape(tr(option.help))
    for choice in option.choices:
        text = text.replace(f" {choice}: ", f"<br><i>{choice}</i>: ")
    return text


def address(job: str) -> str:
    """Where the help of a job is: on the homepage, or in the plugin's own README as long as there is none."""
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(ROOT / "metadata.txt", encoding="utf-8")
    homepage = metadata.get("general", "homepage", fallback="")
    if homepage and _UNDECIDED not in homepage:
        return f"{homepage}#{job}"
    return QUrl.fromLocalFile(str(ROOT / "README.md")).toString()
