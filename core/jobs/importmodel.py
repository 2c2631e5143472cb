"""Import model: from a file or a folder, for computers without a connection."""
from __future__ import annotations

from importlib import import_module
from pathlib import Path

from ..errors import ModelError, OptionError, OutputError, TiepointError
from ..models import card, folders, published_folder, store, tensors, upstream
from ..models.record import Model, is_id
from ..options.models import ImportModelOptions
from ..progress import Progress, Steps

# Kind of a file of our own -> what reads it, and with that says whether it is whole; imported when there is one.
_LOADERS = {"dense-descriptor": "weights:load", "d2net": "d2net_weights:load", "deep-lk": "deep_lk_weights:load",
            "clkn": "clkn_weights:load", "scenechange": "corrfusion.weights:load", "change": "change_weights:load",
            "tile-encoder": "hashing.encoders:load_own", "hashing": "hashing.weights:load"}


def importmodel(options: ImportModelOptions, progress: Progress) -> dict:
    """Bring models into the user's folder: published files converted, trained ones copied, each with its card.

    Returns:
        The results declared in ``ImportModelOptions.RESULTS``.

    Raises:
        TiepointError: there is no file, it is no model, another one than MODEL says, damaged, or holds pickled objects.
        Cancelled: from ``progress``; a model is imported whole or not at all.
    """
    if bool(options.file) == bool(options.folder):
        raise OptionError("Give FILE or FOLDER.", "One of the two, not both.")
    single = Path(options.folder) if options.folder and published_folder.is_published(Path(options.folder)) else None
    if options.folder and options.model and not single:
        raise OptionError("MODEL names one model, but FOLDER holds any number.", "Import one FILE with MODEL.")
    single = _existing(options.file) if options.file else single
    files = [single] if single else _models_in(Path(options.folder))
    done, paths, verified = [], [], True
    for index, file in enumerate(files):
        part = Steps(progress, index / len(files), (index + 1) / len(files))
        try:
            model, path, verdict = _import(file, options.model, options.replace, part)
        except TiepointError as error:
            # In a folder there may be anything; a single model was meant.
            if single or isinstance(error, OutputError):
                raise
            progress.log(f"{file.name} is left out: {error}", "warning")
            continue
        done.append(model)
        paths.append(str(path))
        verified = verified and verdict.verified
        progress.log(f"{model}: imported from {file.name}, {'verified' if verdict.verified else 'not verified'}: {verdict.why}.")
    if not done:
        raise ModelError(f"No file in {options.folder} could be imported.", "The warnings say why, file by file.")
    progress.step(1.0, "Done")
    return {"IMPORTED": ",".join(done), "IMPORTED_COUNT": len(done), "PATH": paths[0], "VERIFIED": verified,
            "MODELS_FOLDER": str(folders.own())}


def _import(file: Path, model: str, replace: bool, progress: Progress) -> tuple[str, Path, upstream.Verdict]:
    """Bring one file, or published folder, into the folder: its id, our file, and what can be said for it."""
    about = tensors.about(file) if file.suffix.lower() == store.SUFFIX and file.is_file() else {}
    records = store.models()
    record = next((one for one in records if one.id == (model or about.get("model"))), None)
    # Converted weights call themselves by their task, as trained ones may.
    if record and record.upstream and about.get("model") == record.id:
        return _converted(file, record, about, replace, progress)
    if str(about.get("kind")) in _LOADERS:
        if record:
            raise OptionError(f"'{record.id}' is the id of another model, {record.title}.", "Give MODEL another id.")
        return _trained(file, model or file.stem, about, replace, progress)
    if model:
        record = store.get(model)
    digest = upstream.digest_of(file, Steps(progress, 0.0, 0.4))
    record = record or upstream.recognised(file, digest, records)
    if record is None or record.upstream is None:
        published = ", ".join(one.id for one in records if one.upstream)
        raise ModelError(f"{file.name} is none of the published files: its sha256 begins with {digest[:8]}.",
                         f"Where you know what it holds, say so with MODEL: {published}.")
    # Before the conversion: whether it is the right file comes first.
    verdict = upstream.verdict(record, file.name, digest)
    _refuse_present(folders.own() / record.file, record.id, replace)
    return record.id, upstream.adopt(record, file, Steps(progress, 0.4, 1.0), digest), verdict


def _trained(file: Path, model: str, about: dict, replace: bool, progress: Progress) -> tuple[str, Path, upstream.Verdict]:
    """Copy a model that Tiepoint has trained, with its card."""
    if not is_id(model):
        raise OptionError(f"'{model}' cannot be the id of a model.", "Give MODEL, of letters, digits, dots and dashes, up to 64.")
    progress.step(0.2, f"Reading {file.name}")
    _read(about["kind"], file)
    described = card.read(file)
    told = {"title": model, "licence": "not stated", **described}
    content = _intact(file, described)
    target = folders.own() / f"{model}{store.SUFFIX}"
    if not _same(target, file):
        _refuse_present(target, model, replace)
        upstream.write(target, content, told, [file])
    return model, target, upstream.Verdict(False, "a model of somebody's own, whose checksum nobody has published")


def _converted(file: Path, record: Model, about: dict, replace: bool, progress: Progress) -> tuple[str, Path, upstream.Verdict]:
    """Copy a file that was converted on another computer. What it says of its origin cannot be proven here."""
    progress.step(0.2, f"Reading {file.name}")
    if record.upstream.format == tensors.FOLDER:
        _read(record.task, file)
    else:
        from ..models import conversion

        conversion.convert(record.upstream.conversion, tensors.read(file), file.name)
    content = _intact(file, card.read(file))
    target = folders.own() / record.file
    source = card.source_of(about)
    why = f"converted elsewhere from {source.get('file', 'another file')}, which is not here to be verified"
    if not _same(target, file):
        _refuse_present(target, record.id, replace)
        told = {**{name: value for name, value in source.items() if name != "sha256"}, "verified": False, "why": why}
        upstream.write(target, content, {**about, "source": told}, [file])
    return record.id, target, store.verified(record, target)


def _read(kind: str, file: Path) -> None:
    """Raise ModelError where a file is no whole one of its kind."""
    module, function = _LOADERS[kind].split(":")
    getattr(import_module(f"..models.{module}", __package__), function)(file)


def _intact(file: Path, described: dict) -> bytes:
    """The bytes of a file, which has the checksum of its card where that gives one."""
    content = file.read_bytes()
    wanted = card.digest_of(described)
    if wanted and card.digest_of(card.of_content(content, {})) != wanted:
        raise ModelError(f"{file.name} is damaged: its sha256 is not that of its card {card.path_of(file).name}.", "Copy it again.")
    return content


def _refuse_present(target: Path, model: str, replace: bool) -> None:
    if target.exists() and not replace:
        raise OutputError(f"There is a model '{model}' already, {target}.", "Give REPLACE, or another MODEL.")


def _same(target: Path, file: Path) -> bool:
    return target.exists() and target.samefile(file)


def _existing(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise OptionError(f"FILE: there is no file {path}.", "Check the path.")
    return path


def _models_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise OptionError(f"FOLDER: there is no folder {folder}.", "Check the path.")
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() in tensors.SUFFIXES and path.is_file() or
                   published_folder.is_published(path))
    if not found:
        raise OptionError(f"There is no file of weights in {folder}.", f"Their names end in {', '.join(tensors.SUFFIXES)}.")
    return found
