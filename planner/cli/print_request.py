"""The options of `planner print` as a `PrintRequest`; what the document does not have is refused."""

import argparse
import re
from collections.abc import Iterable, Sequence

from planner.cli.filter_arguments import more_wanted
from planner.cli.print_arguments import SIZES
from planner.core.checklist_files import find_template
from planner.core.errors import UsageError
from planner.core.filtering import ItemFilter
from planner.core.progress import Status
from planner.core.snapshot import PlanNode, PlanSnapshot, UnitRef
from planner.core.unit_names import canonical, split_names
from planner.core.vocabulary import NodeKind, Role
from planner.reports.catalog import REPORTS, PrintRequest
from planner.reports.request import Report
from planner.reports.table import PageChoices
from planner.services.records import UnitRecord
from planner.services.unit_search import UnitSearch

# Options that only some documents know, by the field of `PrintRequest` that they set.
_OWN = {
    "--with-inherited": "inherited",
    "--joined": "joined",
    "--one-a-line": "one_a_line",
    "--in-words": "in_words",
    "--since": "since",
    "--quarters": "quarters",
    "--template": "checklist",
    "--meeting": "meeting",
    "--copies": "copies",
    "--contact": "contact",
    "--marks": "marks",
    "--word": "word",
}
_CHOICES = ("order", "by", "only", "period", "spelling")
# The documents of several plans at once.
_SEVERAL = {"unit-lists", "meeting-set", "data", "due-list", "unit-year"}
_LIKELY = 5
_MONTH = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")


def wanted_report(options: argparse.Namespace) -> Report:
    """Return the document asked for; raise `UsageError` for one, or a choice of it, that does not exist."""
    report = REPORTS.get(options.report)
    if report is None:
        known = "、".join(f"{one.name}（{one.title}）" for one in REPORTS.values())
        raise _unknown("报表", options.report, known)
    layouts = {layout.name: layout for layout in report.layouts}
    if options.layout and options.layout not in layouts:
        raise _unknown(f"“{report.title}”的版式", options.layout, "、".join(layouts))
    layout = layouts[options.layout] if options.layout else report.layouts[0]
    if options.profile and options.profile not in layout.profiles:
        raise _unknown(f"“{report.title}”的纸张", options.profile, "、".join(layout.profiles))
    if options.depth and options.depth not in report.depths:
        raise _unknown(f"“{report.title}”的文字详略", options.depth, "、".join(report.depths) or "无，请不要写 --depth")
    _refuse_others(report, options)
    return report


def _refuse_others(report: Report, options: argparse.Namespace) -> None:
    choices = {choice.name: choice for choice in report.choices}
    for name in _CHOICES:
        value = getattr(options, name)
        if not value:
            continue
        if name not in choices:
            raise _not_its_own(report, f"--{name}")
        known = dict(choices[name].values)
        if value not in known and not (name == "period" and _MONTH.fullmatch(value)):
            words = "、".join(f"{word}（{label}）" if word else label for word, label in choices[name].values)
            raise _unknown(f"“{report.title}”的{choices[name].label}", value, words)
    for option, field in _OWN.items():
        value = getattr(options, option[2:].replace("-", "_"))
        is_given = value not in (None, "", False, []) and (option, value) != ("--copies", 1)
        if is_given and field not in report.options:
            raise _not_its_own(report, option)
    if options.role and "units" in report.options:
        raise _not_its_own(report, "--role")
    if options.role and not options.unit:
        raise UsageError("--role 要说明是哪个单位的牵头或配合。", "请用 --unit 写出单位。", code="USAGE")
    if options.also and report.name not in _SEVERAL:
        raise UsageError(f"“{report.title}”只印一份计划，没有 --also 这个选择。", "请去掉它。", code="UNKNOWN_CHOICE")


def _not_its_own(report: Report, option: str) -> UsageError:
    having = [found for found, field in _OWN.items() if field in report.options]
    having += [f"--{choice.name}" for choice in report.choices]
    hint = f"它另外可用的有：{'、'.join(having)}。" if having else "请去掉它。"
    return UsageError(f"“{report.title}”没有 {option} 这个选择。", hint, code="UNKNOWN_CHOICE")


def _unknown(what: str, value: str, known: str) -> UsageError:
    return UsageError(f"{what}没有“{value}”。", f"可选的有：{known}。", code="UNKNOWN_CHOICE")


