"""The icons: Lucide's outlines, drawn in the palette's colours (QtSvg draws `currentColor` black)."""

from functools import cache

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPixmap

from planner.core.paths import resource
from planner.ui.look import current_look, text_scale

SIZE = 18


@cache
def _outline(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


def grown(size: int) -> int:
    """Return a size in pixels as it is beside the text of this moment, which the clerk may have made larger."""
    return round(size * text_scale())


def icon(name: str) -> QIcon:
    """Return the icon `name` of resources/icons, for the palette of this moment; a chosen row does not dim it."""
    drawn = picture(name, QColor(current_look().text), grown(SIZE))
    found = QIcon(drawn)
    found.addPixmap(drawn, QIcon.Mode.Selected)
    return found


def program_icon() -> QIcon:
    """Return the program's own icon, drawn for this project, in its own colours."""
    return QIcon(str(resource("icons", "planner.svg")))


def picture(name: str, color: QColor, size: int = SIZE) -> QPixmap:
    """Return the outline in one colour, at the resolution of the finest screen."""
    ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    pixels = round(size * ratio)
    drawing = _outline(name).replace("currentColor", color.name()).replace('stroke-width="2"', 'stroke-width="1.75"')
    drawing = drawing.replace('width="24"', f'width="{pixels}"').replace('height="24"', f'height="{pixels}"')
    drawing = drawing.replace("<svg", f'<svg stroke-opacity="{color.alphaF():.2f}"', 1)
    found = QPixmap()
    found.loadFromData(QByteArray(drawing.encode("utf-8")), "SVG")
    found = found if found.size() == QSize(pixels, pixels) else found.scaled(pixels, pixels)
    found.setDevicePixelRatio(ratio)
    return found
