"""The light beside a status as a small picture: a shape of its own each, so that the colour only adds to it."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap, QPolygonF

from planner.core.progress import Light
from planner.ui.look import LIGHT, current_look, light_size

ON_LIGHT = {Light.GREEN: "#2f7d3b", Light.YELLOW: "#a96c00", Light.RED: "#b3261e", Light.BLUE: "#1a62b8"}
ON_DARK = {Light.GREEN: "#7cc48a", Light.YELLOW: "#e8b84a", Light.RED: "#f6867d", Light.BLUE: "#7fb4f5"}


def light_color(light: Light) -> QColor:
    """Return the colour of a light in the palette of this moment."""
    is_light = current_look() is LIGHT
    return QColor((ON_LIGHT if is_light else ON_DARK)[light])


def paint_light(painter: QPainter, light: Light, left: float, middle: float) -> None:
    """Draw a light, its left edge and its middle line given."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(0, 0, 0, 0))
    painter.setBrush(light_color(light))
    size = light_size()
    box = QRectF(left + 0.5, middle - size / 2 + 0.5, size - 1, size - 1)
    if light is Light.GREEN:
        painter.drawEllipse(box)
    elif light is Light.YELLOW:
        top = QPointF(box.center().x(), box.top())
        painter.drawPolygon(QPolygonF([top, box.bottomRight(), box.bottomLeft()]))
    elif light is Light.BLUE:
        middle_x, middle_y = box.center().x(), box.center().y()
        corners = (
            QPointF(middle_x, box.top() - 0.5),
            QPointF(box.right() + 0.5, middle_y),
            QPointF(middle_x, box.bottom() + 0.5),
            QPointF(box.left() - 0.5, middle_y),
        )
        painter.drawPolygon(QPolygonF(corners))
    else:
        painter.drawRect(box)
    painter.restore()


def light_picture(light: Light | None) -> QPixmap:
    """Return a light as a picture; an empty one where there is none."""
    ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    size = light_size()
    found = QPixmap(round(size * ratio), round(size * ratio))
    found.setDevicePixelRatio(ratio)
    found.fill(QColor(0, 0, 0, 0))
    if light is not None:
        painter = QPainter(found)
        paint_light(painter, light, 0, size / 2)
        painter.end()
    return found


def light_icon(light: Light | None) -> QIcon:
    """Return a light for a row of a list; to be chosen does not dim it."""
    drawn = light_picture(light)
    found = QIcon(drawn)
    found.addPixmap(drawn, QIcon.Mode.Selected)
    return found
