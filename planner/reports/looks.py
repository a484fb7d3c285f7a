"""How a stretch of a line looks: the key that finished lines carry, a style with what adorns it."""

from functools import cache
from typing import NamedTuple

from planner.core.progress import Light
from planner.reports.table import Style, Text

_UNDERLINED, _GREY, _STANDING = "_", "~", "|"
# A head that is written one character below the other: brackets lie on their sides.
UPRIGHT_HEAD = f"{Style.HEAD} {_STANDING}"


class Look(NamedTuple):
    """A style and what adorns it."""

    style: Style
    underlined: bool = False
    grey: bool = False
    light: Light | None = None
    is_standing: bool = False

    @property
    def is_adorned(self) -> bool:
        """Whether there is more to it than its style."""
        return self.underlined or self.grey or self.light is not None


def key_of(part: Text, style: Style) -> str:
    """Return the key of a stretch that is set in `style`."""
    if not (part.underlined or part.grey or part.light):
        return style
    light = part.light.name if part.light else ""
    return f"{style} {_UNDERLINED * part.underlined}{_GREY * part.grey}{light}"


@cache
def look_of(key: str) -> Look:
    """Return the look that a key stands for."""
    style, _, marks = key.partition(" ")
    light = marks.strip(_UNDERLINED + _GREY + _STANDING)
    shown = Light[light] if light else None
    return Look(Style(style), _UNDERLINED in marks, _GREY in marks, shown, _STANDING in marks)
