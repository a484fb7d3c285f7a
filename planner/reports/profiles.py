"""Paper and type sizes of the printed documents (print.md 3.1 and 3.2); millimetres for paper, points for type."""

from dataclasses import dataclass

from planner.reports.table import Style

MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Profile:
    """A sheet and its margins in millimetres, and the sizes of title and sub-title in points."""

    name: str
    paper: str
    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    subtitle_size: float

    @property
    def frame_width(self) -> float:
        """The width of the table."""
        return self.width - self.left - self.right

    @property
    def frame_height(self) -> float:
        """The height between the margins."""
        return self.height - self.top - self.bottom


PROFILES = {
    "P1": Profile("P1", "A4", 297, 210, 22, 18, 20, 20, subtitle_size=14),
    "P4": Profile("P4", "A3", 420, 297, 20, 18, 20, 20, subtitle_size=16),
}

TITLE_SIZE = 22.0
LONG_TITLE_SIZE = 18.0
CELL_LEADING = 17.0
PADDING_SIDE = 1.5 * MM
PADDING_TOP = 1.0 * MM
LEAST_ROW = 8 * MM
SIZES = {
    Style.TITLE: TITLE_SIZE,
    Style.HEAD: 12.0,
    Style.SECTION: 12.0,
    Style.SUBSECTION: 12.0,
    Style.CELL: 12.0,
    Style.STRONG: 12.0,
    Style.NOTE: 10.5,
    Style.FOOTER: 10.5,
}
