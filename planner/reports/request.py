"""What the clerk asked to be printed, and what comes of it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PrintRequest:
    """A printed document and its choices. `profile` None takes the layout's own paper.

    `depth` tells how much text is printed: "title", "first" (the first sentence too) or "full". `stage_mark` (such as
    征求意见稿), `as_of` (the day the data stand for), `title` and `bureau` override what the plan says.
    `inherited` prints what a rule stated once gives an item beside its own units.
    `bundled_fonts_only` gives the same pages on every machine.
    """

    report: str = "breakdown"
    layout: str = "五列"
    profile: str | None = None
    depth: str = "full"
    stage_mark: str | None = None
    as_of: date | None = None
    title: str | None = None
    bureau: str | None = None
    bundled_fonts_only: bool = False
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file. `notes` are Chinese sentences for the clerk; `page_count` is None for a workbook."""

    data: bytes
    file_name: str
    page_count: int | None
    notes: tuple[str, ...] = ()
