"""How stretches of the source are marked: a gentle ground and an underline for each part, a wave for a fault."""

from PySide6.QtGui import QColor, QTextCharFormat

from planner.core.vocabulary import Part
from planner.ui.look import current_look

Underline = QTextCharFormat.UnderlineStyle

_PARTS: dict[Part, tuple[str, Underline]] = {
    Part.NUMBER: ("number_mark", Underline.DotLine),
    Part.TITLE: ("title_mark", Underline.SingleUnderline),
    Part.BODY: ("body_mark", Underline.NoUnderline),
    Part.LABEL: ("field_mark", Underline.DotLine),
    Part.FIELD: ("field_mark", Underline.DashDotLine),
    Part.UNITS: ("units_mark", Underline.DashUnderline),
    Part.LEFTOVER: ("alarm", Underline.DashDotDotLine),
}
MARKED_PARTS = (Part.NUMBER, Part.TITLE, Part.BODY, Part.FIELD, Part.UNITS)


def part_format(part: Part) -> QTextCharFormat:
    """Return how a stretch of the source is marked: a gentle ground and an underline of its own."""
    look = current_look()
    ground, underline = _PARTS.get(part, ("", Underline.NoUnderline))
    found = QTextCharFormat()
    if ground:
        found.setBackground(QColor(getattr(look, ground)))
        found.setUnderlineStyle(underline)
        found.setUnderlineColor(QColor(look.muted))
    return found


def fault_format() -> QTextCharFormat:
    """Return how the place of a fault is marked."""
    found = QTextCharFormat()
    found.setBackground(QColor(current_look().alarm))
    found.setUnderlineStyle(Underline.WaveUnderline)
    found.setUnderlineColor(QColor(current_look().error))
    return found
