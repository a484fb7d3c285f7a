"""`planner round`: begin a round of returns, send its workbooks out, take them back, tell who is missing."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from planner.cli.console import Console
from planner.cli.meter import Meter
from planner.cli.round_words import described, file_lines, returns_described, status_lines
from planner.cli.stores import find_plan, open_store, tell_backup
from planner.cli.targets import needs_folder, refuse_foreign, said_format, target
from planner.cli.units_command import find_unit
from planner.core.backups import Reason
from planner.core.errors import UsageError
from planner.core.forms import FilledForm
from planner.core.paths import default_store
from planner.core.places import is_folder
from planner.core.returns import REFUSED, Return, Taken, usual
from planner.core.rounds import Round, duties
from planner.core.settings_file import read_settings, settings_path
from planner.core.snapshot import PlanSnapshot
from planner.reports.office import by_settings
from planner.reports.request import PrintRequest
from planner.reports.table import ReportDocument
from planner.services import Store, returns, rounds
from planner.services.collecting import compare_all, meant_round, read_forms, returned_files

FORMATS = ("pdf", "xlsx", "docx")


def run_new(options: argparse.Namespace, console: Console) -> int:
    """Begin a round, for all units that have something to report of or for those named."""
    with open_store(options.store) as store:
        plan = store.snapshot(find_plan(store, options.plan))
        only_leads = not options.with_partners
        owing = [duty.unit.unit_id for duty in duties(plan, date.today(), only_leads=only_leads)]
        if not owing:
            raise UsageError(
                "这份计划没有需要填报的任务：都已完成，或还没有落实单位。",
                "请先给任务确定牵头单位；或加上 --with-partners，请配合单位也填报。",
                code="NOTHING_TO_REPORT",
            )
        named = [find_unit(store, name).unit_id for name in options.unit]
        idle = [name for name, unit_id in zip(options.unit, named, strict=True) if unit_id not in owing]
        if idle:
            raise UsageError(
                f"{'、'.join(idle)}没有需要填报的任务。",
                "请核对单位；配合单位请加上 --with-partners。",
                code="IDLE_UNIT",
            )
        wanted = rounds.NewRound(options.name, options.due, tuple(named or owing), only_leads)
        store.write(
            f"开始一轮填报：{options.name}",
            lambda session: rounds.begin(session, plan.plan_id, wanted, date.today()),
        )
        made = _rounds(store, plan.plan_id)[-1]
    console.show(f"已开始“{made.name}”填报，共 {len(made.units)} 个单位。用 planner round send 写出填报表。")
    if options.json is not None:
        console.write_document(described(plan, made, date.today()), options.json)
    return 0


def run_send(options: argparse.Namespace, console: Console) -> int:
    """Write the folder of a round and note what went out."""
    from planner.reports.folders import save_folder
    from planner.reports.round_folder import asked_units, render_round

    out = options.out or Path()
    if not is_folder(out):
        needs_folder(out)
    day = options.on or date.today()
    with open_store(options.store) as store:
        plan, round_ = _named(store, options)
        asked = asked_units(plan, round_, day)
        settings = read_settings(settings_path(options.store or default_store()))
        wanted = PrintRequest(contact=options.contact, as_of=day, bundled_fonts_only=options.bundled_fonts)
        request = by_settings(wanted, settings)
        meter = Meter(console, "正在写出填报表")
        try:
            folder = render_round(plan, round_, asked, request, meter)
        finally:
            meter.clear()
        made = save_folder(folder, out) if is_folder(out) else save_folder(replace(folder, name=out.name), out.parent)
        what = {one.unit.unit_id: one.asked for one in asked}
        store.write(f"发出填报表：{round_.name}", lambda session: rounds.mark_sent(session, round_.round_id, what, day))
        sent = next(one for one in _rounds(store, plan.plan_id) if one.round_id == round_.round_id)
    for note in folder.notes:
        console.say(f"提示：{note}")
    console.show(f"{made}（{len(asked)} 个单位，{len(folder.files)} 个文件）")
    if options.json is not None:
        console.write_document(described(plan, sent, day), options.json)
    return 0


def run_collect(options: argparse.Namespace, console: Console) -> int:
    """Take back what was returned: what nothing speaks against is written in one step, the rest is told."""
    day = options.on or date.today()
    _check_out(options.out)
    files = returned_files(options.files)
    if not files:
        raise UsageError("文件夹里没有收回的填报表（xlsx、xls、et、ods）。", "请检查文件夹。", code="NO_FILE")
    with open_store(options.store, to_read=options.dry_run) as store:
        meter = Meter(console, "正在读取填报表")
        try:
            forms = read_forms(files, meter)
        finally:
            meter.clear()
        plan = store.snapshot(_meant_plan(store, options, forms))
        listed = _rounds(store, plan.plan_id)
        round_ = _round_called(listed, options.round) if options.round else meant_round(forms, listed)
        if round_ is None:
            raise UsageError("这份计划还没有发出过填报表。", "请先用 planner round new 和 send。", code="NO_ROUND")
        found = compare_all(forms, plan, listed, round_)
        taken = tuple(_all_of(one) if options.all else usual(one) for one in found)
        if not options.dry_run:
            name = f"合并填报表：{round_.name}"
            step = lambda session: returns.collect(session, round_.round_id, taken, day)  # noqa: E731
            store.write(name, step, backup_first=Reason.MERGE)
            tell_backup(store, console)
    for line in file_lines(plan, round_, taken, is_dry=options.dry_run):
        console.show(line)
    if options.out is not None:
        from planner.reports.returns_report import returns_document, returns_file_name

        document = returns_document(plan, round_, taken, day)
        _write(document, options.out, lambda kind: returns_file_name(plan, round_, day, kind), console)
    if options.json is not None:
        console.write_document(returns_described(plan, round_, taken), options.json)
    return 0


def run_status(options: argparse.Namespace, console: Console) -> int:
    """Tell how far each unit of a round is."""
    day = options.as_of or date.today()
    _check_out(options.out)
    with open_store(options.store, to_read=True) as store:
        plan, round_ = _named(store, options)
    if options.out is not None:
        from planner.reports.round_list import round_document, round_file_name

        document = round_document(plan, round_, day, only_missing=options.missing)
        only = options.missing
        _write(document, options.out, lambda kind: round_file_name(plan, round_, day, kind, only_missing=only), console)
    elif options.json is not None:
        console.write_document(described(plan, round_, day), options.json)
    elif options.text:
        from planner.reports.round_list import group_text

        console.show(group_text(plan, round_, day))
    else:
        for line in status_lines(plan, round_, day, only_missing=options.missing):
            console.show(line)
    return 0


def _rounds(store: Store, plan_id: int) -> tuple[Round, ...]:
    return store.read(lambda connection: rounds.rounds_of(connection, plan_id))


def _named(store: Store, options: argparse.Namespace) -> tuple[PlanSnapshot, Round]:
    plan = store.snapshot(find_plan(store, options.plan))
    listed = _rounds(store, plan.plan_id)
    if not listed:
        raise UsageError("这份计划还没有填报。", "请用 planner round new 开始一轮。", code="NO_ROUND")
    return plan, _round_called(listed, options.round) if options.round else listed[-1]


def _round_called(listed: Sequence[Round], name: str) -> Round:
    same = [one for one in listed if one.name == name]
    found = same or [one for one in listed if name in one.name]
    if len(found) != 1:
        words = "没有这一轮填报" if not found else "对应几轮填报"
        known = "、".join(one.name for one in listed) or "没有"
        raise UsageError(f"“{name}”{words}。", f"这份计划有：{known}。", code="NO_ROUND" if not found else "AMBIGUOUS")
    return found[0]


def _meant_plan(store: Store, options: argparse.Namespace, forms: Sequence[FilledForm | Return]) -> int:
    """Return the plan that is named, else that of the workbooks, else the only one with a round."""
    if options.plan:
        return find_plan(store, options.plan)
    tokens = [one.token for one in forms if isinstance(one, FilledForm) and one.token]
    plan_id = store.read(lambda connection: rounds.plan_of_tokens(connection, tokens))
    if plan_id is not None:
        return plan_id
    with_rounds = [plan.plan_id for plan in store.plans() if _rounds(store, plan.plan_id)]
    if len(with_rounds) == 1:
        return with_rounds[0]
    raise UsageError("看不出这些填报表属于哪份计划。", "请用 --plan 写明计划。", code="NO_PLAN")


def _all_of(one: Return) -> Taken:
    """Return everything of a file that can be written."""
    if one.verdict in REFUSED:
        return Taken(one)
    return Taken(one, frozenset((row.asked.node_id, cell.field) for row, cell in one.changes if cell.possible))


def _check_out(out: Path | None) -> None:
    if out is not None and not is_folder(out):
        refuse_foreign(said_format(out), FORMATS)
        needs_folder(out)


def _write(document: ReportDocument, out: Path, name: Callable[[str], str], console: Console) -> None:
    from planner.reports import catalog

    said = said_format(out)
    kind = said if said in FORMATS else "pdf"
    place = target(out, name(kind))
    catalog.save(catalog.finished(document, place.name, kind, bundled_only=False), place)
    console.show(f"{place}")
