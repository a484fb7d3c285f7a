"""`planner print`: a stored plan, or a file straight away, as a printed document."""

import argparse
from pathlib import Path

from planner.cli.console import Console
from planner.cli.stores import find_plan, open_store
from planner.core.atomic_file import free_name
from planner.core.draft import DraftPlan
from planner.core.errors import InputError, UsageError
from planner.core.input_errors import NoItems
from planner.core.output_errors import NoPlaceForTarget
from planner.core.snapshot import PlanSnapshot, snapshot_of_draft
from planner.importing import parse, read_file
from planner.reports.catalog import FORMATS, PrintRequest, Subject, render, save


def run(options: argparse.Namespace, console: Console) -> int:
    """Render the document, write it whole or not at all, and print where it lies."""
    snapshot = _snapshot(options)
    if not snapshot.items:
        raise NoItems(snapshot.head.title or snapshot.source.name)
    request = PrintRequest(
        report=options.report,
        layout=options.layout,
        profile=options.profile,
        depth=options.depth,
        stage_mark=options.stage_mark,
        as_of=options.as_of,
        title=options.title,
        bundled_fonts_only=options.bundled_fonts,
        inherited=options.with_inherited,
    )
    rendered = render(Subject(snapshot), request, _format(options))
    target = _target(options.out, rendered.file_name)
    save(rendered, target)
    for note in rendered.notes:
        console.say(f"提示：{note}")
    pages = f"（{rendered.page_count} 页）" if rendered.page_count else ""
    console.show(f"{target}{pages}")
    return 0


def _snapshot(options: argparse.Namespace) -> PlanSnapshot:
    path = Path(options.plan)
    if not options.plan.isdecimal() and (path.exists() or path.suffix):
        return snapshot_of_draft(_read(path))
    store = open_store(options.store, to_read=True)
    try:
        return store.snapshot(find_plan(store, options.plan))
    finally:
        store.close()


def _read(path: Path) -> DraftPlan:
    try:
        return parse(read_file(path))
    except InputError as error:
        error.file = path
        raise


def _format(options: argparse.Namespace) -> str:
    """Return the format asked for, or the one that the name of the output says; a name of another kind is refused."""
    said = options.out.suffix.lower().removeprefix(".") if options.out is not None else ""
    wanted: str = options.format or (said if said in FORMATS else "pdf")
    if said in FORMATS and said != wanted:
        raise UsageError(
            f"文件名“{options.out.name}”与格式 {wanted} 不一致。", f"请把文件名改为以 .{wanted} 结尾。", code="USAGE"
        )
    return wanted


def _target(out: Path | None, file_name: str) -> Path:
    """Return where to write: the named file itself, or a free name in the named or the current folder."""
    if out is not None and not out.is_dir():
        if not out.parent.is_dir():
            raise NoPlaceForTarget(out)
        return out
    return free_name((out or Path()) / file_name)
