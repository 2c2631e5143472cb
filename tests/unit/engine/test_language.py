"""The language of what the engine writes: named by a variable, English where there is none."""
import json
import re

import pytest
from tiepoint.core import language
from tiepoint.core.language import told, tr


@pytest.fixture
def speak(monkeypatch):
    return lambda code: monkeypatch.setenv(language.VARIABLE, code)


@pytest.mark.parametrize("code", ["", "en", "xx", "de/../de", "C", "dex"])
def test_without_a_catalogue_all_is_english(speak, code):
    speak(code)
    assert language.language() == "en" and tr("Tie points used") == "Tie points used"
    assert tr("{part} of {whole}", part=3, whole=8) == "3 of 8" and tr("{braces} stay without values") == "{braces} stay without values"
    assert told("The pixels are those of the raster before.") == "The pixels are those of the raster before."


@pytest.mark.parametrize("code", ["de", "de_AT", "de_DE"])
def test_a_language_is_that_of_its_land_too(speak, code):
    speak(code)
    assert language.language() == "de" and tr("Tie points used") == "Verwendete Passpunkte"
    assert tr("{part} of {whole}", part=3, whole=8) == "3 von 8" and tr("no text of ours") == "no text of ours"
    assert tr("{name}: {share:.1%} below {limit}", name="{a} b", share=0.256, limit="1 px") == "{a} b: 25.6% unter 1 px"


@pytest.mark.parametrize(("said", "german"), [
    ("Affine: its held-out squared error is 40% below that of Similarity; Polynomial, 3rd order folds over at 3.0% of the extent. "
     "373 of 380 tie points agree with their neighbours.",
     "Affin: sein quadratischer Fehler an zurückgehaltenen Punkten liegt 40% unter dem von Ähnlichkeit; Polynom 3. Grades faltet sich auf "
     "3.0% der Ausdehnung. 373 von 380 Passpunkten stimmen mit ihren Nachbarn überein."),
    ("Method SIFT keypoints: its tie points agree best on a sample (SIFT keypoints 63 points, spread 0.04 px; Phase correlation 40 points, "
     "spread 0.05 px).",
     "Verfahren SIFT-Schlüsselpunkte: Seine Passpunkte stimmen auf einer Stichprobe am besten überein (SIFT-Schlüsselpunkte 63 Punkte, "
     "Streuung 0.04 px; Phasenkorrelation 40 Punkte, Streuung 0.05 px)."),
    ("/data/a (1)/torn.tif is not a raster that can be read (torn.tif: TIFFReadDirectory: it failed; at 5). Check the path.",
     "/data/a (1)/torn.tif ist kein Raster, das gelesen werden kann (torn.tif: TIFFReadDirectory: it failed; at 5). Prüfen Sie den Pfad."),
    ("IR-MAD of 4 and 3 bands after 12 iterations, canonical correlations 0.999, 0.981; threshold 0.512, above which 3.2 % lie. What a "
     "shift by up to 1 px explains is no change.",
     "IR-MAD von 4 und 3 Kanälen nach 12 Iterationen, kanonische Korrelationen 0.999, 0.981; Schwelle 0.512, über der 3.2 % liegen. Was "
     "eine Verschiebung um bis zu 1 px erklärt, ist keine Veränderung."),
    ("Threshold 0.4: as asked.", "Schwelle 0.4: wie verlangt."),
])
def test_what_is_made_of_several_sentences_is_recognised(speak, said, german):
    speak("de")
    assert told(said) == german


@pytest.mark.parametrize("said", ["", "A sentence of a library. Another of it.", "phase", "something; else (of theirs)."])
def test_what_is_not_known_stays(speak, said):
    speak("de")
    assert told(said) == said


def test_every_template_is_told_in_german_with_its_values(speak):
    speak("de")
    values = [f"v{number}x" for number in range(9)]
    templates = json.loads(language.TEMPLATES.read_text(encoding="utf-8"))
    assert len(templates) > 500
    for template in templates:
        assert told(template.format(*values)) == tr(template).format(*values) != template.format(*values), template


def test_the_catalogue_holds_texts_with_the_same_values():
    catalogue = json.loads((language.FOLDER / "tiepoint_de.json").read_text(encoding="utf-8"))
    assert catalogue["en"] == "de" and len(catalogue) > 1200
    for text, german in catalogue.items():
        assert sorted(re.findall(r"\{[^{}]*\}", text)) == sorted(re.findall(r"\{[^{}]*\}", german)), text
