"""The Tab key goes through a panel as one reads it: line by line, and each line from left to right."""
import pytest
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtWidgets import QApplication, QScrollArea, QTabBar

# Widgets of one line may differ in height.
LINE_PX = 14


def stops(panel):
    """Where the Tab key halts, in its order: (line, column) of the middle of each widget."""
    found, widget = [], panel.nextInFocusChain()
    while widget is not panel:
        if panel.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled() and not isinstance(widget, (QScrollArea, QTabBar)) \
                and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            place = widget.mapTo(panel, QPoint(0, 0)) + widget.rect().center()
            found.append((place.y(), place.x()))
        widget = widget.nextInFocusChain()
    return found


def read(places):
    """The same from top to bottom, and from left to right where they are on one line."""
    lines = []
    for place in sorted(places):
        if lines and place[0] - lines[-1][0][0] <= LINE_PX:
            lines[-1].append(place)
        else:
            lines.append([place])
    return [place for line in lines for place in sorted(line, key=lambda place: place[1])]


@pytest.mark.parametrize("job", ["coregister", "findtiepoints", "changemap", "findsimilartiles"])
def test_forms_of_the_panel(stand_in, panel, layers, job):
    panel.tabs.setCurrentIndex(["coregister", "findtiepoints", "changemap", "findsimilartiles"].index(job))
    QApplication.processEvents()
    form = panel.forms[f"tiepoint:{job}"]
    assert form.isVisible() and len(stops(form)) > 4
    assert stops(form) == read(stops(form))


def test_the_form_of_an_index(stand_in, panel, layers, click):
    panel.tabs.setCurrentWidget(panel.similar)
    click(panel.similar.form.new_button)
    QApplication.processEvents()
    form = panel.similar.index_form
    assert len(stops(form)) > 4 and stops(form) == read(stops(form)), "the way back is above all"


@pytest.mark.parametrize("name", ["AlignmentReview", "ChangeReview"])
def test_reviews(stand_in, part, name, layers):
    review = part(name)
    review.action.trigger()
    review.dock.setUserVisible(True)
    QApplication.processEvents()
    found = stops(review.dock.panel)
    assert len(found) > 8 and found == read(found)
