"""Files that others have published: which one a file is, whether it is really that one, and our file made of it."""
from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ModelError
from ..outputs import atomic
from ..progress import Progress, Silent, Steps
from . import card, checksum, folders, published_folder, tensors
from .record import Model, grouped

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Verdict:
    """Whether a file is the published one: only where its whole checksum is known and equal; ``why`` says so in words."""

    verified: bool
    why: str


def verdict(record: Model, name: str, digest: str) -> Verdict:
    """Compare a file with what is known of the published one.

    Args:
        record: a model with upstream.
        name: of the file.
        digest: its sha256, 64 digits.

    Raises:
        ModelError: it is another file.
    """
    upstream = record.upstream
    if upstream.format not in (tensors.FOLDER, tensors.SUFFIXES.get(Path(name).suffix.lower())):
        return Verdict(False, f"made of {name}, not of the published {upstream.file}: nothing tells whether the two hold the same")
    known = upstream.sha256 or upstream.sha256_start
    if not digest.startswith(known):
        differs = f"begins with {digest[:8]} instead of {known[:8]}" if digest[:8] != known[:8] else "is another one"
        raise ModelError(f"{name} is not the published file of {record.id}: its sha256 {differs}.",
                         "Remove it, and get the published file.")
    if upstream.sha256:
        return Verdict(True, f"sha256 of {name} as published")
    if known:
        return Verdict(False, f"only the first {len(known)} of 64 digits of the sha256 of {upstream.file} are known; they agree")
    return Verdict(False, f"no sha256 of {upstream.file} has been published")


def recognised(path: Path, digest: str, records: Iterable[Model]) -> Model | None:
    """The record whose upstream file this is: by its checksum, or by name and kind where none is known; None if it is none."""
    published = [record for record in records if record.upstream]
    for record in published:
        if digest == record.upstream.sha256:
            return record
    for record in published:
        start, name = record.upstream.sha256_start, Path(record.upstream.file)
        alike = (record.upstream.format == tensors.FOLDER) == path.is_dir()
        if alike and not record.upstream.sha256 and digest.startswith(start) and (start or path.stem == name.stem):
            return record
    return None


def digest_of(path: Path, progress: Progress | None = None) -> str:
    """The sha256 of a file, 64 digits; of a folder, that of the list that ``sha256sum`` writes of the files that are read in it."""
    progress = progress or Silent()
    if not path.is_dir():
        return checksum.sha256(path, progress)
    files, lines = published_folder.files(path), ""
    for index, file in enumerate(files):
        digest = checksum.sha256(file, Steps(progress, index / len(files), (index + 1) / len(files)))
        lines += f"{digest}  {file.relative_to(path).as_posix()}\n"
    return hashlib.sha256(lines.encode()).hexdigest()


def size_of(path: Path) -> int:
    """Bytes of a file, or of those files of a folder that are read."""
    return sum(file.stat().st_size for file in (published_folder.files(path) if path.is_dir() else [path]))


def adopt(record: Model, path: Path, progress: Progress | None = None, digest: str = "") -> Path:
    """Make our file of an upstream file, with its card, in the user's folder.

    Args:
        record: a model with upstream.
        path: the upstream file or folder; it stays.
        progress: is told.
        digest: sha256 of the file where it is known already.

    Returns:
        Our safetensors file.

    Raises:
        ModelError: it is another file, damaged, or holds another network.
        OutputError: the folder cannot be written to.
    """
    progress = progress or Silent()
    digest = digest or digest_of(path, Steps(progress, 0.0, 0.4))
    judged = verdict(record, path.name, digest)
    progress.step(0.4, f"Converting {path.name}")
    converted, told = _converted(record, path)
    progress.step(0.8, f"Converting {path.name}")
    about = {"kind": record.task, "model": record.id, "title": record.title, "licence": record.licence,
             "preprocessing": asdict(record.preprocessing), **told,
             "source": {"file": path.name, "bytes": size_of(path), "sha256": grouped(digest), "verified": judged.verified,
                        "why": judged.why}}
    return write(folders.own() / record.file, tensors.content(converted, about), about, [path])


def write(target: Path, content: bytes, about: dict, inputs: Iterable[Path] = ()) -> Path:
    """Write a model and its card, both whole or not at all.

    Args:
        target: the safetensors file, in a folder that is made where it is missing.
        content: its bytes.
        about: what the card says beside size and checksum.
        inputs: files that must not be overwritten.
    """
    made = card.of_content(content, about)
    folders.make(target.parent)
    with ExitStack() as stack:
        # The card is renamed last: a model without one counts as not verified, not as damaged.
        described = stack.enter_context(atomic(card.path_of(target), inputs))
        weights = stack.enter_context(atomic(target, inputs))
        Path(weights).write_bytes(content)
        Path(described).write_text(card.as_text(made), encoding="utf-8")
    return target


def _converted(record: Model, path: Path) -> tuple[dict[str, torch.Tensor], dict]:
    """Our tensors of an upstream file, and what ours has to say about itself beside what all say."""
    from . import assembly, conversion

    if (record.upstream.format == tensors.FOLDER) != path.is_dir():
        raise ModelError(f"{path.name} is a file, but {record.id} is published as a folder." if path.is_file() else
                         f"{path.name} is a folder of checkpoints, of which {record.id} is not made.", f"Give {record.upstream.file}.")
    if not path.is_dir():
        return conversion.convert(record.upstream.conversion, tensors.read(path), path.name), {}
    network = published_folder.read(path, record.upstream.conversion)
    return assembly.values(network), {"settings": network.settings}
