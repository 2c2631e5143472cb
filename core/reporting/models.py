"""Page of the models: what there is, what is here, and why."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from .page import Page, Section, table

_INTRODUCTION = ("A model is verified where the checksum of its file is the one that was published with it. Missing ones are fetched with "
                 "'Fetch model', or got elsewhere and imported with 'Import model'.")
_COLUMNS = ("Id", "Task", "Title", "Size", "State", "Verified", "Why", "Licence")


def models_page(folder: str, lines: Sequence[Mapping]) -> Page:
    """The report of 'List models'.

    Args:
        folder: of the user's models.
        lines: dicts with id, task, title, licence, state, verified (bool), why, bytes (or None), preprocessing, addresses, methods, path.
    """
    here = [line for line in lines if line["state"] == "present"]
    figures = [("Models", str(len(lines)), ""), ("Here", str(len(here)), ""), ("Folder", folder, "Fetched, imported and trained models.")]
    rows = [(line["id"], line["task"], line["title"], megabytes(line["bytes"]), line["state"], "yes" if line["verified"] else "no",
             line["why"], line["licence"]) for line in lines]
    details = [(line["id"], ", ".join(line["methods"]), line["preprocessing"], line["path"] or ", ".join(line["addresses"]))
               for line in lines]
    sections = (Section("Models", _INTRODUCTION, table(_COLUMNS, rows, numeric=(3,))),
                Section("What they are fed, and where they lie", "Of values 0 ... 255, for each band: (value * scale - mean) / std.",
                        table(("Id", "Methods", "Bands and preprocessing", "File or address"), details)))
    return Page(title="Models", summary=figures, sections=sections, footer="Tiepoint")


def megabytes(count: int | None) -> str:
    """A size for the eye."""
    return "" if count is None else f"{count / 1e6:.1f} MB"
