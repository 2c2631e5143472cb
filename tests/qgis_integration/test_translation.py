"""The plugin in another language, and back in English."""
from pathlib import Path
from xml.etree import ElementTree

import pytest
from qgis.core import QgsApplication
from tiepoint.ui.engine.process import called
from tiepoint.ui.translation import FOLDER, Translation, language, tr


@pytest.fixture
def german():
    translation = Translation("de_AT")
    yield translation
    translation.unload()
    assert tr("Align") == "Align"


def test_what_is_compiled_is_what_was_written(german):
    assert german.language == "de_AT"
    for message in ElementTree.parse(FOLDER / "tiepoint_de.ts").iter("message"):
        if message.findtext("translation"):
            assert tr(message.findtext("source")) == message.findtext("translation")


def test_the_engine_is_told_the_language(german):
    assert language() == "de" and called(Path("python"))[1]["TIEPOINT_LANGUAGE"] == "de"


def test_a_language_without_translation_is_english():
    translation = Translation("xx")
    assert translation.language == "" and tr("Align") == "Align" and language() == "en"
    translation.unload()


def test_algorithms_are_german_and_their_ids_are_not(german):
    import tiepoint

    plugin = tiepoint.classFactory(None)
    plugin.initProcessing()
    algorithm = QgsApplication.processingRegistry().algorithmById("tiepoint:coregister")
    assert (algorithm.displayName(), algorithm.group(), algorithm.groupId()) == ("Raster koregistrieren", "Registrierung", "registration")
    assert algorithm.parameterDefinition("TARGET").description() == "Auszurichtendes Raster"
    assert "<br><i>phase</i>: Lokale" in algorithm.shortHelpString() and "Kennzahlen" in algorithm.shortHelpString()
    plugin.unload()
