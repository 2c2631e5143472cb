"""Elements of a drawing as inline SVG; positions in drawing units, y down."""
from __future__ import annotations

from .page import escape


def drawing(width: float, height: float, content: str, label: str) -> str:
    """A drawing that shrinks with the page and never grows beyond its own size; ``label`` says what it shows."""
    return (f'<svg class="chart" viewBox="0 0 {width:.0f} {height:.0f}" style="max-width:{width:.0f}px" role="img" '
            f'aria-label="{escape(label)}">{content}</svg>')


def clipped(x: float, y: float, width: float, height: float, content: str) -> str:
    """Content in the same coordinates, cut off outside a rectangle."""
    box = f"{x:.1f} {y:.1f} {width:.1f} {height:.1f}"
    return f'<svg x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" viewBox="{box}" overflow="hidden">{content}</svg>'


def text(x: float, y: float, content: object, kind: str = "", upwards: bool = False) -> str:
    """Plain text, escaped; ``kind`` names classes of the theme; ``upwards`` turns it by 90 degrees."""
    place = f'transform="translate({x:.1f} {y:.1f}) rotate(-90)"' if upwards else f'x="{x:.1f}" y="{y:.1f}"'
    return f"<text{_class(kind)} {place}>{escape(content)}</text>"


def path(d: str, kind: str, hint: str = "") -> str:
    """A path; ``hint`` shows when the pointer rests on it."""
    return f'<path{_class(kind)} d="{d}"' + (f"><title>{escape(hint)}</title></path>" if hint else "/>")


def rect(x: float, y: float, width: float, height: float, kind: str, hint: str = "", opacity: float | None = None) -> str:
    """A rectangle."""
    fill = "" if opacity is None else f' fill-opacity="{opacity:.2f}"'
    element = f'<rect{_class(kind)}{fill} x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return element + (f"><title>{escape(hint)}</title></rect>" if hint else "/>")


def circle(x: float, y: float, radius: float, kind: str) -> str:
    """A circle."""
    return f'<circle{_class(kind)} cx="{x:.1f}" cy="{y:.1f}" r="{radius:.2f}"/>'


def group(content: str, kind: str, hint: str = "") -> str:
    """Elements that belong together; ``hint`` shows when the pointer rests on any of them."""
    return f"<g{_class(kind)}>" + (f"<title>{escape(hint)}</title>" if hint else "") + f"{content}</g>"


def image(x: float, y: float, width: float, height: float, uri: str, smooth: bool = False) -> str:
    """A picture stretched over a rectangle, its pixels kept as squares unless ``smooth``."""
    style = "" if smooth else 'style="image-rendering:pixelated" '
    return (f'<image x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" preserveAspectRatio="none" '
            f'{style}href="{uri}"/>')


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""
