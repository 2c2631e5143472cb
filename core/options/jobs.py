"""The list of jobs: id, options and where the function is. A new job is one entry here and its file."""
from __future__ import annotations

import importlib
from dataclasses import dataclass

from ..errors import OptionError
from . import (
    change,
    deep_lk,
    hashing,
    models,
    registration,
    retrieval,
    review,
    scene_change,
    scene_training,
    series,
    training,
)


@dataclass(frozen=True)
class JobSpec:
    """One job: ``load`` is ``module:function`` below ``tiepoint.core``; ``title`` and ``summary`` are what a person reads."""

    id: str
    title: str
    summary: str
    options: type
    load: str


JOBS = {spec.id: spec for spec in (
    JobSpec("coregister", "Co-register raster",
            "Finds tie points between two rasters, fits a transform and writes the aligned raster with its held-out accuracy.",
            registration.CoregisterOptions, "jobs.coregister:coregister"),
    JobSpec("findtiepoints", "Find tie points",
            "Finds tie points between two rasters and writes them as a layer that can be edited and used by 'Warp raster by tie points'.",
            registration.FindTiepointsOptions, "jobs.findtiepoints:findtiepoints"),
    JobSpec("warp", "Warp raster by tie points",
            "Applies a tie-point layer, a GCP file or a solution to a raster or its sister rasters.",
            registration.WarpOptions, "jobs.warp:warp"),
    JobSpec("assessalignment", "Assess alignment",
            "Measures how badly two rasters are misaligned and where, without warping anything.",
            registration.AssessAlignmentOptions, "jobs.assessalignment:assessalignment"),
    JobSpec("coregisterseries", "Co-register a series",
            "Aligns many rasters with one reference, each by itself, with one table of how well it went; a bad one does not stop the rest.",
            series.CoregisterSeriesOptions, "jobs.coregisterseries:coregisterseries"),
    JobSpec("changemap", "Change map",
            "Finds where two rasters of one place differ: a magnitude, a mask and polygons to review, refused where misregistration would "
            "be taken for change.", change.ChangeMapOptions, "jobs.changemap:changemap"),
    JobSpec("scenechange", "Scene change",
            "Tells the land use of two dates tile by tile with a trained model: a layer of tiles, classes, transitions, a from-to table.",
            scene_change.SceneChangeOptions, "jobs.scenechange:scenechange"),
    JobSpec("trainscenechange", "Train scene-change model",
            "Trains a model of land use of two dates on labelled tiles or polygons of your own, for 'Scene change', and tests it.",
            scene_training.TrainSceneChangeOptions, "jobs.trainscenechange:trainscenechange"),
    JobSpec("buildtileindex", "Build tile index",
            "Turns the tiles of many rasters into binary codes, in one file that opens as a layer and is searched by 'Find similar tiles'.",
            retrieval.BuildTileIndexOptions, "jobs.buildtileindex:buildtileindex"),
    JobSpec("findsimilartiles", "Find similar tiles",
            "Finds the tiles of an index that look like an area, a picture or other tiles: a ranked layer, a contact sheet, a heat map.",
            retrieval.FindSimilarTilesOptions, "jobs.findsimilartiles:findsimilartiles"),
    JobSpec("trainhashing", "Train hash model",
            "Trains codes for similar-tile search on tiles of classes, on polygons, or on rasters without any classes, and tests them.",
            hashing.TrainHashingOptions, "jobs.trainhashing:trainhashing"),
    JobSpec("evaluatesearch", "Evaluate similar-tile search",
            "Tells how right a search by codes is, on tiles whose classes are known: precision, recall, galleries of queries.",
            hashing.EvaluateSearchOptions, "jobs.evaluatesearch:evaluatesearch"),
    JobSpec("trainmatcher", "Train matcher",
            "Adapts the network of a matching method to rasters of your own and writes a model that the registration algorithms take.",
            training.TrainMatcherOptions, "jobs.trainmatcher:trainmatcher"),
    JobSpec("traindeeplk", "Train Deep Lucas-Kanade",
            "Trains the networks that place small templates in images of another modality, on rasters or samples of your own.",
            deep_lk.TrainDeepLKOptions, "jobs.traindeeplk:traindeeplk"),
    JobSpec("listmodels", "List models",
            "Lists the models there are: what each is for, its licence and size, whether it is here and verified, and why not.",
            models.ListModelsOptions, "jobs.listmodels:listmodels"),
    JobSpec("importmodel", "Import model",
            "Brings published weights, or models trained elsewhere, from a file or a folder into the folder of models (offline).",
            models.ImportModelOptions, "jobs.importmodel:importmodel"),
    JobSpec("fetchmodel", "Fetch model",
            "Fetches published weights through your proxy, goes on where a connection was cut, verifies them and makes a model of them.",
            models.FetchModelOptions, "jobs.fetchmodel:fetchmodel"),
)}

#: What only the review of an alignment asks the engine for: no algorithms, not on the command line.
REVIEW_JOBS = {spec.id: spec for spec in (
    JobSpec("refit", "Refit", "Fits a transform to edited tie points and tells their residuals; nothing is written.",
            review.RefitOptions, "jobs.refit:refit"),
    JobSpec("residuals", "Residuals", "Fits one transform to edited tie points and tells their residuals, at once.",
            review.ResidualsOptions, "jobs.refit:residuals"),
    JobSpec("importpoints", "Import points", "Makes a tie-point layer of a GCP file.",
            review.ImportPointsOptions, "jobs.exchange:importpoints"),
    JobSpec("exportpoints", "Export points", "Writes a tie-point layer as a GCP file.",
            review.ExportPointsOptions, "jobs.exchange:exportpoints"),
)}


def get(job_id: str) -> JobSpec:
    """The spec of a job; raises OptionError naming the choices."""
    spec = JOBS.get(job_id) or REVIEW_JOBS.get(job_id)
    if spec is None:
        raise OptionError(f"There is no job '{job_id}'.", f"The jobs are: {', '.join(JOBS)}.")
    return spec


def load(job_id: str):
    """The job's function ``(options, progress) -> dict``, imported on demand (engine side only)."""
    module, name = get(job_id).load.split(":")
    return getattr(importlib.import_module(f"..{module}", __package__), name)
