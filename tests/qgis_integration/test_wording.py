"""What the engine says is shown in the user's language: recognised by its template, with its values; else as it is."""
import errno
import json

import pytest
from tiepoint.core import language, methods, outputs
from tiepoint.core.errors import OptionError, RasterError
from tiepoint.ui import wording
from tiepoint.ui.processing.relay import Relay
from tiepoint.ui.translation import Translation


@pytest.fixture
def german():
    translation = Translation("de")
    yield translation
    translation.unload()


def test_values_stay_and_words_are_german(german):
    assert wording.told("Encoding tile 64 of 96") == "Kachel 64 von 96 wird kodiert"
    assert wording.told("Opening the rasters") == "Die Raster werden geöffnet"
    error = RasterError("None of the 96 tiles that were searched fulfils the conditions.",
                        "Allow a larger MAX_DISTANCE, or a smaller EXCLUDE_RADIUS.")
    assert wording.sentence(error) == ("Keine der 96 durchsuchten Kacheln erfüllt die Bedingungen. "
                                       "Lassen Sie ein größeres MAX_DISTANCE oder ein kleineres EXCLUDE_RADIUS zu.")
    assert wording.told("The engine's Python /a/b from the environment variable TIEPOINT_PYTHON does not exist.") == (
        "Das Python der Rechenumgebung /a/b (die Umgebungsvariable TIEPOINT_PYTHON) gibt es nicht.")
    assert wording.told("There is no folder /data/a {b} c.") == "Es gibt keinen Ordner /data/a {b} c."


def test_an_error_is_german_with_what_is_put_into_it(german):
    """A reason that is written elsewhere than the sentence, and choices that are names."""
    assert wording.sentence(outputs.output_error("/data/a.tif", OSError(errno.ENOSPC, ""))) == (
        "/data/a.tif kann nicht geschrieben werden: der Datenträger ist voll. "
        "Schaffen Sie Platz, oder wählen Sie einen Ausgabeordner auf einem anderen Datenträger.")
    with pytest.raises(OptionError) as caught:
        methods.TRANSFORMS.get("bent")
    assert wording.sentence(caught.value) == ("'bent' gibt es nicht (transform). Wählen Sie eines von: shift, similarity, affine, "
                                              "projective, polynomial2, polynomial3, tps.")


def test_what_is_not_known_stays_as_it_is(german):
    for text in ("", "Never said by anybody.", "The moon cannot be written: it is far away."):
        assert wording.told(text) == text
    assert wording.sentence(ValueError("plain")) == "plain"


def test_in_english_nothing_is_touched():
    for text in ("Encoding tile 64 of 96", "Opening the rasters"):
        assert wording.told(text) == text


@pytest.mark.parametrize("values", (
    [f"v{number}x" for number in range(7)],
    ["/data/Über alles/dry season 2019.tif", "/tmp/a (1).gpkg", "C:\\Users\\me\\b.tif", "EPSG:32633", "12.5 %", "-3", "0.04"],
    ["12", "1.5", "(3, 64, 64)", "dense, cnn-matching, sift", "[Errno 13] Permission denied: 'a'", "{x}", "uint8"]),
    ids=("words", "paths", "figures"))
def test_every_template_is_found_by_what_it_says(german, values):
    """Whatever stands for the values, the sentence is the translation of its template, with the same values."""
    templates = json.loads((language.FOLDER / "engine.json").read_text(encoding="utf-8"))
    assert len(templates) > 450
    for template in templates:
        said = template.format(*values)
        assert wording.told(said) == wording.tr(template).format(*values) != said, template


def test_progress_of_an_algorithm_is_german(german, feedback):
    relay = Relay(feedback)
    relay({"type": "progress", "fraction": 0.5, "message": "Warping: 3 of 9 tiles", "remaining": 30.0})
    assert feedback.texts == ["Entzerrt: 3 von 9 Kacheln (noch etwa 30 s)"]


def test_what_is_logged_is_german_with_the_error_in_it(german, feedback):
    relay = Relay(feedback)
    relay({"type": "log", "level": "warning", "message": "Left out: /data/a.tif has no band. Choose a raster with at least one band."})
    relay({"type": "log", "level": "info", "message": "Transform tps from 457 tie points."})
    relay({"type": "log", "level": "info", "message": "A sentence of a library. Another of it."})
    assert feedback.warnings == ["Ausgelassen: /data/a.tif hat keinen Kanal. Wählen Sie ein Raster mit mindestens einem Kanal."]
    assert feedback.infos == ["Transformation tps aus 457 Passpunkten.", "A sentence of a library. Another of it."]
