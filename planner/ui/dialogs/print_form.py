"""Which choices a document has, made from what it says of itself (`Report`): a new document needs nothing here."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from planner.core.vocabulary import Role
from planner.reports.profiles import PROFILES
from planner.reports.request import Choice, Report
from planner.ui.dialogs.print_fields import BoxField, DayField, Field, FlagField, NumberField, TextField
from planner.ui.dialogs.print_meeting import ChecklistField, MeetingField
from planner.ui.dialogs.print_pick import PickField
from planner.ui.dialogs.print_source import PrintSource
from planner.ui.wording import STAGES

PAPERS = {
    "P1": "A4 横向",
    "P2": "A4 横向（公文附件）",
    "P3": "A4 竖向（公文附件）",
    "P4": "A3 横向",
    "P5": "A4 竖向",
}
LAYOUT_HINTS = {
    "七列": "七列（另有目标、备注）",
    "柳州式": "柳州式（内容、目标分列）",
    "达州式": "达州式（问题、措施分列）",
    "领导": "领导（另有牵头领导）",
}
DEPTHS = {"full": "全文", "first": "首句", "title": "只要标题"}
MARKS = ((None, "随计划"), ("", "不标"), *((mark, mark) for mark in ("征求意见稿", "讨论稿", "正式稿")))
SIZES = ((12.0, "小四"), (10.5, "五号"), (9.0, "小五"))
NUMBERINGS = (("of", "第 n 页 共 m 页"), ("dash", "— n —"))
ROLES = ((None, "牵头或配合"), (Role.LEAD, "牵头"), (Role.PARTNER, "配合"))
FLAGS = {
    "quarters": "进展分四个季度",
    "in_words": "用“牵”“配”代替符号",
    "joined": "上下相同的格子合并",
    "one_a_line": "单位一行一个",
}
PAGE_FLAGS = {
    "continued": "转页时重复部分名（续）",
    "again": "一项跨页时重复序号和单位",
    "shaded": "表头浅灰底",
    "latin_digits": "数字、字母用 Times New Roman",
}
CHOSEN = "chosen."
REST = f"{CHOSEN}rest"
LONGEST_REST = 18
OF_ANY_YEAR = frozenset({"due-list"})  # what is late may be of last year's plan


@dataclass(frozen=True, slots=True)
class Form:
    """The choices of a document: those in sight, those that narrow it down, and the rare ones."""

    main: tuple[Field, ...]
    filters: tuple[Field, ...]
    more: tuple[Field, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """All of them."""
        return (*self.main, *self.filters, *self.more)


def form_of(report: Report, source: PrintSource, parent: QWidget) -> Form:
    """Return the choices that `report` has for the plan of `source`."""
    if not report.layouts:
        return Form((), _filters(report, source, parent), ())
    more = _more(report, source, parent) if "pdf" in report.formats else ()
    return Form(_main(report, source, parent), _filters(report, source, parent), more)


def papers_of(report: Report, layout: str) -> tuple[tuple[str, str], ...]:
    """Return the papers of a layout with their words."""
    found = next((one for one in report.layouts if one.name == layout), report.layouts[0])
    return tuple((name, PAPERS.get(name, name)) for name in found.profiles)


def is_bound(profile: str) -> bool:
    """Whether the pages belong to an official document."""
    return profile in PROFILES and PROFILES[profile].bound


def _main(report: Report, source: PrintSource, parent: QWidget) -> tuple[Field, ...]:
    found: list[Field] = [*_plans(report, source, parent)]
    if "units" in report.options:
        found.append(PickField("units", "单位(&U)", "印哪些单位", lambda: source.units, parent))
    if "checklist" in report.options:
        found.append(ChecklistField(source, parent))
    if len(report.layouts) > 1:
        layouts = [(one.name, LAYOUT_HINTS.get(one.name, one.name)) for one in report.layouts]
        found.append(BoxField("layout", "版式(&L)", layouts, parent))
    if any(len(one.profiles) > 1 for one in report.layouts):
        found.append(BoxField("profile", "纸张(&Z)", papers_of(report, ""), parent))
    if report.depths:
        depths = [(name, DEPTHS.get(name, name)) for name in report.depths]
        found.append(BoxField("depth", "内容(&N)", depths, parent))
    if "pdf" in report.formats:
        found.append(NumberField("fit", "页数", 0, 999, parent, word="不限", unit=" 页以内", is_kept=False))
    found += [BoxField(one.name, one.label, _values(one, source), parent) for one in report.choices]
    if "since" in report.options:
        found.append(_since(report, parent))
    if "copies" in report.options:
        found.append(NumberField("copies", "主表份数", 1, 99, parent, unit=" 份"))
    if "meeting" in report.options:
        found.append(MeetingField(parent))
    found.append(DayField("as_of", "截至(&D)", "另定日期" if report.dated else "写明日期", parent))
    found.append(BoxField("stage_mark", "版本(&B)", _marks(source), parent, is_kept=False))
    if "inherited" in report.options and source.has_rules:
        found.append(FlagField("inherited", "加印统一规定的单位", parent))
    found += [FlagField(name, words, parent) for name, words in FLAGS.items() if name in report.options]
    return tuple(found)


def _values(choice: Choice, source: PrintSource) -> tuple[tuple[str, str], ...]:
    """Return the words to choose from; of a period the months too, those of this year and the plan's own."""
    if choice.name != "period":
        return choice.values
    year = date.today().year
    listed = {date(year, month, 1) for month in range(1, 13)} | set(source.months)
    return (*choice.values, *((f"{month:%Y-%m}", f"{month.year}年{month.month}月") for month in sorted(listed)))


