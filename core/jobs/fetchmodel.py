"""Fetch model: from where it was published, through proxies and cut connections, verified."""
from __future__ import annotations

from pathlib import Path

from ..errors import ModelError
from ..models import download, folders, store, upstream
from ..models.record import Model
from ..options.models import FetchModelOptions
from ..outputs import remove
from ..progress import Progress, Steps

# Shares of the progress: fetching, and converting what came.
_FETCHED = 0.9


def fetchmodel(options: FetchModelOptions, progress: Progress) -> dict:
    """Fetch a published model into the user's folder and make our file of it.

    Returns:
        The results declared in ``FetchModelOptions.RESULTS``.

    Raises:
        TiepointError: there is no such model or no connection, or what comes is another file; no file has the model's name then.
        Cancelled: from ``progress``; what has come is kept, and the same again goes on from there.
    """
    record = store.get(options.model)
    if record.upstream is None:
        path, received = store.file_of(record), 0
        if path is None:
            raise store.missing(record)
        progress.log(f"{record.id} ships with the plugin and is here.")
    else:
        path = None if options.replace else store.file_of(record, Steps(progress, 0.0, _FETCHED))
        received = 0
        if path:
            progress.log(f"{record.id} is here already.")
            raw = store.raw_of(record)
            if raw:
                progress.log(f"The published file {raw} is not needed any more and may be removed.")
        else:
            path, received = _fetched(record, options.address, progress)
    verdict = store.verified(record, path)
    progress.log(f"{path}: {'verified' if verdict.verified else 'not verified'}, {verdict.why}.", "info" if verdict.verified else "warning")
    progress.step(1.0, "Done")
    return {"PATH": str(path), "VERIFIED": verdict.verified, "WHY": verdict.why, "RECEIVED_BYTES": received,
            "MODELS_FOLDER": str(folders.own())}


def _fetched(record: Model, address: str, progress: Progress) -> tuple[Path, int]:
    """Our file, and how many bytes came for it."""
    from ..models import conversion

    source = record.upstream
    addresses = (address,) if address else source.addresses
    if not addresses:
        missing = store.missing(record)
        raise ModelError(f"The model {record.id} cannot be fetched: {source.file} is published on a page only.", missing.hint)
    raw = folders.own() / source.file
    known = source.sha256 or source.sha256_start
    wanted = download.Wanted(source.file, addresses, source.bytes, known, conversion.size_of(source.conversion) or source.bytes or 0)
    try:
        fetched = download.fetch(wanted, raw, Steps(progress, 0.0, _FETCHED))
    except ModelError as error:
        raise ModelError(error.message, f"Without a connection, get {addresses[0]} elsewhere and put it into {folders.own()}, "
                                        "or import it with 'Import model'.") from error
    try:
        path = upstream.adopt(record, raw, Steps(progress, _FETCHED, 1.0), fetched.digest)
    except ModelError:
        # It is what was sent, and of no use; what was cancelled or found no space is kept for the next time.
        remove(str(raw))
        raise
    remove(str(raw))
    return path, fetched.received
