"""A look at an engine in the background: its packages, its device, its models."""
from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from qgis.core import QgsTask

from ...core.errors import TiepointError
from ...core.progress import Cancelled
from ..translation import tr
from .process import Engine


@dataclass(frozen=True)
class Findings:
    """What is known of an engine.

    Attributes:
        python: its interpreter.
        report: see ``core/environment.py``; empty where it gave none.
        models: results of ``listmodels``; empty where it gave none.
        error: what kept it from answering.
    """

    python: Path
    report: dict = field(default_factory=dict)
    models: dict = field(default_factory=dict)
    error: TiepointError | None = None

    @property
    def is_usable(self) -> bool:
        """Whether every package is there and new enough."""
        return bool(self.report.get("usable"))


class Inspection(QgsTask):
    """Starts an engine, asks it, and calls ``receive`` with the findings in the main thread; None where it was cancelled."""

    def __init__(self, python: Path, receive):
        # Newer versions of QGIS can be told not to announce its end.
        flags = QgsTask.Flag.CanCancel
        super().__init__(tr("Checking Tiepoint's engine"), flags | QgsTask.Flag.Silent if hasattr(QgsTask.Flag, "Silent") else flags)
        self._python, self._receive = python, receive
        self._findings: Findings | None = None

    def run(self) -> bool:
        """In a thread of its own."""
        report, models = {}, {}
        try:
            with Engine(self.isCanceled, python=self._python) as engine:
                report = engine.check()
                if report.get("usable"):
                    models = engine.run("listmodels", {}, lambda message: None)
        except Cancelled:
            return False
        except TiepointError as error:
            self._findings = Findings(self._python, report, models, error)
            return True
        self._findings = Findings(self._python, report, models)
        return True

    def finished(self, _done: bool) -> None:
        """In the main thread."""
        self._receive(self._findings)
