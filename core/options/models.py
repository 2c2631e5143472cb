"""Options of the jobs that keep models: one frozen dataclass each, with its results."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .option import Result, option
from .registration import HTML

CSV = "CSV files (*.csv)"
WEIGHTS = "Model files (*.safetensors *.pth *.pt *.npz *.npy)"


@dataclass(frozen=True)
class ListModelsOptions:
    """List models: which there are, and which of them are here."""

    task: str = option("", "text", "Task", "Only models for this task, such as dense or vgg16. Empty: all.", optional=True)
    output: str = option("", "file_output", "Table", (
        "Id, task, licence, size, state (present, missing or damaged), whether it is verified, and why."), optional=True, file_filter=CSV)
    report: str = option("", "file_output", "Report", "The same as an HTML page.", optional=True, file_filter=HTML)
    RESULTS: ClassVar[tuple[Result, ...]] = (
        Result("MODEL_COUNT", "number", "Number of models"),
        Result("PRESENT_COUNT", "number", "Number of models that are here"),
        Result("PRESENT", "string", "Ids of models that are here, separated by commas"),
        Result("MISSING", "string", "Ids of models that can be fetched or imported, separated by commas"),
        Result("DAMAGED", "string", "Ids of models whose file is damaged, separated by commas"),
        Result("MODELS_FOLDER", "string", "Folder of fetched, imported and trained models"),
    )


@dataclass(frozen=True)
class ImportModelOptions:
    """Import model: from a file or a folder, without a connection."""

    file: str = option("", "file", "File", (
        "Weights that were published (.pth, .npz, .safetensors) or that Tiepoint has trained (.safetensors). Which they are is told by "
        "their checksum, or by MODEL. A file that holds pickled objects is refused."), optional=True, file_filter=WEIGHTS)
    folder: str = option("", "folder", "Folder", (
        "All models in this folder are imported, instead of one file; or it is itself a model that is published as a folder of "
        "checkpoints, such as GoogleMap of Deep Lucas-Kanade."), optional=True)
    model: str = option("", "text", "Model", (
        "Id of the published model that the file (or such a folder) holds, or the id that a model of your own is to have. Empty: found "
        "out; a model of your own is called as its file."), optional=True)
    replace: bool = option(False, "boolean", "Replace", "Replace a model that is there already.", advanced=True)
    RESULTS: ClassVar[tuple[Result, ...]] = (
        Result("IMPORTED", "string", "Ids of imported models, separated by commas"),
        Result("IMPORTED_COUNT", "number", "Number of imported models"),
        Result("PATH", "string", "File of the (first) imported model"),
        Result("VERIFIED", "boolean", "Whether the checksum of every file is that of the published one"),
        Result("MODELS_FOLDER", "string", "Folder of fetched, imported and trained models"),
    )


@dataclass(frozen=True)
class FetchModelOptions:
    """Fetch model: from where it was published."""

    model: str = option("", "text", "Model", "Id of the model; 'List models' lists them.")
    address: str = option("", "text", "Address", (
        "Fetch the published file from here (https, http or file), such as a mirror in your own network. Its checksum has to be the same. "
        "Empty: from where it was published."), optional=True, advanced=True)
    replace: bool = option(False, "boolean", "Replace", "Fetch it again where it is there already.", advanced=True)
    RESULTS: ClassVar[tuple[Result, ...]] = (
        Result("PATH", "string", "File of the model, for MODEL of the other algorithms"),
        Result("VERIFIED", "boolean", "Whether the checksum of what was fetched is that of the published file"),
        Result("WHY", "string", "What that rests on"),
        Result("RECEIVED_BYTES", "number", "Bytes that came over the connection now"),
        Result("MODELS_FOLDER", "string", "Folder of fetched, imported and trained models"),
    )
