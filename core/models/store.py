"""Which models there are, and the file of each.

Models that ship with the plugin, and those that others publish, are described by ``resources/models/manifest.json``; what is fetched,
imported or trained lies in the user's folder (`core.models.folders`), which may have a ``manifest.json`` of its own.
"""
from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ..errors import ModelError
from ..progress import Progress
from . import card, checksum, folders, published_folder, tensors, upstream
from .folders import SHIPPED
from .record import Model, from_dict, is_id

_MANIFEST = "manifest.json"
SUFFIX = ".safetensors"
#: What our files call themselves -> what they are for. Fetched and imported weights call themselves by their task.
TASKS = {"dense-descriptor": "dense", "vgg16": "vgg16", "d2net": "d2net", "deep-lk": "deep-lk", "clkn": "clkn",
         "scenechange": "scenechange", "imagenet": "imagenet", "change": "change", "tile-encoder": "tile-encoder", "encoder": "encoder",
         "hashing": "hashing"}


def models() -> tuple[Model, ...]:
    """All models of the manifests; the first of a task that is present is its default."""
    return tuple(_records())


def get(model: str) -> Model:
    """The record of an id; ModelError where no manifest has it."""
    for record in _records():
        if record.id == model:
            return record
    raise ModelError(f"No manifest knows a model '{model}'.", f"They know: {', '.join(record.id for record in models())}.")


def find(model: str, *tasks: str) -> Path:
    """The file of a model.

    Args:
        model: an id, the path of a file, or empty for the default: the first model of the first task of which one is present.
        tasks: what it may be for. Of a path this is not looked at: what reads the file says what it wants.

    Raises:
        ModelError: there is no such model, it is for something else, or its file is missing or damaged.
    """
    if not model:
        return _default(tasks)
    record = next((record for record in _records() if record.id == model), None)
    if record:
        if record.task not in tasks:
            raise _unfit(model, record.task, tasks)
        path = file_of(record)
        if path is None:
            raise missing(record)
        return path
    path = folders.own() / f"{model}{SUFFIX}"
    if is_id(model) and path.is_file():
        task = task_of(tensors.about(path))
        if task not in tasks:
            raise _unfit(model, task, tasks)
        return _undamaged(path, "Import it again.")
    if Path(model).is_file():
        return Path(model)
    raise ModelError(f"There is no model '{model}' for {' or '.join(tasks)}, nor a file of that name.", _choices(tasks))


def file_of(record: Model, progress: Progress | None = None) -> Path | None:
    """The file of a model of a manifest, verified as far as it can be; None where it is missing.

    An upstream file that somebody has put into the user's folder is converted on the way.

    Raises:
        ModelError: the file is damaged or another one.
    """
    path = next((folder / record.file for folder in (SHIPPED, folders.own()) if (folder / record.file).is_file()), None)
    if path is None:
        raw = raw_of(record)
        return upstream.adopt(record, raw, progress) if raw else None
    if not record.upstream:
        if checksum.remembered(path, progress) != record.sha256:
            raise ModelError(f"The file {path} of the model {record.id} is damaged.", "Remove it and install the plugin again.")
        return path
    if tensors.about(path).get("model") != record.id:
        raise ModelError(f"The file {path} is not the model {record.id}.", "Give it another name, or remove it.")
    return _undamaged(path, "Fetch it with REPLACE, or import it again.")


def raw_of(record: Model) -> Path | None:
    """The upstream file or folder of a model, where the user's folder has it; of a pickled one, what it was turned into."""
    if record.upstream is None:
        return None
    whole = folders.own() / record.upstream.file
    candidates = (whole.with_suffix(".npz"), whole) if record.upstream.format == "npy" else (whole,)
    if record.upstream.format == tensors.FOLDER:
        return whole if published_folder.is_published(whole, record.upstream.conversion) else None
    return next((path for path in candidates if path.is_file()), None)