def print_request(
    options: argparse.Namespace, report: Report, plan: PlanSnapshot, register: Sequence[UnitRecord] = ()
) -> PrintRequest:
    """Return what is asked of `report` for `plan`; units are looked up in the plan and in the register."""
    units = tuple(dict.fromkeys(name for words in options.unit for name in _units(words, plan, register)))
    has_lists = "units" in report.options
    return PrintRequest(
        report=report.name,
        layout=options.layout,
        profile=options.profile,
        depth=options.depth,
        stage_mark=options.stage_mark,
        as_of=options.as_of,
        title=options.title,
        bureau=options.bureau,
        word=options.word,
        chosen=more_wanted(
            options,
            plan,
            ItemFilter(
                units=() if has_lists else units,
                role=Role(options.role) if options.role else None,
                sections=tuple(dict.fromkeys(one for words in options.section for one in _sections(words, plan))),
                statuses=tuple(dict.fromkeys(_status(word, plan) for word in options.status)),
                due_by=options.due_by,
            ),
        ),
        inherited=options.with_inherited,
        joined=options.joined,
        one_a_line=options.one_a_line,
        in_words=options.in_words,
        order=options.order,
        by=options.by,
        units=units if has_lists else (),
        only=options.only,
        period=options.period,
        spelling=options.spelling,
        since=options.since,
        quarters=options.quarters,
        checklist=find_template(options.template) if options.template else None,
        meeting=tuple(options.meeting),
        copies=options.copies,
        contact=options.contact,
        marks=options.marks,
        page=_page(options),
        fit=options.fit,
        bundled_fonts_only=options.bundled_fonts,
    )


def _page(options: argparse.Namespace) -> PageChoices:
    usual = PageChoices()
    return PageChoices(
        size=SIZES.get(options.size, usual.size),
        numbering=options.numbering or usual.numbering,
        first_page=options.first_page or usual.first_page,
        mark=" ".join(options.attachment.split()),
        continued=not options.no_continued,
        again=not options.no_again,
        shaded=not options.no_shade,
        latin_digits=not options.chinese_digits,
        odd_starts=options.odd_starts,
    )


def _units(words: str, plan: PlanSnapshot, register: Sequence[UnitRecord]) -> Iterable[str]:
    """Yield the canonical names of units that `words` name; raise `UsageError` for one that the plan has not."""
    here = _units_of(plan)
    try:
        yield _unit(words, here, register)
    except UsageError:
        names = split_names(words)
        if len(names) < 2:
            raise
        for name in names:
            yield _unit(name, here, register)


def _units_of(plan: PlanSnapshot) -> dict[str, UnitRef]:
    """Return the units of a plan by every name they have in it, the canonical ones first."""
    found: dict[str, UnitRef] = {}
    parts = [part for node in plan.nodes for part in node.assignments]
    members = [member for listed in plan.members.values() for member in listed]
    units = [*(part.unit for part in parts), *members]
    for unit in units:
        found.setdefault(unit.name, unit)
    for unit in units:
        found.setdefault(unit.full_name, unit)
    for part in parts:
        found.setdefault(canonical(part.as_written), part.unit)
    found.pop("", None)
    return found


def _unit(name: str, here: dict[str, UnitRef], register: Sequence[UnitRecord]) -> str:
    wanted = canonical(name)
    if wanted in here:
        return here[wanted].name
    registered = UnitSearch(register).named(wanted)
    if registered is not None and registered.name in here:
        return registered.name
    own = list(dict.fromkeys(unit.name for unit in here.values()))
    likely = [found.unit.name for found in UnitSearch.of_names(own).find(wanted)[:_LIKELY]]
    if likely:
        hint = f"是不是：{'、'.join(likely)}？"
    else:
        hint = (
            f"这份计划中的单位有：{'、'.join(own[:20])}{'等' if len(own) > 20 else ''}。" if own else "请先分派单位。"
        )
    raise UsageError(f"这份计划中没有单位“{name}”。", hint, code="NO_UNIT")


def _sections(words: str, plan: PlanSnapshot) -> list[int]:
    """Return the ids of the headings that are numbered or called so, else of the only one that has the words."""
    wanted = _flat(words)
    sections = [node for node in plan.nodes if node.kind is NodeKind.SECTION]
    same = [node for node in sections if wanted in {_flat(node.number), _flat(node.title), _flat(_heading(node))}]
    found = same or [node for node in sections if wanted and wanted in _flat(_heading(node))]
    if len(found) > 1 and not same:
        names = "、".join(f"“{_heading(node)}”" for node in found[:_LIKELY])
        raise UsageError(f"“{words}”对应多个部分：{names}。", "请写得长一些。", code="AMBIGUOUS")
    if not found:
        names = "、".join(f"“{_heading(node)}”" for node in sections[:20])
        hint = f"这份计划有：{names}。" if names else "这份计划没有分部分。"
        raise UsageError(f"这份计划中没有部分“{words}”。", hint, code="NO_SECTION")
    return [node.node_id for node in found]


def _heading(node: PlanNode) -> str:
    return " ".join(f"{node.number}{node.title}".split())


def _flat(text: str) -> str:
    return "".join(text.split()).rstrip("、.．")


def _status(word: str, plan: PlanSnapshot) -> Status:
    status = plan.customs.status_of(word)
    if status is None:
        raise _unknown("状态", word, "、".join(map(plan.customs.word, Status)))
    return status
