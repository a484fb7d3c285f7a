"""`planner print`: a stored plan, or a file straight away, as a printed document."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from planner.cli.console import Console
from planner.cli.meter import Meter
from planner.cli.named_plans import named_plans
from planner.cli.print_arguments import FORMATS
from planner.cli.print_request import print_request, wanted_report
from planner.cli.targets import misnamed, needs_folder, refuse_foreign, said_format, target
from planner.core.errors import UsageError
from planner.core.input_errors import NoItems
from planner.core.paths import default_store
from planner.core.places import is_folder
from planner.core.settings_file import read_settings, settings_path
from planner.reports.catalog import PrintRequest, Rendered, Subject, render, save
from planner.reports.office import by_settings
from planner.reports.request import Report
from planner.services.records import UnitRecord


def run(options: argparse.Namespace, console: Console) -> int:
    """Render the document, write it whole or not at all, and print where it lies."""
    report = wanted_report(options)
    formats = _formats(options, report)
    subject, register = _subject(options, report)
    if not subject.plan.items:
        raise NoItems(subject.plan.head.title or subject.plan.source.name)
    settings = read_settings(settings_path(options.store or default_store()))
    _tell(settings.warnings, console)
    request = by_settings(print_request(options, report, subject.plan, register), settings)
    if options.each_unit:
        return _write_folder(options.out or Path(), subject, request, formats, console)
    meter = Meter(console, f"正在生成{report.title}")
    try:
        rendered = render(subject, request, formats[0], meter)
    finally:
        meter.clear()
    return _write_file(options.out, rendered, console)


def _write_file(out: Path | None, rendered: Rendered, console: Console) -> int:
    if out is None and rendered.file_name.endswith(".txt"):
        console.show(rendered.data.decode("utf-8-sig").rstrip("\n"))
        return 0
    place = target(out, rendered.file_name)
    save(rendered, place)
    _tell(rendered.notes, console)
    pages = f"（{rendered.page_count} 页）" if rendered.page_count else ""
    console.show(f"{place}{pages}")
    return 0


def _write_folder(
    out: Path, subject: Subject, request: PrintRequest, formats: tuple[str, ...], console: Console
) -> int:
    """Write a folder of files: inside the named one, or where that is not there yet, called so."""
    from planner.reports.folders import render_folder, save_folder

    if not is_folder(out):
        needs_folder(out)
    meter = Meter(console, "正在生成文件")
    try:
        folder = render_folder(subject, request, formats, meter)
    finally:
        meter.clear()
    made = save_folder(folder, out) if is_folder(out) else save_folder(replace(folder, name=out.name), out.parent)
    _tell(folder.notes, console)
    console.show(f"{made}（{len(folder.files)} 个文件）")
    return 0


def _tell(notes: Sequence[str], console: Console) -> None:
    for note in dict.fromkeys(notes):
        console.say(f"提示：{note}")


def _subject(options: argparse.Namespace, report: Report) -> tuple[Subject, tuple[UnitRecord, ...]]:
    """Return what is printed and the register of units; no store is opened where every plan is a file."""
    if options.against and report.name != "comparison":
        raise UsageError(f"“{report.title}”没有 --against 这个选择。", "它只用于版本对照表。", code="UNKNOWN_CHOICE")
    named = [options.plan, *([options.against] if options.against else []), *options.also]
    has_earlier = report.name == "comparison" and not options.against
    found = named_plans(named, options.store, with_earlier=has_earlier)
    plan, *others = found.plans
    earlier = others.pop(0) if options.against else found.earlier
    return Subject(plan, earlier, tuple(others)), found.register


def _formats(options: argparse.Namespace, report: Report) -> tuple[str, ...]:
    """Return the formats asked for, or the one that the name of the output says; a name of another kind is refused."""
    said = "" if options.each_unit else said_format(options.out)
    refuse_foreign(said, report.formats)
    known = said in FORMATS
    wanted: tuple[str, ...] = options.format or ((said,) if known else report.formats[:1])
    for one in wanted:
        if one not in report.formats:
            raise UsageError(
                f"“{report.title}”没有 {one} 格式。", f"可选的有：{'、'.join(report.formats)}。", code="UNKNOWN_CHOICE"
            )
    if options.each_unit and not report.is_folder:
        raise UsageError(
            f"“{report.title}”不能分成几个文件。", "--each-unit 用于单位任务清单、会议材料等。", code="UNKNOWN_CHOICE"
        )
    if len(wanted) > 1 and not options.each_unit:
        raise UsageError("一次只能写一种格式。", "每个单位一个文件（--each-unit）时才可以写几种。", code="USAGE")
    if known and said != wanted[0]:
        raise misnamed(options.out, wanted[0])
    return wanted
