"""A strict reader of report pages and the pictures in them."""
import base64
import re
from html.parser import HTMLParser

import cv2
import numpy as np
import pytest

VOID = {"meta", "img", "input", "br", "hr", "link"}
# Elements of a drawing that may close themselves.
SELF_CLOSING = {"rect", "path", "circle", "image"}


class Reader(HTMLParser):
    """Fails on tags that do not balance; keeps elements and the text inside them."""

    def __init__(self, page: str):
        super().__init__(convert_charrefs=True)
        self.open, self.elements, self.words = [], [], []
        self.feed(page)
        self.close()
        if self.open:
            raise ValueError(f"never closed: {self.open}")

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            raise ValueError(f"attribute given twice in {tag}: {names}")
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        if tag not in SELF_CLOSING:
            raise ValueError(f"{tag} closes itself")
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            raise ValueError(f"</{tag}> closes {self.open[-3:]}")
        self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("style", "script"):
            self.words.append(data)

    @property
    def text(self) -> str:
        """All text a reader sees."""
        return " ".join(self.words)

    def all(self, tag: str, kind: str = "") -> list[dict]:
        """Attributes of the elements of a tag whose class includes ``kind``."""
        return [attrs for name, attrs in self.elements if name == tag and (not kind or kind in attrs.get("class", "").split())]


def decode(uri: str) -> np.ndarray:
    """The pixels of a data URI, RGB order."""
    data = np.frombuffer(base64.b64decode(uri.split(",", 1)[1], validate=True), np.uint8)
    image = cv2.imdecode(data, cv2.IMREAD_UNCHANGED)
    if image.ndim == 2:
        return image
    return cv2.cvtColor(image, cv2.COLOR_BGR2RGB if image.shape[2] == 3 else cv2.COLOR_BGRA2RGBA)


@pytest.fixture
def read():
    return Reader


@pytest.fixture
def pixels():
    return decode


@pytest.fixture
def links():
    """Everything in a page that a browser could fetch."""
    pattern = re.compile(r"""(?:src|href|action|poster|data)\s*=\s*["']([^"']*)|url\(\s*["']?([^)"']*)|@import\s+(\S+)""")
    return lambda page: [next(group for group in match if group) for match in pattern.findall(page) if any(match)]
