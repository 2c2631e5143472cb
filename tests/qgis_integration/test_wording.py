"""What the engine says is shown in the user's language: recognised by its template, with its values; else as it is."""
import json

import pytest
from tiepoint.core.errors import RasterError
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


def test_what_is_not_known_stays_as_it_is(german):
    for text in ("", "Never said by anybody.", "The moon cannot be written: it is far away."):
        assert wording.told(text) == text
    assert wording.sentence(ValueError("plain")) == "plain"


def test_in_english_nothing_is_touched():
    for text in ("Encoding tile 64 of 96", "Opening the rasters"):
        assert wording.told(text) == text


def test_every_template_is_found_by_what_it_says(german):
    """Whatever stands for the values: the words around them are those of the template, or of a longer one that fits as well."""
    templates = json.loads((wording.FOLDER / "engine.json").read_text(encoding="utf-8"))
    assert len(templates) > 100
    for template in templates:
        values = [f"v{number}x" for number in range(template.count("{"))]
        shown = wording.told(template.format(*values))
        assert shown == wording.tr(template).format(*values) != template.format(*values), template


def test_progress_of_an_algorithm_is_german(german, feedback):
    relay = Relay(feedback)
    relay({"type": "progress", "fraction": 0.5, "message": "Warping: 3 of 9 tiles", "remaining": 30.0})
    assert feedback.texts == ["Entzerrt: 3 von 9 Kacheln (noch etwa 30 s)"]
