"""`planner import`: read plan files and store them, or with `--dry-run` only tell what was read."""

import argparse
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path

from planner.cli.console import Console, error_document
from planner.cli.stores import open_store, tell_backup
from planner.core.backups import Reason
from planner.core.carrying import ItemChange
from planner.core.draft import DraftPlan, Fault, Source
from planner.core.errors import InputError, StoreError
from planner.core.plan_document import plan_document
from planner.core.vocabulary import NodeKind, Severity
from planner.importing import ImportOptions, read_data, read_file
from planner.importing.columns import read_columns
from planner.services import Store, again, reviews
from planner.services.column_choices import remember_columns, remembered_columns

STANDARD_INPUT = "-"
_WEIGHTS = {Severity.ERROR: "错误", Severity.DOUBT: "待核对", Severity.NOTE: "提示"}


def run(options: argparse.Namespace, console: Console) -> int:
    """Read every file, store what can be read, and return the worst exit status; one bad file stops no other."""
    columns = read_columns(options.columns or "")
    how = ImportOptions(stage=options.stage, all_lead=options.all_lead, columns=columns)
    documents: list[object] = []
    status = 0
    store: Store | None = None if options.dry_run else open_store(options.store)
    try:
        if store is not None:
            _back_up(store, console)
        for name in options.files:
            try:
                on_desk = _open(_read(name), how, store)
                draft = on_desk.review.draft
                _tell(draft, console)
                if store is not None:
                    _store(store, on_desk, options.again, console)
                documents.append(plan_document(draft))
            except InputError as error:
                error.file = name
                status = max(status, error.exit_status)
                console.say(str(error))
                documents.append(error_document(error))
    finally:
        if store is not None:
            store.close()
    if options.json is not None:
        console.write_document(documents[0] if len(documents) == 1 else documents, options.json)
    return status


def _back_up(store: Store, console: Console) -> None:
    """Make one backup before all files; where that fails they are read all the same."""
    with suppress(StoreError):
        store.back_up(Reason.IMPORT)
    tell_backup(store, console)


def _read(name: str) -> Source:
    if name == STANDARD_INPUT:
        return read_data(sys.stdin.buffer.read(), "标准输入")
    return read_file(Path(name))


def _open(source: Source, how: ImportOptions, store: Store | None) -> reviews.OpenReview:
    """Parse with what is known of the source's columns: as the options say, else as was chosen before."""
    if store is None:
        return reviews.begin(source, how)
    if how.columns:
        remember_columns(store, source, how)
    return reviews.begin(source, remembered_columns(store, source, how))


def _store(store: Store, on_desk: reviews.OpenReview, wish: str | None, console: Console) -> None:
    """Store what was read; what is stored already is not stored twice unless that is wished."""
    draft = on_desk.review.draft
    known = again.look_for(store, draft) if wish != "new" else None
    if known is not None and (wish == "skip" or (wish is None and known.sameness is again.Sameness.SAME)):
        is_same = known.sameness is again.Sameness.SAME
        words = "内容相同，已经存为" if is_same else "像是新的版本，原来的是"
        console.show(f"  {words}计划 {known.plan_id}（{known.title}），没有再存")
        return
    if known is not None and wish == "version":
        followed = again.next_version(store, on_desk, known.plan_id)
        plan_id = _agree(store, followed.on_desk)
        console.show(f"  已存为计划 {plan_id}，是计划 {known.plan_id} 的新版本；原来的单位、时限、进展和修改已沿用")
        _tell_changes(followed.changes, console)
        return
    plan_id = _agree(store, on_desk)
    console.show(f"  已存为计划 {plan_id}")
    if known is not None:
        console.say(
            f"  注意：像是计划 {known.plan_id}（{known.title}）的新版本，现在各存一份。"
            "要沿用原来的单位和修改，请用 --again version 导入。"
        )


def _agree(store: Store, on_desk: reviews.OpenReview) -> int:
    draft = on_desk.review.finished()
    title = (draft.head.title or draft.source.name).strip("《》")
    word = "导入" if on_desk.earlier_id is None else "导入新版本"
    change = store.write(f"{word}《{title}》", lambda s: reviews.agree(s, draft, None, on_desk.earlier_id))
    (plan_id,) = change.plan_ids
    return plan_id


def _tell_changes(found: tuple[ItemChange, ...], console: Console) -> None:
    console.show(f"  与原来相比：{again.summary_of(found) or '没有变化'}")
    for change in found:
        words = f"{_short(change.before)} → {_short(change.after)}" if change.before and change.after else ""
        console.show(f"    {change.kind.value}  {_short(change.item)}{'：' if words else ''}{words}")


def _tell(draft: DraftPlan, console: Console) -> None:
    kinds = Counter(node.kind for node in draft.nodes)
    named = sum(1 for node in draft.nodes if node.kind is NodeKind.ITEM and node.assignments)
    open_faults = [fault for fault in draft.faults if fault.severity is not Severity.NOTE]
    console.show(
        f"{draft.source.name}：{draft.head.title or '（无标题）'}\n"
        f"  {kinds[NodeKind.SECTION]} 个部分，{kinds[NodeKind.ITEM]} 项任务，其中 {named} 项写明单位；"
        f"{len(open_faults)} 处待核对，{len(draft.leftovers)} 处余文"
    )
    for fault in open_faults:
        console.show(f"  {_WEIGHTS[fault.severity]}  {_place(draft, fault)}{fault.message}{_proposal(fault)}")
    notes: dict[str, list[Fault]] = {}
    for fault in draft.faults:
        if fault.severity is Severity.NOTE:
            notes.setdefault(fault.code, []).append(fault)
    for alike in notes.values():
        more = f"（同类共 {len(alike)} 处）" if len(alike) > 1 else ""
        console.show(f"  {_WEIGHTS[Severity.NOTE]}  {_place(draft, alike[0])}{alike[0].message}{more}")
    for leftover in draft.leftovers:
        text = " ".join(draft.source.text[leftover.start : leftover.end].split())
        console.show(f"  余文  {leftover.reason}：{_short(text)}")


def _place(draft: DraftPlan, fault: Fault) -> str:
    if fault.start is None:
        return ""
    line = draft.source.text.count("\n", 0, fault.start) + 1
    return f"第 {line} 行："


def _proposal(fault: Fault) -> str:
    return f"（建议：{_short(fault.proposal)}）" if fault.proposal else ""


def _short(text: str, length: int = 40) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
