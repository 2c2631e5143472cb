"""The set-up page's content: a view of `Setup`."""
from __future__ import annotations

from pathlib import Path

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QFontDatabase, QGuiApplication
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..badge import Badge
from ..engine import interpreter, pythons
from ..engine.process import find_interpreter
from ..translation import tr
from ..words import mark
from .setup import EngineError, Setup

_COLUMN_GAP_PX = 12
# Where an interpreter comes from, as `pythons` and `interpreter` say it.
_ORIGINS = (mark("the system"), mark("the path"), mark("the Python launcher"), mark("Homebrew or python.org"),
            mark("Apple's command line tools"), mark("the environment variable TIEPOINT_PYTHON"), mark("the setting tiepoint/python"),
            mark("the QGIS profile"), mark("the plugin folder"))


class SetupWidget(QWidget):
    """Three parts: the engine as it is, making an environment, using one that is there."""

    def __init__(self, setup: Setup, parent=None):
        super().__init__(parent)
        self._setup = setup
        self.setObjectName("tiepointSetup")
        layout = QVBoxLayout(self)
        for group in (self._state(), self._creation(), self._existing()):
            layout.addWidget(group)
        layout.addStretch(1)
        setup.changed.connect(self.refresh)
        setup.wrote.connect(self.log.appendPlainText)
        self.log.setPlainText("\n".join(setup.lines))
        self.refresh()

    def _state(self) -> QGroupBox:
        group = QGroupBox(tr("Engine"))
        layout = QVBoxLayout(group)
        self.badge, self.message = Badge(), _wrapped()
        head = QHBoxLayout()
        head.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.message, 1)
        layout.addLayout(head)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.python, self.device, self.models = (_wrapped(selectable=True) for _ in range(3))
        for title, label in ((tr("Python"), self.python), (tr("Device"), self.device), (tr("Models"), self.models)):
            form.addRow(title, label)
        layout.addLayout(form)
        self.packages = QTreeWidget()
        self.packages.setObjectName("packages")
        self.packages.setRootIsDecorated(False)
        self.packages.setHeaderLabels([tr("Package"), tr("Installed"), tr("Needed"), tr("Problem")])
        self.packages.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout.addWidget(self.packages)
        self.check_button = QPushButton(tr("Check"))
        self.check_button.setToolTip(tr("Start the engine and look at its packages, its device and its models."))
        self.check_button.clicked.connect(self._setup.check)
        self.copy_button = QPushButton(tr("Copy diagnostics"))
        self.copy_button.setToolTip(tr("Copy all of this as text, for a report of a fault."))
        self.copy_button.clicked.connect(self._copy)
        layout.addLayout(_row(self.check_button, self.copy_button))
        return group

    def _creation(self) -> QGroupBox:
        group = QGroupBox(tr("Create an environment"))
        layout = QVBoxLayout(group)
        self.place = _wrapped()
        layout.addWidget(self.place)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.with_python = QComboBox()
        self.with_python.setEditable(True)
        self.with_python.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.with_python.setMinimumContentsLength(24)
        self.with_python.setToolTip(
            tr("A Python of version 3.10 or newer that the environment is made with; type the path of another one."))
        for python in self._setup.pythons():
            self.with_python.addItem(f"{python}  ({tr(python.origin)})", python)
        self.torch = QComboBox()
        self.torch.addItem(tr("As pip finds it (on Linux usually with CUDA: several gigabytes)"), False)
        self.torch.addItem(tr("From another package index: CPU only, or a version of CUDA"), True)
        self.torch.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.torch.currentIndexChanged.connect(self.refresh)
        self.index = QLineEdit()
        self.index.setPlaceholderText(tr("https://..., as the install page of PyTorch names it for CPU or your CUDA"))
        self.index.setClearButtonEnabled(True)
        self.index.textChanged.connect(self.refresh)
        form.addRow(tr("Made with"), self.with_python)
        form.addRow(tr("PyTorch"), self.torch)
        form.addRow(tr("Package index"), self.index)
        layout.addLayout(form)
        self.create_button, self.cancel_button = QPushButton(tr("Create environment")), QPushButton(tr("Cancel"))
        self.create_button.clicked.connect(self._create)
        self.cancel_button.clicked.connect(self._setup.cancel)
        layout.addLayout(_row(self.create_button, self.cancel_button))
        self.progress = QProgressBar()
        self.stage = _wrapped()
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        self.log.setMaximumBlockCount(5000)
        self.log.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.log.setMinimumHeight(self.log.fontMetrics().height() * 8)
        for widget in (self.progress, self.stage, self.log):
            layout.addWidget(widget)
        return group

    def _existing(self) -> QGroupBox:
        group = QGroupBox(tr("Use an existing Python"))
        layout = QVBoxLayout(group)
        text = _wrapped()
        text.setText(tr("The interpreter of an environment that has the packages of requirements.txt. It is looked at first, and taken "
                        "only if it has what is needed."))
        layout.addWidget(text)
        self.file = QgsFileWidget()
        self.file.setStorageMode(QgsFileWidget.StorageMode.GetFile)
        self.file.setDialogTitle(tr("Python interpreter"))
        self.use_button = QPushButton(tr("Use it"))
        self.use_button.clicked.connect(lambda: self._setup.use(self.file.filePath().strip()))
        self.file.fileChanged.connect(self.refresh)
        row = QHBoxLayout()
        row.addWidget(self.file, 1)
        row.addWidget(self.use_button)
        layout.addLayout(row)
        return group

    def refresh(self, *_changed) -> None:
        """Show the state as it is."""
        setup, findings = self._setup, self._setup.findings
        busy = setup.is_checking or setup.is_creating
        # Without an address pip would take what it finds, which is what was not chosen.
        lacks_index = bool(self.torch.currentData()) and not self.index.text().strip()
        self.check_button.setEnabled(not busy)
        self.create_button.setEnabled(not busy and not lacks_index)
        self.create_button.setToolTip(tr("Enter the address of the package index first.") if lacks_index else "")
        self.use_button.setEnabled(not busy and bool(self.file.filePath().strip()))
        self.cancel_button.setVisible(setup.is_creating)
        self.progress.setVisible(setup.is_creating)
        stage = setup.stage if setup.is_creating else setup.ending
        self.stage.setVisible(bool(stage))
        self.stage.setText(stage)
        self.log.setVisible(bool(setup.lines))
        self.progress.setValue(setup.percent)
        self.index.setEnabled(bool(self.torch.currentData()))
        self._show_interpreter()
        self._show_findings(findings)
        self._show_state(findings)
        self.place.setText(self._where())

    def _show_interpreter(self) -> None:
        try:
            found = find_interpreter()
            self._found = f"{found.path}\n" + tr("from {}").format(tr(found.origin))
            self._missing = None
        except EngineError as error:
            self._found, self._missing = tr("none"), error
        self.python.setText(self._found)

    def _show_findings(self, findings) -> None:
        report, models = (findings.report, findings.models) if findings else ({}, {})
        if report:
            self.python.setText(f"{self._found}\n" + tr("version {}").format(report.get("python")))
        self.device.setText(report.get("device") or tr("not looked at"))
        present = [name for name in str(models.get("PRESENT") or "").split(",") if name.strip()]
        self.models.setText(tr("{present} of {all} are here: {names}").format(
            present=models.get("PRESENT_COUNT"), all=models.get("MODEL_COUNT"), names=", ".join(name.strip() for name in present))
            if models else tr("not looked at"))
        self.packages.setVisible(bool(report))
        self.packages.clear()
        for package in report.get("packages", ()):
            row = QTreeWidgetItem([package["name"], package["version"] or "-", package["minimum"] or tr("any"), package["problem"]])
            self.packages.addTopLevelItem(row)
        for column in range(3):
            self.packages.resizeColumnToContents(column)
            self.packages.setColumnWidth(column, self.packages.columnWidth(column) + _COLUMN_GAP_PX)
        # All of them are seen: what scrolls is the page.
        rows = self.packages.topLevelItemCount()
        if rows:
            height = self.packages.header().sizeHint().height() + rows * self.packages.sizeHintForRow(0)
            self.packages.setFixedHeight(height + 2 * self.packages.frameWidth() + 2)

    def _show_state(self, findings) -> None:
        setup, problem = self._setup, self._setup.problem or self._missing
        if setup.is_creating:
            self.badge.show_neutral(tr("working"))
            self.message.setText(tr("An environment is being made. You can close this window and go on working."))
        elif setup.is_checking:
            self.badge.show_neutral(tr("checking"))
            self.message.setText(tr("The engine is being looked at."))
        elif problem:
            # The engine that was there before is there still.
            self.badge.show_bad(tr("failed") if setup.is_attempt and not self._missing else tr("not ready"))
            # Elsewhere the hint leads to this page.
            here = problem.hint == interpreter.SETUP_HINT
            hint = tr("Create an environment, or use an existing Python.") if here else tr(problem.hint)
            self.message.setText(f"{tr(problem.message)}\n{hint}".strip())
        elif findings and findings.is_usable:
            self.badge.show_good(tr("ready"))
            self.message.setText(setup.note or tr("The engine has what it needs."))
        elif findings:
            self.badge.show_bad(tr("incomplete"))
            self.message.setText(tr("Packages are missing or too old: {}.").format("; ".join(findings.report.get("faults", ()))))
        else:
            self.badge.show_neutral(tr("not checked"))
            self.message.setText(setup.note or tr("A Python was found. 'Check' says whether it has what is needed."))

    def _where(self) -> str:
        folder = self._setup.folder
        text = tr("A Python environment of its own in {}, with the packages of requirements.txt (1.5 GB without CUDA). Nothing is "
                  "installed into QGIS's Python. The proxy of QGIS's settings is used.").format(folder)
        is_there = folder.exists() and not self._setup.is_creating
        return text + (" " + tr("The one that is there is replaced when the new one is ready.") if is_there else "")

    def _create(self) -> None:
        typed = self.with_python.currentText().strip()
        chosen = self.with_python.itemData(self.with_python.findText(typed)) if self.with_python.findText(typed) >= 0 else None
        if chosen is None:
            chosen = pythons.Python(Path(typed or "python3"))
        self._setup.create(chosen, self.index.text() if self.torch.currentData() else "")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._setup.diagnostics())
        self.copy_button.setText(tr("Copied"))


def _wrapped(selectable: bool = False) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
