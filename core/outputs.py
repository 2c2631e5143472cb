"""Outputs appear whole or not at all: written beside the target under another name, renamed when complete. Standard library only."""
from __future__ import annotations

import contextlib
import errno
import os
import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator

from .errors import OutputError

# Files that GDAL or SQLite may put beside the one they write; those of an older output would spoil the new one.
SIDECARS = (".aux.xml", ".ovr", ".msk", ".msk.ovr", "-wal", "-shm", "-journal")

# Called with ("open", partial path) before a partial file can exist and ("close", partial path) when it is gone or renamed,
# so that whoever kills this process knows what to remove.
listeners: list[Callable[[str, str], None]] = []


@contextlib.contextmanager
def atomic(path: str | os.PathLike, inputs: Iterable[str | os.PathLike] = ()) -> Iterator[str]:
    """A name to write to, beside ``path``; renamed to ``path`` when the block ends, deleted when it raises.

    Args:
        path: the file that is wanted; an existing one is replaced only at the very end.
        inputs: files that are being read; the output may be none of them.

    Yields:
        The partial file's path. It does not exist yet and ends in the suffix of ``path``.

    Raises:
        OutputError: the folder cannot be written to, the disk is full, the target is in use, or it is one of the inputs.
    """
    path = os.path.abspath(os.fspath(path))
    refuse_inputs(path, inputs)
    partial = _partial_name(path)
    _probe(path, partial)
    _tell("open", partial)
    try:
        try:
            yield partial
            _flush(partial)
            # Sidecars first: a reader that finds the new file must not pair it with those of the old one.
            for suffix in SIDECARS:
                remove(path + suffix)
                if os.path.exists(partial + suffix):
                    os.replace(partial + suffix, path + suffix)
            os.replace(partial, path)
        except OSError as error:
            about_output = error.errno in _NO_SPACE or str(error.filename or "").startswith((partial, path))
            if error.errno is None or not about_output:
                raise
            raise output_error(path, error) from error
        finally:
            for suffix in ("", *SIDECARS):
                remove(partial + suffix)
    finally:
        _tell("close", partial)


@contextlib.contextmanager
def scratch(path: str | os.PathLike) -> Iterator[str]:
    """A name beside ``path`` for what is needed only while that is made; the file is deleted when the block ends."""
    partial = _partial_name(os.path.abspath(os.fspath(path)))
    _tell("open", partial)
    try:
        yield partial
    finally:
        for suffix in ("", *SIDECARS):
            remove(partial + suffix)
        _tell("close", partial)


def refuse_inputs(path: str | os.PathLike, inputs: Iterable[str | os.PathLike]) -> None:
    """Raise OutputError where ``path`` is one of the inputs, also through a link or another spelling."""
    path = os.path.abspath(os.fspath(path))
    for given in inputs:
        given = os.path.abspath(os.fspath(given))
        same = os.path.normcase(os.path.realpath(path)) == os.path.normcase(os.path.realpath(given))
        with contextlib.suppress(OSError):
            same = same or os.path.samefile(path, given)
        if same:
            raise OutputError(f"The output {path} is also an input.", "Choose another output file; inputs are never overwritten.")


def refuse_unwritable(path: str | os.PathLike) -> None:
    """Raise OutputError where a file cannot be made, before an hour's work and not after it."""
    path = os.path.abspath(os.fspath(path))
    _probe(path, _partial_name(path))


def remove(path: str) -> None:
    """Delete a file where it exists."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        os.remove(path)


def output_error(path: str, error: OSError) -> OutputError:
    """What the system said about writing ``path``, as a sentence with a hint."""
    reason, hint = _REASONS.get(error.errno, (error.strerror or str(error), "Choose another output file or folder."))
    return OutputError(f"Cannot write {path}: {reason}.", hint)


def is_full(path: str) -> bool:
    """Whether the disk of a file has less than a megabyte left, for libraries that do not say why they cannot write."""
    folder = os.path.dirname(os.path.abspath(path))
    return os.path.isdir(folder) and shutil.disk_usage(folder).free < 2**20


def disk_full(path: str) -> OutputError:
    """The error for a disk without space, for libraries that say so in their own way."""
    return output_error(path, OSError(errno.ENOSPC, ""))


_NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FOLDER = "Choose a folder you may write to."
_REASONS = {
    errno.ENOSPC: ("the disk is full", "Free some space or choose an output folder on another disk."),
    errno.EDQUOT: ("the disk quota is used up", "Free some space or choose an output folder on another disk."),
    errno.EFBIG: ("the file is larger than the disk allows", "Choose an output folder on another disk or a smaller extent."),
    errno.ENOENT: ("the folder does not exist", "Create the folder or choose another one."),
    errno.ENOTDIR: ("its folder is a file", _FOLDER),
    errno.EACCES: ("permission denied", "Choose a folder you may write to, and close the file where it is open elsewhere."),
    errno.EPERM: ("permission denied", "Choose a folder you may write to, and close the file where it is open elsewhere."),
    errno.EROFS: ("the disk is read-only", _FOLDER),
    errno.EISDIR: ("it is a folder", "Give the name of a file."),
    errno.ENAMETOOLONG: ("the name is too long", "Choose a shorter file name."),
}


def _partial_name(path: str) -> str:
    folder, name = os.path.split(path)
    stem, suffix = os.path.splitext(name)
    # Cut so that the name stays below the 255 bytes of most file systems.
    return os.path.join(folder, f".{stem[:40]}.{uuid.uuid4().hex[:12]}.partial{suffix}")


def _probe(path: str, partial: str) -> None:
    """Find out whether the folder can be written to."""
    if os.path.isdir(path):
        raise output_error(path, OSError(errno.EISDIR, ""))
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        os.remove(partial)
    except OSError as error:
        raise output_error(path, error) from error


def _flush(partial: str) -> None:
    """Wait until the bytes are on the disk: some file systems tell that it is full only now."""
    handle = os.open(partial, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _tell(event: str, partial: str) -> None:
    for listener in tuple(listeners):
        listener(event, partial)