def _since(report: Report, parent: QWidget) -> Field:
    """Return the day from which reports and completions count: of a table with a bulletin it is said in that alone."""
    has_bulletin = "txt" in report.formats
    field = DayField("since", "通报起算" if has_bulletin else "起算", "另定日期", parent)
    field.check.setToolTip(
        "通报文字里，这一天以来没有报送进展的单位算作未报送" if has_bulletin else "从这一天起算完成的、没有报送的"
    )
    return field


def _plans(report: Report, source: PrintSource, parent: QWidget) -> list[Field]:
    """Return the choice of the plans beside the one on show, for the documents that tell of several."""
    if report.name == "comparison":
        titles: list[tuple[int | None, str]] = [(one.plan_id, source.spoken(one)) for one in source.earlier_plans]
        if not source.has_earlier:
            titles.insert(0, (None, "请选择…"))
        field = BoxField("earlier", "与它相比", titles, parent, is_kept=False)
        return [field]
    if report.name in OF_ANY_YEAR and source.others:
        words = ((True, f"全部 {len(source.others) + 1} 份计划"), (False, "只这份计划"))
        return [BoxField("others", "计划", words, parent, is_kept=False)]
    count = len(source.others_of_year)
    if report.name == "unit-year" and count:
        words = ((True, f"本年全部 {count + 1} 份计划"), (False, "只这份计划"))
        return [BoxField("others", "计划", words, parent, is_kept=False)]
    if report.name == "unit-lists" and count:
        words = ((False, "只这份计划"), (True, f"本年全部 {count + 1} 份计划"))
        return [BoxField("others", "计划", words, parent, is_kept=False)]
    return []


def _marks(source: PrintSource) -> tuple[tuple[str | None, str], ...]:
    own = STAGES.get(source.plan.head.stage or "")
    return ((None, f"随计划（{own}）" if own == STAGES["draft"] else "随计划"), *MARKS[1:])


def _filters(report: Report, source: PrintSource, parent: QWidget) -> tuple[Field, ...]:
    found: list[Field] = []
    if source.has_units and "units" not in report.options:
        found.append(PickField(f"{CHOSEN}units", "单位", "只印哪些单位的任务", lambda: source.units, parent))
        found.append(BoxField(f"{CHOSEN}role", "承担", ROLES, parent, is_kept=False))
    if source.sections:
        found.append(PickField(f"{CHOSEN}sections", "部分", "只印哪些部分", lambda: source.sections, parent))
    found.append(PickField(f"{CHOSEN}statuses", "状态", "只印哪些状态的任务", lambda: source.statuses, parent))
    found.append(DayField(f"{CHOSEN}due_by", "到期", "此日前", parent))
    found.append(TextField(f"{CHOSEN}text", "含有", "文字", parent, empty="", is_kept=False))
    if not source.rest.is_empty:
        words = source.rest.words(source.plan).removeprefix("仅列").removesuffix("的任务")
        short = words if len(words) <= LONGEST_REST else f"{words[: LONGEST_REST - 1]}…"
        field = FlagField(REST, f"只印{short}", parent, usual=True, is_kept=False)
        field.check.setToolTip(f"窗口里的筛选：{words}")
        found.append(field)
    return tuple(found)


def _more(report: Report, source: PrintSource, parent: QWidget) -> tuple[Field, ...]:
    found: list[Field] = [
        BoxField("size", "字号", SIZES, parent),
        TextField("title", "标题(&T)", "随计划名称", parent, is_kept=False),
    ]
    if "word" in report.options:
        found.append(TextField("word", "表名", report.title, parent, empty=""))
    settings = source.store.settings
    found.append(TextField("bureau", "单位名称", settings.bureau or "随计划", parent))
    if "contact" in report.options:
        found.append(TextField("contact", "联系人", settings.contact or "姓名和电话", parent, empty=""))
    if "marks" in report.options:
        found.append(TextField("marks", "考核计分", "不计分；如：牵头2 配合1 逾期1", parent, empty=""))
    found += [
        BoxField("numbering", "页码", NUMBERINGS, parent),
        NumberField("first_page", "起始页码", 1, 9999, parent, is_kept=False),
        TextField("mark", "附件字样", "如：附件2", parent, empty="", is_kept=False),
    ]
    found += [FlagField(name, words, parent, usual=True) for name, words in PAGE_FLAGS.items()]
    found.append(FlagField("odd_starts", "每张表从单页开始", parent))
    return tuple(found)
