"""The language of the user interface: English in the source, others in resources/i18n."""
from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

#: Every text of the plugin has this context, so that one written twice is translated once.
CONTEXT = "Tiepoint"
FOLDER = Path(__file__).resolve().parents[1] / "resources" / "i18n"


def tr(text: str) -> str:
    """A text in the user's language."""
    return QCoreApplication.translate(CONTEXT, text) if text else ""


def language() -> str:
    """The code of the language that texts are in: ``de`` also where QGIS speaks ``de_AT``."""
    return tr("en")


class Translation:
    """The translation for a language, installed until `unload`.

    Args:
        language: such as ``de`` or ``de_AT``; empty: that of QGIS.
    """

    def __init__(self, language: str = ""):
        self._translator = QTranslator()
        language = language or QgsApplication.instance().translation() or QgsApplication.locale()
        # Qt takes tiepoint_de.qm where there is no tiepoint_de_AT.qm.
        self.language = language if self._translator.load(str(FOLDER / f"tiepoint_{language}.qm")) else ""
        if self.language:
            QCoreApplication.installTranslator(self._translator)

    def unload(self) -> None:
        """Back to English."""
        QCoreApplication.removeTranslator(self._translator)
