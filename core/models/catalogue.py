"""Every model there is or could be, with whether it is here and what can be said for it."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..errors import ModelError
from ..language import mark
from ..progress import Progress, Steps
from . import card, folders, store, tensors
from .preprocessing import Preprocessing
from .record import Model
from .upstream import size_of

#: States of a model.
PRESENT, MISSING, DAMAGED = mark("present"), mark("missing"), mark("damaged")


@dataclass(frozen=True)
class Entry:
    """One line of the catalogue.

    Attributes:
        id, task, title, licence: as in its record or card.
        state: PRESENT, MISSING or DAMAGED.
        verified: whether its checksum proves that it is what was published.
        why: what state and verification rest on, or what is to be done.
        bytes: of the file, or of what would be fetched; None: not known.
        path: of the file; empty where it is missing.
        source: ``plugin``, ``published`` or ``own``.
        preprocessing: in one line; may be empty.
        addresses: where it can be fetched, or its page.
        methods: that use it.
    """

    id: str
    task: str
    title: str
    licence: str
    state: str
    verified: bool
    why: str
    bytes: int | None = None
    path: str = ""
    source: str = "own"
    preprocessing: str = ""
    addresses: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()


def entries(progress: Progress) -> list[Entry]:
    """All models of the manifests, then those of the user's folder; files are read to be verified, once each."""
    items = (*store.models(), *store.trained())
    lines = []
    for index, item in enumerate(items):
        part = Steps(progress, index / len(items), (index + 1) / len(items))
        part.step(0.0, f"Looking at {item.id if isinstance(item, Model) else item.name}")
        lines.append(_published(item, part) if isinstance(item, Model) else _trained(item))
    return lines


def _published(record: Model, progress: Progress) -> Entry:
    upstream = record.upstream
    known = {"id": record.id, "task": record.task, "title": record.title, "licence": record.licence,
             "source": "published" if upstream else "plugin", "preprocessing": record.preprocessing.text(),
             "methods": record.methods,
             "addresses": upstream.addresses or tuple(filter(None, [upstream.page])) if upstream else ()}
    raw = store.raw_of(record)
    try:
        if raw and not (folders.own() / record.file).is_file():
            # To list models is no reason to convert half a gigabyte.
            return Entry(**known, state=MISSING, verified=False, bytes=size_of(raw),
                         why=f"{raw.name} lies in {raw.parent} and is converted when it is first used, or by 'Fetch model'")
        path = store.file_of(record, progress)
    except ModelError as error:
        return Entry(**known, state=DAMAGED, verified=False, why=str(error))
    if path is None:
        error = store.missing(record)
        return Entry(**known, state=MISSING, verified=False, why=error.hint, bytes=upstream.bytes if upstream else record.bytes)
    verdict = store.verified(record, path)
    return Entry(**known, state=PRESENT, verified=verdict.verified, why=verdict.why, bytes=path.stat().st_size, path=str(path))


def _trained(path: Path) -> Entry:
    """The entry of a file that no manifest describes."""
    about, found, task = {}, card.read(path), ""
    try:
        about = tensors.about(path)
        task = store.task_of(about)
        if not task:
            raise ModelError(f"Its kind, '{about.get('kind', 'none')}', is none that is used.")
        store.find(path.stem, task)
        state, why = PRESENT, "made here or imported; " + ("its checksum is that of its card" if card.digest_of(found) else
                                                           "no checksum is known")
    except ModelError as error:
        state, why = DAMAGED, str(error)
    told = {**about, **found}
    return Entry(id=path.stem, task=task, title=str(told.get("title") or path.stem), licence=str(told.get("licence") or "not stated"),
                 state=state, verified=False, why=why, bytes=path.stat().st_size, path=str(path),
                 preprocessing=_text_of(told.get("preprocessing")))


def _text_of(told: object) -> str:
    """What a card says of the preprocessing; anything may stand there."""
    if not isinstance(told, dict):
        return str(told or "")
    try:
        return Preprocessing(**told).text()
    except (TypeError, ValueError):
        return ""