def verified(record: Model, path: Path) -> upstream.Verdict:
    """Whether the present file of a model of a manifest is, by its checksum, what was published; `file_of` has found it undamaged."""
    if not record.upstream:
        return upstream.Verdict(True, "sha256 as in the manifest")
    found = card.read(path)
    source = card.source_of(found)
    if not card.digest_of(found):
        return upstream.Verdict(False, f"there is no card {card.path_of(path).name} beside it that says where it comes from")
    proven = bool(record.upstream.sha256) and card.digest_of(source) == record.upstream.sha256
    return upstream.Verdict(proven, str(source.get("why") or "its card does not say where it comes from"))


def trained() -> list[Path]:
    """Model files of the user's folder that no manifest describes, in order of their names."""
    described = {record.file for record in models()}
    try:
        found = sorted(folders.own().glob(f"*{SUFFIX}"), key=lambda path: path.stem)
    except OSError:
        return []
    return [path for path in found if path.name not in described and not path.name.startswith(".") and path.is_file()]


def task_of(about: Mapping) -> str:
    """What a file is for by what it says about itself; empty where it does not say."""
    return TASKS.get(str(about.get("kind", "")), "")


def missing(record: Model) -> ModelError:
    """The error for a model that is not here: which file is wanted, from where, and where it is to be put."""
    source = record.upstream
    if source is None:
        return ModelError(f"The file {record.file} of the model {record.id} is missing.", "Install the plugin again.")
    how = f"Run 'Fetch model' with MODEL={record.id}, or get {source.addresses[0]} elsewhere" if source.addresses else (
        f"Get it from {source.page}" if source.page else "Get it from its authors")
    if source.format == "npy":
        how += f". As a pickled dictionary it is refused, with the command that turns it into {Path(source.file).stem}.npz: make that"
    size = f" ({source.bytes / 1e6:.0f} MB)" if source.bytes else ""
    what = "folder" if source.format == tensors.FOLDER else "file"
    return ModelError(f"The model {record.id} is not here: its {what} {source.file}{size} has not been fetched or imported.",
                      f"{how} and put it into {folders.own()}, or import it with 'Import model'.")


def _default(tasks: Iterable[str]) -> Path:
    absent = None
    for task in tasks:
        for record in (record for record in _records() if record.task == task):
            path = file_of(record)
            if path:
                return path
            absent = absent or record
    if absent:
        raise missing(absent)
    raise ModelError(f"There is no model for {' or '.join(tasks)}.", "Give the path of a file.")


def _unfit(model: str, task: str, tasks: Iterable[str]) -> ModelError:
    what = f"for {task}" if task else "of unknown kind"
    return ModelError(f"The model {model} is {what}, not for {' or '.join(tasks)}.", _choices(tasks))


def _choices(tasks: Iterable[str]) -> str:
    """The hint that names what would do."""
    known = [record.id for record in models() if record.task in tasks]
    for path in trained():
        with contextlib.suppress(ModelError):
            known += [path.stem] if task_of(tensors.about(path)) in tasks else []
    return f"Choose one of: {', '.join(known)}, or give the path of a file." if known else "Give the path of a file."


def _undamaged(path: Path, hint: str) -> Path:
    wanted = card.digest_of(card.read(path))
    if wanted and checksum.remembered(path) != wanted:
        raise ModelError(f"The file {path} is damaged: its sha256 is not that of its card {card.path_of(path).name}.", hint)
    return path


def _records() -> Iterator[Model]:
    """Records of the plugin's manifest, then of the user's: what is wrong with his is told only where it is asked for."""
    seen = set()
    for folder in (SHIPPED, folders.own()):
        for record in _manifest(folder / _MANIFEST):
            if record.id in seen:
                raise ModelError(f"The manifest {folder / _MANIFEST} describes '{record.id}', which is known already.",
                                 "Give it another id.")
            seen.add(record.id)
            yield record


def _manifest(path: Path) -> Iterator[Model]:
    if not path.is_file():
        return
    try:
        records = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(records, list):
            raise ValueError("it is no list")
    except (OSError, ValueError) as error:
        raise ModelError(f"The manifest {path} cannot be read: {error}.", "Correct or remove it.") from error
    for record in records:
        yield from_dict(record)
