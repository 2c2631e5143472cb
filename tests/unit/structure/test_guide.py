"""The user guide: its pictures are there and described, and what it calls buttons and menu entries is called so in the interface."""
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "resources" / "help" / "guide"
PICTURES = (".png", ".jpg")
MOST_BYTES, MOST_BYTES_OF_ONE, WIDEST = 1_000_000, 120_000, 1000


class Page(HTMLParser):
    """What the page holds: attributes of pictures, names of the interface, links and targets of links, open elements."""

    VOID = ("img", "meta", "link", "br")

    def __init__(self, path):
        super().__init__()
        self.pictures, self.names, self.links, self.targets, self.open = [], [], [], set(), []
        self._name = None
        self.feed(path.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "img":
            self.pictures.append(given)
        self.links += [value for key, value in given.items() if key in ("href", "src")]
        self.targets |= {given[key] for key in ("id",) if key in given}
        if tag == "b" and given.get("class") == "ui":
            self._name = ""

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        if tag == "b" and self._name is not None:
            self.names.append(" ".join(self._name.split()))
            self._name = None

    def handle_data(self, data):
        if self._name is not None:
            self._name += data


@pytest.fixture(scope="module")
def page():
    return Page(FOLDER / "index.html")


@pytest.fixture(scope="module")
def texts():
    """Of the interface, in English; figures are shown without what follows a colon or semicolon."""
    sys.path.insert(0, str(ROOT / ".ci"))
    try:
        import translations
    finally:
        sys.path.remove(str(ROOT / ".ci"))
    whole = [*translations.of_interface(), *translations.of_jobs()]
    return {*whole, *(re.split("[:;]", text)[0] for text in whole)}


def test_every_element_is_closed(page):
    assert page.open == []


def test_pictures_of_the_page_are_those_of_the_folder(page):
    assert sorted(picture["src"] for picture in page.pictures) == sorted(
        path.name for path in FOLDER.iterdir() if path.suffix in PICTURES)
    assert {path.name for path in FOLDER.iterdir() if path.suffix not in PICTURES} == {"index.html"}
    assert 9 <= len(page.pictures) <= 12


def test_every_picture_is_described_and_has_its_size(page):
    for picture in page.pictures:
        assert len(picture["alt"].split()) >= 5, picture
        assert (int(picture["width"]), int(picture["height"])) == size_of(FOLDER / picture["src"]), picture["src"]
        assert int(picture["width"]) <= WIDEST


def test_pictures_are_small():
    sizes = {path.name: path.stat().st_size for path in FOLDER.iterdir()}
    assert sum(sizes.values()) < MOST_BYTES
    assert not {name: size for name, size in sizes.items() if size >= MOST_BYTES_OF_ONE}


def test_links_lead_nowhere_but_into_the_page(page):
    inside = [link[1:] for link in page.links if link.startswith("#")]
    assert set(inside) <= page.targets
    assert {link for link in page.links if not link.startswith("#")} == {picture["src"] for picture in page.pictures}


def test_names_are_those_of_the_interface(page, texts):
    assert len(page.names) > 50
    assert not sorted(set(page.names) - texts)


@pytest.mark.parametrize("name", ["Allign", "Searching", "align"])
def test_a_wrong_name_would_be_found(texts, name):
    assert name not in texts


def size_of(path):
    """Width and height of a PNG or JPEG, from its header."""
    content = path.read_bytes()
    if path.suffix == ".png":
        return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    at = 2
    while content[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + int.from_bytes(content[at + 2:at + 4], "big")
    return int.from_bytes(content[at + 7:at + 9], "big"), int.from_bytes(content[at + 5:at + 7], "big")
