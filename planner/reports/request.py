"""What the clerk asked to be printed, what it is printed from, and what comes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from planner.core.checklists import Checklist
from planner.core.filtering import ItemFilter
from planner.core.snapshot import PlanSnapshot
from planner.core.stopping import Tell
from planner.reports.table import PageChoices, ReportDocument


@dataclass(frozen=True, slots=True)
class Subject:
    """What is printed: a plan; for the comparison its earlier version; for lists over several plans the others."""

    plan: PlanSnapshot
    earlier: PlanSnapshot | None = None
    others: tuple[PlanSnapshot, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintRequest:
    """A printed document and its choices; what a document has no use for is passed over.

    `layout` empty takes the document's first, `profile` None the layout's own paper, `depth` None the document's own
    ("title", "first" sentence too, or "full"). `stage_mark` (征求意见稿), `as_of` (the day the data stand for; None is
    today for documents that tell a state), `title`, `bureau` and `word` (任务分工表 for 责任分解表) override what the
    plan says. `chosen` prints a part of the items and says so in the sub-title.
    `inherited` prints what a rule stated once gives an item beside its own units; `joined` merges equal cells
    downwards; `one_a_line` sets each unit on its own line; `in_words` writes 牵 and 配 for the signs of the matrix.
    `order` is the order of rows ("plan", "unit", "late"; for statistics "register", "rate"), `by` what is counted or
    printed by ("unit", "section", "leader"; for slips "item", "unit").
    `period` is what a list of what is due is for ("year", "late", "week", "month", "quarter", "term", or 2031-06).
    `units` are the canonical names whose lists or slips are wanted, empty for all. `only` makes a ledger one of
    "problems", "done" (since `since`), "missing"; `quarters` parts its progress by quarters.
    `checklist` is the template of a checklist, `meeting` its head as pairs (会议名称, …). `copies` counts the main
    tables of a meeting set. `contact` is the office's 联系人/电话 for the foot of a unit list.
    `marks` are the rules of a 考核计分表 in words (牵头2 配合1 提前0.5 逾期1), empty for none.
    `spelling` is how units are spelt: "" as the source writes them, "short" or "full" for their names in the register.
    `lead_word` and `partner_word` are what the office calls 牵头单位 and 配合单位 in heads of columns.
    `fit` is the number of pages wanted, None for any. `bundled_fonts_only` gives the same pages on every machine.
    """

    report: str = "breakdown"
    layout: str = ""
    profile: str | None = None
    depth: str | None = None
    stage_mark: str | None = None
    as_of: date | None = None
    title: str | None = None
    bureau: str | None = None
    word: str = ""
    chosen: ItemFilter = field(default_factory=ItemFilter)
    inherited: bool = False
    joined: bool = False
    one_a_line: bool = False
    in_words: bool = False
    order: str = ""
    by: str = ""
    units: tuple[str, ...] = ()
    only: str = ""
    period: str = ""
    since: date | None = None
    quarters: bool = False
    checklist: Checklist | None = None
    meeting: tuple[tuple[str, str], ...] = ()
    copies: int = 1
    contact: str = ""
    marks: str = ""
    spelling: str = ""
    lead_word: str = ""
    partner_word: str = ""
    page: PageChoices = field(default_factory=PageChoices)
    fit: int | None = None
    bundled_fonts_only: bool = False

    @property
    def day(self) -> date:
        """The day that a state is told as of: today if none is said."""
        return self.as_of or date.today()


@dataclass(frozen=True, slots=True)
class LayoutChoice:
    """A named form of a document: how it is called, and the papers it may have, the one it is made for first."""

    name: str
    profiles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A field of `PrintRequest` ("order", "by", "only", "period") that takes one of several words.

    `label` and the second of each of `values` are what the clerk reads; the first value is taken without a choice.
    """

    name: str
    label: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A finished workbook, Word file or text, and what the clerk should know of it."""

    data: bytes
    remarks: tuple[str, ...] = ()


Writer = Callable[[Subject, PrintRequest, Tell], Book]
"""Writes a file that is no table of a document: the data workbook, the text of a bulletin."""


@dataclass(frozen=True, slots=True)
class Report:
    """A printed document that the program knows.

    `name` is the word of the command line, `title` the clerk's. The first of `layouts`, of a layout's profiles and of
    `depths` is what is taken without a choice; no `depths` means that there is no choice. `options` names the fields
    of `PrintRequest` (and of its `page`) that change this document beyond those that change every one; the print
    dialog shows just these. `choices` are those among them with a fixed list of words. A `dated` document tells a
    state as of a day. `build` raises `UsageError` when there is nothing to print. `is_folder` tells that it can be had
    as a folder of single files. `formats` are the extensions of the files it can be; those among `writers` are written
    from the plan itself, all others from the document. Without "pdf" there are no pages to preview. `named` tells what
    a file of an extension is called where not by `title`.
    """

    name: str
    title: str
    build: Callable[[Subject, PrintRequest], ReportDocument]
    layouts: tuple[LayoutChoice, ...]
    depths: tuple[str, ...] = ()
    options: frozenset[str] = frozenset()
    choices: tuple[Choice, ...] = ()
    dated: bool = False
    is_folder: bool = False
    formats: tuple[str, ...] = ("pdf", "xlsx", "docx")
    writers: Mapping[str, Writer] = field(default_factory=dict)
    named: Callable[[PrintRequest, str], str] | None = None


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished document. `page_count` is None for a workbook or a Word file.

    `notes` are sentences for the clerk: fonts that had to be replaced, texts that had to be cut.
    """

    data: bytes
    file_name: str
    page_count: int | None
    notes: tuple[str, ...] = ()
