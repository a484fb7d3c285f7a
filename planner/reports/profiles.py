"""Paper and type sizes of the printed documents (print.md 3.1 and 3.2); millimetres for paper, points for type."""

from dataclasses import dataclass

from planner.reports.table import Style

MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Profile:
    """A sheet and its margins in millimetres, and the sizes of title and sub-title in points.

    A `bound` sheet (P2, P3) belongs to an official document: its even pages have the margins changed over (top and
    bottom on a lying sheet, left and right on a standing one), and its page number stands where GB/T 9704 has it.
    """

    name: str
    paper: str
    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    subtitle_size: float
    bound: bool = False

    def origin(self, number: int) -> tuple[float, float]:
        """Return how far the frame of page `number` is from the left and from the top edge, in millimetres."""
        if not self.bound or number % 2:
            return self.left, self.top
        return (self.left, self.bottom) if self.width > self.height else (self.right, self.top)

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
    "P2": Profile("P2", "A4", 297, 210, 28, 26, 35, 37, subtitle_size=16, bound=True),
    "P3": Profile("P3", "A4", 210, 297, 37, 35, 28, 26, subtitle_size=16, bound=True),
    "P4": Profile("P4", "A3", 420, 297, 20, 18, 20, 20, subtitle_size=16),
    "P5": Profile("P5", "A4", 210, 297, 20, 18, 20, 20, subtitle_size=14),
}

TITLE_SIZE = 22.0
LONG_TITLE_SIZE = 18.0
CELL_LEADING = 17.0
# The leading of each size that cells may have (print.md 3.2), the largest first.
LEADINGS = {12.0: CELL_LEADING, 10.5: 15.0, 9.0: 13.0}
PADDING_SIDE = 1.5 * MM
# How near to the rules a centred word may come that would else be torn: as it is, and when it has to be set narrower.
CLOSE_SIDE, NARROWED_SIDE = 0.7 * MM, 0.9 * MM
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
