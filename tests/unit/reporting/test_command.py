"""The command line that repeats a run."""
import dataclasses
import shlex

import pytest
from tiepoint.core.errors import OptionError
from tiepoint.core.options.registration import AssessAlignmentOptions, CoregisterOptions
from tiepoint.core.reporting.command import qgis_command


def parameters(command):
    words = shlex.split(command)
    assert words[:2] == ["qgis_process", "run"] and words[3] == "--"
    return words[2], dict(word.split("=", 1) for word in words[4:])


def test_defaults_are_left_out():
    options = CoregisterOptions(reference="a.tif", target="b.tif", output="c.tif")
    assert qgis_command("coregister", dataclasses.asdict(options)) == (
        "qgis_process run tiepoint:coregister -- REFERENCE=a.tif TARGET=b.tif OUTPUT=c.tif")


def test_names_with_anything_in_them_come_through_the_shell():
    names = {"reference": "/data/it's \"here\" $HOME `x` \\ *.tif", "target": "\u00e4 b;rm.tif|layername=x", "output": "a\nb.tif"}
    algorithm, found = parameters(qgis_command("coregister", names))
    assert algorithm == "tiepoint:coregister"
    assert found == {"REFERENCE": names["reference"], "TARGET": names["target"], "OUTPUT": names["output"]}


def test_every_kind_of_value_is_written_as_processing_reads_it():
    options = {"method": "sift", "keep_pixels": True, "max_offset": 12.5, "spacing": 64, "reference_band": 3, "seed": 0, "mask": None,
               "extent": "500000,4000000.25,509000,4006000"}
    _, found = parameters(qgis_command("coregister", options))
    # Processing orders an extent xmin, xmax, ymin, ymax.
    assert found == {"METHOD": "sift", "KEEP_PIXELS": "true", "MAX_OFFSET": "12.5", "SPACING": "64", "REFERENCE_BAND": "3",
                     "EXTENT": "500000.0,509000.0,4000000.25,4006000.0"}


def test_several_rasters_are_named_one_by_one():
    command = qgis_command("trainmatcher", {"rasters": ("a b.tif", "c.tif"), "output": "m.safetensors"})
    assert command == "qgis_process run tiepoint:trainmatcher -- 'RASTERS=a b.tif' RASTERS=c.tif OUTPUT=m.safetensors"
    assert "RASTERS" not in qgis_command("trainmatcher", {"rasters": (), "output": "m.safetensors"})


def test_parameters_keep_the_order_of_declaration():
    options = dataclasses.asdict(AssessAlignmentOptions(reference="a", target="b", seed=4, heatmap="h.tif"))
    assert list(parameters(qgis_command("assessalignment", options))[1]) == ["REFERENCE", "TARGET", "SEED", "HEATMAP"]


def test_unknown_jobs_and_options_are_refused():
    with pytest.raises(OptionError, match="no job"):
        qgis_command("nothing", {})
    with pytest.raises(OptionError, match="no option 'colour'"):
        qgis_command("coregister", {"colour": 1})
