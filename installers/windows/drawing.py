"""The program's own drawing as Windows wants it: an icon, and the picture at the side of the installer."""

import struct

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtSvg import QSvgRenderer

from installers.windows.places import ROOT

_ICON_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
# Twice what the installer shows at 100 %, so that it is sharp at 200 %.
_SIDE = (328, 628)
_TOP, _BOTTOM = "#f3f8fd", "#c3daef"


def icon() -> bytes:
    """Return the drawing as an .ico of PNGs, each size drawn by itself."""
    pictures = [_drawn(size) for size in _ICON_SIZES]
    head = struct.pack("<HHH", 0, 1, len(pictures))
    place, entries = len(head) + 16 * len(pictures), b""
    for size, picture in zip(_ICON_SIZES, pictures, strict=True):
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return head + entries + b"".join(pictures)


def side_picture() -> bytes:
    """Return the drawing on a light ground of its own blue, as a .bmp."""
    width, height = _SIDE
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    ground = QLinearGradient(0, 0, 0, height)
    ground.setColorAt(0, QColor(_TOP))
    ground.setColorAt(1, QColor(_BOTTOM))
    painter.fillRect(image.rect(), ground)
    size = width * 0.5
    _drawing().render(painter, QRectF((width - size) / 2, height * 0.2, size, size))
    painter.end()
    return _saved(image, "BMP")


def _drawn(size: int) -> bytes:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    _drawing().render(painter)
    painter.end()
    return _saved(image, "PNG")


def _drawing() -> QSvgRenderer:
    return QSvgRenderer(QByteArray((ROOT / "resources" / "icons" / "planner.svg").read_bytes()))


def _saved(image: QImage, kind: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)  # type: ignore[call-overload]
    return bytes(buffer.data().data())
