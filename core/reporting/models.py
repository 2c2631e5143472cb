"""Page of the models: what there is, what is here, and why."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..language import mark, told, tr
from .page import Page, Section, table

_INTRODUCTION = mark("A model is verified where the checksum of its file is the one that was published with it. Missing ones are fetched "
                     "with 'Fetch model', or got elsewhere and imported with 'Import model'.")
_COLUMNS = (mark("Id"), mark("Task"), mark("Title"), mark("Size"), mark("State"), mark("Verified"), mark("Why"), mark("Licence"))
_PREPROCESSING = mark("Of values 0 ... 255, for each band: (value * scale - mean) / std.")


def models_page(folder: str, lines: Sequence[Mapping]) -> Page:
    """The report of 'List models'.

    Args:
        folder: of the user's models.
        lines: dicts with id, task, title, licence, state, verified (bool), why, bytes (or None), preprocessing, addresses, methods, path.
    """
    here = [line for line in lines if line["state"] == "present"]
    figures = [(tr("Models"), str(len(lines)), ""), (tr("Here"), str(len(here)), ""),
               (tr("Folder"), folder, tr("Fetched, imported and trained models."))]
    rows = [(line["id"], line["task"], line["title"], megabytes(line["bytes"]), tr(line["state"]),
             tr("yes") if line["verified"] else tr("no"), told(line["why"]), line["licence"]) for line in lines]
    details = [(line["id"], ", ".join(line["methods"]), line["preprocessing"], line["path"] or ", ".join(line["addresses"]))
               for line in lines]
    header = (tr("Id"), tr("Methods"), tr("Bands and preprocessing"), tr("File or address"))
    sections = (Section(tr("Models"), tr(_INTRODUCTION), table([tr(title) for title in _COLUMNS], rows, numeric=(3,))),
                Section(tr("What they are fed, and where they lie"), tr(_PREPROCESSING), table(header, details)))
    return Page(title=tr("Models"), summary=figures, sections=sections, footer="Tiepoint")


def megabytes(count: int | None) -> str:
    """A size for the eye."""
    return "" if count is None else f"{count / 1e6:.1f} MB"
