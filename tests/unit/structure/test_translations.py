"""Every text of the interface is translated, with the same placeholders, and compiled from what the .ts file says."""
import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
_SPEC = importlib.util.spec_from_file_location("translations", ROOT / ".ci" / "translations.py")
translations = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(translations)
FILES = sorted(translations.FOLDER.glob("tiepoint_*.ts"))


def test_there_is_a_translation():
    assert [path.stem for path in FILES] == ["tiepoint_de"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_text_of_the_interface_is_translated(path):
    known = translations.translated(path)
    texts = (*translations.of_interface(), *translations.of_engine(), *translations.of_reports())
    assert not [text for text in texts if text not in known], "run .ci/translations.py"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_catalogue_of_the_engine_is_what_the_translation_says(path):
    written = path.with_suffix(".json").read_text(encoding="utf-8")
    assert written == translations.catalogue(translations.translated(path)), "run .ci/translations.py"


def test_texts_of_reports_are_found_however_they_are_given():
    texts = set(translations.of_reports())
    # Given to `tr`, marked in a constant or a table, the title of a method, the language itself.
    assert {"Tie points used", "One pixel is {length}.", "Held-out CE90", "validation", "Phase correlation", "en"} <= texts


def test_what_reports_say_of_a_training_is_marked():
    from tiepoint.core.training.kinds import KINDS

    told = [text for kind in ("dense", "d2net", "deep-lk", "hashing") for text in (KINDS[kind].figures, KINDS[kind].found)]
    # Reports on hash networks have charts of their own.
    assert set(told) - {KINDS["hashing"].found} <= set(translations.of_reports())


def test_templates_of_the_engine_are_those_of_its_source():
    assert translations.TEMPLATES.read_text(encoding="utf-8") == translations.templates(), "run .ci/translations.py"
    texts = set(translations.of_engine())
    assert {"Encoding tile {0} of {1}", "Opening the rasters", "None of the {0} tiles that were searched fulfils the conditions.",
            "Allow a larger MAX_DISTANCE, or a smaller EXCLUDE_RADIUS.", "{0} would map the plane onto a line."} <= texts
    # In a table of the file, in an argument of what raises, and what a function of the file makes up.
    assert {"the disk is full", "Assign a valid CRS.", "Choose one of: {0}, or give the path of a file."} <= texts
    assert "There is no preset '{0}'." not in texts, "of a command of developers"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_placeholders_choices_and_names_of_parameters_stay_as_they_are(path):
    """Help of a choice begins with its id: a line of its own in the dialog."""
    from tiepoint.core.options.jobs import JOBS
    from tiepoint.core.options.option import described

    options = [(name, option) for job in JOBS.values() for name, _, option in described(job.options)]
    names = {name.upper() for name, _ in options}
    known = translations.translated(path)
    for text, told in known.items():
        assert sorted(re.findall(r"\{[^{}]*\}", text)) == sorted(re.findall(r"\{[^{}]*\}", told)), text
        assert names & set(re.findall(r"\b[A-Z_]{3,}\b", text)) == names & set(re.findall(r"\b[A-Z_]{3,}\b", told)), text
    for _, option in options:
        told = known.get(option.help, option.help)
        assert [choice for choice in option.choices if f" {choice}: " in f" {option.help}" and f" {choice}: " not in f" {told}"] == []


def test_a_text_is_found_however_it_is_given():
    texts = translations.of_interface()
    assert {"Align", "Registration", "Cancelled: nothing was written.", "about {} s"} <= set(texts)
